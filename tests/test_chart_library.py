"""The library that draws the charts, 0.6 s and 95 MB, is loaded with History and with nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# Today stands on the screen and is painted before anything else is opened; then one page after the other.
OPEN_PAGES = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
from psoas_timer.app.program import App
from psoas_timer.engine.clock import Clocks

qt = QApplication([])
app = App(qt, Path(sys.argv[1]), Clocks(now=lambda: datetime(2026, 11, 23, 18, tzinfo=UTC)), is_silent=True)
app.open()
for place in ("", "settings", "today", "history"):
    if place:
        app._go_to(place)
    for _ in range(3):
        qt.processEvents()
    assert not app.window.grab().isNull()
    print(place or "first paint", *(name for name in ("numpy", "pyqtgraph") if name in sys.modules))
app.close()
"""


def test_it_is_loaded_when_history_is_opened_and_not_before(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPEN_PAGES, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == ["first paint", "settings", "today", "history numpy pyqtgraph"]
