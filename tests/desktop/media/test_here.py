"""Media keys on Windows and macOS, by fakes of their libraries: what is shown, pressed and refused there."""

from __future__ import annotations

from collections.abc import Callable
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt
from pytestqt.qtbot import QtBot

from psoas_timer.desktop.media.base import MediaControl, MediaStatus
from psoas_timer.desktop.media.here import media_control_here
from psoas_timer.desktop.media.mpris import MprisControl
from psoas_timer.engine.player import PlayerState
from psoas_timer.services.media_keys import MediaKeys
from tests.desktop.media_systems import FakeMac, FakeSystem, FakeWindows
from tests.running_app import Running, Start, start
from tests.ui.keyboard import press

__all__ = ["start"]  # pytest finds its fixtures by their names

BOTH = pytest.mark.parametrize("kind", [FakeWindows, FakeMac])
PRESSES = {"play": "play", "pause": "pause", "stop": "pause", "next": "next", "previous": "previous"}


class Desk:
    """A control on a system, and what is wished there."""

    def __init__(self, kind: type[FakeSystem], monkeypatch: pytest.MonkeyPatch, refused: int | None = None) -> None:
        kind.without_library(monkeypatch)
        self.control = media_control_here(system=kind.platform)
        self.system = kind(monkeypatch, refused)  # not before: nothing is imported before a session
        self.wished: list[str] = []
        self.are_keys_taken = False
        self.control.keys_taken.connect(self._note_keys)
        for wish in ("play", "pause", "toggle", "next", "previous", "raise"):
            getattr(self.control, f"{wish}_requested").connect(self._note(wish))

    def _note(self, wish: str) -> Callable[[], None]:
        def note() -> None:
            assert current_thread() is main_thread()
            self.wished.append(wish)

        return note

    def _note_keys(self, are_taken: bool) -> None:
        self.are_keys_taken = are_taken

    def begin(self, title: str = "Supported bridge") -> bool:
        return self.control.begin(title, 300.0, lambda: 42.5)

    @property
    def step_count(self) -> int:
        return len(self.system.journal.steps)


MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MakeDesk:
    return lambda kind, refused=None: Desk(kind, monkeypatch, refused)


def test_each_system_has_its_way(qtbot: QtBot) -> None:
    parent = QObject()
    for system in ("linux", "freebsd14"):
        assert isinstance(media_control_here(parent, system=system), MprisControl)
    for system in ("win32", "darwin"):
        control = media_control_here(parent, system=system)
        assert not isinstance(control, MprisControl)
        assert control.parent() is parent


@BOTH
def test_a_session_is_shown_as_it_stands(make_desk: MakeDesk, kind: type[FakeSystem]) -> None:
    desk = make_desk(kind)
    assert desk.begin()
    for status in (MediaStatus.PLAYING, MediaStatus.PAUSED):
        desk.control.show(status)
        assert desk.system.shown == ("Supported bridge", "Psoas Timer", status.name, 42.5, 300.0)


@pytest.mark.parametrize(
    ("kind", "key", "wish"),
    [(kind, *press) for kind in (FakeWindows, FakeMac) for press in PRESSES.items()] + [(FakeMac, "toggle", "toggle")],
)
def test_what_is_pressed_is_wished_later_and_in_our_thread(
    qtbot: QtBot, make_desk: MakeDesk, kind: type[FakeSystem], key: str, wish: str
) -> None:
    desk = make_desk(kind)
    desk.begin()
    desk.system.press(key)
    desk.system.tell(key)  # in our own thread, as macOS may do
    assert desk.wished == []
    qtbot.waitUntil(lambda: desk.wished == [wish, wish])


@pytest.mark.parametrize("key", ["fast_forward", "rewind"])
def test_another_button_does_nothing(make_desk: MakeDesk, key: str) -> None:
    desk = make_desk(FakeWindows)
    desk.begin()
    desk.system.press(key)
    QCoreApplication.sendPostedEvents()
    assert desk.wished == []


@BOTH
def test_the_end_takes_everything_back(make_desk: MakeDesk, kind: type[FakeSystem]) -> None:
    desk = make_desk(kind)
    desk.control.end()
    desk.control.show(MediaStatus.PLAYING)
    assert desk.step_count == 0
    for _twice in range(2):
        desk.begin()
        desk.control.show(MediaStatus.PLAYING)
        assert desk.system.is_offering and desk.are_keys_taken
        desk.system.press("play")  # on its way when the session ends
        desk.control.end()
        assert not desk.system.is_offering and not desk.are_keys_taken
        steps = desk.step_count
        desk.control.end()
        desk.control.show(MediaStatus.PLAYING)
        desk.system.press("play")
        assert desk.step_count == steps
    QCoreApplication.sendPostedEvents()
    assert desk.wished == []


