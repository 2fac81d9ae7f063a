"""Plays a short session without a window and prints when it began: python heard_session.py FOLDER KIND [CLIP AT_S].

The real player, clock, files, thread and device; only the window is missing. Times are of time.monotonic.
"""

from __future__ import annotations

import ctypes
import json
import sys
import time
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Phase, Routine, Side, Stage
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.history.session import begin_record
from psoas_timer.core.speech.sound import SoundChoice
from psoas_timer.engine.clock import session_clock
from psoas_timer.engine.player import Frame, Player, PlayerState
from psoas_timer.engine.sound.session_sound import SessionSound
from psoas_timer.engine.sound.speaker import Spoken

WARM_UP_MS = 2500


def make_timeline(kind: str) -> Timeline:
    """Return the session to be heard: "short", or "onsets N" of N breaths of one second in, one second out."""
    if kind.startswith("onsets"):
        breaths = int(kind.removeprefix("onsets"))
        stages = [Stage(id="on", title="On", pattern=BreathPattern(1, 0, 1, 0), cycles=breaths)]
    else:
        tighten = BreathPattern(2, 3, 3, 1.5)
        rest = BreathPattern(2, 1.5, 3, 1.5)
        stages = [
            Stage(id="tighten", title="Tighten", pattern=tighten, cycles=2, effort=Phase.HOLD_IN),
            Stage(id="rest", title="Rest", pattern=rest, cycles=1, settle_s=1.5),
        ]
    return compile_timeline(Routine(id="heard", title="Heard", stages=tuple(stages)), settle_s=4.0)


def block(kind: str) -> None:
    """Block the main thread for 200 ms: asleep, computing, or holding the interpreter's lock."""
    if kind == "sleep":
        time.sleep(0.2)
    elif kind == "compute":
        until_s = time.perf_counter() + 0.2
        while time.perf_counter() < until_s:
            pass
    elif kind == "lock":
        ctypes.PyDLL(None).usleep(200_000)


def main() -> None:
    folder, kind, blocked, clip, at_s = sys.argv[1:6]
    qt = QGuiApplication(sys.argv[:1])
    player = Player()
    sounds = SessionSound(player, Path(folder))
    sounds.set_choice(SoundChoice(breath_percent=100, voice_percent=100))
    timeline = make_timeline(kind)
    if clip:
        sounds.set_speech([Spoken(float(at_s), Path(clip))])
    sounds.prepare(timeline)
    begun: list[float] = []

    def note(frame: Frame) -> None:
        if frame.state is PlayerState.RUNNING and not begun:
            now = player.frame
            begun.append(time.monotonic() - now.moment.elapsed_s)

    def begin() -> None:
        record = begin_record(
            timeline, uuid="heard", routine_id="heard", routine_title="Heard",
            started=datetime.now().astimezone(), zone="", first_side=Side.LEFT,
        )  # fmt: skip
        player.begin(timeline, record)

    def end() -> None:
        print(json.dumps({"begun_s": begun[0], "drift_s": session_clock() - time.monotonic()}))
        sounds.close()
        qt.quit()

    player.frame_changed.connect(note)
    player.finished.connect(lambda: QTimer.singleShot(6500, end))
    QTimer.singleShot(WARM_UP_MS, begin)
    blocker = QTimer(interval=1000)
    blocker.timeout.connect(lambda: block(blocked))
    if blocked != "not":
        blocker.start()
    sys.exit(qt.exec())


if __name__ == "__main__":
    main()
