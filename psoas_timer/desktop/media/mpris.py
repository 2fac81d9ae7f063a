"""Media keys, the lock screen and headset buttons through MPRIS, with which Linux desktops control media players.

The names and types are those of the specification (MPRIS 2.2, specifications.freedesktop.org/mpris-spec).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from psoas_timer.desktop.media.base import MediaControl, MediaStatus
from psoas_timer.desktop.session_bus import SessionBus
from psoas_timer.lib.own_program import DESKTOP_ID

if TYPE_CHECKING:  # imported for the first session
    from jeepney import Message

NAME = "org.mpris.MediaPlayer2.psoas_timer"
PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
PROPERTIES = "org.freedesktop.DBus.Properties"
_TRACK = "/io/github/psoas_timer/session"

_US = 1_000_000

Variant = tuple[str, Any]


class MprisControl(MediaControl):
    """Offers a session under a name on the session bus, and does nothing if there is no bus."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = SessionBus(self)
        self._bus.received.connect(self._answer)
        self._title = ""
        self._length_s = 0.0
        self._status = MediaStatus.PAUSED
        self._position_s: Callable[[], float] = float
        self._calls: dict[str, Callable[[], None]] = {
            "Play": self.play_requested.emit,
            "Pause": self.pause_requested.emit,
            "Stop": self.pause_requested.emit,  # a slip on a headset must not end a session
            "PlayPause": self.toggle_requested.emit,
            "Next": self.next_requested.emit,
            "Previous": self.previous_requested.emit,
            "Raise": self.raise_requested.emit,
        }

    def begin(self, title: str, length_s: float, position_s: Callable[[], float]) -> bool:
        self._title, self._length_s, self._position_s = title, length_s, position_s
        return self._bus.open(NAME)

    def show(self, status: MediaStatus) -> None:
        self._status = status
        if not self._bus.is_open:
            return
        from jeepney import DBusAddress, new_signal

        changed = {key: self._player_values()[key] for key in ("PlaybackStatus", "Metadata")}
        emitter = DBusAddress(PATH, interface=PROPERTIES)
        self._bus.send(new_signal(emitter, "PropertiesChanged", "sa{sv}as", (PLAYER, changed, [])))

    def end(self) -> None:
        self._bus.close()
        self._status = MediaStatus.PAUSED
        self._position_s = float

    # Calls from the desktop

    def _answer(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageFlag, MessageType, new_error, new_method_return

        header = message.header
        if header.message_type is not MessageType.method_call:
            return
        fields = header.fields
        interface, member = fields.get(HeaderFields.interface, ""), fields.get(HeaderFields.member, "")
        found = None
        if fields.get(HeaderFields.path) == PATH:
            found = self._call(interface, member, message.body)
        if header.flags & MessageFlag.no_reply_expected:
            return
        if found is None:
            text = "Psoas Timer does not support that."
            self._bus.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", (text,)))
        else:
            self._bus.send(new_method_return(message, *found))

    def _call(self, interface: str, member: str, body: tuple[Any, ...]) -> tuple[str | None, tuple[Any, ...]] | None:
        """Do what is asked and return the signature and values of the answer; None for an unknown call."""
        if interface in (ROOT, PLAYER):
            if member in self._calls and (member == "Raise") == (interface == ROOT):
                self._calls[member]()
                return None, ()
            # In the specification but without an effect, as CanQuit, CanSeek and HasTrackList say.
            return (None, ()) if member in ("Quit", "Seek", "SetPosition", "OpenUri") else None
        if interface == PROPERTIES and body and all(isinstance(one, str) for one in body[:2]):
            return self._read_property(member, body)
        return (None, ()) if interface == "org.freedesktop.DBus.Peer" and member == "Ping" else None

    def _read_property(self, member: str, body: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]] | None:
        values = {ROOT: self._root_values, PLAYER: self._player_values}.get(body[0])
        if values is None:
            return None
        if member == "GetAll":
            return "a{sv}", (values(),)
        if member == "Get" and len(body) > 1 and body[1] in values():
            return "v", (values()[body[1]],)
        return None

    def _root_values(self) -> dict[str, Variant]:
        return {
            "CanQuit": ("b", False),
            "CanRaise": ("b", True),
            "HasTrackList": ("b", False),
            "Identity": ("s", "Psoas Timer"),
            "DesktopEntry": ("s", DESKTOP_ID),
            "SupportedUriSchemes": ("as", []),
            "SupportedMimeTypes": ("as", []),
        }

    def _player_values(self) -> dict[str, Variant]:
        metadata: dict[str, Variant] = {
            "mpris:trackid": ("o", _TRACK),
            "mpris:length": ("x", round(self._length_s * _US)),
            "xesam:title": ("s", self._title),
            "xesam:artist": ("as", ["Psoas Timer"]),
        }
        return {
            "PlaybackStatus": ("s", self._status.value),
            "Rate": ("d", 1.0),
            "MinimumRate": ("d", 1.0),
            "MaximumRate": ("d", 1.0),
            "Volume": ("d", 1.0),
            "Position": ("x", round(self._position_s() * _US)),
            "Metadata": ("a{sv}", metadata),
            "CanGoNext": ("b", True),
            "CanGoPrevious": ("b", True),
            "CanPlay": ("b", True),
            "CanPause": ("b", True),
            "CanSeek": ("b", False),
            "CanControl": ("b", True),
        }
