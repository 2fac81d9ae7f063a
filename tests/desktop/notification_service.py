"""A notification service on a session bus, driven by lines on its input: a fake for the tests, run as a process.

It prints what it is asked as JSON, a line each. Lines it takes: ``press ID KEY [TOKEN]``, ``close ID``, and
``press`` and ``close`` with the number ``last`` for the notice that was shown last; ``become MOOD``, which it confirms.
"""

from __future__ import annotations

import json
import os
import selectors
import sys
from contextlib import suppress
from itertools import count
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"


class Service:
    """What it ``can`` do, and its moods.

    One that is ``silent`` never answers, one that is ``rude`` refuses; one that is ``hasty`` has closed a notice by the
    time that another is to take its place; one that is ``tired`` is silent once it has shown something. One that is
    ``odd`` answers with what nobody asked for, one that is ``dazed`` with nothing.
    """

    def __init__(self, connection: DBusConnection, can: list[str], moods: set[str]) -> None:
        self.connection, self.can, self.moods = connection, can, moods
        self.numbers = count(1)
        self.last = 0

    def say(self, **facts: Any) -> None:
        print(json.dumps(facts, default=len), flush=True)  # of a picture, its length

    def answer(self, message: Message) -> None:
        member = message.header.fields.get(HeaderFields.member, "")
        if member == "GetCapabilities":
            self.reply(message, "as", (self.can,))
        elif member == "Notify":
            app, replaced, icon, title, body, actions, hints, timeout = message.body
            self.show(message, replaced)
            self.say(  # last of all: the receiver may end us
                asked="Notify", app=app, replaced=replaced, icon=icon, title=title, body=body, actions=actions,
                hints={key: list(value) for key, value in hints.items()}, timeout=timeout,
            )  # fmt: skip
        elif member == "CloseNotification":
            self.say(asked="CloseNotification", number=message.body[0])
            self.reply(message, None, ())
            self.tell("NotificationClosed", "uu", (message.body[0], 3))

    def show(self, message: Message, replaced: int) -> None:
        if "rude" in self.moods:
            self.connection.send(new_error(message, "org.freedesktop.DBus.Error.Failed"))
            return
        if replaced and "hasty" in self.moods:
            self.tell("NotificationClosed", "uu", (replaced, 1))
            replaced = 0
        self.last = replaced or next(self.numbers)
        self.reply(message, "u", (self.last,))
        if "tired" in self.moods:
            self.moods.add("silent")

    def reply(self, message: Message, signature: str | None, body: tuple[Any, ...]) -> None:
        if "odd" in self.moods:
            signature, body = "d", (0.5,)
        elif "dazed" in self.moods:
            signature, body = None, ()
        if "silent" not in self.moods:
            self.connection.send(new_method_return(message, signature, body))

    def tell(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        self.connection.send(new_signal(DBusAddress(PATH, interface=NAME), member, signature, body))

    def obey(self, line: str) -> None:
        order, number, *more = line.split()
        if order == "become":
            self.moods.add(number)
            self.say(became=number)
            return
        shown = self.last if number == "last" else int(number)
        if order == "press":
            key, *token = more
            if token:
                self.tell("ActivationToken", "us", (shown, token[0]))
            self.tell("ActionInvoked", "us", (shown, key))
        elif order == "close":
            self.tell("NotificationClosed", "uu", (shown, 2))


def main(options: list[str]) -> None:
    connection = open_dbus_connection("SESSION")
    can = [name for name in ("actions", "body-markup", "body") if f"--no-{name}" not in options]
    service = Service(connection, can, {option.removeprefix("--") for option in options})
    if "--impostor" not in options:
        connection.send_and_get_reply(message_bus.RequestName(NAME))
    service.say(ready=True)
    selector = selectors.DefaultSelector()
    selector.register(connection.sock, selectors.EVENT_READ, "bus")
    selector.register(sys.stdin, selectors.EVENT_READ, "orders")
    while True:
        with suppress(TimeoutError):  # first of all: messages that came with the answer are no longer in the socket
            while True:
                service.answer(connection.receive(timeout=0))
        for key, _events in selector.select():
            if key.data == "orders":
                lines = os.read(sys.stdin.fileno(), 65536).decode()  # sys.stdin would keep some for itself
                if not lines:
                    return
                for line in lines.splitlines():
                    service.obey(line)


if __name__ == "__main__":
    main(sys.argv[1:])
