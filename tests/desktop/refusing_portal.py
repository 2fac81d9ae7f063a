"""The desktop's portal, which refuses whatever it is asked: a fake for the tests, run as a process.

Real ones do so for a program that the desktop does not know by a file of its name, or that was started from a terminal.
It prints each question as JSON, a line each, once it has answered.
"""

from __future__ import annotations

import json

from jeepney import HeaderFields, MessageType, message_bus, new_error
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.portal.Desktop"
ERROR = "org.freedesktop.portal.Error.Failed"


def main() -> None:
    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(message_bus.RequestName(NAME))
    print(json.dumps({"ready": True}), flush=True)
    while True:
        message = connection.receive()
        if message.header.message_type is not MessageType.method_call:
            continue
        fields = message.header.fields
        text = "Could not register app ID: App info not found for 'psoas-timer'"
        connection.send(new_error(message, ERROR, "s", (text,)))
        print(json.dumps({"asked": fields.get(HeaderFields.member)}), flush=True)


if __name__ == "__main__":
    main()
