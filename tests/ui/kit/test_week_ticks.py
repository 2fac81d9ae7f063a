"""The dates under the weeks: as detailed as fits, never crowded, and the current week is said not to be over."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from psoas_timer.ui.kit.week_ticks import week_ticks
from tests.typefaces import EACH_FAMILY
from tests.ui.history.weeks import make_weeks


@EACH_FAMILY
@pytest.mark.parametrize("count", [1, 2, 4, 12, 16, 17, 26, 52, 120, 260, 800, 2600])
@pytest.mark.parametrize("width_px", [180, 420, 800, 1800])
def test_dates_are_never_crowded(qapp: QApplication, count: int, width_px: int) -> None:
    advance = QFontMetricsF(qapp.font()).horizontalAdvance
    slot_px = width_px / count
    ticks = week_ticks(make_weeks([5] * count), slot_px, advance)
    for line in (0, 1):
        texts = [(index, text.split("\n")[line]) for index, text in ticks if text.count("\n") >= line]
        ends = [
            (index * slot_px - advance(text) / 2, index * slot_px + advance(text) / 2) for index, text in texts if text
        ]
        assert all(left_of_next > right for (_, right), (left_of_next, _) in pairwise(ends))
    assert ticks[-1][1].endswith("so far")


def test_dates_name_days_then_months_then_years(qapp: QApplication) -> None:
    advance = QFontMetricsF(qapp.font()).horizontalAdvance

    def labels(count: int) -> list[str]:
        return [text for _index, text in week_ticks(make_weeks([5] * count), 800 / count, advance)]

    assert labels(12)[:2] == ["24 Aug\n2026", "31 Aug"]
    assert labels(12)[-1] == "9 Nov\nso far"
    assert labels(52)[:3] == ["Dec\n2025", "Jan\n2026", "Feb"]
    assert labels(520)[:2] == ["2017", "2018"]


def test_only_the_current_week_is_not_over_yet() -> None:
    weeks = make_weeks([5] * 12)
    labels = dict(week_ticks(weeks, 100.0, len))
    assert [index for index, text in labels.items() if "so far" in text] == [11]
    assert not any("so far" in text for _index, text in week_ticks(weeks[:-1], 100.0, len))


def test_without_weeks_there_is_nothing_to_name() -> None:
    assert week_ticks([], 100.0, len) == []


def test_less_room_names_fewer_weeks_and_never_none() -> None:
    weeks = make_weeks([5] * 16)
    counts = [
        len(week_ticks(weeks, slot_px, lambda text: 7.0 * len(text))) for slot_px in (200.0, 40.0, 20.0, 5.0, 0.1)
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 16
    assert counts[-1] >= 1
