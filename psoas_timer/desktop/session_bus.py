"""The desktop's session bus (D-Bus, on Linux), read in Qt's event loop: no threads, no waiting."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

if TYPE_CHECKING:  # imported for the first connection
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

# How long the bus itself, a program on this machine, may take to answer.
ANSWER_S = 1.0


def body_of(message: Message, signature: str) -> tuple[Any, ...]:
    """Return a message's values, () if they do not have this signature: senders may send anything."""
    from jeepney import HeaderFields

    return message.body if message.header.fields.get(HeaderFields.signature, "") == signature else ()


class SessionBus(QObject):
    """One connection; ``received`` carries each incoming Message, ``lost`` says that the bus is gone."""

    received = Signal(object)
    lost = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connection: DBusConnection | None = None
        self._notifier: QSocketNotifier | None = None

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    def open(self, name: str = "") -> bool:
        """Connect, and take ``name`` on the bus; False if there is no bus or it does not respond."""
        if self._connection is not None:
            return True
        try:
            from jeepney import message_bus

            self._connection = connect()
            if name:
                self._connection.send_and_get_reply(message_bus.RequestName(name), timeout=ANSWER_S)
        except Exception:  # no jeepney, no address, no socket, no answer: all the same to us
            self.close()
            return False
        self._notifier = QSocketNotifier(self._connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        QTimer.singleShot(0, self._read)  # messages that arrived with the answer are no longer in the socket
        return True

    def send(self, message: Message) -> int:
        """Send a message and return its serial, which the answer quotes; 0 if there is no bus."""
        if self._connection is None:
            return 0
        serial: int = next(self._connection.outgoing_serial)
        try:
            self._connection.send(message, serial=serial)
        except OSError:
            self._lose()
            return 0
        return serial

    def close(self) -> None:
        """Leave the bus and release the names taken."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _read(self) -> None:
        """Pass on every message that has arrived."""
        waiting: deque[Any] = deque()
        while self._connection is not None:
            try:
                waiting.append(self._connection.receive(timeout=0))
            except TimeoutError:
                break
            except Exception:  # the bus has hung up, or sends something invalid
                self._lose()
                break
        for message in waiting:
            self.received.emit(message)

    def _lose(self) -> None:
        self.close()
        self.lost.emit()


def connect(bus: str = "SESSION", *, enable_fds: bool = False) -> DBusConnection:
    """Return a connection to a bus that accepts and greets us in time; raises OSError or any error of jeepney.

    jeepney's own open_dbus_connection waits forever for an answer to its greeting, Hello.
    """
    from jeepney.bus import get_bus
    from jeepney.io.blocking import DBusConnection, prep_socket

    class Connection(DBusConnection):  # type: ignore[misc]  # it ships no types
        def send_and_get_reply(self, message: Message, *, timeout: float | None = None) -> Message:
            return super().send_and_get_reply(message, timeout=timeout or ANSWER_S)

    socket = prep_socket(get_bus(bus), enable_fds, timeout=ANSWER_S)
    try:
        return Connection(socket, enable_fds)
    except Exception:
        socket.close()
        raise
