"""The dates under the week chart: as detailed as fits, and never crowded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from psoas_timer.core.history.adherence import Week
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.dates import date_word

Tick = tuple[int, str]

# With up to this many weeks, labels name days; with more, months, then years.
_MOST_DAYS = 16


def week_ticks(weeks: Sequence[Week], slot_px: float, advance: Callable[[str], float]) -> list[Tick]:
    """Return index and label of the weeks to name; a week is ``slot_px`` wide, a text ``advance(text)``.

    Months and days have the year on a second line if it is the first or a new one; the current week has "so far"
    there.
    """
    gap_px = advance("0") * 1.5
    ticks: list[Tick] = []
    for ticks in _from_fine_to_coarse(weeks):
        if ticks and _fits(ticks, slot_px, advance, gap_px):
            break
    return _with_so_far(ticks, weeks)


def _from_fine_to_coarse(weeks: Sequence[Week]) -> Iterator[list[Tick]]:
    count = len(weeks)
    if count <= _MOST_DAYS:
        for step in (1, 2, 3, 4, 6):
            yield _with_years(weeks, sorted(range(count - 1, -1, -step)), tr("d MMM"))
    # A week is named after the month or year it starts in.
    months = [index for index, week in enumerate(weeks) if week.start.day <= 7]
    for step in (1, 3):
        yield _with_years(weeks, [index for index in months if weeks[index].start.month % step == 1 % step], tr("MMM"))
    years = [index for index in months if weeks[index].start.month == 1]
    for step in (1, 2, 5, 10, 20):
        kept = [index for index in years if weeks[index].start.year % step == 0]
        yield [(index, date_word(weeks[index].start, tr("yyyy"))) for index in kept]
    yield _with_years(weeks, list(range(count))[-1:], tr("d MMM"))


def _with_years(weeks: Sequence[Week], indices: Sequence[int], pattern: str) -> list[Tick]:
    ticks: list[Tick] = []
    year_before = 0
    for index in indices:
        start = weeks[index].start
        text = date_word(start, pattern)
        ticks.append((index, text if start.year == year_before else f"{text}\n{date_word(start, tr('yyyy'))}"))
        year_before = start.year
    return ticks


def _with_so_far(ticks: Sequence[Tick], weeks: Sequence[Week]) -> list[Tick]:
    labels = dict(ticks)
    for index, week in enumerate(weeks):
        if week.is_current:
            date_line = labels.get(index, "").split("\n")[0]
            labels[index] = f"{date_line}\n{tr('so far')}"
    return sorted(labels.items())


def _fits(ticks: Sequence[Tick], slot_px: float, advance: Callable[[str], float], gap_px: float) -> bool:
    widths = [max(advance(line) for line in text.split("\n")) for _index, text in ticks]
    return all(
        (ticks[i + 1][0] - ticks[i][0]) * slot_px >= (widths[i] + widths[i + 1]) / 2 + gap_px
        for i in range(len(ticks) - 1)
    )
