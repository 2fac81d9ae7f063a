"""The reminder that is offered at the first run: once, off until it is accepted, and only while it is unchanged."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from psoas_timer.flows.reminder_offer import ReminderOffer
from psoas_timer.store.database.reminder_log import ReminderLog
from tests.daily_reminder import DAILY, MONDAY, at
from tests.running_app import Running, Start, press, start

__all__ = ["start"]  # pytest finds its fixture by its name

WORDS = (
    "Would you like reminders? Monday to Friday at 18:00, unless you are done for the day. "
    "You can change this in Settings."
)


def is_offered(running: Running) -> bool:
    return running.told.startswith("Would you like reminders?")


def test_five_days_are_offered_once_and_off(start: Start) -> None:
    running = start(at(12))
    running.app.begin_reminding()
    assert running.told == WORDS
    (offered,) = running.app.reminders.reminders
    assert (offered.weekdays, offered.at, offered.is_on) == (frozenset(range(5)), time(18), False)
    running.app.reminders.remove(offered.uuid)
    assert running.told == ""
    running.app.begin_reminding()
    assert running.app.reminders.reminders == ()
    assert running.told == ""


def test_agreed_to_it_is_on_and_the_offer_is_gone(start: Start) -> None:
    running = start(at(12))
    running.app.begin_reminding()
    press(running, "Remind me")
    assert [one.is_on for one in running.app.reminders.reminders] == [True]
    assert running.told == ""


def test_it_does_not_stand_over_a_session(start: Start) -> None:
    running = start(at(12))
    running.app.begin_reminding()
    assert is_offered(running)
    running.app.practice.start(running.app.practice.routines["supported-bridge"])
    assert running.told == ""
    running.finish_session()
    running.app.show_today()
    assert is_offered(running)


def test_it_goes_when_its_reminder_is_changed_in_settings(start: Start) -> None:
    running = start(at(17, 59))
    running.app.begin_reminding()
    assert is_offered(running)
    (offered,) = running.app.reminders.reminders
    running.app.reminders.keep(DAILY)
    assert is_offered(running)
    running.app.reminders.keep(replace(offered, at=time(7, 30)))
    assert running.told == ""


def test_what_could_not_be_written_is_offered_at_the_next_start(start: Start) -> None:
    running = start(at(12))
    running.app.database.execute("PRAGMA query_only = ON")
    running.app.begin_reminding()
    assert not is_offered(running)
    running.app.database.execute("PRAGMA query_only = OFF")
    running.app.begin_reminding()
    press(running, "Dismiss")  # of what failed
    assert is_offered(running)


def test_nothing_is_offered_to_people_who_have_reminders(start: Start) -> None:
    running = start(at(12))
    ReminderLog(running.app.database).keep(DAILY)
    running.app.begin_reminding()
    assert (running.told, running.app.reminders.reminders) == ("", (DAILY,))
    running.app.reminders.remove(DAILY.uuid)
    running.app.begin_reminding()
    assert (running.told, running.app.reminders.reminders) == ("", ())


def test_what_was_changed_meanwhile_is_not_agreed_to_any_more(start: Start) -> None:
    running = start(at(12))
    app = running.app
    app.reminders.begin()
    offer = ReminderOffer(app.window.messages, app.services, app.reminders, app)
    offer.make()
    (offered,) = app.reminders.reminders
    app.reminders.keep(replace(offered, at=time(7, 30), is_on=True))
    offer.agree()
    assert [one.at for one in app.reminders.reminders] == [time(7, 30)]
    app.reminders.remove(offered.uuid)
    offer.agree()
    assert app.reminders.reminders == ()


def test_what_is_agreed_to_later_counts_from_then_on(start: Start) -> None:
    """The offer has been on the screen since five, and is accepted after six."""
    running = start(at(17))
    running.app.begin_reminding()
    told: list[str] = []
    running.app.reminders.notice_wanted.connect(lambda: told.append("wanted"))

    def go_to(hour: int, minute: int = 0, days: int = 0) -> None:
        running.start = at(hour, minute, day=MONDAY + timedelta(days=days))
        running.app.reminders.look()

    go_to(18, 30)
    press(running, "Remind me")
    go_to(18, 31)
    assert told == []
    go_to(18, days=1)
    assert told == ["wanted"]
