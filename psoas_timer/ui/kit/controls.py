"""Fields of one family: a number with minus and plus, a time of day, and a choice, each as high as a button."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QPointF, QSize, Qt, QTime
from PySide6.QtGui import (
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QSpinBox,
    QTimeEdit,
    QToolButton,
    QWidget,
)

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.widgets import without_wheel

# A chevron's half width, in line heights.
CHEVRON_EM = 0.26
TEXT_LEFT_PX = 12
RIM_PX = 2
AROUND_TEXT_PX = 26
# A choice with less room than its words need is cut short, but not below this, in line heights.
LEAST_CHOICE_EM = 7


def field_height(control: QWidget) -> int:
    """Return the height of a button or a field with the font of ``control``, in pixels."""
    return control.fontMetrics().height() + AROUND_TEXT_PX


if TYPE_CHECKING:
    _Field = QAbstractSpinBox
else:
    _Field = object  # beside QSpinBox and its like, which are one already


class _Stepped(_Field):
    """A field with a minus and a plus at its right end; the keyboard has the arrow keys, and the page has the wheel."""

    def _add_steps(self) -> None:
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        signs = (("\N{MINUS SIGN}", tr("Less"), -1), ("+", tr("More"), 1))
        self._signs = [self._make_sign(*sign) for sign in signs]
        without_wheel(self)

    def _make_sign(self, text: str, name: str, steps: int) -> QToolButton:
        made = QToolButton(self)
        made.setText(text)
        made.setAccessibleName(name)
        made.setProperty("role", "step")
        made.setAutoRepeat(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setCursor(Qt.CursorShape.ArrowCursor)
        made.clicked.connect(lambda: self._take_steps(steps))
        return made

    def _take_steps(self, steps: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.stepBy(steps)

    @property
    def _sign_px(self) -> int:
        return self.fontMetrics().height() + 8

    # Qt's overrides

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + len(self._signs) * self._sign_px, field_height(self))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self._sign_px
        self.lineEdit().setTextMargins(TEXT_LEFT_PX, 0, len(self._signs) * side, 0)
        for index, sign in enumerate(reversed(self._signs), start=1):
            sign.setGeometry(self.width() - RIM_PX - index * side, RIM_PX, side, self.height() - 2 * RIM_PX)


class NumberBox(_Stepped, QSpinBox):
    """A whole number with minus and plus; the wheel is left to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._add_steps()


class FigureBox(_Stepped, QDoubleSpinBox):
    """A number with decimals, with minus and plus; the wheel is left to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._add_steps()


class TimeBox(_Stepped, QTimeEdit):
    """A time of day, whose part under the cursor minus and plus change; the wheel is left to the page."""

    def __init__(self, time: QTime = QTime(0, 0)) -> None:  # noqa: B008  # never changed
        super().__init__(time)
        self._add_steps()


class DayBox(QDateEdit):
    """A day to type or pick from a calendar in the program's colours: Qt's own weekends are red."""

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setDisplayFormat(tr("d MMM yyyy"))
        self._colour()
        without_wheel(self)

    @property
    def day(self) -> date:
        """The chosen day, including what is being typed."""
        self.interpretText()
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def show_day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))

    def _colour(self) -> None:
        calendar, plain = self.calendarWidget(), QTextCharFormat()
        plain.setForeground(QGuiApplication.palette().brush(QPalette.ColorRole.Text))
        if not calendar.styleSheet():
            calendar.setStyleSheet("QToolButton { color: palette(highlighted-text); font-weight: 600; }")
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, plain)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)

    # Qt's overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and self.calendarPopup():
            self._colour()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), field_height(self))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_chevron(painter, self)


class ChoiceBox(QComboBox):
    """One of several, with a chevron in the colour of the text; the wheel is left to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        without_wheel(self)

    # Qt's overrides

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), field_height(self))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.fontMetrics().height() * LEAST_CHOICE_EM), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_chevron(painter, self)


def draw_chevron(painter: QPainter, control: QWidget) -> None:
    """Draw the sign that ``control`` opens, at its end."""
    em = control.fontMetrics().height()
    half = em * CHEVRON_EM
    centre = QPointF(control.width() - em * 0.5 - 8 - half / 2, control.height() / 2)
    pen = QPen(control.palette().color(QPalette.ColorRole.Text), max(em * 0.1, 1.5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    corners = ((-half, -half / 2), (0.0, half / 2), (half, -half / 2))
    painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in corners]))
