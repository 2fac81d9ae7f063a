"""Listening to a volume in Settings: which sounds are played, and how loud."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.problem import Problem
from psoas_timer.core.settings import Settings
from psoas_timer.core.speech.sound import BOWL_S, SoundKind, SoundSet, Tone
from psoas_timer.core.speech.spoken import TAKE_TIME
from psoas_timer.engine.sound.cache import SoundMaker
from psoas_timer.engine.sound.sample import SoundSample
from psoas_timer.engine.sound.speaker import BREATH_VOLUME, Channel, Speaker, Spoken
from psoas_timer.lib.translation import used_language
from psoas_timer.services.preferences import Preferences
from psoas_timer.store.places import assets_dir, cache_dir
from psoas_timer.store.voice_clips import load_clips, voice_folder

# The settings that can be listened to, by name.
BREATH, VOICE = "breath_percent", "voice_percent"
# The pattern whose breath is played: that of the bridge.
PATTERN = "slow"


def breath_sounds(settings: Settings) -> tuple[tuple[Spoken, ...], float]:
    """Return one breath as a session would play it, in and out, and how many seconds it lasts."""
    pattern, sound_set = settings.patterns[PATTERN], settings.sound.sound_set
    phases = ((SoundKind.INHALE, pattern.inhale_s), (SoundKind.EXHALE, pattern.exhale_s))
    sounds, at_s, ends_s = [], 0.0, 0.0
    for kind, seconds in phases:
        lasts_s = BOWL_S if sound_set is SoundSet.BOWLS else seconds
        sounds.append(Spoken(at_s, Tone(kind, lasts_s, sound_set)))
        ends_s = max(at_s + lasts_s, ends_s)
        at_s += seconds
    return tuple(sounds), max(at_s, ends_s)


class Listening(QObject):
    """Plays the breath or the voice as loud as the settings say, also while they change."""

    changed = Signal(str)  # the name of the setting that is listened to, '' for none
    failed = Signal(object)  # Problem

    def __init__(
        self, preferences: Preferences, folder: Path, sample: SoundSample | None = None, parent: QObject | None = None
    ) -> None:
        """``folder`` is that of the data; ``sample`` is what plays, unless it is the real one."""
        super().__init__(parent)
        sounds = cache_dir(folder) / "sounds"
        self._preferences = preferences
        self._sample = sample or SoundSample(Speaker, lambda: SoundMaker(sounds))
        self._sample.setParent(self)
        self._sample.ended.connect(self._fall_silent)
        self._sample.failed.connect(self.failed)
        preferences.changed.connect(self._set_volumes)

    def listen(self, name: str, is_wanted: bool) -> None:
        """Play what a volume belongs to, instead of what is played now, or stop."""
        self._sample.stop()
        if not is_wanted:
            self._fall_silent()
            return
        self.changed.emit(name)
        self._set_volumes()
        try:
            sounds, lasts_s = breath_sounds(self._preferences.settings) if name == BREATH else self._voice()
        except Problem as problem:
            self.failed.emit(problem)
            self._fall_silent()
            return
        self._sample.play(sounds, lasts_s)

    def close(self) -> None:
        """Stop, and release the device."""
        self._sample.close()
        self._fall_silent()

    def _voice(self) -> tuple[tuple[Spoken, ...], float]:
        clips = load_clips(voice_folder(assets_dir() / "voice", used_language().catalogue.language))
        return (Spoken(0.0, clips.files[TAKE_TIME]),), clips.lengths_s[TAKE_TIME]

    def _set_volumes(self) -> None:
        sound = self._preferences.settings.sound
        for channel in BREATH_VOLUME:
            self._sample.set_volume(channel, sound.breath_percent)
        self._sample.set_volume(Channel.VOICE, sound.voice_percent)

    def _fall_silent(self) -> None:
        self.changed.emit("")
