"""Every routine at a glance, each on a card that leads to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from psoas_timer.core.breath.routine import Routine
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.widgets import FlowGrid, label
from psoas_timer.ui.kit.words import length_word, needs_word

# The minimum width of a card, in line heights, and how many stand side by side at most.
_CARD_EM = 15
_MOST_COLUMNS = 3


class RoutineCards(FlowGrid):
    """The cards, in as many columns as the width allows. ``routine_requested`` carries the id of a pressed one."""

    routine_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(_CARD_EM, _MOST_COLUMNS)
        self._listed: Sequence[tuple[Routine, float]] = ()

    def show_routines(self, listed: Sequence[tuple[Routine, float]]) -> None:
        """Show each routine with its length in seconds; the same ones again keep their cards, and the focus."""
        if listed != self._listed:
            self._listed = listed
            self.show_cells([self._build_card(routine, length_s) for routine, length_s in listed])

    def _build_card(self, routine: Routine, length_s: float) -> QPushButton:
        made = RoutineCard(routine, length_s)
        made.clicked.connect(lambda: self.routine_requested.emit(routine.id))
        return made


class RoutineCard(QPushButton):
    """A routine at a glance: title, length, position, what it needs. Pressing it asks to look at it."""

    def __init__(self, routine: Routine, length_s: float) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAutoDefault(True)
        facts = tr("{length}. {position}").format(length=length_word(length_s), position=routine.position)
        needs = tr("Needs: {needs}").format(needs=needs_word(routine))
        self.setAccessibleName(routine.title)
        self.setAccessibleDescription(f"{facts}. {needs}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(4)
        for text, role in ((routine.title, "strong"), (facts, ""), (needs, "muted")):
            line = label(text, role)
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(line)
        layout.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # Qt's overrides: a button takes its size from its text, but here the layout holds the text

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        own = self.layout()
        return own.heightForWidth(width) if own else 0

    def sizeHint(self) -> QSize:
        own = self.layout()
        return own.sizeHint() if own else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        own = self.layout()
        return own.minimumSize() if own else super().minimumSizeHint()
