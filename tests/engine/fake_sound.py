"""Fakes that stand in for the sound process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psoas_timer.engine.sound.side_process import Outage
from psoas_timer.engine.sound.speaker import Channel


class FakeClock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@dataclass
class Armed:
    """A request as the speaker received it."""

    path: Path
    channel: Channel
    due_s: float


class FakeSpeaker(QObject):
    """Records what is to be played; sounds cancelled before their time are removed, those that have begun stay."""

    availability_changed = Signal(bool)
    outage_changed = Signal()
    refused = Signal(object)

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.clock = clock
        self.is_available = False
        self.has_said_no = False
        self.armed: list[Armed] = []
        self.released: list[tuple[float, tuple[Channel, ...]]] = []
        self.hushed: list[float] = []
        self.volumes: dict[Channel, float] = {}
        self.loaded: set[Path] = set()

    @property
    def has_answered(self) -> bool:
        return self.is_available or self.has_said_no

    def open(self) -> None:
        if not self.is_available and not self.has_said_no:
            self.appear(True)

    def appear(self, is_available: bool) -> None:
        self.is_available = is_available
        self.availability_changed.emit(is_available)

    @property
    def outage(self) -> Outage | None:
        return Outage.NOTHING_TO_USE if self.has_said_no else None

    def try_again(self) -> None:
        self.appear(True)

    def close(self) -> None:
        self.is_available = False

    def load(self, path: Path, channel: Channel) -> None:
        self.loaded.add(path)

    def arm(self, path: Path, channel: Channel, due_s: float) -> None:
        self.armed.append(Armed(path, channel, due_s))

    def cancel(self, after_s: float, *channels: Channel) -> None:
        self.armed = [one for one in self.armed if one.channel not in channels or one.due_s <= after_s]

    def hush(self, before_s: float, *channels: Channel) -> None:
        now_s = self.clock()
        self.hushed.append(now_s)
        self.armed = [one for one in self.armed if one.channel not in channels or not now_s < one.due_s < before_s]

    def release(self, *channels: Channel) -> None:
        self.released.append((self.clock(), channels))
        self.cancel(self.clock(), *channels)

    def set_volume(self, channel: Channel, volume: float) -> None:
        self.volumes[channel] = volume
