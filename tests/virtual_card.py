"""A virtual sound card: our own PulseAudio server with a null sink, and a recorder of what it plays."""

from __future__ import annotations

import os
import subprocess
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
SINK = "psoas"
# The sink needs this long until its clock is steady: what plays earlier is recorded at the wrong time.
STEADY_S = 3.0

# What a virtual card needs installed.
PROGRAMS = ("pulseaudio", "parec", "pactl")

Signal = NDArray[np.float64]


def environment(folder: Path) -> dict[str, str]:
    """Return the environment in which a program plays on the card of ``folder``, whatever card the machine has."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PULSE_", "PIPEWIRE_"))}
    ours = {"XDG_RUNTIME_DIR": str(folder), "PULSE_SERVER": f"unix:{folder}/pa.sock", "HOME": str(folder)}
    return kept | ours | {"QT_QPA_PLATFORM": "offscreen"}


@contextmanager
def sound_server(folder: Path) -> Iterator[None]:
    """Run a server with one null sink; root and no systemd will do."""
    folder.chmod(0o700)
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    command += ["-L", f"module-native-protocol-unix socket={folder}/pa.sock auth-anonymous=1"]
    command += ["-L", f"module-null-sink sink_name={SINK} rate={RATE} channels=2 format=s16le"]
    with (folder / "pulseaudio.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment(folder), stdout=log, stderr=log)
    try:
        _wait_for(folder, server)
        yield
    finally:
        server.terminate()
        server.wait(10)
        (folder / "pa.sock").unlink(missing_ok=True)


def _wait_for(folder: Path, server: subprocess.Popen[bytes]) -> None:
    for _try in range(100):
        asked = subprocess.run(["pactl", "list", "short", "sinks"], env=environment(folder), capture_output=True)
        if SINK.encode() in asked.stdout:
            return
        assert server.poll() is None, (folder / "pulseaudio.log").read_text()
        time.sleep(0.1)
    raise AssertionError((folder / "pulseaudio.log").read_text())


class Recorder:
    """Records the card from ``start`` to ``stop``, and knows when by time.monotonic each sample was played."""

    def __init__(self, folder: Path) -> None:
        command = ["parec", "-d", f"{SINK}.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]
        self._parec = subprocess.Popen(
            [*command, "--latency-msec=5"], env=environment(folder), stdout=subprocess.PIPE, bufsize=0
        )
        self._data = bytearray()
        self._marks: list[tuple[int, float]] = []
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()
        time.sleep(STEADY_S)

    def _read(self) -> None:
        assert self._parec.stdout is not None
        handle = self._parec.stdout.fileno()
        while chunk := os.read(handle, 65536):
            self._data += chunk
            self._marks.append((len(self._data) // 2, time.monotonic()))

    def latest(self, seconds: float) -> Signal:
        """Return what was recorded last; shorter if there is less."""
        samples = np.frombuffer(bytes(self._data[: len(self._data) // 2 * 2]), dtype="<i2")
        return samples[-round(seconds * RATE) :] / 32768.0

    def drop(self) -> None:
        """End the recording, of which nothing more is wanted."""
        self._parec.terminate()
        self._parec.wait(10)
        self._thread.join(10)
        assert self._parec.stdout is not None
        self._parec.stdout.close()

    def stop(self) -> Recording:
        self.drop()
        samples = np.frombuffer(bytes(self._data[: len(self._data) // 2 * 2]), dtype="<i2") / 32768.0
        return Recording(samples, np.array(self._marks))


class Recording:
    """``samples`` as recorded; ``residual_s`` says how far the clock may be trusted (some 0.2 ms where it may)."""

    def __init__(self, samples: Signal, marks: Signal) -> None:
        self.samples = samples
        counts, times = marks[:, 0], marks[:, 1]
        delays = times - counts / RATE
        # Chunks come late, never early: the earliest of each second shows the clock of the sink.
        seconds = np.floor(times - times[0]).astype(int)
        chosen = [
            np.flatnonzero(seconds == second)[np.argmin(delays[seconds == second])] for second in np.unique(seconds)
        ]
        chosen = chosen[1:-1]
        self._line = np.polyfit(counts[chosen], delays[chosen], 1)
        self.residual_s = float(np.std(delays[chosen] - np.polyval(self._line, counts[chosen])))

    def index_at(self, time_s: float) -> int:
        """Return the sample that was played at ``time_s`` of time.monotonic."""
        index = (time_s - self._line[1]) * RATE
        return round(index - self._line[0] * index * RATE)

    def find(self, template: Signal, near_s: float, within_s: float) -> tuple[float, float]:
        """Return where ``template`` begins, in seconds after ``near_s``, and how sure that is (correlation, 0 to 1).

        It is looked for ``within_s`` around ``near_s`` (time.monotonic).
        """
        first = self.index_at(near_s - within_s)
        part = self.samples[first : first + len(template) + round(2 * within_s * RATE)]
        size = 1 << (len(part) + len(template)).bit_length()
        products = np.fft.irfft(np.fft.rfft(part, size) * np.conj(np.fft.rfft(template, size)), size)
        products = products[: len(part) - len(template) + 1]
        energy = np.concatenate(([0.0], np.cumsum(part**2)))
        norms = np.sqrt((energy[len(template) :] - energy[: -len(template)]) * np.sum(template**2))
        best = int(np.argmax(products))
        return best / RATE - within_s, float(products[best] / max(norms[best], 1e-12))

    def longest_gap_s(self, from_s: float, to_s: float) -> float:
        """Return the longest run of digital silence; the bed has none, so it is a gap in the sound."""
        part = self.samples[self.index_at(from_s) : self.index_at(to_s)]
        sounding = np.flatnonzero(part != 0.0)
        edges = np.concatenate(([-1], sounding, [len(part)]))
        return float(np.max(np.diff(edges)) - 1) / RATE


def read_clip(path: Path) -> Signal:
    """Return a clip at the card's rate."""
    with wave.open(str(path), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768.0
        rate = file.getframerate()
    times = np.arange(round(len(samples) * RATE / rate)) / RATE
    return np.interp(times, np.arange(len(samples)) / rate, samples)
