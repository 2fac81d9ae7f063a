"""What can be heard, changed during a session: how much the voice says, and how loud the breath and the voice are."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QWidget

from psoas_timer.core.described import settings_of
from psoas_timer.core.settings import Settings
from psoas_timer.core.speech.sound import PERCENT, SoundChoice
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import ChoiceBox
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.volume_box import VolumeBox
from psoas_timer.ui.kit.widgets import label

_STEP = 5


class SoundPanel(QFrame):
    """Reports each change at once, to be heard while it is made. Only Tab brings the keyboard here.

    ``listen_wanted`` carries the name of a volume in SoundChoice, and whether it is to be played or to stop. That is
    offered while the session is paused: at other times, the session itself is what one hears.
    """

    changed = Signal(object, object)  # GuidanceLevel, SoundChoice
    listen_wanted = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(tr("Sound"))
        self._guidance, self._sound = GuidanceLevel.FULL, SoundChoice()
        self._level = ChoiceBox()
        says = next(one for one in settings_of(Settings) if one.name == "guidance")
        for level in GuidanceLevel:
            self._level.addItem(tr(says.words[level]), level.value)
        self._level.setAccessibleName(tr(says.label))
        self._level.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._level.activated.connect(self._tell)
        form = QFormLayout(self)
        form.setContentsMargins(SPACE.plain, SPACE.small, SPACE.plain, SPACE.small)
        form.setSpacing(SPACE.small)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        _add_row(form, self._level, self._level)
        self._volumes = {
            "breath_percent": self._add_volume(form, tr("Breath volume"), "breath_percent"),
            "voice_percent": self._add_volume(form, tr("Voice volume"), "voice_percent"),
        }

    def show_sound(self, guidance: GuidanceLevel, sound: SoundChoice) -> None:
        """Show what is chosen now."""
        self._guidance, self._sound = guidance, sound
        for name, box in self._volumes.items():
            box.show_value(round(getattr(sound, name)))
        self._level.setCurrentIndex(max(self._level.findData(guidance.value), 0))

    def height_within(self, width: int) -> int:
        """Return how high the panel is when it is so wide, both in pixels."""
        self.resize(width, self.height())
        form = self.layout()
        assert form is not None
        form.activate()
        return form.totalHeightForWidth(width) if form.hasHeightForWidth() else form.totalSizeHint().height()

    def offer_listening(self, is_offered: bool) -> None:
        """Offer to play what a volume belongs to, or not any more; what is played then stops."""
        for box in self._volumes.values():
            box.offer_listening(is_offered)

    def show_heard(self, name: str) -> None:
        """Show which volume is listened to now, '' for none."""
        for one, box in self._volumes.items():
            box.show_heard(one == name)

    def _add_volume(self, form: QFormLayout, title: str, name: str) -> VolumeBox:
        box = VolumeBox(round(PERCENT[0]), round(PERCENT[1]), _STEP)
        box.name(title, "")
        box.leave_keyboard()
        box.offer_listening(False)
        box.value_changed.connect(self._tell)
        box.listen_wanted.connect(lambda is_wanted: self.listen_wanted.emit(name, is_wanted))
        _add_row(form, box.slider, box)
        return box

    def _tell(self) -> None:
        guidance = GuidanceLevel(self._level.currentData())
        # A percentage between two whole ones is not to be rounded by showing it.
        moved = {
            name: float(box.slider.value())
            for name, box in self._volumes.items()
            if box.slider.value() != round(getattr(self._sound, name))
        }
        sound = replace(self._sound, **moved)  # type: ignore[arg-type]  # its two volumes, by name
        if (guidance, sound) != (self._guidance, self._sound):
            self._guidance, self._sound = guidance, sound
            self.changed.emit(guidance, sound)


def _add_row(form: QFormLayout, control: QWidget, field: QWidget) -> None:
    """Add ``field``, in which ``control`` is, under the control's name."""
    shown = label(control.accessibleName(), "field", wraps=False)
    shown.setBuddy(control)
    form.addRow(shown, field)
