"""Chooses how a session uses media keys, the lock screen and headset buttons; each system has its own file here."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

from psoas_timer.desktop.media.base import MediaControl
from psoas_timer.desktop.media.panel import PanelControl


def media_control_here(parent: QObject | None = None, *, system: str = sys.platform) -> MediaControl:
    """Return the media control of this system."""
    if system == "win32":
        from psoas_timer.desktop.media.windows import TransportControls

        return PanelControl(TransportControls, parent)
    if system == "darwin":
        from psoas_timer.desktop.media.macos import NowPlaying

        return PanelControl(NowPlaying, parent)
    from psoas_timer.desktop.media.mpris import MprisControl

    return MprisControl(parent)
