"""Sound during a session: what is shown is what is chosen, and each change is told at once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from psoas_timer.core.speech.sound import SoundChoice
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.ui.session.sound_panel import SoundPanel
from tests.ui.keyboard import nameless_controls

Told = list[tuple[GuidanceLevel, SoundChoice]]


@pytest.fixture
def panel(qtbot: QtBot) -> SoundPanel:
    made = SoundPanel()
    qtbot.addWidget(made)
    made.show_sound(GuidanceLevel.COUNTS, SoundChoice(breath_percent=42.5, voice_percent=10.0))
    return made


@pytest.fixture
def told(panel: SoundPanel) -> Told:
    heard: Told = []
    panel.changed.connect(lambda level, sound: heard.append((level, sound)))
    return heard


def slider(panel: SoundPanel, name: str) -> QSlider:
    return next(one for one in panel.findChildren(QSlider) if one.accessibleName() == name)


def test_it_shows_what_is_chosen_and_tells_nothing(panel: SoundPanel, told: Told) -> None:
    assert slider(panel, "Breath volume").value() == 42
    assert slider(panel, "Voice volume").value() == 10
    assert panel.findChild(QComboBox).currentText() == "Breath and counts"
    assert told == []


def test_one_volume_leaves_the_other_to_the_decimal(panel: SoundPanel, told: Told) -> None:
    slider(panel, "Voice volume").setValue(55)
    assert told == [(GuidanceLevel.COUNTS, SoundChoice(breath_percent=42.5, voice_percent=55.0))]


def test_level_of_guidance_is_told(panel: SoundPanel, told: Told) -> None:
    box = panel.findChild(QComboBox)
    box.setCurrentIndex(box.findData(GuidanceLevel.SILENT.value))
    box.activated.emit(box.currentIndex())
    assert [level for level, _sound in told] == [GuidanceLevel.SILENT]


def test_a_volume_is_listened_to_while_the_session_is_paused_and_stops_when_it_goes_on(panel: SoundPanel) -> None:
    wanted: list[tuple[str, bool]] = []
    panel.listen_wanted.connect(lambda name, is_wanted: wanted.append((name, is_wanted)))
    _breath, voice = [one for one in panel.findChildren(QPushButton) if one.text() == "Listen"]
    assert voice.isHidden()
    panel.offer_listening(True)
    voice.click()
    panel.show_heard("voice_percent")
    assert (voice.isHidden(), voice.text()) == (False, "Stop")
    panel.offer_listening(False)
    assert wanted == [("voice_percent", True), ("voice_percent", False)]
    assert voice.isHidden()


def test_every_control_has_a_name(panel: SoundPanel) -> None:
    assert nameless_controls(panel) == []
