"""The form for a new pause: what it proposes, emits and says, and when it clears itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.goal import Pause, PauseReason
from tests.ui.keyboard import texts_of
from tests.ui.settings.pausing_person import FAULT, TODAY, Person


def test_the_form_proposes_to_be_ill_from_today_on_without_an_end(qtbot: QtBot) -> None:
    person = Person(qtbot, obeys=True)
    assert not person.day("Last day").isEnabled()
    person.press("Add pause")
    assert person.wanted == [Pause(uuid="new 1", first=TODAY, last=None, reason=PauseReason.ILL)]
    person.press("Add pause")  # overlaps the other one, which is fine
    assert person.wanted[1].uuid == "new 2"


@pytest.mark.parametrize("reason", PauseReason)
def test_a_pause_of_last_week_is_added_with_its_reason_and_the_form_is_empty_again(
    qtbot: QtBot, reason: PauseReason
) -> None:
    person = Person(qtbot, obeys=True)
    person.reason.setCurrentIndex(list(PauseReason).index(reason))
    person.is_open.click()
    person.day("First day").show_day(date(2026, 7, 20))
    person.day("Last day").show_day(date(2026, 7, 22))
    person.press("Add pause")
    assert person.wanted == [Pause(uuid="new 1", first=date(2026, 7, 20), last=date(2026, 7, 22), reason=reason)]
    assert (person.reason.currentIndex(), person.is_open.isChecked()) == (0, True)
    assert (person.day("First day").day, person.day("Last day").day) == (TODAY, TODAY)


def test_a_pause_that_could_not_be_kept_stays_in_the_form(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.day("First day").show_day(date(2026, 7, 20))
    person.press("Add pause")
    person.show()
    assert person.day("First day").day == date(2026, 7, 20)


def test_a_pause_that_ends_before_it_begins_is_told_and_not_handed_on(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.is_open.click()
    person.day("Last day").show_day(TODAY - timedelta(days=1))
    person.press("Add pause")
    assert person.wanted == []
    assert FAULT in texts_of(person.card)
    assert person.day("Last day").accessibleDescription() == FAULT
    assert person.card.window().focusWidget() is person.day("Last day")
    person.day("Last day").show_day(TODAY)
    assert FAULT not in texts_of(person.card)
    person.press("Add pause")
    assert [(one.first, one.last) for one in person.wanted] == [(TODAY, TODAY)]


def test_a_day_is_typed_too(qtbot: QtBot) -> None:
    person = Person(qtbot)
    first = person.day("First day")
    first.setFocus()
    first.setSelectedSection(first.Section.DaySection)
    QTest.keyClicks(first, "05")
    person.press("Add pause")
    assert person.wanted[0].first == date(2026, 7, 5)


def test_a_new_day_is_proposed_unless_the_form_was_begun(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.card.show_pauses([], TODAY + timedelta(days=1))
    assert person.day("First day").day == TODAY + timedelta(days=1)
    person.is_open.click()
    person.card.show_pauses([], TODAY + timedelta(days=2))
    assert person.day("First day").day == TODAY + timedelta(days=1)
    assert not person.is_open.isChecked()
