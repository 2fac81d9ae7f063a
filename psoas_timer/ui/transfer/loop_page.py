"""Which habit in Loop Habit Tracker matches which routine."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionComboBox, QWidget

from psoas_timer.core.breath.routine import RoutineName
from psoas_timer.core.history.session_entry import ENTERED_MIN
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import ChoiceBox, NumberBox
from psoas_timer.ui.kit.forms import PathLabel, add_row, new_form
from psoas_timer.ui.kit.middle_page import MiddlePage
from psoas_timer.ui.kit.widgets import button, card, label
from psoas_timer.ui.transfer.preview_page import show_breakable

# The minimum width of a name, in line heights.
_LEAST_NAME_EM = 8


@dataclass(frozen=True, slots=True)
class LoopChoice:
    """The habit, the routine it matches, and how long each session took."""

    habit: str
    routine_id: str
    planned_s: float


class LoopPage(MiddlePage):
    """Asks to preview the import, or to go back."""

    chosen = Signal(object)  # LoopChoice
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._habits: Sequence[tuple[str, int]] = ()
        self._routines: Sequence[tuple[RoutineName, Callable[[], float]]] = ()
        self._timed_habits: Collection[str] = ()
        self._has_own_minutes = False
        self._file = PathLabel()
        self._habit, self._routine, self._minutes = _Names(), _Names(), NumberBox()
        self._minutes.setRange(*ENTERED_MIN)
        self._minutes.setSuffix(tr(" min"))
        self._minutes.valueChanged.connect(self._own_minutes)
        self._habit.currentIndexChanged.connect(self._fit_habit)
        self._routine.currentIndexChanged.connect(self._fit_routine)
        frame, column = card()
        form = self._form = new_form()
        for name, control in (
            (tr("Habit"), self._habit), (tr("Routine"), self._routine), (tr("Each session took"), self._minutes),
        ):  # fmt: skip
            add_row(form, name, control)
        for names in (self._habit, self._routine):
            names.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addLayout(form)
        self._ticked = label(tr("Only days that you ticked yourself are imported."), "muted")
        self._timed = label(tr("Each session took as long as you entered in Loop Habit Tracker for that day."), "muted")
        for sentence in (self._ticked, self._timed):
            column.addWidget(sentence)
        for one in (label(tr("From Loop Habit Tracker"), "title"), self._file, frame):
            self.content.addWidget(one)
        look, back = button(tr("Preview import"), "primary"), button(tr("Back"))
        look.clicked.connect(self._emit_choice)
        back.clicked.connect(self.back_requested)
        self.buttons.addWidget(look)
        self.buttons.addWidget(back)
        self.first = self._habit

    def show_choice(
        self,
        file: str,
        habits: Sequence[tuple[str, int]],
        routines: Sequence[tuple[RoutineName, Callable[[], float]]],
        timed: Collection[str] = (),
    ) -> None:
        """Offer the ``habits`` (name and number of days) and the ``routines``, each with a way to its seconds.

        ``timed`` names the habits that say themselves how long each session took.
        """
        self._habits, self._routines, self._timed_habits = habits, routines, timed
        self._has_own_minutes = False
        show_breakable(self._file, file)
        self._habit.clear()
        self._habit.addItems([_habit_word(name, ticks) for name, ticks in habits])
        self._routine.clear()
        self._routine.addItems([_one_line(name.title) for name, _find_s in routines])
        self.scroll_to_top()

    def _fit_habit(self) -> None:
        """Ask how long a session took only where the habit does not say it."""
        index = self._habit.currentIndex()
        is_timed = 0 <= index < len(self._habits) and self._habits[index][0] in self._timed_habits
        self._form.setRowVisible(self._minutes, not is_timed)
        self._ticked.setVisible(not is_timed)
        self._timed.setVisible(is_timed)

    def _own_minutes(self) -> None:
        self._has_own_minutes = True

    def _fit_routine(self) -> None:
        """Propose the routine's length unless the person has entered another."""
        index = self._routine.currentIndex()
        if 0 <= index < len(self._routines) and not self._has_own_minutes:
            self._minutes.setValue(round(self._routines[index][1]() / 60))
            self._has_own_minutes = False  # this change was not the person's

    def _emit_choice(self) -> None:
        if self._habits and self._routines:
            self._minutes.interpretText()
            habit = self._habits[self._habit.currentIndex()][0]
            routine_id = self._routines[self._routine.currentIndex()][0].id
            self.chosen.emit(LoopChoice(habit, routine_id, self._minutes.value() * 60.0))

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)


class _Names(ChoiceBox):
    """Names from a file, of any length: the box takes the room there is, and elides a name that needs more."""

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * _LEAST_NAME_EM, super().minimumSizeHint().height())

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        # In the middle, because a habit's days are at the end; less the pixels that a style keeps free on both sides.
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideMiddle, room.width() - 2
        )


def _habit_word(name: str, ticks: int) -> str:
    return _one_line(tr("{name} (%n days)", ticks).format(name=name))


def _one_line(text: str) -> str:
    return " ".join(text.split())
