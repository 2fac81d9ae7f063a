"""Faults on the command line."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import stat
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from psoas_timer.store.places import SESSIONS_FILE
from tests.trials.kept_session import keep_a_session
from tests.trials.trial import Ground, need, trial, wait_until

# Every way to end with a file, an answer or a text; {new} is a file that is not there yet.
_WRITING = (("export", "{new}"), ("backup", "{new}"), ("report", "{new}"))
_HANDING_OUT = (("script", "supported-bridge"), ("export", "-"), ("backup", "-"), ("report", "-"), ("--help",))
_ANSWERING = (("check", "{routine}"), ("--version",))
_ROUTINE = Path(__file__).parents[2] / "assets" / "routines" / "supported-bridge.toml"

# As head and cat answer, for a shell that sees the signal and for one that sees its number.
_GONE = (141, -signal.SIGPIPE)
_INTERRUPTED = (130, -signal.SIGINT)


# What is loaded before Ctrl+C can be quiet; Python itself comes before that.
_FIRST = ("__init__.py", "lib/__init__.py", "lib/interruption.py")


def _came_too_early(told: str) -> bool:
    """Tell whether Ctrl+C met Python before the program: no module but the very first ones is in the traceback."""
    frames = re.findall(r'File ".*/psoas_timer/(.+?\.py)", line .*\n +(.*)', told)
    return "KeyboardInterrupt" in told and all(
        file in _FIRST or "interruption" in line or "end_quietly" in line for file, line in frames
    )


def _shell(ground: Ground, words: tuple[str, ...], redirected: str, **environment: str) -> tuple[int, str, str]:
    new = ground.folder / "new"
    new.unlink(missing_ok=True)
    command = ground.command(*(word.format(new=new, routine=_ROUTINE) for word in words))
    done = subprocess.run(
        ["bash", "-c", f'"$@" {redirected}', "bash", *command],
        capture_output=True, text=True, errors="replace", check=False, timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
    )  # fmt: skip
    told = done.stdout + done.stderr
    assert "Traceback" not in told, f"{words} {redirected}: {told}"
    assert "Exception ignored" not in told, f"{words} {redirected}: {told}"
    return done.returncode, done.stdout, done.stderr


@trial(21, "A script whose reader goes away ends quietly")
def reader_goes_away(ground: Ground) -> None:
    with subprocess.Popen(
        ground.command("script", "supported-bridge", "--data-dir", ground.folder),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read().decode()
    assert not told, told


@trial(21, "Every command ends quietly when nobody reads on, whether or not Python holds its output back")
def readers_go_away(ground: Ground) -> None:
    keep_a_session(ground.data)
    for unbuffered in ("", "1"):
        for words in (*_WRITING, *_HANDING_OUT, *_ANSWERING):
            for reader in ("| true", "| head -c 1 >/dev/null"):
                status = f"{reader}; exit ${{PIPESTATUS[0]}}"
                code, _out, told = _shell(ground, words, status, PYTHONUNBUFFERED=unbuffered)
                assert code in (0, *_GONE), f"{words} {reader}: exit {code}"
                assert not told or told.startswith("Standard output: "), f"{words} {reader}: {told}"


@trial(21, "Ctrl+C ends every command quietly, at any moment")
def interrupted(ground: Ground) -> None:
    keep_a_session(ground.data)
    chance = random.Random(13)
    for words in (*_WRITING, *_HANDING_OUT, *_ANSWERING):
        took_s = time.monotonic()
        _shell(ground, words, ">/dev/null")
        took_s = time.monotonic() - took_s
        for _ in range(8):
            new = ground.folder / "new"
            new.unlink(missing_ok=True)
            with subprocess.Popen(
                ground.command(*(word.format(new=new, routine=_ROUTINE) for word in words)),
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace",
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            ) as process:  # fmt: skip
                time.sleep(0.1 + chance.random() * took_s)
                with suppress(ProcessLookupError):
                    process.send_signal(signal.SIGINT)
                _out, told = process.communicate(timeout=60)
            if _came_too_early(told):
                continue
            assert process.returncode in (0, *_INTERRUPTED), f"{words}: exit {process.returncode}: {told}"
            assert not told or told.startswith("Standard output: "), f"{words}: {told}"
            left = {one.name for one in ground.folder.iterdir()} - {"data", "new"}
            assert not left, f"{words} left {left}"


@trial(22, "A date in another form is told with the one to write, and a range of days to come says so")
def dates(ground: Ground) -> None:
    keep_a_session(ground.data)
    new = ground.folder / "report.pdf"
    told = ground.run("report", new, "--from", "28.11.2026", code=1).stderr
    assert told == "28.11.2026 is not a date that Psoas Timer reads. Write it as 2026-11-28.\n", told
    assert "still to come" in ground.run("report", new, "--from", "9999-12-31", code=1).stderr
    assert "still to come" in ground.run("report", new, "--from", "2026-11-01", "--to", "9999-12-31", code=0).stdout


@trial(31, "A report may reach from the first day of the calendar to the last")
def outermost_days(ground: Ground) -> None:
    keep_a_session(ground.data)
    for number, days in enumerate((("--to", "0001-01-02"), ("--from", "0001-01-01", "--to", "9999-12-31"))):
        ground.run("report", ground.folder / f"{number}.pdf", *days, code=0)


@trial(22, "- and /dev/stdout are standard output, and no message is in it")
def standard_output(ground: Ground) -> None:
    keep_a_session(ground.data)
    begin = {"export": b"\xef\xbb\xbfpractice_date", "backup": b"{", "report": b"%PDF"}
    for command, first in begin.items():
        for name in ("-", "/dev/stdout", "/dev/fd/1"):
            for order in ((command, name), ("--data-dir", str(ground.data), command, name)):
                done = subprocess.run(ground.command(*order), capture_output=True, check=True, timeout=60)
                assert done.stdout.startswith(first), f"{order}: {done.stdout[:60]!r}"
                assert b"Standard output: " not in done.stdout
        file = ground.folder / command
        with file.open("wb") as stream:
            stream.write(b"before\n")
            stream.flush()
            subprocess.run(ground.command(command, "/dev/stdout"), stdout=stream, stderr=subprocess.DEVNULL, check=True)
        assert file.read_bytes().startswith(b"before\n" + first)


@trial(22, "Papers and links have no case, and check takes several files and folders")
def cases_and_files(ground: Ground) -> None:
    keep_a_session(ground.data)
    for paper in ("A4", "Letter"):
        ground.run("report", ground.folder / f"{paper}.pdf", "--paper", paper, code=0)
    assert "is not a Psoas Timer link" in ground.run("PSOAS-TIMER:export/x", code=1).stderr
    folder = ground.folder / "routines"
    folder.mkdir()
    whole = _ROUTINE.read_text(encoding="utf-8")
    (folder / "mine.toml").write_text(whole, encoding="utf-8")
    assert ground.run("check", folder, _ROUTINE, code=0).stdout.count("No errors found.") == 2
    (folder / "faulty.toml").write_text("title = 3\n")
    (folder / "worse.toml").write_text("title\n")
    done = ground.run("check", folder, _ROUTINE, ground.folder / "gone.toml", code=1)
    assert done.stdout.count("No errors found.") == 2
    assert all(name in done.stderr for name in ("faulty.toml", "worse.toml", "gone.toml"))


@trial(22, "A link in capitals, as some codes that a camera reads have it, starts its routine")
def link_in_capitals(ground: Ground) -> None:

    ground.data.mkdir()
    (ground.data / "settings.json").write_text('{"acknowledged": ["supported-bridge"], "settle_s": 0}')
    with ground.running("PSOAS-TIMER://START/SUPPORTED%2DBRIDGE"):
        wait_until(lambda: _sessions(ground.data / SESSIONS_FILE) == ["supported-bridge"], "session under way")


def _sessions(file: Path) -> list[str]:
    if not file.exists():
        return []
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            return [row[0] for row in connection.execute("SELECT routine_id FROM session")]
        finally:
            connection.close()
    return []


@trial(22, "A mistyped --data-dir is told in one sentence and not made, before and after the command")
def mistyped_folder(ground: Ground) -> None:
    mistyped = ground.folder / "mistyped"
    for words in (*_WRITING, *_HANDING_OUT[:-1]):
        named = [word.format(new=ground.folder / "new") for word in words]
        done = ground.run(*named, "--data-dir", mistyped, code=1)
        assert done.stderr == f"There is no folder {mistyped}. Check the name after --data-dir.\n", done.stderr
        assert not done.stdout
        assert list(ground.folder.iterdir()) == [], words


@trial(22, "Who only reads does so in a folder that nobody may write")
def read_only_folder(ground: Ground) -> None:
    keep_a_session(ground.data)
    (ground.data / "settings.json").write_text('{"settle_s": 12}')
    before = {one.name: one.stat().st_mtime_ns for one in ground.data.iterdir()}
    protected = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
    for path in (*ground.data.iterdir(), ground.data):
        path.chmod(0o555 if path.is_dir() else 0o444)
    prefix: list[str] = []
    if os.geteuid() == 0:  # whom no mode hinders
        prefix = [need("unshare"), "-m", "sh", "-c", protected, str(ground.data)]
    try:
        for words in _HANDING_OUT:
            done = subprocess.run(
                [*prefix, *ground.command(*words)], capture_output=True, check=False, timeout=60,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            )  # fmt: skip
            assert done.returncode == 0, f"{words}: {done.stderr.decode()}"
            assert done.stdout
    finally:
        ground.data.chmod(stat.S_IRWXU)
    assert {one.name: one.stat().st_mtime_ns for one in ground.data.iterdir()} == before


@trial(32, "What was written counts, though nobody can be told so; what cannot be written is told")
def full_output(ground: Ground) -> None:
    keep_a_session(ground.data)
    for redirected in (">/dev/full", ">&-", ">/dev/full 2>&-", "2>&-", "<&- >&- 2>&-"):
        for words in _WRITING:
            code, _out, _told = _shell(ground, words, redirected)
            assert code == 0, f"{words} {redirected}: exit {code}"
            content = (ground.folder / "new").read_bytes()
            assert content.startswith((b"\xef\xbb\xbf", b"{", b"%PDF")), f"{words} {redirected}: {content[:80]!r}"
            assert b": sessions" not in content[-200:], "a message got into the file"
        if redirected != "2>&-":
            for asked in _HANDING_OUT:
                code, _out, told = _shell(ground, asked, redirected)
                assert code == 1, f"{asked} {redirected}: exit {code}"
                assert "2>&-" in redirected or "tandard output" in told, told


@trial(32, "A ~ in FILE is the home folder, as in --data-dir")
def tilde(ground: Ground) -> None:
    keep_a_session(ground.data)
    home = ground.folder / "home"
    home.mkdir()
    for command in ("export", "backup", "report"):
        ground.run(command, f"~/{command}", code=0, HOME=str(home))
        assert (home / command).is_file()
    (home / "mine.toml").write_text(_ROUTINE.read_text(encoding="utf-8"), encoding="utf-8")
    ground.run("check", "~/mine.toml", "~", code=0, HOME=str(home))
