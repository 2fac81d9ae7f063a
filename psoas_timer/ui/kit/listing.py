"""A list to read: lines of text, each with a bullet or a number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import label


class Listing(QWidget):
    """Shows lines as they are, never as markup; a long one continues below its start, not below its mark."""

    def __init__(self, lines: Sequence[str] = (), *, numbered: bool = False, role: str = "") -> None:
        """``role`` is that of the labels, marks included; without one, the marks are muted."""
        super().__init__()
        self._is_numbered, self._role = numbered, role
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.small)
        self._grid.setVerticalSpacing(SPACE.tiny)
        self._grid.setColumnStretch(1, 1)
        self.show_lines(lines)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Replace the lines with ``lines``."""
        while (old := self._grid.takeAt(0)) is not None:
            if widget := old.widget():
                widget.hide()  # hide it at once; Qt deletes it later
                widget.deleteLater()
        for row, line in enumerate(lines):
            mark = label(f"{row + 1}." if self._is_numbered else "•", self._role or "muted", wraps=False)
            self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(label(line, self._role), row, 1)
