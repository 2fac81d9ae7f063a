"""Reports when a tray appears on Linux: a panel may start after the program, or crash and come back.

The names are those of the StatusNotifierItem specification (freedesktop.org), which desktop trays implement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from psoas_timer.desktop.session_bus import SessionBus, body_of

if TYPE_CHECKING:  # imported for the first message
    from jeepney import Message

WATCHER = "org.kde.StatusNotifierWatcher"
_PATH = "/StatusNotifierWatcher"
_BUS = "org.freedesktop.DBus"
_HOST_CAME, _HOST_WENT = "StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"

# Qt learns of a new tray through its own connection, and must know before an icon is created.
SETTLE_MS = 500


class TrayPresence(QObject):
    """Emits ``appeared`` a moment after a tray appears; without a bus it emits nothing."""

    appeared = Signal()

    def __init__(self, bus: SessionBus, parent: QObject | None = None, *, settle_ms: int = SETTLE_MS) -> None:
        super().__init__(parent)
        self._bus = bus
        self._asked = 0  # the serial of the call that asks whether there is a host
        self._is_hostless = False
        bus.received.connect(self._take)
        self._settle = QTimer(self, singleShot=True, interval=settle_ms)
        self._settle.timeout.connect(self._ask)
        self._settle.timeout.connect(self.appeared)

    @property
    def has_host(self) -> bool:
        """Tell whether a host shows the icons of the tray on the bus; also True if the watcher does not say.

        A watcher without a host is not rare: it may be part of one desktop, started in another.
        """
        return not self._is_hostless

    def watch(self) -> bool:
        """Start listening; False if there is no bus."""
        if not self._bus.open():
            return False
        from jeepney import MatchRule, message_bus

        owner = MatchRule(type="signal", sender=_BUS, interface=_BUS, member="NameOwnerChanged")
        owner.add_arg_condition(0, WATCHER)
        hosts = (MatchRule(type="signal", interface=WATCHER, member=member) for member in (_HOST_CAME, _HOST_WENT))
        for rule in (owner, *hosts):
            self._bus.send(message_bus.AddMatch(rule))
        self._ask()
        return True

    def _ask(self) -> None:
        """Ask the watcher, if there is one, whether it has a host; the answer arrives later."""
        from jeepney import DBusAddress, MessageFlag, Properties

        question = Properties(DBusAddress(_PATH, WATCHER, WATCHER)).get("IsStatusNotifierHostRegistered")
        question.header.flags |= MessageFlag.no_auto_start
        self._asked = self._bus.send(question)

    def _take(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        fields, kind = message.header.fields, message.header.message_type
        if kind is MessageType.signal:
            self._hear(fields.get(HeaderFields.interface, ""), fields.get(HeaderFields.member, ""), message.body)
        elif self._asked and fields.get(HeaderFields.reply_serial) == self._asked:
            self._is_hostless = kind is MessageType.method_return and body_of(message, "v") == (("b", False),)

    def _hear(self, interface: str, member: str, body: tuple[Any, ...]) -> None:
        if (interface, member) == (_BUS, "NameOwnerChanged") and body[:1] == (WATCHER,):
            is_there = bool(body[-1])
        elif interface == WATCHER and member in (_HOST_CAME, _HOST_WENT):
            is_there = member == _HOST_CAME
        else:
            return
        self._ask()
        if is_there:
            self._settle.start()
