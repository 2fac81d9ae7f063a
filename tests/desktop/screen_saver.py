"""A service that keeps a screen on, which prints who asks it to: a fake for the tests, run as a process.

It takes the NAME that it is given, on the session bus; logind's, on the system bus, where it hands out a pipe.
One that --refuses says no, one that is --silent nothing at all.
"""

from __future__ import annotations

import os
import sys
from threading import Thread

from jeepney import DBusAddress, MessageType, message_bus, new_error, new_method_return
from jeepney.bus_messages import MatchRule
from jeepney.io.blocking import open_dbus_connection

LOGIND = "org.freedesktop.login1"


def say(*words: str) -> None:
    print(*words, flush=True)


def tell_end(pipe: int) -> None:
    """Say when nobody holds the other end any more."""
    os.read(pipe, 1)
    say("released")


def main(name: str, options: list[str]) -> None:
    is_logind = name == LOGIND
    connection = open_dbus_connection("SYSTEM" if is_logind else "SESSION", enable_fds=True)
    connection.send_and_get_reply(message_bus.RequestName(name))
    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    rule = MatchRule(type="signal", sender=bus.bus_name, interface=bus.interface, member="NameOwnerChanged")
    connection.send_and_get_reply(message_bus.AddMatch(rule))
    say("ready")
    holders: dict[int, str] = {}
    while True:
        message = connection.receive()
        fields = message.header.fields
        member, sender = fields.get(3), fields.get(7, "")
        if message.header.message_type is MessageType.signal and member == "NameOwnerChanged":
            changed, _before, now = message.body
            for cookie in [one for one, holder in holders.items() if holder == changed and not now]:
                del holders[cookie]
                say("gone")
        elif member == "Inhibit":
            if "--silent" in options:
                say("silent")
                continue
            if "--refuses" in options:
                connection.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied"))
                say("refused")
                continue
            if is_logind:
                reading, writing = os.pipe()
                connection.send(new_method_return(message, "h", (writing,)))
                os.close(writing)
                Thread(target=tell_end, args=(reading,), daemon=True).start()
            else:
                cookie = len(holders) + 1
                holders[cookie] = sender
                connection.send(new_method_return(message, "u", (cookie,)))
            say("held", *[value for value in message.body if isinstance(value, str)][:2])
        elif str(member).lower() == "uninhibit":
            holders.pop(message.body[0], None)
            connection.send(new_method_return(message))
            say("released")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
