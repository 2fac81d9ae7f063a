"""A volume: a slider, its value in words, and Listen, which plays what it is the volume of."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import Slider
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label

_PAGES = 4  # how many steps the Page keys take


class VolumeBox(QWidget):
    """Asks to be listened to, and to be quiet again: when its button is pressed once more, or it goes out of view."""

    value_changed = Signal(int)
    listen_wanted = Signal(bool)

    def __init__(self, least: int, most: int, step: int) -> None:
        super().__init__()
        self.slider = Slider()
        self.slider.setRange(least, most)
        self.slider.setSingleStep(step)
        self.slider.setPageStep(step * _PAGES)
        self._words = label(wraps=False)
        self._listen = button(tr("Listen"))
        self._is_heard = False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE.small)
        level = QHBoxLayout()
        level.setSpacing(SPACE.small)
        level.addWidget(self.slider, 1)
        level.addWidget(self._words)
        self._row.addLayout(level, 1)
        self._row.addWidget(self._listen)
        self._show_words()
        self.slider.valueChanged.connect(self._show_words)
        self.slider.valueChanged.connect(self.value_changed)
        self._listen.clicked.connect(lambda: self.listen_wanted.emit(not self._is_heard))

    def name(self, text: str, hint: str) -> None:
        """Name the slider and its button for a screen reader."""
        self.slider.setAccessibleName(text)
        self.slider.setAccessibleDescription(hint)
        self._listen.setAccessibleDescription(text)

    def show_value(self, value: int) -> None:
        """Show what is chosen elsewhere, and tell nobody."""
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self._show_words()

    def leave_keyboard(self) -> None:
        """Leave the keyboard where it is when the mouse is used here; only Tab brings it."""
        for one in (self.slider, self._listen):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def offer_listening(self, is_offered: bool) -> None:
        """Show the button or not; without it, nothing is played any more."""
        self._listen.setVisible(is_offered)
        if self._is_heard and not is_offered:
            self.listen_wanted.emit(False)

    def show_heard(self, is_heard: bool) -> None:
        """Show whether the sound is playing now."""
        self._is_heard = is_heard
        self._listen.setText(tr("Stop") if is_heard else tr("Listen"))

    def _show_words(self) -> None:
        value = self.slider.value()
        words = tr("{n} %").format(n=QLocale().toString(value)) if value else tr("Silent")
        self._words.setText(words)

    def _fit(self) -> None:
        """Give the words and the button the width that they need at most, so that nothing moves; stack if narrow."""
        em = self.fontMetrics().horizontalAdvance
        longest = max(em(tr("Silent")), em(tr("{n} %").format(n=QLocale().toString(self.slider.maximum()))))
        self._words.setFixedWidth(longest + SPACE.tiny)
        around = self._listen.sizeHint().width() - em(self._listen.text())
        self._listen.setFixedWidth(around + max(em(tr("Stop")), em(tr("Listen"))))
        needs = self.slider.minimumSizeHint().width() + longest + self._listen.width() + 3 * SPACE.small
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if self.width() >= needs else down)

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(self._words.width() + self.slider.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._is_heard and not event.spontaneous():
            self.listen_wanted.emit(False)
