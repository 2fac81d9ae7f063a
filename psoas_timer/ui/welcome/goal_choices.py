"""Three goals to choose from, side by side, with the number large."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QBoxLayout, QPushButton, QSizePolicy, QWidget

from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.style import enlarged
from psoas_timer.ui.kit.theme import SIZE, SPACE
from psoas_timer.ui.kit.widgets import draw_tick

GOALS = (3, 4, 5)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GoalChoices(QWidget):
    """One of GOALS, or none yet. Tab enters and leaves the group, arrows and digits choose within it."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._buttons = {days: GoalChoice(days, meaning, self) for days, meaning in _meanings().items()}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE.plain)
        for days, one in self._buttons.items():
            one.clicked.connect(lambda _checked, days=days: self._choose(days))
            self._row.addWidget(one, 1)
        self.show_days(0)

    @property
    def days(self) -> int:
        """The chosen goal, 0 for none."""
        return next((days for days, one in self._buttons.items() if one.isChecked()), 0)

    @property
    def first(self) -> QPushButton:
        """The control that gets the focus: the chosen goal, or the first."""
        return self._buttons[self.days or GOALS[0]]

    def show_days(self, days: int) -> None:
        """Mark the goal of so many ``days``, which need not be one of GOALS."""
        for goal, one in self._buttons.items():
            one.setChecked(goal == days)
        for one in self._buttons.values():
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is self.first else Qt.FocusPolicy.ClickFocus)

    def _choose(self, days: int) -> None:
        self.show_days(days)
        self._buttons[days].setFocus()
        self.chosen.emit(days)

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())  # with less width, they are stacked

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        held = next((days for days, one in self._buttons.items() if one.hasFocus()), GOALS[0])
        if digit in GOALS:
            self._choose(digit)
        elif event.key() in _STEPS:
            place = GOALS.index(held) + _STEPS[Qt.Key(event.key())]
            self._choose(GOALS[min(max(place, 0), len(GOALS) - 1)])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(one.least_width for one in self._buttons.values()) + self._row.spacing() * (len(GOALS) - 1)
        is_row = needed <= self.width()
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if is_row else QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(SPACE.plain if is_row else SPACE.small)
        for one in self._buttons.values():
            one.lie_flat(not is_row)


class GoalChoice(QPushButton):
    """A number of days with what it means; the chosen one has a tick and a firm rim besides its colour."""

    def __init__(self, days: int, meaning: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._figure = number_word(days)
        self._is_flat = False
        self._lines = (tr("days a week"), meaning)
        self.setAccessibleName(tr("{goal}: {meaning}").format(goal=tr("%n days a week", days), meaning=meaning))
        self.setCheckable(True)
        give_role(self, QAccessible.Role.RadioButton)
        self.setAutoDefault(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    @property
    def _large(self) -> QFont:
        font = enlarged(self.font(), SIZE.display)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    @property
    def _figure_width(self) -> int:
        return QFontMetrics(self._large).horizontalAdvance(self._figure) + SPACE.plain

    @property
    def least_width(self) -> int:
        """The width with which no word is cut off."""
        return max(map(self.fontMetrics().horizontalAdvance, self._lines)) + 2 * SPACE.plain + 4

    def lie_flat(self, is_flat: bool) -> None:
        """Show the words beside the number instead of below it."""
        if is_flat != self._is_flat:
            self._is_flat = is_flat
            self.updateGeometry()
            self.update()

    # Qt's overrides

    def nextCheckState(self) -> None:
        self.setChecked(True)  # pressing it again does not clear it

    def sizeHint(self) -> QSize:
        figure, lines = QFontMetrics(self._large).height(), len(self._lines) * self.fontMetrics().height()
        if self._is_flat:
            return QSize(self._figure_width + self.least_width, max(figure, lines) + 2 * SPACE.small)
        return QSize(self.least_width, figure + lines + 2 * SPACE.plain + SPACE.small)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS or (key in _ENTER and self.isChecked()):  # a second Enter is for the page
            event.ignore()  # at an arrow, Qt would move the focus only
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette, is_chosen = QPainter(self), QApplication.palette(), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent, text = palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.WindowText)
        muted, base = palette.color(QPalette.ColorRole.PlaceholderText), palette.color(QPalette.ColorRole.Base)
        if is_chosen:
            text, muted, base = palette.color(QPalette.ColorRole.HighlightedText), text, accent
        rim = QPen(muted if is_chosen or not self.hasFocus() else accent, 3.0 if self.hasFocus() else 1.0)
        painter.setPen(rim if self.hasFocus() or not is_chosen else Qt.PenStyle.NoPen)
        painter.setBrush(base)
        inset = rim.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 12.0, 12.0)
        above = SPACE.small if self._is_flat else SPACE.plain
        place = QRectF(self.rect()).adjusted(SPACE.plain, above, -SPACE.plain, -above)
        if is_chosen:
            radius = self.fontMetrics().height() * 0.7
            draw_tick(painter, QPointF(place.right() - radius, place.top() + radius), radius, text)
        self._draw_words(painter, place, text, text if is_chosen else muted)

    def _draw_words(self, painter: QPainter, place: QRectF, colour: QColor, quiet: QColor) -> None:
        lines = len(self._lines) * self.fontMetrics().height()
        left = Qt.AlignmentFlag.AlignLeft
        painter.setFont(self._large)
        painter.setPen(colour)
        if self._is_flat:
            painter.drawText(place, left | Qt.AlignmentFlag.AlignVCenter, self._figure)
            place = place.adjusted(self._figure_width, (place.height() - lines) / 2, 0, 0)
        else:
            painter.drawText(place, left | Qt.AlignmentFlag.AlignTop, self._figure)
            place.setTop(place.bottom() - lines)
        painter.setFont(self.font())
        for number, (text, ink) in enumerate(zip(self._lines, (colour, quiet), strict=True)):
            painter.setPen(ink)
            line = place.translated(0, number * self.fontMetrics().height())
            painter.drawText(line, left | Qt.AlignmentFlag.AlignTop, text)


def _meanings() -> Mapping[int, str]:
    """Return what each of GOALS means; five days a week are the source's (the Well+Good article), the rest is ours."""
    return {3: tr("a gentle start"), 4: tr("a steady habit"), 5: tr("the full dose")}
