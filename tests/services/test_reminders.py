"""Reminders in the running program: what falls due, what becomes of it, and what a person answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication

from psoas_timer.core.history.goal import Pause
from psoas_timer.core.reminder import FiringState, Reminder
from psoas_timer.engine.clock import local_zone
from psoas_timer.store.database.reminder_log import ReminderLog
from tests.daily_reminder import DAILY, LONG_AGO, MONDAY, at
from tests.running_app import Running, Start, practise, start

__all__ = ["start"]  # pytest finds its fixture by its name


class Person:
    """One whose program runs in UTC, or in a zone that the test moves; with what they were told."""

    def __init__(self, running: Running, *reminders: Reminder, zone: tzinfo = UTC) -> None:
        self.running = running
        running.zone = zone
        app = running.app
        self.log = ReminderLog(app.database)
        for reminder in reminders:
            self.log.keep(reminder)
        self.reminders = app.reminders
        self.told: list[str] = []
        self.reminders.notice_wanted.connect(lambda: self.told.append("wanted"))
        self.reminders.notice_over.connect(lambda: self.told.append("over"))
        self.reminders.failed.connect(lambda problem: self.told.append(str(problem)))
        self.reminders.begin()

    def go_to(self, moment: datetime) -> None:
        """Let the clock on the wall show another time, and the timer fire."""
        self.running.go_to(moment)

    def states(self, day: date = MONDAY) -> dict[str, FiringState]:
        """Return what is on the disk of a day, once a session's writes are."""
        assert self.running.app.journal.ledger.flush(10.0)
        return self.states_at_once(day)

    def states_at_once(self, day: date = MONDAY) -> dict[str, FiringState]:
        """Return what is on the disk of a day by now."""
        return {uuid: firing.state for (uuid, on), firing in self.log.firings(date.min).items() if on == day}

    @property
    def wait_s(self) -> float:
        return self.running.app.timer.wait_ms / 1000


def test_it_is_written_before_it_is_shown_and_shown_once(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY)
    seen: list[dict[str, FiringState]] = []
    person.reminders.notice_wanted.connect(lambda: seen.append(person.states_at_once()))
    assert person.told == []
    for moment in (at(18), at(18, 0, 1), at(17, 30), at(19)):
        person.go_to(moment)
    assert person.told == ["wanted"]
    assert seen == [{"r": FiringState.SHOWN}]


def test_the_timer_waits_a_minute_at_most_and_until_a_reminder_that_is_on(start: Start) -> None:
    person = Person(start(at(12)))
    assert person.wait_s == 60  # for the end of the day
    person.reminders.keep(DAILY)
    assert person.wait_s == 60
    person.go_to(at(17, 59, 40))
    assert person.wait_s == 20
    person.reminders.keep(replace(DAILY, is_on=False))
    assert person.wait_s == 60


def test_what_was_shown_waits_over_a_restart_and_is_not_announced_again(
    start: Start, qapp: QApplication, tmp_path: Path
) -> None:
    first = Person(start(at(17, 59)), DAILY)
    first.go_to(at(18))
    first.running.app.close()
    second = Person(start(at(18, 5)))
    assert second.told == []
    assert [firing.key for firing in second.reminders.waiting] == [("r", MONDAY)]
    second.reminders.snooze()
    assert second.told == ["over"]


def test_in_ten_minutes_comes_back_after_a_restart_too(start: Start) -> None:
    first = Person(start(at(17, 59)), DAILY)
    first.go_to(at(18, 1))
    first.reminders.snooze()
    first.go_to(at(18, 10))
    assert first.told == ["wanted", "over"]
    first.running.app.close()
    second = Person(start(at(18, 10, 59)))
    assert second.told == []
    assert second.wait_s == 1
    second.go_to(at(18, 11))
    assert second.told == ["wanted"]


