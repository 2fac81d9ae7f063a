"""The question after a session: how much discomfort there is now, and how that compares with before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.discomfort_scale import DiscomfortScale
from psoas_timer.ui.kit.discomfort_words import session_sentence
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import label


class DiscomfortAfter(QFrame):
    """Asks for a level, which can be changed or withdrawn; both levels are said in figures, and never judged."""

    level_chosen = Signal(object)  # int, or None if the answer was withdrawn or skipped

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._before: int | None = None
        question = tr("How much discomfort do you feel now?")
        self._scale = DiscomfortScale(question)
        self._scale.level_chosen.connect(self._take)
        self._scale.skipped.connect(lambda: self._take(None))
        self._difference = label(role="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.plain, SPACE.large, SPACE.plain)
        layout.setSpacing(SPACE.small)
        layout.addWidget(label(question, "strong"))
        layout.addWidget(self._scale)
        layout.addWidget(self._difference)

    def show_levels(self, before: int | None, after: int | None) -> None:
        """Show the answer so far; None stands for no answer."""
        self._before = before
        self._scale.show_level(after)
        self._say_difference(after)

    def _take(self, level: int | None) -> None:
        self._say_difference(level)
        announce(self, self._difference.text())
        self.level_chosen.emit(level)

    def _say_difference(self, level: int | None) -> None:
        sentence = session_sentence(self._before, level)
        self._difference.setText(sentence)
        self._difference.setVisible(bool(sentence))
