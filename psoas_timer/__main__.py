"""The command line."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

from psoas_timer import __version__
from psoas_timer.app.language import speak
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.translation import problem_text, tr

LINK = "psoas-timer:"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code: 0, or 1 after one sentence on standard error."""
    if isinstance(sys.stdout, TextIOWrapper):  # a Windows that writes to a file or a pipe knows few letters
        sys.stdout.reconfigure(errors="backslashreplace")
    given = sys.argv[1:] if arguments is None else arguments
    try:
        speak(_named_folder(given))
        options = build_parser().parse_args([part for one in given for part in follow_link(one)])
        return _run(options)
    except Problem as problem:
        print(problem_text(problem), file=sys.stderr)
        return 1


def _named_folder(arguments: Sequence[str]) -> Path | None:
    """Return the data folder that is named: the language stands in its settings, and the rest is told in that."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("--data-dir", type=Path)
    with suppress(argparse.ArgumentError):  # what is wrong with it is told a moment later
        folder: Path | None = parser.parse_known_args(arguments)[0].data_dir
        return folder
    return None


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


class _Help(argparse.HelpFormatter):
    """The help, which begins in the person's language."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, tr("usage: ") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser whose own words are in the person's language; what it says is wrong stays argparse's English."""

    def __init__(self, **named: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Help, **named)
        self._positionals.title = tr("what to do")  # argparse has no other way to name the groups that it makes itself
        self._optionals.title = tr("options")
        self.add_argument("-h", "--help", action="help", help=tr("show this help and leave"))

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, tr("{program}: error: {reason}").format(program=self.prog, reason=message) + "\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, in the language in use."""
    parser = _Parser(prog="psoas_timer", description=tr("Paces the breath through psoas release exercises."))
    folder, date_sign, file = tr("DIR"), tr("DATE"), tr("FILE")
    parser.add_argument("--data-dir", type=Path, metavar=folder, help=tr("keep sessions and settings in this folder"))
    parser.add_argument("--hidden", action="store_true", help=tr("start in the background, to remind"))
    parser.add_argument(
        "--version", action="version", version=f"Psoas Timer {__version__}", help=tr("show the version and leave")
    )
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"))
    start = commands.add_parser("start", help=tr("open the window and start a routine"))
    start.add_argument("routine", metavar=tr("ROUTINE"), help=tr("the routine's id, such as supported-bridge"))
    script = commands.add_parser("script", help=tr("print all that is said in a routine, with its times"))
    script.add_argument("routine", metavar=tr("ROUTINE"), help=tr("the routine's id"))
    check = commands.add_parser("check", help=tr("say what is wrong with a routine file"))
    check.add_argument("file", type=Path, metavar=file)
    export = commands.add_parser("export", help=tr("write every session to a CSV file for spreadsheets"))
    export.add_argument("file", type=Path, metavar=file)
    backup = commands.add_parser("backup", help=tr("write everything to one file that the window can restore"))
    backup.add_argument("file", type=Path, metavar=file)
    report = commands.add_parser("report", help=tr("write a report for a therapist, one PDF page"))
    report.add_argument("file", type=Path, metavar=file)
    first, last = tr("its first day, such as 2026-09-01"), tr("its last day; today unless given")
    report.add_argument("--from", type=_day, dest="first", metavar=date_sign, help=first)
    report.add_argument("--to", type=_day, dest="last", metavar=date_sign, help=last)
    report.add_argument("--paper", choices=("a4", "letter"), default="a4")
    report.add_argument("--notes", action="store_true", help=tr("with your notes"))
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("{given} is not a date like 2026-05-31.").format(given=text)) from None


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
