"""Notices by a system's notification centre: a fake one, and a fake of the library that leads to the real ones."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event, Thread, current_thread, main_thread
from threading import enumerate as threads
from types import ModuleType
from typing import ClassVar

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.reminder import ReminderAnswer
from psoas_timer.desktop.notices import native as system_notifier
from psoas_timer.desktop.notices.native import TAG, NativeNotifier, SystemCentre
from psoas_timer.desktop.notices.notice import Notice

PATIENCE_S = 30.0
PATIENCE_MS = int(PATIENCE_S * 1000)
BUTTONS = {ReminderAnswer.START: "Start", ReminderAnswer.SNOOZE: "In 10 minutes", ReminderAnswer.SKIP: "Skip today"}
NOTICE = Notice("Psoas Timer", "3 of 5 this week. 5 minutes on your back?", BUTTONS)
OTHER = Notice("Psoas Timer", "Another", BUTTONS)


class FakeCentre:
    """A centre that shows what it is given, unless told otherwise beforehand."""

    def __init__(self) -> None:
        self.press: Callable[[str], None] = print
        self.allows = True
        self.takes = True
        self.breaks = False
        self.is_asking = Event()
        self.answer: asyncio.Event | None = None  # if there is one, it waits for it before it allows
        self.done: list[str] = []
        self.loop: asyncio.AbstractEventLoop | None = None  # that of the thread, once it is there

    def make(self, press: Callable[[str], None]) -> FakeCentre:
        self.press = press
        self.loop = asyncio.get_running_loop()
        return self

    def later(self, act: Callable[..., object], *given: object) -> None:
        """Have something done in the thread, as the system does."""
        assert self.loop is not None
        self.loop.call_soon_threadsafe(act, *given)

    async def may_show(self) -> bool:
        self.is_asking.set()
        if self.answer is not None:
            await self.answer.wait()
        return self.allows

    async def show(self, notice: Notice) -> bool:
        if self.breaks:
            raise OSError("the notification platform is not available")
        self.done.append(notice.body)
        return self.takes

    async def clear(self) -> None:
        self.done.append("cleared")
        if self.breaks:
            raise OSError("the notification platform is not available")


class Told:
    """A notifier and what it says."""

    def __init__(self, qtbot: QtBot, centre: FakeCentre, patience_ms: int = PATIENCE_MS) -> None:
        self.qtbot = qtbot
        self.centre = centre
        self.notifier = NativeNotifier(make_centre=centre.make, patience_ms=patience_ms)
        self.answers: list[tuple[str, str]] = []
        self.refusals = 0
        self.threads: set[object] = set()
        self.notifier.answered.connect(self._take)
        self.notifier.refused.connect(self._count)

    def _take(self, action: str, token: str) -> None:
        self.threads.add(current_thread())
        self.answers.append((action, token))

    def _count(self) -> None:
        self.refusals += 1

    def wait_until_done(self, *what: str) -> None:
        self.qtbot.waitUntil(lambda: self.centre.done == list(what), timeout=PATIENCE_MS)

    def wait_for_refusal(self) -> None:
        self.qtbot.waitUntil(lambda: self.refusals > 0, timeout=PATIENCE_MS)

    def let_come(self) -> None:
        """Return once everything the thread has reported so far is handled."""
        assert self.centre.loop is not None

        async def be_the_last() -> None:
            while len(asyncio.all_tasks()) > 2:  # this one, and the thread's own, which waits for the end
                await asyncio.sleep(0)

        is_done = asyncio.run_coroutine_threadsafe(be_the_last(), self.centre.loop)
        self.qtbot.waitUntil(is_done.done, timeout=PATIENCE_MS)
        self.qtbot.wait(0)


def thread_of_notices() -> Thread:
    (found,) = [thread for thread in threads() if thread.name == "notices"]
    return found


@pytest.fixture
def told(qtbot: QtBot) -> Iterator[Told]:
    made = Told(qtbot, FakeCentre())
    yield made
    made.notifier.end()


def test_a_notice_is_shown(told: Told) -> None:
    told.notifier.show(NOTICE)
    told.wait_until_done(NOTICE.body)
    told.let_come()
    assert (told.answers, told.refusals) == ([], 0)


@pytest.mark.parametrize("action", list(ReminderAnswer))
def test_what_is_pressed_is_told_once_and_the_notice_goes(told: Told, action: ReminderAnswer) -> None:
    told.notifier.show(NOTICE)
    told.wait_until_done(NOTICE.body)
    for _twice in range(2):  # the system reports it in its own thread
        told.centre.later(told.centre.press, action.value)
    told.wait_until_done(NOTICE.body, "cleared")
    told.let_come()
    assert told.answers == [(action.value, "")]
    assert told.threads == {main_thread()}


def test_a_notice_is_taken_back_once_and_then_not_answered(told: Told) -> None:
    told.notifier.show(NOTICE)
    told.wait_until_done(NOTICE.body)
    told.notifier.close()
    told.notifier.close()
    told.wait_until_done(NOTICE.body, "cleared")
    told.centre.press("start")
    told.let_come()
    assert (told.answers, told.centre.done) == ([], [NOTICE.body, "cleared"])


def test_of_two_at_once_the_latter_is_shown(told: Told) -> None:
    told.centre.answer = asyncio.Event()
    told.notifier.show(NOTICE)
    assert told.centre.is_asking.wait(PATIENCE_S)
    told.notifier.show(OTHER)
    told.centre.later(told.centre.answer.set)
    told.wait_until_done("Another")
    told.let_come()
    assert told.refusals == 0


def test_one_that_is_taken_back_before_it_is_there_does_not_come(told: Told) -> None:
    told.centre.answer = asyncio.Event()
    told.notifier.show(NOTICE)
    assert told.centre.is_asking.wait(PATIENCE_S)
    told.notifier.close()
    told.centre.later(told.centre.answer.set)
    told.wait_until_done("cleared")
    told.let_come()
    assert told.refusals == 0


@pytest.mark.parametrize("fault", ["allows", "takes", "breaks"])
def test_what_the_system_does_not_show_is_a_refusal(told: Told, fault: str) -> None:
    setattr(told.centre, fault, fault == "breaks")
    told.notifier.show(NOTICE)
    told.wait_for_refusal()
    told.let_come()
    assert told.refusals == 1
    assert told.centre.done[-1] == "cleared"
    setattr(told.centre, fault, fault != "breaks")
    told.notifier.show(OTHER)
    told.qtbot.waitUntil(lambda: told.centre.done[-1] == "Another", timeout=PATIENCE_MS)
    told.let_come()
    assert told.refusals == 1


def test_a_system_that_is_silent_is_a_refusal_and_shows_nothing_later(qtbot: QtBot) -> None:
    told = Told(qtbot, FakeCentre(), patience_ms=1)
    told.centre.answer = asyncio.Event()
    told.notifier.show(NOTICE)
    told.wait_for_refusal()
    told.centre.later(told.centre.answer.set)
    told.wait_until_done("cleared")
    told.let_come()
    assert told.refusals == 1
    told.notifier.end()


def test_the_end_takes_the_notice_and_the_thread_along(told: Told) -> None:
    told.notifier.end()  # nothing has begun
    told.notifier.show(NOTICE)
    told.wait_until_done(NOTICE.body)
    thread = thread_of_notices()
    told.notifier.end()
    assert told.centre.done == [NOTICE.body, "cleared"]
    assert not thread.is_alive()


def test_what_hangs_does_not_hold_the_end_up(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    told.centre.answer = asyncio.Event()
    told.notifier.show(NOTICE)
    assert told.centre.is_asking.wait(PATIENCE_S)
    told.notifier.show(OTHER)
    thread = thread_of_notices()
    monkeypatch.setattr(system_notifier, "END_S", 0.01)
    told.notifier.end()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    assert (told.centre.done, told.refusals) == ([], 0)


# The library


@dataclass(frozen=True)
class Button:
    title: str
    identifier: str


@dataclass(frozen=True)
class Notification:
    title: str
    message: str
    buttons: tuple[Button, ...]
    identifier: str


class Library:
    """desktop-notifier's class, as far as we use it."""

    made: ClassVar[list[Library]] = []
    can: frozenset[str] = frozenset({"buttons"})
    is_allowed = True
    works = True

    def __init__(self, app_name: str, app_icon: object) -> None:
        self.made.append(self)
        self.made_with = (app_name, app_icon)
        self.on_dispatched: Callable[[str], None] = print
        self.on_clicked: Callable[[str], None] = print
        self.on_button_pressed: Callable[[str, str], None] = print
        self.asked = 0
        self.sent: list[Notification] = []
        self.cleared: list[str] = []

    async def get_capabilities(self) -> frozenset[str]:
        return self.can

    async def request_authorisation(self) -> bool:
        self.asked += 1
        return self.is_allowed

    async def send_notification(self, notification: Notification) -> str:
        self.sent.append(notification)
        if self.works:
            self.on_dispatched(notification.identifier)
        return notification.identifier

    async def clear(self, identifier: str) -> None:
        self.cleared.append(identifier)


