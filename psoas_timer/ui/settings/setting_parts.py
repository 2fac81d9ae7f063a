"""The settings that core/settings.py describes, as the cards of each part, and their way back to the defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.described import Section, settings_of
from psoas_timer.core.settings import Settings
from psoas_timer.core.speech.sound import SoundSet
from psoas_timer.ui.kit.controls import ChoiceBox
from psoas_timer.ui.kit.forms import Card
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.breath_card import BreathCard
from psoas_timer.ui.settings.setting_rows import SettingRows

# The parts whose settings can go back to their defaults.
DESCRIBED = (Section.SESSION, Section.SOUND, Section.LOOK, Section.BREATH, Section.DISCOMFORT)


class SettingParts(QObject):
    """Shows the settings in its cards and tells when one changes."""

    changed = Signal(object)  # Settings
    shown = Signal()
    listen_wanted = Signal(str, bool)

    def __init__(
        self, usual: Settings, languages: Mapping[str, str] = MappingProxyType({}), parent: QObject | None = None
    ) -> None:
        """``usual`` has every setting at its default; ``languages`` maps codes to names."""
        super().__init__(parent)
        self._usual = self.settings = usual
        self._is_showing = False
        self.rows = SettingRows({"language": languages}, self)
        self.rows.value_changed.connect(self._change)
        self.rows.listen_wanted.connect(self.listen_wanted)
        self._breath = BreathCard()
        self._breath.patterns_changed.connect(self._change_patterns)
        self.cards = {one: self._breath if one is Section.BREATH else self._build_card(one) for one in DESCRIBED}
        self._join_rows()

    def show_settings(self, settings: Settings) -> None:
        """Show ``settings`` without saying that they changed."""
        self.settings = settings
        self._is_showing = True
        self.rows.show_values(settings)
        self._breath.show_patterns(settings.patterns)
        self._is_showing = False
        self.shown.emit()

    def is_usual(self, section: Section) -> bool:
        """Tell whether every setting of a part is at its default."""
        return all(getattr(self.settings, name) == getattr(self._usual, name) for name in self._names(section))

    def reset(self, section: Section) -> Mapping[str, object]:
        """Set a part back to its defaults; return what it was."""
        before = {name: getattr(self.settings, name) for name in self._names(section)}
        usual: dict[str, Any] = {name: getattr(self._usual, name) for name in before}
        self.show_settings(replace(self.settings, **usual))
        self.changed.emit(self.settings)
        return before

    def _names(self, section: Section) -> Sequence[str]:
        return [one.name for one in settings_of(type(self.settings)) if one.section is section]

    def _change(self, name: str, value: object) -> None:
        if not self._is_showing:
            values: dict[str, Any] = {name: value}
            self.settings = replace(self.settings, **values)
            self.changed.emit(self.settings)
            self.shown.emit()

    def _change_patterns(self, patterns: Mapping[str, BreathPattern]) -> None:
        self._change("patterns", patterns)

    def _build_card(self, section: Section) -> Card:
        card = Card("")
        described = [one for one in settings_of(type(self.settings)) if one.section is section]
        card.findables.extend(self.rows.add_rows(card.column, described))
        return card

    def _join_rows(self) -> None:
        """Disable each control while another choice makes it pointless."""
        controls = self.rows.controls
        waits, asks, limit = controls["wait_for_me"], controls["asks_discomfort"], controls["discomfort_stop"]
        sounds, breath = controls["sound_set"], controls["breath_percent"]
        assert isinstance(waits, Tick) and isinstance(asks, Tick) and isinstance(sounds, ChoiceBox)
        waits.toggled.connect(controls["settle_s"].setDisabled)
        asks.toggled.connect(limit.setEnabled)
        limit.setEnabled(asks.isChecked())
        nothing = list(SoundSet).index(SoundSet.NONE)
        sounds.currentIndexChanged.connect(lambda index: breath.setEnabled(index != nothing))
