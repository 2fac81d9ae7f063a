"""The one thing to do now: a routine with the picture of its position, why it is suggested, and Start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QSizePolicy, QVBoxLayout

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.suggestion import Suggestion
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.position_picture import PositionPicture, picture_name
from psoas_timer.ui.kit.theme import SPACE, Theme
from psoas_timer.ui.kit.widgets import button, label
from psoas_timer.ui.kit.words import as_sentence, length_word, needs_word
from psoas_timer.ui.today.suggestion_words import why_sentence

_PICTURE_EM = 9.0  # the least height of the picture, in line heights
_TITLE_ROLES = ("display", "title", "heading", "strong")


class SuggestionCard(QFrame):
    """Asks to start the routine that it shows, or to look at it first; both carry its id."""

    start_requested = Signal(str)
    look_requested = Signal(str)

    def __init__(self, load_picture: Callable[[str], str]) -> None:
        """``load_picture`` returns the SVG of a position by name, or '' if there is none."""
        super().__init__()
        self.setProperty("role", "card")
        self._routine_id = ""
        self._title = label(role="display")
        self._facts = label(role="heading")
        self._needs = label()
        self._why = label(role="muted")
        self.start = button(tr("Start"), "primary")
        self.start.setToolTip(tr("Press Enter to start."))
        self.start.clicked.connect(lambda: self.start_requested.emit(self._routine_id))
        self._look = button(tr("Look at it first"))
        self._look.clicked.connect(lambda: self.look_requested.emit(self._routine_id))
        self._picture = PositionPicture(load_picture, _PICTURE_EM)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(SPACE.large, SPACE.plain, SPACE.large, SPACE.plain)
        self._row.setSpacing(SPACE.large)
        self._row.addWidget(self._picture, 5)
        self._row.addLayout(self._build_words(), 6)

    def show_suggestion(self, suggestion: Suggestion[Routine], length_s: float, today: date) -> None:
        """Show what is suggested, with its length in seconds."""
        routine = suggestion.routine
        self._routine_id = routine.id
        self._title.setText(routine.title)
        self._fit()
        facts = tr("{length}. {position}.") if routine.position else tr("{length}.")
        self._facts.setText(facts.format(length=length_word(length_s), position=routine.position))
        self._needs.setText(tr("You need: {needs}.").format(needs=needs_word(routine)))
        self._why.setText(why_sentence(suggestion, today))
        self._picture.show_position(picture_name(routine), routine.position)
        self.start.setAccessibleName(tr("Start {title}").format(title=routine.title))
        words = (one.text() for one in (self._facts, self._needs, self._why))
        self.start.setAccessibleDescription(" ".join(map(as_sentence, words)))  # read out with the focus
        self._look.setAccessibleName(tr("Look at {title} first").format(title=routine.title))

    def set_theme(self, theme: Theme) -> None:
        self._picture.set_theme(theme)

    def arrange(self, direction: QBoxLayout.Direction) -> None:
        """Place the picture before the words, above or below them."""
        self._row.setDirection(direction)
        is_row = direction in (QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.RightToLeft)
        self._row.setStretch(0, 5)
        self._row.setStretch(1, 6 if is_row else 0)

    def _fit(self) -> None:
        """Give way to a narrow window: a smaller title before a word is cut off, and the buttons below each other."""
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        if self._row.direction() is QBoxLayout.Direction.LeftToRight:
            room = (room - self._row.spacing()) * 6 // 11
        fit_role(self._title, room)
        needed = self.start.sizeHint().width() + self._buttons.spacing() + self._look.sizeHint().width()
        direction = QBoxLayout.Direction.LeftToRight if needed <= room else QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(direction)

    def _build_words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)  # the stretches need none
        words.addStretch(1)
        for text in (self._title, self._facts, self._needs, self._why):
            words.addWidget(text)
            words.addSpacing(SPACE.small)
        words.addSpacing(SPACE.small)
        self._buttons.setSpacing(SPACE.plain)
        for one in (self.start, self._look):
            one.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._buttons.addWidget(one)
        self._buttons.addStretch(1)
        words.addLayout(self._buttons)
        words.addStretch(1)
        return words

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


def fit_role(title: QLabel, width: int) -> None:
    """Show ``title`` as large as its longest word permits in ``width``."""
    title.ensurePolished()
    for role in _TITLE_ROLES:
        if title.property("role") != role:
            title.setProperty("role", role)
            title.style().unpolish(title)
            title.style().polish(title)
        if max(map(title.fontMetrics().horizontalAdvance, title.text().split()), default=0) <= width:
            break