class Lent:
    """Our centre with the fake library behind it, and what was pressed."""

    def __init__(self) -> None:
        self.pressed: list[str] = []
        self.centre = SystemCentre(self.pressed.append)
        (self.library,) = Library.made


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> Lent:
    module = ModuleType("desktop_notifier")
    vars(module).update(FreedesktopNotifier=Library, Button=Button, Notification=Notification)
    monkeypatch.setitem(sys.modules, "desktop_notifier", module)
    monkeypatch.setattr(Library, "made", [])
    return Lent()


def test_the_library_is_given_plain_texts_and_buttons_under_one_tag(lent: Lent) -> None:
    assert lent.library.made_with == ("Psoas Timer", None)
    for notice in (NOTICE, OTHER):
        assert asyncio.run(lent.centre.show(notice))
    buttons = (Button("Start", "start"), Button("In 10 minutes", "snooze"), Button("Skip today", "skip"))
    assert lent.library.sent == [
        Notification("Psoas Timer", NOTICE.body, buttons, TAG), Notification("Psoas Timer", "Another", buttons, TAG),
    ]  # fmt: skip
    asyncio.run(lent.centre.clear())
    assert lent.library.cleared == [TAG]


def test_what_the_library_hears_is_told(lent: Lent) -> None:
    lent.library.on_clicked(TAG)
    for action in ("start", "snooze", "skip", "explode"):
        lent.library.on_button_pressed(TAG, action)
    lent.library.on_clicked("of another program in the same Python")
    lent.library.on_button_pressed("of another program in the same Python", "start")
    assert lent.pressed == ["open", "start", "snooze", "skip"]


def test_what_the_library_could_not_send_is_not_shown(lent: Lent) -> None:
    assert asyncio.run(lent.centre.show(NOTICE))
    lent.library.works = False
    assert not asyncio.run(lent.centre.show(NOTICE))


def test_a_person_who_allows_no_notices_gets_none(lent: Lent) -> None:
    assert asyncio.run(lent.centre.may_show())
    lent.library.is_allowed = False
    assert not asyncio.run(lent.centre.may_show())


def test_where_the_library_can_do_nothing_nobody_is_asked(lent: Lent) -> None:
    lent.library.can = frozenset()
    assert not asyncio.run(lent.centre.may_show())
    assert lent.library.asked == 0


def test_without_the_library_it_is_refused(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "desktop_notifier", None)
    notifier = NativeNotifier()
    with qtbot.waitSignal(notifier.refused, timeout=PATIENCE_MS):
        notifier.show(NOTICE)
    notifier.end()
