"""A notice as the desktop shows it, and what a person may answer there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.reminder import ReminderAnswer


@dataclass(frozen=True, slots=True)
class Notice:
    """Two plain texts, and the words on the buttons in their order; where no buttons can be shown, none are."""

    title: str
    body: str
    buttons: Mapping[ReminderAnswer, str]


class Notifier(QObject):
    """Shows one notice at a time, each in the place of the one before; this one never can.

    ``show`` and ``close`` neither wait nor raise. ``refused`` says that nobody shows the notice; whoever asked for it
    has to show it in another way. A notice that is waved away or expires is not answered: it says nothing.
    """

    answered = Signal(str, str)  # ReminderAnswer, and the token by which a window may come to the front, '' for none
    refused = Signal()

    def show(self, notice: Notice) -> None:
        """Show ``notice``."""
        self.refused.emit()

    def close(self) -> None:
        """Take back what is shown."""

    def end(self) -> None:
        """Take back what is shown, for the program ends and nobody would hear an answer."""
        self.close()
