"""Faults at the start: locks, disks, folders, terminals, names; each must start, or say why where it can be seen."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from tests.trials.trial import PATIENCE_S, CannotTryError, Ground, need, screen, trial, wait_until

ROUTINE = "supported-bridge"
LOCK = "psoas-timer.lock"


# What the trials share


def environment(ground: Ground) -> dict[str, str]:
    """A session of its own for the sockets, and a home of its own."""
    run, home = ground.folder / "run", ground.folder / "home"
    run.mkdir(mode=0o700, exist_ok=True)
    home.mkdir(exist_ok=True)
    return {"XDG_RUNTIME_DIR": str(run), "HOME": str(home), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}


@contextmanager
def up(ground: Ground, *arguments: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """The program, once it listens for later starts."""
    env = {**environment(ground), **more}
    run = Path(env["XDG_RUNTIME_DIR"])
    sweep(run)
    with ground.running(*arguments, **env) as process:
        wait_until(lambda: sockets(run) or process.poll() is not None, "socket of the program")
        if process.poll() is not None:
            _output, told = process.communicate()
            raise AssertionError(f"it ended with {process.returncode}: {told.strip()}")
        yield process


def sockets(run: Path) -> list[Path]:
    return list(run.glob("psoas-timer-*"))


def sweep(run: Path) -> None:
    for left in sockets(run):
        left.unlink()


def ask_to_start(ground: Ground) -> None:
    """Start it once more: the first one takes that up."""
    ground.run("start", ROUTINE, code=0, **environment(ground))


def keep_a_session(folder: Path) -> Path:
    """Make a history of one session, and return its database."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC).replace(microsecond=0)
    record = SessionRecord(
        uuid="kept", routine_id=ROUTINE, routine_title="Supported bridge", started=now, ended=now, utc_offset_s=0,
        zone="", practice_date=now.date(), planned_s=300.0, practised_s=300.0, status=Status.COMPLETE,
    )  # fmt: skip
    path = folder / "sessions.sqlite3"
    with closing(open_database(path, now).connection) as connection:
        SessionLog(connection).save(record, now)
    return path


def count_sessions(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "sessions.sqlite3")) as connection:
        return int(connection.execute("SELECT count(*) FROM session").fetchone()[0])


@contextmanager
def mounted(*words: str, at: Path) -> Iterator[None]:
    """Something mounted for a while; only root may."""
    at.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0 or subprocess.run([need("mount"), *words, str(at)], capture_output=True).returncode:
        raise CannotTryError("needs to mount")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


def windows(display: str, name: str) -> list[str]:
    words = [need("xdotool"), "search", "--onlyvisible", "--name", name]
    found = subprocess.run(words, env={**os.environ, "DISPLAY": display}, capture_output=True, text=True)
    return found.stdout.split()


# Locks


@trial(4, "A lock file that was left behind never blocks, whatever is in it")
def left_lock(ground: Ground) -> None:
    host = socket.gethostname()
    ground.data.mkdir()
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE) as other:
        for left in (
            b"", b"\0" * 40, b"1\npython\nelsewhere\n\n\n", f"{other.pid}\npython3\n{host}\n\n\n".encode(),
            f"{other.pid} {host}\n".encode(), f"{os.getpid()}\npsoas-timer\n{host}\nanother-machine-id\n\n".encode(),
        ):  # fmt: skip
            (ground.data / LOCK).write_bytes(left)
            with up(ground):
                ask_to_start(ground)
        other.communicate()


@trial(4, "A program that was killed is followed by the next, with its socket still there")
def killed(ground: Ground) -> None:
    for _ in range(3):
        with up(ground) as process:
            process.send_signal(signal.SIGKILL)
            process.wait()
    with up(ground):
        ask_to_start(ground)


