from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.store import places
from psoas_timer.store.places import (
    assets_dir,
    data_dir,
    data_dir_to_read,
    disk_failures,
    free_path,
    private_folder,
    refuse_existing,
    write_private,
)
from tests.systems import NOT_ROOT, POSIX


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def write_fails(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Let every fsync fail as a disk in trouble does: the content may not have reached it."""

    def fail(_handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)


def test_the_assets_of_this_checkout_are_found() -> None:
    assert (assets_dir() / "illustrations").is_dir()


def test_assets_inside_the_package_come_before_those_beside_it(tmp_path: Path) -> None:
    package = tmp_path / "psoas_timer"
    (tmp_path / "assets").mkdir()
    assert assets_dir(package) == tmp_path / "assets"
    (package / "assets").mkdir(parents=True)
    assert assets_dir(package) == package / "assets"


def test_missing_assets_are_a_problem_that_names_both_folders(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="install") as caught:
        assets_dir(tmp_path / "psoas_timer")
    assert str(tmp_path / "psoas_timer" / "assets") in str(caught.value)
    assert str(tmp_path / "assets") in str(caught.value)


def test_the_data_folder_is_the_override_then_the_variable_then_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "user_data_path", lambda name, appauthor: tmp_path / "usual" / name)
    monkeypatch.setenv("PSOAS_TIMER_DATA_DIR", str(tmp_path / "variable"))
    assert data_dir(tmp_path / "override") == tmp_path / "override"
    assert data_dir() == tmp_path / "variable"
    monkeypatch.setenv("PSOAS_TIMER_DATA_DIR", "")
    assert data_dir() == tmp_path / "usual" / "psoas-timer"
    assert all((tmp_path / name).is_dir() for name in ("override", "variable", "usual/psoas-timer"))


def test_a_relative_data_folder_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_dir(Path("mine")) == tmp_path / "mine"


@POSIX
def test_a_tilde_that_the_shell_left_is_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_dir(Path("~/mine")) == tmp_path / "mine"
    monkeypatch.chdir(tmp_path)
    assert data_dir(Path("~no-such-person-here/mine")) == tmp_path / "~no-such-person-here" / "mine"


@POSIX
def test_a_new_data_folder_is_its_owners_alone_and_an_existing_one_keeps_its_mode(tmp_path: Path) -> None:
    assert mode(data_dir(tmp_path / "deep" / "new")) == 0o700
    (tmp_path / "shared").mkdir(mode=0o750)
    assert mode(data_dir(tmp_path / "shared")) == 0o750


@pytest.mark.parametrize("below", ["", "data", "data/deeper"])
def test_a_file_in_the_place_of_the_data_folder_is_named(tmp_path: Path, below: str) -> None:
    file = tmp_path / "in-the-way"
    file.write_text("kept")
    with pytest.raises(Problem, match="--data-dir") as caught:
        data_dir(file / below)
    assert str(caught.value).startswith(f"{file} is a file")
    assert file.read_text() == "kept"


@POSIX
@NOT_ROOT
@pytest.mark.parametrize("below", ["", "new"])
def test_a_data_folder_without_the_right_to_write_is_a_problem(tmp_path: Path, below: str) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(Problem, match=r"not have permission.*--data-dir") as caught:
        data_dir(tmp_path / "locked" / below)
    assert str(tmp_path / "locked" / below) in str(caught.value)


def test_a_private_folder_is_left_empty(tmp_path: Path) -> None:
    assert list(private_folder(tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize("text", ["", "first\nsecond\n", "Zwerchfell – 横隔膜\r\n\0"])
def test_what_is_written_is_read_back_to_the_byte(tmp_path: Path, text: str) -> None:
    write_private(tmp_path / "file", "something longer that was there before")
    write_private(tmp_path / "file", text)
    assert (tmp_path / "file").read_bytes() == text.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@POSIX
def test_a_written_file_is_its_owners_alone_whatever_it_was(tmp_path: Path) -> None:
    (tmp_path / "file").touch(0o644)
    write_private(tmp_path / "file", "text")
    assert mode(tmp_path / "file") == 0o600


@pytest.mark.parametrize(
    ("code", "said"),
    [(errno.ENOSPC, "not enough disk space"), (errno.EACCES, "not have permission"), (errno.EIO, "cannot be used")],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    (tmp_path / "file").write_text("old")
    write_fails(monkeypatch, code)
    with pytest.raises(Problem, match=said) as caught:
        write_private(tmp_path / "file", "new")
    assert str(tmp_path / "file") in str(caught.value)
    assert (tmp_path / "file").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_only_a_file_of_the_data_folder_is_said_to_move_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    write_fails(monkeypatch, code)
    for is_chosen in (False, True):
        with pytest.raises(Problem) as caught:
            write_private(tmp_path / "file", "new", is_chosen=is_chosen)
        assert ("--data-dir" in str(caught.value)) is (not is_chosen and code != errno.ENOSPC)


def test_a_failed_replace_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(Problem):
        write_private(tmp_path / "file", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_write_into_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No such file"):
        write_private(tmp_path / "gone" / "file", "text")


@POSIX
def test_file_and_folder_are_synced_in_that_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(stat.S_ISDIR(os.fstat(handle).st_mode)))
    write_private(tmp_path / "file", "text")
    assert synced == [False, True]


@POSIX
def test_the_first_free_path_is_taken(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("file", "link", "free", "later")]
    paths[0].touch()
    paths[1].symlink_to(tmp_path / "nowhere")
    assert free_path(paths) == tmp_path / "free"


def test_what_is_there_is_refused_a_link_to_nowhere_too(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with pytest.raises(Problem, match="already exists"):
            refuse_existing(tmp_path / name)
    with pytest.raises(Problem, match="is a folder"):
        refuse_existing(tmp_path)
    refuse_existing(tmp_path / "free")


def test_only_failures_of_the_disk_become_problems(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), disk_failures(tmp_path):
        _ = 1 / 0


def test_a_run_knows_whether_it_was_told_where_its_data_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(places.DATA_DIR_VARIABLE, raising=False)
    assert places.named_data_dir() is None
    monkeypatch.setenv(places.DATA_DIR_VARIABLE, str(tmp_path / "variable"))
    assert places.named_data_dir() == tmp_path / "variable"
    assert places.named_data_dir(tmp_path / "option") == tmp_path / "option"


def test_the_folder_of_a_command_that_only_reads_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "user_data_path", lambda name, appauthor: tmp_path / "usual" / name)
    monkeypatch.delenv(places.DATA_DIR_VARIABLE, raising=False)
    assert data_dir_to_read() == tmp_path / "usual" / "psoas-timer", "nobody has named it: it is just not there yet"
    with pytest.raises(Problem, match=r"There is no folder .*mistyped\. Check the name after --data-dir"):
        data_dir_to_read(tmp_path / "mistyped")
    monkeypatch.setenv(places.DATA_DIR_VARIABLE, str(tmp_path / "variable"))
    with pytest.raises(Problem, match=r"There is no folder .*variable\. Check the environment variable"):
        data_dir_to_read()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "variable").mkdir()
    assert data_dir_to_read() == tmp_path / "variable"
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="is a file, but a folder is needed"):
        data_dir_to_read(tmp_path / "file")


@POSIX
def test_a_folder_that_cannot_be_opened_is_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(Problem, match=r"circle cannot be opened: .*symbolic links"):
        data_dir_to_read(tmp_path / "circle")


@POSIX
@NOT_ROOT
def test_a_name_in_a_folder_that_may_not_be_searched_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o000)
    with pytest.raises(Problem, match="permission"):
        refuse_existing(tmp_path / "locked" / "file")
    with pytest.raises(Problem, match="cannot be opened: Permission denied"):
        data_dir_to_read(tmp_path / "locked")
