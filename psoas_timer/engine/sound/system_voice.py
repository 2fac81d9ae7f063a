"""The system's voice, as the program sees it: it says what has no recording, if the system has a voice."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from psoas_timer.engine.sound.side_process import SideProcess
from psoas_timer.lib.own_program import Side, side_command


class SystemVoice(SideProcess):
    """Sends sentences to a process that speaks, as Qt takes up to two seconds to start a voice."""

    speaking_changed = Signal(bool)

    def __init__(self, command: list[str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(command or side_command(Side.SYSTEM_VOICE), parent)
        self.told.connect(lambda told: self.speaking_changed.emit(told["is_speaking"]))

    def say(self, text: str, volume: float) -> None:
        """Say ``text`` now, instead of what is being said; ``volume`` is 0 to 1."""
        self.ask("say", text, volume)

    def hush(self) -> None:
        """Stop what is being said."""
        self.ask("hush")
