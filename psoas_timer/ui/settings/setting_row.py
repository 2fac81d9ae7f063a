"""One setting as it is seen: its name and what it changes, and the control beside them, or below where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from psoas_timer.ui.kit.forms import fixed
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.volume_box import VolumeBox
from psoas_timer.ui.kit.widgets import Tick, label

# The least width of the words beside a control, in line heights; with less, the control goes below them.
LEAST_WORDS_EM = 16
# Where the words of a tick begin, in line heights: what it changes is written below them.
_TICK_EM = 1.8


class SettingRow(QWidget):
    """Words and a control; a tick has its name beside it already."""

    def __init__(self, name: str, hint: str, control: QWidget) -> None:
        super().__init__()
        self._control = control
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, SPACE.small, 0, SPACE.small)
        self._row.setSpacing(SPACE.plain)
        self._words = QVBoxLayout()
        self._words.setSpacing(SPACE.tiny)
        self._hint = label(hint, "muted")
        self._hint.setVisible(bool(hint))
        if isinstance(control, Tick):
            control.setAccessibleDescription(hint)
            self._words.addWidget(control)
            self._words.addWidget(self._hint)
            self._row.addLayout(self._words, 1)
            return
        shown = label(name)
        if isinstance(control, VolumeBox):
            control.name(name, hint)
            control.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            shown.setBuddy(control.slider)
        else:
            control.setAccessibleName(name)
            control.setAccessibleDescription(hint)
            fixed(control)
            shown.setBuddy(control)
        self._words.addWidget(shown)
        self._words.addWidget(self._hint)
        self._row.addLayout(self._words, 1)
        self._row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)

    def _fit(self) -> None:
        em = self.fontMetrics().height()
        if isinstance(self._control, Tick):
            self._hint.setContentsMargins(round(em * _TICK_EM), 0, 0, 0)
            return
        is_narrow = self.width() - self._control.sizeHint().width() < em * LEAST_WORDS_EM
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if is_narrow else across)
        self._row.setSpacing(SPACE.small if is_narrow else SPACE.large)

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
