"""The FILE of a command: a new file is written by the block, a stream gets what the block has written."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from threading import Thread

import pytest

from psoas_timer.app.output_file import output_file
from psoas_timer.app.terminal import ReaderGoneError
from psoas_timer.core.problem import Problem
from tests.systems import LINUX, POSIX

CONTENT = b"%PDF\xff\n" * 40_000  # more than a pipe holds


def write(named: Path | str, content: bytes = CONTENT) -> None:
    with output_file(Path(named)) as output:
        output.path.write_bytes(content)


def test_a_new_file_is_written_where_it_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with output_file(tmp_path / "new") as output:
        assert (output.path, output.name) == (tmp_path / "new", str(tmp_path / "new"))
    output.tell("done")
    assert capsys.readouterr() == ("done\n", "")


def test_what_exists_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for name in ("file", "."):
        with pytest.raises(Problem), output_file(tmp_path / name):
            pytest.fail("the block was entered")
    assert (tmp_path / "file").read_text() == "mine"


@POSIX
def test_a_tilde_that_the_shell_left_is_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    write("~/new.csv", b"content")
    assert (tmp_path / "new.csv").read_bytes() == b"content"


@pytest.mark.parametrize(
    "name", ["-", *[pytest.param(name, marks=LINUX) for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")]]
)
def test_standard_output_gets_the_content_and_no_message(name: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with output_file(Path(name)) as output:
        output.path.write_bytes(CONTENT)
    output.tell("done")
    assert capsysbinary.readouterr() == (CONTENT, b"done\n")
    assert output.name == "Standard output"


def test_a_block_that_fails_prints_nothing(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(ZeroDivisionError), output_file(Path("-")) as output:
        output.path.write_bytes(CONTENT)
        _ = 1 / 0
    assert capsysbinary.readouterr().out == b""


def test_without_a_place_for_temporary_files_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(Problem, match="no folder for temporary files"):
        write("-")


@POSIX
def test_a_pipe_gets_the_content_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write(pipe)
    reader.join()
    assert read == [CONTENT]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@POSIX
def test_a_pipe_whose_reader_goes_away_is_no_fault(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = Thread(target=lambda: os.close(os.open(pipe, os.O_RDONLY)))
    reader.start()
    with pytest.raises(ReaderGoneError):
        write(pipe)
    reader.join()


@LINUX
def test_devices_are_written_to_and_never_replaced() -> None:
    write("/dev/null")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    with pytest.raises(Problem, match="not enough disk space for /dev/full"):
        write("/dev/full")


@LINUX
def test_an_open_file_is_written_to_where_it_stands(tmp_path: Path) -> None:
    """As of >(program) and 3>file: by its name, it would be begun anew."""
    with (tmp_path / "file").open("wb", buffering=0) as file:
        file.write(b"before ")
        write(f"/dev/fd/{file.fileno()}", b"content")
        file.write(b" after")
    assert (tmp_path / "file").read_bytes() == b"before content after"
    with pytest.raises(Problem, match="Bad file descriptor"):
        write("/dev/fd/987")
