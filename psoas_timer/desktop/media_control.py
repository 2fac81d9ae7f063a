"""A session on the media keys, the lock screen and a headset's button; each system has its own way, and a file here."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

from psoas_timer.desktop.media_control_base import MediaControl
from psoas_timer.desktop.media_control_panel import PanelControl


def media_control_here(parent: QObject | None = None, *, system: str = sys.platform) -> MediaControl:
    """Return the way of this system."""
    if system == "win32":
        from psoas_timer.desktop.media_control_windows import TransportControls

        return PanelControl(TransportControls, parent)
    if system == "darwin":
        from psoas_timer.desktop.media_control_macos import NowPlaying

        return PanelControl(NowPlaying, parent)
    from psoas_timer.desktop.media_control_mpris import MprisControl

    return MprisControl(parent)
