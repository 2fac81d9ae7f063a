"""The picture of a position: after the first paint, in the theme's colours, and a calm breath where there is none."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Routine
from psoas_timer.ui.kit.position_picture import PositionPicture, picture_name
from psoas_timer.ui.kit.theme import DARK, LIGHT
from tests.ui.scenes import count_differing, plain_stage

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">'
    f'<rect width="20" height="10" fill="{LIGHT.clothes}"/></svg>'
)


class Shelf:
    """Pictures, and which of them were asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def load(self, name: str) -> str:
        self.asked.append(name)
        return DRAWN if name == "on_back" else ""


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def picture(qtbot: QtBot, shelf: Shelf) -> PositionPicture:
    made = PositionPicture(shelf.load, 5.0)
    qtbot.addWidget(made)
    made.resize(100, 60)
    made.show_position("on_back", "On your back")
    return made


def settled(picture: PositionPicture) -> QImage:
    picture.grab()
    QApplication.processEvents()
    return picture.grab().toImage()


def test_nothing_is_read_before_the_first_paint_is_over(picture: PositionPicture, shelf: Shelf) -> None:
    picture.grab()
    assert shelf.asked == []
    QApplication.processEvents()
    picture.grab()
    assert shelf.asked == ["on_back"]


def test_it_is_painted_once_for_as_long_as_it_looks_the_same(picture: PositionPicture, shelf: Shelf) -> None:
    settled(picture)
    picture.grab()
    picture.show_position("on_back", "On your back")
    picture.set_theme(LIGHT)
    picture.grab()
    assert shelf.asked == ["on_back"]
    picture.resize(120, 60)
    picture.grab()
    assert shelf.asked == ["on_back", "on_back"]


def test_it_has_the_colours_of_the_theme(picture: PositionPicture) -> None:
    assert settled(picture).pixelColor(50, 40) == QColor(LIGHT.clothes)
    picture.set_theme(DARK)
    assert picture.grab().toImage().pixelColor(50, 40) == QColor(DARK.clothes)


def test_another_position_is_another_picture(picture: PositionPicture) -> None:
    before = settled(picture)
    picture.show_position("", "")
    assert count_differing(picture.grab().toImage(), before) > 500


@pytest.mark.parametrize("name", ["", "gone"])
def test_without_a_picture_there_is_a_calm_breath(picture: PositionPicture, name: str) -> None:
    picture.show_position(name, "Standing")
    assert settled(picture).pixelColor(50, 30) == QColor(LIGHT.lungs)


def test_it_says_the_position_and_keeps_its_shape_in_a_narrow_place(picture: PositionPicture) -> None:
    assert (picture.accessibleName(), picture.name) == ("On your back", "on_back")
    least = picture.sizeHint().height()
    assert picture.heightForWidth(1000) == least
    assert picture.heightForWidth(50) < min(least, 50)


def test_a_routine_is_shown_by_its_first_position() -> None:
    stages = (plain_stage(id="a"), plain_stage(id="b", position="sitting"), plain_stage(id="c", position="on_back"))
    assert picture_name(Routine(id="r", title="R", stages=stages)) == "sitting"
    assert picture_name(Routine(id="r", title="R", stages=stages[:1])) == ""
