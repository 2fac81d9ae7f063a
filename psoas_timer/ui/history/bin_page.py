"""The bin: recently deleted sessions, until they are removed for good."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from psoas_timer.core.history.session import BIN_DAYS, SessionRecord
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.practice_words import practised_word, session_title
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import Column, Page, button, card, label, scrolled


class BinPage(Page):
    """Asks to restore a session, by its uuid, or to go back."""

    restore_requested = Signal(str)
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restores: list[QPushButton] = []
        self._list = QWidget()
        self._back = button(tr("Back"))
        self._back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._back.clicked.connect(self.back_requested)
        content = Column()
        self._column = content.column
        self._column.addWidget(label(tr("Bin"), "title"))
        self._column.addWidget(label(tr("Sessions stay here for %n days.", BIN_DAYS), "muted"))
        self._column.addWidget(self._list)
        self._column.addWidget(self._back)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))
        self.first = self._back

    def show_bin(self, records: Sequence[SessionRecord]) -> None:
        """Show the deleted ``records`` in their order; the keyboard focus keeps its place in the list."""
        held = next((row for row, one in enumerate(self._restores) if one.hasFocus()), None)
        self._restores = []
        frame, column = card()
        if not records:
            column.addWidget(label(tr("The bin is empty.")))
        for record in records:
            column.addWidget(self._build_row(record))
        self._column.replaceWidget(self._list, frame)
        frame.show()  # show it at once: it gets the focus
        self._list.hide()  # hide it at once; Qt deletes it later
        self._list.deleteLater()
        self._list = frame
        self.first = self._restores[0] if self._restores else self._back
        QWidget.setTabOrder(frame, self._back)
        if held is not None:
            (self._restores[min(held, len(records) - 1)] if records else self._back).setFocus()

    def _build_row(self, record: SessionRecord) -> QFrame:
        row = QFrame()
        layout, words = QHBoxLayout(row), QVBoxLayout()
        layout.setContentsMargins(0, SPACE.tiny, 0, SPACE.tiny)
        layout.setSpacing(SPACE.plain)
        words.setSpacing(0)
        title, facts = session_title(record), " ".join(record.note.split())
        words.addWidget(label(title))
        words.addWidget(label(f"{practised_word(record)}  ·  {facts}" if facts else practised_word(record), "muted"))
        restore = button(tr("Restore"))
        restore.setAccessibleName(tr("Restore {session}").format(session=title))
        restore.clicked.connect(lambda: self.restore_requested.emit(record.uuid))
        layout.addLayout(words, 1)
        layout.addWidget(restore, 0, Qt.AlignmentFlag.AlignVCenter)
        self._restores.append(restore)
        return row

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)
