"""A page of the introduction: how far one has come, a large title, and little else."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.middle_page import MiddlePage
from psoas_timer.ui.kit.widgets import button, label

STEPS = 3
# On a page lower than this, in line heights, only the main button stays in view; the others follow the words.
_CRAMPED_EM = 16


class StepPage(MiddlePage):
    """Emits what a person wants; ``lead`` is read out with the title when the page gets the focus."""

    comfort_em = (44.0, 43.0)
    go_on_requested = Signal()
    back_requested = Signal()

    def __init__(self, step: int, title: str, lead: str, go_on: str) -> None:
        """``step`` counts from 1, 0 for a page that is none of them; ``go_on`` is the text of the main button."""
        self._picture: QWidget | None = None
        self._least_em = 0
        self._others: list[QPushButton] = []
        self._is_cramped = False
        super().__init__()
        self._words = lead  # the title is the page's name, and read out before
        self.setAccessibleName(title)
        if step:
            self.content.addWidget(StepMarks(step))
        self.content.addWidget(label(title, "display"))
        self.content.addWidget(label(lead, "lead"))
        self.go_on = button(go_on, "primary")
        self.go_on.clicked.connect(self._ask_to_go_on)
        self.buttons.addWidget(self.go_on)
        self.start_at(self.go_on)

    def start_at(self, control: QWidget, more: str = "") -> None:
        """Give the focus to ``control`` when the page is shown; it is read out with the page's words and ``more``."""
        if self.first is not None:
            self.first.setAccessibleDescription("")
        self.first = control
        control.setAccessibleDescription(f"{self._words} {more}".strip())

    def put_picture(self, picture: QWidget, least_em: int) -> None:
        """Show ``picture`` above the title where the page has ``least_em`` line heights, and so room for all else."""
        self._picture, self._least_em = picture, least_em
        self.content.insertWidget(0, picture)

    def put_others(self, *others: QPushButton) -> None:
        """Show more buttons after the main one."""
        self._others += others
        for one in others:
            self.buttons.addWidget(one)

    def _order_tabs(self) -> None:
        """Let Tab go through what is above the buttons first: the main button was made before it."""
        above = [
            one
            for one in self.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one is not self.go_on and one not in self._others
        ]
        for before, after in pairwise([*above[-1:], self.go_on, *self._others]):
            QWidget.setTabOrder(before, after)

    def _make_room(self) -> None:
        em = self.fontMetrics().height()
        if self._picture is not None:
            self._picture.setVisible(self.height() >= em * self._least_em)
        is_cramped = self.height() < em * _CRAMPED_EM
        if is_cramped != self._is_cramped:
            self._is_cramped = is_cramped
            for one in self._others:
                (self.content if is_cramped else self.buttons).addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask_to_go_on(self) -> None:
        self.go_on_requested.emit()

    # Qt's overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_tabs()
        self.scroll_to_top()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._make_room()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)


class StepMarks(QWidget):
    """A mark for each page of the introduction: the present one is longer, those before it are filled."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self._step = step
        give_role(self, QAccessible.Role.Graphic)
        self.setAccessibleName(tr("Page {n} of {of}").format(n=number_word(step), of=number_word(STEPS)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def _height(self) -> int:
        return max(self.fontMetrics().height() // 3, 4)

    # Qt's overrides

    def sizeHint(self) -> QSize:
        return QSize(self._height * (2 * STEPS + 4), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette, side = QPainter(self), self.palette(), float(self._height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        left = 0.0
        for step in range(1, STEPS + 1):
            role = QPalette.ColorRole.Accent if step <= self._step else QPalette.ColorRole.Mid
            painter.setBrush(palette.color(role))
            width = side * 4 if step == self._step else side
            painter.drawRoundedRect(QRectF(left, 0.0, width, side), side / 2, side / 2)
            left += width + side
