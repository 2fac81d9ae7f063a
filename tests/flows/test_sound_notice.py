"""Silence that nobody chose is told in the window, once and for each cause, and taken back when it is over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.core.problem import Problem
from psoas_timer.engine.sound.side_process import Outage
from psoas_timer.flows.sound_notice import GRACE_MS, SoundNotice
from psoas_timer.ui.kit.main_window import MainWindow
from psoas_timer.ui.kit.widgets import Page


class FakeGuidance(QObject):
    """Guidance whose outages come and go as the test says."""

    outage_changed = Signal()
    failed = Signal(object)
    recovered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.is_guiding = False
        self.outage: Outage | None = None
        self.voice_outage: Outage | None = None
        self.tried = 0

    def set(self, *, guiding: bool = True, outage: Outage | None = None, voice: Outage | None = None) -> None:
        self.is_guiding, self.outage, self.voice_outage = guiding, outage, voice
        self.outage_changed.emit()

    def try_again(self) -> None:
        self.tried += 1


class Scene:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.page = Page()
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.window.show_page(self.page)  # as a session: without a place, it holds offers back
        self.window.show()
        self.guidance = FakeGuidance()
        self.notice = SoundNotice(self.window, self.guidance)  # type: ignore[arg-type]  # a fake

    @property
    def told(self) -> str:
        return self.window.messages.text

    @property
    def waiting(self) -> list[QTimer]:
        return [one for one in self.notice.findChildren(QTimer) if one.isActive()]

    def let_wait(self, qtbot: QtBot) -> None:
        (grace,) = self.waiting
        assert 1000 < grace.interval() == GRACE_MS
        grace.setInterval(0)
        qtbot.waitUntil(lambda: not self.waiting)


@pytest.fixture
def scene(qtbot: QtBot) -> Iterator[Scene]:
    made = Scene(qtbot)
    yield made
    made.guidance.deleteLater()


def test_a_session_that_begins_without_a_device_says_so_at_once_and_takes_it_back(scene: Scene) -> None:
    scene.guidance.set(guiding=False, outage=Outage.NOTHING_TO_USE)
    assert scene.told == "", "nobody listens"
    scene.guidance.set(outage=Outage.NOTHING_TO_USE)
    assert "no loudspeaker" in scene.told
    scene.guidance.set()
    assert scene.told == ""


def test_a_silence_that_is_over_at_once_is_not_told(scene: Scene) -> None:
    scene.guidance.set()
    scene.guidance.set(outage=Outage.RESTARTING)
    assert scene.waiting
    scene.guidance.set()
    assert not scene.waiting
    assert scene.told == ""


def test_a_longer_one_is_told_and_what_follows_takes_its_place(scene: Scene, qtbot: QtBot) -> None:
    scene.guidance.set()
    scene.guidance.set(outage=Outage.RESTARTING)
    scene.let_wait(qtbot)
    assert "starting the sound again" in scene.told
    scene.guidance.set(outage=Outage.KEEPS_ENDING)
    assert "each time" in scene.told
    scene.guidance.set()
    assert scene.told == ""


@pytest.mark.parametrize("outage", [Outage.KEEPS_ENDING, Outage.NOT_STARTED])
def test_what_can_be_tried_again_can_be_tried_in_the_session_and_its_keys_work_on(scene: Scene, outage: Outage) -> None:
    scene.guidance.set(outage=outage)
    (button,) = [one for one in scene.window.findChildren(QPushButton) if one.isVisible() and one.text() == "Try again"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert scene.guidance.tried == 1
    assert scene.window.focusWidget() is scene.page


def test_a_missing_part_is_told_with_what_to_install(scene: Scene) -> None:
    scene.guidance.set(outage=Outage.LACKS_PARTS)
    assert "README" in scene.told


def test_it_is_told_once_in_a_session_and_again_in_the_next(scene: Scene) -> None:
    for _session in range(2):
        scene.guidance.set(outage=Outage.KEEPS_ENDING)
        scene.guidance.set(outage=Outage.KEEPS_ENDING)
        assert scene.told
        press_dismiss(scene)
        scene.guidance.set(outage=Outage.KEEPS_ENDING)
        assert scene.told == ""
        scene.guidance.set(guiding=False, outage=Outage.KEEPS_ENDING)


def test_what_was_told_outlives_the_session(scene: Scene) -> None:
    scene.guidance.set(outage=Outage.KEEPS_ENDING)
    scene.guidance.set(guiding=False, outage=Outage.KEEPS_ENDING)
    assert scene.told


def test_a_voice_that_fails_is_told_besides_and_one_that_was_never_there_is_not(scene: Scene) -> None:
    scene.guidance.set(voice=Outage.LACKS_PARTS)
    assert scene.told == ""
    scene.guidance.set(voice=Outage.KEEPS_ENDING)
    assert "system's voice" in scene.told
    scene.guidance.set()
    assert scene.told == ""


def test_a_failure_is_told_and_only_it_is_taken_back(scene: Scene) -> None:
    full, damaged = Problem("The disk is full.", "Make room."), Problem("A clip is damaged.", "Install again.")
    scene.guidance.failed.emit(full)
    scene.guidance.failed.emit(damaged)
    assert "full" in scene.told
    scene.guidance.recovered.emit(full)
    assert "damaged" in scene.told


def press_dismiss(scene: Scene) -> None:
    (button,) = [one for one in scene.window.findChildren(QPushButton) if one.isVisible() and one.text() == "Dismiss"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
