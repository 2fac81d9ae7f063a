"""The question before a session: how much discomfort there is, and how the answer compares with a therapist's limit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.discomfort_scale import DiscomfortScale
from psoas_timer.ui.kit.middle_page import MiddlePage
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label


class DiscomfortPage(MiddlePage):
    """Asks to begin with or without an answer, to rest instead, or to go back.

    At or above the limit the session does not begin by itself: the person decides. Back returns to the question, so
    that a slip of the finger can be corrected.
    """

    answered = Signal(object)  # int, None if skipped
    rest_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stop_level: int | None = None
        self._routine = label(role="muted")
        question = tr("How much discomfort do you feel right now?")
        self._scale = DiscomfortScale(question)
        self._scale.level_chosen.connect(self._weigh)
        self._scale.skipped.connect(lambda: self.answered.emit(None))
        self._question = _part(
            label(question, "title"),
            label(tr("Choose a number to begin. Your answer is saved with the session."), "muted"),
            self._scale,
        )
        self._chosen, self._limit = label(role="muted"), label(role="title")
        self._advice = _part(self._limit, self._chosen)
        self._rest = button(tr("Rest today"), "primary")
        self._rest.clicked.connect(self.rest_requested)
        self._practise = button(tr("Practise anyway"))
        self._practise.clicked.connect(lambda: self.answered.emit(self._scale.level))
        back = button(tr("Back"))
        back.clicked.connect(self._go_back)
        for one in (self._routine, self._question, self._advice):
            self.content.addWidget(one)
        for one in (self._rest, self._practise, back):
            self.buttons.addWidget(one)
        self.show_question("", None)

    def show_question(self, routine_title: str, stop_level: int | None) -> None:
        """Ask before the routine with this title; at ``stop_level`` (1 to 10) or above, rest is advised."""
        self._stop_level = stop_level
        self._routine.setText(tr("Before {routine}").format(routine=routine_title))
        self._scale.show_level(None)
        self._show(is_advice=False)

    def _show(self, *, is_advice: bool) -> None:
        for one in (self._advice, self._rest, self._practise):
            one.setVisible(is_advice)
        self._question.setVisible(not is_advice)
        self.first = self._rest if is_advice else self._scale.first
        self.fit_buttons()
        self.scroll_to_top()

    def _weigh(self, level: int) -> None:
        if self._stop_level is None or level < self._stop_level:
            self.answered.emit(level)
            return
        limit = tr("Your therapist's limit is {n}. It is better to rest today.").format(n=self._stop_level)
        self._limit.setText(limit)
        self._chosen.setText(tr("You chose {level} of 10.").format(level=level))
        self._rest.setAccessibleDescription(limit)  # read out with the button, which gets the focus
        self._show(is_advice=True)
        self._rest.setFocus()

    def _go_back(self) -> None:
        if self._question.isHidden():
            self._scale.show_level(None)
            self._show(is_advice=False)
            self._scale.first.setFocus()
        else:
            self.back_requested.emit()

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)


def _part(*widgets: QWidget) -> QWidget:
    """Stack widgets in one widget, so that they can be shown or hidden together."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE.plain)
    for one in widgets:
        column.addWidget(one)
    return made
