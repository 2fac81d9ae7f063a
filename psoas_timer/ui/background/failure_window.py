"""A small window with the reason why the program has not started, for those who started it without a terminal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import fixed
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, SPACE
from psoas_timer.ui.kit.widgets import button, label

# The width of its text, in line heights.
_WIDTH_EM = 26
_BREAK_AFTER = str.maketrans({"/": "/\u200b", "\\": "\\\u200b"})  # long paths wrap


class FailureWindow(QDialog):
    """Shows a text as it is; Escape, Return and Space close it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setWindowTitle(tr("Psoas Timer"))
        heading = label(tr("Psoas Timer could not start."), "heading")
        reason = label(text.translate(_BREAK_AFTER))
        reason.setAccessibleName(text)
        reason.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        reason.setMinimumWidth(self.fontMetrics().height() * _WIDTH_EM)
        close = button(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        fixed(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.large, SPACE.large, SPACE.large)
        column.setSpacing(SPACE.plain)
        column.addWidget(heading)
        column.addWidget(reason, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.setAccessibleName(heading.text())
        self.setAccessibleDescription(text)
        close.setFocus()


def show_failure_window(qt: QApplication, text: str) -> None:
    """Show ``text`` in a small window and return when it is closed."""
    is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    qt.setStyle("Fusion")
    apply_style(qt, DARK if is_dark else LIGHT, max(qt.font().pointSizeF(), 9.0), 100.0)
    FailureWindow(text).exec()
