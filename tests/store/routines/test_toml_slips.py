"""One line of a file, split where the reader gave up: what each slip makes of it. The whole is in test_toml_remedy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.store.routines import toml_slips
from psoas_timer.store.routines.toml_slips import FINDERS, Finder


@pytest.mark.parametrize(
    ("find", "before", "rest", "line"),
    [
        (toml_slips.find_decimal_comma, "minutes = 2", ",5 # about", "minutes = 2.5 # about"),
        (toml_slips.find_number, "minutes = 5 ", "min # about", "minutes = 5 # about"),
        (toml_slips.find_list, "wants = a", ", b # two", "wants = [a, b] # two"),
        (toml_slips.find_text_without_quotes, "title = ", "Box # mine", 'title = "Box" # mine'),
        (toml_slips.find_equals_sign, "title", ': "Box"', 'title = "Box"'),
        (toml_slips.find_header, "[[stage", "] # first", "[[stage]] # first"),
        (toml_slips.find_ending, 'title = "Box"', ", # mine", 'title = "Box"# mine'),
        (toml_slips.find_backslash, 'text = "C:', '\\q"', 'text = "C:\\\\q"'),
        (toml_slips.find_note, "", "Some words", "# Some words"),
        (toml_slips.find_value_missing, "title =", "", "# title ="),
        (toml_slips.find_invisible, "title", "\u00a0= 1", "title = 1"),
        (toml_slips.find_quotes, "title = ", "“Box”", 'title = "Box"'),
    ],
)
def test_a_slip_is_mended(find: Finder, before: str, rest: str, line: str) -> None:
    slip = find(before, rest)
    assert slip is not None
    assert slip.line == line


@pytest.mark.parametrize(
    ("find", "before", "rest"),
    [
        (toml_slips.find_decimal_comma, "title = 2", ",5 breaths"),
        (toml_slips.find_decimal_comma, "cycles = 2", "; 5"),
        (toml_slips.find_number, "title = ", "6 breaths"),
        (toml_slips.find_list, "title = a", ", b"),
        (toml_slips.find_header, "minutes = 5", "]"),
        (toml_slips.find_note, "", "[stage"),
        (toml_slips.find_ending, 'wants = ["a"', '; "b"]'),
        (toml_slips.find_text_without_quotes, "title", " Box"),
        (toml_slips.find_invisible, "title ", "= 1"),
    ],
)
def test_what_is_another_slip_is_left_to_another(find: Finder, before: str, rest: str) -> None:
    assert find(before, rest) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_line_is_too_odd_to_be_looked_at(before: str, rest: str) -> None:
    for find in (*FINDERS, toml_slips.find_note):
        slip = find(before, rest)
        if slip is not None:
            assert {"file", "line", "example"}.isdisjoint(slip.values)
            assert "\n" not in slip.line or "\n" in before + rest


def test_brackets_in_texts_are_not_open() -> None:
    assert toml_slips.is_open('a = ["b]"')
    assert not toml_slips.is_open("a = ['[']")
    assert toml_slips.is_among_others("a = { b = 1")