@trial(4, "In a sandbox with pids and a temporary folder of its own it starts, and a start outside reaches it")
def sandboxed(ground: Ground) -> None:
    firejail = need("firejail")
    env = {**os.environ, **environment(ground), "QT_QPA_PLATFORM": "offscreen"}
    # The folder of the session's sockets is out of its sight; all of /tmp cannot be, for what is tried may lie there.
    inside = [firejail, "--quiet", "--noprofile", f"--blacklist={env['XDG_RUNTIME_DIR']}"]
    command = ground.command()
    lock = ground.data / LOCK
    with subprocess.Popen(
        [*inside, *command], env=env, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            wait_until(lambda: lock.exists() and lock.read_text(), "lock")
            second = subprocess.run(
                [*command, "start", ROUTINE], env=env, capture_output=True, text=True, timeout=PATIENCE_S
            )
            assert second.returncode == 0, second.stderr
        finally:
            process.kill()
            process.wait()
    lock.write_text("2\npython3\nsandbox\n\n\n")  # a number that belongs to somebody else out here
    with up(ground):
        ask_to_start(ground)


@trial(4, "Two computers with a copy of one folder both start")
def synced(ground: Ground) -> None:
    with up(ground):
        lock = (ground.data / LOCK).read_bytes()
        other = Ground(ground.folder / "other")
        other.data.mkdir(parents=True)
        (other.data / LOCK).write_bytes(lock)
        with up(other):
            ask_to_start(other)
        ask_to_start(ground)


@trial(4, "A program that hangs is named with its folder and its process, and what to do")
def hanging(ground: Ground) -> None:
    with up(ground) as process:
        process.send_signal(signal.SIGSTOP)
        try:
            told = ground.run("start", ROUTINE, code=1, **environment(ground)).stderr
        finally:
            process.send_signal(signal.SIGCONT)
        assert str(ground.data) in told and str(process.pid) in told and "does not respond" in told, told


@trial(5, "A lock that cannot be made is not told as open already: it starts all the same")
def unmakeable_lock(ground: Ground) -> None:
    (ground.data / LOCK).mkdir(parents=True)
    with up(ground):
        ask_to_start(ground)
    (ground.data / LOCK).rmdir()
    with ExitStack() as stack:
        stack.enter_context(mounted("-t", "tmpfs", "-o", "size=64k,nr_inodes=2", "none", at=ground.data))
        (ground.data / "last").touch()
        with suppress(OSError):
            (ground.data / "one more").touch()
        with up(ground):
            ask_to_start(ground)


@trial(29, "Twenty starts at once: one opens, nineteen hand over what they want, all end with 0")
def twenty(ground: Ground) -> None:
    env = {**os.environ, **environment(ground), "QT_QPA_PLATFORM": "offscreen"}
    many = [
        subprocess.Popen(ground.command("start", ROUTINE), env=env, stderr=subprocess.PIPE, text=True)
        for _ in range(20)
    ]
    try:
        wait_until(lambda: sum(one.poll() is None for one in many) <= 1, "end of all but one", PATIENCE_S * 2)
        codes = [one.poll() for one in many]
        assert sorted(codes, key=str) == [0] * 19 + [None], codes
        wait_until(lambda: (ground.data / "sessions.sqlite3").exists() and count_sessions(ground.data) == 1, "session")
    finally:
        for one in many:
            one.kill()
            one.communicate()


# Disks and folders


@trial(7, "On a full disk it starts, with the history; what was practised is kept if there is room by the end")
def full_disk(ground: Ground) -> None:
    database = keep_a_session(ground.folder / "before")
    with mounted("-t", "tmpfs", "-o", "size=160k", "none", at=ground.data):
        (ground.data / database.name).write_bytes(database.read_bytes())
        (ground.data / "cache").touch()  # else the sounds might take the room before the session does
        with suppress(OSError), (ground.data / "fill").open("wb", buffering=0) as fill:
            while True:
                fill.write(b"x" * 4096)
        with up(ground, "start", ROUTINE) as process:
            wait_until(lambda: process.poll() is None, "program")
            (ground.data / "fill").unlink()
            subprocess.run(["sleep", "4"], check=True)  # a few breaths
            ask_to_start(ground)
        assert count_sessions(ground.data) >= 1


@trial(7, "In a read-only folder it starts, and changes nothing")
def read_only(ground: Ground) -> None:
    before = keep_a_session(ground.folder / "before")
    content = before.read_bytes()
    with mounted("--bind", str(before.parent), at=ground.data):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(ground.data)], check=True)
        with up(ground):
            ask_to_start(ground)
    assert before.read_bytes() == content
    assert [path.name for path in before.parent.iterdir()] == [before.name]


@trial(7, "In an unreadable folder, in place of a file, and without a home it starts")
def no_folder(ground: Ground) -> None:
    keep_a_session(ground.data)
    ground.data.chmod(0)
    setpriv = [need("setpriv"), "--bounding-set=-dac_override,-dac_read_search,-fowner"] if os.geteuid() == 0 else []
    for folder, more in (
        (["--data-dir", str(ground.data)], {}),
        (["--data-dir", __file__], {}),
        ([], {"HOME": "/proc/nobody"}),
    ):
        env = {**os.environ, **environment(ground), "QT_QPA_PLATFORM": "offscreen", **more}
        run = Path(env["XDG_RUNTIME_DIR"])
        command = [*setpriv, sys.executable, "-m", "psoas_timer", *folder]
        with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as process:
            try:
                wait_until(lambda: sockets(run) or process.poll() is not None, "socket of the program")  # noqa: B023
                assert process.poll() is None, process.communicate()[1]
                second = subprocess.run(
                    [*command, "--hidden"], env=env, capture_output=True, text=True, timeout=PATIENCE_S
                )
                assert second.returncode == 0, second.stderr
            finally:
                process.terminate()
                _output, told = process.communicate()
            assert "Traceback" not in told, told
        sweep(run)
    ground.data.chmod(0o700)


