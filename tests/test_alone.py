"""What is marked ``alone`` runs after everything else, in one process, and counts like everything else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TESTS = """
import os, pathlib, pytest

def note(kind, number):
    with open("ran.txt", "a") as file:
        file.write(f"{kind} {os.getpid()}\\n")
    assert os.environ.get("BROKEN") != f"{kind} {number}"

@pytest.mark.alone
@pytest.mark.parametrize("number", ["1", "2", "a::b[c]"])
def test_quiet(number):
    note("quiet", number)

@pytest.mark.parametrize("number", range(5))
def test_loud(number):
    note("loud", number)
"""


class Ran:
    """A run of eight tests, three of them marked: how it ended, and which kinds ran in which processes, in turn."""

    def __init__(self, folder: Path, *options: str, broken: str = "") -> None:
        (folder / "conftest.py").write_text('pytest_plugins = ["tests.alone"]\n')
        (folder / "test_some.py").write_text(TESTS)
        env = {**os.environ, "PYTHONPATH": str(ROOT), "BROKEN": broken}
        for name in [name for name in env if name.startswith("PYTEST_")]:  # those of the run that this test is in
            del env[name]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:pytest-qt", "-p", "no:hypothesispytest", *options]
        ran = subprocess.run([*command, str(folder)], cwd=folder, env=env, capture_output=True, text=True, timeout=120)
        self.code = ran.returncode
        self.summary = ran.stdout.strip().splitlines()[-1].partition(" in ")[0]
        lines = [line.split() for line in (folder / "ran.txt").read_text().splitlines()]
        self.kinds = [kind for kind, _process in lines]
        self.loud, self.quiet = ({process for kind, process in lines if kind == one} for one in ("loud", "quiet"))


@pytest.mark.parametrize("broken", ["loud 3", "quiet 2"])
def test_they_run_last_in_a_process_of_their_own_and_each_failure_counts(tmp_path: Path, broken: str) -> None:
    ran = Ran(tmp_path, broken=broken)
    assert (ran.code, ran.summary) == (1, "1 failed, 7 passed")
    assert ran.kinds == ["loud"] * 5 + ["quiet"] * 3
    assert len(ran.quiet) == 1
    assert not ran.quiet & ran.loud


def test_a_run_that_stops_at_the_first_failure_does_not_come_to_them(tmp_path: Path) -> None:
    ran = Ran(tmp_path, "-x", broken="loud 0")
    assert ran.code != 0
    assert "quiet" not in ran.kinds


@pytest.mark.parametrize("options", [("-n", "0"), ("-p", "no:xdist")])
def test_they_run_last_in_one_process_too(tmp_path: Path, options: tuple[str, ...]) -> None:
    ran = Ran(tmp_path, *options)
    assert (ran.code, ran.summary) == (0, "8 passed")
    assert ran.kinds == ["loud"] * 5 + ["quiet"] * 3
    assert ran.quiet == ran.loud


def test_what_is_not_chosen_does_not_run(tmp_path: Path) -> None:
    ran = Ran(tmp_path, "-k", "quiet and 2")
    assert (ran.code, ran.summary, ran.kinds) == (0, "1 passed", ["quiet"])
