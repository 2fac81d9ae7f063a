"""The letters of the program: our own typeface, made for low vision, or the system's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from psoas_timer.core.settings import Typeface

# Atkinson Hyperlegible Next of the Braille Institute: letters and figures that are easily confused look different.
OURS = "Atkinson Hyperlegible Next"
# Smaller text is tiring to read; a larger size that the system asks for is kept.
LEAST_POINT_SIZE = 10.5
TABULAR = "tnum"


def load_typeface(folder: Path) -> None:
    """Make the typeface in ``folder`` known to Qt, once; without its files, the system's is shown."""
    if OURS not in QFontDatabase.families():
        for file in sorted(folder.glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))


def families_of(choice: Typeface, system: QFont) -> Sequence[str]:
    """Return the families to show text in, best first: the system's own are behind ours, for other scripts."""
    return (OURS, *system.families()) if choice is Typeface.OURS else system.families()


def with_tabular_figures(font: QFont) -> QFont:
    """Return ``font`` with figures of one width, so that a number that changes in place stands still."""
    tabular = QFont(font)
    tabular.setFeature(QFont.Tag(TABULAR), 1)
    return tabular
