"""What the cards of Settings are built from: sections of named controls, days to choose, and lists that can be long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QCalendarWidget,
    QDateEdit,
    QFormLayout,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.widgets import button, card, label, without_wheel

PART_GAP_PX = 10  # what is above each further part of a card, besides the usual space
_ROW_GAP_PX = 8

_MAY_BREAK = "\u200b"  # no width, and a line may end there
_LEAST_WORDS_EM = 12  # the words of a row have this width at least, in line heights, or the buttons stand below
_GAP_PX = 8


def section(title: str) -> tuple[QFrame, QFormLayout]:
    """Return a card with its title, and the form in it to fill."""
    frame, layout = card()
    layout.addWidget(label(title, "heading"))
    form = new_form()
    layout.addLayout(form)
    return frame, form


def new_form() -> QFormLayout:
    """Return a form whose controls stand below their names where it is narrow."""
    form = QFormLayout()
    form.setHorizontalSpacing(18)
    form.setVerticalSpacing(10)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return form


def add_row(form: QFormLayout, name: str, control: QWidget) -> None:
    """Add a control that bears ``name`` for everybody and leaves the wheel to the page.

    An ampersand in ``name`` marks the letter that with Alt leads to the control; nothing in it is markup.
    """
    control.setAccessibleName(name)
    without_wheel(control)
    fixed(control)
    shown = label(name, wraps=False)
    shown.setBuddy(control)
    form.addRow(shown, control)


def fixed(control: QWidget) -> None:
    """Let ``control`` be as wide as its content, however wide the card."""
    control.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def announce(widget: QWidget, sentence: str) -> None:
    """Let a screen reader say what has changed on the page."""
    if sentence:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


class PathLabel(QLabel):
    """A sentence with a path in it, to select and copy by mouse and keys; Tab selects the path.

    It wraps after a backslash too, which Qt would not; what is copied has nothing of that in it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._path = (0, 0)  # where it begins in the text, and its length
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "muted")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_path(self, sentence: str, path: str) -> None:
        """Show ``path`` in the place of ``{folder}`` in the sentence."""
        breakable = path.replace("\\", "\\" + _MAY_BREAK)
        self._path = sentence.index("{folder}"), len(breakable)
        self.setText(sentence.format(folder=breakable))
        self.setAccessibleName(sentence.format(folder=path))

    def copy(self) -> None:
        """Copy what is selected."""
        QGuiApplication.clipboard().setText(self.selectedText().replace(_MAY_BREAK, ""))

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.setSelection(*self._path)  # which shows, too, where the keys are

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setSelection(0, 0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy"), self.copy).setEnabled(self.hasSelectedText())
        menu.popup(event.globalPos())


class Card(QFrame):
    """A framed box with its title; ``column`` is to be filled."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 14, 18, 14)
        self.column.setSpacing(_ROW_GAP_PX)
        self.column.addWidget(label(title, "heading"))


def part_column(part: QWidget) -> QVBoxLayout:
    """Return a column for a part of a card, whose rows stand there as if they were the card's own."""
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(_ROW_GAP_PX)
    return column


class DayBox(QDateEdit):
    """A day to type or to choose from a calendar, which has the program's colours: Qt's own weekend is red."""

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setDisplayFormat(tr("d MMM yyyy"))
        self._colour()

    @property
    def day(self) -> date:
        """The chosen day; what is being typed is taken for it."""
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


class ListRow(QFrame):
    """A line of a list: what it is, facts about it, and buttons, which stand below where there is little room."""

    def __init__(self, title: str, facts: str, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self.buttons = buttons
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 6, 0, 6)
        self._row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(title))
        words.addWidget(label(facts, "muted"))
        self._row.addLayout(words, 1)
        self._tools = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tools.setSpacing(_GAP_PX)
        for one in buttons:
            fixed(one)
            self._tools.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(self._tools)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        buttons = sum(one.sizeHint().width() + _GAP_PX for one in self.buttons)
        is_narrow = self.width() - buttons < self.fontMetrics().height() * _LEAST_WORDS_EM
        self._row.setDirection(below if is_narrow else beside)
        self._row.setAlignment(self._tools, Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag(0))
        self._tools.setDirection(below if buttons > self.width() else beside)


class RowList(QWidget):
    """Rows, the first ``most`` of them; a button shows the others too. The keys stay where they were in the list."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._shows_all = False
        self._rows: Sequence[ListRow] = ()
        self._all = button("")
        fixed(self._all)
        self._all.clicked.connect(self._swap)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._all)
        self._lay_out()

    def show_rows(self, rows: Sequence[ListRow], otherwise: QWidget) -> None:
        """Show ``rows`` in place of those before; the keys go to ``otherwise`` where their button is gone."""
        held = [(at, one.text()) for at, row in enumerate(self._rows) for one in row.buttons if one.hasFocus()]
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()  # at once; Qt deletes it when it has time
            old.deleteLater()
        self._rows = rows
        for index, row in enumerate(rows):
            self._column.insertWidget(index, row)
        # New controls come last in the chain of Tab: these go to the place that the button below them has.
        chain = [self._all, *(one for row in rows for one in row.buttons), self._all]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        self._lay_out()
        for place, text in held:
            found = [one for line in rows[place : place + 1] for one in line.buttons if one.text() == text]
            (found[0] if found else otherwise).setFocus()

    def _swap(self) -> None:
        self._shows_all = not self._shows_all
        self._lay_out()

    def _lay_out(self) -> None:
        for index, row in enumerate(self._rows):
            row.setVisible(self._shows_all or index < self._most)
        self._all.setText(tr("Show fewer") if self._shows_all else tr("Show all %n", len(self._rows)))
        self._all.setVisible(len(self._rows) > self._most)
