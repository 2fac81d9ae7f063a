"""Single sentences, said now or soon: recorded, else by the system's voice; where there is none, a chime rings."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from psoas_timer.core.speech.sound import MARKS, SoundKind, Tone
from psoas_timer.engine.sound.session_sound import SessionSound
from psoas_timer.engine.sound.system_voice import SystemVoice
from psoas_timer.services.preferences import Preferences
from psoas_timer.store.voice_clips import VoiceClips

# Rings for words on the screen that cannot be spoken.
CHIME = Tone(SoundKind.CHIME, MARKS[SoundKind.CHIME])


class Saying(QObject):
    """Says sentences by their text; ``clips`` holds the recordings that can be played."""

    def __init__(
        self,
        sounds: SessionSound,
        voice: SystemVoice,
        clips: VoiceClips,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sounds = sounds
        self._voice = voice
        self._preferences = preferences
        self._waiting: list[QTimer] = []
        self.clips = clips

    def say(self, text: str) -> None:
        """Say ``text`` now, instead of what is being said."""
        if text in self.clips.files:
            self._voice.hush()
            self._sounds.say(self.clips.files[text])
        elif self._voice.is_available:
            self._sounds.hush()
            self.say_aloud(text)
        else:
            self._sounds.say(CHIME)

    def say_later(self, delay_s: float, text: str) -> None:
        """Say ``text`` in ``delay_s`` seconds, unless ``stop`` comes first."""
        timer = QTimer(self, singleShot=True, interval=round(delay_s * 1000))
        timer.timeout.connect(lambda: self.say(text))
        timer.start()
        self._waiting.append(timer)

    def say_aloud(self, text: str) -> None:
        """Have the system's voice say ``text`` now."""
        self._voice.say(text, self._preferences.settings.sound.voice_percent / 100.0)

    def forget(self) -> None:
        """Say none of what is still to be said."""
        for timer in self._waiting:
            timer.stop()
            timer.deleteLater()
        self._waiting.clear()
