"""What the week bars measure: days against the target, sessions, or minutes."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log10

from psoas_timer.core.history.adherence import Week
from psoas_timer.lib.translation import number_word
from psoas_timer.ui.history.history_values import Measure

DAYS = 7
# The most steps on the scale of sessions or minutes.
_STEPS = 5


def bar_value(week: Week, measure: Measure) -> float:
    """Return the value of a week's bar: days, sessions or minutes."""
    if measure is Measure.DAYS:
        return float(week.days_met)
    if measure is Measure.SESSIONS:
        return float(week.sessions)
    return week.practised_s / 60


def value_word(value: float) -> str:
    """Return a bar's value as a whole number."""
    return number_word(round(value))


def highest_value(weeks: Sequence[Week], measure: Measure) -> float:
    """Return the upper end of the scale: always 7 for days, otherwise a round number that no week exceeds."""
    if measure is Measure.DAYS:
        return float(DAYS)
    step = _step(weeks, measure)
    return step * max(ceil(max((bar_value(week, measure) for week in weeks), default=0.0) / step), 1)


def scale(weeks: Sequence[Week], measure: Measure) -> list[float]:
    """Return the labelled values of the scale, from 0 to its upper end."""
    if measure is Measure.DAYS:
        return [float(days) for days in range(DAYS + 1)]
    step, highest = _step(weeks, measure), highest_value(weeks, measure)
    return [index * step for index in range(round(highest / step) + 1)]


def _step(weeks: Sequence[Week], measure: Measure) -> float:
    """Return 1, 2 or 5 times a power of ten."""
    least = max((bar_value(week, measure) for week in weeks), default=0.0) / _STEPS
    power = 10.0 ** max(int(log10(least)), 0) if least > 1 else 1.0
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
