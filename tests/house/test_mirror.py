"""Who changes a module finds its test by its name: ``store/routines/toml_table.py`` has ``test_toml_table.py``."""

from __future__ import annotations

from pathlib import Path

from tests.house.sources import PACKAGE, ROOT, TESTS, imports_of, modules, name_of

# Where the test of a module bears another name: it is tested through what uses it, or is one of a family.
TESTED_BY: dict[str, str] = {
    "__main__.py": "tests/test_command_line.py",
    "app/application.py": "tests/app/test_startup.py",
    "app/background.py": "tests/app/test_startup.py",
    "app/commands.py": "tests/test_command_line.py",
    "desktop/autostart/base.py": "tests/desktop/autostart/test_here.py",
    "desktop/media/base.py": "tests/desktop/media/test_here.py",
    "desktop/media/macos.py": "tests/desktop/media/test_here.py",
    "desktop/media/panel.py": "tests/desktop/media/test_here.py",
    "desktop/media/windows.py": "tests/desktop/media/test_here.py",
    "desktop/notices/notice.py": "tests/desktop/notices/test_freedesktop.py",
    "services/media_keys.py": "tests/desktop/media/test_here.py",
    "services/services.py": "tests/app/test_program.py",
    "store/languages.py": "tests/app/test_language.py",
    "ui/background/unsaved_question.py": "tests/flows/test_keeping.py",
}

# The same for what runs in processes of its own, where no import of a test leads to.
TESTED_FROM_OUTSIDE = {
    "app/life.py": "tests/test_real_window.py",
    "engine/sound/host.py": "tests/test_heard.py",
    "engine/sound/stream.py": "tests/test_heard.py",
    "engine/sound/system_voice_host.py": "tests/engine/sound/test_system_voice.py",
}

# Tests of what several modules keep together: promises of the whole, laws for every zone, files of earlier programs.
LAWS = {
    "tests/app/test_journal_in_the_program.py",
    "tests/core/test_reminder_zones.py",
    "tests/core/history/test_practice_date.py",
    "tests/store/test_golden.py",
}


def test_every_module_has_a_test_of_its_own_name_or_a_line_says_which() -> None:
    told = TESTED_BY | TESTED_FROM_OUTSIDE
    nameless = [_short(path) for path in modules() if not _test_of(path).exists() and _short(path) not in told]
    assert not nameless, "write the test, or say in TESTED_BY which one it is"


def test_the_lines_are_needed_and_true() -> None:
    for module, test in (TESTED_BY | TESTED_FROM_OUTSIDE).items():
        path, its_test = PACKAGE / module, ROOT / test
        assert path.exists(), f"{module} is gone"
        assert its_test.exists(), f"{module}: there is no {test}"
        assert not _test_of(path).exists(), f"{module} has a test of its own name"
        is_reached = module in TESTED_FROM_OUTSIDE or _dotted(path) in _reached(its_test)
        assert is_reached, f"{test} does not come to {module}"


def test_every_test_in_a_room_bears_the_name_of_a_module_there() -> None:
    rooms = {path.parent for path in modules()} - {PACKAGE}
    stray = [
        name_of(test)
        for room in sorted(rooms)
        for test in sorted((TESTS / room.relative_to(PACKAGE)).glob("test_*.py"))
        if not (room / test.name.removeprefix("test_")).exists() and name_of(test) not in LAWS
    ]
    assert not stray, "name it as the module is named, or say in LAWS that it holds what several keep"


def _test_of(module: Path) -> Path:
    return TESTS / module.relative_to(PACKAGE).parent / f"test_{module.name}"


def _short(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def _dotted(module: Path) -> str:
    return ".".join(module.relative_to(ROOT).with_suffix("").parts)


def _reached(test: Path) -> set[str]:
    """Return what a test and its helpers import, and what that imports: a module is tested through what uses it."""
    near = imports_of(test)
    near |= _imports_of_all(near, "tests.")
    return near | _imports_of_all(near, "psoas_timer.")


def _imports_of_all(names: set[str], kind: str) -> set[str]:
    paths = [ROOT / f"{name.replace('.', '/')}.py" for name in names if name.startswith(kind)]
    return set().union(*(imports_of(path) for path in paths if path.exists()))
