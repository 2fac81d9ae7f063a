"""A second start passes its request to the first, which accepts nothing else from anybody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from psoas_timer.desktop import folder_lock
from psoas_timer.desktop.folder_lock import LOCK_FILE
from psoas_timer.desktop.single_instance import (
    ACTIVATION_TOKEN,
    LONGEST_WISH,
    Claim,
    SingleInstance,
    Wish,
    read_wish,
)
from tests.systems import LINUX, POSIX

HOLD = """
import sys
from pathlib import Path
from psoas_timer.desktop.single_instance import SingleInstance
held = SingleInstance(Path(sys.argv[1]))
print(held.claim().name, flush=True)
sys.stdin.read()
"""


LATER = """
import sys
from pathlib import Path
from psoas_timer.desktop import folder_lock
from psoas_timer.desktop.single_instance import SingleInstance
_program, folder, routine_id, is_quiet, has_locks = sys.argv
if not has_locks:
    def refuse(handle):
        raise OSError(95, "Operation not supported")
    folder_lock.lock_now = refuse
print("waiting", flush=True)
print(SingleInstance(Path(folder)).claim(routine_id, is_quiet=bool(is_quiet)).name)
"""


class Later:
    """A second start, in a process of its own: it waits for the first one, whose events go on meanwhile."""

    def __init__(
        self, qtbot: QtBot, folder: Path, routine_id: str = "", *, is_quiet: bool = False, has_locks: bool = True
    ) -> None:
        self._qtbot = qtbot
        words = [str(folder), routine_id, "yes" if is_quiet else "", "yes" if has_locks else ""]
        self._process = subprocess.Popen([sys.executable, "-c", LATER, *words], stdout=subprocess.PIPE, text=True)

    def wait_until_it_waits(self) -> None:
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "waiting\n"

    @property
    def claim(self) -> Claim:
        self._qtbot.waitUntil(lambda: self._process.poll() is not None, timeout=30_000)
        return Claim[self._process.communicate()[0].split()[-1]]


@pytest.fixture
def run_folder(short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The private folder of a session, for the sockets."""
    folder = short_folder / "run"
    folder.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path, run_folder: Path) -> Iterator[SingleInstance]:
    instance = SingleInstance(tmp_path)
    assert instance.claim() is Claim.FIRST
    instance.listen()
    yield instance
    instance.release()


@pytest.mark.parametrize("routine_id", ["", "supported-bridge"])
def test_a_second_start_hands_over_what_it_wants_to_begin(
    qtbot: QtBot, first: SingleInstance, tmp_path: Path, routine_id: str
) -> None:
    with qtbot.waitSignal(first.woken) as woken:
        assert Later(qtbot, tmp_path, routine_id).claim is Claim.HANDED_ON
    assert woken.args == [routine_id]


def test_a_start_in_the_background_leaves_the_first_one_alone(
    qtbot: QtBot, first: SingleInstance, tmp_path: Path
) -> None:
    with qtbot.assertNotEmitted(first.woken):
        assert Later(qtbot, tmp_path, is_quiet=True).claim is Claim.HANDED_ON


def test_the_token_that_lets_a_window_come_to_the_front_is_handed_on(
    qtbot: QtBot, first: SingleInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ACTIVATION_TOKEN, "token-1")
    first.woken.connect(lambda _routine: monkeypatch.setenv("SEEN", os.environ[ACTIVATION_TOKEN]))
    assert Later(qtbot, tmp_path).claim is Claim.HANDED_ON
    assert os.environ["SEEN"] == "token-1"


