"""The keys on a sheet over the page that is shown: over a session, it goes on or stays paused as it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.help.read_card import ReadCard
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, scrolled

_WIDEST_EM = 44
_SCROLLS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
_LEAVES = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeySheet(QFrame):
    """Keeps the keyboard to itself, except for Space, which still pauses: that must never depend on where one looks.

    Esc, Enter or a click on Close take it away; so does leaving the page.
    """

    closed = Signal()

    def __init__(self, page: QWidget, cards: Sequence[ReadCard]) -> None:
        super().__init__(page)
        self._page = page
        self._is_over = False
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Keyboard shortcuts"))
        self.setAccessibleDescription(
            " ".join(f"{one.accessibleName()}. {one.accessibleDescription()}" for one in cards)
        )
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.plain)
        for one in cards:
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            rows.addWidget(one)
        rows.addStretch(1)
        self._area = scrolled(inner)
        self._area.setStyleSheet("QScrollArea { background: transparent; }")
        self._content = inner
        self._close = button(tr("Close"), "primary")
        self._close.clicked.connect(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.plain, SPACE.plain, SPACE.plain, SPACE.plain)
        column.setSpacing(SPACE.plain)
        column.addWidget(self._area, 1)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)
        page.installEventFilter(self)

    def open(self) -> None:
        """Show it in the middle of the page, with the focus."""
        self.show()
        self._fit()
        self.raise_()
        self.setFocus()

    def leave(self) -> None:
        """Take it away."""
        if not self._is_over:
            self._is_over = True
            self._page.removeEventFilter(self)
            self.hide()
            self.closed.emit()
            self.deleteLater()

    def _fit(self) -> None:
        room, em = (
            self._page.rect().adjusted(SPACE.plain, SPACE.plain, -SPACE.plain, -SPACE.plain),
            self.fontMetrics().height(),
        )
        width = min(room.width(), em * _WIDEST_EM)
        inside = width - 2 * SPACE.plain - 2
        needed = self._content.heightForWidth(inside) if self._content.hasHeightForWidth() else room.height()
        height = min(room.height(), needed + self._close.sizeHint().height() + 3 * SPACE.plain + 2)
        self.setGeometry(0, 0, width, height)
        self.move(self._page.rect().center() - self.rect().center())

    # Qt's overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange):
            self._fit()
        return False

    def focusNextPrevChild(self, is_next: bool) -> bool:
        (self if self._close.hasFocus() else self._close).setFocus()  # keep the keyboard on the sheet
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            event.ignore()  # the page gets it
        elif key in _LEAVES and not event.isAutoRepeat():
            self.leave()
        elif key in _SCROLLS:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + _SCROLLS[key] * 2 * self.fontMetrics().height())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.leave()
