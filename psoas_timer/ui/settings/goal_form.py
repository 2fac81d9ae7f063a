"""The controls for a new goal: its days, whether twice a day, and the day a week starts on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psoas_timer.core.history.goal import DAYS, Goal
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import ChoiceBox, NumberBox
from psoas_timer.ui.kit.forms import Findable, add_row, new_form
from psoas_timer.ui.kit.goal_words import many_sessions_sentence, weekday_names
from psoas_timer.ui.kit.widgets import Tick, label

_TWICE = 2


class GoalForm(QWidget):
    """Shows a goal and lets a person choose another; ``first`` is its first control.

    A goal from elsewhere may ask for more than two sessions a day: it does so until the switch is used.
    """

    goal_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sessions_a_day = 1
        self._is_showing = False
        self.first = NumberBox()
        self.first.setRange(*DAYS)
        self.first.setKeyboardTracking(False)
        self.first.valueChanged.connect(self._tell)
        self._twice = Tick(tr("Twice a day"))
        self._twice.toggled.connect(self._count_sessions)
        self._many = label(role="muted")
        self._weekday = ChoiceBox()
        self._weekday.addItems(weekday_names())
        self._weekday.currentIndexChanged.connect(self._tell)
        rows = new_form()
        rows.setContentsMargins(0, 0, 0, 0)
        add_row(rows, tr("Days a week"), self.first)
        rows.addRow("", self._twice)
        rows.addRow(self._many)
        add_row(rows, tr("Week starts on"), self._weekday)
        self.setLayout(rows)

    @property
    def findables(self) -> list[Findable]:
        """What a search may find here."""
        return [
            Findable(tr("Days a week"), tr("Your goal"), self.first),
            Findable(tr("Twice a day"), tr("Your goal"), self._twice),
            Findable(tr("Week starts on"), tr("Your goal"), self._weekday),
        ]

    @property
    def goal(self) -> Goal:
        """The chosen goal, which has no effective date yet."""
        return Goal(
            days_a_week=self.first.value(),
            sessions_a_day=self._sessions_a_day,
            first_weekday=self._weekday.currentIndex(),
        )

    def show_goal(self, goal: Goal) -> None:
        """Show ``goal``, which is no choice of the person."""
        self._is_showing = True
        self._sessions_a_day = goal.sessions_a_day
        self.first.setValue(goal.days_a_week)
        self._twice.setChecked(goal.sessions_a_day >= _TWICE)
        self._weekday.setCurrentIndex(goal.first_weekday)
        self._is_showing = False
        self._say_many()

    def _count_sessions(self, is_twice: bool) -> None:
        if not self._is_showing:
            self._sessions_a_day = _TWICE if is_twice else 1
            self._say_many()
            self._tell()

    def _say_many(self) -> None:
        many = many_sessions_sentence(self._sessions_a_day)
        self._many.setText(many)
        self._many.setVisible(bool(many))

    def _tell(self) -> None:
        if not self._is_showing:
            self.goal_chosen.emit()
