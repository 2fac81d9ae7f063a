"""Fakes of what makes a session heard: the sounds and the system's voice, which note what they are told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.speech.sound import SoundChoice, Tone
from psoas_timer.engine.sound.side_process import Outage
from psoas_timer.engine.sound.speaker import Spoken


class FakeSounds(QObject):
    """Notes what it is told."""

    outage_changed = Signal()
    got_ready = Signal()
    clip_refused = Signal(object)
    failed = Signal(object)
    recovered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.is_ready = False
        self.is_available = False
        self.outage: Outage | None = None
        self.tried = self.hushed = 0
        self.speech: list[Spoken] = []
        self.said: list[Path | Tone] = []
        self.prepared: list[Timeline] = []
        self.choices: list[SoundChoice] = []

    def set_choice(self, choice: SoundChoice) -> None:
        self.choices.append(choice)

    def set_speech(self, speech: Iterable[Spoken]) -> None:
        self.speech = list(speech)

    def prepare(self, timeline: Timeline) -> None:
        self.prepared.append(timeline)

    def load_clips(self, clips: Iterable[Path]) -> None:
        list(clips)

    def say(self, sound: Path | Tone) -> None:
        self.said.append(sound)

    def hush(self) -> None:
        self.hushed += 1

    def fall_silent(self, outage: Outage | None) -> None:
        """Have this outage from now on; None ends it."""
        self.outage = outage
        self.outage_changed.emit()

    def try_again(self) -> None:
        self.tried += 1

    def close(self) -> None:
        pass


class FakeVoice(QObject):
    """A system's voice that is there when the test says so."""

    availability_changed = Signal(bool)
    outage_changed = Signal()
    speaking_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.is_open = self.is_available = False
        self.outage: Outage | None = None
        self.said: list[str] = []
        self.hushed = self.tried = 0

    def open(self) -> None:
        self.is_open = True

    def fall_silent(self, outage: Outage | None) -> None:
        """Have this outage from now on; None ends it."""
        self.outage = outage
        self.is_available = outage is None
        self.availability_changed.emit(self.is_available)
        self.outage_changed.emit()

    def try_again(self) -> None:
        self.tried += 1

    def appear(self) -> None:
        self.is_available = True
        self.availability_changed.emit(True)

    def say(self, text: str, volume: float) -> None:
        self.said.append(text)

    def hush(self) -> None:
        self.hushed += 1

    def close(self) -> None:
        pass
