"""A notice as the desktop shows it, and the answers a person can give there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.reminder import ReminderAnswer


@dataclass(frozen=True, slots=True)
class Notice:
    """Two plain texts, and the labels of the buttons in order; if buttons are not supported, none are shown."""

    title: str
    body: str
    buttons: Mapping[ReminderAnswer, str]


class Notifier(QObject):
    """Shows one notice at a time, each in place of the previous one; this base class never can.

    ``show`` and ``close`` neither wait nor raise. ``refused`` says that the notice is not shown; the caller then has
    to show it in another way. A notice that is dismissed or expires is not answered: nothing is emitted.
    """

    answered = Signal(str, str)  # ReminderAnswer, and the token that lets a window come to the front, '' for none
    refused = Signal()

    def show(self, notice: Notice) -> None:
        """Show ``notice``."""
        self.refused.emit()

    def close(self) -> None:
        """Withdraw the notice."""

    def end(self) -> None:
        """Withdraw the notice because the program is ending and nothing would receive an answer."""
        self.close()
