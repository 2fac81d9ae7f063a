"""Text on paper: complete, and broken only where a word does not fit a line."""

from __future__ import annotations

import pytest

from psoas_timer.ui.report.report_ink import breakable


def test_a_word_too_long_for_a_line_may_be_broken_and_stays_the_same_to_read() -> None:
    text = "short " + "x" * 100
    assert breakable("short words stay") == "short words stay"
    assert breakable(text).replace("\u200b", "") == text
    assert max(len(part) for part in breakable(text).replace("\u200b", " ").split()) <= 24


@pytest.mark.parametrize("letter", ["e\u0301", "\U0001f44d\U0001f3fd", "\U0001f9d8\u200d\u2640\ufe0f"])
def test_a_letter_of_several_signs_is_never_broken(letter: str) -> None:
    parts = breakable(letter * 50).split("\u200b")
    assert len(parts) > 1
    assert "".join(parts) == letter * 50
    assert all(len(part) % len(letter) == 0 for part in parts)
