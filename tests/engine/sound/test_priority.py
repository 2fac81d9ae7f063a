"""Who is asked to let the sound go first: the system, then rtkit, then a sandbox's portal; all may refuse."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from psoas_timer.engine.sound.priority import NICE, raise_priority
from tests.desktop.bus import NEEDS_BUS, bus  # noqa: F401  # a fixture
from tests.systems import LINUX

pytestmark = LINUX
RTKIT, PORTAL = "org.freedesktop.RealtimeKit1", "org.freedesktop.portal.Desktop"


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody may take priority, and the system's bus is nowhere."""

    def refuse(*_values: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "setpriority", refuse)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at-all")


@contextmanager
def granter(name: str, *, grants: bool = True) -> Iterator[list[tuple[int, int, int]]]:
    """A service of the session bus that is asked for priority: yields what it was asked."""
    from jeepney import HeaderFields, MessageType, message_bus, new_error, new_method_return
    from jeepney.io.blocking import open_dbus_connection

    asked: list[tuple[int, int, int]] = []
    is_over = Event()
    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(message_bus.RequestName(name))

    def serve() -> None:
        while not is_over.is_set():
            try:
                message = connection.receive(timeout=0.1)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                assert message.header.fields[HeaderFields.member] == "MakeThreadHighPriorityWithPID"
                asked.append(message.body)
                refusal = new_error(message, "org.freedesktop.DBus.Error.AccessDenied")
                connection.send(new_method_return(message) if grants else refusal)

    thread = Thread(target=serve)
    thread.start()
    yield asked
    is_over.set()
    thread.join()
    connection.close()


def test_who_may_take_it_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[tuple[int, ...]] = []
    monkeypatch.setattr(os, "setpriority", lambda *values: taken.append(values))
    assert raise_priority() == "nice"
    assert (os.PRIO_PROCESS, os.getpid(), NICE) in taken


@NEEDS_BUS
@pytest.mark.usefixtures("bus", "refused")
def test_rtkit_is_asked_for_the_thread_that_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", os.environ["DBUS_SESSION_BUS_ADDRESS"])
    with granter(RTKIT) as asked:
        assert raise_priority() == RTKIT
    assert (os.getpid(), os.getpid(), NICE) in asked


@NEEDS_BUS
@pytest.mark.usefixtures("bus", "refused")
def test_in_a_sandbox_the_portal_is_asked() -> None:
    with granter(PORTAL) as asked:
        assert raise_priority() == PORTAL
    assert (os.getpid(), os.getpid(), NICE) in asked


@NEEDS_BUS
@pytest.mark.usefixtures("bus", "refused")
def test_a_refusal_is_taken() -> None:
    with granter(PORTAL, grants=False) as asked:
        assert raise_priority() == ""
    assert len(asked) == 1, "nobody is asked again and again"


@pytest.mark.usefixtures("refused")
def test_without_any_bus_the_sound_plays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert raise_priority() == ""


def test_other_threads_that_play_are_asked_for_and_those_that_compute_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    monkeypatch.setattr(os, "setpriority", lambda _which, thread, _nice: taken.append(thread))
    done, named = Event(), Event()

    def play() -> None:
        with open("/proc/thread-self/comm", "w") as file:  # noqa: PTH123  # Path would close over another thread's
            file.write("QPulseAudio")
        named.set()
        done.wait()

    player, reader = Thread(target=play), Thread(target=done.wait)
    player.start()
    reader.start()
    named.wait()
    raise_priority()
    done.set()
    player.join()
    reader.join()
    assert player.native_id in taken and reader.native_id not in taken
