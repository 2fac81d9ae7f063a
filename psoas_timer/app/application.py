"""Qt's application, with our additions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from psoas_timer.store.places import assets_dir


class Application(QApplication):
    """Qt's application, which announces that the system asks it to quit before any window is asked."""

    ending = Signal()

    def set_icon(self) -> None:
        """Give every window its icon; doing it late saves time at the first paint, and memory in the background."""
        if self.windowIcon().isNull():
            self.setWindowIcon(QIcon(str(assets_dir() / "icons" / "psoas-timer.svg")))

    # Qt's overrides

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.ending.emit()
        return super().event(event)
