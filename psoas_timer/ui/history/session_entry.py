"""The page for a session done elsewhere: saved with the others, and marked as entered later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from psoas_timer.core.history.session_entry import check_over
from psoas_timer.core.problem import Problem
from psoas_timer.lib.translation import problem_text, tr
from psoas_timer.ui.history.session_entry_form import RoutineChoice, SessionEntryForm
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.middle_page import MiddlePage
from psoas_timer.ui.kit.widgets import button, card, label


class SessionEntryPage(MiddlePage):
    """Asks to save an entry or to go back. A session that is not over yet is not saved: a sentence says why."""

    entry_wanted = Signal(object)  # SessionEntry
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now: Callable[[], datetime] | None = None
        self._form = SessionEntryForm()
        self._form.changed.connect(lambda: self.show_problem(None))  # the entry can be corrected
        self._fault = label(role="strong")
        self._fault.hide()
        frame, layout = card()
        layout.addWidget(self._form)
        self.content.addWidget(label(tr("Add a session done elsewhere"), "title"))
        self.content.addWidget(label(tr("It counts like any other session and is marked as entered later."), "muted"))
        self.content.addWidget(frame)
        self.content.addWidget(self._fault)
        add, back = button(tr("Add"), "primary"), button(tr("Back"))
        add.clicked.connect(self._add)
        back.clicked.connect(self.back_requested)
        self.buttons.addWidget(add)
        self.buttons.addWidget(back)
        self.first = self._form.first

    def show_entry(self, routines: Sequence[RoutineChoice], now: Callable[[], datetime]) -> None:
        """Start with an empty form; ``now`` returns naive local time, which passes while the form is open."""
        self._now = now
        self._form.start(routines, now())
        self.show_problem(None)
        self.scroll_to_top()

    def show_problem(self, problem: Problem | None) -> None:
        """Say below the form why nothing was saved; None if there is nothing to say."""
        sentence = problem_text(problem) if problem else ""
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        self._form.describe_start(sentence)
        announce(self, sentence)

    def _add(self) -> None:
        """Report the entry if that session is over by now."""
        entry = self._form.take_entry()
        if self._now is None or entry is None:
            return
        now = self._now()
        self._form.end_with(now.date())
        try:
            check_over(entry.local_start, entry.local_end, now)
        except Problem as problem:
            self.show_problem(problem)
            self._form.go_to_time()
            return
        self.show_problem(None)
        self.entry_wanted.emit(entry)

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        else:
            super().keyPressEvent(event)
