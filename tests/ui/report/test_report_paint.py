"""The weeks of a report as bars that can be told apart in black and white."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QImage

from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.discomfort import Medians
from tests.ui.report.painted_report import MONDAY, PLAIN, paint


def test_met_short_open_and_paused_weeks_are_told_apart_without_colour() -> None:
    kinds = {
        "met": Week(MONDAY, (MONDAY,) * 5, 5),
        "short": Week(MONDAY, (MONDAY,) * 4, 5),
        "open": Week(MONDAY, (MONDAY,) * 4, 5, is_current=True),
        "paused": Week(MONDAY, (MONDAY,) * 4, 0, paused=(MONDAY,)),
    }
    darkness = {}
    for name, week in kinds.items():
        image, _reader = paint(replace(PLAIN, weeks=[week], weekly_discomfort=[Medians()], pauses=[]))
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        # The lower half of the first bar: from the left edge of the paper 24 to 31 mm, above the ground line.
        pixels = [255 - grey.pixelColor(x, y).red() for x in range(82, 104) for y in range(335, 350)]
        darkness[name] = sum(pixels) / len(pixels)
    levels = sorted(darkness.values())
    assert darkness["met"] > 120
    assert darkness["open"] < 5
    assert min(levels[index + 1] - levels[index] for index in range(3)) > 8, darkness
