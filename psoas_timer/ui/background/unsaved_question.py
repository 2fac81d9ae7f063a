"""Asks before the program ends while something that was practised cannot be saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QDialog, QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import fixed
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label


class UnsavedQuestion(QDialog):
    """Offers to stay open, which Escape does too, or to quit all the same."""

    quit_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Quit Psoas Timer?"))
        told = label(tr("What you practised last is not saved yet."), "heading")
        self._reason = label("", "muted")
        stay = button(tr("Stay open and keep trying"), "primary")
        leave = button(tr("Quit"))
        stay.clicked.connect(self.reject)
        leave.clicked.connect(self._quit)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.large, SPACE.large, SPACE.large)
        column.setSpacing(SPACE.plain)
        column.addWidget(told)
        column.addWidget(self._reason)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(SPACE.small)
        for one in (stay, leave):
            fixed(one)
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        column.addLayout(row)
        self.setAccessibleName(told.text())

    def ask(self, reason: str) -> None:
        """Ask, with the reason why it cannot be saved."""
        self._reason.setText(reason)
        self.setAccessibleDescription(reason)
        self.open()

    def _quit(self) -> None:
        self.accept()
        self.quit_requested.emit()
