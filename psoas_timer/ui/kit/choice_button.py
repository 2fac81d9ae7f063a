"""A button for one of several answers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QWidget

from psoas_timer.core.history.discomfort import SCALE
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.widgets import draw_tick

LEAST_TARGET_PX = 32
# A button's height and minimum width, in line heights.
HEIGHT_EM, NARROWEST_EM = 2.3, 1.9


class ChoiceButton(QPushButton):
    """One of several answers; the chosen one has a tick and bold text, so that colour is not the only sign."""

    key_pressed = Signal(int)  # a key that moves within the group
    focused = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        give_role(self, QAccessible.Role.RadioButton)
        self.setAutoDefault(True)  # Enter presses it too
        self.is_of_focused_group = False

    @property
    def least_height(self) -> int:
        return max(round(self.fontMetrics().height() * HEIGHT_EM), LEAST_TARGET_PX)

    def _draw_frame(self, painter: QPainter) -> None:
        palette, is_chosen = self.palette(), self.isChecked()
        accent, text = palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.WindowText)
        has_focus = self.hasFocus() or self.is_of_focused_group
        rim = accent if has_focus or self.underMouse() else palette.color(QPalette.ColorRole.PlaceholderText)
        rim_px = 2.0 if has_focus else 1.0
        if is_chosen:
            rim, rim_px = (text, 3.0) if self.hasFocus() else (accent, 2.0)
        painter.setPen(QPen(rim, rim_px))
        painter.setBrush(accent if is_chosen else palette.color(QPalette.ColorRole.Base))
        inset = rim_px / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 7.0, 7.0)

    # Qt's overrides

    def nextCheckState(self) -> None:
        self.setChecked(True)  # pressing it again does not clear it

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)  # the size it has once chosen
        text = QFontMetrics(font).horizontalAdvance(self.text())
        return QSize(max(round(em * NARROWEST_EM), text + round(em * 0.9), LEAST_TARGET_PX), self.least_height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_moving_key(event):
            self.key_pressed.emit(event.key())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_frame(painter)
        em, place = self.fontMetrics().height(), QRectF(self.rect())
        colour = self.palette().color(QPalette.ColorRole.WindowText)
        if self.isChecked():
            colour = QColor(self.palette().color(QPalette.ColorRole.HighlightedText))
            draw_tick(painter, QPointF(place.center().x(), place.bottom() - em * 0.56), em * 0.56, colour)
            place.setBottom(place.bottom() - em * 0.72)
            font = self.font()
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.text())


# Keys that move between answers: by one, to an end, by a row.
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
ENDS = {Qt.Key.Key_Home: SCALE[0], Qt.Key.Key_End: SCALE[-1]}
ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def is_moving_key(event: QKeyEvent) -> bool:
    """Return whether a key moves between levels: an arrow, Home, End or a digit, without modifiers."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    return event.key() in {*STEPS, *ENDS, *ROWS} or Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9
