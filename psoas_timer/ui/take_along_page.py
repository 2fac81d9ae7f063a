"""Take it along: a report, files for spreadsheets, a backup of everything, and ways to bring sessions in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QFormLayout, QFrame, QSizePolicy, QVBoxLayout, QWidget

from psoas_timer.core.report import Paper
from psoas_timer.ui.pieces import Column, Page, Tick, button, card, label, scrolled, without_wheel
from psoas_timer.ui.words import tr

# The stretches that a report may be of, in days up to today; None: from a day to a day.
_STRETCHES = (28, 84, 182, 365, None)


@dataclass(frozen=True, slots=True)
class ReportWish:
    """Which report a person wants: its first and last day, both included, its paper, and whether notes are in it."""

    first: date
    last: date
    paper: Paper
    with_notes: bool


class TakeAlongPage(Page):
    """Wishes for files, one by one; ``tell`` says what came of it."""

    report_wanted = Signal(object)  # ReportWish
    export_wanted = Signal()
    backup_wanted = Signal()
    restore_wanted = Signal()
    csv_wanted = Signal()
    loop_wanted = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = date.min
        content = Column()
        column = content.column
        column.addWidget(label(tr("Take it along"), "title"))
        self._told = label(role="strong")
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._told)
        column.addWidget(self._build_report())
        column.addWidget(
            _card(
                tr("For spreadsheets"),
                tr("One row for each session, with date, length, routine, sides and note, as a CSV file."),
                [(tr("Export as CSV…"), self.export_wanted.emit)],
            )
        )
        column.addWidget(
            _card(
                tr("Back up and restore"),
                tr(
                    "A backup holds everything: sessions, goals, pauses, settings and your own routines. It is not "
                    "encrypted. Before you restore one, you see what it would change, and a copy of what is here now "
                    "is kept."
                ),
                [
                    (tr("Back up everything…"), self.backup_wanted.emit),
                    (tr("Restore from a backup…"), self.restore_wanted.emit),
                ],
            )
        )
        column.addWidget(
            _card(
                tr("Bring sessions in"),
                tr("You see what would come in before anything changes. What is here already does not come twice."),
                [
                    (tr("From a CSV file…"), self.csv_wanted.emit),
                    (tr("From Loop Habit Tracker…"), self.loop_wanted.emit),
                ],
            )
        )
        back = button(tr("Back"))
        back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        back.clicked.connect(self.back_requested)
        column.addWidget(back)
        column.addStretch(1)
        self._scroll = scrolled(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self.first = self._stretch

    def show_page(self, today: date) -> None:
        """Offer reports up to ``today``; what was chosen before stays chosen."""
        if today != self._today:
            self._today = today
            self._to.setDate(_to_q(today))
            self._from.setDate(_to_q(today - timedelta(days=83)))
            for one in (self._from, self._to):
                one.setMaximumDate(_to_q(today))
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Say what came of a wish, '' for nothing; it is seen at the top of the page."""
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
        if sentence:
            self._scroll.verticalScrollBar().setValue(0)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _build_report(self) -> QFrame:
        frame, column = card()
        column.addWidget(label(tr("Report for a therapist"), "heading"))
        column.addWidget(
            label(tr("One page: weeks met, days, sessions by routine and side. It says that the figures are your own."))
        )
        self._stretch, self._paper = QComboBox(), QComboBox()
        self._stretch.addItems(
            [tr("The last 4 weeks"), tr("The last 12 weeks"), tr("The last 26 weeks"), tr("The last year"),
             tr("From a day to a day")]
        )  # fmt: skip
        self._stretch.setCurrentIndex(1)
        self._paper.addItems([tr("A4"), tr("Letter")])
        is_metric = QLocale().measurementSystem() is QLocale.MeasurementSystem.MetricSystem
        self._paper.setCurrentIndex(0 if is_metric else 1)
        self._from, self._to = QDateEdit(), QDateEdit()
        self._notes = Tick(tr("With my notes"))
        self._fault = label(role="strong")
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(10)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows = (
            (tr("Stretch"), self._stretch), (tr("First day"), self._from), (tr("Last day"), self._to),
            (tr("Paper"), self._paper),
        )  # fmt: skip
        for name, control in rows:
            control.setAccessibleName(name)
            control.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            without_wheel(control)
            form.addRow(name, control)
        form.addRow("", self._notes)
        for edit in (self._from, self._to):
            edit.setDisplayFormat(tr("d MMM yyyy"))
            edit.setCalendarPopup(True)
            edit.dateChanged.connect(lambda _day: self._say_fault(""))
        self._form = form
        column.addLayout(form)
        column.addWidget(self._fault)
        self._fault.hide()
        save = button(tr("Save as PDF…"), "primary")
        save.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        save.clicked.connect(self._ask_for_report)
        column.addWidget(save)
        self._stretch.currentIndexChanged.connect(self._fit_stretch)
        self._fit_stretch()
        return frame

    def _fit_stretch(self) -> None:
        """Ask for the two days only where no stretch stands for them."""
        is_own = _STRETCHES[self._stretch.currentIndex()] is None
        for one in (self._from, self._to):
            self._form.setRowVisible(one, is_own)
        self._say_fault("")

    def _say_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _ask_for_report(self) -> None:
        days = _STRETCHES[self._stretch.currentIndex()]
        if days is None:
            first, last = _to_date(self._from.date()), _to_date(self._to.date())
        else:
            first, last = self._today - timedelta(days=days - 1), self._today
        if first > last:
            self._say_fault(tr("The first day comes after the last one. Choose an earlier first day."))
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
        one.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        one.clicked.connect(lambda _checked=False, emit=emit: emit())
        column.addWidget(one)
    return frame


def _to_q(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _to_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
