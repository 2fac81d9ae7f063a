"""How the program looks: the theme and the session's look, from the settings and the desktop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from psoas_timer.core.settings import ThemeChoice, Typeface, View
from psoas_timer.services.preferences import Preferences
from psoas_timer.store.places import assets_dir
from psoas_timer.ui.kit.style import apply_look, point_size_of
from psoas_timer.ui.kit.theme import DARK, DIM, LIGHT, Theme, firmer
from psoas_timer.ui.kit.typeface import LEAST_POINT_SIZE, families_of, load_typeface

if TYPE_CHECKING:  # imported when a session is first in sight
    from psoas_timer.ui.session.scene import Look


def is_contrast_wanted() -> bool:
    """Tell whether the person asks the desktop for more contrast; Qt knows it from 6.10 on."""
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


class Appearance(QObject):
    """Applies palette, style sheet and text size at once when they change, and passes them to whatever paints."""

    _sheet_changed = Signal(str)

    def __init__(
        self,
        qt: QApplication,
        preferences: Preferences,
        parent: QObject | None = None,
        wants_contrast: Callable[[], bool] = is_contrast_wanted,
    ) -> None:
        """``wants_contrast`` tells whether the desktop is asked for more contrast."""
        super().__init__(parent)
        self._qt = qt
        self._wants_contrast = wants_contrast
        self._preferences = preferences
        self._system_font = QFont(qt.font())
        self._base_point_size = max(point_size_of(qt.font()), LEAST_POINT_SIZE)
        self._applied: tuple[Theme, float, Typeface] | None = None
        self._sheet = ""
        self._followers: list[Callable[[Theme], None]] = []
        self._look_followers: list[Callable[[Look, bool], None]] = []
        preferences.changed.connect(self.apply)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.apply)
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self.apply)
        self.apply()

    @property
    def theme(self) -> Theme:
        """The theme that the person chose, or the desktop's; with more contrast, if the desktop is asked for that."""
        choice = self._preferences.settings.theme
        is_dark = choice is ThemeChoice.DARK
        if choice is ThemeChoice.SYSTEM:
            is_dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        theme = DARK if is_dark else LIGHT
        return firmer(theme) if self._wants_contrast() else theme

    def dress(self, window: QWidget) -> None:
        """Give a window without a parent the style sheet, now and whenever it changes."""
        self._sheet_changed.connect(window.setStyleSheet)
        window.setStyleSheet(self._sheet)

    def follow(self, set_theme: Callable[[Theme], None]) -> None:
        """Call ``set_theme`` with the theme, now and whenever it changes."""
        self._followers.append(set_theme)
        set_theme(self.theme)

    def follow_look(self, set_look: Callable[[Look, bool], None]) -> None:
        """Call ``set_look`` with the session's look, and whether motion is reduced, now and whenever they change."""
        self._look_followers.append(set_look)
        set_look(self._look(), self._preferences.settings.reduced_motion)

    def apply(self) -> None:
        """Apply the settings; what is already applied costs nothing."""
        settings = self._preferences.settings
        wanted = self.theme, settings.text_percent, settings.typeface
        if wanted != self._applied:
            self._applied = wanted
            if settings.typeface is Typeface.OURS:
                load_typeface(assets_dir() / "fonts")
            families = families_of(settings.typeface, self._system_font)
            self._sheet = apply_look(self._qt, self.theme, self._base_point_size, settings.text_percent, families)
            self._sheet_changed.emit(self._sheet)
            for set_theme in self._followers:
                set_theme(self.theme)
        for set_look in self._look_followers:
            set_look(self._look(), settings.reduced_motion)

    def _look(self) -> Look:
        from psoas_timer.ui.session.scene import Look

        settings = self._preferences.settings
        theme = DIM if settings.view is View.DARK else self.theme
        return Look(theme, settings.turn, settings.text_percent, settings.view)