def test_skip_today_keeps_quiet_until_tomorrow(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY, replace(DAILY, uuid="s", at=time(20)))
    person.go_to(at(18))
    person.reminders.skip_today()
    assert person.reminders.waiting == ()
    person.go_to(at(20))
    assert person.told == ["wanted", "over"]
    assert person.states() == {"r": FiringState.SKIPPED, "s": FiringState.SKIPPED}
    person.go_to(at(18, day=MONDAY + timedelta(days=1)))
    assert person.told[2:] == ["wanted"]


def test_a_session_answers_what_waits_and_keeps_what_falls_due_meanwhile(start: Start) -> None:
    running = start(at(17, 59))
    person = Person(running, DAILY, replace(DAILY, uuid="s", at=time(18, 1)))
    person.go_to(at(18))
    running.app.practice.start(running.app.practice.routines["supported-bridge"])
    assert person.told == ["wanted", "over"]
    assert person.states() == {"r": FiringState.ANSWERED}
    assert person.wait_s == 60  # not each second, for as long as the session lasts
    person.go_to(at(18, 1))
    assert person.told == ["wanted", "over"]
    running.finish_session()
    assert person.told == ["wanted", "over"]
    assert person.states() == {"r": FiringState.ANSWERED, "s": FiringState.QUIET}


def test_who_has_just_stopped_early_is_left_alone_for_ten_minutes(start: Start) -> None:
    running = start(at(17, 59))
    person = Person(running, DAILY)
    running.app.practice.start(running.app.practice.routines["supported-bridge"])
    person.go_to(at(18))
    running.run(120)
    running.app.player.end()
    stopped = running.app.journal.now()
    assert person.told == []
    assert person.wait_s == 60
    person.go_to(stopped + timedelta(minutes=9, seconds=59))
    assert person.told == []
    person.go_to(stopped + timedelta(minutes=10))
    assert person.told == ["wanted"]
    assert person.states() == {"r": FiringState.SHOWN}


def test_a_session_left_at_once_or_a_clock_set_back_keeps_no_reminder_away(start: Start) -> None:
    running = start(at(17, 59))
    person = Person(running, DAILY)
    running.app.practice.start(running.app.practice.routines["supported-bridge"])
    person.go_to(at(18))
    running.app.player.end()
    assert person.told == ["wanted"]
    person.go_to(at(22))
    running.app.practice.start(running.app.practice.routines["supported-bridge"])
    running.run(120)
    running.app.player.end()
    person.go_to(at(20))
    person.reminders.keep(replace(DAILY, uuid="s", at=time(20, 30)))
    person.go_to(at(20, 30))
    assert person.states()["s"] is FiringState.SHOWN


def test_it_is_quiet_when_today_is_done_the_week_is_met_or_paused(start: Start) -> None:
    running = start(at(12))
    person = Person(running, DAILY)
    practise(running)
    person.go_to(at(18))
    assert person.states() == {"r": FiringState.QUIET}
    for day in range(1, 5):
        person.go_to(at(12, day=MONDAY + timedelta(days=day)))
        practise(running)
    saturday = MONDAY + timedelta(days=5)
    assert running.app.journal.weeks()[-1].is_met
    person.go_to(at(18, day=saturday))
    assert person.states(saturday) == {"r": FiringState.QUIET}
    tuesday = MONDAY + timedelta(days=8)
    running.app.journal.keep_pause(Pause(uuid="p", first=tuesday, last=tuesday))
    person.go_to(at(18, day=tuesday))
    assert person.states(tuesday) == {"r": FiringState.QUIET}
    assert person.told == []
    person.go_to(at(18, day=tuesday + timedelta(days=1)))
    assert person.told == ["wanted"]


