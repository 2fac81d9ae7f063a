"""Help: a page of its own, or the keys on a sheet over a session."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from psoas_timer import __version__
from psoas_timer.flows.appearance import Appearance
from psoas_timer.lib.lazy import Lazy
from psoas_timer.lib.translation import path_text, tr, used_language
from psoas_timer.services.services import Services
from psoas_timer.store.places import assets_dir
from psoas_timer.ui.kit.main_window import HELP, MainWindow

if TYPE_CHECKING:  # imported when they are first needed
    from PySide6.QtWidgets import QWidget

    from psoas_timer.flows.welcome_flow import WelcomeFlow
    from psoas_timer.services.reminders import Reminders
    from psoas_timer.ui.help.help_page import HelpPage
    from psoas_timer.ui.help.key_sheet import KeySheet
    from psoas_timer.ui.help.read_card import ReadCard


class HelpFlow(QObject):
    """Shows the page, or, where one is in the middle of something, a sheet with the keys over it.

    A session goes on under the sheet, or stays paused: who looks up a key has not asked to stop.
    """

    today_requested = Signal()
    taste_requested = Signal(str)  # the routine's id

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        appearance: Appearance,
        reminders: Callable[[], Reminders],
        parent: QObject | None = None,
    ) -> None:
        """``reminders`` makes them when they are first needed."""
        super().__init__(parent)
        self._window = window
        self._services = services
        self._appearance = appearance
        self._reminders = reminders
        self._page = Lazy(self._make_page)
        self._introduction = Lazy(self._make_introduction)
        self._sheet: KeySheet | None = None
        window.help_requested.connect(self.help)
        window.place_requested.connect(self._go_to)

    def help(self) -> None:
        """Show help where the person is; asked for again, the sheet goes."""
        if self._sheet is not None:
            self._sheet.leave()
        elif self._window.place:
            self.show()
        elif self._window.page is not None:
            self._open_sheet()

    def show(self) -> None:
        """Show the page."""
        self._window.show_page(self._page.get(), HELP)

    def _go_to(self, place: str) -> None:
        if place == HELP:
            self.show()

    # The page

    def _make_page(self) -> HelpPage:
        from psoas_timer.ui.help.help_page import HelpPage, Part

        page = HelpPage(
            [
                Part(tr("Keys"), tr("Keyboard shortcuts"), self._make_keys),
                Part(tr("The psoas"), tr("About the psoas"), self._make_psoas),
                Part(tr("The program"), tr("About Psoas Timer"), self._make_program),
            ]
        )
        page.back_requested.connect(self.today_requested)
        page.introduction_requested.connect(lambda: self._introduction.get().show_again())
        return page

    def _make_keys(self) -> QWidget:
        from PySide6.QtWidgets import QVBoxLayout, QWidget

        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for one in key_cards():
            column.addWidget(one)
        return made

    def _make_psoas(self) -> QWidget:
        from psoas_timer.ui.help.psoas_part import PsoasPart
        from psoas_timer.ui.session.diaphragm_paint import draw_diaphragm

        picture = (assets_dir() / "illustrations" / "psoas.svg").read_text(encoding="utf-8")
        part = PsoasPart(
            picture, lambda painter, place, fullness, theme: draw_diaphragm(painter, place, fullness, False, theme)
        )
        self._appearance.follow(part.set_theme)
        return part

    def _make_program(self) -> QWidget:
        from psoas_timer.ui.help.program_part import About, ProgramPart

        files = {
            tr("The licence of the letters"): assets_dir() / "fonts" / "OFL.txt",
            tr("How the voice was made"): assets_dir() / "voice" / "NOTICE",
        }
        notices = {title: file.read_text(encoding="utf-8") for title, file in files.items() if file.is_file()}
        return ProgramPart(About(__version__, path_text(self._services.folder), self.details(), notices))

    def _make_introduction(self) -> WelcomeFlow:
        from psoas_timer.flows.welcome_flow import WelcomeFlow

        made = WelcomeFlow(self._window, self._services, self._appearance, self._reminders, self)
        made.over.connect(self.today_requested)
        made.taste_requested.connect(self.taste_requested)
        return made

    def details(self) -> str:
        """Return what a report of a fault needs to say, in English: no name, no folder, nothing that was practised."""
        import platform

        import PySide6
        from PySide6.QtCore import QLocale, qVersion
        from PySide6.QtGui import QGuiApplication

        settings, screen = self._services.preferences.settings, self._window.screen()
        size, desktop = screen.size(), os.environ.get("XDG_CURRENT_DESKTOP", "-")
        facts = {
            "Psoas Timer": __version__,
            "Python": platform.python_version(),
            "Qt": f"{qVersion()}, PySide6 {PySide6.__version__}",
            "System": f"{platform.system()} {platform.release()}, {platform.machine()}",
            "Desktop": f"{desktop}, {QGuiApplication.platformName()}",
            "Screen": f"{size.width()}x{size.height()} at {screen.devicePixelRatio():g}",
            "Language": f"{used_language().catalogue.language}, {QLocale().name()}",
            "Look": f"{self._appearance.theme.name}, {settings.text_percent:g} %, {settings.typeface.value}",
            "Session": f"{settings.view.value}, turned {settings.turn}, voice {settings.guidance.value}",
        }
        return "\n".join(f"{name}: {fact}" for name, fact in facts.items())

    # The sheet

    def _open_sheet(self) -> None:
        from psoas_timer.ui.help.key_sheet import KeySheet

        page, before = self._window.page, self._window.focusWidget()
        assert page is not None
        self._sheet = KeySheet(page, key_cards()[::-1])
        self._sheet.closed.connect(lambda: self._forget_sheet(before))
        self._sheet.open()

    def _forget_sheet(self, before: QWidget | None) -> None:
        self._sheet = None
        if before is not None and before.isVisible():
            before.setFocus()


def key_cards() -> list[ReadCard]:
    """Return a card for the keys of the window, and one for those of a session."""
    from psoas_timer.ui.help.read_card import keys_card
    from psoas_timer.ui.kit.shortcuts import session_shortcuts, window_shortcuts

    return [
        keys_card(tr("Everywhere"), window_shortcuts()),
        keys_card(tr("In a session"), session_shortcuts()),
    ]
