"""Each key of a TOML file is found on its line, also behind what looks like a key and is none."""

from __future__ import annotations

import tomllib

import pytest

from psoas_timer.store.routines.toml_lines import find_key_twice, find_lines
from psoas_timer.store.values import show_path
from tests.store.routines.routine_texts import BUNDLED, IDS


@pytest.mark.parametrize("routine_id", IDS)
def test_lines_are_found_for_every_key(routine_id: str) -> None:
    source = (BUNDLED / f"{routine_id}.toml").read_text(encoding="utf-8")
    rows, lines = source.split("\n"), find_lines(source)

    def walk(value: object, path: tuple[str | int, ...]) -> None:
        for number, item in enumerate(value, 1) if isinstance(value, list) else ():
            walk(item, (*path, number))
        for key, item in value.items() if isinstance(value, dict) else ():
            walk(item, (*path, key))
        if path and not isinstance(value, list) and not isinstance(value, dict):
            row = rows[lines[path] - 1]
            assert str(path[-1] if isinstance(path[-1], str) else value) in row, show_path(path)

    walk(tomllib.loads(source), ())


def test_lines_are_found_behind_awkward_toml() -> None:
    source = 'a = """\n[b]\n"""  # [c]\n\'x.y\' . "z" = [\n  [1, 2],\n  { d = "]" },\n]\n[["q"]]\n[["q"]]\n[q.r]\ns=1'
    tomllib.loads(source)
    assert find_lines(source) == {
        ("a",): 1, ("x.y",): 4, ("x.y", "z"): 4, ("x.y", "z", 1): 5, ("x.y", "z", 2): 6,
        ("q", 1): 8, ("q", 2): 9, ("q", 2, "r"): 10, ("q", 2, "r", "s"): 11,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a = 1\nb = 2\na = 3", (("a",), 1, 3)),
        ("[[s]]\na = 1\n[[s]]\na = 2\n\na = 3", (("s", 2, "a"), 4, 6)),
        ("[s]\n[t]\n[s]", (("s",), 1, 3)),
        ("[[s]]\n[s.w]\n[[s]]\n[s.w]\n[s.w]", (("s", 2, "w"), 4, 5)),
        ("[[s]]\n[s]", (("s",), 1, 2)),
        ("[s]\n[[s]]", (("s",), 1, 2)),
        ('a = [\n"x",\n]\n"a" = 2', (("a",), 1, 4)),
        ("p = { a = 1, b = { a = 2 }, a = 3 }", (("p", "a"), 1, 1)),
        ("a = 1\nb.a = 2\n[[s]]\na = 1\n[[s]]\na = 1\n[s.w]\na = 1", None),
        ("a = 1\n] = 2\n[", None),
        ("", None),
    ],
)
def test_a_key_that_is_there_twice_is_found(source: str, found: object) -> None:
    assert find_key_twice(source) == found
