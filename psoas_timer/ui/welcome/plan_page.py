"""The third page of the introduction: one plan, in the person's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import QLocale, QTime, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.controls import TimeBox
from psoas_timer.ui.kit.dates import time_pattern
from psoas_timer.ui.kit.forms import add_row, new_form
from psoas_timer.ui.kit.widgets import FlowGrid, button, card, label
from psoas_timer.ui.welcome.step_page import StepPage

# The longest that a person's own words may be: they are read on a notice.
MOST_CHARACTERS = 60
FIRST_TIME = time(8, 0)
_IDEA_EM = 9


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person has ``done`` when they lie down, in their own words ('' for nothing), and the local time."""

    done: str = ""
    at: time = FIRST_TIME


class PlanPage(StepPage):
    """Asks to keep a plan, with a reminder or without, or to go back. It stores nothing."""

    plan_wanted = Signal(object)  # Plan
    unplanned = Signal()

    def __init__(self) -> None:
        lead = tr("A plan with a place in your day is easier to keep. Say when you will lie down, in your own words.")
        super().__init__(3, tr("When will you do it?"), lead, tr("Remind me"))
        self._say: Callable[[Plan], tuple[str, str]] = lambda _plan: ("", "")
        self._done = QLineEdit()
        self._done.setMaxLength(MOST_CHARACTERS)
        self._done.setPlaceholderText(tr("had breakfast"))
        form = new_form()
        add_row(form, tr("When I have"), self._done)
        form.addRow(self._make_ideas())
        self._time = TimeBox()
        add_row(form, tr("at"), self._time)
        self._done.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)  # for one's own words
        self._done.setMinimumWidth(self.fontMetrics().height() * 10)
        self._done.textChanged.connect(self._show_plan)
        self._time.timeChanged.connect(self._show_plan)
        self._done.returnPressed.connect(self.go_on.click)
        self.content.addLayout(form)
        frame, column = card()
        self._plan, self._days = label(role="lead"), label(role="muted")
        column.addWidget(self._plan)
        column.addWidget(self._days)
        self.content.addWidget(frame)
        without, back = button(tr("Without a reminder")), button(tr("Back"))
        without.clicked.connect(self.unplanned)
        back.clicked.connect(self.back_requested)
        self.put_others(without, back)
        self.start_at(self._done)

    def show_plan(self, plan: Plan, say: Callable[[Plan], tuple[str, str]]) -> None:
        """Start with ``plan``; ``say`` returns the sentence for a plan, and when it reminds."""
        self._say = say
        self._time.setDisplayFormat(time_pattern())
        self._done.setText(plan.done)
        self._time.setTime(QTime(plan.at.hour, plan.at.minute))
        self._show_plan()

    @property
    def plan(self) -> Plan:
        """The plan as it is written now, without spaces and marks around it."""
        chosen = self._time.time()
        return Plan(" ".join(self._done.text().split()).strip(" .,;:"), time(chosen.hour(), chosen.minute()))

    def _make_ideas(self) -> FlowGrid:
        grid = FlowGrid(_IDEA_EM, 3)
        grid.show_cells([self._make_idea(idea) for idea in ideas()])
        return grid

    def _make_idea(self, idea: str) -> QPushButton:
        made = button(idea)
        made.clicked.connect(lambda: self._take_idea(idea))
        return made

    def _take_idea(self, idea: str) -> None:
        self._done.setText(idea)
        announce(self._plan, self._plan.text())

    def _show_plan(self) -> None:
        sentence, days = self._say(self.plan)
        self._plan.setText(sentence)
        self._days.setText(days)
        self.go_on.setAccessibleDescription(f"{sentence} {days}".strip())

    def _ask_to_go_on(self) -> None:
        self.plan_wanted.emit(self.plan)


def ideas() -> list[str]:
    """Return what a person may have done by then: each fits after "When I have"."""
    return [tr("had breakfast"), tr("come home"), tr("brushed my teeth")]


def clock_of(at: time) -> str:
    """Return a time of day as a clock of the person's country shows it."""
    return QLocale().toString(QTime(at.hour, at.minute), time_pattern())
