"""A tray without a desktop."""

from __future__ import annotations

from psoas_timer.ui.background.tray import Tray


class FakeTray(Tray):
    """A tray that is there or not, shows notices itself or not, and remembers what it showed."""

    def __init__(self) -> None:
        super().__init__()
        self.has_place, self.tells = False, True
        self.messages: list[str] = []

    @property
    def is_there(self) -> bool:
        return self.has_place

    @property
    def is_made(self) -> bool:
        return self.has_place

    def appear(self) -> None:
        pass

    def show_message(self, title: str, body: str) -> bool:
        if self.has_place and self.tells:
            self.messages.append(body)
        return self.has_place and self.tells
