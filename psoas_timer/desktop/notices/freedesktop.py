"""Notifications on Linux desktops, over D-Bus.

The names and types are those of the specification (Desktop Notifications 1.2,
specifications.freedesktop.org/notification-spec).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from psoas_timer.core.reminder import ReminderAnswer
from psoas_timer.desktop.notices.notice import Notice, Notifier
from psoas_timer.desktop.session_bus import SessionBus, body_of
from psoas_timer.lib.own_program import DESKTOP_ID

if TYPE_CHECKING:  # imported for the first notice
    from jeepney import Message

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
_BUS = "org.freedesktop.DBus"

# How long a service may take to show a notice, including its own start (our choice).
PATIENCE_MS = 10_000

_NORMAL = 1  # never critical: that would stay on top of full screens and ignore "do not disturb"
_AS_THE_DESKTOP_DOES = -1  # the person's desktop decides how long it stays; we keep waiting after it has gone
_DEFAULT = "default"  # a click on the notice itself
# With a label, xfce4-notifyd and lxqt-notificationd show it as another button; before the others, lxqt-notificationd,
# which counts it without showing it, takes each of them for the one before (NotificationActionsComboWidget, to 2.1).
_UNSEEN = (_DEFAULT, "")

_BODY_MARKUP = "body-markup"
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ACTIONS = "actions"

# The D-Bus signature of each call's answer.
_ANSWERS = {"GetNameOwner": "s", "GetCapabilities": "as", "Notify": "u", "CloseNotification": ""}


class FreedesktopNotifier(Notifier):
    """Shows notices through the desktop's service, which is asked for its capabilities first.

    When a service ends, its notice disappears: the next service gets it again. Only signals from the service itself
    are trusted.
    """

    def __init__(self, bus: SessionBus, parent: QObject | None = None, *, patience_ms: int = PATIENCE_MS) -> None:
        super().__init__(parent)
        self._bus = bus
        self._bus.received.connect(self._take)
        self._bus.lost.connect(self._lose_bus)
        self._wanted: Notice | None = None  # what should be on the screen
        self._sent: Notice | None = None  # what the service was last given
        self._id = 0  # the service's id for it, 0 until known
        self._asked: dict[int, str] = {}  # calls not answered yet, by serial
        self._owner = ""
        self._abilities: frozenset[str] | None = None
        self._token = ""
        self._is_watching = False
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._refuse)

    @property
    def is_shown(self) -> bool:
        """Tell whether a notice is on the screen, as far as the service has reported."""
        return self._id != 0

    @property
    def is_awaiting_answer(self) -> bool:
        """Tell whether the service was given a notice and has not returned its id yet."""
        return "Notify" in self._asked.values()

    def show(self, notice: Notice) -> None:
        self._wanted = notice
        self._patience.start()
        if self._bus.open():
            self._watch()
            self._advance()
        else:
            self._refuse()

    def close(self) -> None:
        self._patience.stop()
        number = self._id
        self._forget()
        if number:
            self._call("CloseNotification", "u", (number,))

    # Calls

    def _watch(self) -> None:
        """Subscribe, once on each bus, to the service's signals, and ask who it is."""
        if self._is_watching:
            return
        from jeepney import MatchRule, message_bus

        self._is_watching = True
        owner = MatchRule(type="signal", sender=_BUS, interface=_BUS, member="NameOwnerChanged")
        owner.add_arg_condition(0, NAME)
        for rule in (MatchRule(type="signal", interface=NAME, path=PATH), owner):
            self._bus.send(message_bus.AddMatch(rule))
        self._ask(message_bus.GetNameOwner(NAME), "GetNameOwner")

    def _advance(self) -> None:
        """Bring what is wanted onto the screen, one call at a time, so that there are never two notices."""
        is_asking = self.is_awaiting_answer or "GetCapabilities" in self._asked.values()
        if self._wanted is None or self._wanted is self._sent or is_asking:
            return
        if self._abilities is None:
            self._call("GetCapabilities")
            return
        notice = self._sent = self._wanted
        buttons = [text for pair in (*notice.buttons.items(), _UNSEEN) for text in pair]
        body = notice.body.translate(_ESCAPED) if _BODY_MARKUP in self._abilities else notice.body
        hints = {"urgency": ("y", _NORMAL), "desktop-entry": ("s", DESKTOP_ID)}
        self._call(
            "Notify",
            "susssasa{sv}i",
            (
                "Psoas Timer", self._id, DESKTOP_ID, notice.title, body,
                buttons if _ACTIONS in self._abilities else [], hints, _AS_THE_DESKTOP_DOES,
            ),
        )  # fmt: skip

    def _call(self, member: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> None:
        from jeepney import DBusAddress, new_method_call

        self._ask(new_method_call(DBusAddress(PATH, NAME, NAME), member, signature, body), member)

    def _ask(self, message: Message, member: str) -> None:
        if serial := self._bus.send(message):
            self._asked[serial] = member

    # Answers and signals

    def _take(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        fields = message.header.fields
        if message.header.message_type is MessageType.signal:
            sender, member = fields.get(HeaderFields.sender, ""), fields.get(HeaderFields.member, "")
            if sender == _BUS and member == "NameOwnerChanged" and message.body[:1] == (NAME,):
                self._change_owner(message.body[2])
            elif sender == self._owner and fields.get(HeaderFields.interface) == NAME:
                self._hear(member, *message.body)
        elif asked := self._asked.pop(fields.get(HeaderFields.reply_serial, 0), ""):
            is_error = message.header.message_type is MessageType.error
            self._learn(asked, () if is_error else body_of(message, _ANSWERS[asked]))

    def _learn(self, asked: str, answer: tuple[Any, ...]) -> None:
        """Handle the answer to a call, () for an error."""
        if asked == "GetNameOwner":
            self._owner = answer[0] if answer else ""
        elif asked == "CloseNotification":
            pass  # it was already gone, or is now
        elif not answer:
            self._refuse()
        elif asked == "GetCapabilities":
            self._abilities = frozenset(answer[0])
            self._advance()
        elif self._wanted is None:  # it was withdrawn before its id was known
            self._call("CloseNotification", "u", answer)
        else:
            self._id = answer[0]
            if self._wanted is self._sent:
                self._patience.stop()
            self._advance()

    def _hear(self, member: str, number: int = 0, value: object = "", *_more: object) -> None:
        """Handle the service's signals about the notice on the screen."""
        if not self._id or number != self._id:
            return
        if member == "ActivationToken":
            self._token = str(value)
        elif member == "NotificationClosed":
            if self.is_awaiting_answer:  # the previous notice is gone, and the next is on its way
                self._id, self._token = 0, ""
            else:
                self._forget()
        elif member == "ActionInvoked" and value in (_DEFAULT, *ReminderAnswer):
            action, token = ReminderAnswer.OPEN if value == _DEFAULT else ReminderAnswer(str(value)), self._token
            self.close()
            self.answered.emit(action.value, token)

    def _change_owner(self, owner: str) -> None:
        """Start over with another service: it knows neither earlier calls nor what was shown."""
        self._owner = owner
        self._start_anew()
        if owner and self._wanted is not None:
            self._patience.start()
            self._advance()

    def _lose_bus(self) -> None:
        self._is_watching = False
        self._owner = ""
        self._start_anew()
        if self._wanted is not None:
            self._refuse()

    def _start_anew(self) -> None:
        self._asked.clear()
        self._abilities = None
        self._sent, self._id, self._token = None, 0, ""

    def _forget(self) -> None:
        self._wanted, self._sent, self._id, self._token = None, None, 0, ""

    def _refuse(self) -> None:
        """Leave the notice to another way of showing it; if it appears here after all, withdraw it."""
        if self._wanted is not None:
            self.close()
            self.refused.emit()
