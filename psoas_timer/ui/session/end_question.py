"""The question before a session ends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, card, label

_ROOMY, _CRAMPED = (32, 24, 32, 24), (16, 8, 16, 8)
# The question is no wider than this, in line heights.
_WIDEST_EM = 24


class EndQuestion(QFrame):
    """Asks before a session ends. Enter, Space and Escape all continue the session."""

    end_requested = Signal()
    go_on_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.then: Callable[[], object] = lambda: None  # what the end of the session was asked for
        frame, self._inner = card()
        self._inner.setSpacing(SPACE.plain)
        self._words = label(tr("What you have done so far is saved."), "muted")
        self._inner.addWidget(label(tr("End this session?"), "heading"))
        self._inner.addWidget(self._words)
        self._go_on = button(tr("Continue"), "primary")
        self._end = button(tr("End session"))
        self._go_on.clicked.connect(self.go_on_requested)
        self._end.clicked.connect(self.end_requested)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(SPACE.plain)
        self._row.addWidget(self._go_on)
        self._row.addWidget(self._end)
        self._inner.addLayout(self._row)
        own = QVBoxLayout(self)
        own.setContentsMargins(0, 0, 0, 0)
        own.addWidget(frame)
        give_role(self, QAccessible.Role.Dialog)
        give_role(frame, QAccessible.Role.Client)  # it would be read out as well
        self.setAccessibleName(tr("End this session?"))
        self.hide()

    def open(self) -> None:
        """Ask, with the focus on continuing."""
        self.centre()
        self.show()
        self.raise_()
        self._go_on.setFocus()

    def centre(self) -> None:
        """Stand in the middle of the page, whole: with little room, buttons below each other and fewer words."""
        page = self.parentWidget()
        if page is None:
            return
        most_w, most_h = page.width() - 2 * SPACE.small, page.height() - 2 * SPACE.small
        for margins, has_words in ((_ROOMY, True), (_CRAMPED, True), (_CRAMPED, False)):
            self._words.setVisible(has_words)
            self._inner.setContentsMargins(*margins)
            width = min(self.fontMetrics().height() * _WIDEST_EM, most_w)
            buttons = self._go_on.sizeHint().width() + self._row.spacing() + self._end.sizeHint().width()
            fits = buttons <= width - margins[0] - margins[2] - 2
            self._row.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
            layout = self.layout()
            assert layout is not None
            layout.invalidate()
            height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
            if height <= most_h:
                break
        self.resize(width, height)
        self.move((page.width() - width) // 2, max((page.height() - height) // 2, 0))

    # Qt's overrides

    def focusNextPrevChild(self, is_next: bool) -> bool:
        (self._end if self._go_on.hasFocus() else self._go_on).setFocus()  # keep the keyboard in the question
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.go_on_requested.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.centre()
