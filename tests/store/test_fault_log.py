"""The file of faults: made late, private, bounded."""

from __future__ import annotations

import logging
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from psoas_timer.store.fault_log import open_fault_log
from tests.systems import POSIX

LOGGER = logging.getLogger("psoas_timer.somewhere")


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger("psoas_timer")
    before = list(root.handlers)
    yield open_fault_log(tmp_path)
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()


def test_there_is_no_file_until_there_is_a_fault(log: Path) -> None:
    LOGGER.info("all is well")
    assert not log.exists()


def test_a_fault_is_written_with_its_trace(log: Path) -> None:
    try:
        raise RuntimeError("the reason")
    except RuntimeError:
        LOGGER.exception("unexpected failure")
    LOGGER.warning("a second one")
    text = log.read_text(encoding="utf-8")
    assert "ERROR psoas_timer.somewhere: unexpected failure" in text
    assert "RuntimeError: the reason" in text
    assert text.rstrip().endswith("WARNING psoas_timer.somewhere: a second one")


@POSIX
def test_only_its_owner_may_read_it(log: Path) -> None:
    LOGGER.warning("a fault")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_many_faults_take_the_room_of_two_files(log: Path) -> None:
    for _ in range(120):
        LOGGER.warning("x" * 10_000)
    files = sorted(log.parent.iterdir())
    assert [file.name for file in files] == ["psoas-timer.log", "psoas-timer.log.1"]
    assert all(0 < file.stat().st_size <= 256 * 1024 for file in files)


def test_a_fault_that_cannot_be_written_down_stops_nobody(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log.mkdir()
    LOGGER.warning("a fault")
    told = capfd.readouterr().err
    assert "a fault" in told
    assert "Traceback" not in told
    log.rmdir()
    LOGGER.warning("another one")
    assert "another one" in log.read_text(encoding="utf-8")


def test_nor_does_one_for_which_nothing_can_be_read_in(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "logging.handlers", None)
    monkeypatch.setattr(logging, "raiseExceptions", False)  # otherwise it is reported on standard error
    LOGGER.warning("a fault")
    assert not log.exists()


@POSIX
def test_a_pipe_of_its_name_is_not_waited_for(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(log)
    LOGGER.warning("the sound has gone")
    assert "the sound has gone" in capsys.readouterr().err


def test_a_path_with_any_bytes_is_written_down(
    log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # pytest's own record of it could not be sent from one process to another.
    monkeypatch.setattr(logging.getLogger("psoas_timer"), "propagate", False)
    LOGGER.warning("%s is full", os.fsdecode(b"/caf\xe9") if os.name == "posix" else "/caf\udce9")
    assert "/caf\\udce9 is full" in log.read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""
