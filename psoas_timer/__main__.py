"""The command line."""

from __future__ import annotations

import os
import sys

if __package__ == "":  # this folder is run, wherever it is: so modules are looked for beside it, and not in it
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  # pathlib is slow

from psoas_timer.lib.interruption import INTERRUPTED, end_quietly

if __name__ == "__main__" or "psoas-timer" in sys.argv[0]:  # as a module, or by its installed script
    end_quietly()  # first of all, as loading the rest takes a moment

import argparse
import logging
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote

from psoas_timer import __version__
from psoas_timer.app import terminal
from psoas_timer.app.language import speak
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.own_program import Side, keep_own_libraries_to_itself
from psoas_timer.lib.translation import problem_text, tr

LINK = "psoas-timer:"
PAPERS = ("a4", "letter")
OPENS_WINDOW = (None, "start")  # of the commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code.

    It is 0, or 1 after a message on standard error. It is that of a signal if Ctrl+C was pressed, or if nobody reads
    standard output any more: there is no message then.
    """
    keep_own_libraries_to_itself(os.environ)
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] in set(Side):
        return _work_beside(Side(given[0]), *given[1:2])
    options: argparse.Namespace | None = None  # until they are read: a link may be at fault, and asks for a window
    try:
        terminal.open_outputs()
        speak(_named_folder(given))
        options = build_parser().parse_args([part for one in given for part in follow_link(one)])
        return _run(options)
    except Problem as problem:
        text = problem_text(problem)
        terminal.say_aside(text)
        if options is None or options.command in OPENS_WINDOW:
            tell_without_terminal(text, is_hidden=options is not None and options.hidden)
        return 1
    except terminal.ReaderGoneError:
        return terminal.READER_GONE
    except KeyboardInterrupt:
        return INTERRUPTED


def _work_beside(side: Side, *option: str) -> int:
    """Be one of the program's own processes; returns its exit code."""
    match side:
        case Side.SOUND:
            from psoas_timer.engine.sound import host

            return host.run()
        case Side.SYSTEM_VOICE:
            from psoas_timer.engine.sound import system_voice_host

            return system_voice_host.run(*option)


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

    Case does not matter: schemes have none, and some codes that a camera reads have capitals only. Raises Problem if
    the link asks for anything else, as links may come from any web page.
    """
    if not argument.lower().startswith(LINK):
        return (argument,)
    asked = unquote(argument[len(LINK) :]).lower().lstrip("/")
    if found := re.fullmatch(r"start/+([a-z0-9][a-z0-9-]{0,63})/?", asked, re.ASCII):
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
            return commands.check_routines(options.files)
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
        terminal.say_aside(self.format_usage().rstrip("\n"))
        terminal.say_aside(tr("{program}: error: {reason}").format(program=self.prog, reason=message))
        self.exit(2)

    def _print_message(self, message: str, file: Any = None) -> None:
        terminal.hand_out(message.rstrip("\n"))  # the help and the version: argparse has no other place to take them


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, in the language in use."""
    parser = _Parser(prog="psoas_timer", description=tr("Paces the breath through psoas release exercises."))
    folder, date_sign, file = tr("DIR"), tr("DATE"), tr("FILE")
    told = tr("keep sessions and settings in this folder")
    parser.add_argument("--data-dir", type=_folder, metavar=folder, help=told)
    parser.add_argument("--hidden", action="store_true", help=tr("start in the background, for reminders"))
    parser.add_argument(
        "--version", action="version", version=f"Psoas Timer {__version__}", help=tr("show the version and exit")
    )
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"))
    start = commands.add_parser("start", help=tr("open the window and start a routine"))
    start.add_argument("routine", metavar=tr("ROUTINE"), help=tr("the routine's id, such as supported-bridge"))
    script = commands.add_parser("script", help=tr("print what the voice says today in a routine, with your settings"))
    script.add_argument("routine", metavar=tr("ROUTINE"), help=tr("the routine's id"))
    check = commands.add_parser("check", help=tr("check routine files for errors"))
    check.add_argument("files", type=Path, metavar=file, nargs="+", help=tr("a routine file, or a folder of them"))
    export = commands.add_parser("export", help=tr("write every session to a CSV file for spreadsheets"))
    export.add_argument("file", type=Path, metavar=file)
    backup = commands.add_parser("backup", help=tr("write everything to a backup file that Psoas Timer can restore"))
    backup.add_argument("file", type=Path, metavar=file)
    report = commands.add_parser("report", help=tr("write a report for a therapist as a one-page PDF"))
    report.add_argument("file", type=Path, metavar=file)
    first, last = tr("the first day, such as 2026-09-01"), tr("the last day; today by default")
    report.add_argument("--from", type=_day, dest="first", metavar=date_sign, help=first)
    report.add_argument("--to", type=_day, dest="last", metavar=date_sign, help=last)
    report.add_argument("--paper", type=_paper, metavar="a4|letter", default=PAPERS[0])
    report.add_argument("--notes", action="store_true", help=tr("include your notes"))
    for command in commands.choices.values():  # without a default of its own, which would hide the one given before
        command.add_argument("--data-dir", type=_folder, metavar=folder, default=argparse.SUPPRESS, help=told)
    return parser


