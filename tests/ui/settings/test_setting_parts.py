"""The described settings: their defaults come back part by part, and only what belongs to the part."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.described import Section, settings_of
from psoas_timer.core.settings import Settings, ThemeChoice
from psoas_timer.ui.settings.setting_parts import DESCRIBED, SettingParts


@pytest.fixture
def parts(qtbot: QtBot) -> SettingParts:
    made = SettingParts(Settings())
    for card in made.cards.values():
        qtbot.addWidget(card)
    return made


def test_every_described_part_has_its_card(parts: SettingParts) -> None:
    described = {one.section for one in settings_of(Settings) if one.section}
    assert set(parts.cards) == set(DESCRIBED) == described


def test_a_part_goes_back_alone_and_what_it_was_brings_it_back(parts: SettingParts) -> None:
    mine = replace(Settings(), theme=ThemeChoice.DARK, turn=90)
    told: list[Settings] = []
    parts.changed.connect(told.append)
    parts.show_settings(mine)
    assert (parts.is_usual(Section.LOOK), parts.is_usual(Section.BREATH)) == (False, True)
    before = parts.reset(Section.LOOK)
    assert told == [replace(Settings(), turn=90)]
    assert parts.is_usual(Section.LOOK) and not parts.is_usual(Section.SESSION)
    assert replace(told[0], **before) == mine  # type: ignore[arg-type]
