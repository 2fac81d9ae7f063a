"""Chooses how the program starts, hidden, at login on this system; each system has its own file here."""

from __future__ import annotations

from PySide6.QtCore import QObject

from psoas_timer.desktop.autostart.base import Autostart, StartCommand
from psoas_timer.desktop.autostart.command import Host
from psoas_timer.desktop.session_bus import SessionBus

# Systems that follow the Autostart Specification of freedesktop.org.
_XDG_SYSTEMS = ("linux", "freebsd", "openbsd", "netbsd", "dragonfly")


def autostart_here(
    command: StartCommand,
    bus: SessionBus,
    reason: str,
    *,
    was_granted: bool = False,
    host: Host | None = None,
    parent: QObject | None = None,
) -> Autostart:
    """Return the autostart of this system.

    ``reason`` is a sentence for people who find us among their startup programs. ``was_granted`` is the value of the
    last ``changed``, perhaps in an earlier run: in Flatpak there is no other way to know. ``bus`` is used only there.
    """
    host = host or Host()
    if host.system.startswith(_XDG_SYSTEMS):
        if host.flatpak_info.exists():
            from psoas_timer.desktop.autostart.flatpak import FlatpakAutostart

            return FlatpakAutostart(command, bus, reason, was_granted=was_granted, parent=parent)
        from psoas_timer.desktop.autostart.xdg import XdgAutostart, config_folder

        if folder := config_folder(host.environ, host.home):
            return XdgAutostart(command, folder / "autostart", reason, parent)
    elif host.system == "win32":
        from psoas_timer.desktop.autostart.windows import WindowsAutostart

        return WindowsAutostart(command, parent=parent)
    elif host.system == "darwin" and host.home:
        from psoas_timer.desktop.autostart.macos import MacAutostart

        return MacAutostart(command, host.home, parent)
    return Autostart(command, parent)
