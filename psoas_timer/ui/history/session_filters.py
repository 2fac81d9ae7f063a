"""Which sessions to show: by routine, by words in the note, and the way back to all of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QVBoxLayout, QWidget

from psoas_timer.core.history.session_query import SessionQuery
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import ChoiceBox, EscapableLine
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label

# How long to wait for more typing before searching the notes.
_FIND_DELAY_MS = 200
_ROUTINE_LETTERS = 14


class SessionFilters(QWidget):
    """Reports the chosen routine and words; a line below leads back to all sessions while only some days are shown."""

    filter_changed = Signal(str, str)  # routine id, words
    every_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._routine_ids: list[str] = [""]
        self._is_showing = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_FIND_DELAY_MS)
        self._wait.timeout.connect(self._tell)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(SPACE.small)
        self._name = label(tr("Routine"))
        self._routines = self._build_routines()
        self._find = self._build_find()
        self._row.addWidget(self._name)
        self._row.addWidget(self._routines, 1)
        self._row.addWidget(self._find, 2)
        self._limit = self._build_limit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addLayout(self._row)
        column.addWidget(self._limit)

    def show_routines(self, titles: Mapping[str, str]) -> None:
        """Offer these routines, by id; the chosen routine stays chosen while it is among them."""
        chosen = self._routine_ids[max(self._routines.currentIndex(), 0)]
        self._is_showing = True
        self._routine_ids = ["", *titles]
        self._routines.clear()
        self._routines.addItems([tr("All routines"), *titles.values()])
        self._routines.setCurrentIndex(self._routine_ids.index(chosen) if chosen in titles else 0)
        self._is_showing = False

    def show_query(self, query: SessionQuery) -> None:
        """Show the filters of a query without asking for it."""
        self._wait.stop()
        self._is_showing = True
        self._routines.setCurrentIndex(self._routine_ids.index(query.routine_id))
        if self._find.text().strip() != query.text:
            self._find.setText(query.text)
        self._is_showing = False

    def show_limit(self, words: str, *, is_limited: bool) -> None:
        """If not all sessions are shown, say which days are and offer the way back."""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._every.setAccessibleDescription(words)
        self._limit.setVisible(is_limited)

    def fit(self, is_narrow: bool) -> None:
        """Stack the filters if there is little room."""
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)
        self._limit_row.setDirection(direction)

    def _build_routines(self) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(tr("Routine"))
        self._name.setBuddy(box)  # Qt tells a screen reader no other name of a choice
        self._name.hide()
        box.addItem(tr("All routines"))
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_ROUTINE_LETTERS)
        box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)  # as tall as the field beside it
        box.currentIndexChanged.connect(self._tell)
        return box

    def _build_find(self) -> EscapableLine:
        line = EscapableLine()
        line.setAccessibleName(tr("Search notes"))
        line.setPlaceholderText(tr("Search notes"))
        line.textChanged.connect(self._tell_soon)
        line.returnPressed.connect(self._tell)
        line.escaped.connect(self._clear)
        return line

    def _build_limit(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "caution")
        self._limit_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, frame)
        self._limit_row.setContentsMargins(SPACE.plain, SPACE.small, SPACE.small, SPACE.small)
        self._limit_row.setSpacing(SPACE.plain)
        self._words = label()
        self._every = button(tr("Show all sessions"))
        self._every.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._every.clicked.connect(self.every_requested)
        self._limit_row.addWidget(self._words, 1)
        self._limit_row.addWidget(self._every)
        frame.hide()
        return frame

    def _tell_soon(self) -> None:
        if not self._is_showing:
            self._wait.start()

    def _tell(self) -> None:
        self._wait.stop()
        if not self._is_showing:
            routine_id = self._routine_ids[max(self._routines.currentIndex(), 0)]
            self.filter_changed.emit(routine_id, self._find.text().strip())

    def _clear(self) -> None:
        self._find.clear()
        self._tell()
