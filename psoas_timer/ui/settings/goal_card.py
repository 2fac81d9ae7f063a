"""The goal in Settings: the current one, one that applies later, and the controls for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from psoas_timer.core.history.goal import Goal, goal_to_come, week_at
from psoas_timer.core.settings import DAY_BOUNDARIES_H
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.controls import ChoiceBox
from psoas_timer.ui.kit.forms import Card, Findable, add_row, fixed, new_form
from psoas_timer.ui.kit.goal_words import coming_sentences, effect_sentence, hour_word, now_sentence
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label
from psoas_timer.ui.settings.goal_form import GoalForm


class GoalCard(Card):
    """Asks for a new goal, confirmed by a button because a lower one applies at once, or a new end of the day."""

    goal_wanted = Signal(object)  # Goal; its effective date is ignored
    boundary_wanted = Signal(int)  # hour, 0 to 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Your goal"), parent)
        self._goals: Sequence[Goal] = ()
        self._today = date.max
        self._is_showing = False
        self._now, self._coming = label(role="strong"), label()
        self._form = GoalForm()
        self._form.goal_chosen.connect(self._weigh)
        self._effect = label(role="strong")
        self._set = button(tr("Set this goal"))
        self._set.clicked.connect(lambda: self.goal_wanted.emit(self._form.goal))
        fixed(self._set)
        rule = tr("A higher goal applies from next week, a lower one from this week. Past weeks never change.")
        for one in (self._now, self._coming, self._form, self._effect, self._set, label(rule, "muted")):
            self.column.addWidget(one)
        self.column.addSpacing(SPACE.plain)
        self.column.addLayout(self._build_boundary())
        night = tr(
            "Until then, practice after midnight counts towards the day before. "
            "Changing this never moves a saved session."
        )
        self.column.addWidget(label(night, "muted"))
        self.findables += [*self._form.findables, Findable(tr("Day ends at"), night, self._boundary)]

    def show_goal(self, goals: Sequence[Goal], today: date, boundary_h: int) -> None:
        """Show the goal in the week of ``today`` and any later one; ``goals`` are sorted by effective date.

        A choice that is not set yet stays while ``goals`` are the same. A day ends at ``boundary_h``, 0 to 6.
        """
        is_new = tuple(goals) != tuple(self._goals)
        had_goals = bool(self._goals)
        self._goals, self._today = goals, today
        now, coming = week_at(today, goals).goal, goal_to_come(goals, today)
        if is_new:
            self._form.show_goal(coming or now)
        self._is_showing = True
        self._boundary.setCurrentIndex(DAY_BOUNDARIES_H.index(boundary_h))
        self._is_showing = False
        self._now.setText(now_sentence(now))
        self._coming.setText(coming_sentences(now, coming, today.year))
        self._coming.setVisible(coming is not None)
        self._weigh()
        if is_new and had_goals:
            announce(self, " ".join(one.text() for one in (self._now, self._coming) if one.text()))

    def _build_boundary(self) -> QFormLayout:
        form = new_form()
        self._boundary = ChoiceBox()
        self._boundary.addItems([hour_word(hour) for hour in DAY_BOUNDARIES_H])
        self._boundary.currentIndexChanged.connect(self._move_boundary)
        add_row(form, tr("Day ends at"), self._boundary)
        return form

    def _weigh(self) -> None:
        """Say when the chosen goal would apply; there is nothing to set while it is the current one."""
        if not self._goals:
            return
        effect = effect_sentence(self._goals, self._today, self._form.goal)
        self._effect.setText(effect)
        self._effect.setVisible(bool(effect))
        self._set.setAccessibleDescription(effect)
        if not effect and self._set.hasFocus():
            self._form.first.setFocus()  # a disabled button cannot keep the focus
        self._set.setEnabled(bool(effect))

    def _move_boundary(self, index: int) -> None:
        if not self._is_showing:
            self.boundary_wanted.emit(DAY_BOUNDARIES_H[index])
