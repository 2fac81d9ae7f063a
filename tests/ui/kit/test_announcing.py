"""One sentence at a time, by the way that the screen reader hears."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit import accessible, announcing
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.announcing import LEAST_S, LETTERS_A_SECOND, MOST_A_MINUTE, Announcer, Turns, announce
from tests.moved_clock import MovedClock
from tests.ui.keyboard import open_window


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def announcer(qtbot: QtBot, clock: MovedClock) -> Announcer:
    widget = QWidget()
    qtbot.addWidget(widget)
    return Announcer(widget, Turns(clock))


def length_s(text: str) -> float:
    return LEAST_S + len(text) / LETTERS_A_SECOND


def test_one_waits_for_the_other_and_none_comes_twice(announcer: Announcer, clock: MovedClock, said: list[str]) -> None:
    for text in ("First.", "First.", "Second.", "Second."):
        announcer.tell(text)
    assert said == ["First."]
    clock.now_s += length_s("First.") + 0.001
    announcer.go_on()
    announcer.go_on()
    assert said == ["First.", "Second."]


def test_it_waits_for_what_is_told_elsewhere(announcer: Announcer, clock: MovedClock, said: list[str]) -> None:
    announce(announcer.parent(), "A message.", Turns(clock))
    turns = Turns(clock)
    both = Announcer(announcer.parent(), turns)
    announce(announcer.parent(), "Another message.", turns)
    both.tell("Breathe in")
    assert said == ["A message.", "Another message."]
    clock.now_s += length_s("Another message.") + 0.001
    both.go_on()
    assert said[2:] == ["Breathe in"]


def test_what_is_over_before_its_turn_is_left_out(announcer: Announcer, clock: MovedClock, said: list[str]) -> None:
    announcer.tell("A sentence that takes a while to be said.")
    announcer.tell("Breathe in", for_s=2.0)
    clock.now_s += 10.0
    announcer.go_on()
    assert said == ["A sentence that takes a while to be said."]


def test_an_answer_comes_at_once_but_not_over_another(announcer: Announcer, clock: MovedClock, said: list[str]) -> None:
    announcer.tell("A sentence that takes a while to be said.")
    announcer.tell("Waits.")
    for text in ("Hold 4", "Hold 5", "Hold 6"):
        announcer.answer(text)
    assert said[1:] == ["Hold 4"]
    clock.now_s += 2.0
    announcer.go_on()
    assert said[1:] == ["Hold 4", "Hold 6"]


def test_a_minute_has_room_for_some_only(announcer: Announcer, clock: MovedClock, said: list[str]) -> None:
    for number in range(59):
        announcer.answer(f"Hold {number}")
        clock.now_s += 1.0
    assert len(said) == MOST_A_MINUTE
    clock.now_s += 3.0
    announcer.go_on()
    assert said[-1] == "Hold 58"


def test_orca_is_told_by_the_name_of_the_focus_or_by_a_notice(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    """Before version 45 it hears no announcements."""
    page = QWidget()
    view, done = QPushButton("View"), QPushButton("Done")
    layout = QVBoxLayout(page)
    layout.addWidget(view)
    layout.addWidget(done)
    give_role(view, QAccessible.Role.Animation)
    qtbot.addWidget(page)
    open_window(page)
    view.setFocus()
    told: list[tuple[QAccessible.Event, str]] = []

    class Listening(QAccessible):
        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            told.append((event.type(), event.accessibleInterface().text(QAccessible.Text.Name)))

    for module in (accessible, announcing):
        monkeypatch.setattr(module, "QAccessible", Listening)
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    announce(view, "Breathe in")
    announce(page, "Added.")
    done.setFocus()
    announce(view, "Breathe out")
    assert told == [
        (QAccessible.Event.NameChanged, "Breathe in"), (QAccessible.Event.ObjectShow, "Added."),
        (QAccessible.Event.NameChanged, "View"), (QAccessible.Event.DescriptionChanged, "View"),
        (QAccessible.Event.ObjectShow, "Breathe out"),
    ]  # fmt: skip
    assert said == []
