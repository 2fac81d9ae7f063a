"""A file that a person chose: read whole up to its limit, with a clear error if that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.lib.bounded_file import read_bounded
from tests.systems import NOT_ROOT, POSIX


@pytest.mark.parametrize("size", [0, 1, 10])
def test_all_of_it_is_read_its_bound_included(tmp_path: Path, size: int) -> None:
    file = tmp_path / "chosen.csv"
    file.write_bytes(b"x" * size)
    assert read_bounded(file, 10) == b"x" * size


def test_what_is_beyond_the_bound_is_told_with_the_bound(tmp_path: Path) -> None:
    file = tmp_path / "chosen.csv"
    file.write_bytes(b"x" * 2_000_001)
    with pytest.raises(Problem) as told:
        read_bounded(file, 2_000_000)
    assert str(file) in str(told.value)
    assert "2 MB" in str(told.value)


def test_a_folder_and_what_is_not_there_are_no_files(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(Problem) as told:
            read_bounded(path, 10)
        assert str(path) in str(told.value)


@POSIX
@NOT_ROOT
def test_a_file_that_may_not_be_read_is_told_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "chosen.csv"
    file.touch(mode=0o000)
    with pytest.raises(Problem, match="Permission denied"):
        read_bounded(file, 10)
