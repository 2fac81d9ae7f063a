"""Starts a desktop entry by GLib, as GNOME, Xfce and others do."""

from __future__ import annotations

import ctypes

# A program whose argument is the entry.
LAUNCH = """
import ctypes, sys
gio = ctypes.CDLL("libgio-2.0.so.0")
gio.g_desktop_app_info_new_from_filename.restype = ctypes.c_void_p
entry = gio.g_desktop_app_info_new_from_filename(sys.argv[1].encode())
sys.exit(not entry or not gio.g_app_info_launch(ctypes.c_void_p(entry), None, None, None))
"""


def has_glib() -> bool:
    try:
        ctypes.CDLL("libgio-2.0.so.0")
    except OSError:
        return False
    return True
