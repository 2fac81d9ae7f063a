"""The form for a new pause: its reason, its first day and, if known, its last."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psoas_timer.core.history.goal import Pause, PauseReason
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.controls import ChoiceBox, DayBox
from psoas_timer.ui.kit.forms import add_row, fixed, new_form, part_column
from psoas_timer.ui.kit.goal_words import reason_word
from psoas_timer.ui.kit.widgets import Tick, button, label

_REASONS = tuple(PauseReason)


class PauseForm(QWidget):
    """Emits a new pause, and clears itself once that pause is saved; ``first`` is its first control."""

    pause_wanted = Signal(object)  # Pause

    def __init__(self, new_uuid: Callable[[], str], parent: QWidget | None = None) -> None:
        """``new_uuid`` returns the uuid for a new pause."""
        super().__init__(parent)
        self._new_uuid = new_uuid
        self._today = date.min
        self._awaited = ""  # the uuid of the pause that was emitted and is not saved yet
        self._is_begun = False
        self.first = ChoiceBox()
        self.first.addItems([reason_word(reason) for reason in _REASONS])
        self._from, self._until = DayBox(), DayBox()
        self._is_open = Tick(tr("No end date yet"))
        self._is_open.setChecked(True)
        self._until.setEnabled(False)
        self._fault = label(role="strong")
        add = button(tr("Add pause"))
        add.clicked.connect(self._wish)
        fixed(add)
        rows = new_form()
        add_row(rows, tr("Reason"), self.first)
        add_row(rows, tr("First day"), self._from)
        rows.addRow("", self._is_open)
        add_row(rows, tr("Last day"), self._until)
        column = part_column(self)
        column.addWidget(label(tr("New pause"), "strong"))
        column.addLayout(rows)
        column.addWidget(self._fault)
        column.addWidget(add)
        self._is_open.toggled.connect(self._until.setDisabled)
        for changed in (
            self.first.currentIndexChanged, self._from.dateChanged, self._until.dateChanged, self._is_open.toggled,
        ):  # fmt: skip
            changed.connect(self._change)
        self._tell_fault("")

    def show_kept(self, uuids: Collection[str], today: date) -> None:
        """Clear the form once its pause is among the saved ``uuids``, or on a new day if nothing was entered."""
        is_new_day, self._today = today != self._today, today
        if self._awaited in uuids or (is_new_day and not self._is_begun):
            self._begin()

    def _begin(self) -> None:
        """Clear the form: a pause from today, without an end."""
        self._awaited = ""
        self.first.setCurrentIndex(0)
        self._from.show_day(self._today)
        self._until.show_day(self._today)
        self._is_open.setChecked(True)
        self._is_begun = False

    def _change(self) -> None:
        self._is_begun = True
        self._tell_fault("")  # it may be fixed now

    def _wish(self) -> None:
        """Emit the pause in the form, unless it ends before it starts."""
        first, last = self._from.day, None if self._is_open.isChecked() else self._until.day
        if last is not None and last < first:
            self._tell_fault(tr("The last day is before the first day. Choose a later last day."))
            self._until.setFocus()
            return
        self._awaited = self._new_uuid()
        reason = _REASONS[self.first.currentIndex()]
        self.pause_wanted.emit(Pause(uuid=self._awaited, first=first, last=last, reason=reason))

    def _tell_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        self._until.setAccessibleDescription(sentence)
        announce(self, sentence)
