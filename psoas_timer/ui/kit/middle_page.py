"""A page with little on it, centred in the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import FocusFollower, Page

# The maximum width of a quiet page's content, in line heights.
_WIDEST_EM = 40
# In line heights: on a shorter page, the margins give up room to the words.
_CRAMPED_EM = 12
# The least to show of scrolling content: with more, three buttons with the largest text would not fit below it.
_LEAST_LINES = 2


class MiddlePage(Page):
    """A page with little on it, centred: ``content``, which scrolls if it must, and ``buttons`` below."""

    comfort_em = (44.0, 38.0)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(SPACE.plain)
        self.buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.buttons.setSpacing(SPACE.small)
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(SPACE.plain)
        self._outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # minimumSizeHint sets the minimum
        self._outer.addStretch(1)
        self._scroll = _Fitting(inner)
        self._outer.addWidget(self._scroll)
        self._outer.addLayout(self.buttons)
        self._outer.setAlignment(self.buttons, Qt.AlignmentFlag.AlignLeft)
        self._outer.addStretch(2)
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.width() - self.fontMetrics().height() * _WIDEST_EM
        side = max(room // 2, SPACE.large)
        above = SPACE.large if self.height() > self.fontMetrics().height() * _CRAMPED_EM else SPACE.small
        self._outer.setContentsMargins(side, above, side, above)
        self.fit_buttons()

    def scroll_to_top(self) -> None:
        """Scroll to the start of the content after it changes."""
        self._scroll.verticalScrollBar().setValue(0)

    def fit_buttons(self) -> None:
        """Stack the buttons if they do not fit side by side."""
        shown = [one for one in self.findChildren(QPushButton) if self.buttons.indexOf(one) >= 0 and not one.isHidden()]
        needed = sum(one.sizeHint().width() + self.buttons.spacing() for one in shown)
        room = self.width() - 2 * self._outer.contentsMargins().left() + self.buttons.spacing()
        is_row = needed <= room
        self.buttons.setDirection(QBoxLayout.Direction.LeftToRight if is_row else QBoxLayout.Direction.TopToBottom)

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())  # a narrower page gets narrower margins

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()


class _Fitting(QScrollArea):
    """As tall as its content, or as the available room."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        FocusFollower(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)

    # Qt's overrides

    def sizeHint(self) -> QSize:
        # Not heightForWidth: a layout would then never make it shorter, and would squeeze the buttons instead.
        content, hint, width = self._content, self._content.sizeHint(), self.viewport().width()
        return QSize(hint.width(), content.heightForWidth(width) if content.hasHeightForWidth() else hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._content.minimumSizeHint().width(), self.fontMetrics().height() * _LEAST_LINES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
