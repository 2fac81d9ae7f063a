"""The commands that need no window: checking routines and writing the history to files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from psoas_timer.app import terminal
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.translation import number_word, problem_text, tr, used_language
from psoas_timer.store.places import data_dir_to_read, seen_from_home

# A sentence with more names than that is no help.
MOST_NAMED = 30

if TYPE_CHECKING:  # each command imports only what it needs, to start quickly
    from psoas_timer.store.database.connection import OpenedDatabase


def check_routines(named: Sequence[Path]) -> int:
    """Report on routine files, and on each one in a folder; returns 1 if there are any faults."""
    from psoas_timer.store.routines.routine_file import routines_at, same_id

    is_sound = True
    for one in named:
        try:
            files = routines_at(seen_from_home(one))
        except Problem as problem:
            files, is_sound = [], False
            terminal.say_aside(problem_text(problem))
        first_with: dict[str, Path] = {}
        for file in files:
            try:
                routine_id = _check_routine(file)
                if first_with.setdefault(routine_id, file) != file:
                    raise same_id(file, first_with[routine_id], routine_id)
            except Problem as problem:
                is_sound = False
                terminal.say_aside(problem_text(problem))
    return 0 if is_sound else 1


def _check_routine(file: Path) -> str:
    """Report that a routine file is valid, and return its id; raises Problem with all its faults if it is not."""
    from psoas_timer.core.breath.timeline import compile_timeline
    from psoas_timer.core.speech.speech import plan_speech
    from psoas_timer.store.places import assets_dir
    from psoas_timer.store.routines.routine_file import load_routine
    from psoas_timer.store.voice_clips import load_clips, voice_folder

    routine = load_routine(file)
    timeline = compile_timeline(routine)
    minutes, seconds = divmod(round(timeline.practice_s), 60)
    facts = tr("{file}: {title}, %n stages, {time} minutes. No errors found.", len(timeline.stages))
    terminal.say(facts.format(file=file, title=routine.title, time=f"{minutes}:{seconds:02d}"))
    clips = load_clips(voice_folder(assets_dir() / "voice", used_language().catalogue.language))
    unspoken = dict.fromkeys(
        one.text for one in plan_speech(timeline, clips.lengths_s, closing=routine.closing).unspoken
    )
    if unspoken:
        terminal.say(tr("Sentences without a recording: {texts}").format(texts=" / ".join(unspoken)))
        terminal.say(
            tr("Your system's voice says them. If it has no voice, a chime sounds and they appear on the screen.")
        )
    return routine.id


def print_script(routine_id: str, data_override: Path | None) -> int:
    """Print what is said in a session of a routine today, with the person's settings; raises Problem without one."""
    from psoas_timer.core.breath.routine import first_side_on
    from psoas_timer.core.history.session import practice_date
    from psoas_timer.core.settings import compile_session
    from psoas_timer.core.speech.speech import plan_speech, plan_waiting
    from psoas_timer.core.speech.speech_script import script_lines, setting_lines, waiting_lines
    from psoas_timer.store.places import ROUTINES_FOLDER, SETTINGS_FILE, assets_dir
    from psoas_timer.store.routines.routine_shelf import open_shelf
    from psoas_timer.store.settings_file import peek_settings
    from psoas_timer.store.voice_clips import load_clips, voice_folder

    folder = data_dir_to_read(data_override)
    shelf = open_shelf(assets_dir() / "routines", folder / ROUTINES_FOLDER)
    routine = shelf.get(routine_id)
    if routine is None:
        if fault := next((fault for path, fault in shelf.faults if path.stem == routine_id), None):
            raise fault
        known = list(shelf)[:MOST_NAMED]
        raise Problem(N_("There is no routine named {id}."), N_("Use one of: {known}."), id=routine_id, known=known)
    settings, notices = peek_settings(folder / SETTINGS_FILE)
    today = practice_date(datetime.now().astimezone(), settings.day_boundary_h)
    waits, side = settings.wait_for_me, first_side_on(today.toordinal())
    timeline = compile_session(routine, settings, side, waits=waits)
    lengths_s = load_clips(voice_folder(assets_dir() / "voice", used_language().catalogue.language)).lengths_s
    lines = setting_lines(routine, settings.guidance, side, tr)
    if waits:
        lines += waiting_lines(plan_waiting(timeline, lengths_s, settings.guidance), tr)
    plan = plan_speech(timeline, lengths_s, settings.guidance, closing=routine.closing, is_opened=waits)
    terminal.hand_out("\n".join([*lines, "", *script_lines(timeline, plan, tr)]))
    return _tell(notices)


def export_sessions(file: Path, data_override: Path | None) -> int:
    """Write every session to a CSV file; raises Problem if there are none yet or the file cannot be written."""
    from psoas_timer.app.output_file import output_file
    from psoas_timer.store.database.session_log import SessionLog
    from psoas_timer.store.tables.export import export_csv

    with output_file(file) as output, _history(data_override) as history:
        count = export_csv(output.path, SessionLog(history.connection).sessions())
    told = tr("{file}: sessions, newest first: {n}.")
    output.tell(told.format(file=output.name, n=number_word(count)))
    return _tell(history.notices)


