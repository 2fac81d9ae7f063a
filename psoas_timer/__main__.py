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
    """Run the program; returns its exit code: 0, or 1 after a message on standard error."""
    if isinstance(sys.stdout, TextIOWrapper):  # on Windows, files and pipes support few characters
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
    """Return the data folder given, whose settings name the language for everything that follows."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("--data-dir", type=Path)
    with suppress(argparse.ArgumentError):  # errors are reported a moment later
        folder: Path | None = parser.parse_known_args(arguments)[0].data_dir
        return folder
    return None


def follow_link(argument: str) -> Sequence[str]:
    """Return the arguments for a link such as psoas-timer:start/supported-bridge; other arguments stay unchanged.

    Raises Problem if the link asks for anything else, as links may come from any web page.
    """
    if not argument.startswith(LINK):
        return (argument,)
    if found := re.fullmatch(r"start/+([a-z0-9][a-z0-9-]{0,63})/?", argument.removeprefix(LINK).lstrip("/")):
        return ("start", found[1])
    raise Problem(
        N_("{link} is not a Psoas Timer link."), N_("Use a link such as psoas-timer:start/supported-bridge."),
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
    """The help text, which begins in the person's language."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, tr("usage: ") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser with headings in the person's language; its error messages stay in argparse's English."""

    def __init__(self, **named: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Help, **named)
        self._positionals.title = tr("arguments")  # argparse has no other way to name its own groups
        self._optionals.title = tr("options")
        self.add_argument("-h", "--help", action="help", help=tr("show this help and exit"))

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, tr("{program}: error: {reason}").format(program=self.prog, reason=message) + "\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, in the language in use."""
    parser = _Parser(prog="psoas_timer", description=tr("Paces the breath through psoas release exercises."))
    folder, date_sign, file = tr("DIR"), tr("DATE"), tr("FILE")
    parser.add_argument("--data-dir", type=Path, metavar=folder, help=tr("keep sessions and settings in this folder"))
    parser.add_argument("--hidden", action="store_true", help=tr("start in the background, for reminders"))
    parser.add_argument(
        "--version", action="version", version=f"Psoas Timer {__version__}", help=tr("show the version and exit")
    )
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"))
    start = commands.add_parser("start", help=tr("open the window and start a routine"))
    start.add_argument("routine", metavar=tr("ROUTINE"), help=tr("the routine's id, such as supported-bridge"))
    script = commands.add_parser("script", help=tr("print everything the voice says in a routine, with times"))
    script.add_argument("routine", metavar=tr("ROUTINE"), help=tr("the routine's id"))
    check = commands.add_parser("check", help=tr("check a routine file for errors"))
    check.add_argument("file", type=Path, metavar=file)
    export = commands.add_parser("export", help=tr("write every session to a CSV file for spreadsheets"))
    export.add_argument("file", type=Path, metavar=file)
    backup = commands.add_parser("backup", help=tr("write everything to a backup file that Psoas Timer can restore"))
    backup.add_argument("file", type=Path, metavar=file)
    report = commands.add_parser("report", help=tr("write a report for a therapist as a one-page PDF"))
    report.add_argument("file", type=Path, metavar=file)
    first, last = tr("the first day, such as 2026-09-01"), tr("the last day; today by default")
    report.add_argument("--from", type=_day, dest="first", metavar=date_sign, help=first)
    report.add_argument("--to", type=_day, dest="last", metavar=date_sign, help=last)
    report.add_argument("--paper", choices=("a4", "letter"), default="a4")
    report.add_argument("--notes", action="store_true", help=tr("include your notes"))
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(tr("{given} is not a date like 2026-05-31.").format(given=text)) from None


def run_window(options: argparse.Namespace) -> int:
    """Open the window and run until the program ends."""
    from psoas_timer.desktop.preflight import missing_for_qt

    if problem := missing_for_qt():
        raise problem
    from psoas_timer.app.startup import run

    routine_id = options.routine if options.command == "start" else ""
    return run(sys.argv[:1], options.data_dir, routine_id, is_hidden=options.hidden and not routine_id)


if __name__ == "__main__":
    # Interrupting the program in a terminal should not print a traceback.
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        os._exit(130)
