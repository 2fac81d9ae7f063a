"""About the program: its version, the data folder, details without anything personal, and licences."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from psoas_timer.ui.help.licences import LICENCES
from psoas_timer.ui.help.program_part import About, ProgramPart
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.kit.widgets import Column, scrolled
from tests.shown import Shown
from tests.typefaces import EACH_FAMILY, PLAIN_POINT_SIZE
from tests.ui.keyboard import button_named, labels_that_read_markup, nameless_controls, open_window, texts_of

ABOUT = About("1.2.3", "/data/psoas", "Psoas Timer: 1.2.3\nQt: 6", {"The licence": "OFL <b>1.1</b>"})


@pytest.fixture
def area(qtbot: QtBot) -> QScrollArea:
    content = Column()
    content.column.addWidget(ProgramPart(ABOUT))
    made = scrolled(content)
    qtbot.addWidget(made)
    made.resize(900, 600)
    open_window(made)
    return made


def test_version_folder_and_every_licence_are_told(area: QScrollArea) -> None:
    words = texts_of(area)
    assert "Psoas Timer 1.2.3" in words
    assert "It is in /data/psoas" in words
    for one in LICENCES:
        assert one.name in words
        assert any(one.licence in text and one.address in text for text in words)


def test_details_are_copied_and_that_is_said(area: QScrollArea, said: list[str]) -> None:
    button_named(area, "Copy details").click()
    assert QGuiApplication.clipboard().text() == ABOUT.details
    assert "Copied." in texts_of(area)
    assert said[-1:] == ["Copied."]


def test_a_licence_is_shown_as_it_is_when_it_is_asked_for(area: QScrollArea) -> None:
    assert "OFL <b>1.1</b>" not in texts_of(area)
    button_named(area, "Show the text").click()
    assert "OFL <b>1.1</b>" in texts_of(area)
    button_named(area, "Hide the text").click()
    assert "OFL <b>1.1</b>" not in texts_of(area)
    assert labels_that_read_markup(area) == []
    assert nameless_controls(area) == []


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 250.0])
def test_nothing_is_cut_off(area: QScrollArea, qapp: QApplication, percent: float) -> None:
    area.resize(480, 400)
    apply_style(qapp, LIGHT, PLAIN_POINT_SIZE, percent)
    shown = Shown(iter(()))
    shown.take(area, "The program")
    assert not shown.cut, shown.cut
