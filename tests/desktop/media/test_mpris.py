"""Media keys by MPRIS, on a session bus of the test's own: a session is paused and resumed from outside."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("jeepney", reason="only Linux has D-Bus, and jeepney for it")

from jeepney import DBusAddress, MessageType, message_bus, new_method_call
from jeepney.bus_messages import MatchRule
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

from psoas_timer.desktop.media.base import MediaStatus
from psoas_timer.desktop.media.mpris import NAME, PATH, PLAYER, ROOT, MprisControl
from psoas_timer.engine.player import PlayerState
from psoas_timer.lib.own_program import DESKTOP_ID
from psoas_timer.services.media_keys import MediaKeys
from tests.desktop.bus import NEEDS_BUS, PATIENCE_S, bus, meanwhile
from tests.running_app import Running, Start, start

__all__ = ["bus", "start"]  # pytest finds its fixtures by their names

pytestmark = NEEDS_BUS


@pytest.fixture
def control(qtbot: QtBot, bus: subprocess.Popen[str]) -> Iterator[MprisControl]:
    made = MprisControl()
    assert made.begin("Supported bridge", 300.0, lambda: 42.5)
    yield made
    made.end()


def call(qtbot: QtBot, member: str, interface: str = PLAYER, *body: Any, signature: str | None = None) -> Any:
    """Call a method of the control from outside; return its answer's values, or the error's name."""

    def ask() -> Any:
        with open_dbus_connection("SESSION") as connection:
            address = DBusAddress(PATH, NAME, interface)
            reply = connection.send_and_get_reply(new_method_call(address, member, signature, body), timeout=PATIENCE_S)
            is_error = reply.header.message_type is MessageType.error
            return reply.header.fields[4] if is_error else reply.body

    return meanwhile(qtbot, ask)


def get_all(qtbot: QtBot, interface: str) -> dict[str, Any]:
    (values,) = call(qtbot, "GetAll", "org.freedesktop.DBus.Properties", interface, signature="s")
    return {key: value for key, (_signature, value) in values.items()}


def test_what_a_desktop_asks_of_a_player_is_answered(qtbot: QtBot, control: MprisControl) -> None:
    root = get_all(qtbot, ROOT)
    assert (root["Identity"], root["DesktopEntry"], root["CanQuit"]) == ("Psoas Timer", DESKTOP_ID, False)
    player = get_all(qtbot, PLAYER)
    assert (player["PlaybackStatus"], player["Position"], player["CanSeek"]) == ("Paused", 42_500_000, False)
    assert player["Metadata"]["xesam:title"] == ("s", "Supported bridge")
    assert player["Metadata"]["mpris:length"] == ("x", 300_000_000)
    status = call(qtbot, "Get", "org.freedesktop.DBus.Properties", PLAYER, "PlaybackStatus", signature="ss")
    assert status == (("s", "Paused"),)


@pytest.mark.parametrize(
    ("member", "signal"),
    [
        ("Play", "play_requested"), ("Pause", "pause_requested"), ("Stop", "pause_requested"),
        ("PlayPause", "toggle_requested"), ("Next", "next_requested"), ("Previous", "previous_requested"),
    ],
)  # fmt: skip
def test_what_is_pressed_is_wished(qtbot: QtBot, control: MprisControl, member: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(control, signal)):
        assert call(qtbot, member) == ()


def test_the_window_is_raised_on_wish(qtbot: QtBot, control: MprisControl) -> None:
    with qtbot.waitSignal(control.raise_requested):
        assert call(qtbot, "Raise", ROOT) == ()


@pytest.mark.parametrize(
    ("interface", "member", "body", "signature"),
    [
        (PLAYER, "Delete", (), None),
        (ROOT, "Play", (), None),
        (PLAYER, "Raise", (), None),
        ("org.freedesktop.DBus.Properties", "Get", (PLAYER, "Nothing"), "ss"),
        ("org.freedesktop.DBus.Properties", "Get", (PLAYER,), "s"),
        ("org.freedesktop.DBus.Properties", "GetAll", ("nobody",), "s"),
        ("org.freedesktop.DBus.Properties", "Set", (PLAYER, "Volume", ("d", 0.5)), "ssv"),
        ("org.freedesktop.DBus.Properties", "GetAll", (), None),
        ("org.freedesktop.DBus.Properties", "GetAll", ([PLAYER],), "as"),
        ("org.freedesktop.DBus.Properties", "Get", (PLAYER, {}), "sa{ss}"),
        ("org.example.Other", "Play", (), None),
    ],
)
def test_anything_else_is_an_error_and_does_nothing(
    qtbot: QtBot, control: MprisControl, interface: str, member: str, body: tuple[Any, ...], signature: str | None
) -> None:
    answer = call(qtbot, member, interface, *body, signature=signature)
    assert answer == "org.freedesktop.DBus.Error.UnknownMethod"


def test_a_change_is_told(qtbot: QtBot, control: MprisControl) -> None:
    with open_dbus_connection("SESSION") as outside:
        rule = MatchRule(type="signal", interface="org.freedesktop.DBus.Properties", path=PATH)
        outside.send_and_get_reply(message_bus.AddMatch(rule))
        control.show(MediaStatus.PLAYING)

        def next_change() -> Any:
            while True:
                message = outside.receive(timeout=PATIENCE_S)
                if message.header.fields.get(3) == "PropertiesChanged":
                    return message.body

        interface, changed, _invalidated = meanwhile(qtbot, next_change)
    assert (interface, changed["PlaybackStatus"]) == (PLAYER, ("s", "Playing"))


def is_offered() -> bool:
    with open_dbus_connection("SESSION") as connection:
        (found,) = connection.send_and_get_reply(message_bus.NameHasOwner(NAME)).body
        return bool(found)


def test_nothing_is_offered_after_the_end(qtbot: QtBot, control: MprisControl) -> None:
    assert is_offered()
    control.end()
    qtbot.waitUntil(lambda: not is_offered(), timeout=int(PATIENCE_S * 1000))


def test_a_bus_that_goes_away_is_no_fault(qtbot: QtBot, control: MprisControl, bus: subprocess.Popen[str]) -> None:
    with qtbot.waitSignal(control._bus.lost):
        bus.kill()
    control.show(MediaStatus.PLAYING)
    control.end()


def test_without_a_bus_nothing_is_offered(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("", "unix:path=/nowhere/at/all", "nonsense"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        control = MprisControl()
        assert not control.begin("Supported bridge", 300.0, float)
        control.show(MediaStatus.PLAYING)
        control.end()


# A session of the whole program


@pytest.fixture
def practising(qtbot: QtBot, bus: subprocess.Popen[str], start: Start) -> Running:
    running = start()
    MediaKeys(running.app.practice, MprisControl(running.app), running.app)
    running.app.start_routine("strong-and-mobile")
    running.run(20)
    return running


def test_a_session_is_paused_and_resumed_from_outside(qtbot: QtBot, practising: Running) -> None:
    player = practising.app.player
    assert get_all(qtbot, PLAYER)["PlaybackStatus"] == "Playing"
    assert get_all(qtbot, PLAYER)["Metadata"]["xesam:title"] == ("s", "Strong and mobile")
    call(qtbot, "Pause")
    assert player.state is PlayerState.PAUSED
    assert get_all(qtbot, PLAYER)["PlaybackStatus"] == "Paused"
    call(qtbot, "Pause")
    assert player.state is PlayerState.PAUSED
    call(qtbot, "PlayPause")
    assert player.state is PlayerState.RESUMING
    practising.run(5)
    assert player.state is PlayerState.RUNNING
    call(qtbot, "Play")
    assert player.state is PlayerState.RUNNING


def test_stages_are_skipped_from_outside_and_the_end_takes_the_control_away(qtbot: QtBot, practising: Running) -> None:
    player = practising.app.player
    before = player.frame.moment.stage_index
    call(qtbot, "Next")
    assert player.frame.moment.stage_index == before + 1
    call(qtbot, "Previous")
    assert player.frame.moment.stage_index == before
    call(qtbot, "Stop")
    assert player.state is PlayerState.PAUSED
    player.end()
    qtbot.waitUntil(lambda: not is_offered(), timeout=int(PATIENCE_S * 1000))
