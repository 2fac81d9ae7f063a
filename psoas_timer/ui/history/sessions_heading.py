"""The head of the sessions: how many there are, and the ways to one more and to the deleted ones."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.kit.practice_words import found_figure
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label
from psoas_timer.ui.kit.wrapping_row import WrappingRow


class SessionsHeading(QWidget):
    """Asks to add a session or to open the bin, which is offered while something is in it."""

    add_requested = Signal()
    bin_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = label(role="muted")
        add, self._bin = button(tr("Add a session")), button("")
        add.clicked.connect(self.add_requested)
        self._bin.clicked.connect(self.bin_requested)
        self._bin.hide()
        words, buttons = QHBoxLayout(), WrappingRow()
        words.setSpacing(SPACE.plain)
        words.addWidget(label(tr("Sessions"), "heading", wraps=False))
        words.addWidget(self._count, 1)
        buttons.addWidget(add)
        buttons.addWidget(self._bin)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE.small)
        self._row.addLayout(words, 1)
        self._row.addLayout(buttons)

    @property
    def count_words(self) -> str:
        """How many sessions are shown."""
        return self._count.text()

    def show_counts(self, found: int, total: int, binned: int) -> None:
        """Say how many of all sessions are shown, and how many the bin holds."""
        self._count.setText(found_figure(found, total))
        self._bin.setText(tr("Bin ({n})").format(n=number_word(binned)))
        self._bin.setVisible(binned > 0)

    def fit(self, is_narrow: bool) -> None:
        """Put the buttons below the words if there is little room."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)
