"""Notices on a session bus of the test's own: shown, answered, replaced, taken back, and what may go wrong."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.reminder import ReminderAnswer
from psoas_timer.desktop.notices.freedesktop import FreedesktopNotifier
from psoas_timer.desktop.notices.notice import Notice
from psoas_timer.desktop.session_bus import SessionBus
from psoas_timer.lib.own_program import DESKTOP_ID
from tests.desktop.bus import NEEDS_BUS, bus, meanwhile
from tests.desktop.fake_notification_service import StartService, start_service
from tests.desktop.fake_service import PATIENCE_MS

__all__ = ["bus", "start_service"]  # pytest finds its fixtures by their names

BUTTONS = {ReminderAnswer.START: "Start", ReminderAnswer.SNOOZE: "In 10 minutes", ReminderAnswer.SKIP: "Skip today"}
NOTICE = Notice("Psoas Timer", "3 of 5 this week. 5 minutes on your back?", BUTTONS)
OTHER = Notice("Psoas Timer", "Another", BUTTONS)


class Told:
    """A notifier and what it says."""

    def __init__(self, qtbot: QtBot, patience_ms: int = PATIENCE_MS) -> None:
        self.qtbot = qtbot
        self.bus = SessionBus()
        self.notifier = FreedesktopNotifier(self.bus, patience_ms=patience_ms)
        self.answers: list[tuple[str, str]] = []
        self.refusals = 0
        self.notifier.answered.connect(lambda *answer: self.answers.append(answer))
        self.notifier.refused.connect(self._count)

    def _count(self) -> None:
        self.refusals += 1

    def wait_until_shown(self) -> None:
        self.qtbot.waitUntil(lambda: self.notifier.is_shown, timeout=PATIENCE_MS)

    def wait_for_answer(self, number: int = 1) -> None:
        self.qtbot.waitUntil(lambda: len(self.answers) >= number, timeout=PATIENCE_MS)

    def wait_for_refusal(self) -> None:
        self.qtbot.waitUntil(lambda: self.refusals > 0, timeout=PATIENCE_MS)

    def answer_all(self) -> None:
        """Return when everything that was sent to us up to now has been taken."""
        from jeepney import message_bus

        serial = self.bus.send(message_bus.GetId())
        seen: list[object] = []
        self.bus.received.connect(lambda message: seen.append(message.header.fields.get(5)))
        self.qtbot.waitUntil(lambda: serial in seen, timeout=PATIENCE_MS)


@pytest.fixture
def told(qtbot: QtBot, bus: subprocess.Popen[str]) -> Iterator[Told]:
    made = Told(qtbot)
    yield made
    made.bus.close()


pytestmark = NEEDS_BUS


def test_a_notice_is_shown_with_its_buttons_and_never_urgent(start_service: StartService, told: Told) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    assert service.hear() == {
        "asked": "Notify", "app": "Psoas Timer", "replaced": 0, "icon": DESKTOP_ID, "title": "Psoas Timer",
        "body": "3 of 5 this week. 5 minutes on your back?", "timeout": -1,
        "actions": ["start", "Start", "snooze", "In 10 minutes", "skip", "Skip today", "default", ""],
        "hints": {"urgency": ["y", 1], "desktop-entry": ["s", DESKTOP_ID]},
    }  # fmt: skip
    told.wait_until_shown()
    assert (told.answers, told.refusals) == ([], 0)


@pytest.mark.parametrize(
    ("key", "action"), [("default", "open"), ("start", "start"), ("snooze", "snooze"), ("skip", "skip")]
)
def test_what_is_pressed_is_told_once_with_its_token(
    start_service: StartService, told: Told, key: str, action: str
) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    service.hear()
    told.wait_until_shown()
    service.order(f"press last {key} a-token")
    service.order(f"press last {key}")
    told.wait_for_answer()
    assert service.hear() == {"asked": "CloseNotification", "number": 1}
    told.answer_all()
    assert told.answers == [(action, "a-token")]


def test_a_token_is_good_for_its_own_notice_only(start_service: StartService, told: Told) -> None:
    service = start_service()
    for number in (1, 2):
        told.notifier.show(Notice("Psoas Timer", str(number), BUTTONS))
        service.hear()
        told.wait_until_shown()
        service.order("press last start" + (" a-token" if number == 1 else ""))
        told.wait_for_answer(number)
        service.hear()
    assert told.answers == [("start", "a-token"), ("start", "")]


def test_unknown_buttons_and_other_notices_are_nothing_to_us(start_service: StartService, told: Told) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    service.hear()
    told.wait_until_shown()
    service.order("press last explode")
    service.order("press 77 start")
    service.order("close 77")
    service.order("press last snooze")
    told.wait_for_answer()
    assert told.answers == [("snooze", "")]


def test_another_programs_signals_are_not_believed(start_service: StartService, told: Told) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    service.hear()
    told.wait_until_shown()
    impostor = start_service("--impostor")
    impostor.order("press 1 start")
    impostor.order("press 1 skip")
    impostor.process.stdin.close()  # type: ignore[union-attr]
    meanwhile(told.qtbot, impostor.process.wait)
    told.answer_all()
    assert told.answers == []


def test_a_new_notice_takes_the_place_of_the_one_before(start_service: StartService, told: Told) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    assert service.hear()["replaced"] == 0
    told.wait_until_shown()
    told.notifier.show(OTHER)
    assert (heard := service.hear())["replaced"] == 1
    assert heard["body"] == "Another"


def test_two_at_once_are_never_two_on_the_screen(start_service: StartService, told: Told) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    told.notifier.show(OTHER)
    assert (heard := service.hear())["body"] == "Another"
    told.notifier.show(NOTICE)
    told.notifier.show(OTHER)
    told.notifier.show(NOTICE)
    last = service.hear()
    assert (heard["replaced"], last["replaced"], last["body"]) == (0, 1, NOTICE.body)


def test_one_that_goes_while_the_next_is_on_its_way_does_not_take_it_along(
    start_service: StartService, told: Told
) -> None:
    service = start_service("--hasty")
    told.notifier.show(NOTICE)
    service.hear()
    told.wait_until_shown()
    told.notifier.show(OTHER)
    assert service.hear()["body"] == "Another"
    told.answer_all()
    told.wait_until_shown()
    service.order("press last start")
    told.wait_for_answer()
    assert (told.answers, service.hear()) == ([("start", "")], {"asked": "CloseNotification", "number": 2})


def test_where_the_next_is_refused_the_one_before_does_not_stay(start_service: StartService, told: Told) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    service.hear()
    told.wait_until_shown()
    service.order("become rude")
    assert service.hear() == {"became": "rude"}
    told.notifier.show(OTHER)
    told.wait_for_refusal()
    assert service.hear()["body"] == "Another"
    assert service.hear() == {"asked": "CloseNotification", "number": 1}


def test_a_service_that_is_silent_about_the_second_is_a_refusal(start_service: StartService, told: Told) -> None:
    service = start_service("--tired")

    others = [OTHER]

    def show_another() -> None:
        if others and told.notifier.is_awaiting_answer:
            told.notifier.show(others.pop())

    told.bus.received.connect(show_another)
    told.notifier.show(NOTICE)
    assert [service.hear()["body"], service.hear()["body"]] == [NOTICE.body, "Another"]
    told.answer_all()
    assert told.notifier._patience.isActive()
    told.notifier._patience.start(0)
    told.wait_for_refusal()


def test_nothing_of_a_text_is_markup(start_service: StartService, told: Told) -> None:
    service = start_service()
    told.notifier.show(Notice("<b>A</b> & B", "<b>A</b> & B", BUTTONS))
    heard = service.hear()
    assert (heard["title"], heard["body"]) == ("<b>A</b> & B", "&lt;b&gt;A&lt;/b&gt; &amp; B")


def test_a_text_is_sent_as_it_is_where_there_is_no_markup(start_service: StartService, told: Told) -> None:
    service = start_service("--no-body-markup")
    told.notifier.show(Notice("Psoas Timer", "<b>A</b> & B", BUTTONS))
    assert service.hear()["body"] == "<b>A</b> & B"


def test_a_service_without_buttons_is_given_none(start_service: StartService, told: Told) -> None:
    service = start_service("--no-actions")
    told.notifier.show(NOTICE)
    assert service.hear()["actions"] == []
    told.wait_until_shown()
    assert told.refusals == 0


@pytest.mark.parametrize("take_back", [FreedesktopNotifier.close, FreedesktopNotifier.end])
def test_a_notice_is_taken_back(
    start_service: StartService, told: Told, take_back: Callable[[FreedesktopNotifier], None]
) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    service.hear()
    told.wait_until_shown()
    take_back(told.notifier)
    assert service.hear() == {"asked": "CloseNotification", "number": 1}
    told.notifier.close()
    told.notifier.show(OTHER)
    assert service.hear()["replaced"] == 0


def test_one_that_is_taken_back_before_it_is_there_does_not_stay(start_service: StartService, told: Told) -> None:
    service = start_service()

    def take_back() -> None:
        if told.notifier.is_awaiting_answer:
            told.notifier.close()

    told.bus.received.connect(take_back)
    told.notifier.show(NOTICE)
    assert service.hear()["asked"] == "Notify"
    assert service.hear() == {"asked": "CloseNotification", "number": 1}


def test_one_that_is_waved_away_does_not_come_back(start_service: StartService, told: Told) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    service.hear()
    told.wait_until_shown()
    service.order("close last")
    told.qtbot.waitUntil(lambda: not told.notifier.is_shown, timeout=PATIENCE_MS)
    service.kill()
    again = start_service()
    told.notifier.show(OTHER)
    assert again.hear()["body"] == "Another"


def test_a_service_that_is_killed_and_comes_back_shows_it_again_once(start_service: StartService, told: Told) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    service.hear()
    told.wait_until_shown()
    service.kill()
    told.qtbot.waitUntil(lambda: not told.notifier.is_shown, timeout=PATIENCE_MS)
    again = start_service("--no-actions")
    heard = again.hear()
    assert (heard["replaced"], heard["body"], heard["actions"]) == (0, NOTICE.body, [])
    told.wait_until_shown()
    told.notifier.close()
    assert again.hear() == {"asked": "CloseNotification", "number": 1}
    assert told.refusals == 0


def test_without_a_service_it_is_refused_at_once(told: Told) -> None:
    told.notifier.show(NOTICE)
    told.wait_for_refusal()


def test_a_service_that_comes_after_the_refusal_is_not_given_what_is_shown_elsewhere(
    start_service: StartService, told: Told
) -> None:
    told.notifier.show(NOTICE)
    told.wait_for_refusal()
    service = start_service()
    told.notifier.show(OTHER)
    assert service.hear()["body"] == "Another"


def test_a_service_that_refuses_is_a_refusal(start_service: StartService, told: Told) -> None:
    start_service("--rude")
    told.notifier.show(NOTICE)
    told.wait_for_refusal()
    assert told.refusals == 1


@pytest.mark.parametrize("mood", ["odd", "dazed"])
def test_a_service_that_answers_something_else_is_a_refusal(start_service: StartService, told: Told, mood: str) -> None:
    start_service(f"--{mood}")
    told.notifier.show(NOTICE)
    told.wait_for_refusal()
    assert told.refusals == 1


@pytest.mark.parametrize("mood", ["odd", "dazed"])
def test_a_service_that_answers_something_else_to_the_second_is_a_refusal(
    start_service: StartService, told: Told, mood: str
) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    service.hear()
    told.wait_until_shown()
    service.order(f"become {mood}")
    service.hear()
    told.notifier.show(OTHER)
    told.wait_for_refusal()
    assert told.refusals == 1


def test_a_service_that_is_silent_is_a_refusal(qtbot: QtBot, start_service: StartService) -> None:
    start_service("--silent")
    told = Told(qtbot, patience_ms=1)
    told.notifier.show(NOTICE)
    told.wait_for_refusal()
    assert told.refusals == 1
    told.bus.close()


def test_without_a_bus_it_is_refused(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={short_folder / 'nothing'}")
    told = Told(qtbot)
    told.notifier.show(NOTICE)
    assert told.refusals == 1


def test_a_bus_that_is_lost_is_a_refusal_of_what_was_shown(
    start_service: StartService, told: Told, bus: subprocess.Popen[str]
) -> None:
    service = start_service()
    told.notifier.show(NOTICE)
    service.hear()
    told.wait_until_shown()
    bus.kill()
    told.wait_for_refusal()
    told.notifier.show(NOTICE)
    assert told.refusals == 2
