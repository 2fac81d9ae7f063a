"""What is removed for good is old by a day that two starts have seen."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.history.believed_day import LONGEST_ABSENCE, believed_day

TODAY = date(2026, 11, 29)
DAY = timedelta(days=1)
DAYS = st.dates(date(1970, 1, 1), date(2100, 1, 1))


def test_the_day_of_use_before_today_is_believed() -> None:
    assert believed_day(TODAY, [TODAY - 9 * DAY, TODAY - 2 * DAY, TODAY]) == TODAY - 2 * DAY


def test_a_clock_seen_for_the_first_time_is_not_believed() -> None:
    assert believed_day(TODAY, []) is None
    assert believed_day(TODAY, [TODAY]) is None
    assert believed_day(date(1970, 1, 1), [TODAY - DAY, TODAY]) is None, "it was never set"


def test_a_clock_that_ran_ahead_is_believed_on_its_second_day_and_forgotten_once_it_is_right() -> None:
    used, ahead = [TODAY - DAY, TODAY], TODAY + 400 * DAY
    assert believed_day(ahead, used) is None
    assert believed_day(ahead, [*used, ahead]) is None, "a second start on the same day says no more"
    assert believed_day(ahead + DAY, [*used, ahead]) == ahead
    assert believed_day(TODAY + DAY, [*used, ahead]) == TODAY


def test_after_a_long_absence_the_second_day_is_believed() -> None:
    back = TODAY + LONGEST_ABSENCE + DAY
    assert believed_day(back - DAY, [TODAY]) == TODAY
    assert believed_day(back, [TODAY]) is None
    assert believed_day(back + DAY, [TODAY, back]) == back


@given(today=DAYS, days=st.lists(DAYS))
def test_no_day_is_believed_that_has_not_been_used_or_is_not_over(today: date, days: list[date]) -> None:
    found = believed_day(today, days)
    assert found is None or (found in days and today - LONGEST_ABSENCE <= found < today)