@BOTH
def test_a_second_session_takes_the_place_of_the_first(
    qtbot: QtBot, make_desk: MakeDesk, kind: type[FakeSystem]
) -> None:
    desk = make_desk(kind)
    assert desk.begin("The first") and desk.begin("The second") and desk.are_keys_taken
    desk.control.show(MediaStatus.PLAYING)
    assert desk.system.shown[0] == "The second"
    desk.system.press("next")
    qtbot.waitUntil(lambda: desk.wished == ["next"])
    desk.control.end()
    assert not desk.system.is_offering


@BOTH
def test_whatever_the_system_refuses_nothing_is_offered_and_nothing_left(
    make_desk: MakeDesk, kind: type[FakeSystem]
) -> None:
    whole = make_desk(kind)
    whole.begin()
    begun = whole.step_count
    whole.control.show(MediaStatus.PLAYING)
    shown = whole.step_count
    assert begun > 5 and shown > begun
    for refused in range(shown):
        desk = make_desk(kind, refused)
        assert desk.begin() == desk.are_keys_taken == (refused >= begun)
        desk.control.show(MediaStatus.PLAYING)
        assert not desk.system.is_offering, desk.system.journal.steps[refused]
        assert not desk.are_keys_taken
        steps = desk.step_count
        desk.control.show(MediaStatus.PAUSED)
        desk.control.end()
        assert desk.step_count == steps


@BOTH
def test_what_the_system_refuses_at_the_end_keeps_nothing_else_from_ending(
    make_desk: MakeDesk, kind: type[FakeSystem]
) -> None:
    whole = make_desk(kind)
    whole.begin()
    begun = whole.step_count
    whole.control.end()
    assert whole.step_count - begun >= 3
    for refused in range(begun, whole.step_count):
        desk = make_desk(kind, refused)
        desk.begin()
        desk.control.end()
        assert desk.system.journal.steps == whole.system.journal.steps


@BOTH
def test_without_the_library_there_are_no_media_keys(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: type[FakeSystem]
) -> None:
    kind.without_library(monkeypatch)
    control = media_control_here(system=kind.platform)
    assert not control.begin("Supported bridge", 300.0, float)
    control.show(MediaStatus.PLAYING)
    control.end()


# A session of the whole program


def practise(start: Start, control: MediaControl) -> Running:
    """Begin a session with this control and go on for a while."""
    running = start()
    MediaKeys(running.app.practice, control, running.app)
    control.keys_taken.connect(running.app.ignore_media_keys)
    running.app.start_routine("strong-and-mobile")
    running.run(20)
    return running


@BOTH
def test_a_session_is_paused_and_resumed_from_outside(
    qtbot: QtBot, make_desk: MakeDesk, start: Start, kind: type[FakeSystem]
) -> None:
    desk = make_desk(kind)
    running = practise(start, desk.control)
    player = running.app.player
    title, _artist, state, _position, length = desk.system.shown
    assert (title, state, length) == ("Strong and mobile", "PLAYING", player.frame.timeline.duration_s)
    press(running.app.window, Qt.Key.Key_MediaPause)  # the window hears it, too
    assert player.state is PlayerState.RUNNING
    desk.system.press("pause")
    qtbot.waitUntil(lambda: player.state is PlayerState.PAUSED)
    assert desk.system.shown[2:4] == ("PAUSED", player.frame.moment.elapsed_s)
    desk.system.press("play")
    qtbot.waitUntil(lambda: player.state is PlayerState.RESUMING)
    player.end()
    assert not desk.system.is_offering


@BOTH
def test_a_session_goes_on_without_media_keys(make_desk: MakeDesk, start: Start, kind: type[FakeSystem]) -> None:
    desk = make_desk(kind, refused=0)
    running = practise(start, desk.control)
    assert not desk.system.is_offering
    assert running.app.player.state is PlayerState.RUNNING
    press(running.app.window, Qt.Key.Key_MediaPause)
    assert running.app.player.state is PlayerState.PAUSED
