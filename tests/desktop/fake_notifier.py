"""A notifier without a desktop."""

from __future__ import annotations

from psoas_timer.desktop.notices.notice import Notice, Notifier


class FakeNotifier(Notifier):
    """Shows a notice, or refuses to."""

    def __init__(self) -> None:
        super().__init__()
        self.is_there = True
        self.shown: list[Notice] = []
        self.is_open = False

    def show(self, notice: Notice) -> None:
        if not self.is_there:
            self.refused.emit()
            return
        self.shown.append(notice)
        self.is_open = True

    def close(self) -> None:
        self.is_open = False
