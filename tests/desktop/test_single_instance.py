"""A second start passes its request to the first, which accepts nothing else from anybody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from psoas_timer.desktop.single_instance import ACTIVATION_TOKEN, LONGEST_WISH, SingleInstance, read_wish
from tests.systems import LINUX, POSIX

HOLD = """
import sys
from pathlib import Path
from psoas_timer.desktop.single_instance import SingleInstance
held = SingleInstance(Path(sys.argv[1]))
assert held.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> SingleInstance:
    instance = SingleInstance(tmp_path)
    assert instance.acquire()
    instance.listen()
    return instance


@pytest.mark.parametrize("routine_id", ["", "supported-bridge"])
def test_a_second_start_hands_over_what_it_wants_to_begin(
    qtbot: QtBot, first: SingleInstance, tmp_path: Path, routine_id: str
) -> None:
    second = SingleInstance(tmp_path)
    assert not second.acquire()
    with qtbot.waitSignal(first.woken) as woken:
        assert second.wake_other(routine_id)
    assert woken.args == [routine_id]
    first.release()


def test_the_token_that_lets_a_window_come_to_the_front_is_handed_on(
    qtbot: QtBot, first: SingleInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ACTIVATION_TOKEN, "token-1")
    second = SingleInstance(tmp_path)
    with qtbot.waitSignal(first.woken):
        second.wake_other()
        monkeypatch.delenv(ACTIVATION_TOKEN)
    assert os.environ.pop(ACTIVATION_TOKEN) == "token-1"
    first.release()


def test_whatever_else_is_sent_is_a_start_without_a_wish(qtbot: QtBot, first: SingleInstance) -> None:
    socket = QLocalSocket()
    socket.connectToServer(first._name)
    assert socket.waitForConnected(1000)
    with qtbot.waitSignal(first.woken) as woken:
        socket.write(b"\x00" * 100_000)
        socket.flush()
        socket.abort()
    assert woken.args == [""]
    first.release()


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
    assert first.acquire()
    first.listen()
    sockets = [path for name in ("run", "r" * 90) for path in (short_folder / name).iterdir()]
    assert [path.is_socket() for path in sockets] == ([True] if is_there else [])
    with qtbot.waitSignal(first.woken):
        assert SingleInstance(short_folder).wake_other()
    first.release()


@POSIX
def test_they_meet_though_the_temporary_folder_has_a_long_path(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far_down = tmp_path / ("f" * 100)
    far_down.mkdir()
    monkeypatch.setenv("TMPDIR", str(far_down))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    first = SingleInstance(tmp_path)
    assert first.acquire()
    first.listen()
    with qtbot.waitSignal(first.woken):
        assert SingleInstance(tmp_path).wake_other()
    first.release()


@POSIX
def test_they_meet_though_one_goes_by_a_link(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    second = SingleInstance(tmp_path / "link")
    assert not second.acquire()
    with qtbot.waitSignal(first.woken):
        assert second.wake_other()
    first.release()


def test_nobody_answers_where_nobody_listens(qtbot: QtBot, tmp_path: Path) -> None:
    assert not SingleInstance(tmp_path).wake_other("supported-bridge")


def test_the_lock_of_a_program_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None and killed.stdout.readline() == "held\n"
        assert not SingleInstance(tmp_path).acquire()
        killed.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        killed.wait()
    second = SingleInstance(tmp_path)
    assert second.acquire()
    second.release()


@given(st.one_of(st.binary(), st.recursive(st.text(), lambda deeper: st.dictionaries(st.text(), deeper)).map(repr)))
def test_a_wish_is_two_short_texts_whatever_is_sent(content: bytes | str) -> None:
    given = content if isinstance(content, bytes) else content.encode(errors="replace")
    routine_id, token = read_wish(given)
    assert routine_id.isprintable() and token.isprintable()


@pytest.mark.parametrize(
    "content",
    [b"wake", b"[]", b"null", b'{"routine": 3}', b'{"routine": "a\\u0000b"}', b"[" * 4000, b"x" * (LONGEST_WISH + 1)],
)
def test_what_cannot_be_read_is_no_wish(content: bytes) -> None:
    assert read_wish(content) == ("", "")
