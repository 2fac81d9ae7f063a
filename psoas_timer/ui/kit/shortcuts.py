"""Every key that does something, and what it does. Tests hold this to the window and to the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from psoas_timer.lib.translation import tr


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys with the same effect: as a person reads them, what they do, and as Qt knows them.

    A key sequence is a text ("Ctrl+1").
    """

    names: str
    does: str
    keys: Sequence[Qt.Key | str]


def window_shortcuts() -> Sequence[Shortcut]:
    """Return the keys that work wherever the window shows a place, or everywhere."""
    key = Qt.Key
    return (
        Shortcut(tr("Ctrl+1, 2 and 3"), tr("Go to Today, History and Settings"), ("Ctrl+1", "Ctrl+2", "Ctrl+3")),
        Shortcut(tr("F1 or ?"), tr("Show this help, also during a session"), ("F1", "?")),
        Shortcut(tr("Tab, Shift+Tab"), tr("Move to the next or the previous control"), (key.Key_Tab, key.Key_Backtab)),
        Shortcut(tr("Enter"), tr("Press the control that you are on"), (key.Key_Return, key.Key_Enter)),
        Shortcut(tr("Esc"), tr("Go back"), (key.Key_Escape,)),
        Shortcut(tr("Ctrl+Q"), tr("Quit Psoas Timer"), ("Ctrl+Q",)),
    )


def session_shortcuts() -> Sequence[Shortcut]:
    """Return the keys of a session."""
    key = Qt.Key
    return (
        Shortcut(
            tr("Space, or a click"),
            tr("Pause and go on. Twice: the next stage. Long: say where you are"),
            (key.Key_Space, key.Key_MediaTogglePlayPause, key.Key_MediaPlay, key.Key_MediaPause),
        ),
        Shortcut(tr("Right, Page Down"), tr("The next stage"), (key.Key_Right, key.Key_PageDown, key.Key_MediaNext)),
        Shortcut(
            tr("Left, Page Up"),
            tr("This stage again, or the one before"),
            (key.Key_Left, key.Key_PageUp, key.Key_MediaPrevious),
        ),
        Shortcut(tr("Up, Down"), tr("Hold longer or shorter, from the next breath on"), (key.Key_Up, key.Key_Down)),
        Shortcut(tr("R"), tr("Show the instruction again"), (key.Key_R,)),
        Shortcut(tr("O"), tr("Say where you are"), (key.Key_O,)),
        Shortcut(tr("F or F11"), tr("Full screen, and back"), (key.Key_F, key.Key_F11)),
        Shortcut(tr("T"), tr("Turn the view, to read it while lying down"), (key.Key_T,)),
        Shortcut(tr("V"), tr("Show the breath in another way"), (key.Key_V,)),
        Shortcut(tr("Esc"), tr("Ask whether to end the session"), (key.Key_Escape,)),
    )
