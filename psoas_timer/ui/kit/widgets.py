"""Small widgets shared by several pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from math import ceil

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.larger_text import LargerText
from psoas_timer.ui.kit.theme import SPACE

# The maximum width of a page's content, in line heights.
WIDEST_EM = 68
# How much of what is around the focus is scrolled into view with it, in line heights.
_AROUND_FOCUS_EM = 3
# With less room than this, things are stacked.
NARROW_EM = 32


def label(text: str = "", role: str = "", *, wraps: bool = True) -> QLabel:
    """Return a label that shows ``text`` literally: nothing in it is markup."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, role: str = "") -> QPushButton:
    """Return a button that Enter also presses."""
    made = QPushButton(text)
    made.setAutoDefault(True)
    if role:
        made.setProperty("role", role)
    return made


def card(role: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """Return a framed box and the layout to fill."""
    frame = QFrame()
    frame.setProperty("role", role)
    give_role(frame, QAccessible.Role.Grouping)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(SPACE.large, SPACE.plain, SPACE.large, SPACE.plain)
    layout.setSpacing(SPACE.small)
    return frame, layout


def rule() -> QFrame:
    """Return a thin line between two rows."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


class Page(QWidget):
    """A page of the window, which shows one at a time; ``first`` is the control that gets the focus.

    It is not a focus proxy: that would take the proxy's neighbours out of the tab order. In a window with far more
    room than ``comfort_em``, the page has larger text: that is the width and height, in line heights, that it fills.
    """

    first: QWidget | None = None
    comfort_em = (68.0, 44.0)
    seen = Signal()  # emitted when the page comes into view

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, QAccessible.Role.Form)  # told when it opens, by its title
        LargerText(self, self.comfort_em)

    # Qt's overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.first is not None:
            self.first.setFocus(event.reason())


class Column(QWidget):
    """A page's content: never too wide to read comfortably; in a wide window centred, or at the left if not.

    ``above_px`` is the space above it, and below.
    """

    def __init__(self, widest_em: int = WIDEST_EM, *, is_centred: bool = True, above_px: int = SPACE.large) -> None:
        super().__init__()
        self._widest_em, self._is_centred, self._above_px = widest_em, is_centred, above_px
        self.column = QVBoxLayout(self)
        self.column.setSpacing(SPACE.plain)
        self._rows: list[QBoxLayout] = []

    def make_row(self, spacing: int) -> QBoxLayout:
        """Return a row whose parts are stacked when the window is narrow."""
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(spacing)
        self._rows.append(row)
        return row

    def _lay_out(self) -> None:
        direction = QBoxLayout.Direction.TopToBottom if is_narrow(self) else QBoxLayout.Direction.LeftToRight
        for row in self._rows:
            row.setDirection(direction)
        room = self.width() - self.fontMetrics().height() * self._widest_em
        side = max(room // 2 if self._is_centred else 0, SPACE.large)
        self.column.setContentsMargins(side, self._above_px, max(room - side, SPACE.large), self._above_px)

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        # A row asks for its width before it knows whether it fits.
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()


def is_narrow(widget: QWidget) -> bool:
    """Return whether ``widget`` has too little room for two things side by side."""
    return widget.width() < widget.fontMetrics().height() * NARROW_EM


class FlowGrid(QWidget):
    """Cells of equal width in as many columns as fit: ``cell_em`` line heights each, up to ``most``.

    Rows are filled evenly: where four fit, five cells stand in rows of three and two.
    """

    def __init__(self, cell_em: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cell_em, self._most = cell_em, most
        self._cells: Sequence[QWidget] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE.plain)

    def allow_columns(self, most: int) -> None:
        """Let at most ``most`` cells stand side by side from now on."""
        self._most = most
        self._lay_out()

    def show_cells(self, cells: Sequence[QWidget]) -> None:
        """Replace the cells with ``cells``; one that stays is kept, with the focus if it has it."""
        for old in self._cells:
            self._grid.removeWidget(old)
            if old not in cells:
                old.hide()  # hide it at once; Qt deletes it later
                old.deleteLater()
        self._cells = cells
        self._columns = 0
        self._lay_out()

    def _lay_out(self) -> None:
        fitting = min(max(self.width() // (self.fontMetrics().height() * self._cell_em), 1), self._most)
        rows = ceil(len(self._cells) / fitting)
        columns = ceil(len(self._cells) / rows) if rows else fitting
        if columns == self._columns:
            return
        for column in range(max(self._grid.columnCount(), columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for index, one in enumerate(self._cells):
            self._grid.addWidget(one, index // columns, index % columns)
            one.show()  # Qt would do so a moment later, and Tab goes past what is not shown
        self._take_turns()

    def _take_turns(self) -> None:
        """Have Tab reach the cells where they stand: those that are made late would come last of the window."""
        before = self.previousInFocusChain() or self
        while before is not self and (before in self._cells or before.focusPolicy() is Qt.FocusPolicy.NoFocus):
            before = before.previousInFocusChain() or self
        for one, following in pairwise((before, *self._cells)):
            QWidget.setTabOrder(one, following)

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()


def scrolled(content: QWidget) -> QScrollArea:
    """Return a frame in which ``content`` scrolls up and down if it is taller than the window."""
    area = QScrollArea()
    FocusFollower(area)
    area.setViewport(QWidget())  # our own: asking for Qt's makes PySide6 load every kind of widget, which takes 13 ms
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


class FocusFollower(QObject):
    """Scrolls ``area`` to the focus as it moves there, unless by the mouse; a page just shown stays at its top."""

    _is_opening = False  # a page, in any window

    @classmethod
    @contextmanager
    def opening(cls) -> Iterator[None]:
        """Let a page that is being opened take the focus, and show it from its top."""
        cls._is_opening = True
        try:
            yield
        finally:
            cls._is_opening = False

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if not shiboken6.isValid(self._area):  # a window that closes takes the focus along
            return
        content = self._area.widget()
        if before is None or now is None or content is None or not content.isAncestorOf(now):
            return
        if self._is_opening:
            self._area.verticalScrollBar().setValue(0)
        elif QApplication.mouseButtons() is Qt.MouseButton.NoButton:
            self._area.ensureWidgetVisible(now, 0, min(now.height(), now.fontMetrics().height() * _AROUND_FOCUS_EM))


def bring_into_view(*parts: QWidget) -> None:
    """Scroll ``parts`` into view, at least the last one, once they have been laid out."""
    for part in parts:
        QTimer.singleShot(0, part, lambda part=part: _bring_into_view(part))


def _bring_into_view(part: QWidget) -> None:
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(part, 0, part.height())


class _NoWheel(QObject):
    """Leaves the wheel to the page: scrolling must not change values that pass under the pointer."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True


def without_wheel(control: QWidget) -> None:
    """Make ``control`` respond only to keys and clicks."""
    control.installEventFilter(_NoWheel(control))


class Tick(QCheckBox):
    """A check box painted in the program's colours: those of the styles are hard to see on a dark background."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _box(self) -> QRectF:
        side = self.fontMetrics().height() * 1.05
        return QRectF(3, (self.height() - side) / 2, side, side)

    def _draw_box(self, painter: QPainter, box: QRectF) -> None:
        palette, is_on = self.palette(), self.isChecked()
        accent = palette.color(QPalette.ColorRole.Accent)
        rim = accent if is_on or self.hasFocus() else palette.color(QPalette.ColorRole.PlaceholderText)
        if is_on and self.hasFocus():
            rim = palette.color(QPalette.ColorRole.WindowText)  # a rim like the ground would not be seen
        painter.setPen(QPen(rim, 2.5 if self.hasFocus() else 1.5))
        painter.setBrush(accent if is_on else palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(box, box.width() * 0.22, box.width() * 0.22)
        if is_on:
            draw_tick(painter, box.center(), box.width() * 0.5, palette.color(QPalette.ColorRole.HighlightedText))

    def _text_left(self) -> int:
        return round(self._box().right() + self._box().width() * 0.5)

    # Qt's overrides

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - self._text_left(), 1), 10_000)
        text = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return max(text.height(), round(self.fontMetrics().height() * 1.6))

    def sizeHint(self) -> QSize:
        width = self._text_left() + self.fontMetrics().horizontalAdvance(self.text()) + 4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        # No wider than its longest word: a form whose minimum width exceeds its page gets too little height.
        word = max(map(self.fontMetrics().horizontalAdvance, self.text().split()), default=0)
        return QSize(self._text_left() + word + 4, self.sizeHint().height())

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box()
        self._draw_box(painter, box)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        place = self.rect().adjusted(self._text_left(), 0, 0, 0)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, align | Qt.TextFlag.TextWordWrap, self.text())


def draw_tick(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    """Draw a tick inside a circle of ``radius``."""
    pen = QPen(colour, radius * 0.22)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    corners = ((-0.42, 0.02), (-0.1, 0.34), (0.45, -0.32))
    painter.drawPolyline(QPolygonF([centre + QPointF(x, y) * radius for x, y in corners]))
