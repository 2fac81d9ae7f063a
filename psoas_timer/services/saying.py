"""Single sentences, said now or soon: recorded, else by the system's voice; where there is none, a chime rings."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from psoas_timer.core.speech.sound import MARKS, SoundKind, Tone
from psoas_timer.core.speech.speech_script import guess_lengths
from psoas_timer.engine.sound.session_sound import SessionSound
from psoas_timer.engine.sound.system_voice import SystemVoice
from psoas_timer.services.preferences import Preferences
from psoas_timer.store.voice_clips import VoiceClips

# Rings for words on the screen that cannot be spoken.
CHIME = Tone(SoundKind.CHIME, MARKS[SoundKind.CHIME])

# Between two sentences that belong together.
BREATHER_S = 0.12


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
        self._said = ""  # the sentence that is being said
        self._said_ms = 0
        self._waiting: list[tuple[int, str]] = []  # when, in milliseconds of the clock, and what
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._say_next)
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
        at_ms = self._clock.elapsed() + round(delay_s * 1000)
        insort(self._waiting, (at_ms, text), key=lambda one: one[0])
        self._wait()

    @property
    def waiting(self) -> list[str]:
        """What is still to be said, in order."""
        return [text for _at_ms, text in self._waiting]

    def say_aloud(self, text: str) -> None:
        """Have the system's voice say ``text`` now."""
        self._voice.say(text, self._preferences.settings.sound.voice_percent / 100.0)

    def say_in_turn(self, texts: Iterable[str], delay_s: float = 0.0) -> float:
        """Say ``texts`` one after another, the first in ``delay_s`` seconds; return when the last will be over."""
        for text in texts:
            self.say_later(delay_s, text)
            delay_s += self.length_s(text) + BREATHER_S
        return delay_s

    def length_s(self, text: str) -> float:
        """Return how long ``text`` takes to say, or about how long."""
        return self.clips.lengths_s.get(text) or guess_lengths((text,))[text]

    def forget(self) -> list[str]:
        """Say none of what is still to be said, and return it, in order; the sentence being said belongs to it."""
        texts, now_ms = self.waiting, self._clock.elapsed()
        if self._said and now_ms < self._said_ms + self.length_s(self._said) * 1000:
            texts.insert(0, self._said)
        self._waiting.clear()
        self._timer.stop()
        self._said = ""
        return texts

    def _wait(self) -> None:
        if self._waiting:
            self._timer.start(max(self._waiting[0][0] - self._clock.elapsed(), 0))

    def _say_next(self) -> None:
        _at_ms, self._said = self._waiting.pop(0)
        self._said_ms = self._clock.elapsed()
        self._wait()
        self.say(self._said)
