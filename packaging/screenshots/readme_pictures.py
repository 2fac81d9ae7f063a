"""Make the README's pictures again: the program in a real window, with the frame that a window manager draws.

Run by hand: python packaging/screenshots/readme_pictures.py [FOLDER]

It brings up a screen of its own (Xvfb) with metacity, shows each scene with the same clock and history each time, and
writes the PNGs beside this file, or into FOLDER. Debian: apt install xvfb metacity.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from scenes import Stage, play, show_history, show_today

from psoas_timer.app.locale import write_list, write_number
from psoas_timer.lib.translation import Language, use_language
from psoas_timer.store.languages import ENGLISH, catalogue_of

SCREEN = "1600x1200x24"
WINDOW = QSize(1080, 760)
# Round corners of a frame lie within so many pixels; what is seen of the black screen there is no part of it.
CORNER_PX = 12
PATIENCE_S = 10.0
CALM_S = 1.0  # pictures come after the first paint, and the frame is drawn late
PICTURES: dict[str, Callable[[Stage], QWidget | None]] = {
    "today": show_today,
    "session": play(37.0, "front-stomach-release"),
    "history": show_history,
}


@contextmanager
def running(*command: str, tells: int = -1) -> Iterator[None]:
    """Run a program for as long as it is needed; ``tells`` is an open file that it writes to, if any."""
    with subprocess.Popen(
        command, stderr=subprocess.DEVNULL, pass_fds=[one for one in (tells,) if one >= 0]
    ) as process:
        try:
            yield
        finally:
            process.terminate()


@contextmanager
def screen() -> Iterator[None]:
    """Bring up a screen that nobody sees, with a window manager, and make it this process's own."""
    reads, tells = os.pipe()
    with running("Xvfb", "-displayfd", str(tells), "-screen", "0", SCREEN, tells=tells):
        os.environ["DISPLAY"] = f":{os.read(reads, 8).decode().strip()}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        with running("metacity", "--sm-disable"):
            yield


def settle(qt: QApplication, is_done: Callable[[], bool]) -> None:
    """Let the window manager and the layouts do their work."""
    ends = time.monotonic() + PATIENCE_S
    while not is_done():
        if time.monotonic() > ends:
            sys.exit("The window manager draws no frame, or does not make the window active.")
        qt.processEvents()
        time.sleep(0.02)


def cut_corners(image: QImage) -> None:
    """Make transparent what is dark outside the round corners of the frame, and on their edge."""
    width, height = image.width(), image.height()
    for y in range(CORNER_PX):
        for x in (*range(CORNER_PX), *range(width - CORNER_PX, width)):
            for row in (y, height - 1 - y):
                if image.pixelColor(x, row).lightnessF() < 0.6:
                    image.setPixelColor(x, row, QColor(0, 0, 0, 0))


def photograph(qt: QApplication, show: Callable[[Stage], QWidget | None]) -> QImage:
    """Return the window as a scene leaves it, with its frame."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(qt, Path(folder))
        window = stage.app.window
        window.resize(WINDOW)
        show(stage)
        settle(qt, lambda: window.frameGeometry().height() > window.geometry().height())
        window.activateWindow()
        settle(qt, window.isActiveWindow)
        began = time.monotonic()
        settle(qt, lambda: time.monotonic() > began + CALM_S)
        frame = window.frameGeometry()
        grabbed = window.screen().grabWindow(0, frame.x(), frame.y(), frame.width(), frame.height())
        if stage.app.player.is_active:
            stage.app.player.end()
        stage.app.close()
        qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    image = grabbed.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    cut_corners(image)
    return image


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent)
    chosen = parser.parse_args()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    use_language(Language(catalogue_of(ENGLISH), write_number, write_list))
    with screen():
        qt = QApplication(sys.argv[:1])
        qt.setStyle("Fusion")
        for name, show in PICTURES.items():
            photograph(qt, show).save(str(chosen.folder / f"{name}.png"))
            print(name, flush=True)


if __name__ == "__main__":
    main()
