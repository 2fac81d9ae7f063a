"""What is told in the window of what is kept, and what is asked before the program ends without it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.flows.keeping import Keeping
from psoas_timer.ui.background.unsaved_question import UnsavedQuestion
from psoas_timer.ui.kit.main_window import MainWindow
from tests.services.household import Household, held, household

__all__ = ["household"]  # pytest finds its fixture by its name

pytestmark = pytest.mark.qt_log_ignore("does not support")  # what a window without a screen cannot do


class Home:
    """A household with a window, in which something may be asked."""

    def __init__(self, household: Household) -> None:
        self.household = household
        self.window = MainWindow()
        self.keeping = Keeping(self.window, household.journal, self.window)
        self.quits = 0

    def quit(self) -> None:
        if not self.keeping.ask_to_quit(self.quit):
            self.quits += 1

    @property
    def told(self) -> str:
        return self.window.messages.text

    @property
    def question(self) -> UnsavedQuestion | None:
        found = self.window.findChild(UnsavedQuestion)
        return found if found and found.isVisible() else None

    def practise_until_held_back(self) -> None:
        held_back = QSignalSpy(self.household.journal.held_back)
        self.household.run(10)
        assert held_back.wait(20_000)
        assert held_back.count() == 1


@pytest.fixture
def home(household: Household, qtbot: QtBot) -> Iterator[Home]:
    made = Home(household)
    household.start()
    household.run(10)
    household.settle()
    yield made
    made.window.deleteLater()


def test_a_session_that_cannot_be_saved_is_told_once_and_taken_back(home: Home) -> None:
    held_back = QSignalSpy(home.household.journal.held_back)
    with held(home.household.folder):
        home.practise_until_held_back()
        home.household.run(20)
        assert "keeps it and tries again" in home.told
        assert "in use by another program" in home.told
    home.household.settle()
    assert (held_back.count(), home.told) == (1, "")
    assert home.household.on_disk == home.household.sessions


def test_a_file_that_was_deleted_is_told_and_kept_again(home: Home) -> None:
    for path in home.household.folder.glob("sessions*"):
        path.unlink()
    home.household.run(10)
    home.household.settle()
    assert "was deleted or moved" in home.told
    home.household.player.end()
    home.household.settle()
    assert home.household.on_disk == home.household.sessions


def test_where_all_is_saved_nothing_is_asked(home: Home) -> None:
    home.quit()
    assert (home.quits, home.question) == (1, None)


def test_who_quits_before_it_is_saved_is_asked_and_may_stay(home: Home) -> None:
    with held(home.household.folder):
        home.practise_until_held_back()
        home.household.player.end()
        home.quit()
        assert home.question is not None
        click(home.question, "Stay open and keep trying")
    home.household.settle()
    assert (home.quits, home.question, home.told) == (0, None, "")


def test_who_waits_for_it_quits_when_it_is_saved(home: Home) -> None:
    with held(home.household.folder):
        home.practise_until_held_back()
        home.household.player.end()
        home.quit()
        assert (home.quits, home.question is None) == (0, False)
    home.household.settle()
    assert (home.quits, home.question) == (1, None)
    assert home.household.on_disk == home.household.sessions


def test_who_does_not_want_to_wait_quits_at_once(home: Home) -> None:
    with held(home.household.folder):
        home.practise_until_held_back()
        home.household.player.end()
        home.quit()
        assert home.question is not None
        click(home.question, "Quit")
        assert (home.quits, home.question) == (1, None)


def click(dialog: QWidget, name: str) -> None:
    (found,) = [one for one in dialog.findChildren(QPushButton) if one.text() == name]
    found.click()
