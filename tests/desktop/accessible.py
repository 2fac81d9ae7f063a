"""What a screen reader finds in the windows of other programs: AT-SPI 2, over the bus that org.a11y.Bus names.

Names and types are those of at-spi2-core's xml files (gitlab.gnome.org/GNOME/at-spi2-core, xml/).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.desktop.bus import PATIENCE_S

_ROOT = DBusAddress("/org/a11y/atspi/accessible/root", "org.a11y.atspi.Registry", "org.a11y.atspi.Accessible")
_LAUNCHER = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
_ON_THE_SCREEN = 0  # AtspiCoordType: from the corner of the screen
_SHOWING = 25  # AtspiStateType
_BUTTON = ("push button", "button")  # before and since at-spi2-core 2.54


@dataclass(frozen=True)
class Thing:
    """One thing in a window: what it is, what it is called, and its middle on the screen, in pixels."""

    role: str
    name: str
    middle: tuple[int, int]
    address: DBusAddress = field(compare=False)


class Reader:
    """A screen reader's connection to every program on the session bus of this process."""

    def __init__(self) -> None:
        with open_dbus_connection("SESSION") as session:
            self._connection = session
            [address] = self._ask(_LAUNCHER, "GetAddress")
        self._connection = open_dbus_connection(address)

    def close(self) -> None:
        self._connection.close()

    def buttons(self) -> list[Thing]:
        """Return the buttons that are visible now and have a name."""
        return [thing for thing in self.things() if thing.role in _BUTTON and thing.name]

    def texts(self) -> list[str]:
        """Return what the labels say that are visible now."""
        return [thing.name for thing in self.things() if thing.role == "label"]

    def find(self, role: str, name: str = "") -> Thing:
        """Return the first thing of ``role`` that is visible now and whose name begins with ``name``.

        Raises
        ------
        LookupError
            If there is none.
        """
        for thing in self.things():
            if thing.role == role and thing.name.startswith(name):
                return thing
        raise LookupError(f"no {role} {name!r}")

    def description(self, thing: Thing) -> str:
        return str(self._reply(Properties(thing.address).get("Description"))[0][1])

    def actions(self, thing: Thing) -> list[str]:
        """Return the names of what can be done with a thing."""
        return [name for name, *_rest in self._ask(self._as(thing, "Action"), "GetActions")[0]]

    def act(self, thing: Thing, action: str) -> None:
        """Do what ``action`` names."""
        self._ask(self._as(thing, "Action"), "DoAction", "i", (self.actions(thing).index(action),))

    def write(self, thing: Thing, text: str) -> None:
        """Put ``text`` in the place of what is in a field."""
        self._ask(self._as(thing, "EditableText"), "SetTextContents", "s", (text,))

    def _as(self, thing: Thing, interface: str) -> DBusAddress:
        return DBusAddress(thing.address.object_path, thing.address.bus_name, f"org.a11y.atspi.{interface}")

    def things(self) -> list[Thing]:
        """Return all that is visible now, in all programs, in the order in which it is read."""
        return list(self._below(_ROOT))

    def _below(self, parent: DBusAddress) -> Iterator[Thing]:
        with suppress(DBusErrorResponse):  # it went while we asked
            for name, path in self._ask(parent, "GetChildren")[0]:
                child = DBusAddress(path, name, "org.a11y.atspi.Accessible")
                if parent is _ROOT or self._ask(child, "GetState")[0][0] >> _SHOWING & 1:
                    if parent is not _ROOT:
                        yield self._thing(child)
                    yield from self._below(child)

    def _thing(self, address: DBusAddress) -> Thing:
        [role] = self._ask(address, "GetRoleName")
        [(_signature, name)] = self._reply(Properties(address).get("Name"))
        component = DBusAddress(address.object_path, address.bus_name, "org.a11y.atspi.Component")
        left, top, width, height = self._ask(component, "GetExtents", "u", (_ON_THE_SCREEN,))[0]
        return Thing(role, name, (left + width // 2, top + height // 2), address)

    def _ask(self, address: DBusAddress, member: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
        return self._reply(new_method_call(address, member, signature, body))

    def _reply(self, message: Any) -> Any:
        reply = self._connection.send_and_get_reply(message, timeout=PATIENCE_S)
        if reply.header.message_type is MessageType.error:
            raise DBusErrorResponse(reply)
        return reply.body
