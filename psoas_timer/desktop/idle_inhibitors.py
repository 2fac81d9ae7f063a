"""Keeps the screen of a Linux desktop on, by everything that desktops heed.

All that answer are asked, since no one of them is heeded everywhere:

=============================================  ===========================================================
What is asked                                  Who heeds it
=============================================  ===========================================================
org.gnome.SessionManager, flag 8 (idle)        GNOME, MATE and Cinnamon (each one's session has that name)
org.freedesktop.ScreenSaver                    KDE Plasma; hypridle; xscreensaver-systemd; GNOME, by proxy
org.freedesktop.PowerManagement.Inhibit        xfce4-power-manager, for which the one above does not exist
org.freedesktop.login1, ``idle``, ``block``    swayidle (its pull request 48) and hypridle (57); IdleAction
the X server (``x_saver.py``)                  what blanks the screen on X11 where there is no desktop
org.freedesktop.portal.Inhibit                 the desktop outside, if we are in Flatpak or Snap
=============================================  ===========================================================

Sources: gnome-session, data/org.gnome.SessionManager.xml; the idle inhibition draft of freedesktop.org; systemd's
"Inhibitor Locks"; the portals' org.freedesktop.portal.Inhibit; of xfce4-power-manager 4.18, wakepy's issue 311.
Whatever we hold ends with our connections, so also where we are killed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from psoas_timer.desktop.session_bus import body_of, connect
from psoas_timer.desktop.x_saver import XSaver
from psoas_timer.lib.translation import tr

if TYPE_CHECKING:  # imported for the first session
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

NAME = "Psoas Timer"

# How long all of them together may take to answer (our choice); one that is well takes a few milliseconds.
PATIENCE_S = 3.0
_LEAST_S = 0.3  # for each, even if the one before never answered

_IDLE = 8  # the flag of org.gnome.SessionManager and of the portal for an idle session; suspending stays possible


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the session bus: the signature and the values of its Inhibit, and what takes that back."""

    name: str
    path: str
    interface: str
    signature: str
    values: Callable[[str], tuple[Any, ...]]
    end: str
    answer: str = "u"


_SERVICES = (
    Service(
        "org.gnome.SessionManager", "/org/gnome/SessionManager", "org.gnome.SessionManager", "susu",
        lambda reason: (NAME, 0, reason, _IDLE), "Uninhibit",
    ),
    Service(
        "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ss",
        lambda reason: (NAME, reason), "UnInhibit",
    ),
    Service(
        "org.freedesktop.PowerManagement", "/org/freedesktop/PowerManagement/Inhibit",
        "org.freedesktop.PowerManagement.Inhibit", "ss", lambda reason: (NAME, reason), "UnInhibit",
    ),
)  # fmt: skip
_PORTAL = Service(
    "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Inhibit", "sua{sv}",
    lambda reason: ("", _IDLE, {"reason": ("s", reason)}), "", "o",
)  # fmt: skip


class IdleInhibitors:
    """Everything that keeps the screen on now; made, renewed and left in one thread."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._environment = environment
        self._held = ExitStack()
        self._saver: XSaver | None = None
        self._end_s = 0.0

    def take(self) -> bool:
        """Ask everybody; tell whether somebody who is heeded here agreed."""
        self._end_s = time.monotonic() + PATIENCE_S
        reason = tr("A breathing session is running")
        asks = (self._ask_x_server, self._ask_services, self._ask_logind)
        return True in [self._is_granted(ask, reason) for ask in asks]  # each is asked, whatever the others say

    def renew(self) -> None:
        """Say again what has to be said again: several times in the shortest time after which a screen turns dark."""
        if self._saver is not None:
            self._saver.reset()

    def leave(self) -> None:
        """Let the screen turn dark again."""
        self._saver = None
        self._held.close()

    def _is_granted(self, ask: Callable[[str], bool], reason: str) -> bool:
        try:
            return ask(reason)
        except Exception:  # no library, no bus, no answer, an odd one: the others are still to be asked
            return False

    def _ask_x_server(self, _reason: str) -> bool:
        if not self._environment.get("DISPLAY"):
            return False
        saver = XSaver()
        self._held.callback(saver.close)
        if not saver.suspend():
            return False
        self._saver = saver
        return not self._is_wayland  # there, the server is a guest that has no say over the screen

    def _ask_logind(self, reason: str) -> bool:
        from jeepney import DBusAddress, new_method_call

        connection = self._join("SYSTEM", enable_fds=True)
        manager = DBusAddress("/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager")
        words = ("idle", NAME, reason, "block")
        answer = self._ask(connection, new_method_call(manager, "Inhibit", "ssss", words), "h")
        if not answer:
            return False
        self._held.callback(os.close, answer[0].to_raw_fd())
        return self._is_wayland  # on X11 it stops the computer from sleeping, and no screen from turning dark

    def _ask_services(self, reason: str) -> bool:
        connection = self._join("SESSION")
        services = (*_SERVICES, _PORTAL) if self._is_sandboxed else _SERVICES
        return True in [self._ask_service(connection, service, reason) for service in services]

    def _ask_service(self, connection: DBusConnection, service: Service, reason: str) -> bool:
        from jeepney import DBusAddress, MessageFlag, new_method_call

        address = DBusAddress(service.path, service.name, service.interface)
        call = new_method_call(address, "Inhibit", service.signature, service.values(reason))
        if service is not _PORTAL:
            call.header.flags |= MessageFlag.no_auto_start  # one that does not run turns no screen off
        answer = self._ask(connection, call, service.answer)
        if answer and service.end:
            end = new_method_call(address, service.end, service.answer, answer)
            end.header.flags |= MessageFlag.no_reply_expected | MessageFlag.no_auto_start
            self._held.callback(_send, connection, end)
        return bool(answer)

    def _ask(self, connection: DBusConnection, call: Message, signature: str) -> tuple[Any, ...]:
        """Return the values of an answer with this signature, () for an error, another answer or none in time."""
        from jeepney import MessageType

        left_s = max(self._end_s - time.monotonic(), _LEAST_S)
        try:
            answer = connection.send_and_get_reply(call, timeout=left_s)
        except TimeoutError:
            return ()
        return () if answer.header.message_type is MessageType.error else body_of(answer, signature)

    def _join(self, bus: str, *, enable_fds: bool = False) -> DBusConnection:
        connection = connect(bus, enable_fds=enable_fds)
        self._held.callback(connection.close)
        return connection

    @property
    def _is_wayland(self) -> bool:
        return bool(self._environment.get("WAYLAND_DISPLAY"))

    @property
    def _is_sandboxed(self) -> bool:
        return "SNAP" in self._environment or Path("/.flatpak-info").exists()


def _send(connection: DBusConnection, message: Message) -> None:
    with suppress(OSError):  # the bus is gone, and what we held with it
        connection.send(message)
