"""A Background portal on a session bus, driven by lines on its input: a fake for the tests, run as a process.

It prints what it is asked as JSON, a line each. Lines it takes: ``answer RESPONSE [AUTOSTART]`` answers the request
that was asked last, ``elsewhere RESPONSE AUTOSTART`` one that nobody asked.
"""

from __future__ import annotations

import json
import os
import selectors
import sys
from contextlib import suppress
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
REQUEST = "org.freedesktop.portal.Request"


class Portal:
    """It grants what is asked.

    One that is ``rude`` does not know the question, one that is ``silent`` says nothing at all; one that is ``odd``
    answers with what nobody asked for, and a ``dazed`` one's request ends with nothing. One that ``asks`` the person
    answers when it is told to, one that is ``hasty`` has answered before it has taken the question; an ``old`` one
    chooses the path of the request itself. One that was ``activated`` by the bus takes no lines, and stays as long as
    that.
    """

    def __init__(self, connection: DBusConnection, moods: set[str]) -> None:
        self.connection, self.moods = connection, moods
        self.request = ""

    def say(self, **facts: Any) -> None:
        print(json.dumps(facts), flush=True)

    def answer(self, message: Message) -> None:
        fields = message.header.fields
        member, sender = fields.get(HeaderFields.member, ""), fields.get(HeaderFields.sender, "")
        if member == "NameAcquired" and message.body == (NAME,):
            self.say(ready=True)
        if member == "Close":
            self.say(closed=fields[HeaderFields.path] == self.request)
            self.connection.send(new_method_return(message))
        if member != "RequestBackground":
            return
        window, options = message.body
        token = "t1" if "old" in self.moods else options["handle_token"][1]
        self.request = f"{PATH}/request/{sender[1:].replace('.', '_')}/{token}"
        told = {key: list(value) for key, value in options.items() if key != "handle_token"}
        self.say(interface=fields[HeaderFields.interface], window=window, options=told)
        if "silent" in self.moods:
            return
        if "rude" in self.moods:
            self.connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
            return
        if "odd" in self.moods:
            self.connection.send(new_method_return(message, "u", (7,)))
            return
        if "hasty" in self.moods:
            self.respond(self.request, 0, options["autostart"][1])
        self.connection.send(new_method_return(message, "o", (self.request,)))
        if not {"asks", "hasty"} & self.moods:
            self.respond(self.request, 0, options["autostart"][1])

    def respond(self, request: str, response: int, is_on: bool | None) -> None:
        results = {} if is_on is None else {"background": ("b", response == 0), "autostart": ("b", is_on)}
        where = DBusAddress(request, interface=REQUEST)
        if "dazed" in self.moods:
            self.connection.send(new_signal(where, "Response"))
            return
        self.connection.send(new_signal(where, "Response", "ua{sv}", (response, results)))

    def obey(self, line: str) -> None:
        order, response, *more = line.split()
        request = self.request if order == "answer" else f"{PATH}/request/1_1/other"
        self.respond(request, int(response), more[0] == "on" if more else None)


def main(options: list[str]) -> None:
    connection = open_dbus_connection("SESSION")
    portal = Portal(connection, {option.removeprefix("--") for option in options})
    connection.send(message_bus.RequestName(NAME))  # to wait for the answer would lose what comes before it
    selector = selectors.DefaultSelector()
    selector.register(connection.sock, selectors.EVENT_READ, "bus")
    if "activated" not in portal.moods:
        selector.register(sys.stdin, selectors.EVENT_READ, "orders")
    while True:
        with suppress(TimeoutError):
            while True:
                portal.answer(connection.receive(timeout=0))
        for key, _events in selector.select():
            if key.data == "orders":
                lines = os.read(sys.stdin.fileno(), 65536).decode()  # sys.stdin would keep some for itself
                if not lines:
                    return
                for line in lines.splitlines():
                    portal.obey(line)


if __name__ == "__main__":
    main(sys.argv[1:])
