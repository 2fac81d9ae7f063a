"""The second page of the introduction: how many days a week."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.widgets import button, label
from psoas_timer.ui.welcome.goal_choices import GoalChoices
from psoas_timer.ui.welcome.step_page import StepPage


class GoalPage(StepPage):
    """Asks to go on once a goal was chosen, to go back, or to leave the introduction. It stores nothing."""

    left = Signal()

    def __init__(self) -> None:
        lead = tr(
            "A goal that you chose yourself is easier to keep. The source of the exercises suggests five days. You can"
            " change your goal at any time."
        )
        super().__init__(2, tr("How many days a week?"), lead, tr("Continue"))
        self._choices = GoalChoices()
        self._choices.chosen.connect(self._take_choice)
        self._effect = label(role="muted")
        self.content.addWidget(self._choices)
        self.content.addWidget(self._effect)
        back, skip = button(tr("Back")), button(tr("Skip the introduction"), "nav")
        back.clicked.connect(self.back_requested)
        skip.clicked.connect(self.left)
        self.put_others(back, skip)
        self._standing = 0
        self._effects: Mapping[int, str] = {}
        self.show_goal(0, {})

    @property
    def days(self) -> int:
        """The days a week that were chosen, or else those of the goal that the person has, 0 for none."""
        return self._choices.days or self._standing

    def show_goal(self, standing: int, effects: Mapping[int, str]) -> None:
        """Mark the ``standing`` goal, 0 for none; ``effects`` says what each goal would change, if it does."""
        days = self._standing = standing
        self._effects = effects
        self._choices.show_days(days)
        self._say_effect()
        self.start_at(self._choices.first)

    def _take_choice(self) -> None:
        self._say_effect()

    def _say_effect(self) -> None:
        effect = self._effects.get(self.days, "")
        self._effect.setText(effect)
        self._effect.setVisible(bool(effect))
        announce(self._effect, effect)

    def _ask_to_go_on(self) -> None:
        if self.days:
            self.go_on_requested.emit()
            return
        wish = tr("Choose 3, 4 or 5 days to go on.")
        self._effect.setText(wish)
        self._effect.show()
        announce(self._effect, wish)
        self._choices.first.setFocus()

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.go_on.click()
        else:
            super().keyPressEvent(event)
