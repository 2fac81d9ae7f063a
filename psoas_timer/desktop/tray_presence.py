"""Tells when a tray comes, on Linux: a panel may start after the program, or crash and come back.

The names are those of the StatusNotifierItem specification (freedesktop.org), by which desktops have trays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from psoas_timer.desktop.session_bus import SessionBus

if TYPE_CHECKING:  # imported with the first message
    from jeepney import Message

WATCHER = "org.kde.StatusNotifierWatcher"
_BUS = "org.freedesktop.DBus"

# Qt hears of a new tray by a connection of its own, and must have heard before an icon is made.
SETTLE_MS = 500


class TrayPresence(QObject):
    """Says ``appeared`` a moment after a tray came; without a bus it says nothing."""

    appeared = Signal()

    def __init__(self, bus: SessionBus, parent: QObject | None = None, *, settle_ms: int = SETTLE_MS) -> None:
        super().__init__(parent)
        self._bus = bus
        bus.received.connect(self._take)
        self._settle = QTimer(self, singleShot=True, interval=settle_ms)
        self._settle.timeout.connect(self.appeared)

    def watch(self) -> bool:
        """Begin to listen; False where there is no bus."""
        if not self._bus.open():
            return False
        from jeepney import MatchRule, message_bus

        owner = MatchRule(type="signal", sender=_BUS, interface=_BUS, member="NameOwnerChanged")
        owner.add_arg_condition(0, WATCHER)
        host = MatchRule(type="signal", interface=WATCHER, member="StatusNotifierHostRegistered")
        for rule in (owner, host):
            self._bus.send(message_bus.AddMatch(rule))
        return True

    def _take(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        if message.header.message_type is not MessageType.signal:
            return
        fields = message.header.fields
        interface, member = fields.get(HeaderFields.interface), fields.get(HeaderFields.member)
        is_owner = (interface, member) == (_BUS, "NameOwnerChanged") and message.body[0] == WATCHER
        if (is_owner and message.body[2]) or (interface, member) == (WATCHER, "StatusNotifierHostRegistered"):
            self._settle.start()
