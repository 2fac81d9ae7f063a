"""Opens Settings in the real program and listens to the voice, then to the breath: python listened_settings.py FOLDER.

It prints, as one JSON list, when the voice was asked for, when the breath was, and when the page was left, each by
time.monotonic.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from psoas_timer.app.program import App
from psoas_timer.core.described import Section
from psoas_timer.ui.kit.main_window import SETTINGS
from psoas_timer.ui.kit.volume_box import VolumeBox
from psoas_timer.ui.settings.settings_page import SettingsPage

# Long enough for the first file to be made; the breath is left in the middle of its 4 and 6 seconds.
VOICE_MS, BREATH_MS, AFTER_MS = 6000, 3500, 1500


def main() -> None:
    qt = QApplication(sys.argv[:1])
    app = App(qt, Path(sys.argv[1]))
    app.open()
    app.window.place_requested.emit(SETTINGS)
    page = app.window.findChildren(SettingsPage)[0]
    page.open_part(Section.SOUND)
    breath, voice = page.findChildren(VolumeBox)
    times: list[float] = []

    def press(box: VolumeBox) -> None:
        times.append(time.monotonic())
        box.listen_wanted.emit(True)

    def leave() -> None:
        times.append(time.monotonic())
        page.open_part(Section.LOOK)

    def end() -> None:
        app.close()
        print(json.dumps(times), flush=True)
        qt.quit()

    QTimer.singleShot(0, lambda: press(voice))
    QTimer.singleShot(VOICE_MS, lambda: press(breath))
    QTimer.singleShot(VOICE_MS + BREATH_MS, leave)
    QTimer.singleShot(VOICE_MS + BREATH_MS + AFTER_MS, end)
    qt.exec()


if __name__ == "__main__":
    main()
