"""The quiet screen after a session: what was done, how to come out, and room for a note."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from psoas_timer.core.adherence import Week
from psoas_timer.core.routine import Routine
from psoas_timer.core.session import SessionRecord, Status
from psoas_timer.ui.pieces import Page, button, card, label, listing
from psoas_timer.ui.words import clock_word, tr

NOTE_LENGTH = 500


class ClosingPage(Page):
    """Wishes: to keep a note, and to go home. Leaving the page keeps the note too."""

    note_changed = Signal(str, str)  # uuid, note
    done_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uuid = ""
        self._title = label(role="title")
        self._done = label()
        self._week = label(role="muted")
        self._note = QLineEdit()
        self._note.setMaxLength(NOTE_LENGTH)
        self._note.setPlaceholderText(tr("A note, if you like"))
        self._note.setAccessibleName(tr("Note about this session"))
        self._home = button(tr("Done"), "primary")
        self._home.clicked.connect(self._leave)
        self.first = self._home
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(self._title)
        column.addWidget(self._done)
        column.addWidget(self._week)
        self._way_out, self._steps = card()
        self._steps.addWidget(label(tr("Take your time"), "strong"))
        self._closing = listing(())
        self._steps.addWidget(self._closing)
        column.addWidget(self._way_out)
        column.addWidget(self._note)
        row = QHBoxLayout()
        row.addWidget(self._home)
        row.addStretch(1)
        column.addLayout(row)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(28, 28, 28, 28)
        outer.addStretch(1)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addLayout(column)
        middle.addStretch(2)
        outer.addLayout(middle, 4)
        outer.addStretch(1)

    def show_closing(self, routine: Routine, record: SessionRecord, week: Week) -> None:
        """Show what was done; the page's focus is on the way home."""
        self._uuid = record.uuid
        is_whole = record.status is Status.COMPLETE
        self._title.setText(tr("Well done.") if is_whole else tr("That is enough for now."))
        self._done.setText(
            tr("{routine}: you practised {time} of {planned} minutes.").format(
                routine=routine.title, time=clock_word(record.practised_s), planned=clock_word(record.planned_s)
            )
        )
        self._week.setText(tr("This week: {met} of {target} days.").format(met=week.days_met, target=week.target))
        closing = listing(routine.closing, numbered=True)
        self._steps.replaceWidget(self._closing, closing)
        self._closing.hide()  # at once; Qt deletes it when it has time
        self._closing.deleteLater()
        self._closing = closing
        self._way_out.setVisible(bool(routine.closing))
        self._note.setText(record.note)

    def _leave(self) -> None:
        self.keep_note()
        self.done_requested.emit()

    def keep_note(self) -> None:
        """Hand on the note where one was written or changed."""
        if self._note.isModified():
            self._note.setModified(False)
            self.note_changed.emit(self._uuid, self._note.text().strip())

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave()
        else:
            super().keyPressEvent(event)
