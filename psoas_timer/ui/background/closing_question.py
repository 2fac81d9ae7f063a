"""Asks once, if there is no tray, what closing the window means: reminders need the program to keep running."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QDialog, QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import fixed
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label


class ClosingQuestion(QDialog):
    """Offers to minimise the window or to quit; Escape does neither."""

    answered = Signal(bool)  # True: the program keeps running, minimised

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Close Psoas Timer?"))
        told = label(tr("Psoas Timer can only remind you while it is running."), "heading")
        more = label(tr("Your choice is remembered. You can change it in Settings, under Reminders."), "muted")
        self.minimise = button(tr("Minimise and remind me"), "primary")
        self.quit = button(tr("Quit"))
        self.minimise.clicked.connect(lambda: self._answer(True))
        self.quit.clicked.connect(lambda: self._answer(False))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.large, SPACE.large, SPACE.large)
        column.setSpacing(SPACE.plain)
        column.addWidget(told)
        column.addWidget(more)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(SPACE.small)
        for one in (self.minimise, self.quit):
            fixed(one)
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        column.addLayout(row)
        self.setAccessibleName(told.text())
        self.setAccessibleDescription(more.text())

    def _answer(self, goes_on: bool) -> None:
        self.accept()
        self.answered.emit(goes_on)
