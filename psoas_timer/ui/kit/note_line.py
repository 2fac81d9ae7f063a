"""A field for the note of a session."""

from __future__ import annotations

from psoas_timer.core.history.session import NOTE_LENGTH
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import EscapableLine


class NoteLine(EscapableLine):
    """Knows whether the note in it is another than the one shown, whoever wrote it.

    Qt's own mark is no answer: a screen reader, a voice or a switch that sets the text clears it.
    """

    def __init__(self, name: str) -> None:
        """``name`` is told by a screen reader."""
        super().__init__()
        self.setMaxLength(NOTE_LENGTH)
        self.setPlaceholderText(tr("A note, if you like"))
        self.setAccessibleName(name)
        self._shown = ""

    @property
    def is_changed(self) -> bool:
        """Tell whether there is something to keep."""
        return self.text() != self._shown

    def show_note(self, note: str) -> None:
        """Show a note that is kept; one that is longer than usual came from elsewhere, and stays whole."""
        self.setMaxLength(max(NOTE_LENGTH, len(note.encode("utf-16-le")) // 2))  # as Qt counts letters
        self.setText(note)
        self._shown = self.text()
        self.setCursorPosition(0)

    def take(self) -> str:
        """Return the note to keep, which from now on is the one that is kept."""
        self._shown = self.text()
        return self._shown.strip()

    def take_back(self) -> None:
        """Show the note again that is kept."""
        self.setText(self._shown)
