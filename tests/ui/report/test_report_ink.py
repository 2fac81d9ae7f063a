"""Text on paper: complete, and broken only where a word does not fit a line."""

from __future__ import annotations

from psoas_timer.ui.report.report_ink import breakable


def test_a_word_too_long_for_a_line_may_be_broken_and_stays_the_same_to_read() -> None:
    text = "short " + "x" * 100
    assert breakable("short words stay") == "short words stay"
    assert breakable(text).replace("\u200b", "") == text
    assert max(len(part) for part in breakable(text).replace("\u200b", " ").split()) <= 24