def _folder(text: str) -> Path:
    if not text.strip():  # as of a variable that is not set; it would be the folder in which the program was started
        raise Problem(
            N_("The name after --data-dir is empty."), N_("Write the name of a folder there, or leave the option out.")
        )
    return Path(text)


def _day(text: str) -> date:
    """Return the date in ISO 8601; argparse would put its own words around any other error than a Problem."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        with suppress(ValueError):
            return date.fromisoformat(text)
        raise Problem(N_("{given} is not in the calendar."), N_("Choose another day."), given=text)
    meant = _in_iso(text)
    raise Problem(
        N_("{given} is not a date that Psoas Timer reads."),
        N_("Write it as {example}.") if meant else N_("Write year, month and day, such as {example}."),
        given=text[:100], example=meant or "2026-11-28",
    )  # fmt: skip


def _in_iso(text: str) -> str:
    """Return the date that is meant, in ISO 8601; '' if that is not clear, as of 1/2/2026."""
    for form, order in (
        (r"(\d\d?)\. ?(\d\d?)\. ?(\d{4})", (3, 2, 1)),
        (r"(\d{4})[-./]?(\d\d?)[-./]?(\d\d?)", (1, 2, 3)),
    ):
        if found := re.fullmatch(form, text.strip(), re.ASCII):
            with suppress(ValueError):
                return date(*(int(found[place]) for place in order)).isoformat()
    return ""


def _paper(text: str) -> str:
    if text.lower() not in PAPERS:
        raise Problem(
            N_("There is no paper {given} here."), N_("Use one of: {known}."), given=text[:100], known=list(PAPERS)
        )
    return text.lower()


def run_window(options: argparse.Namespace) -> int:
    """Open the window and run until the program ends."""
    from psoas_timer.desktop.preflight import missing_for_qt

    if problem := missing_for_qt():
        raise problem
    from psoas_timer.app.startup import run

    routine_id = options.routine if options.command == "start" else ""
    try:
        return run(sys.argv[:1], options.data_dir, routine_id, is_hidden=options.hidden and not routine_id)
    except Problem:
        raise
    except Exception as fault:
        from psoas_timer.store.places import data_dir_path

        logging.getLogger("psoas_timer").error("unexpected failure", exc_info=fault)
        sys.__excepthook__(type(fault), fault, fault.__traceback__)
        raise Problem(
            N_("Something went wrong inside Psoas Timer, and it had to stop."), N_("The details are in {folder}."),
            folder=data_dir_path(options.data_dir),
        ) from fault  # fmt: skip


def tell_without_terminal(text: str, *, is_hidden: bool) -> None:
    """Show why the window has not opened where a person can see it, unless standard error is such a place."""
    from psoas_timer.desktop.bare_dialog import is_seen_elsewhere, show_bare_dialog

    if is_seen_elsewhere():
        return
    from psoas_timer.desktop.preflight import missing_for_qt

    try:
        if missing_for_qt() is None:
            from psoas_timer.app.failed_start import show_failure

            show_failure(text, is_hidden=is_hidden)
            return
    except ImportError:  # Qt is there, but cannot be loaded
        pass
    show_bare_dialog(text)


if __name__ == "__main__":
    sys.exit(main())
