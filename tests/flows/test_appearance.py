"""The theme follows the person, and the desktop where the person has said nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from psoas_timer.core.settings import ThemeChoice
from psoas_timer.flows.appearance import Appearance
from psoas_timer.services.preferences import Preferences
from psoas_timer.ui.kit.theme import DARK, Theme, firmer


def test_more_contrast_that_the_desktop_is_asked_for_is_followed_at_once(qapp: QApplication, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "settings.json")
    preferences.change(replace(preferences.settings, theme=ThemeChoice.DARK))
    wishes = [True]
    appearance = Appearance(qapp, preferences, wants_contrast=lambda: wishes[-1])
    shown: list[Theme] = []
    appearance.follow(shown.append)
    wishes.append(False)
    appearance.apply()
    assert shown == [firmer(DARK), DARK]
