"""Discomfort ratings before and after a session: weekly medians, and what may be said about them.

The scale is the numeric rating scale: whole numbers from 0 to 10, with fixed words at both ends. People notice a
change of 2 points or more (Farrar et al., Pain 94, 2001: about 2 points or 30 %).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

SCALE = range(11)

# A smaller change of a median is not mentioned.
NOTABLE_POINTS = 2.0


@dataclass(frozen=True, slots=True)
class Rating:
    """One session's ratings, for its practice date; at least one of the two is given."""

    date: date
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Medians:
    """The medians of some ratings, None if there are none; ``n`` counts the ratings behind each median."""

    before: float | None = None
    after: float | None = None
    n_before: int = 0
    n_after: int = 0


def medians(ratings: Iterable[Rating]) -> Medians:
    """Return the medians of ``ratings``."""
    from statistics import median  # it imports half a dozen modules, and is first needed long after startup

    known = list(ratings)
    before = [one.before for one in known if one.before is not None]
    after = [one.after for one in known if one.after is not None]
    return Medians(
        float(median(before)) if before else None, float(median(after)) if after else None, len(before), len(after)
    )


def weekly_medians(ratings: Iterable[Rating], starts: Sequence[date]) -> list[Medians]:
    """Return the medians of each week, given the first days in order; a week lasts until the next one starts.

    The last week takes all the rest; ratings before the first week are left out.
    """
    by_week: list[list[Rating]] = [[] for _start in starts]
    index = 0
    for one in sorted(ratings, key=lambda rating: rating.date):
        while index + 1 < len(starts) and starts[index + 1] <= one.date:
            index += 1
        if starts and one.date >= starts[0]:
            by_week[index].append(one)
    return [medians(found) for found in by_week]


def notable_change(earlier: float | None, later: float | None) -> float | None:
    """Return the change in points, positive if it rose; None if it is below NOTABLE_POINTS or unknown."""
    if earlier is None or later is None or abs(later - earlier) < NOTABLE_POINTS:
        return None
    return later - earlier
