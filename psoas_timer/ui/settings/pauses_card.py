"""Pauses in Settings: the days on which nothing is due, and a form for more of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from psoas_timer.core.history.goal import Pause, PauseReason
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import PART_GAP_PX, Card, DayBox, ListRow, RowList, add_row, announce, fixed, new_form
from psoas_timer.ui.kit.goal_words import pause_days, pause_word, reason_word
from psoas_timer.ui.kit.widgets import Tick, button, label

# So many pauses are shown at first.
MOST_SHOWN = 5

_REASONS = tuple(PauseReason)


class PausesCard(Card):
    """Wishes: to keep a pause, a new one or one that ends today; to remove one, which can be taken back."""

    pause_wanted = Signal(object)  # Pause
    pause_removed = Signal(str)  # uuid

    def __init__(self, new_uuid: Callable[[], str], parent: QWidget | None = None) -> None:
        """``new_uuid`` names a pause that is added."""
        super().__init__(tr("Pauses"), parent)
        self._new_uuid = new_uuid
        self._pauses: Sequence[Pause] = ()
        self._today = date.min
        self._removed: Pause | None = None
        self._awaited = ""  # the uuid of the pause that was handed on and is not kept yet
        effect = tr(
            "While you are ill, travelling or told to rest, a pause makes the week's target smaller. "
            "A week with no day left neither breaks your streak nor adds to it."
        )
        self._empty = label(tr("You have no pauses. One that is over can be added, too."))
        self._list = RowList(MOST_SHOWN)
        self._gone = label(role="strong")
        self._undo = button(tr("Undo"))
        self._undo.clicked.connect(self._take_back)
        fixed(self._undo)
        self._fault = label(role="strong")
        self._add = button(tr("Add this pause"))
        self._add.clicked.connect(self._wish)
        fixed(self._add)
        for one in (label(effect, "muted"), self._empty, self._list, self._gone, self._undo):
            self.column.addWidget(one)
        self.column.addSpacing(PART_GAP_PX)
        self.column.addWidget(label(tr("A new pause"), "strong"))
        self.column.addLayout(self._build_form())
        self.column.addWidget(self._fault)
        self.column.addWidget(self._add)
        self._offer_undo(None)
        self._tell_fault("")

    def show_pauses(self, pauses: Sequence[Pause], today: date) -> None:
        """Show ``pauses``, the newest first; the form is empty again once the pause from it is among them."""
        uuids = {pause.uuid for pause in pauses}
        is_new_day, self._today = today != self._today, today
        self._pauses = sorted(pauses, key=lambda pause: (pause.first, pause.last or date.max), reverse=True)
        if self._removed is not None and self._removed.uuid in uuids:
            self._offer_undo(None)
        if self._awaited in uuids or (is_new_day and not self._is_begun):
            self._begin()
        self._empty.setVisible(not pauses)
        self._list.show_rows([self._build_row(pause) for pause in self._pauses], self._reason)

    def _build_row(self, pause: Pause) -> ListRow:
        which, buttons = pause_word(pause, self._today), []
        if pause.first <= self._today and (pause.last is None or pause.last > self._today):
            end = button(tr("End today"))
            end.setAccessibleName(tr("End today: {pause}").format(pause=which))
            end.clicked.connect(lambda: self.pause_wanted.emit(replace(pause, last=self._today)))
            buttons.append(end)
        remove = button(tr("Remove"))
        remove.setAccessibleName(tr("Remove: {pause}").format(pause=which))
        remove.clicked.connect(lambda: self._remove(pause))
        buttons.append(remove)
        return ListRow(reason_word(pause.reason), pause_days(pause, self._today), buttons)

    def _build_form(self) -> QFormLayout:
        form = new_form()
        self._reason = QComboBox()
        self._reason.addItems([reason_word(reason) for reason in _REASONS])
        self._first, self._last = DayBox(), DayBox()
        self._is_open = Tick(tr("I do not know yet when it ends"))
        self._is_open.setChecked(True)
        self._last.setEnabled(False)
        self._is_open.toggled.connect(self._last.setDisabled)
        add_row(form, tr("Reason"), self._reason)
        add_row(form, tr("First day"), self._first)
        form.addRow("", self._is_open)
        add_row(form, tr("Last day"), self._last)
        for changed in (
            self._reason.currentIndexChanged, self._first.dateChanged, self._last.dateChanged, self._is_open.toggled,
        ):  # fmt: skip
            changed.connect(self._change)
        self._is_begun = False
        return form

    def _begin(self) -> None:
        """Empty the form: a pause from today on, without an end."""
        self._awaited = ""
        self._reason.setCurrentIndex(0)
        self._first.show_day(self._today)
        self._last.show_day(self._today)
        self._is_open.setChecked(True)
        self._is_begun = False

    def _change(self) -> None:
        self._is_begun = True
        self._tell_fault("")  # it may be mended

    def _wish(self) -> None:
        """Hand on the pause in the form, unless it ends before it begins."""
        first, last = self._first.day, None if self._is_open.isChecked() else self._last.day
        if last is not None and last < first:
            self._tell_fault(tr("The last day lies before the first: please choose a later one."))
            self._last.setFocus()
            return
        self._awaited = self._new_uuid()
        reason = _REASONS[self._reason.currentIndex()]
        self.pause_wanted.emit(Pause(uuid=self._awaited, first=first, last=last, reason=reason))

    def _tell_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        self._last.setAccessibleDescription(sentence)
        announce(self, sentence)

    def _remove(self, pause: Pause) -> None:
        self._offer_undo(pause)
        self._undo.setFocus()
        self.pause_removed.emit(pause.uuid)

    def _take_back(self) -> None:
        removed = self._removed
        self._reason.setFocus()
        self._offer_undo(None)
        if removed is not None:
            self.pause_wanted.emit(removed)

    def _offer_undo(self, pause: Pause | None) -> None:
        self._removed = pause
        gone = tr("Removed: {pause}.").format(pause=pause_word(pause, self._today)) if pause else ""
        self._gone.setText(gone)
        self._undo.setAccessibleDescription(gone)
        for one in (self._gone, self._undo):
            one.setVisible(pause is not None)

    # Qt's overrides

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._offer_undo(None)
