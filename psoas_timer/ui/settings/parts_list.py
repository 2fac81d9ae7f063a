"""The list at the left of Settings: its parts, or what a search has found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.theme import SPACE

_FACTS = Qt.ItemDataRole.UserRole
_ROUND_PX = 8
_RING_PX = 2
_ABOVE_PX = 13  # as in a button
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap.value)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: a title, and facts below it."""

    title: str
    facts: str = ""


class PartsList(QListWidget):
    """One stop for Tab; the arrow keys move, Enter or a click chooses."""

    chosen = Signal(int)  # the row
    moved = Signal(int)  # the row that the arrow keys have come to

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Parts of Settings"))
        self.setProperty("role", "parts")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setItemDelegate(_Lines(self))
        self._is_showing = False
        self.itemClicked.connect(lambda item: self.chosen.emit(self.row(item)))
        self.currentRowChanged.connect(self._tell)

    def show_entries(self, entries: Sequence[Entry], current: int = -1) -> None:
        """Replace the lines; ``current`` is the one that is open, -1 for none."""
        self._is_showing = True
        self.clear()
        for one in entries:
            item = QListWidgetItem(one.title)
            item.setData(_FACTS, one.facts)
            if one.facts:
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole, tr("{name}, in {part}").format(name=one.title, part=one.facts)
                )
            self.addItem(item)
        self.setCurrentRow(current)
        self._is_showing = False

    def mark(self, row: int) -> None:
        """Show which line is open."""
        self._is_showing = True
        self.setCurrentRow(row)
        self._is_showing = False

    def _tell(self, row: int) -> None:
        if not self._is_showing and row >= 0:
            self.moved.emit(row)

    def _tell_focus(self) -> None:
        """Have a screen reader say the line that the keyboard is on: of a list, it says nothing itself."""
        if self.hasFocus() and self.currentRow() >= 0:
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(self.currentRow())
            QAccessible.updateAccessibility(event)

    # Qt's overrides

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self._tell_focus)  # after Qt has told of the list

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentRow() >= 0:
            self.chosen.emit(self.currentRow())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # it means something to the page
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # lines wrap at another place now


class _Lines(QStyledItemDelegate):
    """Paints a title that wraps, and facts below it; the open line has a bar at its start and a coloured ground."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    # Qt's overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._view.viewport().width()
        title, facts = _lay_out(QRect(0, 0, width, 0), self._view.fontMetrics(), index)
        return QSize(width, max(facts.bottom(), title.bottom()) + 1 + _ABOVE_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        palette = self._view.palette()
        is_open = index.row() == self._view.currentRow()
        state = option.state
        place: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._view.font())
        frame = QRectF(place).adjusted(_RING_PX, 1, -_RING_PX, -1)
        if is_open or bool(state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Midlight if is_open else QPalette.ColorRole.Base))
            painter.drawRoundedRect(frame, _ROUND_PX, _ROUND_PX)
        if is_open and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), _RING_PX))
            painter.drawRoundedRect(frame, _ROUND_PX, _ROUND_PX)
        title, facts = _lay_out(place, self._view.fontMetrics(), index)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.drawText(title, _WRAP, index.data())
        if index.data(_FACTS):
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(facts, _WRAP, index.data(_FACTS))
        painter.restore()


def _lay_out(place: QRect, metrics: QFontMetrics, index: _Index) -> tuple[QRect, QRect]:
    """Return where the title and the facts of a line go."""
    width = max(place.width() - 2 * SPACE.plain, 1)

    def height(text: str) -> int:
        return metrics.boundingRect(QRect(0, 0, width, 100_000), _WRAP, text).height() if text else 0

    start = place.topLeft() + QPoint(SPACE.plain, _ABOVE_PX)
    title = QRect(start, QSize(width, height(index.data())))
    facts = QRect(title.bottomLeft() + QPoint(0, 1), QSize(width, height(index.data(_FACTS))))
    return title, facts
