"""The command line."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path

from psoas_timer import __version__
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_

LINK = "psoas-timer:"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code: 0, or 1 after one sentence on standard error."""
    if isinstance(sys.stdout, TextIOWrapper):  # a Windows that writes to a file or a pipe knows few letters
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        given = sys.argv[1:] if arguments is None else arguments
        options = build_parser().parse_args([part for one in given for part in follow_link(one)])
        return _run(options)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1


def follow_link(argument: str) -> Sequence[str]:
    """Return what a link such as psoas-timer:start/supported-bridge stands for, any other argument as it is.

    Raises Problem where the link wants anything else: a web page may hold it.
    """
    if not argument.startswith(LINK):
        return (argument,)
    if found := re.fullmatch(r"start/+([a-z0-9][a-z0-9-]{0,63})/?", argument.removeprefix(LINK).lstrip("/")):
        return ("start", found[1])
    raise Problem(
        N_("{link} is not a link that Psoas Timer knows."), N_("They look so: psoas-timer:start/supported-bridge."),
        link=argument[:200],
    )  # fmt: skip


def _run(options: argparse.Namespace) -> int:
    from psoas_timer.app import commands

    folder = options.data_dir
    match options.command:
        case "check":
            return commands.check_routine(options.file)
        case "script":
            return commands.print_script(options.routine, folder)
        case "export":
            return commands.export_sessions(options.file, folder)
        case "backup":
            return commands.back_up(options.file, folder)
        case "report":
            return commands.write_report(
                options.file, options.first, options.last, options.paper, options.notes, folder
            )
    return run_window(options)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="psoas_timer", description="Paces the breath through psoas release exercises."
    )
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="keep sessions and settings in this folder")
    parser.add_argument("--hidden", action="store_true", help="start in the background, to remind")
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
    backup = commands.add_parser("backup", help="write everything to one file that the window can restore")
    backup.add_argument("file", type=Path, metavar="FILE")
    report = commands.add_parser("report", help="write a report for a therapist, one PDF page")
    report.add_argument("file", type=Path, metavar="FILE")
    report.add_argument("--from", type=_day, dest="first", metavar="DATE", help="its first day, such as 2026-09-01")
    report.add_argument("--to", type=_day, dest="last", metavar="DATE", help="its last day; today unless given")
    report.add_argument("--paper", choices=("a4", "letter"), default="a4")
    report.add_argument("--notes", action="store_true", help="with your notes")
    return parser


def _day(text: str) -> date:
    return date.fromisoformat(text)


def run_window(options: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    from psoas_timer.desktop.preflight import missing_for_qt

    if problem := missing_for_qt():
        raise problem
    from psoas_timer.app.startup import run

    routine_id = options.routine if options.command == "start" else ""
    return run(sys.argv[:1], options.data_dir, routine_id, is_hidden=options.hidden and not routine_id)


if __name__ == "__main__":
    # A window that is opened from a terminal should not end in a traceback when that is interrupted.
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        os._exit(130)
