"""Whether there is a device: looked for until there is one, announced when it comes, changes or goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QByteArray, QObject, Signal
from pytestqt.qtbot import QtBot

from psoas_timer.engine.sound import device as device_module
from psoas_timer.engine.sound.device import LATENCY_S, Server, SoundDevice

PATIENCE_MS = 30_000


@dataclass
class FakeDevice:
    """A device as Qt describes it; without a name there is none."""

    name: bytes = b""

    def isNull(self) -> bool:
        return not self.name

    def id(self) -> QByteArray:
        return QByteArray(self.name)


class FakeOutputs(QObject):
    """Qt's watcher of devices."""

    audioOutputsChanged = Signal()  # noqa: N815  (Qt's name)

    def __init__(self) -> None:
        super().__init__()
        self.device = FakeDevice()

    def defaultAudioOutput(self) -> FakeDevice:
        return self.device

    def plug_in(self, name: bytes) -> None:
        self.device = FakeDevice(name)
        self.audioOutputsChanged.emit()


@dataclass
class Room:
    """A computer: which servers answer, one after another, and what was announced."""

    qtbot: QtBot
    outputs: FakeOutputs = field(default_factory=FakeOutputs)
    servers: list[Server] = field(default_factory=lambda: [Server.PULSE])
    has_multimedia: bool = True
    looks: int = 0
    told: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.device = SoundDevice(self.answer, self.load)  # type: ignore[arg-type]
        self.device.availability_changed.connect(self.told.append)
        self.device.device_changed.connect(lambda device, latency_s: self.told.append((device.name, latency_s)))
        self.device.failed.connect(lambda: self.told.append("failed"))

    def answer(self) -> Server:
        self.looks += 1
        return self.servers.pop(0) if len(self.servers) > 1 else self.servers[0]

    def load(self) -> FakeOutputs:
        if not self.has_multimedia:
            raise ImportError("libpulse.so.0: cannot open shared object file")
        return self.outputs

    def wait_for(self, *told: object) -> None:
        self.qtbot.waitUntil(lambda: self.told == list(told), timeout=PATIENCE_MS)


@pytest.fixture
def room(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(device_module, "LOOK_AGAIN_MS", 1)
    made = Room(qtbot)
    yield made
    made.device.close()


def test_a_device_is_told_with_the_latency_of_its_server(room: Room) -> None:
    room.outputs.device = FakeDevice(b"speakers")
    assert not room.device.is_available
    room.device.open()
    room.device.open()
    room.wait_for((b"speakers", LATENCY_S[Server.PULSE]), True)
    assert (room.device.is_available, room.looks) == (True, 1)


def test_a_server_that_is_not_there_is_looked_for_until_it_is(room: Room) -> None:
    room.servers = [Server.NOBODY, Server.NOBODY, Server.PIPEWIRE]
    room.outputs.device = FakeDevice(b"speakers")
    room.device.open()
    room.wait_for(False, (b"speakers", LATENCY_S[Server.PIPEWIRE]), True)
    assert room.looks == 3


@pytest.mark.parametrize("name", [b"", b"auto_null"])
def test_a_server_without_a_device_has_none_until_one_is_plugged_in(room: Room, name: bytes) -> None:
    room.outputs.device = FakeDevice(name)
    room.device.open()
    room.wait_for(False)
    room.outputs.plug_in(b"speakers")
    room.outputs.plug_in(b"speakers")
    room.outputs.plug_in(b"headphones")
    latency_s = LATENCY_S[Server.PULSE]
    assert room.told == [False, (b"speakers", latency_s), True, (b"headphones", latency_s)]


def test_a_device_that_goes_is_told(room: Room) -> None:
    room.outputs.device = FakeDevice(b"speakers")
    room.device.open()
    room.wait_for((b"speakers", LATENCY_S[Server.PULSE]), True)
    room.outputs.plug_in(b"")
    assert room.told[2:] == [False]
    assert not room.device.is_available


def test_without_multimedia_there_never_is_a_device(room: Room) -> None:
    room.has_multimedia = False
    room.device.open()
    room.wait_for("failed", False)
    assert room.looks == 1


def test_nothing_is_told_after_the_end(room: Room, qtbot: QtBot) -> None:
    room.servers = [Server.NOBODY]
    room.device.open()
    room.device.close()
    qtbot.wait(1)
    assert room.told == []
