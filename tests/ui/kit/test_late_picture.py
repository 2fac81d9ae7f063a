"""A picture that comes with the second paint, in the colours of the theme and in proportion."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.late_picture import LatePicture
from psoas_timer.ui.kit.theme import DARK, LIGHT
from tests.ui.keyboard import open_window

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    f'<rect width="40" height="20" fill="{LIGHT.skin}"/></svg>'
)


def test_the_first_paint_does_without_it(qtbot: QtBot) -> None:
    picture = LatePicture(SVG, "A person", 10.0)
    qtbot.addWidget(picture)
    picture.resize(200, 100)
    first = picture.grab().toImage().pixelColor(100, 50)
    assert first != QColor(LIGHT.skin)
    open_window(picture)
    QApplication.processEvents()
    assert picture.grab().toImage().pixelColor(100, 50) == QColor(LIGHT.skin)
    picture.set_theme(DARK)
    assert picture.grab().toImage().pixelColor(100, 50) == QColor(DARK.skin)


def test_it_is_named_in_proportion_and_shrinks(qtbot: QtBot) -> None:
    picture = LatePicture(SVG, "A person", 10.0)
    qtbot.addWidget(picture)
    hint = picture.sizeHint()
    assert picture.accessibleName() == "A person"
    assert abs(hint.width() - 2 * hint.height()) <= 1
    assert picture.minimumSizeHint().height() < hint.height()
