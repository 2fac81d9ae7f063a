"""What is told in the window of what is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget

from psoas_timer.flows.keeping import Keeping
from psoas_timer.ui.kit.message_bar import MessageBar
from tests.services.household import Household, held, household

__all__ = ["household"]  # pytest finds its fixture by its name


@pytest.fixture
def messages(household: Household) -> Iterator[MessageBar]:
    window = QWidget()
    bar = MessageBar(window)
    Keeping(bar, household.journal, household.journal)
    yield bar
    window.deleteLater()


def test_a_session_that_cannot_be_saved_is_told_once_and_taken_back(household: Household, messages: MessageBar) -> None:
    household.start()
    household.run(10)
    held_back = QSignalSpy(household.journal.held_back)
    with held(household.folder):
        household.run(10)
        assert held_back.wait(20_000)
        household.run(20)
        assert "keeps it and tries again" in messages.text
        assert "in use by another program" in messages.text
    household.settle()
    assert (held_back.count(), messages.text) == (1, "")
    assert household.on_disk == household.sessions


def test_a_file_that_was_deleted_is_told_and_kept_again(household: Household, messages: MessageBar) -> None:
    household.start()
    household.run(10)
    household.settle()
    for path in household.folder.glob("sessions*"):
        path.unlink()
    household.run(10)
    household.settle()
    assert "was deleted or moved" in messages.text
    household.player.end()
    household.settle()
    assert household.on_disk == household.sessions
