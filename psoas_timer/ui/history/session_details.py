"""What can be done with the session chosen in the table: its note, whether it counts, the bin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from psoas_timer.core.history.session import DONE_SHARE, SessionRecord, Status
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.note_line import NoteLine
from psoas_timer.ui.kit.practice_words import counted_sentence, practised_word, session_title, sides_word, status_word
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label


class SessionDetails(QWidget):
    """Asks for changes to one session, by its uuid; while none is chosen, a sentence invites the person to choose one.

    A note is saved on Enter, when it loses the focus and when the page is left; Escape discards unsaved changes.
    """

    note_changed = Signal(str, str)  # uuid, note
    counted_changed = Signal(str, bool)
    delete_requested = Signal(str)
    left = Signal()  # Enter or Escape in the note

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: SessionRecord | None = None
        self._invitation = label(tr("Choose a session to add a note to it or delete it."), "muted")
        self._title, self._facts = label(role="strong"), label(role="muted")
        self.note = NoteLine(tr("Note"))
        self.note.editingFinished.connect(self.keep_note)
        self.note.returnPressed.connect(self.left)
        self.note.escaped.connect(self._take_back)
        self._count, self._delete = button(tr("Count it anyway")), button(tr("Delete"))
        self._count.clicked.connect(self._swap_counted)
        self._delete.clicked.connect(self.delete)
        self._tools = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._tools)
        self._lay_out()

    @property
    def record(self) -> SessionRecord | None:
        """The chosen session."""
        return self._record

    def show_record(self, record: SessionRecord | None) -> None:
        """Offer what can be done with ``record``; a note being written for it stays as it is."""
        is_same = record is not None and self._record is not None and record.uuid == self._record.uuid
        if not is_same:
            self.keep_note()
        self._record = record
        self._invitation.setVisible(record is None)
        for one in (self._title, self._facts, self._tools):
            one.setVisible(record is not None)
        if record is not None:
            self._fill(record, keeps_note=is_same and self.note.is_changed)

    def keep_note(self) -> None:
        """Report the note if it was changed."""
        if self._record is not None and self.note.is_changed:
            self.note_changed.emit(self._record.uuid, self.note.take())

    def delete(self) -> None:
        """Ask to move the session to the bin; a running session cannot go there."""
        if self._record is not None and self._record.status is not Status.RUNNING:
            self.note.take_back()
            self.delete_requested.emit(self._record.uuid)

    def _fill(self, record: SessionRecord, *, keeps_note: bool) -> None:
        title = session_title(record)
        self._title.setText(title)
        facts = [practised_word(record), status_word(record), sides_word(record.sides_done), counted_sentence(record)]
        self._facts.setText("  ·  ".join(fact for fact in facts if fact))
        if not keeps_note:
            self.note.show_note(record.note)
        self._count.setText(tr("Stop counting it") if record.is_counted else tr("Count it anyway"))
        self._count.setVisible(record.status is Status.PARTIAL and record.share < DONE_SHARE)
        self._delete.setEnabled(record.status is not Status.RUNNING)
        for one in (self.note, self._count, self._delete):
            one.setAccessibleDescription(title)

    def _swap_counted(self) -> None:
        if self._record is not None:
            self.counted_changed.emit(self._record.uuid, not self._record.is_counted)

    def _take_back(self) -> None:
        self.note.take_back()
        self.left.emit()

    def _lay_out(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE.small)
        self._row.addWidget(self.note, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.small)
        buttons.addWidget(self._count)
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        self._row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        for one in (self._invitation, self._title, self._facts, self._tools):
            column.addWidget(one)
        self.show_record(None)

    def fit(self, is_narrow: bool) -> None:
        """Put the buttons below the note if there is little room."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    # Qt's overrides

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.keep_note()  # a note that was set without the focus loses none
