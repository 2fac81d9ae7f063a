"""The lines of a desktop entry: what is written is what any desktop reads."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.desktop.autostart.desktop_entry import join_command, split_command
from tests.systems import LINUX

pytestmark = LINUX


def read_by_the_specification(value: str) -> list[str]:
    """Return the words of an Exec: unescaped as a string, split and unquoted, then freed of doubled per cent signs."""
    escapes = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    text = re.sub(r"\\(.)", lambda found: escapes[found[1]], value)
    words: list[str] = []
    rest = iter(text)
    for sign in rest:
        word = ""
        if sign == '"':
            while (sign := next(rest)) != '"':
                word += next(rest) if sign == "\\" else sign
            assert next(rest, " ") == " "
        else:
            while sign != " ":
                assert sign not in "\"'\\><~|&;$*?#()`\t\n", f"{sign} has to be quoted"
                word += sign
                sign = next(rest, " ")
        assert "%" not in word.replace("%%", ""), "a field code"
        words.append(word.replace("%%", "%"))
    return words


words = st.text(
    st.one_of(st.sampled_from(" \"'\\$`%=~;&|<>*?#()un"), st.characters(exclude_categories=("Cc", "Cs"))), max_size=12
)


@given(program=words.filter(bool), others=st.lists(words, max_size=3))
def test_a_command_comes_back_as_it_was(program: str, others: list[str]) -> None:
    given_words = [f"/{program}", *others]
    value = join_command(given_words)
    assert split_command(value) == tuple(given_words)
    read = read_by_the_specification(value)
    assert read[-len(given_words) :] == given_words
    assert "=" not in read[0]
    assert "%" not in read[0]
