"""Uses the installed program as a person would, but without a screen: python packaging/ci/smoke.py [PYTHON]

PYTHON, such as 3.13, is the version that it must run on. Instead of the program that is installed for this Python, the
environment variable PSOAS_TIMER_PROGRAM may name another, such as one of a package without a Python. Prints what it
does; the exit code is 1 if anything fails, or if the program has written to its fault log.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.fault_log import FAULT_LOG_FILE
from psoas_timer.store.places import SESSIONS_FILE, assets_dir

PATIENCE_S = 120.0
_INSTALLED = Path(sysconfig.get_path("scripts")) / "psoas-timer"  # Windows adds .exe itself
PROGRAM = Path(os.environ.get("PSOAS_TIMER_PROGRAM", _INSTALLED))

# Commands that write a file, and the first bytes of that file.
WRITTEN = (("export", "out.csv", b"\xef\xbb\xbf"), ("backup", "all.json", b"{"), ("report", "report.pdf", b"%PDF"))


class Program:
    """The program, offscreen and with its own data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    def command(self, *words: str) -> list[str]:
        return [str(PROGRAM), "--data-dir", str(self._folder), *words]

    def run(self, *words: str) -> str:
        """Return its output; raises CalledProcessError if it fails."""
        print("psoas-timer", *words, flush=True)
        return subprocess.run(
            self.command(*words), env=self._environ, stdout=subprocess.PIPE, timeout=PATIENCE_S, check=True,
            encoding="utf-8", errors="replace",
        ).stdout  # fmt: skip

    def open_window(self) -> None:
        """Start it, and start it again until the first one responds; raises AssertionError if the first one ends."""
        print("psoas-timer, twice", flush=True)
        with subprocess.Popen(self.command(), env=self._environ) as first:
            try:
                end_s = time.monotonic() + PATIENCE_S
                while not (self._folder / "psoas-timer.lock").exists() or subprocess.call(
                    self.command(), env=self._environ, timeout=PATIENCE_S
                ):
                    assert first.poll() is None, f"the window closed by itself: {first.returncode}"
                    assert time.monotonic() < end_s, "the window does not respond"
                    time.sleep(0.1)
                assert first.poll() is None, f"the window closed by itself: {first.returncode}"
            finally:
                first.kill()


def keep_a_session(folder: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    record = SessionRecord(
        uuid="smoke", routine_id="supported-bridge", routine_title="Supported bridge", started=now, ended=now,
        utc_offset_s=0, zone="", practice_date=now.date(), planned_s=300.0, practised_s=300.0, status=Status.COMPLETE,
    )  # fmt: skip
    with closing(open_database(folder / SESSIONS_FILE, now).connection) as connection:
        SessionLog(connection).save(record, now)


def main(folder: Path, wanted_python: str = "") -> int:
    """Use everything in the program that needs no screen."""
    print(f"Python {sys.version}", flush=True)
    assert sys.version.startswith(wanted_python), f"Python {wanted_python} is required"
    program, data = Program(folder), folder / "out"
    data.mkdir()
    assert program.run("--version").startswith("Psoas Timer ")
    assert "report" in program.run("--help")
    for routine in sorted((assets_dir() / "routines").glob("*.toml")):
        assert "No errors found." in program.run("check", str(routine))
        assert "That is the end." in program.run("script", routine.stem)
    keep_a_session(folder)
    program.open_window()
    for command, name, beginning in WRITTEN:
        program.run(command, str(data / name))
        assert (data / name).read_bytes().startswith(beginning), name
    if (folder / FAULT_LOG_FILE).exists():
        print((folder / FAULT_LOG_FILE).read_text(encoding="utf-8"))
        return 1
    return 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made:
        sys.exit(main(Path(made), *sys.argv[1:]))