def test_many_at_once_are_all_heard(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    heard: list[str] = []
    first.woken.connect(heard.append)
    many = [Later(qtbot, tmp_path, f"r-{number}") for number in range(20)]
    assert {later.claim for later in many} == {Claim.HANDED_ON}
    assert sorted(heard) == sorted(f"r-{number}" for number in range(20))


def test_a_start_waits_until_the_first_one_listens(qtbot: QtBot, run_folder: Path, tmp_path: Path) -> None:
    slow = SingleInstance(tmp_path)
    assert slow.claim() is Claim.FIRST
    later = Later(qtbot, tmp_path, "supported-bridge")
    later.wait_until_it_waits()
    with qtbot.waitSignal(slow.woken) as woken:
        slow.listen()
    assert woken.args == ["supported-bridge"]
    assert later.claim is Claim.HANDED_ON
    slow.release()


def test_a_start_takes_over_from_one_that_is_just_ending(qtbot: QtBot, run_folder: Path, tmp_path: Path) -> None:
    ending = SingleInstance(tmp_path)
    assert ending.claim() is Claim.FIRST
    later = Later(qtbot, tmp_path)
    later.wait_until_it_waits()
    ending.release()
    assert later.claim is Claim.FIRST


def test_one_that_never_answers_is_named(run_folder: Path, tmp_path: Path) -> None:
    hung = SingleInstance(tmp_path)
    assert hung.claim() is Claim.FIRST
    later = SingleInstance(tmp_path, patience_s=0.0)
    assert later.claim() is Claim.SILENT
    assert later.holder is not None
    assert later.holder[0] == os.getpid()
    hung.release()


@pytest.mark.parametrize("note", ["", "12", "12 {x}", "x y", "99999999999 here", "\x00\x00"])
def test_a_note_that_says_nothing_is_not_told(tmp_path: Path, note: str) -> None:
    (tmp_path / LOCK_FILE).write_text(note)
    assert SingleInstance(tmp_path).holder is None


def test_whatever_else_is_sent_is_a_start_without_a_wish(qtbot: QtBot, first: SingleInstance, run_folder: Path) -> None:
    (path,) = run_folder.iterdir()
    socket = QLocalSocket()
    socket.connectToServer(str(path))
    assert socket.waitForConnected(1000)
    with qtbot.waitSignal(first.woken) as woken:
        socket.write(b"\x00" * 100_000)
        socket.flush()
        socket.abort()
    assert woken.args == [""]


@LINUX
@pytest.mark.parametrize(("folder", "is_there"), [("run", True), ("nowhere", False), ("r" * 90, False), (None, False)])
def test_they_meet_in_the_folder_of_the_session_if_there_is_one(
    qtbot: QtBot, short_folder: Path, monkeypatch: pytest.MonkeyPatch, folder: str | None, is_there: bool
) -> None:
    monkeypatch.chdir(short_folder)
    if folder is None:
        monkeypatch.setenv("XDG_RUNTIME_DIR", ".")  # which the specification calls invalid
    else:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder / folder))
    for name in ("run", "r" * 90):
        (short_folder / name).mkdir()
    first = SingleInstance(short_folder)
    assert first.claim() is Claim.FIRST
    first.listen()
    sockets = [path for name in ("run", "r" * 90) for path in (short_folder / name).iterdir()]
    assert [path.is_socket() for path in sockets] == ([True] if is_there else [])
    with qtbot.waitSignal(first.woken):
        assert Later(qtbot, short_folder).claim is Claim.HANDED_ON
    first.release()


@LINUX
def test_they_meet_though_each_has_temporary_folders_of_its_own(
    qtbot: QtBot, first: SingleInstance, tmp_path: Path, short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = short_folder / "other"
    elsewhere.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(elsewhere))
    with qtbot.waitSignal(first.woken):
        assert Later(qtbot, tmp_path).claim is Claim.HANDED_ON


@POSIX
def test_they_meet_though_the_temporary_folder_has_a_long_path(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far_down = tmp_path / ("f" * 100)
    far_down.mkdir()
    monkeypatch.setenv("TMPDIR", str(far_down))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    first = SingleInstance(tmp_path)
    assert first.claim() is Claim.FIRST
    first.listen()
    with qtbot.waitSignal(first.woken):
        assert Later(qtbot, tmp_path).claim is Claim.HANDED_ON
    first.release()


@POSIX
def test_they_meet_though_one_goes_by_a_link(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with qtbot.waitSignal(first.woken):
        assert Later(qtbot, tmp_path / "link").claim is Claim.HANDED_ON


@POSIX
def test_one_whose_lock_was_removed_still_answers(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).unlink()
    with qtbot.waitSignal(first.woken):
        assert Later(qtbot, tmp_path).claim is Claim.HANDED_ON


@POSIX
def test_a_socket_that_nobody_listens_at_any_more_is_taken_over(
    qtbot: QtBot, first: SingleInstance, tmp_path: Path, run_folder: Path
) -> None:
    (path,) = run_folder.iterdir()
    first.release()
    path.touch()
    second = SingleInstance(tmp_path)
    assert second.claim() is Claim.FIRST
    second.listen()
    assert path.is_socket()
    second.release()


@POSIX
def test_without_locks_the_socket_decides(
    qtbot: QtBot, run_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(folder_lock, "lock_now", refuse)
    first = SingleInstance(tmp_path)
    assert first.claim() is Claim.FIRST
    with qtbot.waitSignal(first.woken) as woken:  # though it does not listen everywhere yet
        assert Later(qtbot, tmp_path, "supported-bridge", has_locks=False).claim is Claim.HANDED_ON
    assert woken.args == ["supported-bridge"]
    first.listen()
    first.release()
    assert SingleInstance(tmp_path).claim() is Claim.FIRST


def test_the_lock_of_a_program_that_was_killed_is_taken_over(run_folder: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None and killed.stdout.readline() == "FIRST\n"
        assert SingleInstance(tmp_path, patience_s=0.0).claim() is Claim.SILENT
        killed.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        killed.wait()
    second = SingleInstance(tmp_path)
    assert second.claim() is Claim.FIRST
    second.release()


@given(st.one_of(st.binary(), st.recursive(st.text(), lambda deeper: st.dictionaries(st.text(), deeper)).map(repr)))
def test_a_wish_is_two_short_texts_whatever_is_sent(content: bytes | str) -> None:
    given = content if isinstance(content, bytes) else content.encode(errors="replace")
    wish = read_wish(given)
    assert wish.routine_id.isprintable() and wish.token.isprintable()


@pytest.mark.parametrize(
    "content",
    [b"wake", b"[]", b"null", b'{"routine": 3}', b'{"routine": "a\\u0000b"}', b"[" * 4000, b"x" * (LONGEST_WISH + 1)],
)
def test_what_cannot_be_read_is_no_wish(content: bytes) -> None:
    assert read_wish(content) == Wish()
