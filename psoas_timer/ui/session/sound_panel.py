"""What can be heard, changed during a session: how much the voice says, and how loud the breath and the voice are."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QSizePolicy, QWidget

from psoas_timer.core.described import settings_of
from psoas_timer.core.settings import Settings
from psoas_timer.core.speech.sound import PERCENT, SoundChoice
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import ChoiceBox, Slider
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import label

_STEP = 5


class SoundPanel(QFrame):
    """Reports each change at once, to be heard while it is made. Only Tab brings the keyboard here."""

    changed = Signal(object, object)  # GuidanceLevel, SoundChoice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(tr("Sound"))
        self._guidance, self._sound = GuidanceLevel.FULL, SoundChoice()
        self._level = ChoiceBox()
        self._breath, self._voice = _volume(tr("Breath volume")), _volume(tr("Voice volume"))
        says = next(one for one in settings_of(Settings) if one.name == "guidance")
        for level in GuidanceLevel:
            self._level.addItem(tr(says.words[level]), level.value)
        self._level.setAccessibleName(tr(says.label))
        self._level.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        form = QFormLayout(self)
        form.setContentsMargins(SPACE.plain, SPACE.small, SPACE.plain, SPACE.small)
        form.setSpacing(SPACE.small)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for control in (self._level, self._breath, self._voice):
            shown = label(control.accessibleName(), wraps=False)
            shown.setBuddy(control)
            form.addRow(shown, control)
        for control in (self._breath, self._voice):
            control.valueChanged.connect(self._tell)
        self._level.activated.connect(self._tell)

    def show_sound(self, guidance: GuidanceLevel, sound: SoundChoice) -> None:
        """Show what is chosen now."""
        self._guidance, self._sound = guidance, sound
        for control, percent in ((self._breath, sound.breath_percent), (self._voice, sound.voice_percent)):
            control.blockSignals(True)
            control.setValue(round(percent))
            control.blockSignals(False)
        self._level.setCurrentIndex(max(self._level.findData(guidance.value), 0))

    def _tell(self) -> None:
        guidance = GuidanceLevel(self._level.currentData())
        sound = replace(
            self._sound,
            breath_percent=float(self._breath.value()) if self._moved(self._breath, self._sound.breath_percent)
            else self._sound.breath_percent,
            voice_percent=float(self._voice.value()) if self._moved(self._voice, self._sound.voice_percent)
            else self._sound.voice_percent,
        )  # fmt: skip
        if (guidance, sound) != (self._guidance, self._sound):
            self._guidance, self._sound = guidance, sound
            self.changed.emit(guidance, sound)

    def _moved(self, control: Slider, percent: float) -> bool:
        """Return whether a person moved it: a percentage between two whole ones is not to be rounded by showing it."""
        return control.value() != round(percent)


def _volume(name: str) -> Slider:
    made = Slider()
    made.setRange(round(PERCENT[0]), round(PERCENT[1]))
    made.setSingleStep(_STEP)
    made.setPageStep(2 * _STEP)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(name)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made