def test_waking_after_eight_hours_is_one_notice_or_none(start: Start) -> None:
    person = Person(start(at(9)), *(replace(DAILY, uuid=f"r{hour}", at=time(hour)) for hour in range(10, 18)))
    person.go_to(at(17, 30))
    assert person.told == ["wanted"]
    found = person.states()
    assert [found[f"r{hour}"] for hour in range(10, 18)] == [FiringState.MISSED] * 6 + [FiringState.SHOWN] * 2
    late = Person(start(at(1, day=MONDAY + timedelta(days=1))), replace(DAILY, uuid="late", at=time(6)))
    late.go_to(at(9, day=MONDAY + timedelta(days=1)))
    assert late.states(MONDAY + timedelta(days=1))["late"] is FiringState.MISSED


def test_a_notice_is_taken_back_when_its_day_is_over(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY)
    person.go_to(at(18))
    assert person.wait_s == 60
    person.go_to(at(3, 1, day=MONDAY + timedelta(days=1)))
    assert person.told == ["wanted", "over"]
    assert person.states() == {"r": FiringState.STALE}


def test_another_zone_is_seen_at_the_next_look(start: Start) -> None:
    """Flying from London to New York: six in the evening comes once on that date, by the clock there."""
    person = Person(start(at(17, 30)), DAILY, zone=ZoneInfo("Europe/London"))
    person.running.zone = ZoneInfo("America/New_York")
    person.go_to(at(18))
    assert person.told == []
    person.go_to(at(23))
    assert person.told == ["wanted"]


def test_switching_off_or_removing_takes_back_what_waits(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY)
    person.go_to(at(18))
    person.reminders.keep(replace(DAILY, is_on=False))
    assert (person.told, person.reminders.waiting) == (["wanted", "over"], ())
    person.reminders.keep(replace(DAILY, uuid="s", at=time(18, 30)))
    person.go_to(at(18, 30))
    person.reminders.remove("s")
    assert (person.told[2:], person.reminders.waiting) == (["wanted", "over"], ())
    assert [one.uuid for one in person.reminders.reminders] == ["r"]


def test_what_waits_is_taken_back_when_a_backup_switches_it_off(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY)
    person.go_to(at(18))
    person.log.keep(replace(DAILY, is_on=False))
    person.reminders.take_restored()
    assert (person.told, person.reminders.waiting) == (["wanted", "over"], ())
    assert person.states() == {"r": FiringState.STALE}


def test_what_a_backup_brings_in_the_evening_does_not_remind_of_the_morning(start: Start) -> None:
    person = Person(start(at(19)), replace(DAILY, uuid="s", at=time(20)))
    person.log.keep(DAILY)
    person.reminders.take_restored()
    assert person.told == []
    assert [one.since for one in person.reminders.reminders] == [at(19), LONG_AGO]  # the other is as it was
    person.go_to(at(18, day=MONDAY + timedelta(days=1)))
    assert person.told == ["wanted"]


def test_what_was_set_while_the_clock_was_ahead_counts_from_the_right_time_on(start: Start) -> None:
    person = Person(start(datetime(2030, 1, 1, 12, tzinfo=UTC)))
    person.reminders.keep(DAILY)
    person.go_to(at(17))
    assert person.reminders.next_due == at(18)
    person.go_to(at(18))
    assert person.told == ["wanted"]
    assert [one.since for one in person.log.reminders()] == [at(17)]


def test_what_waits_is_told_again_where_nobody_sees_it(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY)
    person.reminders.tell_again()
    assert person.told == []
    person.go_to(at(18))
    person.running.app.window.hide()
    person.running.app.begin_reminding()
    assert person.told == ["wanted", "wanted"]
    person.running.app.open()
    person.running.app.begin_reminding()
    assert person.told == ["wanted", "wanted"]


