"""The entry in the autostart folder: valid, started as it was meant, and the person's to change."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.problem import Problem
from psoas_timer.desktop.autostart.base import StartCommand
from psoas_timer.desktop.autostart.desktop_entry import DesktopEntry, join_command, split_command
from psoas_timer.desktop.autostart.xdg import XdgAutostart, config_folder
from psoas_timer.lib.own_program import DESKTOP_ID
from tests.desktop.glib_launch import LAUNCH, has_glib
from tests.systems import LINUX, needs

pytestmark = LINUX

COMMENT = "Reminds you of your practice"
PATIENCE_MS = 30_000

AWKWARD = [
    "plain", "two words", 'a "b"', "it's", "$HOME", "`date`", "100 %", "%u", "%%", "a\\b", "back\\", "a=b", "tilde~",
    "Übung 呼吸 🫁", "<&>;*?#()|", "-rf", 'all "$x" `y` %f \\z =\'',
]  # fmt: skip


class Desk:
    """An autostart folder, our way to it, and what that says."""

    def __init__(self, folder: Path) -> None:
        self.program = folder / "bin" / "psoas-timer"
        self.program.parent.mkdir(parents=True)
        self.program.write_text('#!/bin/sh\nprintf "%s\\0" "$0" "$@" >"$HEARD.draft"\nmv "$HEARD.draft" "$HEARD"\n')
        self.program.chmod(0o755)
        self.folder = folder / "config" / "autostart"
        self.entry = self.folder / "psoas-timer.desktop"
        self.told: list[bool | Problem] = []
        self.autostart = self.make(StartCommand(self.program))

    def make(self, command: StartCommand) -> XdgAutostart:
        made = XdgAutostart(command, self.folder, COMMENT)
        made.changed.connect(self.told.append)
        made.failed.connect(self.told.append)
        return made

    def put(self, *lines: str) -> None:
        """Write an entry that is on, with these lines besides or instead."""
        self.folder.mkdir(parents=True, exist_ok=True)
        keys = [line.partition("=")[0] for line in lines]
        usual = ("Type=Application", "Name=Psoas Timer", f"Exec={join_command((str(self.program), '--hidden'))}")
        kept = [line for line in usual if line.partition("=")[0] not in keys]
        self.entry.write_text("\n".join(["[Desktop Entry]", *kept, *lines, ""]), encoding="utf-8")

    def value(self, key: str) -> str:
        entry = DesktopEntry.parse(self.entry.read_bytes())
        assert entry is not None
        return entry.value(key)

    def problem(self) -> str:
        (problem,) = self.told
        assert isinstance(problem, Problem)
        return str(problem)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# On and off


def test_it_is_off_then_on_then_off_and_says_so(desk: Desk) -> None:
    assert not desk.autostart.is_on()
    desk.autostart.turn(True)
    assert desk.autostart.is_on()
    desk.autostart.turn(False)
    assert not desk.autostart.is_on()
    desk.autostart.turn(False)
    assert desk.told == [True, False, False]
    assert list(desk.folder.iterdir()) == []


def test_the_entry_says_what_is_to_be_started_and_is_nobody_elses(desk: Desk) -> None:
    desk.autostart.turn(True)
    assert desk.entry.read_text(encoding="utf-8").splitlines() == [
        "[Desktop Entry]", "Type=Application", "Name=Psoas Timer", f"Comment={COMMENT}",
        f"Exec={desk.program} --hidden", f"TryExec={desk.program}", f"Icon={DESKTOP_ID}", "Terminal=false",
        "StartupNotify=false", "X-GNOME-Autostart-enabled=true",
    ]  # fmt: skip
    assert desk.entry.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in (desk.folder, desk.folder.parent)} == {0o700}


def test_where_the_folder_is() -> None:
    home = Path("/person")
    assert config_folder({}, home) == Path("/person/.config")
    assert config_folder({"XDG_CONFIG_HOME": "/elsewhere"}, home) == Path("/elsewhere")
    assert config_folder({"XDG_CONFIG_HOME": "here"}, home) == Path("/person/.config")
    assert config_folder({"XDG_CONFIG_HOME": ""}, None) is None


# Quoting


@pytest.mark.parametrize("name", AWKWARD)
@needs("desktop-file-validate")
def test_the_entry_is_valid_whatever_the_paths(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    desk = Desk(tmp_path / name)
    desk.make(StartCommand(desk.program, (), tmp_path / name)).turn(True)
    assert desk.told == [True]
    assert desk.value("TryExec").replace("\\\\", "\\") == str(desk.program)
    assert desk.value("TryExec").count("\\") == 2 * str(desk.program).count("\\")
    command = ["desktop-file-validate", str(desk.entry)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.skipif(not has_glib() and not os.environ.get("CI"), reason="needs GLib")
def test_glib_starts_the_very_words(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    desk, heard = Desk(tmp_path / name), tmp_path / "heard"
    command = StartCommand(desk.program, (), tmp_path / name)
    desk.make(command).turn(True)
    monkeypatch.setenv("HEARD", str(heard))
    subprocess.run([sys.executable, "-c", LAUNCH, str(desk.entry)], check=True, timeout=60)
    qtbot.waitUntil(heard.exists, timeout=PATIENCE_MS)
    assert heard.read_bytes().decode().split("\0")[:-1] == list(command.words)


@pytest.mark.parametrize("name", ["two\nlines", "a\ttab", "a\x7fb", "not utf-8 \udcff"])
def test_a_path_that_no_entry_can_hold_is_refused(desk: Desk, name: str) -> None:
    desk.make(StartCommand(Path("/") / name / "psoas-timer")).turn(True)
    desk.make(StartCommand(desk.program, (), Path("/") / name)).turn(True)
    assert not desk.entry.exists()
    for problem in desk.told:
        assert isinstance(problem, Problem)
        assert "Rename it" in str(problem)
        str(problem).encode()
        assert "\n" not in str(problem)


def test_a_comment_of_two_lines_stays_one_value(desk: Desk) -> None:
    XdgAutostart(StartCommand(desk.program), desk.folder, "One\nExec=evil\\").turn(True)
    assert desk.value("Comment") == "One\\nExec=evil\\\\"
    assert desk.value("Exec") == f"{desk.program} --hidden"


# What a person does outside


def test_an_entry_that_was_taken_away_is_off(desk: Desk) -> None:
    desk.autostart.turn(True)
    desk.entry.unlink()
    assert not desk.autostart.is_on()


@pytest.mark.parametrize(
    "line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "X-MATE-Autostart-enabled=false", "Hidden = true "]
)
def test_an_entry_that_was_switched_off_is_off_until_it_is_switched_on_here(desk: Desk, line: str) -> None:
    desk.put(line)
    before = desk.entry.read_bytes()
    assert not desk.autostart.is_on()
    desk.autostart.refresh()
    assert desk.entry.read_bytes() == before
    desk.autostart.turn(True)
    assert desk.autostart.is_on()
    assert desk.told == [False, True]


@pytest.mark.parametrize(
    "line",
    ["Hidden=false", "X-GNOME-Autostart-enabled=true", "Exec=sh -c 'a b'", "OnlyShowIn=GNOME;", "#Hidden=true",
     "TryExec=sh", "[Other]\nHidden=true", "Hidden=true\nHidden=false"],
)  # fmt: skip
def test_an_entry_that_is_not_switched_off_is_on(desk: Desk, line: str) -> None:
    desk.put(line)
    assert desk.autostart.is_on()


@pytest.mark.parametrize(
    "line", ["TryExec=/nowhere/psoas-timer", "Exec=/nowhere/psoas-timer --hidden", 'Exec="open', "Exec=", "Exec"]
)
def test_an_entry_that_starts_nothing_is_off(desk: Desk, line: str) -> None:
    desk.put(line)
    if line == "Exec":
        desk.entry.write_text("[Desktop Entry]\nType=Application\n")
    assert not desk.autostart.is_on()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Exec=sh\n",
        b"[Other]\nExec=sh\n",
        b"[Desktop Entry]\nExec=sh\n\xff",
        b"[Desktop Entry]\nExec=sh\n#" + b"-" * 100_000,
    ],
)
def test_what_is_no_entry_is_off_and_makes_room_for_one(desk: Desk, content: bytes) -> None:
    desk.folder.mkdir(parents=True)
    desk.entry.write_bytes(content)
    desk.autostart.refresh()
    assert desk.entry.read_bytes() == content
    desk.autostart.turn(True)
    assert desk.told == [False, True]


def test_a_pipe_is_not_waited_for(desk: Desk) -> None:
    desk.folder.mkdir(parents=True)
    os.mkfifo(desk.entry)
    assert not desk.autostart.is_on()


def test_what_a_person_wrote_into_the_entry_stays(desk: Desk) -> None:
    others = ["# mine", "Name[de]=Psoas-Uhr", "OnlyShowIn=GNOME;", "X-GNOME-Autostart-Delay=20", "Comment=Old"]
    desk.put(*others, "Hidden=true", "X-MATE-Autostart-enabled=false", "Comment=Older", "", "[Other]", "Hidden=true")
    desk.autostart.turn(True)
    lines = desk.entry.read_text().splitlines()
    assert [line for line in others if line not in lines] == ["Comment=Old"]
    assert [line for line in lines if line.startswith(("Comment", "Hidden", "X-MATE", "["))] == [
        "[Desktop Entry]", f"Comment={COMMENT}", "X-MATE-Autostart-enabled=true", "[Other]", "Hidden=true",
    ]  # fmt: skip


# A program that has moved


def test_a_program_that_has_moved_is_found_again(desk: Desk) -> None:
    desk.autostart.turn(True)
    moved = desk.program.rename(desk.program.with_name("moved %"))
    assert not desk.autostart.is_on()
    later = desk.make(StartCommand(moved))
    later.refresh()
    assert later.is_on()
    assert split_command(desk.value("Exec")) == (str(moved), "--hidden")
    assert desk.value("TryExec") == str(moved)
    assert desk.told == [True, True]


def test_another_copy_that_is_started_takes_its_place(desk: Desk) -> None:
    desk.put("X-GNOME-Autostart-Delay=20", "Exec=sh --hidden", "TryExec=sh")
    assert desk.autostart.is_on()
    desk.autostart.refresh()
    assert desk.value("Exec") == f"{desk.program} --hidden"
    assert desk.value("X-GNOME-Autostart-Delay") == "20"


def test_todays_command_is_not_written_again(desk: Desk) -> None:
    desk.autostart.turn(True)
    before = desk.entry.stat()
    desk.autostart.refresh()
    assert desk.entry.stat() == before


def test_a_program_to_look_for_that_is_not_todays_is_put_right(desk: Desk) -> None:
    desk.put("TryExec=/nowhere/psoas-timer")
    desk.autostart.refresh()
    assert desk.told == [True]


@pytest.mark.parametrize("exec_line", ["sh --hidden --data-dir /other", "sh", "/nowhere/sh --hidden --data-dir /other"])
def test_a_run_with_another_data_folder_is_a_guest(desk: Desk, exec_line: str) -> None:
    desk.put(f"Exec={exec_line}")
    desk.autostart.refresh()
    assert desk.value("Exec") == exec_line


def test_nothing_is_switched_on_by_a_refresh(desk: Desk) -> None:
    desk.autostart.refresh()
    assert not desk.folder.exists()
    assert desk.told == [False]


# What goes wrong


def test_a_link_is_replaced_and_what_it_leads_to_stays(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    desk.folder.mkdir(parents=True)
    desk.entry.symlink_to(other)
    desk.autostart.turn(True)
    assert not desk.entry.is_symlink()
    desk.entry.unlink()
    desk.entry.symlink_to(other)
    desk.autostart.turn(False)
    assert not desk.entry.is_symlink()
    assert (other.read_text(), desk.told) == ("mine", [True, False])


@pytest.mark.parametrize("on", [True, False])
def test_a_folder_in_the_place_is_told(desk: Desk, on: bool) -> None:
    desk.entry.mkdir(parents=True)
    desk.autostart.turn(on)
    assert (
        desk.problem()
        == f"{desk.entry} is a folder, but a file is needed in its place. Rename or move it, then try again."
    )
    assert list(desk.folder.iterdir()) == [desk.entry]


def test_a_file_in_the_folders_place_is_told(desk: Desk) -> None:
    desk.folder.parent.mkdir()
    desk.folder.write_text("mine")
    desk.autostart.turn(True)
    assert desk.problem().startswith(f"{desk.folder} is a file, but a folder is needed in its place.")
    desk.told.clear()
    desk.autostart.turn(False)
    assert desk.told == [False]


def refuse(number: int) -> Callable[..., tuple[int, str]]:
    def fail(*_arguments: object, **_names: object) -> tuple[int, str]:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EACCES, "You do not have permission to write to"),
        (errno.EROFS, "You do not have permission to write to"),
        (errno.ENOSPC, "There is not enough disk space for"), (errno.EIO, "cannot be written: Input/output error."),
    ],
)  # fmt: skip
def test_a_disk_that_refuses_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int, sentence: str) -> None:
    monkeypatch.setattr(tempfile, "mkstemp", refuse(number))
    desk.autostart.turn(True)
    assert sentence in desk.problem()
    assert str(desk.entry) in desk.problem()
    desk.told.clear()
    desk.put("Exec=sh --hidden")
    desk.autostart.refresh()
    assert sentence in desk.problem()


def test_what_was_there_stays_where_the_new_one_cannot_be_finished(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("Hidden=true")
    before = desk.entry.read_bytes()
    monkeypatch.setattr(os, "fsync", refuse(errno.ENOSPC))
    desk.autostart.turn(True)
    assert "not enough disk space" in desk.problem()
    assert (list(desk.folder.iterdir()), desk.entry.read_bytes()) == ([desk.entry], before)
