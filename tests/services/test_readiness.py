"""What waits for the sound begins once: when it is ready, or when it has waited long enough."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from psoas_timer.services.readiness import READY_WITHIN_MS, Readiness


class Sounds(QObject):
    """Sounds that get ready when the test says so."""

    got_ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_ready = False

    def get_ready(self) -> None:
        self.is_ready = True
        self.got_ready.emit()


@pytest.fixture
def sounds(qapp: QObject) -> Sounds:
    return Sounds()


def test_what_is_ready_is_not_waited_for(sounds: Sounds) -> None:
    sounds.get_ready()
    begun: list[str] = []
    Readiness(sounds).when_ready(lambda: begun.append("begun"))
    assert begun == ["begun"]


def test_it_begins_once_when_the_sound_is_ready(sounds: Sounds) -> None:
    readiness, begun = Readiness(sounds), []
    readiness.when_ready(lambda: begun.append("begun"))
    assert begun == []
    for _ in range(2):
        sounds.get_ready()
    assert begun == ["begun"]


def test_it_does_not_wait_for_ever(sounds: Sounds, qtbot: QtBot) -> None:
    assert 0 < READY_WITHIN_MS <= 5000
    readiness, begun = Readiness(sounds, within_ms=0), []
    readiness.when_ready(lambda: begun.append("begun"))
    assert begun == []
    qtbot.waitUntil(lambda: begun == ["begun"])
    sounds.get_ready()
    assert begun == ["begun"]


def test_the_last_wish_counts(sounds: Sounds) -> None:
    readiness, begun = Readiness(sounds), []
    for name in ("first", "second"):
        readiness.when_ready(lambda name=name: begun.append(name))
    sounds.get_ready()
    assert begun == ["second"]


def test_what_is_forgotten_does_not_begin(sounds: Sounds) -> None:
    readiness, begun = Readiness(sounds), []
    readiness.when_ready(lambda: begun.append("begun"))
    readiness.forget()
    sounds.get_ready()
    assert begun == []
