"""The stream of samples to a device, and the time at which each is heard. Imports QtMultimedia."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QIODevice, QObject, Qt, QTimer, Signal
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink

from psoas_timer.engine.sound.wav_format import RATE

# How much is given to Qt in advance: if the system holds up the sound process for less, nothing is lost. A key is heard
# this much later: with the buffer of the server and the fade, a pause is complete within half a second.
AHEAD_S = 0.15
FEED_MS = 50
# A device that takes nothing for this long is gone; one that has to wake up first gets more time.
STALL_S = 1.5
WAKING_S = 3.0

# The device's clock moves in steps of 10 to 20 ms, so it is followed slowly, but at once after a jump.
_FOLLOW = 0.04
_JUMP_S = 0.05
_BYTES = 2


class SoundStream(QObject):
    """Feeds a device from ``mix(start_s, count)``, which returns 16-bit mono; ``start_s`` is when it will be heard.

    ``latency_s`` is how long a sample takes from Qt's buffer to the loudspeaker.
    """

    lost = Signal()

    def __init__(
        self, mix: Callable[[float, int], bytes], clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mix = mix
        self._clock = clock
        self._device: QAudioDevice | None = None
        self._latency_s = 0.0
        self._sink: QAudioSink | None = None
        self._input: QIODevice | None = None
        self._timer = QTimer(self, interval=FEED_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._feed)

    def set_device(self, device: QAudioDevice, latency_s: float) -> None:
        """Play on ``device`` from now on."""
        was_open = self._sink is not None
        self.close()
        self._device, self._latency_s = device, latency_s
        if was_open:
            self.open()

    def open(self) -> None:
        """Start playing, unless it already plays or there is no device."""
        if self._sink is not None or self._device is None or self._device.isNull():
            return
        wanted = QAudioFormat()
        wanted.setSampleRate(RATE)
        wanted.setChannelCount(1)
        wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._sink = QAudioSink(self._device, wanted)
        self._sink.setBufferSize(round(RATE * AHEAD_S * 2) * _BYTES)
        self._input = self._sink.start()
        self._written = 0
        self._anchor_s: float | None = None  # the clock's reading when the device took the first sample
        self._taken_s = 0.0
        self._last_taken_at_s = self._clock()
        self._timer.start()

    def close(self) -> None:
        """Release the device."""
        self._timer.stop()
        if self._sink is not None:
            self._sink.stop()
            self._sink.deleteLater()
            self._sink = self._input = None

    def _feed(self) -> None:
        assert self._sink is not None and self._input is not None
        now_s, taken_s = self._clock(), self._sink.processedUSecs() / 1e6
        self._follow(now_s, taken_s)
        room = round((taken_s + AHEAD_S) * RATE) - self._written
        count = min(room, self._sink.bytesFree() // _BYTES)
        if count > 0:
            # Samples that a device gets before it starts playing have no time yet.
            data = bytes(count * _BYTES) if self._anchor_s is None else self._mix(self._start_s(self._anchor_s), count)
            self._written += max(self._input.write(data), 0) // _BYTES
        if now_s - self._last_taken_at_s > (WAKING_S if self._anchor_s is None else STALL_S):
            self.close()
            self.lost.emit()

    def _start_s(self, anchor_s: float) -> float:
        """Return when the next sample to be written will be heard."""
        return anchor_s + self._written / RATE + self._latency_s

    def _follow(self, now_s: float, taken_s: float) -> None:
        if taken_s <= self._taken_s:
            return
        anchor_s = now_s - taken_s
        if self._anchor_s is None or abs(anchor_s - self._anchor_s) > _JUMP_S:
            self._anchor_s = anchor_s
        else:
            self._anchor_s += (anchor_s - self._anchor_s) * _FOLLOW
        self._taken_s, self._last_taken_at_s = taken_s, now_s
