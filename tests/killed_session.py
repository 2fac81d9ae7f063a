"""A session of the real program with a clock that the loop moves on, to be killed by test_kill.py.

Usage: python killed_session.py DATA_DIR. Prints the seconds elapsed after every tick.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from psoas_timer.app.program import App
from psoas_timer.core.breath.timeline import DEFAULT_SETTLE_S
from psoas_timer.engine.clock import Clocks

TICK_S = 0.25
PATIENCE_S = 10.0


def main(folder: Path) -> None:
    qt = QApplication([])
    now_s = 0.0
    start = datetime(2026, 11, 23, 18, tzinfo=UTC)
    clocks = Clocks(lambda: now_s, lambda: start + timedelta(seconds=now_s))
    app = App(qt, folder, clocks, is_silent=True)
    app.preferences.adjust(settle_s=DEFAULT_SETTLE_S)  # without a time of one's own, the first session would wait
    app.start_routine("supported-bridge")
    while app.player.is_active:
        now_s += TICK_S
        app.player.tick()
        if app.player.is_active:
            sys.stdout.write(f"{app.player.frame.moment.elapsed_s:.3f}\n")
            sys.stdout.flush()
        app.journal.ledger.flush(PATIENCE_S)  # in life, a tick leaves the disk its time


if __name__ == "__main__":
    main(Path(sys.argv[1]))
