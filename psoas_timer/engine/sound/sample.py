"""Plays a few sounds once, to be judged: how loud the breath is, or the voice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.core.speech.sound import Tone, amplitude_of
from psoas_timer.engine.clock import session_clock
from psoas_timer.engine.sound.cache import SoundMaker
from psoas_timer.engine.sound.speaker import Channel, Speaker, Spoken, channel_of

# How soon the first sound begins once everything is ready.
LEAD_S = 0.15


class SoundSample(QObject):
    """A sound process of its own, started with the first sample; a sample stops the one before it.

    ``make_speaker`` and ``make_maker`` are called when they are needed, and again after ``close``.
    """

    ended = Signal()  # the sample has been played, or cannot be
    failed = Signal(object)  # Problem

    def __init__(
        self,
        make_speaker: Callable[[], Speaker],
        make_maker: Callable[[], SoundMaker],
        clock: Callable[[], float] = session_clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_speaker, self._make_maker, self._clock = make_speaker, make_maker, clock
        self._speaker: Speaker | None = None
        self._maker: SoundMaker | None = None
        self._files: dict[Tone | Path, Path] = {}
        self._wanted: tuple[Spoken, ...] = ()  # what waits for its files or for a device
        self._lasts_s = 0.0
        self._volumes: dict[Channel, float] = {}
        self._end = QTimer(self, singleShot=True)
        self._end.timeout.connect(self._finish)

    def play(self, sounds: Iterable[Spoken], lasts_s: float) -> None:
        """Play ``sounds`` as soon as they are ready; together they last ``lasts_s`` seconds."""
        self.stop()
        self._wanted, self._lasts_s = tuple(sounds), lasts_s
        speaker, maker = self._open()
        if speaker.has_answered and not speaker.is_available:
            self._fail()
            return
        maker.want(
            [one.sound for one in self._wanted if isinstance(one.sound, Tone)],
            [one.sound for one in self._wanted if not isinstance(one.sound, Tone)],
        )
        self._begin()

    def set_volume(self, channel: Channel, percent: float) -> None:
        """Play ``channel`` at this volume, as in a session; what is heard now, too."""
        self._volumes[channel] = amplitude_of(percent)
        if self._speaker is not None:
            self._speaker.set_volume(channel, self._volumes[channel])

    def stop(self) -> None:
        """Fade out what is heard."""
        self._wanted = ()
        self._end.stop()
        if self._speaker is not None:
            self._speaker.release(*Channel)

    def close(self) -> None:
        """Fade out, and release the device."""
        self.stop()
        speaker, self._speaker = self._speaker, None
        maker, self._maker = self._maker, None
        for one in (maker, speaker):
            if one is not None:
                one.close()
                one.deleteLater()
        self._files.clear()

    def _open(self) -> tuple[Speaker, SoundMaker]:
        if self._speaker is None or self._maker is None:
            self._speaker, self._maker = self._make_speaker(), self._make_maker()
            self._speaker.setParent(self)
            self._maker.setParent(self)
            self._speaker.availability_changed.connect(self._take_device)
            self._maker.tone_made.connect(self._take_file)
            self._maker.clip_made.connect(self._take_file)
            self._maker.failed.connect(self._fail_to_make)
            self._speaker.open()
        return self._speaker, self._maker

    def _take_device(self, is_there: bool) -> None:
        if is_there:
            self._begin()
        elif self._wanted or self._end.isActive():
            self._fail()

    def _take_file(self, wish: Tone | Path, path: Path) -> None:
        self._files[wish] = path
        self._begin()

    def _begin(self) -> None:
        """Play what is wanted, once all of it and a device are there."""
        speaker = self._speaker
        is_ready = all(one.sound in self._files for one in self._wanted)
        if speaker is None or not self._wanted or not is_ready or not speaker.is_available:
            return
        for channel, volume in self._volumes.items():
            speaker.set_volume(channel, volume)
        for one in self._wanted:
            speaker.load(self._files[one.sound], channel_of(one.sound))
        from_s = self._clock() + LEAD_S
        for one in self._wanted:
            speaker.arm(self._files[one.sound], channel_of(one.sound), from_s + one.at_s)
        self._wanted = ()
        self._end.start(round((LEAD_S + self._lasts_s) * 1000))

    def _finish(self) -> None:
        self.ended.emit()

    def _fail(self) -> None:
        self.stop()
        self.failed.emit(
            Problem(
                N_("There is nothing that could play a sound."),
                N_("Connect speakers or headphones, and press Listen again."),
            )
        )
        self.ended.emit()

    def _fail_to_make(self, problem: Problem) -> None:
        """A maker tells its first failure only: the next sample gets another."""
        self.close()
        self.failed.emit(problem)
        self.ended.emit()
