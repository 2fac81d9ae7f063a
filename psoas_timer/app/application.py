"""Qt's application, with what we add to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from psoas_timer.store.places import assets_dir


class Application(QApplication):
    """Qt's application, which tells that the system wants it to quit before it asks the windows whether they may."""

    ending = Signal()

    def set_icon(self) -> None:
        """Give every window its icon, which costs a first paint its time and the background its memory."""
        if self.windowIcon().isNull():
            self.setWindowIcon(QIcon(str(assets_dir() / "icons" / "psoas-timer.svg")))

    # Qt's overrides

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.ending.emit()
        return super().event(event)
