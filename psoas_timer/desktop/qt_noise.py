"""Messages of Qt about what is no fault are left out of standard error; all others reach it as Qt writes them."""

from __future__ import annotations

import atexit
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

# A category, and what only such a message of it says. Each was seen on a desktop on which everything worked.
_NOISE = (
    # The portal knows no program of this name (one that was unpacked, not installed), or has found out the name by
    # itself: nothing we do needs it.
    ("qt.qpa.services", "Failed to register with host portal"),
    # A portal that cannot be asked about colours: Qt then takes them from elsewhere.
    ("qt.qpa.theme.gnome", "dbus reply error: "),
    # A window that is closed, or moved to the back, while no field of it has the focus.
    ("qt.qpa.wayland.textinput", "Trying to disable"),
)


def is_noise(category: str, text: str) -> bool:
    """Tell whether a message of Qt is about nothing that is wrong."""
    return any(category == one and words in text for one, words in _NOISE)


def leave_out_noise(system: str = sys.platform) -> None:
    """Leave such messages out from now on, on Linux: elsewhere there are none, and other places for the rest."""
    if system.startswith("linux"):
        qInstallMessageHandler(_write)
        atexit.register(qInstallMessageHandler, None)  # after the end there is no Python left to ask


def _write(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if sys.stderr is not None and not is_noise(context.category or "", text):
        print(qFormatLogMessage(kind, context, text), file=sys.stderr, flush=True)
