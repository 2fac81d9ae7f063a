"""The rules that keep the house in order; each test says what is wrong and where."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "psoas_timer"
LONGEST_FILE = 400  # lines

# Files that may be longer, each with its reason.
LONGER: dict[str, str] = {}

# The one place where colours are chosen.
COLOURS = PACKAGE / "ui" / "kit" / "theme.py"

TOOLS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--diff", "."],
    # A cache for each: a shared one would be discarded and rebuilt for the next system.
    "mypy": ["-m", "mypy"],
    "mypy for Windows": ["-m", "mypy", "--platform", "win32", "--cache-dir", ".mypy_cache/win32"],
    "mypy for macOS": ["-m", "mypy", "--platform", "darwin", "--cache-dir", ".mypy_cache/darwin"],
    # import-linter cannot be run with -m, and its script may not be on the PATH.
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
}


@pytest.mark.parametrize("arguments", TOOLS.values(), ids=TOOLS.keys())
def test_the_tool_has_nothing_to_say(arguments: list[str]) -> None:
    ran = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, f"\n{ran.stdout}\n{ran.stderr}"


def test_no_file_is_too_long() -> None:
    long = {_name(path): len(_text(path).splitlines()) for path in PACKAGE.rglob("*.py")}
    too_long = {name: lines for name, lines in long.items() if lines > LONGEST_FILE and name not in LONGER}
    assert not too_long, f"split these, or give LONGER a reason: {too_long}"
    assert all(long.get(name, 0) > LONGEST_FILE for name in LONGER), "LONGER lists a file that no longer needs it"


def test_no_test_takes_anything_from_another_test() -> None:
    """What two tests share is in its own module, so that each test can be moved, split or deleted alone."""
    taken = re.compile(r"^\s*(?:from (?:[\w.]*\.)?test_\w+ |from [\w.]+ import .*\btest_\w+|import .*\btest_\w+)")
    assert not _found(taken, (ROOT / "tests").rglob("*.py"))


def test_colours_are_chosen_in_the_theme_only() -> None:
    literal = re.compile(r"""["'\s:]#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b(?![-\w])""", re.IGNORECASE)
    assert not _found(literal, (path for path in PACKAGE.rglob("*.py") if path != COLOURS))


def test_no_path_of_a_developers_machine_is_left_behind() -> None:
    path = re.compile(r"(?<![\w.~/])/(?:home|Users|root|work|opt)/\w|[A-Z]:\\Users\\\w")
    assert not _found(path, _texts())


def test_the_top_level_is_what_the_house_says() -> None:
    folders = {path.name for path in _top_level() if path.is_dir()}
    assert folders == {".ci", "assets", "packaging", "psoas_timer", "tests"}


def test_the_architecture_names_every_folder() -> None:
    page = _text(ROOT / "ARCHITECTURE.md")
    folders = [path.name for path in (*_top_level(), *PACKAGE.iterdir()) if path.is_dir() and path.name != ".ci"]
    assert [name for name in folders if name != "__pycache__" and f"{name}/" not in page] == []


def test_ci_runs_the_line_of_the_readme() -> None:
    script = _text(ROOT / ".ci" / "run")
    assert "<!-- test-command -->" in script
    assert "pip install" not in script, "only README.md lists the commands"
    assert _readme_line("test").endswith("-m pytest")


@pytest.mark.parametrize("marker", ["run", "test"])
def test_the_readmes_lines_are_one_line_each_and_name_what_is_there(marker: str) -> None:
    line = _readme_line(marker)
    assert "\n" not in line
    script = re.match(r"sh (\S+)", line)
    assert script and (ROOT / script[1]).is_file()
    extras = re.search(r"'\.\[(\w+)\]'", line)
    assert not extras or f"\n{extras[1]} = [" in _text(ROOT / "pyproject.toml")


def _readme_line(marker: str) -> str:
    block = re.search(
        rf"^<!-- {marker}-command -->\n```sh\n(.*?)\n```$", _text(ROOT / "README.md"), re.DOTALL | re.MULTILINE
    )
    assert block, f"README.md has no fenced sh block right after <!-- {marker}-command -->"
    return block[1]


def _top_level() -> Iterator[Path]:
    """Yield what belongs in the root folder, without the files of tools and editors."""
    ignored = {line.strip("/") for line in _text(ROOT / ".gitignore").splitlines()}
    for path in sorted(ROOT.iterdir()):
        of_a_tool = path.name.startswith(".") and path.name != ".ci" and (path.is_dir() or path.name == ".git")
        if path.name not in ignored and path.suffix != ".egg-info" and not of_a_tool:
            yield path


def _texts() -> Iterator[Path]:
    """Yield every text file of the checkout."""
    for top in _top_level():
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts and b"\0" not in path.read_bytes()[:1024]:
                yield path


def _found(pattern: re.Pattern[str], paths: Iterator[Path]) -> list[str]:
    return [
        f"{_name(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(_text(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
