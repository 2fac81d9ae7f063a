"""What History shows, as values: the stretch of weeks in view, and whether there is anything to show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.history.adherence import MetShare, Streak
from psoas_timer.ui.history.history_values import ALL_WEEKS, RANGES, History, SessionSource, WeekWindow
from tests.ui.history.weeks import NEWEST, make_weeks


def test_older_and_newer_move_by_a_window() -> None:
    weeks = make_weeks([5] * 30)
    window = WeekWindow()
    assert window.cut(weeks) == weeks[18:]
    window = window.older(30)
    assert window.cut(weeks) == weeks[6:18]
    window = window.older(30)
    assert window.cut(weeks) == weeks[:12], "the oldest stretch is full as well"
    assert not window.has_older(30)
    assert window.resized(26, 30).cut(weeks) == weeks[:26]
    assert window.resized(ALL_WEEKS, 30).cut(weeks) == weeks
    assert window.newer().cut(weeks) == weeks[12:24]
    assert window.newer().newer() == WeekWindow()


@given(st.integers(0, 120), st.lists(st.sampled_from(["older", "newer", *RANGES]), max_size=12))
def test_whatever_is_pressed_a_stretch_is_full_if_it_can_be(total: int, presses: list[str | int]) -> None:
    weeks, window = make_weeks([5] * total), WeekWindow()
    for one in presses:
        if isinstance(one, int):
            window = window.resized(one, total)
        elif one == "older" and window.has_older(total):
            window = window.older(total)
        elif one == "newer" and window.has_newer:
            window = window.newer()
        shown = window.cut(weeks)
        assert len(shown) == (total if window.length == ALL_WEEKS else min(window.length, total))
        assert window.has_newer == (bool(shown) and shown[-1] != weeks[-1])
        assert window.has_older(total) == (bool(shown) and shown[0] != weeks[0])


@pytest.mark.parametrize(("kept", "binned", "is_empty"), [(0, 0, True), (1, 0, False), (0, 1, False), (5, 5, False)])
def test_a_history_is_empty_without_sessions_and_with_an_empty_bin(kept: int, binned: int, is_empty: bool) -> None:
    source = SessionSource(lambda _query, _offset, _limit: [], lambda _query: kept, {}, lambda: binned)
    history = History(make_weeks([0]), Streak(0), Streak(0), MetShare(0, 0), NEWEST, source)
    assert history.is_empty is is_empty
