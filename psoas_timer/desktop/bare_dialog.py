"""Shows a sentence without Qt, with what the desktop brings, where Qt is the very thing that is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from shutil import which

# Platforms of Qt that show nothing: those of tests and of scripts.
_UNSEEN = ("offscreen", "minimal")

_TITLE = "Psoas Timer"

# Each shows a text as it is, up to the last, which GNOME and KDE do without; the text follows as the last argument.
_PROGRAMS = (
    ("zenity", "--error", "--no-markup", "--width=420", f"--title={_TITLE}", "--text"),
    ("kdialog", "--title", _TITLE, "--error"),
    ("xmessage", "-center", "-title", _TITLE),
    ("notify-send", "--urgency=normal", _TITLE),
)
_APPLE_SCRIPT = "on run words\ndisplay alert (item 1 of words) message (item 2 of words)\nend run"
_ERROR_ICON = 0x10


def is_seen_elsewhere(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether standard error is in front of a person, or the program was told to show nothing."""
    platform = environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    return platform in _UNSEEN or (sys.stderr is not None and sys.stderr.isatty())


def show_bare_dialog(text: str, *, system: str = sys.platform, environ: Mapping[str, str] = os.environ) -> None:
    """Show ``text`` in a small window, or a notice, and return when it is closed; where neither works, do nothing."""
    if system == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, _TITLE, _ERROR_ICON)  # type: ignore[attr-defined,unused-ignore]
        return
    if system == "darwin":
        _run("osascript", "-e", _APPLE_SCRIPT, _TITLE, text)
        return
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return
    is_kde = "KDE" in environ.get("XDG_CURRENT_DESKTOP", "").split(":")
    for program, *words in sorted(_PROGRAMS, key=lambda one: is_kde and one[0] != "kdialog"):
        if which(program) and _run(program, *words, text):
            return


def _run(*command: str) -> bool:
    """Run a program to its end; tell whether it has shown something, as far as that can be told."""
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode in (0, 1)
    except OSError:
        return False
