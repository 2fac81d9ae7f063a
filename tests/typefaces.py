"""The fonts that come with the tests, so that the system's fonts make no difference.

Noto Sans is a fifth taller than DejaVu Sans, and narrower: what fits both was not tailored to one of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

FAMILIES = ("DejaVu Sans", "Noto Sans")
PLAIN_POINT_SIZE = 9.0

EACH_FAMILY = pytest.mark.parametrize(
    "family", FAMILIES, indirect=True
)  # of tests where things must fit or not be left

_FILES = sorted((Path(__file__).parent / "fonts").glob("*.ttf"))


def load_fonts() -> None:
    """Make FAMILIES known to Qt, whatever is installed; the application must exist."""
    for path in _FILES:
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"Qt cannot read {path.name}")


def choose_font(app: QApplication, family: str) -> None:
    """Show all text in ``family`` at the size for 100 %."""
    font = QFont(family)
    font.setPointSizeF(PLAIN_POINT_SIZE)
    # How letters are fitted to the pixels is otherwise the system's choice, too.
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias | QFont.StyleStrategy.NoSubpixelAntialias)
    if app.font() != font:
        app.setFont(font)