def test_a_session_that_was_left_before_its_first_breath_answers_nothing(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY)
    person.go_to(at(18))
    running = person.running
    running.app.practice.start(running.app.practice.routines["supported-bridge"])
    assert person.reminders.waiting == ()
    running.run(1)
    running.app.player.end()
    assert [firing.key for firing in person.reminders.waiting] == [("r", MONDAY)]
    assert person.states() == {"r": FiringState.SHOWN}
    running.app.practice.start(running.app.practice.routines["supported-bridge"])
    running.run(120)
    running.app.player.end()
    running.app.practice.start(running.app.practice.routines["supported-bridge"])
    running.app.player.end()
    assert person.states() == {"r": FiringState.ANSWERED}  # by the one before


def test_a_session_that_runs_already_keeps_what_is_due_for_later(start: Start) -> None:
    running = start(at(17, 59))
    running.app.practice.start(running.app.practice.routines["supported-bridge"])
    running.start += timedelta(minutes=1)
    person = Person(running, DAILY)
    assert (person.told, person.states()) == ([], {})


def test_what_falls_due_with_the_end_of_the_program_is_for_the_next_start(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY)
    person.running.app.practice.start(person.running.app.practice.routines["supported-bridge"])
    person.go_to(at(18))
    person.running.app.close()
    assert person.told == []
    assert Person(start(at(18, 1))).told == ["wanted"]


def test_what_waits_of_the_evening_is_known_after_midnight(start: Start) -> None:
    first = Person(start(at(23, 30)), replace(DAILY, at=time(23, 30)))
    first.running.app.close()
    second = Person(start(at(1, day=MONDAY + timedelta(days=1))))
    assert second.told == []
    assert [firing.key for firing in second.reminders.waiting] == [("r", MONDAY)]


@pytest.mark.parametrize("boundary_h", [0, 3])
def test_a_day_ends_when_the_person_says_so(start: Start, boundary_h: int) -> None:
    running = start(at(23, 30))
    running.app.preferences.change(replace(running.app.preferences.settings, day_boundary_h=boundary_h))
    late = replace(DAILY, uuid="late", at=time(1))
    person = Person(running, replace(DAILY, at=time(23, 30)), late)
    tuesday = MONDAY + timedelta(days=1)
    person.go_to(at(0, 30, day=tuesday))
    assert bool(person.reminders.waiting) is (boundary_h == 3)
    person.reminders.skip_today()
    assert person.states(tuesday) == ({"late": FiringState.SKIPPED} if boundary_h == 3 else person.states(tuesday))
    assert "late" in person.states(tuesday)


def test_what_was_due_before_the_end_of_a_late_day_is_stale_with_it(start: Start) -> None:
    running = start(at(3))
    running.app.preferences.change(replace(running.app.preferences.settings, day_boundary_h=6))
    person = Person(running, replace(DAILY, at=time(4, 30)))
    person.go_to(at(4, 30))
    person.go_to(at(5, 59))
    assert [firing.key for firing in person.reminders.waiting] == [("r", MONDAY)]
    person.go_to(at(6))
    assert person.states() == {"r": FiringState.STALE}


def test_a_removed_one_is_brought_back_with_what_waited(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY, replace(DAILY, uuid="s", at=time(20)))
    person.go_to(at(18))
    undo = person.reminders.remove("r")
    assert undo is not None
    assert person.states() == {}
    undo()
    assert [one.uuid for one in person.reminders.reminders] == ["r", "s"]
    assert person.reminders.reminders[0] == DAILY
    assert person.states() == {"r": FiringState.SHOWN}
    assert [firing.key for firing in person.reminders.waiting] == [("r", MONDAY)]
    person.go_to(at(18, 30))
    assert person.told == ["wanted", "over"]  # it stands on Today; it is not announced a second time
    person.reminders.skip_today()
    assert person.told == ["wanted", "over", "over"]  # the tray's and the window's word, if that shows it
    assert person.reminders.remove("nobody") is None


