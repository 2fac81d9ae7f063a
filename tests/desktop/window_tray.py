"""A tray that is a window of X11: a fake for the tests, by libX11.

By the System Tray Protocol (freedesktop.org), as far as an icon asks to be taken in.
"""

from __future__ import annotations

import ctypes

# X.h
_DESTROY_NOTIFY, _CLIENT_MESSAGE = 17, 33
_STRUCTURE_NOTIFY = 1 << 17
_REQUEST_DOCK = 0


class _Event(ctypes.Structure):
    """XClientMessageEvent, with the room of an XEvent; up to ``window`` the same as XDestroyWindowEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("room", ctypes.c_long * 24),
    )


class WindowTray:
    """The tray of a screen, from when it is made until ``close``."""

    def __init__(self, screen: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        for name in ("XInternAtom", "XDefaultRootWindow", "XCreateSimpleWindow"):
            getattr(self._x, name).restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(screen.encode()))
        root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        window = ctypes.c_ulong(self._x.XCreateSimpleWindow(self._display, root, 0, 0, 24, 24, 0, 0, 0))
        selection = self._atom("_NET_SYSTEM_TRAY_S0")
        self._x.XSetSelectionOwner(self._display, ctypes.c_ulong(selection), window, ctypes.c_ulong(0))
        news = _Event(type=_CLIENT_MESSAGE, window=root.value, message_type=self._atom("MANAGER"), format=32)
        news.data[:3] = (0, selection, window.value)
        self._x.XSendEvent(self._display, root, 0, ctypes.c_long(_STRUCTURE_NOTIFY), ctypes.byref(news))
        self._x.XFlush(self._display)
        self._icons: list[int] = []

    def look(self) -> list[int]:
        """Return the windows that have asked to be taken in and are there still."""
        dock, event = self._atom("_NET_SYSTEM_TRAY_OPCODE"), _Event()
        while self._x.XPending(self._display):
            self._x.XNextEvent(self._display, ctypes.byref(event))
            if event.type == _CLIENT_MESSAGE and event.message_type == dock and event.data[1] == _REQUEST_DOCK:
                self._icons.append(event.data[2])
                self._x.XSelectInput(self._display, ctypes.c_ulong(event.data[2]), ctypes.c_long(_STRUCTURE_NOTIFY))
            elif event.type == _DESTROY_NOTIFY and event.window in self._icons:
                self._icons.remove(event.window)
        return self._icons

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def _atom(self, name: str) -> int:
        found: int = self._x.XInternAtom(self._display, name.encode(), 0)
        return found
