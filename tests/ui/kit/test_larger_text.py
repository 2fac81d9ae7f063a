"""Larger text where a window has far more room than its page needs, and the usual text again where it has not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.larger_text import LargerText, text_factor
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.kit.widgets import label


@pytest.mark.parametrize(
    ("width", "height", "factor"),
    [
        (100, 100, 1.0),
        (600, 400, 1.0),
        (660, 440, 1.0),
        (675, 450, 1.125),
        (1200, 450, 1.125),
        (675, 4000, 1.125),
        (1200, 800, 2.0),
        (9000, 6000, 2.5),
    ],
)
def test_text_grows_in_steps_with_the_scarcer_side(width: float, height: float, factor: float) -> None:
    assert text_factor(QSizeF(width, height), 10.0, (60.0, 40.0)) == factor


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot) -> QWidget:
    apply_style(qapp, LIGHT, 10.0, 100.0)
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    for role in ("", "heading", "title", "display"):
        column.addWidget(label("Words", role))
    LargerText(made, (20.0, 10.0))
    made.show()
    return made


def sizes(page: QWidget) -> list[float]:
    for _ in range(3):
        QApplication.processEvents()
    return [one.font().pointSizeF() for one in page.findChildren(QWidget)]


def test_every_size_grows_alike_and_shrinks_again(page: QWidget) -> None:
    em = page.fontMetrics().height()
    page.resize(20 * em, 10 * em)
    assert sizes(page) == [10.0, 12.0, 18.0, 24.0]
    page.resize(41 * em, 21 * em)
    assert sizes(page) == [20.0, 24.0, 36.0, 48.0]
    page.resize(20 * em, 10 * em)
    assert sizes(page) == [10.0, 12.0, 18.0, 24.0]


def test_a_larger_text_size_takes_the_room_itself(qapp: QApplication, page: QWidget) -> None:
    em = page.fontMetrics().height()
    page.resize(41 * em, 21 * em)
    sizes(page)
    apply_style(qapp, DARK, 10.0, 200.0)
    assert sizes(page) == [20.0, 24.0, 36.0, 48.0]
    apply_style(qapp, DARK, 10.0, 100.0)
    assert sizes(page) == [20.0, 24.0, 36.0, 48.0]
