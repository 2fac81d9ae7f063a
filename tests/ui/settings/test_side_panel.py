"""The list of parts gives way to what a search finds, and comes back; each wish is told as what it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from psoas_timer.core.described import Section
from psoas_timer.ui.kit.controls import ChoiceBox
from psoas_timer.ui.kit.forms import Card, Findable
from psoas_timer.ui.settings.part_view import PartView
from psoas_timer.ui.settings.side_panel import SidePanel
from tests.ui.keyboard import open_window


class Person:
    """Somebody who looks for a setting."""

    def __init__(self, qtbot: QtBot) -> None:
        self.parts = [self._make_part(qtbot, one) for one in (Section.SESSION, Section.LOOK)]
        self.panel = SidePanel(self.parts)
        qtbot.addWidget(self.panel)
        open_window(self.panel)
        self.wishes: list[object] = []
        self.panel.part_chosen.connect(self.wishes.append)
        self.panel.part_passed.connect(lambda section: self.wishes.append(f"past {section}"))
        self.panel.found_chosen.connect(lambda found: self.wishes.append(found.findable.name))

    @staticmethod
    def _make_part(qtbot: QtBot, section: Section) -> PartView:
        card, box = Card(""), ChoiceBox()
        card.column.addWidget(box)
        card.findables.append(Findable(f"{section} size", "", box))
        part = PartView(section, [card], has_defaults=False)
        qtbot.addWidget(part)
        return part

    @property
    def lines(self) -> list[str]:
        return [self.panel.list.item(row).text() for row in range(self.panel.list.count())]

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.panel.focusWidget() or self.panel, key)


@pytest.fixture
def person(qtbot: QtBot) -> Person:
    return Person(qtbot)


def test_parts_are_passed_and_chosen_by_keys(person: Person) -> None:
    person.panel.list.setFocus()
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Return)
    assert person.wishes == [f"past {Section.LOOK}", Section.LOOK]


def test_a_search_lists_what_it_finds_and_enter_goes_to_the_first(person: Person) -> None:
    person.panel.search.setFocus()
    person.panel.search.setText("look size")
    assert person.lines == ["look size"]
    person.press(Qt.Key.Key_Return)
    assert person.wishes == ["look size"]
    person.panel.mark(Section.LOOK)
    assert person.lines == ["look size"], "it stays until it is cleared"
    person.panel.search.clear()
    assert person.lines == ["Session", "Appearance"]
    assert person.panel.list.currentRow() == 1


def test_enter_without_a_result_does_nothing(person: Person) -> None:
    person.panel.search.setFocus()
    person.panel.search.setText("nowhere")
    person.press(Qt.Key.Key_Return)
    assert (person.wishes, person.lines) == ([], [])
