"""A tray on a session bus, which prints what registers with it: a fake for the tests, run as a process.

By the specification (StatusNotifierItem, freedesktop.org), as far as Qt and the program ask for it. With --hostless
nobody shows the icons, until a line "host" is written to it, and again after a line "none".
"""

from __future__ import annotations

import os
import selectors
import sys
from contextlib import suppress
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageFlag,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.kde.StatusNotifierWatcher"
PATH = "/StatusNotifierWatcher"


def say(*words: str) -> None:
    print(*words, flush=True)


class Watcher:
    """Answers what is asked, and knows the icons that have registered."""

    def __init__(self, connection: DBusConnection, has_host: bool) -> None:
        self.connection = connection
        self.has_host = has_host
        self.items: list[str] = []

    def answer(self, message: Message) -> None:
        if message.header.message_type is MessageType.method_call:
            answer = self._answer(message)
            if not message.header.flags & MessageFlag.no_reply_expected:
                self.connection.send(answer)

    def _answer(self, message: Message) -> Message:
        member = message.header.fields.get(HeaderFields.member)
        values: dict[str, tuple[str, Any]] = {
            "IsStatusNotifierHostRegistered": ("b", self.has_host),
            "ProtocolVersion": ("i", 0),
            "RegisteredStatusNotifierItems": ("as", self.items),
        }
        if member == "RegisterStatusNotifierItem":
            self.items.append(message.header.fields[HeaderFields.sender])
            say("registered", self.items[-1])
            return new_method_return(message)
        if member == "Get":
            return new_method_return(message, "v", (values[message.body[1]],))
        if member == "GetAll":
            return new_method_return(message, "a{sv}", (values,))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")

    def obey(self, order: str) -> None:
        """Let a host come or go."""
        self.has_host = order == "host"
        member = "StatusNotifierHostRegistered" if self.has_host else "StatusNotifierHostUnregistered"
        self.connection.send(new_signal(DBusAddress(PATH, interface=NAME), member))


def main(is_hostless: bool) -> None:
    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(message_bus.RequestName(NAME))
    watcher = Watcher(connection, not is_hostless)
    say("ready")
    selector = selectors.DefaultSelector()
    selector.register(connection.sock, selectors.EVENT_READ, "bus")
    if is_hostless:
        selector.register(sys.stdin, selectors.EVENT_READ, "orders")
    while True:
        with suppress(TimeoutError):  # first of all: messages that came with the answer are no longer in the socket
            while True:
                watcher.answer(connection.receive(timeout=0))
        for key, _events in selector.select():
            if key.data == "orders":
                lines = os.read(sys.stdin.fileno(), 65536).decode()  # sys.stdin would keep some for itself
                if not lines:
                    return
                for line in lines.splitlines():
                    watcher.obey(line)


if __name__ == "__main__":
    main("--hostless" in sys.argv)
