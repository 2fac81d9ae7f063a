"""A reminder waiting for an answer, and its answers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.forms import fixed
from psoas_timer.ui.kit.reminder_words import answer_words
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label


class PendingBar(QFrame):
    """Shows the reminder's text, and is hidden while there is none."""

    answered = Signal(object)  # ReminderAnswer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "caution")
        self._words = label(role="strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.plain, SPACE.plain, SPACE.plain, SPACE.plain)
        column.setSpacing(SPACE.small)
        column.addWidget(self._words)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(SPACE.small)
        column.addLayout(self._row)
        self._answers = {answer: button(words) for answer, words in answer_words().items()}
        for answer, one in self._answers.items():
            fixed(one)
            one.clicked.connect(lambda _checked, answer=answer: self.answered.emit(answer))
            self._row.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addStretch(1)
        self.hide()

    @property
    def text(self) -> str:
        """The reminder's text, '' if none is waiting."""
        return self._words.text()

    def show_reminder(self, text: str) -> None:
        """Show a reminder's text; '' hides the bar. Text already shown is not announced again."""
        if text == self.text:
            return
        self._words.setText(text)
        self.setAccessibleName(text)
        for one in self._answers.values():
            one.setAccessibleDescription(text)  # read out with the button: the window has another Start
        self.setVisible(bool(text))
        if self.isVisible():
            announce(self, text)

    def _fit(self) -> None:
        """Stack the answers if they would not fit side by side."""
        room = self.width() - 2 * SPACE.plain
        needed = sum(one.sizeHint().width() + SPACE.small for one in self._answers.values()) - SPACE.small
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(below if needed > room else beside)

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        # The answers ask for their width side by side before it is known whether they fit.
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