def back_up(file: Path, data_override: Path | None) -> int:
    """Write everything to one file that the window can restore; raises Problem if that is not possible."""
    from psoas_timer.app.output_file import output_file
    from psoas_timer.store.backup.archive import write_archive
    from psoas_timer.store.places import ROUTINES_FOLDER, SETTINGS_FILE
    from psoas_timer.store.settings_file import peek_settings

    folder = data_dir_to_read(data_override)
    settings, notices = peek_settings(folder / SETTINGS_FILE)
    with output_file(file) as output, _history(data_override) as history:
        counts = write_archive(output.path, history.connection, settings, folder / ROUTINES_FOLDER, datetime.now(UTC))
    told = tr("{file}: sessions: {sessions}, routines of your own: {routines}.")
    figures = {"sessions": number_word(counts.sessions), "routines": number_word(counts.routines)}
    output.tell(told.format(file=output.name, **figures))
    return _tell([*history.notices, *notices, *counts.notices])


def write_report(
    file: Path, first: date | None, last: date | None, paper: str, with_notes: bool, data_override: Path | None
) -> int:
    """Write the report for a range of days, by default the last 12 weeks, as a one-page PDF; raises Problem."""
    from psoas_timer.desktop.preflight import missing_for_qt

    paint_offscreen(os.environ)
    if problem := missing_for_qt():
        raise problem
    from PySide6.QtGui import QGuiApplication

    from psoas_timer.app.locale import follow_country
    from psoas_timer.app.output_file import output_file
    from psoas_timer.core.history.adherence import weeks
    from psoas_timer.core.history.goal import Goal
    from psoas_timer.core.history.report import Paper, make_report
    from psoas_timer.core.history.session import practice_date
    from psoas_timer.core.history.session_query import SessionQuery
    from psoas_timer.services.journal import first_weekday
    from psoas_timer.store.database.goal_log import GoalLog
    from psoas_timer.store.database.session_log import SessionLog
    from psoas_timer.store.places import SETTINGS_FILE, write_private
    from psoas_timer.store.settings_file import peek_settings
    from psoas_timer.ui.report.report_fonts import missing_fonts
    from psoas_timer.ui.report.report_paper import report_pdf

    follow_country(used_language().catalogue)
    qt = QGuiApplication.instance() or QGuiApplication(["psoas-timer"])
    settings, notices = peek_settings(data_dir_to_read(data_override) / SETTINGS_FILE)
    today = practice_date(datetime.now().astimezone(), settings.day_boundary_h)
    first, last = _days_to_report(first, last, today)
    with output_file(file) as output:
        with _history(data_override) as history:
            log, goal_log = SessionLog(history.connection), GoalLog(history.connection)
            goals = goal_log.goals() or (Goal(first_weekday=first_weekday()),)
            held = weeks(log.practice_days(), today, goals=goals, pauses=goal_log.pauses())
            records = log.sessions(query=SessionQuery(first=first, last=last))
        report = make_report(records, held, first, last, today, with_notes=with_notes)
        write_private(output.path, report_pdf(report, Paper(paper)), is_chosen=True)
    told = tr("{file}: report from {first} to {last}, sessions: {n}.")
    output.tell(told.format(file=output.name, first=first, last=last, n=number_word(len(records))))
    if last > today:
        output.tell(tr("The days after {today} are still to come.").format(today=today))
    if missing := missing_fonts(report):
        terminal.say_aside(problem_text(missing))
    del qt
    return _tell([*history.notices, *notices])


def _days_to_report(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """Return the first and the last day of a report; raises Problem if they are the wrong way round, or to come."""
    last = last or max(today, first or today)
    first = first or date.fromordinal(max(last.toordinal() - 83, date.min.toordinal()))
    if first > last:
        raise Problem(
            N_("The first day, {first}, is after the last day, {last}."),
            N_("Choose an earlier --from or a later --to."),
            first=first, last=last,
        )  # fmt: skip
    if first > today:
        raise Problem(
            N_("There is nothing to report yet: {first} is still to come."),
            N_("Choose an earlier --from. Today is {today}."),
            first=first, today=today,
        )  # fmt: skip
    return first, last


def paint_offscreen(environ: MutableMapping[str, str], system: str = sys.platform) -> None:
    """Let Qt paint a page without a screen; not on Windows, which needs no screen and would then find no fonts."""
    if system != "win32":
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@contextmanager
def _history(data_override: Path | None) -> Iterator[OpenedDatabase]:
    """Read the history in the data folder, which stays as it is; its notices are to be told afterwards.

    Raises Problem if there is no history yet or it is damaged.
    """
    from psoas_timer.store.database.connection import Damaged
    from psoas_timer.store.database.reading import read_database
    from psoas_timer.store.places import SESSIONS_FILE

    path = data_dir_to_read(data_override) / SESSIONS_FILE
    if not path.exists() or (path.is_file() and path.stat().st_size == 0 and not Path(f"{path}-wal").exists()):
        raise Problem(
            N_("There are no sessions in {folder} yet."),
            N_("Complete a session first, or choose the right folder with --data-dir."),
            folder=path.parent,
        )  # fmt: skip
    try:
        history = read_database(path)
    except Damaged as error:
        raise Problem(
            N_("{file} is damaged, so nothing was written."),
            N_("Start Psoas Timer: it keeps the damaged file and offers to restore a copy."),
            file=path,
        ) from error
    with closing(history.connection):
        yield history


def _tell(notices: Sequence[Problem]) -> int:
    """Print what was left out on standard error, and return the exit status: 1 if there is anything."""
    for notice in notices:
        terminal.say_aside(problem_text(notice))
    return int(bool(notices))
