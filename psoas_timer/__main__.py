"""The command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from psoas_timer import __version__
from psoas_timer.core.problem import Problem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code: 0, or 1 after one sentence on standard error."""
    options = build_parser().parse_args(arguments)
    try:
        if options.command == "check":
            return check_routine(options.file)
        if options.command == "script":
            return print_script(options.routine, options.data_dir)
        if options.command == "export":
            return export_sessions(options.file, options.data_dir)
        return run_window(options)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="psoas_timer", description="Paces the breath through psoas release exercises."
    )
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="keep sessions and settings in this folder")
    parser.add_argument("--version", action="version", version=f"Psoas Timer {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    start = commands.add_parser("start", help="open the window and start a routine")
    start.add_argument("routine", metavar="ROUTINE", help="the routine's id, such as supported-bridge")
    script = commands.add_parser("script", help="print all that is said in a routine, with its times")
    script.add_argument("routine", metavar="ROUTINE", help="the routine's id")
    check = commands.add_parser("check", help="say what is wrong with a routine file")
    check.add_argument("file", type=Path, metavar="FILE")
    export = commands.add_parser("export", help="write every session to a CSV file for spreadsheets")
    export.add_argument("file", type=Path, metavar="FILE")
    return parser


def check_routine(file: Path) -> int:
    """Say whether a routine file is sound; raises Problem with all its faults."""
    from psoas_timer.core.speech import plan_speech
    from psoas_timer.core.timeline import compile_timeline
    from psoas_timer.store.places import assets_dir
    from psoas_timer.store.routine_file import load_routine
    from psoas_timer.store.voice_clips import load_clips

    routine = load_routine(file)
    timeline = compile_timeline(routine)
    minutes, seconds = divmod(round(timeline.practice_s), 60)
    print(f"{file}: {routine.title}, {len(timeline.stages)} stages, {minutes}:{seconds:02d} minutes. No faults found.")
    clips = load_clips(assets_dir() / "voice" / "en")
    unspoken = dict.fromkeys(
        one.text for one in plan_speech(timeline, clips.lengths_s, closing=routine.closing).unspoken
    )
    if unspoken:
        print("These have no recording: " + " / ".join(unspoken))
        print("Your system's own voice says them; where it has none, a chime rings and they are shown.")
    return 0


def print_script(routine_id: str, data_override: Path | None) -> int:
    """Print what is said in a routine, from beginning to end; raises Problem where there is no such routine."""
    from psoas_timer.core.speech import plan_speech
    from psoas_timer.core.speech_script import script_lines
    from psoas_timer.core.timeline import compile_timeline
    from psoas_timer.store.places import ROUTINES_FOLDER, assets_dir, data_dir
    from psoas_timer.store.routine_file import load_routines
    from psoas_timer.store.voice_clips import load_clips

    loaded = load_routines(assets_dir() / "routines", data_dir(data_override) / ROUTINES_FOLDER)
    routine = next((one for one in loaded.routines if one.id == routine_id), None)
    if routine is None:
        known = ", ".join(one.id for one in loaded.routines)
        raise Problem("There is no routine named {id}.", "These are known: {known}.", id=routine_id, known=known)
    timeline = compile_timeline(routine)
    clips = load_clips(assets_dir() / "voice" / "en")
    print("\n".join(script_lines(timeline, plan_speech(timeline, clips.lengths_s, closing=routine.closing))))
    return 0


def export_sessions(file: Path, data_override: Path | None) -> int:
    """Write every session to a CSV file; raises Problem where there is none yet, or the file cannot be written."""
    from contextlib import closing
    from datetime import UTC, datetime

    from psoas_timer.store.database import open_database
    from psoas_timer.store.export import export_csv
    from psoas_timer.store.places import SESSIONS_FILE, data_dir
    from psoas_timer.store.session_log import SessionLog

    path = data_dir(data_override) / SESSIONS_FILE
    if not path.exists():
        raise Problem(
            "There are no sessions in {folder} yet.", "Practise first, or name the right folder with --data-dir.",
            folder=path.parent,
        )  # fmt: skip
    with closing(open_database(path, datetime.now(UTC)).connection) as connection:
        count = export_csv(file, SessionLog(connection).sessions())
    print(f"{file}: sessions, newest first: {count}.")
    return 0


def run_window(options: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    from psoas_timer.desktop.preflight import missing_for_qt

    if problem := missing_for_qt():
        raise problem
    from psoas_timer.bootstrap import run

    return run(sys.argv[:1], options.data_dir, options.routine if options.command == "start" else "")


if __name__ == "__main__":
    # A window that is opened from a terminal should not end in a traceback when that is interrupted.
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        os._exit(130)
