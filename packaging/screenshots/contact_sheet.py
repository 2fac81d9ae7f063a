"""Paint every page of the program, light and dark, in windows of several sizes, each kind of window as one sheet.

Run by hand: python packaging/screenshots/contact_sheet.py FOLDER [--size 1080x760] [--text 200] [--theme dark]
    [--font "Noto Sans"] [--only today] [--each]

Each sheet shows every page in a window of one size, with one theme, one text size and one typeface: the program's own,
and three that systems come with (Debian: fonts-noto-core, fonts-dejavu-core, fonts-liberation). ``--each`` also writes
every picture by itself. Nothing is shown on a screen: the pictures are what Qt paints offscreen.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from scenes import SCENES, Stage

from psoas_timer.app.locale import write_list, write_number
from psoas_timer.core.settings import ThemeChoice, Typeface
from psoas_timer.lib.translation import Language, use_language
from psoas_timer.store.languages import ENGLISH, catalogue_of
from psoas_timer.ui.kit.typeface import OURS

SIZES = ((480, 400), (1024, 600), (1080, 760), (2560, 1440))
TEXT_PERCENTS = (100, 200)
THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK)
FONTS = (OURS, "Noto Sans", "DejaVu Sans", "Liberation Sans")
CELL_PX = 760  # the longest side of a picture on a sheet
LABEL_PX = 28


@dataclass(frozen=True)
class Variant:
    """One kind of window: its size in pixels, text size in percent, theme, and typeface."""

    size: tuple[int, int]
    text: int
    theme: ThemeChoice
    font: str

    @property
    def name(self) -> str:
        family = self.font.replace(" ", "-").lower()
        return f"{self.size[0]}x{self.size[1]}-{self.text}-{self.theme}-{family}"


@contextmanager
def staged(qt: QApplication, variant: Variant) -> Iterator[Stage]:
    """The program in a window of one kind, on an empty folder."""
    is_ours = variant.font == OURS
    qt.setFont(QFont(FONTS[1] if is_ours else variant.font, 10))
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(qt, Path(folder))
        preferences = stage.app.preferences
        typeface = Typeface.OURS if is_ours else Typeface.SYSTEM
        text_percent = float(variant.text)
        preferences.change(
            replace(preferences.settings, theme=variant.theme, text_percent=text_percent, typeface=typeface)
        )
        stage.app.window.resize(*variant.size)
        yield stage
        if stage.app.player.is_active:
            stage.app.player.end()
        stage.app.close()
        qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def paint(qt: QApplication, variant: Variant, show: Callable[[Stage], QWidget | None]) -> QPixmap:
    """Return the window as a scene leaves it."""
    with staged(qt, variant) as stage:
        seen = show(stage) or stage.app.window
        for _ in range(12):  # layouts settle in a few rounds, and pictures come after the first paint
            qt.processEvents()
        return seen.grab()


def lay_sheet(pictures: dict[str, QPixmap]) -> QPixmap:
    """Return the pictures on one sheet, each under its name."""
    first = next(iter(pictures.values()))
    scale = min(CELL_PX / max(first.width(), first.height()), 1.0)
    width, height = round(first.width() * scale), round(first.height() * scale) + LABEL_PX
    columns = max(min(len(pictures), 3200 // width), 1)
    sheet = QPixmap(columns * (width + 12), ceil(len(pictures) / columns) * (height + 12))
    sheet.fill(QColor(Qt.GlobalColor.gray))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for index, (name, picture) in enumerate(pictures.items()):
        place = QRect(index % columns * (width + 12), index // columns * (height + 12), width, height)
        painter.drawText(place.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignTop, name)
        room = QRect(
            place.left(), place.top() + LABEL_PX, round(picture.width() * scale), round(picture.height() * scale)
        )
        painter.drawPixmap(room, picture)
    painter.end()
    return sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", action="append", help="such as 1080x760; all sizes unless given")
    parser.add_argument("--text", type=int, action="append", help="in percent")
    parser.add_argument("--theme", type=ThemeChoice, action="append", help="light or dark")
    parser.add_argument("--font", action="append", help="a family; the program's own and three others unless given")
    parser.add_argument("--only", default="", help="only the scenes whose name has this in it")
    parser.add_argument("--each", action="store_true", help="write each picture by itself, too")
    chosen = parser.parse_args()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    use_language(Language(catalogue_of(ENGLISH), write_number, write_list))
    screen = {"name": "large", "x": 0, "y": 0, "width": 3840, "height": 2400, "logicalDpi": 96, "dpr": 1}
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:  # no window is larger than its screen
        json.dump({"screens": [screen]}, file)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file.name}"
    qt = QApplication(sys.argv[:1])
    Path(file.name).unlink()
    qt.setStyle("Fusion")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    fonts = chosen.font or FONTS
    missing = [one for one in fonts if one != OURS and one not in QFontDatabase.families()]
    if missing:
        parser.error(f"not installed: {', '.join(missing)}")
    sizes = [tuple(map(int, one.split("x"))) for one in chosen.size] if chosen.size else SIZES
    for size in sizes:
        for text in chosen.text or TEXT_PERCENTS:
            for theme in chosen.theme or THEMES:
                for font in fonts:
                    variant = Variant((size[0], size[1]), text, theme, font)
                    pictures = {name: paint(qt, variant, show) for name, show in SCENES.items() if chosen.only in name}
                    lay_sheet(pictures).save(str(chosen.folder / f"{variant.name}.png"))
                    if chosen.each:
                        for name, picture in pictures.items():
                            picture.save(str(chosen.folder / f"{variant.name}-{name}.png"))
                    print(variant.name, flush=True)


if __name__ == "__main__":
    main()
