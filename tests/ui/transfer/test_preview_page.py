"""The preview of a file: what would change, what is skipped, however much, and what is confirmed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QListView, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.forms import PathLabel
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.transfer.preview_page import Preview, PreviewChoice, PreviewPage
from tests.typefaces import EACH_FAMILY
from tests.ui.cards import cut_off
from tests.ui.keyboard import (
    MARKUP,
    button_named,
    controls_of,
    labels_that_read_markup,
    name_of,
    nameless_controls,
    open_window,
    press,
    reach_by_tab,
    texts_of,
)

PLAIN = Preview("Import sessions", "/somewhere/out.csv", ["2 sessions are new."], confirm="Import 2 sessions")
ASKING = replace(PLAIN, confirm="Restore", asks_conflicts=True, asks_settings=True)
CONFLICTS, SETTINGS = "Use the backup's version where the two differ", "Use its settings too"
MANY = [f"Line {line} of out.csv is skipped: it names no day. Fill in practice_date." for line in range(2, 10_002)]


class Person:
    """A page in a window and what was confirmed."""

    def __init__(self, qtbot: QtBot, preview: Preview = PLAIN, width: int = 900, height: int = 700) -> None:
        self.page = PreviewPage()
        qtbot.addWidget(self.page)
        self.choices: list[PreviewChoice] = []
        self.ways_back = 0
        self.page.confirmed.connect(self.choices.append)
        self.page.back_requested.connect(self._count)
        self.page.resize(width, height)
        self.show(preview)
        open_window(self.page)
        self.page.setFocus()
        self.settle()

    def _count(self) -> None:
        self.ways_back += 1

    def show(self, preview: Preview) -> None:
        self.page.show_preview(preview)
        self.settle()

    def settle(self) -> None:
        """Let the list lay out all of its lines, a hundred at a time."""
        for _ in range(self.lines.model().rowCount() // 100 + 3):
            QApplication.processEvents()

    @property
    def lines(self) -> QListView:
        found = self.page.findChild(QListView)
        assert isinstance(found, QListView)
        return found

    @property
    def scroll(self) -> QScrollArea:
        return next(one for one in self.page.findChildren(QScrollArea) if one.isAncestorOf(self.lines))

    def press(self, text: str) -> None:
        QTest.mouseClick(button_named(self.page, text), Qt.MouseButton.LeftButton)

    def ticks(self) -> list[str]:
        return [one.text() for one in self.page.findChildren(Tick) if one.isVisible()]

    def is_in_sight(self, row: int) -> bool:
        """Tell whether a line of the list is visible, in the list and on the page."""
        view, page = self.lines.viewport(), self.scroll.viewport()
        line = self.lines.visualRect(self.lines.model().index(row, 0))
        top = view.mapTo(page, line.topLeft()).y()
        is_in_list = line.top() >= 0 and line.bottom() < view.height()
        return is_in_list and top >= 0 and top + line.height() <= page.height()


# --- what would change, and what is confirmed ---


def test_it_says_what_the_file_is_and_what_would_change(qtbot: QtBot) -> None:
    person = Person(qtbot, replace(PLAIN, facts=["2 sessions are new.", "1 session is already here."]))
    assert {"Import sessions", PLAIN.file, "2 sessions are new.", "1 session is already here."} <= set(
        texts_of(person.page)
    )
    back = button_named(person.page, "Back")
    assert back.hasFocus(), "so that nothing is agreed to by a key that is still held"
    assert back.accessibleDescription() == "2 sessions are new. 1 session is already here."
    assert person.ticks() == []
    assert not person.lines.isVisible()


def test_each_button_does_what_it_says_once(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.press("Import 2 sessions")
    assert (person.choices, person.ways_back) == ([PreviewChoice()], 0)
    person.press("Back")
    assert (len(person.choices), person.ways_back) == (1, 1)


@pytest.mark.parametrize("ticked", [(), (CONFLICTS,), (SETTINGS,), (CONFLICTS, SETTINGS)])
def test_what_is_ticked_is_handed_on(qtbot: QtBot, ticked: tuple[str, ...]) -> None:
    person = Person(qtbot, ASKING)
    assert person.ticks() == [CONFLICTS, SETTINGS]
    for text in ticked:
        person.press(text)
    person.press("Restore")
    assert person.choices == [PreviewChoice(CONFLICTS in ticked, SETTINGS in ticked)]


def test_another_preview_begins_with_nothing_ticked_and_its_own_words(qtbot: QtBot) -> None:
    person = Person(qtbot, replace(ASKING, faults=["A fault."]))
    person.press(CONFLICTS)
    person.press(SETTINGS)
    person.show(PLAIN)
    person.press("Import 2 sessions")
    assert person.choices == [PreviewChoice()]
    assert person.ticks() == []
    assert "A fault." not in texts_of(person.page)
    assert not any(text.endswith((" note", " notes")) for text in texts_of(person.page))
    person.show(ASKING)
    person.press("Restore")
    assert person.choices[1:] == [PreviewChoice()]


def test_where_there_is_nothing_to_do_there_is_only_the_way_back(qtbot: QtBot) -> None:
    person = Person(qtbot, replace(PLAIN, confirm=""))
    shown = [one.text() for one in person.page.findChildren(QAbstractButton) if one.isVisible()]
    assert shown == ["Back"]


@EACH_FAMILY
def test_buttons_fit_whatever_the_next_preview_is(qtbot: QtBot, qapp: QApplication) -> None:
    apply_style(qapp, LIGHT, 9.0, 175.0)
    person = Person(qtbot, replace(PLAIN, confirm="Restore"), 480, 400)
    person.show(replace(PLAIN, confirm="Import 36,500 sessions"))
    wide = button_named(person.page, "Import 36,500 sessions")
    assert wide.width() >= wide.sizeHint().width() or wide.y() > button_named(person.page, "Back").y()


# --- what is skipped ---


@pytest.mark.parametrize(("count", "title"), [(1, "1 note"), (6, "6 notes")])
def test_few_faults_stand_on_the_page(qtbot: QtBot, count: int, title: str) -> None:
    person = Person(qtbot, replace(PLAIN, faults=MANY[:count]))
    assert {title, *MANY[:count]} <= set(texts_of(person.page))
    assert not person.lines.isVisible()
    person.show(replace(PLAIN, faults=MANY[:7]))
    assert person.lines.isVisible()
    assert set(MANY).isdisjoint(texts_of(person.page))


def test_thousands_of_faults_are_a_list_that_is_made_as_it_is_seen(qtbot: QtBot) -> None:
    person = Person(qtbot, replace(PLAIN, faults=MANY), 480, 400)
    assert "10,000 notes" in texts_of(person.page)
    assert person.lines.model().rowCount() == 10_000
    assert len(person.page.findChildren(QWidget)) < 60
    assert person.scroll.widget().height() < 700
    person.lines.setFocus(Qt.FocusReason.TabFocusReason)
    press(person.page, Qt.Key.Key_End)
    assert person.lines.currentIndex().data() == MANY[-1]
    assert person.is_in_sight(9_999)


def test_a_fault_of_thousands_of_lines_is_a_list_too(qtbot: QtBot) -> None:
    """A routine in a backup may cause this: all its faults are reported at once."""
    person = Person(qtbot, replace(PLAIN, faults=["The routine has a fault. " + "\n".join(MANY[:5000])]))
    assert "5,000 notes" in texts_of(person.page)
    assert person.lines.isVisible()
    assert person.scroll.widget().height() < 700


@pytest.mark.parametrize(("height", "percent"), [(400, 175.0), (700, 100.0)])
def test_the_line_that_the_keys_are_on_is_always_in_sight(
    qtbot: QtBot, qapp: QApplication, height: int, percent: float
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    person = Person(qtbot, replace(PLAIN, faults=MANY), 480, height)
    press(person.page, Qt.Key.Key_Backtab)
    assert person.lines.hasFocus()
    assert person.lines.currentIndex().row() == 0, "or a screen reader has nothing to say"
    for row in range(30):
        assert person.lines.currentIndex().row() == row
        assert person.is_in_sight(row)
        press(person.page, Qt.Key.Key_Down)


def test_another_preview_begins_at_its_first_line(qtbot: QtBot) -> None:
    person = Person(qtbot, replace(PLAIN, faults=MANY), 480, 400)
    person.lines.scrollToBottom()
    bar = person.scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    person.show(replace(PLAIN, faults=MANY[:500]))
    assert person.lines.verticalScrollBar().value() == bar.value() == 0


# --- words from files ---


def test_what_stands_in_the_file_is_shown_as_it_is(qtbot: QtBot) -> None:
    preview = replace(PLAIN, file=f"/{MARKUP}/{{folder}} %1 \udcff.csv", facts=[MARKUP], faults=[MARKUP] * 6)
    person = Person(qtbot, preview)
    assert texts_of(person.page).count(MARKUP) == 7
    assert labels_that_read_markup(person.page) == []
    where = person.page.findChild(PathLabel)
    assert where.text().startswith(f"/{MARKUP}/{{folder}} %1 ")


@pytest.mark.parametrize("faults", [1, 9])
@pytest.mark.parametrize("word", ["W" * 3000, "20261123/" * 300, "2026-11-23-" * 300, "x/" * 900])
def test_the_longest_words_break(qtbot: QtBot, qapp: QApplication, word: str, faults: int) -> None:
    apply_style(qapp, LIGHT, 9.0, 175.0)
    person = Person(qtbot, replace(PLAIN, file=f"/{word}.csv", faults=[word] * faults), 480, 400)
    assert cut_off(person.scroll.widget()) == []
    assert person.scroll.widget().width() == person.scroll.viewport().width()
    assert person.lines.horizontalScrollBar().maximum() == 0
    where = person.page.findChild(PathLabel)
    assert name_of(where) == f"/{word}.csv"
    where.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(where, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == f"/{word}.csv"


# --- keys, names, room ---


@pytest.mark.parametrize("faults", [0, 3, 30])
def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot, faults: int) -> None:
    person = Person(qtbot, replace(ASKING, faults=MANY[:faults]))
    assert nameless_controls(person.page) == []
    assert reach_by_tab(person.page) == set(controls_of(person.page))
    names = [one.accessibleName() or name_of(one) for one in controls_of(person.page)]
    known = {PLAIN.file, CONFLICTS, SETTINGS, "Back", "Restore"}
    assert set(names) == (known | {"Skipped rows and notes"} if faults > 6 else known)


def test_escape_goes_back_from_everywhere(qtbot: QtBot) -> None:
    person = Person(qtbot, replace(ASKING, faults=MANY))
    controls = controls_of(person.page)
    for one in controls:
        one.setFocus()
        press(person.page, Qt.Key.Key_Escape)
    assert person.ways_back == len(controls) == 6
    assert person.choices == []


def test_what_cannot_be_gone_to_can_be_read_by_page_keys(qtbot: QtBot) -> None:
    person = Person(qtbot, replace(PLAIN, faults=MANY[:6]), 480, 400)
    bar = person.scroll.verticalScrollBar()
    assert bar.maximum() > 0
    for _ in range(20):
        press(person.page, Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    for _ in range(20):
        press(person.page, Qt.Key.Key_PageUp)
    assert bar.value() == 0


@EACH_FAMILY
@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("faults", [6, 7])
@pytest.mark.parametrize(("width", "height", "percent"), [(900, 600, 175.0), (480, 400, 100.0), (480, 400, 175.0)])
def test_narrow_windows_and_large_text_cut_nothing_off(
    qtbot: QtBot, qapp: QApplication, theme: Theme, faults: int, width: int, height: int, percent: float
) -> None:
    apply_style(qapp, theme, 9.0, percent)
    person = Person(qtbot, replace(ASKING, confirm="Import 36,500 sessions", faults=MANY[:faults]), width, height)
    assert (person.page.width(), person.page.height()) == (width, height)
    assert cut_off(person.scroll.widget()) == []
    for text in ("Back", "Import 36,500 sessions"):
        one = button_named(person.page, text)
        assert person.page.rect().contains(QRect(one.mapTo(person.page, QPoint(0, 0)), one.size()))
        assert one.width() >= one.minimumSizeHint().width() and one.height() >= one.minimumSizeHint().height()