@trial(7, "A damaged database starts with a new one, and the old one is kept")
def damaged(ground: Ground) -> None:
    ground.data.mkdir()
    (ground.data / "sessions.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
    with up(ground):
        ask_to_start(ground)
    assert list(ground.data.glob("sessions.damaged-*.sqlite3"))


@trial(31, "A pipe, a device, a folder and a huge file in place of our files do not hold up the start")
def odd_files(ground: Ground) -> None:
    for name in ("settings.json", "psoas-timer.log", LOCK, "sessions.sqlite3"):
        for kind in ("pipe", "device", "folder", "endless"):
            path = ground.data / name
            ground.data.mkdir(exist_ok=True)
            if kind == "pipe":
                os.mkfifo(path)
            elif kind == "device":
                path.symlink_to("/dev/zero")
            elif kind == "folder":
                path.mkdir()
            else:
                path.touch()
                os.truncate(path, 2**36)
            with up(ground):
                ask_to_start(ground)
            subprocess.run(["rm", "-rf", str(ground.data)], check=True)


# Where a person can see it


@trial(6, "A start without a terminal that fails says why in a window, which a key closes")
def told_in_a_window(ground: Ground) -> None:
    with screen() as display:
        env = {**os.environ, **environment(ground), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        command = ["setsid", *ground.command("psoas-timer:nothing")]
        with subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:

            def press() -> bool:
                for window in windows(display, "^Psoas Timer$"):
                    words = ["xdotool", "windowfocus", window, "key", "Escape"]
                    subprocess.run(words, env=env, capture_output=True)
                return process.poll() is not None

            try:
                wait_until(lambda: windows(display, "^Psoas Timer$"), "window")
                wait_until(press, "end")
            finally:
                process.kill()
        assert process.returncode == 1


@trial(6, "A start at login that fails says why in a notice")
def told_in_a_notice(ground: Ground) -> None:
    daemon = subprocess.Popen(
        [need("dbus-daemon"), "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    address = {"DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip()}
    root = Path(__file__).resolve().parents[2]
    with screen() as display, up(ground) as first:
        service = subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.notification_service"],
            env={**os.environ, **address}, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert service.stdout is not None
        service.stdout.readline()
        first.send_signal(signal.SIGSTOP)  # it hangs, so that the second cannot start
        env = {**os.environ, **environment(ground), **address, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        second = subprocess.Popen(ground.command("--hidden"), env=env, stderr=subprocess.DEVNULL)
        try:
            asked = json.loads(service.stdout.readline())
            assert asked["title"] == "Psoas Timer could not start.", asked
            assert str(ground.data) in asked["body"], asked
        finally:
            for process in (second, service, daemon):
                process.kill()
                process.wait()
            first.send_signal(signal.SIGCONT)


@trial(19, "With a portal that refuses everything, standard error stays empty")
def quiet(ground: Ground) -> None:
    root = Path(__file__).resolve().parents[2]
    daemon = subprocess.Popen(
        [need("dbus-daemon"), "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    address = {"DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip()}
    portal = subprocess.Popen(
        [sys.executable, "-m", "tests.desktop.refusing_portal"],
        env={**os.environ, **address}, cwd=root, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert portal.stdout is not None
        portal.stdout.readline()
        for desktop in ("GNOME", "KDE", "XFCE", ""):
            with screen() as display:
                more = {
                    **address, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_CURRENT_DESKTOP": desktop,
                    "NO_AT_BRIDGE": "1",
                }  # fmt: skip
                with up(ground, **more) as process:
                    ground.run("--hidden", code=0, **{**environment(ground), **more})
                    process.terminate()
                    _output, told = process.communicate()
                assert told == "", f"on {desktop}: {told}"
    finally:
        for one in (portal, daemon):
            one.kill()
            one.wait()


@trial(20, "A folder and files whose names are not UTF-8 work in the window and on the command line")
def odd_names(ground: Ground) -> None:
    odd = Ground(ground.folder / os.fsdecode(b"caf\xe9"))
    odd.folder.mkdir()
    keep_a_session(odd.data)
    for command in ("export", "backup", "report"):
        odd.run(command, odd.folder / os.fsdecode(command.encode() + b"-\xff"), code=0)
    run = {"XDG_RUNTIME_DIR": environment(ground)["XDG_RUNTIME_DIR"]}
    with up(odd, **run):
        odd.run("start", ROUTINE, code=0, **{**environment(odd), **run})
    variables = {**os.environ, **environment(odd), "QT_QPA_PLATFORM": "offscreen"}
    for name in ("PSOAS_TIMER_DATA_DIR", "XDG_DATA_HOME", "HOME"):
        here = odd.folder / name
        keep_a_session(
            {"XDG_DATA_HOME": here / "psoas-timer", "HOME": here / ".local/share/psoas-timer"}.get(name, here)
        )
        words = [sys.executable, "-m", "psoas_timer", "export", str(ground.folder / f"{name}.csv")]
        plain = {key: value for key, value in variables.items() if not key.startswith("XDG_DATA")}
        done = subprocess.run(words, env={**plain, name: str(here)}, capture_output=True, text=True, errors="replace")
        assert done.returncode == 0, done.stderr
