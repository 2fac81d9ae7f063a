"""What the chart of the weeks shows: how many weeks, what their bars stand for, and older or newer ones."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QLayout, QPushButton, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.history.history_values import ALL_WEEKS, RANGES, Measure
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label
from psoas_timer.ui.kit.wrapping_row import WrappingRow


class WeekChoices(QWidget):
    """Reports what is chosen; of the lengths, and of the measures, one at a time is on."""

    length_chosen = Signal(int)  # one of RANGES
    measure_chosen = Signal(object)  # Measure
    older_requested = Signal()
    newer_requested = Signal()

    def __init__(self, length: int, measure: Measure = Measure.DAYS) -> None:
        """``length`` and ``measure`` are on at first."""
        super().__init__()
        self._older, self._newer = button(tr("Older")), button(tr("Newer"))
        self._groups = self._build_lengths(length), self._build_measures(measure), self._build_steps()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE.small)
        for group, stretch in zip(self._groups, (1, 1, 0), strict=True):
            self._row.addLayout(group, stretch)

    def offer_steps(self, *, older: bool, newer: bool) -> None:
        """Offer a step to older and to newer weeks, where there are any."""
        self._older.setEnabled(older)
        self._newer.setEnabled(newer)

    def fit(self, width: int) -> None:
        """Stand in one row if this width in pixels has room for it, otherwise below each other."""
        needed = sum(group.sizeHint().width() + SPACE.small for group in self._groups)
        is_narrow = width < needed
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def _build_lengths(self, chosen: int) -> QLayout:
        row, lengths = WrappingRow(SPACE.tiny), QButtonGroup(self)
        title = label(tr("Weeks"), "heading", wraps=False)
        title.setContentsMargins(0, 0, SPACE.small, 0)
        row.addWidget(title)
        for length in RANGES:
            name = tr("Show all weeks") if length == ALL_WEEKS else tr("Show %n weeks", length)
            one = _switch(tr("All") if length == ALL_WEEKS else str(length), name)
            one.setChecked(length == chosen)
            one.clicked.connect(lambda _checked, length=length: self.length_chosen.emit(length))
            lengths.addButton(one)
            row.addWidget(one)
        return row

    def _build_measures(self, chosen: Measure) -> QLayout:
        row, measures = WrappingRow(SPACE.tiny), QButtonGroup(self)
        for measure, text, name in (
            (Measure.DAYS, tr("Days"), tr("Show the days of each week")),
            (Measure.SESSIONS, tr("Sessions"), tr("Show the sessions of each week")),
            (Measure.MINUTES, tr("Minutes"), tr("Show the minutes of each week")),
        ):
            one = _switch(text, name)
            one.setChecked(measure is chosen)
            one.clicked.connect(lambda _checked, measure=measure: self.measure_chosen.emit(measure))
            measures.addButton(one)
            row.addWidget(one)
        return row

    def _build_steps(self) -> QLayout:
        row = WrappingRow(SPACE.small)
        self._older.setAccessibleName(tr("Show older weeks"))
        self._newer.setAccessibleName(tr("Show newer weeks"))
        self._older.clicked.connect(self.older_requested)
        self._newer.clicked.connect(self.newer_requested)
        row.addWidget(self._older)
        row.addWidget(self._newer)
        return row


def _switch(text: str, name: str) -> QPushButton:
    """Return one of several buttons, only one of which is on; ``name`` says what it does."""
    made = button(text, "nav")
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setCheckable(True)
    give_role(made, QAccessible.Role.RadioButton)
    return made
