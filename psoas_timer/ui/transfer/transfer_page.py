"""Export and import: a report, files for spreadsheets, a backup of everything, and sessions from other files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from psoas_timer.core.history.report import Paper
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.controls import ChoiceBox, DayBox
from psoas_timer.ui.kit.forms import PathLabel, add_row, fixed, section
from psoas_timer.ui.kit.widgets import Column, Page, Tick, button, card, label, scrolled
from psoas_timer.ui.transfer.preview_page import show_breakable

# The periods that a report can cover, in days up to today; None is a custom range.
_STRETCHES = (28, 84, 182, 365, None)
_USUAL_DAYS = 84

# Countries where US Letter is the usual paper size (CLDR 46, supplemental data, measurementData).
_LETTER_COUNTRIES = {
    QLocale.Country.Belize, QLocale.Country.Canada, QLocale.Country.Chile, QLocale.Country.Colombia,
    QLocale.Country.CostaRica, QLocale.Country.Guatemala, QLocale.Country.Mexico, QLocale.Country.Nicaragua,
    QLocale.Country.Panama, QLocale.Country.Philippines, QLocale.Country.PuertoRico, QLocale.Country.ElSalvador,
    QLocale.Country.UnitedStates, QLocale.Country.Venezuela,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportWish:
    """The report a person wants: first and last day, both included, paper size, and whether to include notes."""

    first: date
    last: date
    paper: Paper
    with_notes: bool


class TransferPage(Page):
    """Asks for files to be written or read, one signal for each kind; ``tell`` shows the result."""

    report_wanted = Signal(object)  # ReportWish
    export_wanted = Signal()
    backup_wanted = Signal()
    restore_wanted = Signal()
    csv_wanted = Signal()
    loop_wanted = Signal()
    back_requested = Signal()

    def __init__(self, country: QLocale.Country, parent: QWidget | None = None) -> None:
        """``country`` is where the person lives: it decides the paper size that is proposed."""
        super().__init__(parent)
        self._today: Callable[[], date] = lambda: date.max
        self._shown: date | None = None  # the last day that reports are offered for
        content = Column()
        column = content.column
        column.addWidget(label(tr("Export and import"), "title"))
        self._told = PathLabel()
        self._told.setProperty("role", "strong")
        column.addWidget(self._told)
        column.addWidget(self._build_report(country))
        column.addWidget(
            _card(
                tr("For spreadsheets"),
                tr("A CSV file with one row for each session: date, length, routine, sides and note."),
                [(tr("Export as CSV…"), self.export_wanted.emit)],
            )
        )
        column.addWidget(
            _card(
                tr("Back up and restore"),
                tr(
                    "A backup contains everything: sessions, goals, pauses, reminders, settings and your own routines. "
                    "It is not encrypted, but only your user account can read the file. Before you restore a backup, "
                    "you see what it would change, and a copy of your current data is kept."
                ),
                [
                    (tr("Back up everything…"), self.backup_wanted.emit),
                    (tr("Restore from a backup…"), self.restore_wanted.emit),
                ],
            )
        )
        column.addWidget(
            _card(
                tr("Import sessions"),
                tr("You see what would be imported before anything changes. No session is imported twice."),
                [
                    (tr("From a CSV file…"), self.csv_wanted.emit),
                    (tr("From Loop Habit Tracker…"), self.loop_wanted.emit),
                ],
            )
        )
        back = button(tr("Back"))
        fixed(back)
        back.clicked.connect(self.back_requested)
        column.addWidget(back)
        column.addStretch(1)
        self._scroll = scrolled(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self.first = self._stretch

    def show_page(self, today: Callable[[], date]) -> None:
        """Offer reports up to ``today``, which may change while the page is open; earlier choices stay."""
        self._today = today
        self._keep_up()
        self._say_fault("")
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Show the result of a wish at the top of the page, and announce it; '' shows nothing."""
        show_breakable(self._told, sentence)
        self._told.setVisible(bool(sentence))
        if sentence:
            self._scroll.verticalScrollBar().setValue(0)
        announce(self, sentence)

    def _build_report(self, country: QLocale.Country) -> QFrame:
        frame, form = section(tr("Report for a therapist"))
        says = tr("One page: weeks met, days, and sessions by routine and side. It says that they are self-reported.")
        form.addRow(label(says))
        self._stretch, self._paper = ChoiceBox(), ChoiceBox()
        self._stretch.addItems(
            [tr("The last 4 weeks"), tr("The last 12 weeks"), tr("The last 26 weeks"), tr("The last year"),
             tr("Custom range")]
        )  # fmt: skip
        self._stretch.setCurrentIndex(_STRETCHES.index(_USUAL_DAYS))
        self._paper.addItems([tr("A4"), tr("Letter")])
        self._paper.setCurrentIndex(list(Paper).index(Paper.LETTER if country in _LETTER_COUNTRIES else Paper.A4))
        self._from, self._to = DayBox(), DayBox()
        self._notes = Tick(tr("Include my notes"))
        self._fault = label(role="strong")
        self._form = form
        rows = (
            (tr("Period"), self._stretch), (tr("First day"), self._from), (tr("Last day"), self._to),
            (tr("Paper size"), self._paper),
        )  # fmt: skip
        for name, control in rows:
            add_row(form, name, control)
        form.addRow("", self._notes)
        for edit in (self._from, self._to):
            edit.dateChanged.connect(lambda _day: self._say_fault(""))
        save = button(tr("Save as PDF…"), "primary")
        fixed(save)
        save.clicked.connect(self._ask_for_report)
        form.addRow(self._fault)
        form.addRow(save)
        self._stretch.currentIndexChanged.connect(self._fit_stretch)
        self._fit_stretch()
        return frame

    def _keep_up(self) -> date:
        """Return today; if the date has changed, days that nobody chose move on with it."""
        today, before = self._today(), self._shown
        for one, back in ((self._from, timedelta(days=_USUAL_DAYS - 1)), (self._to, timedelta())):
            is_proposed = before is None or one.day == before - back
            one.setMaximumDate(QDate(today.year, today.month, today.day))  # first, or it would limit the day
            if is_proposed:
                one.show_day(today - back)
        self._shown = today
        return today

    def _fit_stretch(self) -> None:
        """Ask for the two days only for a custom range."""
        is_own = _STRETCHES[self._stretch.currentIndex()] is None
        for one in (self._from, self._to):
            self._form.setRowVisible(one, is_own)
        self._say_fault("")

    def _say_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._form.setRowVisible(self._fault, bool(sentence))
        for one in (self._from, self._to):
            one.setAccessibleDescription(sentence)
        announce(self, sentence)

    def _ask_for_report(self) -> None:
        days, last = _STRETCHES[self._stretch.currentIndex()], self._keep_up()
        if days is None:
            first, last = self._from.day, self._to.day
        else:
            first = last - timedelta(days=days - 1)
        self._say_fault("")
        if first > last:
            self._say_fault(tr("The first day is after the last day. Choose an earlier first day."))
            self._from.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        paper = list(Paper)[self._paper.currentIndex()]
        self.report_wanted.emit(ReportWish(first, last, paper, self._notes.isChecked()))

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)


def _card(title: str, sentence: str, wishes: Sequence[tuple[str, Callable[[], None]]]) -> QFrame:
    frame, column = card()
    column.addWidget(label(title, "heading"))
    column.addWidget(label(sentence))
    for text, emit in wishes:
        one = button(text)
        fixed(one)
        one.clicked.connect(lambda _checked=False, emit=emit: emit())
        column.addWidget(one)
    return frame
