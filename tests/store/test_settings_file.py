from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern
from psoas_timer.core.breath.routine import StageChoice
from psoas_timer.core.problem import Problem
from psoas_timer.core.settings import Settings, ThemeChoice, View
from psoas_timer.core.speech.sound import SoundChoice, SoundSet
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.store.places import MOST_SETTINGS_BYTES
from psoas_timer.store.settings_file import load_settings, peek_settings, save_settings
from tests.systems import POSIX


@pytest.fixture(scope="module", autouse=True)
def no_sync() -> Iterator[None]:
    """Spare the disk: that a file is synced is test_places' matter, and the laws here write hundreds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def load(path: Path, content: object) -> tuple[Settings, list[str]]:
    """Return what a file with this content gives, the notices as a person reads them."""
    path.write_text(json.dumps(content), encoding="utf-8")
    settings, notices = load_settings(path)
    return settings, [str(notice) for notice in notices]


def breaths(name: str) -> st.SearchStrategy[BreathPattern]:
    return st.builds(
        BreathPattern, **{figure: st.floats(*ends) for figure, ends in NAMED_PATTERNS[name].bounds.items()}
    )


words = st.text(max_size=20)
stage_choices = st.builds(
    StageChoice, st.none() | st.sampled_from(sorted(NAMED_PATTERNS)), st.none() | st.floats(10.0, 3600.0)
)
any_settings = st.builds(
    Settings,
    patterns=st.fixed_dictionaries({name: breaths(name) for name in NAMED_PATTERNS}),
    settle_s=st.none() | st.floats(0, 60),
    wait_for_me=st.booleans(),
    view=st.sampled_from(View),
    guidance=st.sampled_from(GuidanceLevel),
    sound=st.builds(
        SoundChoice, sound_set=st.sampled_from(SoundSet), breath_percent=st.floats(0, 100), offset_ms=st.floats(0, 300)
    ),
    turn=st.sampled_from((0, 90, 180, 270)),
    theme=st.sampled_from(ThemeChoice),
    text_percent=st.floats(75, 250),
    reduced_motion=st.booleans(),
    choices=st.dictionaries(words, st.dictionaries(words, stage_choices, max_size=3), max_size=3),
    acknowledged=st.frozensets(words, max_size=3),
    reminders_suggested=st.booleans(),
    keeps_running=st.none() | st.booleans(),
    tray_told=st.booleans(),
    autostart_granted=st.booleans(),
)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(words, parts, max_size=4),
    max_leaves=10,
)


@given(settings=any_settings)
def test_what_is_saved_is_loaded_exactly(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    save_settings(path, settings)
    assert load_settings(path) == (settings, ())


def test_a_missing_file_gives_the_defaults_and_is_not_made(path: Path) -> None:
    assert load_settings(path) == (Settings(), ())
    assert names(path.parent) == set()


def test_the_file_can_be_read_by_a_person_and_holds_every_setting(path: Path) -> None:
    save_settings(path, Settings(acknowledged=frozenset("edcba")))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[1] == '  "version": 1,'
    assert '  "settle_s": null,' in lines
    content = json.loads("\n".join(lines))
    assert set(content) == {"version", *(field.name for field in fields(Settings))}
    assert content["acknowledged"] == list("abcde")
    assert content["patterns"]["vacuum"] == {"inhale_s": 4, "hold_in_s": 0, "exhale_s": 6, "hold_out_s": 5}


@POSIX
def test_the_file_is_its_owners_alone(path: Path) -> None:
    save_settings(path, Settings())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_is_a_problem(path: Path) -> None:
    path.mkdir()
    with pytest.raises(Problem, match=r"settings\.json"):
        save_settings(path, Settings())


def test_a_file_from_a_windows_editor_is_read(path: Path) -> None:
    path.write_bytes(b'\xef\xbb\xbf{"version": 1,\r\n"settle_s": 20}\r\n')
    assert load_settings(path) == (Settings(settle_s=20), ())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{\n  "settle_s": 20,\n  "turn" 90\n}', "line 3 is not valid JSON at column 10"),
        (b"", "line 1 is not valid JSON at column 1"),
        (b"[1, 2]", "does not start with a brace"),
        (b"null", "does not start with a brace"),
        (b'{"view": "\xff"}', "is not valid JSON"),
        (b"[" * 200_000, "is not valid JSON"),
        (b'{"version": 2, "settle_s": 20}', "newer version of Psoas Timer.*install the newest"),
        (b'{"version": 1e999}', "newer version of Psoas Timer"),
    ],
    ids=lambda given: str(given)[:30],
)
def test_a_file_of_no_use_is_kept_and_said_so(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    settings, (notice,) = load_settings(path)
    assert settings == Settings()
    kept = path.parent / "settings.damaged-1.json"
    assert kept.read_bytes() == content
    assert names(path.parent) == {kept.name}
    assert str(notice).startswith(str(path))
    assert str(kept) in str(notice)
    assert re.search(said, str(notice))


def test_no_kept_file_is_ever_overwritten(path: Path) -> None:
    for text in ("first", "second", "third"):
        path.write_text(text)
        load_settings(path)
    assert [(path.parent / f"settings.damaged-{n}.json").read_text() for n in (1, 2, 3)] == ["first", "second", "third"]


def test_a_folder_in_the_place_of_the_file_is_moved_like_any_other(path: Path) -> None:
    path.mkdir()
    settings, (notice,) = load_settings(path)
    assert settings == Settings()
    assert "cannot be read" in str(notice)
    assert names(path.parent) == {"settings.damaged-1.json"}


def test_a_file_that_cannot_be_moved_either_is_said_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    path.write_text("{")
    monkeypatch.setattr(Path, "rename", refuse)
    settings, (notice,) = load_settings(path)
    assert settings == Settings()
    assert "not have permission" in str(notice)
    assert path.read_text() == "{"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("settle_s", 61), ("settle_s", "15"), ("settle_s", True), ("settle_s", float("nan")), ("settle_s", 10**400),
        ("wait_for_me", 1), ("wait_for_me", None), ("view", "cube"), ("view", {}), ("turn", 45), ("turn", False),
        ("turn", 90.0), ("theme", ["dark"]), ("text_percent", 74.9), ("text_percent", 10**5000),
        ("reduced_motion", "no"), ("choices", []), ("choices", "x"), ("acknowledged", "slow"), ("acknowledged", [1]),
        ("patterns", 4), ("version", 0), ("version", "one"), ("version", None), ("settel_s", 20),
    ],
    ids=lambda given: str(given)[:20] if not isinstance(given, int) or given < 1000 else "huge",
)  # fmt: skip
def test_a_bad_value_costs_that_value_only(path: Path, key: str, value: object) -> None:
    good: dict[str, Any] = {"settle_s": 20, "turn": 90, "view": "diaphragm", "acknowledged": ["slow"]}
    want = {"settle_s": 20, "turn": 90, "view": View.DIAPHRAGM, "acknowledged": frozenset({"slow"})}
    want.pop(key, None)
    # Written by hand where json itself refuses to write so long a number.
    number = f"1{'0' * 5000}" if value == 10**5000 else json.dumps(value)
    rest = json.dumps({name: one for name, one in good.items() if name != key})
    path.write_text(f'{{"{key}": {number}, {rest[1:]}')
    settings, (notice,) = load_settings(path)
    assert settings == Settings(**want)  # type: ignore[arg-type]
    assert str(notice).startswith(f"{key} in {path} ")
    assert path.exists()


def test_a_bad_figure_of_a_pattern_costs_that_figure_only(path: Path) -> None:
    settings, notices = load(
        path,
        {
            "patterns": {
                "slow": {"inhale_s": 5, "exhale_s": 99, "sigh_s": 1},
                "vacuum": [4, 0, 6, 5],
                "quick": {"inhale_s": 2},
                "contract-release": {"hold_in_s": 5.5, "hold_out_s": 3},
            }
        },
    )
    assert settings.patterns["slow"] == BreathPattern(5, 0, 6, 0)
    assert settings.patterns["vacuum"] == NAMED_PATTERNS["vacuum"].pattern
    assert settings.patterns["contract-release"] == BreathPattern(4, 4, 6, 3)
    assert set(settings.patterns) == set(NAMED_PATTERNS)
    assert [notice.split(" in ")[0] for notice in notices] == [
        "patterns.slow.exhale_s", "patterns.slow.sigh_s", "patterns.vacuum", "patterns.quick",
        "patterns.contract-release.hold_in_s",
    ]  # fmt: skip
    assert "from 2 to 15" in notices[0]
    assert "slow-hold" in notices[3]


def test_a_bad_choice_costs_that_choice_only(path: Path) -> None:
    settings, notices = load(
        path,
        {
            "choices": {
                "a": {
                    "good": {"pattern_name": "vacuum", "duration_s": 60},
                    "half": {"pattern_name": "quick", "duration_s": 90},
                    "none": {"pattern_name": None, "duration_s": "long"},
                    "odd": {"pattern_name": ["slow"], "side": "left"},
                    "bad": 60,
                },
                "b": [],
            }
        },
    )
    assert settings.choices == {
        "a": {
            "good": StageChoice("vacuum", 60),
            "half": StageChoice(None, 90),
            "none": StageChoice(),
            "odd": StageChoice(),
            "bad": StageChoice(),
        }
    }
    assert [notice.split(" in ")[0] for notice in notices] == [
        "choices.a.half.pattern_name", "choices.a.none.duration_s", "choices.a.odd.pattern_name", "choices.a.odd.side",
        "choices.a.bad", "choices.b",
    ]  # fmt: skip


def check_that_it_loads(path: Path) -> None:
    settings, notices = load_settings(path)
    assert all(str(notice) for notice in notices)
    save_settings(path, settings)
    assert load_settings(path) == (settings, ())


@given(content=st.dictionaries(st.sampled_from([field.name for field in fields(Settings)]) | words, any_json))
def test_any_values_load_and_can_be_saved(tmp_path_factory: pytest.TempPathFactory, content: dict[str, Any]) -> None:
    path = tmp_path_factory.mktemp("values") / "settings.json"
    path.write_text(json.dumps(content))
    check_that_it_loads(path)


@given(at=st.integers(0, 2000), cut=st.integers(0, 50), noise=st.binary(max_size=20))
def test_any_file_loads_and_can_be_saved(
    tmp_path_factory: pytest.TempPathFactory, at: int, cut: int, noise: bytes
) -> None:
    path = tmp_path_factory.mktemp("noise") / "settings.json"
    save_settings(path, Settings(choices={"a": {"b": StageChoice("slow", 60.0)}}))
    content = path.read_bytes()
    at %= len(content)
    path.write_bytes(content[:at] + noise + content[at + cut :])
    check_that_it_loads(path)


@POSIX
def test_a_file_kept_in_another_folder_is_written_there_and_the_link_stays(path: Path, tmp_path: Path) -> None:
    dotfiles = tmp_path / "dotfiles"
    dotfiles.mkdir()
    save_settings(dotfiles / "psoas.json", Settings())
    path.symlink_to(Path("dotfiles") / "psoas.json")
    save_settings(path, Settings(settle_s=12.0))
    assert path.readlink() == Path("dotfiles") / "psoas.json"
    assert load_settings(dotfiles / "psoas.json") == load_settings(path) == (Settings(settle_s=12.0), ())


@POSIX
def test_a_damaged_file_behind_a_link_stays_and_the_link_is_put_aside(path: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text("{")
    path.symlink_to(kept.name)
    _settings, (notice,) = load_settings(path)
    assert not path.is_symlink()
    assert Path(str(notice.values["kept"])).readlink() == Path(kept.name)
    assert kept.read_text() == "{"


@POSIX
def test_a_pipe_in_the_place_of_the_file_is_put_aside_and_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    settings, (notice,) = load_settings(path)
    assert settings == Settings()
    assert "is not an ordinary file" in str(notice)
    assert not path.exists()


@pytest.mark.parametrize("content", ["{", "[]", '{"version": 999}'])
def test_who_only_reads_is_told_of_a_damaged_file_and_moves_nothing(path: Path, content: str) -> None:
    path.write_text(content)
    settings, (notice,) = peek_settings(path)
    assert settings == Settings()
    assert "The default settings were used instead." in str(notice)
    assert path.read_text() == content
    assert list(path.parent.iterdir()) == [path]


def test_who_only_reads_gets_the_settings_and_the_notices(path: Path) -> None:
    assert peek_settings(path) == (Settings(), ())
    path.write_text('{"settle_s": 12.0, "volume": "loud"}')
    (settings, (notice,)), (loaded, (told,)) = peek_settings(path), load_settings(path)
    assert (settings, str(notice)) == (loaded, str(told))
    assert settings.settle_s == 12.0
    assert "volume" in str(notice)


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_put_aside_without_reading_it(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "settings.json"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    settings, (notice,) = load_settings(path)
    assert settings == Settings()
    assert "is not an ordinary file" in str(notice)
    assert os.path.lexists(tmp_path / "settings.damaged-1.json")


def test_a_file_that_is_far_too_large_is_put_aside_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.touch()
    os.truncate(path, MOST_SETTINGS_BYTES + 1)
    settings, (notice,) = load_settings(path)
    assert settings == Settings()
    assert "is larger than 4 MB" in str(notice)
