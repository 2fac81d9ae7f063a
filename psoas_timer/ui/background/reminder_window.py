"""A small window with a reminder, for desktops that show no notices: it appears without taking the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.pending_bar import PendingBar


class ReminderWindow(QWidget):
    """Shows a reminder while typing elsewhere goes on.

    Closing the window or pressing Escape does not answer the reminder: it keeps waiting.
    """

    answered = Signal(object)  # ReminderAnswer

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(tr("Psoas Timer reminder"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._bar = PendingBar()
        self._bar.answered.connect(self.answered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._bar)

    def show_reminder(self, text: str) -> None:
        """Show the text of a reminder without activating the window."""
        is_said = self.isVisible()  # then the bar announces it
        self._bar.show_reminder(text)
        self.resize(max(self.sizeHint().width(), self.fontMetrics().height() * 24), self.sizeHint().height())
        self.show()
        if not is_said:
            announce(self, text)

    # Qt's overrides

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # a minimised window comes back as it was
            self._bar.show_reminder("")  # so that the same words are announced again

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.hide()
