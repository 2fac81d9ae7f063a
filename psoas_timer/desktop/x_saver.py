"""The screen saver of an X server, held off: by libxcb, which Qt needs on X11 anyway.

While a connection has suspended it (ScreenSaverSuspend of the MIT-SCREEN-SAVER extension 1.1, scrnsaverproto), the
server neither blanks the screen nor turns it off; the server itself ends that when the connection ends, however it
does. Programs that watch the idle time themselves (xautolock, xidlehook, older xscreensavers) know nothing of that: for
them, ForceScreenSaver(Reset) of the core protocol sets the idle time back to nothing, and has to be repeated.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_size_t, c_uint, c_uint8, c_uint32, c_void_p

_LIBRARY = "libxcb.so.1"
_EXTENSION = b"MIT-SCREEN-SAVER"
_SUSPEND = 5  # the extension's request
_RESET = 0  # the core protocol's mode
_IS_CHECKED = 1  # XCB_REQUEST_CHECKED
_PRESENT = 8  # the byte of xcb_query_extension_reply_t that says so


class _Extension(Structure):
    """xcb_extension_t, where libxcb keeps a number of its own."""

    _fields_ = (("name", c_char_p), ("number", c_int))


class _Request(Structure):
    """xcb_protocol_request_t."""

    _fields_ = (("count", c_size_t), ("extension", c_void_p), ("opcode", c_uint8), ("is_void", c_uint8))


class _Part(Structure):
    """struct iovec."""

    _fields_ = (("base", c_void_p), ("length", c_size_t))


class _SuspendRequest(Structure):
    """What goes to the server; libxcb fills in the first four bytes, save for the request's own number."""

    _fields_ = (("major", c_uint8), ("minor", c_uint8), ("words", c_uint8 * 2), ("is_suspended", c_uint32))


# libxcb keeps the extension's place in the list by this very object.
_saver = _Extension(_EXTENSION, 0)


def _load() -> ctypes.CDLL:
    xcb = ctypes.CDLL(_LIBRARY)
    xcb.xcb_connect.restype = c_void_p
    xcb.xcb_connect.argtypes = (c_char_p, POINTER(c_int))
    xcb.xcb_send_request.restype = c_uint
    xcb.xcb_send_request.argtypes = (c_void_p, c_int, POINTER(_Part), POINTER(_Request))
    xcb.xcb_get_extension_data.restype = POINTER(c_uint8)
    xcb.xcb_get_extension_data.argtypes = (c_void_p, POINTER(_Extension))
    xcb.xcb_force_screen_saver_checked.restype = c_uint
    xcb.xcb_force_screen_saver_checked.argtypes = (c_void_p, c_uint8)
    xcb.xcb_request_check.restype = c_void_p
    xcb.xcb_request_check.argtypes = (c_void_p, c_uint)
    xcb.xcb_connection_has_error.argtypes = (c_void_p,)
    xcb.xcb_disconnect.argtypes = (c_void_p,)
    return xcb


class XSaver:
    """A connection to the server of DISPLAY; used by one thread."""

    def __init__(self) -> None:
        self._xcb: ctypes.CDLL | None = None
        self._connection: int | None = None

    def suspend(self) -> bool:
        """Hold the saver off until ``close``; tell whether the server does so. Raises OSError without libxcb."""
        self._xcb = _load()
        self._connection = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self.close()
            return False
        is_suspended = self._suspend(self._xcb)
        return self.reset() or is_suspended

    def reset(self) -> bool:
        """Set the idle time back to nothing; tell whether the server did."""
        if self._xcb is None or self._connection is None:
            return False
        return self._is_done(self._xcb.xcb_force_screen_saver_checked(self._connection, _RESET))

    def close(self) -> None:
        """Leave the server, which takes up its saver again."""
        if self._xcb is not None and self._connection is not None:
            self._xcb.xcb_disconnect(self._connection)
        self._connection = None

    def _suspend(self, xcb: ctypes.CDLL) -> bool:
        known = xcb.xcb_get_extension_data(self._connection, byref(_saver))
        if not known or not known[_PRESENT]:
            return False
        content = _SuspendRequest(minor=_SUSPEND, is_suspended=1)
        parts = (_Part * 3)()  # two before the first are libxcb's own
        parts[2] = _Part(ctypes.addressof(content), ctypes.sizeof(content))
        request = _Request(1, ctypes.addressof(_saver), _SUSPEND, 1)
        first = ctypes.cast(byref(parts, 2 * ctypes.sizeof(_Part)), POINTER(_Part))
        sent = xcb.xcb_send_request(self._connection, _IS_CHECKED, first, byref(request))
        return bool(sent) and self._is_done(sent)

    def _is_done(self, sent: int) -> bool:
        """Wait for the server to do what was sent."""
        assert self._xcb is not None
        error = self._xcb.xcb_request_check(self._connection, sent)
        if error:
            _free(error)
        return not error and not self._xcb.xcb_connection_has_error(self._connection)


def _free(error: int) -> None:
    """Give back what libxcb allocated for us."""
    libc = ctypes.CDLL(None)
    libc.free.argtypes = (c_void_p,)
    libc.free(error)
