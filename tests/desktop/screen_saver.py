"""A screen saver on a session bus, which prints who inhibits it: a fake for the tests, run as a process."""

from __future__ import annotations

import sys

from jeepney import DBusAddress, MessageType, message_bus, new_error, new_method_return
from jeepney.bus_messages import MatchRule
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.ScreenSaver"


def say(*words: str) -> None:
    print(*words, flush=True)


def main(refuses: bool) -> None:
    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(message_bus.RequestName(NAME))
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
            name, _before, now = message.body
            for cookie in [one for one, holder in holders.items() if holder == name and not now]:
                del holders[cookie]
                say("gone")
        elif member == "Inhibit":
            if refuses:
                connection.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied"))
                say("refused")
                continue
            cookie = len(holders) + 1
            holders[cookie] = sender
            connection.send(new_method_return(message, "u", (cookie,)))
            say("held")
        elif member == "UnInhibit":
            holders.pop(message.body[0], None)
            connection.send(new_method_return(message))
            say("released")


if __name__ == "__main__":
    main("--refuses" in sys.argv)
