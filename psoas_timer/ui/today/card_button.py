"""A card that is a button: its words and pictures leave the mouse to it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.theme import SPACE


class CardButton(QPushButton):
    """Takes its size from what is in it, not from a text."""

    def __init__(self, side_px: int = 16) -> None:
        super().__init__()
        self.setProperty("role", "card")
        give_role(self, QAccessible.Role.Button)
        self.setAutoDefault(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(side_px, SPACE.plain, side_px, SPACE.plain)
        self._column.setSpacing(SPACE.tiny)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, part: QWidget, stretch: int = 0) -> None:
        """Add ``part`` below the others."""
        part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column.addWidget(part, stretch)

    def put_layout(self, parts: QLayout) -> None:
        """Add ``parts`` below the others."""
        self._column.addLayout(parts)
        for index in range(parts.count()):
            item = parts.itemAt(index)
            if item and (part := item.widget()):
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    # Qt's overrides

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._column.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()
