"""Days, weeks and streaks: derived from sessions, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from psoas_timer.core.history.goal import DAYS_A_WEEK, Goal, Pause, WeekSpan, paused_days, reduced_target, week_at
from psoas_timer.core.history.session import DONE_SHARE

# How many weeks the share of weeks met looks back.
RECENT_WEEKS = 12

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """What was practised on one date. ``share`` adds up the sessions' credits: 1.0 is one whole session."""

    date: date
    share: float
    practised_s: float = 0.0
    sessions: int = 1

    def is_adherent(self, sessions_a_day: int = 1) -> bool:
        """Tell whether the day counts: partial sessions add up, and the goal's last one needs only DONE_SHARE."""
        return self.share >= sessions_a_day - (1.0 - DONE_SHARE) - 1e-9


@dataclass(frozen=True, slots=True)
class Week:
    """A week: its first day, its adherent dates, and its target.

    ``target`` is what pauses leave of the goal's days; 0 if no day was available. ``length`` is less than 7 if the
    goal moved the first day of the week. ``goal_days`` is the goal without pauses.
    """

    start: date
    adherent: tuple[date, ...]
    target: int
    is_current: bool = False
    practised_s: float = 0.0
    sessions: int = 0
    sessions_a_day: int = 1
    goal_days: int = DAYS_A_WEEK
    paused: tuple[date, ...] = ()
    length: int = 7

    @property
    def days_met(self) -> int:
        return len(self.adherent)

    @property
    def is_neutral(self) -> bool:
        """Tell whether it neither breaks nor extends a streak: no day was available, or the week was cut short."""
        return self.target == 0 or self.length < 7

    @property
    def is_met(self) -> bool:
        return not self.is_neutral and self.days_met >= self.target

    @property
    def end(self) -> date:
        """The last day of the week, inclusive."""
        return self.start + timedelta(days=self.length - 1)

    def days_left(self, today: date) -> int:
        """Return how many days are left: today is included unless it already counts, and paused days are not."""
        first = max(today, self.start)
        coming = (first + timedelta(days=offset) for offset in range((self.end - first).days + 1))
        return sum(day not in self.adherent and day not in self.paused for day in coming)


def weeks(
    days: Iterable[PracticeDay],
    today: date,
    *,
    goals: Sequence[Goal] = (Goal(),),
    pauses: Sequence[Pause] = (),
    at_least: int = 1,
) -> list[Week]:
    """Return every week from the first practice to the current one, oldest first, without gaps.

    Each date may occur once. ``goals`` are sorted by their effective dates. At least ``at_least`` weeks are returned.
    Days after today are left out: a clock that was once wrong must not create a future week.
    """
    known = sorted((day for day in days if day.date <= today), key=lambda day: day.date)
    span = week_at(known[0].date if known else today, goals)
    spans = [span]
    while spans[-1].end < today:
        spans.append(week_at(spans[-1].end + _DAY, goals))
    while len(spans) < at_least:
        spans.insert(0, week_at(spans[0].start - _DAY, goals))
    result, index = [], 0
    for span in spans:
        first = index
        while index < len(known) and known[index].date <= span.end:
            index += 1
        result.append(_week(span, known[first:index], today, pauses))
    return result


def _week(span: WeekSpan, days: Sequence[PracticeDay], today: date, pauses: Sequence[Pause]) -> Week:
    paused = paused_days(pauses, span.start, span.end)
    sessions_a_day = span.goal.sessions_a_day
    return Week(
        span.start,
        tuple(day.date for day in days if day.is_adherent(sessions_a_day)),
        reduced_target(span.goal.days_a_week, span.length - len(paused)),
        span.start <= today <= span.end,
        sum(day.practised_s for day in days),
        sum(day.sessions for day in days),
        sessions_a_day,
        span.goal.days_a_week,
        paused,
        span.length,
    )


@dataclass(frozen=True, slots=True)
class Streak:
    """Met weeks in a row, and the first and last day of the streak; None if there is no streak."""

    weeks: int = 0
    first: date | None = None
    last: date | None = None


def current_streak(weeks: Sequence[Week]) -> Streak:
    """Return the met weeks in a row up to now.

    The current week never breaks the streak and extends it once met. A neutral week does neither.
    """
    run = []
    for week in reversed(weeks):
        if week.is_met:
            run.append(week)
        elif not (week.is_current or week.is_neutral):
            break
    return Streak(len(run), run[-1].start, run[0].end) if run else Streak()


def longest_streak(weeks: Sequence[Week]) -> Streak:
    """Return the longest run of met weeks; the latest one if there is a tie."""
    best = run = Streak()
    for week in weeks:
        if week.is_met:
            run = Streak(run.weeks + 1, run.first or week.start, week.end)
            best = run if run.weeks >= best.weeks else best
        elif not (week.is_current or week.is_neutral):
            run = Streak()
    return best


@dataclass(frozen=True, slots=True)
class MetShare:
    """How many weeks were met, of how many."""

    met: int
    of: int


def recent_share(weeks: Sequence[Week], most: int = RECENT_WEEKS) -> MetShare:
    """Return how many of the last ``most`` weeks were met: no neutral weeks, and the current one only once met."""
    counted = [week for week in weeks if week.is_met or not (week.is_current or week.is_neutral)][-most:]
    return MetShare(sum(week.is_met for week in counted), len(counted))
