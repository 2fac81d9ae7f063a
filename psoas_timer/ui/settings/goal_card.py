"""The goal in Settings: the current one, one that applies later, and the controls for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QSpinBox, QWidget

from psoas_timer.core.history.goal import DAYS, Goal, goal_to_come, week_at
from psoas_timer.core.settings import DAY_BOUNDARIES_H
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import PART_GAP_PX, Card, add_row, announce, fixed, new_form
from psoas_timer.ui.kit.goal_words import (
    coming_sentences,
    effect_sentence,
    hour_word,
    many_sessions_sentence,
    now_sentence,
    weekday_names,
)
from psoas_timer.ui.kit.widgets import Tick, button, label

TWICE = 2


class GoalCard(Card):
    """Asks for a new goal, confirmed by a button because a lower one applies at once, or a new end of the day."""

    goal_wanted = Signal(object)  # Goal; its effective date is ignored
    boundary_wanted = Signal(int)  # hour, 0 to 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Your goal"), parent)
        self._goals: Sequence[Goal] = ()
        self._today = date.max
        self._sessions_a_day = 1
        self._is_showing = False
        self._now, self._coming = label(role="strong"), label()
        self._many, self._effect = label(role="muted"), label(role="strong")
        self._set = button(tr("Set this goal"))
        self._set.clicked.connect(self._wish)
        fixed(self._set)
        self.column.addWidget(self._now)
        self.column.addWidget(self._coming)
        self.column.addLayout(self._build_goal())
        rule = tr("A higher goal applies from next week, a lower one from this week. Past weeks never change.")
        for one in (self._effect, self._set, label(rule, "muted")):
            self.column.addWidget(one)
        self.column.addSpacing(PART_GAP_PX)
        self.column.addLayout(self._build_boundary())
        night = tr(
            "Until then, practice after midnight counts towards the day before. "
            "Changing this never moves a saved session."
        )
        self.column.addWidget(label(night, "muted"))

    def show_goal(self, goals: Sequence[Goal], today: date, boundary_h: int) -> None:
        """Show the goal in the week of ``today`` and any later one; ``goals`` are sorted by effective date.

        A choice that is not set yet stays while ``goals`` are the same. A day ends at ``boundary_h``, 0 to 6.
        """
        is_new = tuple(goals) != tuple(self._goals)
        had_goals = bool(self._goals)
        self._goals, self._today = goals, today
        now, coming = week_at(today, goals).goal, goal_to_come(goals, today)
        self._is_showing = True
        if is_new:
            wanted = coming or now
            self._sessions_a_day = wanted.sessions_a_day
            self._days.setValue(wanted.days_a_week)
            self._twice.setChecked(wanted.sessions_a_day >= TWICE)
            self._weekday.setCurrentIndex(wanted.first_weekday)
        self._boundary.setCurrentIndex(DAY_BOUNDARIES_H.index(boundary_h))
        self._is_showing = False
        self._now.setText(now_sentence(now))
        self._coming.setText(coming_sentences(now, coming, today.year))
        self._coming.setVisible(coming is not None)
        self._weigh()
        if is_new and had_goals:
            announce(self, " ".join(one.text() for one in (self._now, self._coming) if one.text()))

    def _build_goal(self) -> QFormLayout:
        form = new_form()
        self._days = QSpinBox()
        self._days.setRange(*DAYS)
        self._days.setKeyboardTracking(False)
        self._days.valueChanged.connect(self._weigh)
        self._twice = Tick(tr("Twice a day"))
        self._twice.toggled.connect(self._count_sessions)
        self._weekday = QComboBox()
        self._weekday.addItems(weekday_names())
        self._weekday.currentIndexChanged.connect(self._weigh)
        add_row(form, tr("Days a week"), self._days)
        form.addRow("", self._twice)
        form.addRow(self._many)
        add_row(form, tr("Week starts on"), self._weekday)
        return form

    def _build_boundary(self) -> QFormLayout:
        form = new_form()
        self._boundary = QComboBox()
        self._boundary.addItems([hour_word(hour) for hour in DAY_BOUNDARIES_H])
        self._boundary.currentIndexChanged.connect(self._move_boundary)
        add_row(form, tr("Day ends at"), self._boundary)
        return form

    @property
    def _wanted(self) -> Goal:
        return Goal(
            days_a_week=self._days.value(),
            sessions_a_day=self._sessions_a_day,
            first_weekday=self._weekday.currentIndex(),
        )

    def _count_sessions(self, is_twice: bool) -> None:
        if not self._is_showing:
            self._sessions_a_day = TWICE if is_twice else 1
            self._weigh()

    def _weigh(self) -> None:
        """Say when the chosen goal would apply; there is nothing to set while it is the current one."""
        if self._is_showing or not self._goals:
            return
        many = many_sessions_sentence(self._sessions_a_day)
        self._many.setText(many)
        self._many.setVisible(bool(many))
        effect = effect_sentence(self._goals, self._today, self._wanted)
        self._effect.setText(effect)
        self._effect.setVisible(bool(effect))
        self._set.setAccessibleDescription(effect)
        if not effect and self._set.hasFocus():
            self._days.setFocus()  # a disabled button cannot keep the focus
        self._set.setEnabled(bool(effect))

    def _wish(self) -> None:
        self.goal_wanted.emit(self._wanted)

    def _move_boundary(self, index: int) -> None:
        if not self._is_showing:
            self.boundary_wanted.emit(DAY_BOUNDARIES_H[index])
