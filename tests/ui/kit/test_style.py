"""The palette and the style sheet use only the colours of their theme."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.style import apply_style, larger_sheet_of, palette_of, point_size_of, sheet_of
from psoas_timer.ui.kit.theme import DARK, Theme
from tests.ui.kit.contrasts import ROLES, THEMES, contrast


@THEMES
def test_palette_has_the_theme_s_words_on_the_theme_s_ground(theme: Theme) -> None:
    palette = palette_of(theme)
    for words, ground in (("WindowText", "Window"), ("Text", "Base"), ("ButtonText", "Button")):
        colours = (palette.color(getattr(QPalette.ColorRole, role)).name() for role in (words, ground))
        assert contrast(*colours) >= 4.5


@THEMES
def test_sheet_holds_only_colours_of_its_theme(theme: Theme) -> None:
    used = set(re.findall(r"#[0-9a-f]{6}\b", sheet_of(theme, 10.0)))
    assert used
    assert used <= {getattr(theme, role) for role in ROLES}


@pytest.mark.parametrize("percent", [75.0, 100.0, 250.0])
def test_text_size_is_a_share_of_the_system_s(qapp: QApplication, percent: float) -> None:
    apply_style(qapp, DARK, 10.0, percent)
    assert qapp.font().pointSizeF() == pytest.approx(10.0 * percent / 100)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.background)


def test_there_are_four_sizes_and_a_page_can_enlarge_them_all_alike() -> None:
    def sizes(sheet: str) -> list[float]:
        return sorted({float(size) for size in re.findall(r"font-size: ([0-9.]+)pt", sheet)})

    assert sizes(sheet_of(DARK, 10.0)) == [12.0, 18.0, 24.0]  # and plain text, which is the font's own
    assert sizes(larger_sheet_of(20.0)) == [20.0, 24.0, 36.0, 48.0]


@pytest.mark.parametrize("points", [4.5, 9.0, 30.0])
def test_a_size_in_points_is_known_however_the_font_is_given(qapp: QApplication, points: float) -> None:
    in_points, in_pixels = QFont(qapp.font()), QFont(qapp.font())
    in_points.setPointSizeF(points)
    in_pixels.setPixelSize(round(points * qapp.primaryScreen().logicalDotsPerInchY() / 72.0))
    assert point_size_of(in_points) == points
    assert point_size_of(in_pixels) == pytest.approx(points)


@pytest.mark.qt_log_ignore("does not support")  # opening the box is more than the offscreen platform can do
@THEMES
def test_the_chosen_line_of_an_open_box_can_be_read(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    apply_style(qapp, theme, 9.0, 175.0)
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["One", "WWWW"])
    box.setCurrentIndex(1)
    box.showPopup()
    qapp.processEvents()
    line = box.view().viewport().grab(box.view().visualRect(box.view().currentIndex())).toImage()
    shown = {line.pixelColor(x, y).name() for x in range(line.width()) for y in range(line.height())}
    box.hidePopup()
    assert {theme.accent, theme.on_accent} <= shown
    assert theme.text not in shown
