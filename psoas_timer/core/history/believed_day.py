"""Which date may be believed: what can never be undone does not trust a clock that was seen once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

# A clock that moves further from one day of use to the next is believed on the day after it (our choice).
LONGEST_ABSENCE = timedelta(days=31)


def believed_day(today: date, days_of_use: Iterable[date]) -> date | None:
    """Return the last day of use before ``today``, by which something may be old enough to be removed for good.

    Two starts on different days agree that it has come. None if it is further away than LONGEST_ABSENCE, or if there
    is none: then the clock may be wrong, and nothing is removed. Days after ``today`` were seen on a clock that ran
    ahead, and do not count. So one start with any clock removes nothing that the next start with a right one would not.
    """
    last = max((day for day in days_of_use if day < today), default=None)
    return last if last is not None and today - last <= LONGEST_ABSENCE else None
