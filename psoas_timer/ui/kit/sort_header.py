"""Table headings that sort the table, with mouse and keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QTableView

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.accessible import give_role

_PADDING_PX = 8  # same as in the style sheet
_RADIUS_PX = 4


class SortHeader(QHeaderView):
    """One Tab stop: Left and Right move between sortable headings, Space or Enter asks to sort by one."""

    sort_requested = Signal(int)  # the column

    def __init__(self, sortable: Sequence[int], view: QTableView) -> None:
        """Become the headings of ``view``; ``sortable`` lists the columns that can be sorted by, from left to right."""
        super().__init__(Qt.Orientation.Horizontal, view)
        self._sortable = sortable
        self._focused = sortable[0]
        self._order: tuple[int, bool] = sortable[0], True
        view.setHorizontalHeader(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click sorts and leaves the focus where it is
        self.setAccessibleName(tr("Sort by"))
        give_role(self, QAccessible.Role.ColumnHeader)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setSectionsClickable(True)
        self.sectionClicked.connect(self._ask)

    def show_order(self, column: int, is_descending: bool) -> None:
        """Show which column the table is sorted by, and in which direction."""
        self._order = column, is_descending
        self._focused = column
        self._say()
        self.viewport().update()

    def _ask(self, column: int) -> None:
        if column in self._sortable:
            self.sort_requested.emit(column)

    def _step(self, by: int) -> None:
        place = self._sortable.index(self._focused) + by
        self._focused = self._sortable[min(max(place, 0), len(self._sortable) - 1)]
        self._reveal()
        self.viewport().update()
        self._say()

    def _reveal(self) -> None:
        """Scroll the table sideways to the heading that has the focus."""
        view = self.parent()
        assert isinstance(view, QTableView)
        left, right = self.sectionViewportPosition(self._focused), self.viewport().width()
        beyond = left + self.sectionSize(self._focused) - right
        if left < 0 or beyond > 0:
            bar = view.horizontalScrollBar()
            bar.setValue(bar.value() + (left if left < 0 else min(beyond, left)))

    def _say(self) -> None:
        """Have a screen reader say the heading that has the focus, with its order."""
        name = self.model().headerData(self._focused, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        self.setAccessibleDescription(str(name))

    def _draw_arrow(self, painter: QPainter, rect: QRect) -> None:
        """Draw a triangle after the heading, pointing up if the smallest comes first."""
        text = str(self.model().headerData(self._order[0], Qt.Orientation.Horizontal))
        size = self.fontMetrics().height() * 0.5
        left = rect.left() + _PADDING_PX + self.fontMetrics().horizontalAdvance(text) + size * 0.8
        left = min(left, rect.right() - size)
        middle, half = rect.center().y() + 0.5, size * 0.35 * (1 if self._order[1] else -1)
        corners = ((0.0, -half), (size, -half), (size / 2, half))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Accent))
        painter.drawPolygon(QPolygonF([QPointF(left + x, middle + y) for x, y in corners]))

    # Qt's overrides

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logical_index)
        painter.restore()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if logical_index == self._order[0]:
            self._draw_arrow(painter, rect)
        if self.hasFocus() and logical_index == self._focused:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), _RADIUS_PX, _RADIUS_PX)
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self._focused)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._say()
        self._reveal()
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
