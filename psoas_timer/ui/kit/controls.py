"""Fields of one family: numbers, times, days, choices, levels and a search, each as high as a button."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QPointF, QRectF, QSize, Qt, QTime, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QMouseEvent,
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
    QLineEdit,
    QSlider,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionSlider,
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
LEAST_CHOICE_EM = 8
# The least width of a slider or a search, in line heights.
LEAST_EM = 5
SLIDER_EM = 11
# The calendar, with days that are easily hit, in line heights.
_CALENDAR_EM = (18, 17)


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
        for name, sign in (
            ("qt_calendar_prevmonth", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"),
            ("qt_calendar_nextmonth", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"),
        ):
            step = calendar.findChild(QToolButton, name)
            if step is not None:
                step.setIcon(QIcon())  # Qt's are black in every theme
                step.setText(sign)
        em = self.fontMetrics().height()
        calendar.setMinimumSize(em * _CALENDAR_EM[0], em * _CALENDAR_EM[1])
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
        self.setItemDelegate(QStyledItemDelegate(self))  # the style sheet says nothing to Qt's own
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


class Slider(QSlider):
    """A level from least to most: a press anywhere moves the handle there, and the wheel is left to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        without_wheel(self)

    def _value_at(self, x: float) -> int:
        """Return the value whose handle would be centred at ``x``."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        place = self.style().subControlRect
        handle = place(QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self)
        groove = place(QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderGroove, self)
        room, at = groove.width() - handle.width(), round(x - groove.x() - handle.width() / 2)
        return QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, room, option.upsideDown)

    # Qt's overrides

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * SLIDER_EM, field_height(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * LEAST_EM, field_height(self))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setValue(self._value_at(event.position().x()))  # now the handle is under the pointer, to be dragged
        super().mousePressEvent(event)


class EscapableLine(QLineEdit):
    """A text field that reports Escape."""

    escaped = Signal()

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class SearchBox(QLineEdit):
    """A field with a magnifying glass; Escape empties it before it means anything else."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._clear = QToolButton(self)
        self._clear.setText("\N{MULTIPLICATION SIGN}")
        self._clear.setAccessibleName(tr("Clear the search"))
        self._clear.setToolTip(tr("Clear the search"))
        self._clear.setProperty("role", "step")
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    # Qt's overrides

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), field_height(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * LEAST_EM, field_height(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.fontMetrics().height() + TEXT_LEFT_PX
        self.setTextMargins(side - TEXT_LEFT_PX // 2, 0, side - TEXT_LEFT_PX, 0)
        self._clear.setGeometry(self.width() - RIM_PX - side, RIM_PX, side, self.height() - 2 * RIM_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_glass(painter, self)


def draw_glass(painter: QPainter, control: QWidget) -> None:
    """Draw the sign that ``control`` searches, at its start."""
    em = control.fontMetrics().height()
    radius = em * 0.27
    centre = QPointF(TEXT_LEFT_PX + radius + 2, control.height() / 2 - radius * 0.3)
    pen = QPen(control.palette().color(QPalette.ColorRole.PlaceholderText), max(em * 0.1, 1.5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))
    painter.drawLine(centre + QPointF(radius, radius) * 0.75, centre + QPointF(radius, radius) * 1.6)


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
