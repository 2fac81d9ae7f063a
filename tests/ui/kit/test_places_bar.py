"""The bar of places: icons after the first paint, in the theme's colours, and only where the words have room too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.store.places import assets_dir
from psoas_timer.ui.kit.places_bar import PlacesBar
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.kit.widgets import button
from tests.typefaces import EACH_FAMILY

NAMES = {"today": "Today", "history": "History", "settings": "Settings"}


class Shelf:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def load(self, name: str) -> str:
        self.asked.append(name)
        return (assets_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def bar(qapp: QApplication, qtbot: QtBot, shelf: Shelf) -> PlacesBar:
    apply_style(qapp, LIGHT, 9.0, 100.0)
    made = PlacesBar()
    qtbot.addWidget(made)
    for place, name in NAMES.items():
        one = button(name, "nav")
        one.setCheckable(True)
        one.setProperty("place", place)
        made.put(one)
    made.resize(700, 60)
    made.use_icons(shelf.load)
    return made


def show(bar: PlacesBar) -> list[QPushButton]:
    bar.show()
    for _ in range(3):
        QApplication.processEvents()
    return bar.findChildren(QPushButton)


def image_of(one: QPushButton, state: QIcon.State) -> QImage:
    return one.icon().pixmap(one.iconSize(), QIcon.Mode.Normal, state).toImage()


def strokes(image: QImage) -> set[str]:
    """Return the colours of what is fully painted."""
    found = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {one.name() for one in found if one.alpha() == 255}


def test_icons_are_read_after_the_first_paint_and_change_no_place(bar: PlacesBar, shelf: Shelf) -> None:
    buttons = bar.findChildren(QPushButton)
    bar.grab()
    before = [one.geometry() for one in buttons]
    assert shelf.asked == []
    assert [one.geometry() for one in show(bar)] == before
    assert set(shelf.asked) == set(NAMES)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_icons_have_the_colours_of_their_words(qapp: QApplication, bar: PlacesBar, theme: Theme) -> None:
    show(bar)
    apply_style(qapp, theme, 9.0, 100.0)
    for one in show(bar):
        assert QColor(theme.muted).name() in strokes(image_of(one, QIcon.State.Off))
        assert QColor(theme.text).name() in strokes(image_of(one, QIcon.State.On))


def test_each_place_has_an_icon_of_its_own(bar: PlacesBar) -> None:
    images = [image_of(one, QIcon.State.Off) for one in show(bar)]
    assert images[0] != images[1] != images[2] != images[0]


def test_icons_grow_with_the_text(qapp: QApplication, bar: PlacesBar) -> None:
    small = show(bar)[0].iconSize()
    apply_style(qapp, LIGHT, 9.0, 150.0)
    assert show(bar)[0].iconSize().height() > small.height() * 1.4


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 150.0, 200.0, 250.0])
def test_in_a_narrow_window_icons_give_way_to_the_words(qapp: QApplication, bar: PlacesBar, percent: float) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    bar.resize(480, 80)
    buttons = show(bar)
    assert bar.size().width() == 480
    for one in buttons:
        assert one.width() >= one.sizeHint().width(), one.text()
    assert buttons[-1].geometry().right() < bar.width()


def test_without_room_no_place_has_an_icon(qapp: QApplication, bar: PlacesBar) -> None:
    apply_style(qapp, LIGHT, 9.0, 250.0)
    bar.resize(480, 80)
    assert all(one.icon().isNull() for one in show(bar))
    bar.resize(1500, 80)
    assert all(one.icon().actualSize(QSize(400, 400)).height() > 20 for one in show(bar))
