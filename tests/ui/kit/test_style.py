"""The palette and the style sheet use only the colours of their theme."""

from __future__ import annotations

import re
from datetime import date

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.controls import ChoiceBox, DayBox
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


# What opens and closes again belongs to the family, too


def colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@THEMES
def test_a_menu_has_lines_as_high_as_a_button_in_the_theme_s_colours(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    apply_style(qapp, theme, 10.5, 100.0)
    menu = QMenu()
    qtbot.addWidget(menu)
    chosen, dead = menu.addAction("Copy"), menu.addAction("Paste")
    dead.setEnabled(False)
    menu.setActiveAction(chosen)
    menu.resize(menu.sizeHint())
    assert all(menu.actionGeometry(one).height() >= 40 for one in menu.actions())
    assert {theme.surface, theme.accent_soft, theme.text, theme.muted} <= colours_of(menu)


@THEMES
def test_the_calendar_of_a_day_can_be_read_and_hit(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    apply_style(qapp, theme, 10.5, 100.0)
    box = DayBox()
    qtbot.addWidget(box)
    box.show_day(date(2026, 11, 25))
    calendar = box.calendarWidget()
    calendar.resize(calendar.sizeHint().expandedTo(calendar.minimumSize()))
    QApplication.processEvents()
    for name in ("prevmonth", "monthbutton", "yearbutton", "nextmonth"):
        one = calendar.findChild(QToolButton, f"qt_calendar_{name}")
        assert isinstance(one, QToolButton)
        assert theme.text in colours_of(one), name
        assert one.icon().isNull(), "Qt's signs are black in every theme"
        assert one.height() >= 40
    table = calendar.findChild(QTableView)
    assert isinstance(table, QTableView)
    assert min(table.rowHeight(row) for row in range(1, 7)) >= 32
    assert {theme.accent, theme.text, theme.surface} <= colours_of(table)


@pytest.mark.qt_log_ignore("does not support")
@THEMES
def test_the_lines_of_an_open_choice_are_as_high_as_a_button(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    apply_style(qapp, theme, 10.5, 100.0)
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(["One", "Two"])
    box.show()
    box.showPopup()
    qapp.processEvents()
    view = box.view()
    lines = [view.visualRect(view.model().index(row, 0)).height() for row in range(2)]
    around = colours_of(view.window())
    box.hidePopup()
    assert min(lines) >= 40
    assert around >= {theme.accent, theme.on_accent, theme.surface, theme.text}


@THEMES
def test_a_placeholder_has_the_theme_s_quiet_colour(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    apply_style(qapp, theme, 10.5, 100.0)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    assert field.palette().color(QPalette.ColorRole.PlaceholderText) == QColor(theme.muted)
