"""A tray on a session bus, which prints what registers with it: a fake for the tests, run as a process.

By the specification (StatusNotifierItem, freedesktop.org), as far as Qt asks for it.
"""

from __future__ import annotations

from typing import Any

from jeepney import HeaderFields, Message, MessageType, message_bus, new_error, new_method_return
from jeepney.io.blocking import open_dbus_connection

NAME = "org.kde.StatusNotifierWatcher"


def say(*words: str) -> None:
    print(*words, flush=True)


def answer(message: Message, items: list[str]) -> Message:
    """Return the answer to what was asked."""
    member = message.header.fields.get(HeaderFields.member)
    values: dict[str, tuple[str, Any]] = {
        "IsStatusNotifierHostRegistered": ("b", True),
        "ProtocolVersion": ("i", 0),
        "RegisteredStatusNotifierItems": ("as", items),
    }
    if member == "RegisterStatusNotifierItem":
        items.append(message.header.fields[HeaderFields.sender])
        say("registered", items[-1])
        return new_method_return(message)
    if member == "Get":
        return new_method_return(message, "v", (values[message.body[1]],))
    if member == "GetAll":
        return new_method_return(message, "a{sv}", (values,))
    return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")


def main() -> None:
    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(message_bus.RequestName(NAME))
    say("ready")
    items: list[str] = []
    while True:
        message = connection.receive()
        if message.header.message_type is MessageType.method_call:
            connection.send(answer(message, items))


if __name__ == "__main__":
    main()
