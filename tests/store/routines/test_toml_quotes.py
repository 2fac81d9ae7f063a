"""Lines with quotes of all kinds, with straight ones in their place."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.store.routines.toml_quotes import DOUBLE, SINGLE, escape_quotes, straighten


@pytest.mark.parametrize(
    "line",
    ['a = "b"', "a = 'b'", r'a = "b\"c"', 'a = "“b”"', 'a = ["b", "c"] # “d”', 'a = "it’s"', "a = 5", "[[a]]", "",
     'a = """b', r"a = 'b\'", 'a = "b, c", "d"'],
)  # fmt: skip
def test_a_line_that_is_right_stays_as_it_is(line: str) -> None:
    assert straighten(line) == (line, "")


@pytest.mark.parametrize(
    ("line", "made", "strange"),
    [
        ("a = “b”", 'a = "b"', "“"),
        ('a = "b”', 'a = "b"', "”"),
        ("a = [“b”, ‘c’]", 'a = ["b", "c"]', "“"),
        ("a = “b” # “c”", 'a = "b" # “c”', "“"),
        ("a = “the others’, not mine”", 'a = "the others’, not mine"', "“"),
        (r"a = “C:\b”", r'a = "C:\\b"', "“"),
        ('a = "b "c" d"', r'a = "b \"c\" d"', ""),
    ],
)
def test_quotes_become_straight(line: str, made: str, strange: str) -> None:
    assert straighten(line) == (made, strange)


@given(
    st.sampled_from(DOUBLE[1:]), st.sampled_from(DOUBLE[1:]),
    st.text(st.characters(blacklist_categories=("Cc", "Cs"), blacklist_characters=DOUBLE + "\u2028\u2029")),
)  # fmt: skip
def test_any_text_between_any_two_double_quotes_is_kept(first: str, last: str, text: str) -> None:
    assert tomllib.loads(straighten(f"a = {first}{text}{last}")[0]) == {"a": text}


@given(st.text(alphabet=DOUBLE + SINGLE + "ab =[],{}#\\", max_size=40))
def test_any_line_is_straightened_and_then_straight(line: str) -> None:
    made, strange = straighten(line)
    assert bool(strange) <= (made != line)


@given(st.text('ab\\"', max_size=12))
def test_every_quote_of_a_text_is_escaped_once(text: str) -> None:
    made = escape_quotes(text)
    assert escape_quotes(made) == made
    assert made.replace("\\", "") == text.replace("\\", "")
