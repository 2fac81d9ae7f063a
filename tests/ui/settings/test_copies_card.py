"""The automatic copies in Settings: which are shown, where they are, and which one is to be restored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.forms import PathLabel
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.settings.copies_card import MOST_SHOWN, CopiesCard, CopyLine
from tests.typefaces import EACH_FAMILY
from tests.ui.cards import cut_off, in_page
from tests.ui.keyboard import (
    MARKUP,
    button_named,
    controls_of,
    labels_that_read_markup,
    nameless_controls,
    open_window,
    press,
    reach_by_tab,
    texts_of,
)

NEWEST = datetime(2026, 7, 29, 8, 5, tzinfo=timezone(timedelta(hours=2)))
FOLDER = "/somewhere/psoas-timer/backups"


def backups(count: int) -> list[CopyLine]:
    """Return ``count`` copies, a day apart, oldest first."""
    return [
        CopyLine(f"{FOLDER}/{number}", NEWEST - timedelta(days=number), "Daily copy", 1_234_567)
        for number in reversed(range(count))
    ]


def open_card(qtbot: QtBot, lines: Sequence[CopyLine], folder: str = FOLDER) -> tuple[CopiesCard, list[str]]:
    card = CopiesCard()
    qtbot.addWidget(card)
    wanted: list[str] = []
    card.restore_requested.connect(wanted.append)
    card.show_copies(lines, folder)
    card.resize(700, 700)
    open_window(card)
    return card, wanted


def restores(card: CopiesCard) -> list[QAbstractButton]:
    found = [one for one in card.findChildren(QAbstractButton) if one.text() == "Restore" and one.isVisibleTo(card)]
    return sorted(found, key=lambda one: one.mapTo(card, QPoint(0, 0)).y())


def test_without_a_copy_it_says_when_there_will_be_one(qtbot: QtBot) -> None:
    card, _wanted = open_card(qtbot, [])
    assert "There are no copies yet. The first is made after your first session." in texts_of(card)
    assert restores(card) == []


def test_a_copy_says_when_and_why_it_was_made_and_how_large_it_is(qtbot: QtBot) -> None:
    card, _wanted = open_card(qtbot, [CopyLine("p", NEWEST, "Before a restore", 20_480)])
    assert {"Wednesday, 29 July 2026, 08:05", "Before a restore  ·  20.5 kB"} <= set(texts_of(card))
    assert restores(card)[0].accessibleName() == "Restore the copy from Wednesday, 29 July 2026, 08:05"


def test_the_newest_of_a_week_are_shown_and_the_others_when_asked_for(qtbot: QtBot) -> None:
    card, wanted = open_card(qtbot, backups(10))
    assert len(restores(card)) == MOST_SHOWN == 7
    restores(card)[0].click()
    button_named(card, "Show all 10").click()
    assert len(restores(card)) == 10
    restores(card)[9].click()
    assert wanted == [f"{FOLDER}/0", f"{FOLDER}/9"]
    card.show_copies(backups(10), FOLDER)  # the list stays expanded
    assert len(restores(card)) == 10
    button_named(card, "Show fewer").click()
    assert len(restores(card)) == 7


def test_seven_copies_need_no_button_for_more(qtbot: QtBot) -> None:
    card, _wanted = open_card(qtbot, backups(7))
    assert not any(text.startswith("Show") for text in texts_of(card))


def test_copies_follow_what_is_shown_anew_and_the_keys_stay(qtbot: QtBot) -> None:
    card, wanted = open_card(qtbot, backups(3))
    restores(card)[1].setFocus()
    card.show_copies(backups(2), FOLDER)
    press(card, Qt.Key.Key_Return)
    assert wanted == [f"{FOLDER}/1"]
    card.show_copies(backups(1), FOLDER)
    assert card.window().focusWidget() is card.findChild(PathLabel)


@pytest.mark.parametrize("folder", [FOLDER, "C:\\Users\\Somebody\\AppData\\Local\\psoas-timer\\backups"])
def test_the_folder_is_selected_by_tab_and_copied_as_it_is(qtbot: QtBot, folder: str) -> None:
    card, _wanted = open_card(qtbot, backups(1), folder)
    restores(card)[0].setFocus()
    press(card, Qt.Key.Key_Tab)
    where = card.findChild(PathLabel)
    assert card.window().focusWidget() is where
    QTest.keyClick(where, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == folder
    press(card, Qt.Key.Key_Tab)
    assert where.selectedText() == ""


def test_what_stands_in_names_is_shown_as_it_is(qtbot: QtBot) -> None:
    card, _wanted = open_card(qtbot, [CopyLine(MARKUP, NEWEST, MARKUP, 0)], f"{MARKUP} {{folder}} %1")
    assert any(text.endswith(f"{MARKUP} {{folder}} %1") for text in texts_of(card))
    assert labels_that_read_markup(card) == []


def test_every_control_has_a_name_of_its_own_and_is_reached_by_tab(qtbot: QtBot) -> None:
    card, _wanted = open_card(qtbot, backups(9))
    assert nameless_controls(card) == []
    assert len(controls_of(card)) == 7 + 1 + 1
    assert reach_by_tab(card) == set(controls_of(card))


@EACH_FAMILY
@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("width", "height", "percent"), [(900, 600, 175.0), (480, 400, 100.0), (480, 400, 175.0), (480, 400, 250.0)]
)
def test_narrow_windows_and_large_text_cut_nothing_off(
    qtbot: QtBot, qapp: QApplication, theme: Theme, width: int, height: int, percent: float
) -> None:
    apply_style(qapp, theme, 9.0, percent)
    card = CopiesCard()
    window = in_page(qtbot, card, width, height)
    card.show_copies(backups(9), "C:\\Users\\Somebody\\AppData\\Local\\psoas-timer\\psoas-timer\\backups")
    QApplication.processEvents()
    assert window.width() == width
    assert cut_off(card) == []
