"""Notices on real services, in real windows: what is seen there, and what a press of the mouse does."""

from __future__ import annotations

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.reminder import FiringState, ReminderAnswer
from psoas_timer.desktop.notices.freedesktop import FreedesktopNotifier
from psoas_timer.desktop.notices.notice import Notice
from psoas_timer.desktop.session_bus import SessionBus
from tests.desktop.fake_service import PATIENCE_MS
from tests.desktop.real_notices import (
    NEEDS_REAL,
    Dunst,
    RealService,
    StartReal,
    Xfce,
    bus,
    quiet_home,
    screen,
    start_real,
)
from tests.real_window import Program, program, wait_for
from tests.reminded_program import firings, remind_now

__all__ = ["bus", "program", "quiet_home", "screen", "start_real"]  # pytest finds its fixtures by their names

BUTTONS = {ReminderAnswer.START: "Start", ReminderAnswer.SNOOZE: "In 10 minutes", ReminderAnswer.SKIP: "Skip today"}
NOTICE = Notice("Psoas <i>Timer</i>", "<b>A</b> & B &amp; C", BUTTONS)
pytestmark = NEEDS_REAL
EACH_SERVICE = pytest.mark.parametrize("kind", [Dunst, Xfce])


@EACH_SERVICE
def test_our_buttons_alone_are_seen_and_each_tells_its_answer_once(
    qtbot: QtBot, start_real: StartReal, kind: type[RealService]
) -> None:
    service, bus = start_real(kind), SessionBus()
    notifier = FreedesktopNotifier(bus)
    answers: list[str] = []
    notifier.answered.connect(lambda answer, _token: answers.append(answer))

    def show() -> None:
        notifier.show(NOTICE)
        qtbot.waitUntil(lambda: notifier.is_shown and service.is_showing, timeout=PATIENCE_MS)

    show()
    assert sorted(service.labels()) == sorted(BUTTONS.values())
    if (texts := service.texts()) is not None:
        assert {NOTICE.title, NOTICE.body} <= set(texts)
    for answer, label in BUTTONS.items():
        service.press(label)
        qtbot.waitUntil(partial(answers.__contains__, answer), timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not service.is_showing, timeout=PATIENCE_MS)
        show()
    service.click()
    if service.tells_click:
        qtbot.waitUntil(lambda: ReminderAnswer.OPEN in answers, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not notifier.is_shown and not service.is_showing, timeout=PATIENCE_MS)
    assert answers[: len(BUTTONS)] == list(BUTTONS)
    show()
    notifier.close()
    qtbot.waitUntil(lambda: not service.is_showing, timeout=PATIENCE_MS)
    bus.close()


def test_a_day_that_is_skipped_on_a_real_notice_is_skipped(start_real: StartReal, program: Program) -> None:
    remind_now(program)
    service = start_real(Xfce)
    program.start("--hidden")
    service.press("Skip today")
    wait_for(lambda: firings(program) == {FiringState.SKIPPED: None}, "skipped day")
