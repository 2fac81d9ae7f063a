"""What the History page shows, as values; free of pyqtgraph, so that it can be imported at startup."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from psoas_timer.core.history.adherence import MetShare, PracticeDay, Streak, Week
from psoas_timer.core.history.discomfort import Rating
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.history.session_query import SessionQuery

# Called with offset and limit: returns ``limit`` sessions after the first ``offset``, in the requested order.
LoadSessions = Callable[[int, int], Sequence[SessionRecord]]
# Called with the first and the last day: returns the discomfort answers of these days, oldest first.
LoadRatings = Callable[[date, date], Sequence[Rating]]


class Measure(StrEnum):
    """What the height of the week bars stands for."""

    DAYS = "days"
    SESSIONS = "sessions"
    MINUTES = "minutes"


ALL_WEEKS = 0
RANGES = (12, 26, 52, ALL_WEEKS)


@dataclass(frozen=True, slots=True)
class SessionSource:
    """How the page reads the sessions: ``load`` takes query, offset and limit; titles are by routine id."""

    load: Callable[[SessionQuery, int, int], Sequence[SessionRecord]]
    count: Callable[[SessionQuery], int]
    routine_titles: Mapping[str, str] = field(default_factory=dict)
    count_binned: Callable[[], int] = lambda: 0


@dataclass(frozen=True, slots=True)
class History:
    """Everything the page shows. ``weeks`` have no gaps, oldest first, ending with the current week.

    ``days`` hold what was practised on each date; ``ratings`` is None without any discomfort answer; ``first_weekday``
    is 0 (Monday) to 6 (Sunday).
    """

    weeks: Sequence[Week]
    current: Streak
    longest: Streak
    recent: MetShare
    today: date
    sessions: SessionSource
    days: Mapping[date, PracticeDay] = field(default_factory=dict)
    ratings: LoadRatings | None = None
    first_weekday: int = 0

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to show yet, not even in the bin."""
        return self.sessions.count(SessionQuery()) == 0 and self.sessions.count_binned() == 0


@dataclass(frozen=True, slots=True)
class WeekWindow:
    """The stretch of weeks in view: ``length`` weeks (ALL_WEEKS: all), ending ``skip`` weeks before the newest."""

    length: int = RANGES[0]
    skip: int = 0

    def cut(self, weeks: Sequence[Week]) -> Sequence[Week]:
        """Return the weeks in view, oldest first."""
        if self.length == ALL_WEEKS:
            return weeks
        end = max(len(weeks) - self.skip, 0)
        return weeks[max(end - self.length, 0) : end]

    def has_older(self, total: int) -> bool:
        """Return whether any of ``total`` weeks lie before this stretch."""
        return self.length != ALL_WEEKS and self.skip + self.length < total

    @property
    def has_newer(self) -> bool:
        return self.skip > 0

    def older(self, total: int) -> WeekWindow:
        """Return the previous stretch, as long as this one if there are enough weeks."""
        return replace(self, skip=self._within(self.skip + self.length, total))

    def newer(self) -> WeekWindow:
        """Return the next stretch."""
        return replace(self, skip=max(self.skip - self.length, 0))

    def resized(self, length: int, total: int) -> WeekWindow:
        """Return a stretch of another length, ending with the same week if it can be full that way."""
        if length == ALL_WEEKS:
            return WeekWindow(length)
        resized = WeekWindow(length, self.skip)
        return replace(resized, skip=resized._within(self.skip, total))

    def _within(self, skip: int, total: int) -> int:
        return min(skip, max(total - self.length, 0))
