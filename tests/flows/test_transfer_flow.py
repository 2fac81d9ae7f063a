"""Exports and imports in the whole program: what is written is read back, after a preview."""

from __future__ import annotations

import csv
import errno
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QSpinBox, QWidget

from psoas_timer.core.history.goal import Goal, Pause
from psoas_timer.core.history.session import DAY_BOUNDARY_H, SessionRecord
from psoas_timer.flows.transfer_flow import FileChooser
from psoas_timer.lib.translation import list_words, number_word
from psoas_timer.store.places import BACKUPS_FOLDER, ROUTINES_FOLDER
from psoas_timer.ui.kit.controls import DayBox
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.transfer.loop_page import LoopPage
from psoas_timer.ui.transfer.transfer_page import ReportWish, TransferPage
from tests.running_app import EVENING, Running, press
from tests.thoroughness import some_of


class OneFile(FileChooser):
    """A person who always chooses the same file, or no file."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.proposed = ""

    def to_save(self, parent: QWidget, name: str, kind: str) -> Path | None:
        self.proposed = name
        return self.path

    def to_open(self, parent: QWidget, kind: str) -> Path | None:
        return self.path


Begin = Callable[[str, Path | None], Running]


@pytest.fixture
def begin(qapp: QApplication, tmp_path: Path) -> Iterator[Begin]:
    made: list[Running] = []

    def start(name: str, file: Path | None) -> Running:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        made.append(Running(qapp, folder, EVENING, OneFile(file)))
        return made[-1]

    yield start
    for running in made:
        running.app.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def practise(running: Running, note: str = "") -> SessionRecord:
    running.app.start_routine("supported-bridge")
    running.finish_session()
    record = running.sessions[0]
    running.app.journal.set_note(record.uuid, note)
    return replace(record, note=note)


def open_transfer(running: Running) -> None:
    """Go there as a person does; while there are no sessions, History has another button for it."""
    running.open_page("History")
    press(running, "Export and import" if running.sessions else "Import sessions")
    assert running.page == "TransferPage"


def test_export_writes_a_row_for_each_session_over_what_the_dialog_asked_about(begin: Begin, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old")
    running = begin("one", file)
    practise(running, "=1+1")
    open_transfer(running)
    press(running, "Export as CSV…")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["note"] for row in rows] == ["'=1+1"]
    assert any(str(file) in text for text in running.texts)


def test_a_report_is_one_page_for_the_days_that_were_chosen(begin: Begin, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    running = begin("one", file)
    practise(running, "left side")
    open_transfer(running)
    press(running, "Save as PDF…")
    assert file.read_bytes().startswith(b"%PDF")
    assert os.name != "posix" or file.stat().st_mode & 0o077 == 0
    assert f"The report was saved as {file}." in running.texts


def test_a_report_with_boxes_says_so_in_the_window(begin: Begin, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    running = begin("one", file)
    practise(running, "better \U0010fffd")  # no font has that one
    open_transfer(running)
    press(running, "Save as PDF…")
    assert running.told == "", "a report without notes has none"
    file.unlink()
    (notes,) = [one for one in running.app.window.findChildren(Tick) if one.isVisible()]
    notes.click()
    press(running, "Save as PDF…")
    assert f"The report was saved as {file}." in running.texts
    assert running.told.startswith("The report shows boxes in place of some characters: no font on this computer can")


SAVES = {"Save as PDF…": "pdf", "Export as CSV…": "csv", "Back up everything…": "json"}


CODES = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO)


@pytest.mark.parametrize(("wish", "code"), some_of([*product(SAVES, CODES)], 5))  # each of both is met
def test_a_file_that_cannot_be_written_is_told_once_and_what_was_there_stays(
    begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: str, code: int
) -> None:
    file = tmp_path / "there" / f"file.{SAVES[wish]}"
    file.parent.mkdir()
    running = begin("one", file)
    practise(running)
    open_transfer(running)
    press(running, wish)
    saved = file.read_bytes()
    assert any(text.endswith(f" saved as {file}.") for text in running.texts)

    def fail(_handle: int) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", fail)
        press(running, wish)
    assert running.told.count(str(file)) == 1
    assert "--data-dir" not in running.told
    assert not any(" saved as " in text for text in running.texts), "that was the time before"
    assert [(one.name, one.read_bytes()) for one in file.parent.iterdir()] == [(file.name, saved)]
    press(running, "Dismiss")
    assert running.told == ""


@pytest.mark.parametrize("wish", SAVES)
def test_a_name_without_an_ending_gets_it_but_never_takes_another_files_place(
    begin: Begin, tmp_path: Path, wish: str
) -> None:
    """The dialog asked only about the name as it was typed."""
    running = begin("one", tmp_path / "mine")
    practise(running)
    open_transfer(running)
    press(running, wish)
    file = tmp_path / f"mine.{SAVES[wish]}"
    assert f"{file}" in " ".join(running.texts)
    file.write_text("kept")
    press(running, wish)
    assert running.told == f"{file} already exists. Choose another name, or remove that file first."
    assert file.read_text() == "kept"


@pytest.mark.parametrize(
    ("hour", "last"), [(DAY_BOUNDARY_H - 1, date(2026, 11, 23)), (DAY_BOUNDARY_H, date(2026, 11, 24))]
)
def test_a_report_of_a_short_night_ends_on_the_day_that_is_not_over(
    begin: Begin, tmp_path: Path, hour: int, last: date
) -> None:
    running = begin("one", tmp_path / "report.pdf")
    running.start = datetime(2026, 11, 24, hour - 1, 59, tzinfo=UTC)
    open_transfer(running)
    wishes: list[ReportWish] = []
    running.find(TransferPage).report_wanted.connect(wishes.append)
    running.start += timedelta(minutes=1)  # the page is open meanwhile
    press(running, "Save as PDF…")
    assert [(one.first, one.last) for one in wishes] == [(last - timedelta(days=83), last)]
    assert isinstance(running.chooser, OneFile)
    assert running.chooser.proposed == f"psoas-timer-report-{last}.pdf"


def test_a_report_from_a_day_after_its_last_is_refused(begin: Begin, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    running = begin("one", file)
    practise(running)
    open_transfer(running)
    stretch = running.find_named(QComboBox, "Period")
    stretch.setCurrentIndex(stretch.count() - 1)
    running.find_named(DayBox, "Last day").setDate(QDate(2026, 11, 1))
    running.find_named(DayBox, "First day").setDate(QDate(2026, 11, 2))
    press(running, "Save as PDF…")
    assert "The first day is after the last day. Choose an earlier first day." in running.texts
    assert not file.exists()


def test_a_backup_brings_everything_into_another_folder(begin: Begin, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    running = begin("one", file)
    record = practise(running, "left side")
    running.app.journal.keep_pause(Pause(uuid="p", first=date(2026, 10, 1), last=date(2026, 10, 4)))
    running.app.journal.change_goal(Goal(days_a_week=4))
    running_goals = running.app.journal.goals
    assert running_goals[-1].days_a_week == 4
    running.app.preferences.change(replace(running.app.preferences.settings, text_percent=150.0))
    (running.folder / ROUTINES_FOLDER).mkdir(exist_ok=True)
    own = (Path("assets") / "routines" / "sitting-check.toml").read_text(encoding="utf-8")
    mine = running.folder / ROUTINES_FOLDER / "mine.toml"
    mine.write_text(own.replace('"sitting-check"', '"mine"'), encoding="utf-8")
    open_transfer(running)
    press(running, "Back up everything…")
    assert json.loads(file.read_text(encoding="utf-8"))["format"] == "psoas-timer-backup"
    running.app.close()

    other = begin("two", file)
    open_transfer(other)
    press(other, "Restore from a backup…")
    assert other.page == "PreviewPage"
    assert "Sessions: 1 new, 0 already here, 0 different." in other.texts
    assert other.sessions == []
    (tick,) = [one for one in other.app.window.findChildren(QAbstractButton) if one.text() == "Use its settings too"]
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton)
    press(other, "Restore")
    assert other.page == "TransferPage"
    assert other.sessions == [record]
    assert other.app.journal.goals == running_goals
    assert [one.uuid for one in other.app.journal.pauses] == ["p"]
    assert other.app.preferences.settings.text_percent == 150.0
    assert "mine" in other.app.practice.routines
    press(other, "Restore from a backup…")
    assert "Everything in it is already here." in other.texts
    other.press(Qt.Key.Key_Escape)
    assert other.page == "TransferPage"


def test_a_backup_of_which_nothing_is_taken_changes_nothing_and_says_so(begin: Begin, tmp_path: Path) -> None:
    running = begin("one", tmp_path / "all.json")
    record = practise(running, "as it is in the file")
    open_transfer(running)
    press(running, "Back up everything…")
    running.app.journal.set_note(record.uuid, "mine")
    press(running, "Restore from a backup…")
    press(running, "Restore")
    assert running.sessions[0].note == "mine"
    assert "Nothing was changed." in running.texts
    press(running, "Restore from a backup…")
    (tick,) = [one for one in running.app.window.findChildren(Tick) if one.isVisible()]
    tick.click()
    press(running, "Restore")
    assert running.sessions[0].note == "as it is in the file"
    assert any(text.startswith("The backup was restored. A copy of") for text in running.texts)


def test_sessions_come_in_from_csv_once_and_bad_rows_are_named(begin: Begin, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    running = begin("one", file)
    practise(running)
    open_transfer(running)
    press(running, "Export as CSV…")
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    file.write_text("\n".join([*lines, lines[1].replace("2026-11-23", "never")]))
    other = begin("two", file)
    other.start = EVENING + timedelta(days=1)  # else the session would lie in the future
    open_transfer(other)
    press(other, "From a CSV file…")
    assert {"1 session is new.", "1 row is skipped. The reason is below."} <= set(other.texts)
    (fault,) = [text for text in other.texts if "never" in text]
    assert "3" in fault
    press(other, "Import 1 session")
    assert [one.uuid for one in other.sessions] == [one.uuid for one in running.sessions]
    assert "1 session was imported." in other.texts
    press(other, "From a CSV file…")
    assert "1 session is already here." in other.texts
    assert list((other.folder / BACKUPS_FOLDER).glob("*before-import*"))


def test_a_fault_of_thousands_of_rows_is_told_once(begin: Begin, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("practice_date,routine\n" + "".join(f"{one % 28 + 1}.5.2026,Slow\n" for one in range(5000)))
    running = begin("one", file)
    open_transfer(running)
    press(running, "From a CSV file…")
    many = number_word(5000)
    assert {f"{many} rows are skipped. The reasons are below.", "1 note"} <= set(running.texts)
    (fault,) = [text for text in running.texts if text.startswith(f"{many} rows of ")]
    assert f"The first are lines {list_words(['2', '3', '4', '5', '6'])}." in fault


def test_ticks_come_in_from_loop_habit_tracker(begin: Begin, tmp_path: Path) -> None:
    file = tmp_path / "Checkmarks.csv"
    file.write_text("Date,Psoas,\n2026-11-20,2,\n2026-11-19,0,\n2026-11-18,2,\n")
    running = begin("one", file)
    open_transfer(running)
    press(running, "From Loop Habit Tracker…")
    assert running.page == "LoopPage"
    press(running, "Preview import")
    assert "2 sessions are new." in running.texts
    press(running, "Import 2 sessions")
    assert {one.practice_date for one in running.sessions} == {date(2026, 11, 18), date(2026, 11, 20)}


def test_minutes_come_in_from_a_full_backup_of_loop(begin: Begin, tmp_path: Path) -> None:
    file = tmp_path / "Loop Habits Backup.db"
    with closing(sqlite3.connect(file)) as made:
        made.executescript(
            "CREATE TABLE Habits (id integer primary key, name text, position integer, type integer, unit text);"
            "CREATE TABLE Repetitions (id integer primary key, habit integer, timestamp integer, value integer);"
            "INSERT INTO Habits VALUES (1, 'Breathing', 0, 1, 'min');"
            f"INSERT INTO Repetitions VALUES (1, 1, {20_777 * 86_400_000}, 12000);"
        )
    running = begin("one", file)
    open_transfer(running)
    press(running, "From Loop Habit Tracker…")
    assert not running.find(LoopPage).findChild(QSpinBox).isVisible()
    press(running, "Preview import")
    press(running, "Import 1 session")
    (record,) = running.sessions
    assert (record.practice_date, record.practised_s) == (date(2026, 11, 20), 720.0)


def test_from_a_preview_of_ticks_the_way_back_leads_to_what_was_chosen(begin: Begin, tmp_path: Path) -> None:
    file = tmp_path / "Checkmarks.csv"
    file.write_text("Date,Knees & hips,<b>Psoas</b>,\n2026-11-20,2,2,\n2026-11-18,0,2,\n")
    running = begin("one", file)
    open_transfer(running)
    press(running, "From Loop Habit Tracker…")
    habit, minutes = running.find_named(QComboBox, "Habit"), running.find(LoopPage).findChild(QSpinBox)
    habit.setCurrentIndex(1)
    minutes.setValue(7)
    press(running, "Preview import")
    assert "2 sessions are new." in running.texts
    running.press(Qt.Key.Key_Escape)
    assert running.page == "LoopPage"
    assert (habit.currentText(), minutes.value()) == ("<b>Psoas</b> (2 days)", 7)
    habit.setCurrentIndex(0)
    press(running, "Preview import")
    assert "1 session is new." in running.texts
    press(running, "Back")
    press(running, "Back")
    assert running.page == "TransferPage"
    press(running, "From a CSV file…")
    assert running.told, "that is no table of sessions"
    press(running, "From Loop Habit Tracker…")
    file.unlink()
    press(running, "Preview import")
    assert (running.page, running.sessions) == ("LoopPage", [])


def test_a_file_that_is_no_backup_is_told_and_changes_nothing(begin: Begin, tmp_path: Path) -> None:
    file = tmp_path / "wrong.json"
    file.write_text("{ nothing")
    running = begin("one", file)
    open_transfer(running)
    press(running, "Restore from a backup…")
    assert str(file) in running.told
    assert running.page == "TransferPage"


def test_a_person_who_chooses_no_file_stays_where_they_are(begin: Begin) -> None:
    running = begin("one", None)
    practise(running)
    open_transfer(running)
    for wish in ("Export as CSV…", "Back up everything…", "Restore from a backup…", "From a CSV file…", "Save as PDF…"):
        press(running, wish)
        assert running.page == "TransferPage"
    assert running.told == ""
    assert isinstance(running.chooser, OneFile)
    assert running.chooser.proposed == "psoas-timer-report-2026-11-23.pdf"


def copies(running: Running) -> list[str]:
    running.settle()
    return sorted(path.name for path in (running.folder / BACKUPS_FOLDER).glob("*daily*"))


def test_a_copy_is_kept_on_each_day_of_use_and_the_bin_forgets(begin: Begin, tmp_path: Path) -> None:
    running = begin("one", tmp_path / "unused")
    running.app.do_daily_tasks()
    assert copies(running) == []  # there is nothing to keep yet
    record = practise(running)
    assert copies(running) == ["sessions.daily-2026-11-23.sqlite3"]
    running.app.journal.delete(record.uuid)
    running.start = EVENING + timedelta(days=1)
    running.app.timer.look()
    assert len(copies(running)) == 2
    assert running.app.journal.sessions.count_binned() == 1
    for days in (31, 32):  # a date that is seen for the first time is not believed
        running.start = EVENING + timedelta(days=days)
        running.app.timer.look()
        running.settle()
    assert running.app.journal.sessions.count_binned() == 0
