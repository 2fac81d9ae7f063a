"""The pages of the introduction, shown to a test."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.welcome.step_page import StepPage
from tests.shown import Shown
from tests.typefaces import PLAIN_POINT_SIZE
from tests.ui.keyboard import labels_that_read_markup, nameless_controls, open_window, reach_by_tab

P = TypeVar("P", bound=StepPage)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#e3bfa3"/></svg>'


def opened(qtbot: QtBot, page: P, width: int = 900, height: int = 700) -> P:
    """Show a page, with the focus where the window would give it."""
    qtbot.addWidget(page)
    page.resize(width, height)
    open_window(page)
    page.setFocus()
    settle()
    return page


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def check_for_everybody(page: StepPage, title: str) -> None:
    """Each control has a name and is reached by Tab; the title is heard with the one that has the focus."""
    assert nameless_controls(page) == []
    assert labels_that_read_markup(page) == []
    buttons = {one for one in page.findChildren(QPushButton) if one.isVisible() and one.text()}
    assert buttons <= reach_by_tab(page)
    assert page.accessibleName() == title
    assert page.first is not None
    assert page.first.accessibleDescription()


def check_room(qtbot: QtBot, page: StepPage) -> None:
    """Nothing is cut off in the smallest window, at any size of text."""
    opened(qtbot, page, 480, 400)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for percent in (100.0, 175.0, 250.0):
        apply_style(app, LIGHT, PLAIN_POINT_SIZE, percent)
        settle()
        shown = Shown(iter(()))
        shown.take(page, f"{percent} %")
        assert not shown.cut, shown.cut
