"""The real program without a screen, in a process of its own: a person chooses a file to import, and confirms.

python -m tests.trials.chosen_file DATA BUTTON FILE [HABIT]

It prints what was read on the way and which sessions there are in the end, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget

from psoas_timer.flows.transfer_flow import FileChooser
from tests.running_app import Running, press

NOW = datetime(2026, 11, 29, 20, 0, tzinfo=UTC)


class OneFile(FileChooser):
    """Always chooses the same file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def to_open(self, parent: QWidget, kind: str) -> Path | None:
        return self._path


def main() -> int:
    data, button, file, *habit = sys.argv[1:]
    Path(data).mkdir(exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    running = Running(QApplication([]), Path(data), NOW, OneFile(Path(file)))
    try:
        running.open_page("History")
        press(running, "Export and import" if running.sessions else "Import sessions")
        press(running, button)
        if running.page == "LoopPage":
            box = running.find_named(QComboBox, "Habit")
            if habit:
                box.setCurrentIndex(next(one for one in range(box.count()) if box.itemText(one).startswith(habit[0])))
            press(running, "Preview import")
        texts = running.texts
        for one in running.app.window.findChildren(QPushButton):
            if one.isVisible() and one.text().startswith(("Import ", "Restore")) and running.page == "PreviewPage":
                one.click()
                break
        sessions = [
            {
                "day": str(one.practice_date), "started": one.started.isoformat(), "planned_s": one.planned_s,
                "practised_s": one.practised_s, "credit": one.credit, "routine": one.routine_title, "note": one.note,
            }
            for one in sorted(running.sessions, key=lambda one: one.started)
        ]  # fmt: skip
        print(json.dumps({"texts": texts, "told": running.told, "sessions": sessions}))
    finally:
        running.app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
