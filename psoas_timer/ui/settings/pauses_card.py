"""Pauses in Settings: a list with buttons to end or remove each pause, above the form for a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from psoas_timer.core.history.goal import Pause
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import Card, Findable, ListRow, RowList, fixed
from psoas_timer.ui.kit.goal_words import pause_days, pause_word, reason_word
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label
from psoas_timer.ui.settings.pause_form import PauseForm

# How many pauses are shown at first.
MOST_SHOWN = 5


class PausesCard(Card):
    """Asks to save a pause, new or ending today, and to remove one, which can be undone."""

    pause_wanted = Signal(object)  # Pause
    pause_removed = Signal(str)  # uuid

    def __init__(self, new_uuid: Callable[[], str], parent: QWidget | None = None) -> None:
        """``new_uuid`` returns the uuid for a new pause."""
        super().__init__(tr("Pauses"), parent)
        self._today = date.min
        self._removed: Pause | None = None
        effect = tr(
            "When you are ill, travelling or advised to rest, a pause lowers the week's target. "
            "A week with no days left neither breaks your streak nor adds to it."
        )
        self._empty = label(tr("You have no pauses. You can also add one that is already over."))
        self._list = RowList(MOST_SHOWN)
        self._gone = label(role="strong")
        self._undo = button(tr("Undo"))
        self._undo.clicked.connect(self._take_back)
        fixed(self._undo)
        self._form = PauseForm(new_uuid)
        self._form.pause_wanted.connect(self.pause_wanted)
        for one in (label(effect, "muted"), self._empty, self._list, self._gone, self._undo):
            self.column.addWidget(one)
        self.column.addSpacing(SPACE.plain)
        self.column.addWidget(self._form)
        self._offer_undo(None)
        self.findables.append(Findable(tr("New pause"), effect, self._form.first))

    def show_pauses(self, pauses: Sequence[Pause], today: date) -> None:
        """Show ``pauses``, newest first; the form clears itself once its own pause is among them."""
        uuids = {pause.uuid for pause in pauses}
        self._today = today
        if self._removed is not None and self._removed.uuid in uuids:
            self._offer_undo(None)
        self._form.show_kept(uuids, today)
        self._empty.setVisible(not pauses)
        newest_first = sorted(pauses, key=lambda pause: (pause.first, pause.last or date.max), reverse=True)
        self._list.show_rows([self._build_row(pause) for pause in newest_first], self._form.first)

    def _build_row(self, pause: Pause) -> ListRow:
        which, buttons = pause_word(pause, self._today), []
        if pause.first <= self._today and (pause.last is None or pause.last > self._today):
            end = button(tr("End this pause today"))
            end.setAccessibleName(tr("End this pause today: {pause}").format(pause=which))
            end.clicked.connect(lambda: self.pause_wanted.emit(replace(pause, last=self._today)))
            buttons.append(end)
        remove = button(tr("Remove"))
        remove.setAccessibleName(tr("Remove: {pause}").format(pause=which))
        remove.clicked.connect(lambda: self._remove(pause))
        buttons.append(remove)
        return ListRow(reason_word(pause.reason), pause_days(pause, self._today), buttons)

    def _remove(self, pause: Pause) -> None:
        self._offer_undo(pause)
        self._undo.setFocus()
        self.pause_removed.emit(pause.uuid)

    def _take_back(self) -> None:
        removed = self._removed
        self._form.first.setFocus()
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
