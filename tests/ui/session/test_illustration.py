"""Pictures of positions: in the colours of the theme, in proportion, named for a screen reader."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from psoas_timer.store.places import assets_dir
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.session.illustration import Illustration
from tests.ui.scenes import count_differing

PICTURES = sorted((assets_dir() / "illustrations").glob("*.svg"))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="{}"/></svg>'


@pytest.fixture
def picture(qtbot: QtBot) -> Illustration:
    made = Illustration()
    qtbot.addWidget(made)
    return made


def test_there_are_pictures() -> None:
    assert len(PICTURES) >= 7


@pytest.mark.parametrize("role", ["skin", "clothes", "bone", "accent_soft"])
def test_picture_is_painted_in_the_colours_of_the_theme(picture: Illustration, role: str) -> None:
    picture.resize(80, 40)
    picture.show_svg(SVG.format(getattr(LIGHT, role)), "A person")
    for theme in (LIGHT, DARK, LIGHT):
        picture.set_theme(theme)
        assert picture.grab().toImage().pixelColor(40, 20) == QColor(getattr(theme, role))


def test_theme_that_comes_first_holds_for_the_picture_that_comes_later(picture: Illustration) -> None:
    picture.resize(80, 40)
    picture.set_theme(DARK)
    picture.show_svg(SVG.format(LIGHT.skin), "A person")
    assert picture.grab().toImage().pixelColor(40, 20) == QColor(DARK.skin)


def test_picture_has_a_name_and_the_height_that_its_width_asks_for(picture: Illustration) -> None:
    picture.show_svg(SVG.format(LIGHT.skin), "On the back")
    assert picture.accessibleName() == "On the back"
    assert (picture.heightForWidth(400), picture.sizeHint().height()) == (200, 210)


def test_no_picture_takes_no_room_and_paints_nothing(picture: Illustration) -> None:
    picture.resize(80, 40)
    empty = picture.grab().toImage()
    picture.show_svg("", "On the back")
    assert picture.heightForWidth(400) == 0
    assert picture.grab().toImage() == empty
    picture.show_svg(SVG.format(LIGHT.skin), "A")
    picture.show_svg("", "B")
    assert picture.grab().toImage() == empty


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_picture_of_the_program_uses_only_colours_that_the_theme_knows(path: Path) -> None:
    known = {getattr(LIGHT, field.name) for field in fields(Theme)}
    text = path.read_text(encoding="utf-8")
    used = {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", text)}
    assert used
    assert used <= known
    assert not re.search(r"\b(?:fill|stroke)\s*[:=]\s*[\"']?\s*(?:rgb|hsl|black|white)", text)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_picture_of_the_program_can_be_painted_in_both_themes(picture: Illustration, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    picture.resize(210, 120)
    pictures = []
    for theme in (LIGHT, DARK):
        picture.set_theme(theme)
        picture.show_svg(text, path.stem)
        pictures.append(picture.grab().toImage())
    assert picture.heightForWidth(200) > 20
    assert count_differing(*pictures) > 1000
