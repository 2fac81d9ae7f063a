"""A small window with a reminder, for desktops that show no notices: it comes up without taking the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import announce
from psoas_timer.ui.kit.pending_bar import PendingBar


class ReminderWindow(QWidget):
    """What is being typed elsewhere goes on there. Closing it or Escape answers nothing: the reminder still waits."""

    answered = Signal(object)  # ReminderAnswer

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(tr("Psoas Timer: a reminder"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._bar = PendingBar()
        self._bar.answered.connect(self.answered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._bar)

    def show_reminder(self, text: str) -> None:
        """Show what a reminder says, beside the work that goes on."""
        is_said = self.isVisible()  # by the bar
        self._bar.show_reminder(text)
        self.resize(max(self.sizeHint().width(), self.fontMetrics().height() * 24), self.sizeHint().height())
        self.show()
        if not is_said:
            announce(self, text)

    # Qt's overrides

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # minimised, it comes back as it is
            self._bar.show_reminder("")  # or the same words would not be said again

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.hide()
