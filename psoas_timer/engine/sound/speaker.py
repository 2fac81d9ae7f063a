"""The sound process, as the program sees it: plays files at given times, whatever else the program is doing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.speech.sound import MARKS, SoundSet, Tone
from psoas_timer.engine.sound.side_process import SideProcess
from psoas_timer.lib.own_program import Side, side_command


class Channel(StrEnum):
    """Sounds that the mixer treats alike. BED never ends by itself; a BOWL gives way to speech after its stroke."""

    BREATH = "breath"
    BOWL = "bowl"
    MARK = "mark"
    VOICE = "voice"
    BED = "bed"


# All whose volume a person sets as that of the breath.
BREATH_VOLUME = (Channel.BREATH, Channel.BOWL, Channel.MARK)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A clip, or a chime instead, that begins ``at_s`` seconds into the session; the closing comes after its end."""

    at_s: float
    sound: Path | Tone


def channel_of(sound: Tone | Path) -> Channel:
    """Return the channel that plays a tone or a spoken clip."""
    if not isinstance(sound, Tone):
        return Channel.VOICE
    if sound.kind in MARKS:
        return Channel.MARK
    return Channel.BOWL if sound.sound_set is SoundSet.BOWLS else Channel.BREATH


class Speaker(SideProcess):
    """Sends requests to the sound process; times are seconds of ``session_clock``."""

    refused = Signal(object)  # Path of a file that it could not play

    def __init__(self, command: list[str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(command or side_command(Side.SOUND), parent)
        self.told.connect(self._pass_on)

    def load(self, path: Path, channel: Channel) -> None:
        """Have a file ready."""
        self.ask("load", str(path), channel)

    def arm(self, path: Path, channel: Channel, due_s: float) -> None:
        """Play a file at ``due_s``.

        If that is past, a phase of the breath joins at its current point, and other sounds begin late if only just due.
        """
        self.ask("arm", str(path), channel, due_s)

    def cancel(self, after_s: float, *channels: Channel) -> None:
        """Cancel whatever is armed for later than ``after_s``."""
        self.ask("cancel", after_s, *channels)

    def hush(self, before_s: float, *channels: Channel) -> None:
        """Fade out what is playing, and cancel what is armed for earlier than ``before_s``."""
        self.ask("hush", before_s, *channels)

    def release(self, *channels: Channel) -> None:
        """Cancel whatever is armed, and fade out what is playing."""
        self.ask("release", *channels)

    def set_volume(self, channel: Channel, volume: float) -> None:
        """Move a channel to ``volume``, 0 to 1 in amplitude, in a short fade."""
        self.ask("set_volume", channel, volume)

    def _pass_on(self, told: dict[str, Any]) -> None:
        if "unplayable" in told:
            self.refused.emit(Path(told["unplayable"]))
