"""The commands that need no window: checking routines and writing the history to files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.translation import number_word, problem_text, tr, used_language

if TYPE_CHECKING:  # each command imports only what it needs, to start quickly
    import sqlite3


def check_routine(file: Path) -> int:
    """Report that a routine file is valid; raises Problem with all its faults if it is not."""
    from psoas_timer.core.breath.timeline import compile_timeline
    from psoas_timer.core.speech.speech import plan_speech
    from psoas_timer.store.places import assets_dir
    from psoas_timer.store.routines.routine_file import load_routine
    from psoas_timer.store.voice_clips import load_clips, voice_folder

    routine = load_routine(file)
    timeline = compile_timeline(routine)
    minutes, seconds = divmod(round(timeline.practice_s), 60)
    facts = tr("{file}: {title}, %n stages, {time} minutes. No errors found.", len(timeline.stages))
    print(facts.format(file=file, title=routine.title, time=f"{minutes}:{seconds:02d}"))
    clips = load_clips(voice_folder(assets_dir() / "voice", used_language().catalogue.language))
    unspoken = dict.fromkeys(
        one.text for one in plan_speech(timeline, clips.lengths_s, closing=routine.closing).unspoken
    )
    if unspoken:
        print(tr("Sentences without a recording: {texts}").format(texts=" / ".join(unspoken)))
        print(tr("Your system's voice says them. If it has no voice, a chime sounds and they appear on the screen."))
    return 0


def print_script(routine_id: str, data_override: Path | None) -> int:
    """Print what is said in a routine, from start to finish; raises Problem if there is no such routine."""
    from psoas_timer.core.breath.timeline import compile_timeline
    from psoas_timer.core.speech.speech import plan_speech
    from psoas_timer.core.speech.speech_script import script_lines
    from psoas_timer.store.places import ROUTINES_FOLDER, assets_dir, data_dir
    from psoas_timer.store.routines.routine_file import load_routines
    from psoas_timer.store.voice_clips import load_clips, voice_folder

    loaded = load_routines(assets_dir() / "routines", data_dir(data_override) / ROUTINES_FOLDER)
    routine = next((one for one in loaded.routines if one.id == routine_id), None)
    if routine is None:
        known = [one.id for one in loaded.routines]
        raise Problem(N_("There is no routine named {id}."), N_("Use one of: {known}."), id=routine_id, known=known)
    timeline = compile_timeline(routine)
    clips = load_clips(voice_folder(assets_dir() / "voice", used_language().catalogue.language))
    plan = plan_speech(timeline, clips.lengths_s, closing=routine.closing)
    print("\n".join(script_lines(timeline, plan, tr)))
    return 0


def export_sessions(file: Path, data_override: Path | None) -> int:
    """Write every session to a CSV file; raises Problem if there are none yet or the file cannot be written."""
    from psoas_timer.store.database.session_log import SessionLog
    from psoas_timer.store.places import refuse_existing
    from psoas_timer.store.tables.export import export_csv

    refuse_existing(file)
    with _history(data_override) as connection:
        count = export_csv(file, SessionLog(connection).sessions())
    print(tr("{file}: sessions, newest first: {n}.").format(file=file, n=number_word(count)))
    return 0


def back_up(file: Path, data_override: Path | None) -> int:
    """Write everything to one file that the window can restore; raises Problem if that is not possible."""
    from psoas_timer.store.backup.archive import write_archive
    from psoas_timer.store.places import ROUTINES_FOLDER, SETTINGS_FILE, data_dir, refuse_existing
    from psoas_timer.store.settings_file import load_settings

    refuse_existing(file)
    folder = data_dir(data_override)
    settings, _notices = load_settings(folder / SETTINGS_FILE)
    with _history(data_override) as connection:
        counts = write_archive(file, connection, settings, folder / ROUTINES_FOLDER, datetime.now(UTC))
    told = tr("{file}: sessions: {sessions}, routines of your own: {routines}.")
    figures = {"sessions": number_word(counts.sessions), "routines": number_word(counts.routines)}
    print(told.format(file=file, **figures))
    for notice in counts.notices:
        print(problem_text(notice))
    return 0


def write_report(
    file: Path, first: date | None, last: date | None, paper: str, with_notes: bool, data_override: Path | None
) -> int:
    """Write the report for a range of days, by default the last 12 weeks, as a one-page PDF; raises Problem."""
    from datetime import timedelta

    from psoas_timer.desktop.preflight import missing_for_qt

    paint_offscreen(os.environ)
    if problem := missing_for_qt():
        raise problem
    from PySide6.QtGui import QGuiApplication

    from psoas_timer.app.locale import follow_country
    from psoas_timer.core.history.adherence import weeks
    from psoas_timer.core.history.goal import Goal
    from psoas_timer.core.history.report import Paper, make_report
    from psoas_timer.core.history.session import practice_date
    from psoas_timer.core.history.session_query import SessionQuery
    from psoas_timer.services.journal import first_weekday
    from psoas_timer.store.database.goal_log import GoalLog
    from psoas_timer.store.database.session_log import SessionLog
    from psoas_timer.store.places import SETTINGS_FILE, data_dir, refuse_existing, write_private
    from psoas_timer.store.settings_file import load_settings
    from psoas_timer.ui.report.report_fonts import missing_fonts
    from psoas_timer.ui.report.report_paper import report_pdf

    refuse_existing(file)
    follow_country(used_language().catalogue)
    qt = QGuiApplication.instance() or QGuiApplication(["psoas-timer"])
    settings, _notices = load_settings(data_dir(data_override) / SETTINGS_FILE)
    today = practice_date(datetime.now().astimezone(), settings.day_boundary_h)
    last = last or today
    first = first or last - timedelta(days=83)
    if first > last:
        raise Problem(
            N_("The first day, {first}, is after the last day, {last}."),
            N_("Choose an earlier --from or a later --to."),
            first=first, last=last,
        )  # fmt: skip
    with _history(data_override) as connection:
        log, goal_log = SessionLog(connection), GoalLog(connection)
        goals = goal_log.goals() or (Goal(first_weekday=first_weekday()),)
        held = weeks(log.practice_days(), today, goals=goals, pauses=goal_log.pauses())
        records = log.sessions(query=SessionQuery(first=first, last=last))
    report = make_report(records, held, first, last, today, with_notes=with_notes)
    write_private(file, report_pdf(report, Paper(paper)), is_chosen=True)
    told = tr("{file}: report from {first} to {last}, sessions: {n}.")
    print(told.format(file=file, first=first, last=last, n=number_word(len(records))))
    if missing := missing_fonts(report):
        print(problem_text(missing), file=sys.stderr)
    del qt
    return 0


def paint_offscreen(environ: MutableMapping[str, str], system: str = sys.platform) -> None:
    """Let Qt paint a page without a screen; not on Windows, which needs no screen and would then find no fonts."""
    if system != "win32":
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@contextmanager
def _history(data_override: Path | None) -> Iterator[sqlite3.Connection]:
    """Open the database of the data folder; raises Problem if there is none yet."""
    from psoas_timer.store.database.connection import open_database
    from psoas_timer.store.places import SESSIONS_FILE, data_dir

    path = data_dir(data_override) / SESSIONS_FILE
    if not path.exists():
        raise Problem(
            N_("There are no sessions in {folder} yet."),
            N_("Complete a session first, or choose the right folder with --data-dir."),
            folder=path.parent,
        )  # fmt: skip
    with closing(open_database(path, datetime.now(UTC)).connection) as connection:
        yield connection
