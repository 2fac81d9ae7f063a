"""The screen saver of a virtual screen, as X itself sees it: by libXss, which dunst brings."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_ulong, c_void_p


class _Info(Structure):
    """XScreenSaverInfo."""

    _fields_ = (
        ("window", c_ulong), ("state", c_int), ("kind", c_int),
        ("til_or_since", c_ulong), ("idle", c_ulong), ("mask", c_ulong),
    )  # fmt: skip


class Saver:
    """A connection to ``display``, which asks and changes nothing unless told to."""

    def __init__(self, display: str) -> None:
        self._x11, self._xss = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
        self._x11.XOpenDisplay.restype = c_void_p
        self._x11.XOpenDisplay.argtypes = (c_char_p,)
        self._x11.XDefaultRootWindow.restype = c_ulong
        self._x11.XDefaultRootWindow.argtypes = (c_void_p,)
        self._x11.XSetScreenSaver.argtypes = (c_void_p, c_int, c_int, c_int, c_int)
        self._x11.XSync.argtypes = (c_void_p, c_int)
        self._x11.XCloseDisplay.argtypes = (c_void_p,)
        self._xss.XScreenSaverQueryInfo.argtypes = (c_void_p, c_ulong, POINTER(_Info))
        self._display = self._x11.XOpenDisplay(display.encode())
        assert self._display, f"no screen {display}"

    def set_timeout(self, seconds: int) -> None:
        """Turn the screen dark after so many seconds without a key."""
        self._x11.XSetScreenSaver(self._display, seconds, 0, 1, 1)
        self._x11.XSync(self._display, 0)

    @property
    def is_on(self) -> bool:
        return self._info().state == 1

    @property
    def idle_ms(self) -> int:
        """For how long nobody has pressed a key, as programs are told."""
        return self._info().idle

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)

    def _info(self) -> _Info:
        info = _Info()
        self._xss.XScreenSaverQueryInfo(self._display, self._x11.XDefaultRootWindow(self._display), byref(info))
        return info


@contextmanager
def saver_of(display: str, seconds: int) -> Iterator[Saver]:
    """The saver of ``display``, set to so many seconds."""
    saver = Saver(display)
    try:
        saver.set_timeout(seconds)
        yield saver
    finally:
        saver.set_timeout(0)
        saver.close()