def test_one_moved_to_later_today_comes_then_and_moved_to_earlier_tomorrow(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY)
    person.go_to(at(18))
    person.reminders.keep(replace(DAILY, at=time(19)))
    assert (person.told, person.reminders.waiting) == (["wanted", "over"], ())
    person.go_to(at(19))
    assert person.told == ["wanted", "over", "wanted"]
    person.reminders.keep(replace(DAILY, at=time(17)))
    assert [firing.key for firing in person.reminders.waiting] == [("r", MONDAY)]  # what was told still waits
    person.go_to(at(19, 30))
    assert person.told == ["wanted", "over", "wanted"]
    tuesday = MONDAY + timedelta(days=1)
    person.go_to(at(17, day=tuesday))
    assert person.states(tuesday) == {"r": FiringState.SHOWN}


def test_a_new_routine_or_a_switch_does_not_tell_again_nor_does_what_was_skipped(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY)
    person.go_to(at(18))
    person.reminders.keep(replace(DAILY, routine_id="supported-bridge"))
    assert [firing.key for firing in person.reminders.waiting] == [("r", MONDAY)]
    assert person.reminders.routine_id == "supported-bridge"
    person.reminders.skip_today()
    person.reminders.keep(replace(DAILY, at=time(19)))
    person.go_to(at(19))
    assert person.states() == {"r": FiringState.SKIPPED}
    assert person.told == ["wanted", "over"]


def test_what_cannot_be_written_is_not_shown_but_told_and_tried_again_each_minute(start: Start) -> None:
    running = start(at(17, 59))
    person = Person(running, DAILY)
    running.app.database.execute("PRAGMA query_only = ON")
    person.go_to(at(18))
    assert "wanted" not in person.told
    assert "sessions.sqlite3" in person.told[0]
    assert person.wait_s == 60
    running.app.database.execute("PRAGMA query_only = OFF")
    person.go_to(at(18, 1))
    assert person.told[1:] == ["wanted"]


def test_a_disk_that_stays_full_is_told_once(start: Start) -> None:
    person = Person(start(at(17, 59)), DAILY)
    connection = person.running.app.database
    connection.execute("PRAGMA query_only = ON")
    for minute in range(60):
        person.go_to(at(18, minute))
    assert len(person.told) == 1
    person.reminders.skip_today()  # whoever asks for something is told each time
    assert len(person.told) == 2
    connection.execute("PRAGMA query_only = OFF")
    person.go_to(at(19))
    assert person.told[2:] == ["wanted"]
    connection.execute("PRAGMA query_only = ON")
    person.go_to(at(4, day=MONDAY + timedelta(days=1)))
    assert len(person.told) == 4
    connection.execute("PRAGMA query_only = OFF")


def test_what_waits_is_of_one_routine_where_it_is_and_that_is_still_there(start: Start) -> None:
    bridge = replace(DAILY, uuid="bridge", routine_id="supported-bridge")
    person = Person(start(at(17, 59)), bridge)
    assert person.reminders.routine_id == ""
    person.go_to(at(18))
    assert person.reminders.routine_id == "supported-bridge"
    person.reminders.keep(replace(bridge, routine_id="gone"))
    assert person.reminders.routine_id == ""
    person.reminders.keep(bridge)
    person.reminders.keep(replace(DAILY, at=time(18, 1)))
    person.go_to(at(18, 1))
    assert person.reminders.routine_id == ""


@pytest.mark.parametrize("name", ["Nowhere/Land", ""])
def test_a_zone_without_rules_is_its_offset(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr("psoas_timer.engine.clock.system_zone", lambda: name)
    assert local_zone(at(12)) is UTC


def test_a_zone_whose_name_does_not_fit_the_clock_is_its_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("psoas_timer.engine.clock.system_zone", lambda: "Europe/Berlin")
    berlin, tokyo = (at(12).astimezone(ZoneInfo(name)) for name in ("Europe/Berlin", "Asia/Tokyo"))
    assert local_zone(berlin) == ZoneInfo("Europe/Berlin")
    assert local_zone(tokyo).utcoffset(tokyo) == timedelta(hours=9)
