"""The text of a backup: a person can read it, and every value's line is known."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.problem import Problem
from psoas_timer.store.backup.archive import read_archive
from psoas_timer.store.backup.json_text import line_of, to_text
from tests.store.backup.documents import read, written
from tests.store.histories import (
    EVERYTHING,
    Home,
    home,
    no_sync,
    other,
    shared_homes,
)

__all__ = ["home", "no_sync", "other", "shared_homes"]  # pytest finds its fixtures by their names


def test_a_person_can_read_it(home: Home) -> None:
    lines = written(home)[0].read_text(encoding="utf-8").splitlines()
    assert lines[:5] == [
        "{", '  "format": "psoas-timer-backup",', '  "version": 1,', '  "made": "2026-06-01T18:15:00.000000Z",',
        '  "sessions": [',
    ]  # fmt: skip
    assert lines[5].startswith('    {"uuid": "u-1", "started_utc": "2026-05-30T23:30:05.000120Z"')
    assert '"note": "Calm, \\"soft\\",\\r\\nand\\nslow. Größe"' in lines[5]
    assert '"sides_done": ["right", "left"], "first_side": "left", "progress": {"1": 212.2, "0": 200.0}' in lines[5]
    assert '    "settle_s": 20.0,' in lines


def test_settings_nested_too_deep_are_told(home: Home) -> None:
    for depth in range(880, 1000, 4):
        nested = '{"format": "psoas-timer-backup", "version": 1, "sessions": [], "settings": {"x": '
        content = nested + "[" * depth + "]" * depth + "}}"
        try:
            backup = read(home.folder, content)
        except Problem as told:
            assert str(home.folder / "mine.json") in str(told)
        else:
            assert len(backup.notices) == 1


def test_a_windows_editor_may_save_it(home: Home) -> None:
    content = written(home)[0].read_bytes()
    whole = read_archive(home.folder / "mine.json")
    assert read(home.folder, b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")) == whole


@given(EVERYTHING.map(lambda everything: everything.routines), st.integers(0, 9), st.text(max_size=5))
def test_a_line_is_that_on_which_the_value_begins(routines: dict[str, str], count: int, key: str) -> None:
    document = {"a": [{"b": [number, {key: "x\n:"}]} for number in range(count)], "routines": routines, "c": {}}
    text = to_text(document)
    assert json.loads(text) == document
    for number in range(1, count + 1):
        assert line_of(("a", number, "b", 2, key), text) == 2 + number
    assert line_of(("c",), text) == line_of(("c", "d", 3), text) == text.count("\n") - 1
    pretty = json.dumps(document, indent=1)
    for number in range(1, count + 1):
        line = pretty.split("\n")[line_of(("a", number, "b", 1), pretty) - 1]
        assert line.strip() == f"{number - 1},"
