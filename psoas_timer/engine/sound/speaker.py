"""The sound process, as the program sees it: files are played at given instants, whatever else the program does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject

from psoas_timer.core.speech.sound import MARKS, Tone
from psoas_timer.engine.sound.side_process import SideProcess, side_command


class Channel(StrEnum):
    """What is softened and silenced together. BED never ends by itself."""

    BREATH = "breath"
    MARK = "mark"
    VOICE = "voice"
    BED = "bed"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A clip, or a chime in its place, that begins ``at_s`` seconds into the session; after its end: the closing."""

    at_s: float
    sound: Path | Tone


def channel_of(sound: Tone | Path) -> Channel:
    """Return where a tone, or a spoken clip, is played."""
    if not isinstance(sound, Tone):
        return Channel.VOICE
    return Channel.MARK if sound.kind in MARKS else Channel.BREATH


class Speaker(SideProcess):
    """Passes wishes on to the sound process; instants are seconds of ``session_clock``."""

    def __init__(self, command: list[str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(command or side_command("host"), parent)

    def load(self, path: Path, channel: Channel) -> None:
        """Have a file ready."""
        self.ask("load", str(path), channel)

    def arm(self, path: Path, channel: Channel, due_s: float) -> None:
        """Let a file be heard at ``due_s``.

        Where that is over, a phase of the breath comes in where it is by now, and what is only just over begins late.
        """
        self.ask("arm", str(path), channel, due_s)

    def cancel(self, after_s: float, *channels: Channel) -> None:
        """Take back what is armed for later than ``after_s``."""
        self.ask("cancel", after_s, *channels)

    def release(self, *channels: Channel) -> None:
        """Take back what is armed, and fade what sounds."""
        self.ask("release", *channels)

    def set_volume(self, channel: Channel, volume: float) -> None:
        """Have a channel at ``volume``, 0 to 1 in amplitude, soon."""
        self.ask("set_volume", channel, volume)
