"""A row of controls that goes on below where it does not fit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class WrappingRow(QLayout):
    """Puts its parts side by side, each as wide as it asks for, and begins a new line where the next does not fit.

    With ``spreads``, the first part takes what the others leave over, as a heading before its buttons does.
    """

    def __init__(self, spacing: int = 8, *, spreads: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._spreads = spreads
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return the parts of each line, with their sizes."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = -1
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint()
            size = QSize(min(wanted.width(), width), wanted.height())
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if left < size.width():
                lines.append([])
                left = width
            lines[-1].append((item, size))
            left -= size.width() + self.spacing()
        return lines

    def _lay_out(self, rect: QRect, *, is_trial: bool) -> int:
        """Place the parts, unless it is a trial, and return the height they take."""
        y = rect.y()
        for index, line in enumerate(self._lines(rect.width())):
            height = max(size.height() for _item, size in line)
            x, spare = rect.x(), rect.width() - sum(size.width() + self.spacing() for _item, size in line)
            for number, (item, size) in enumerate(line):
                width = size.width()
                if self._spreads and index == number == 0:
                    width += max(spare + self.spacing(), 0)
                if not is_trial:
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
                x += width + self.spacing()
            y += height + self.spacing()
        return max(y - self.spacing() - rect.y(), 0)

    # Qt's overrides

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), is_trial=True)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, is_trial=False)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() + self.spacing() for size in sizes) - self.spacing()
        return QSize(max(width, 0), max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )
