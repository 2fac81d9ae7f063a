"""Keeps a page up to date."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from psoas_timer.ui.kit.message_bar import MessageBar
from psoas_timer.ui.kit.widgets import Page


class Refresh(QObject):
    """Calls ``show`` when a page is out of date: at once while it is visible, otherwise as soon as it is shown."""

    def __init__(self, page: Page, show: Callable[[], None], messages: MessageBar) -> None:
        super().__init__(page)
        self._page = page
        self._show = show
        self._messages = messages
        self._is_stale = False
        page.seen.connect(self._catch_up)

    def ask(self) -> None:
        """Mark the page as out of date."""
        self._is_stale = True
        if self._page.isVisible():
            self._catch_up()

    def now(self) -> None:
        """Update the page, visible or not; a failure is reported."""
        self._is_stale = False
        with self._messages.telling():
            self._show()

    def _catch_up(self) -> None:
        if self._is_stale:
            self.now()
