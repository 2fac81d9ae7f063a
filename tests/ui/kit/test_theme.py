"""Colours: words can be read on every ground, and a picture drawn in LIGHT can be put into any theme."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.style import apply_style, palette_of, sheet_of
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme, recolour

ROLES = [field.name for field in fields(Theme) if field.name != "name"]
FIGURE = ["skin", "skin_far", "clothes", "clothes_far", "hair", "prop", "bone", "muscle"]
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize("ground", ["background", "surface", "accent_soft"])
@pytest.mark.parametrize("words", ["text", "muted", "accent"])
def test_words_can_be_read_on_every_ground(theme: Theme, words: str, ground: str) -> None:
    assert contrast(getattr(theme, words), getattr(theme, ground)) >= 4.5


@THEMES
def test_words_can_be_read_on_what_they_are_written_on(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5  # the primary button
    # The countdown stands in the middle of the orb, where the gradient runs from accent_soft towards lungs.
    assert contrast(theme.text, theme.accent_soft) >= 4.5
    assert contrast(theme.text, theme.lungs) >= 4.5


@THEMES
def test_what_is_no_word_but_must_be_seen_reaches_three_to_one(theme: Theme) -> None:
    """WCAG 1.4.11: the rim of a control, the sweep of the ring, the path."""
    for role in ("accent", "muted"):
        assert contrast(getattr(theme, role), theme.background) >= 3.0
    assert contrast(theme.accent, theme.line) >= 3.0  # the sweep against its groove


@THEMES
def test_every_colour_is_six_digits(theme: Theme) -> None:
    assert all(re.fullmatch(r"#[0-9a-f]{6}", getattr(theme, role)) for role in ROLES)


def test_colours_of_light_are_distinct_so_that_recolouring_is_unambiguous() -> None:
    assert len({getattr(LIGHT, role) for role in ROLES}) == len(ROLES)


@pytest.mark.parametrize("role", FIGURE)
def test_recolour_puts_each_colour_of_the_figure_into_the_theme(role: str) -> None:
    drawn = f'<path fill="{getattr(LIGHT, role)}"/>'
    assert recolour(drawn, DARK) == f'<path fill="{getattr(DARK, role)}"/>'


def test_recolour_to_light_changes_nothing_and_leaves_strange_colours() -> None:
    drawn = "".join(f"{getattr(LIGHT, role)};" for role in ROLES) + "#123456;#fff"
    assert recolour(drawn, LIGHT) == drawn
    assert recolour(drawn, DARK).endswith("#123456;#fff")


def test_recolour_does_not_chain_from_one_role_to_the_next() -> None:
    """Were a colour of DARK one of LIGHT for another role, a second replacement would change it again."""
    drawn = ";".join(getattr(LIGHT, role) for role in ROLES)
    assert recolour(drawn, DARK) == ";".join(getattr(DARK, role) for role in ROLES)


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


@pytest.mark.qt_log_ignore("does not support")  # a box that opens asks the offscreen platform for too much
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
