"""Help: one part at a time, and the introduction again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from psoas_timer.lib.lazy import Lazy
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import Column, FlowGrid, Page, button, label, scrolled

_CELL_EM = 10
# A view lower than this, in line heights, goes to a part that was chosen.
_LOW_EM = 20
_SCROLLS = {Qt.Key.Key_Down: 2, Qt.Key.Key_Up: -2, Qt.Key.Key_PageDown: 16, Qt.Key.Key_PageUp: -16}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of Help: its name, a title for the page, and a function that makes what is shown of it."""

    name: str
    title: str
    make: Callable[[], QWidget]


class HelpPage(Page):
    """Shows the first of ``parts``, and makes each of the others when it is asked for. The arrow keys scroll."""

    introduction_requested = Signal()
    back_requested = Signal()

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Help"))
        self._parts = [Lazy(partial(self._make_part, part)) for part in parts]
        self._buttons = [self._make_button(index, part) for index, part in enumerate(parts)]
        again = button(tr("Introduction"))
        again.setAccessibleName(tr("See the introduction again"))
        again.clicked.connect(self.introduction_requested)
        grid = FlowGrid(_CELL_EM, len(parts) + 1)
        grid.show_cells([*self._buttons, again])
        self._column = Column()
        self._column.column.addWidget(grid)
        self._column.column.addStretch(1)
        self._area = scrolled(self._column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self.show_part(0)

    def show_part(self, index: int) -> None:
        """Show one of the parts, from its top."""
        for place, (one, name) in enumerate(zip(self._parts, self._buttons, strict=True)):
            name.setChecked(place == index)
            if place == index:
                one.get().show()
            elif (made := one.made) is not None:
                made.hide()
        self._area.verticalScrollBar().setValue(0)
        self.first = self._buttons[index]

    def _make_button(self, index: int, part: Part) -> QPushButton:
        made = button(part.name, "nav")
        made.setCheckable(True)
        give_role(made, QAccessible.Role.PageTab)
        made.setAccessibleDescription(part.title)
        made.clicked.connect(lambda: self._take_choice(index))
        return made

    def _take_choice(self, index: int) -> None:
        self.show_part(index)
        if self._area.viewport().height() < self.fontMetrics().height() * _LOW_EM:  # the choices alone fill the view
            QTimer.singleShot(0, self, lambda: self._scroll_to(self._parts[index].get()))

    def _scroll_to(self, part: QWidget) -> None:
        self._area.verticalScrollBar().setValue(part.y())

    def _make_part(self, part: Part) -> QWidget:
        made = QWidget()
        rows = QVBoxLayout(made)
        rows.setContentsMargins(0, SPACE.small, 0, 0)
        rows.setSpacing(SPACE.plain)
        rows.addWidget(label(part.title, "title"))
        rows.addWidget(part.make())
        self._column.column.insertWidget(self._column.column.count() - 1, made)
        return made

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        elif event.key() in _SCROLLS:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + _SCROLLS[Qt.Key(event.key())] * self.fontMetrics().height())
        else:
            super().keyPressEvent(event)
