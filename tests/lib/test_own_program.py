"""The program starts itself again, and its own processes, however it was installed and wherever it is started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from psoas_timer import __version__
from psoas_timer.lib.own_program import (
    PACKAGE,
    Side,
    keep_own_libraries_to_itself,
    own_words,
    script_here,
    side_command,
)
from tests.desktop.autostart.hosts import make
from tests.systems import POSIX


def test_the_package_is_run_whatever_lies_in_the_folder_or_is_installed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    for name in ("argparse.py", "elsewhere/psoas_timer.py"):
        (tmp_path / name).write_text("raise SystemExit('the wrong one')")
    command = [*own_words(Path(sys.executable), PACKAGE, is_frozen=False), "--version"]
    environ = {**os.environ, "PYTHONPATH": str(tmp_path / "elsewhere")}
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == (f"Psoas Timer {__version__}\n", "")


@pytest.mark.parametrize("side", Side)
def test_each_side_process_is_known_to_the_command_line(side: Side) -> None:
    done = subprocess.run([*side_command(side), "no-such-engine"], stdin=subprocess.DEVNULL, timeout=60)
    assert done.returncode in (0, 4)  # its input has ended, or it can be of no use; 2 is a line that nobody understands


def test_a_frozen_program_runs_itself() -> None:
    assert side_command(Side.SOUND, is_frozen=True) == [sys.executable, "sound-host"]


@pytest.mark.parametrize(
    ("before", "after"), [({"LD_LIBRARY_PATH_ORIG": "/theirs"}, {"LD_LIBRARY_PATH": "/theirs"}), ({}, {})]
)
def test_what_a_frozen_program_starts_has_its_own_libraries(before: dict[str, str], after: dict[str, str]) -> None:
    environ = {"LD_LIBRARY_PATH": "/ours", "HOME": "/mine", **before}
    keep_own_libraries_to_itself(environ, is_frozen=True)
    assert environ == {"HOME": "/mine", **after}


def test_what_a_person_has_set_stays_where_nothing_is_frozen() -> None:
    environ = {"LD_LIBRARY_PATH": "/mine"}
    keep_own_libraries_to_itself(environ, is_frozen=False)
    assert environ == {"LD_LIBRARY_PATH": "/mine"}


@POSIX
def test_a_script_beside_the_python_comes_before_the_one_that_was_started(tmp_path: Path) -> None:
    beside, elsewhere = make(tmp_path / "bin" / "psoas-timer"), make(tmp_path / "local" / "psoas-timer")
    assert script_here(tmp_path / "bin", elsewhere) == beside
    beside.chmod(0o644)
    assert script_here(tmp_path / "bin", elsewhere) == elsewhere
    assert script_here(tmp_path / "bin", make(tmp_path / "local" / "pytest")) is None
