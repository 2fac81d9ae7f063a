"""Autostart in Flatpak, where the desktop's Background portal writes the entry, and may ask the person first.

flatpak.github.io/xdg-desktop-portal/docs: org.freedesktop.portal.Background and org.freedesktop.portal.Request.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.desktop.autostart.base import Autostart, StartCommand
from psoas_timer.desktop.session_bus import SessionBus, body_of

if TYPE_CHECKING:  # imported for the first request
    from jeepney import Message

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
BACKGROUND = "org.freedesktop.portal.Background"
REQUEST = "org.freedesktop.portal.Request"
REQUESTS = f"{PATH}/request"
_BUS = "org.freedesktop.DBus"

# How long the portal may take to accept the request, including its own start (our choice). A person who is then asked
# may take their time.
PATIENCE_MS = 10_000

# The response codes of a Request.
_GRANTED, _REFUSED, _ENDED = 0, 1, 2
_NOTHING: Mapping[str, tuple[str, Any]] = MappingProxyType({})


class FlatpakAutostart(Autostart):
    """Asks the portal, which cannot report the current state: "on" is what it last granted, perhaps in an earlier run.

    Every answer that shows the current state is reported by ``changed``, for the caller to remember; one that differs
    from the request is also reported by ``failed``. Changes that a person makes elsewhere are not noticed.
    """

    is_forgetful = True

    def __init__(
        self,
        command: StartCommand,
        bus: SessionBus,
        reason: str,
        *,
        was_granted: bool = False,
        patience_ms: int = PATIENCE_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(command, parent)
        self._reason = reason
        self._is_granted = was_granted
        self._bus = bus
        self._bus.received.connect(self._take)
        self._bus.lost.connect(self._lose_bus)
        self._is_watching = False
        self._wish: bool | None = None  # what was requested, None if nothing
        self._serial = 0  # of the request, until the portal has accepted it
        self._request = ""  # the end of the request's path, unique to us; later the whole path
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(lambda: self._fail(_silent()))

    def is_on(self) -> bool:
        return self._is_granted

    @property
    def is_asking_person(self) -> bool:
        """Tell whether the portal has accepted the request, so that its answer may take as long as a person does."""
        return self._wish is not None and self._serial == 0

    def turn(self, on: bool) -> None:
        self._take_back()
        self._wish = on
        if not self._bus.open():
            self._fail(_silent())
            return
        self._watch()
        token = f"psoas_timer_{secrets.token_hex(8)}"
        self._request = f"/{token}"
        self._patience.start()
        options: dict[str, tuple[str, Any]] = {
            "handle_token": ("s", token),
            "reason": ("s", self._reason),
            "autostart": ("b", on),
            "commandline": ("as", list(self._command.words)),
            "dbus-activatable": ("b", False),
        }
        self._serial = self._call(PATH, BACKGROUND, "RequestBackground", "sa{sv}", ("", options))

    def refresh(self) -> None:
        """Do nothing: asking again would bring back what a person has removed elsewhere."""
        self.changed.emit(self.is_on())

    # Requests

    def _watch(self) -> None:
        """Subscribe, once on each bus, to answers before there are any, and to a portal that ends."""
        if self._is_watching:
            return
        from jeepney import MatchRule, message_bus

        self._is_watching = True
        answers = MatchRule(type="signal", sender=NAME, interface=REQUEST, member="Response", path_namespace=REQUESTS)
        owner = MatchRule(type="signal", sender=_BUS, interface=_BUS, member="NameOwnerChanged")
        owner.add_arg_condition(0, NAME)
        for rule in (answers, owner):
            self._bus.send(message_bus.AddMatch(rule))

    def _take_back(self) -> None:
        """Drop the earlier request; if its dialog is still open, close it."""
        if self._wish is not None and self._request.startswith(REQUESTS):
            self._call(self._request, REQUEST, "Close", None, ())
        self._forget()

    def _call(self, path: str, interface: str, member: str, signature: str | None, body: tuple[Any, ...]) -> int:
        from jeepney import DBusAddress, new_method_call

        return self._bus.send(new_method_call(DBusAddress(path, NAME, interface), member, signature, body))

    # Answers

    def _take(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        if self._wish is None:
            return
        fields = message.header.fields
        path, member = fields.get(HeaderFields.path, ""), fields.get(HeaderFields.member, "")
        interface, sender = fields.get(HeaderFields.interface, ""), fields.get(HeaderFields.sender, "")
        if message.header.message_type is MessageType.signal:
            if (interface, member) == (REQUEST, "Response") and path.endswith(self._request):
                self._learn(*body_of(message, "ua{sv}"))
            elif (sender, member) == (_BUS, "NameOwnerChanged") and message.body[:1] == (NAME,) and message.body[1]:
                self._fail(_silent())  # our request is lost with it
        elif self._serial and fields.get(HeaderFields.reply_serial, 0) == self._serial:
            self._serial = 0
            self._patience.stop()
            if path := body_of(message, "o"):
                self._request = path[0]
            else:  # an error, or not an answer to this request
                self._fail(_silent())

    def _learn(self, response: int = _ENDED, results: Mapping[str, tuple[str, Any]] = _NOTHING) -> None:
        """Handle an answer. A refusal shows the current state too: the portal then turns it off."""
        wish = self._wish
        self._forget()
        granted = results.get("autostart", ("", None))[1]
        if isinstance(granted, bool):
            self._is_granted = granted
            self.changed.emit(granted)
        if granted is wish:
            return
        self.failed.emit(
            Problem(
                N_("Your desktop does not allow Psoas Timer to start automatically."),
                N_("Allow it to run in the background in your desktop's application settings, then try again."),
            )
            if response in (_GRANTED, _REFUSED)
            else Problem(
                N_("Your desktop has not said whether Psoas Timer can start automatically."), N_("Please try again.")
            )
        )

    def _fail(self, problem: Problem) -> None:
        if self._wish is not None:
            self._forget()
            self.failed.emit(problem)

    def _lose_bus(self) -> None:
        self._is_watching = False
        self._fail(_silent())

    def _forget(self) -> None:
        self._wish, self._serial, self._request = None, 0, ""
        self._patience.stop()


def _silent() -> Problem:
    return Problem(
        N_("Your desktop does not respond when asked whether Psoas Timer can start automatically."),
        N_("Make sure that xdg-desktop-portal is installed for your desktop, then try again."),
    )
