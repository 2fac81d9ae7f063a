"""One running program per data folder: a second start passes its request to the first and exits."""

from __future__ import annotations

import json
import os
import re
import struct
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QObject, QSysInfo, Signal

from psoas_timer.desktop.folder_lock import FolderLock, Hold

if TYPE_CHECKING:  # costs a start with nobody to ask
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

# How long a second start waits for the first one to answer: as long as one takes to start on a busy computer.
PATIENCE_S = 10.0
# How long a start that holds the lock asks somebody who should not be there.
_STRANGER_S = 2.0
_PAUSE_S = 0.05

# The maximum length of a request in bytes; a longer one does not come from us.
LONGEST_WISH = 4096
_ANSWER = b"taken\n"

# The maximum length of a socket's path in bytes on macOS; on Linux it is 107.
_LONGEST_SOCKET = 103

# With these, Wayland lets a program come to the front; passed on, since the first program's own is long used up.
ACTIVATION_TOKEN = "XDG_ACTIVATION_TOKEN"


class Claim(Enum):
    """What a start has to do."""

    FIRST = auto()  # open the window
    HANDED_ON = auto()  # nothing: the first one has taken the request
    SILENT = auto()  # say so: another one holds the folder and does not answer


@dataclass(frozen=True, slots=True)
class Wish:
    """What a later start asks of the first one: a routine's id, '' for none. A quiet one only asks if it is there."""

    routine_id: str = ""
    token: str = ""
    is_quiet: bool = False


class SingleInstance(QObject):
    """Holds the lock of a data folder; ``woken`` says that somebody started the program again.

    It carries the id of the routine that they want to start, '' for none. The system drops the lock with its process,
    so a lock always means a living program; whether that one answers is decided by its socket. On Linux it has a
    second one, without a file, for those whose temporary folders are their own: a container, a cron job.
    """

    woken = Signal(str)

    def __init__(self, data_dir: Path, parent: QObject | None = None, *, patience_s: float = PATIENCE_S) -> None:
        super().__init__(parent)
        self._lock = FolderLock(data_dir)
        self._patience_s = patience_s
        folder = os.fsencode(data_dir.resolve())  # the same whatever link is used to reach it, like the lock
        digest = QCryptographicHash.hash(folder, QCryptographicHash.Algorithm.Sha256)
        self._name = _place(f"psoas-timer-{bytes(digest.toHex().data()).decode()[:16]}")
        self._servers: dict[_Door, QLocalServer] = {}

    def claim(self, routine_id: str = "", *, is_quiet: bool = False) -> Claim:
        """Become the first one, or pass a request to the one who is; waits as long as that one takes to start.

        A quiet request only asks whether the first one is there.
        """
        wish = Wish(routine_id, os.environ.get(ACTIVATION_TOKEN, ""), is_quiet)
        end_s = time.monotonic() + self._patience_s
        while True:
            match self._lock.take():
                case Hold.OURS:
                    # A lock file that was removed or replaced under the first one is free, but it still answers.
                    if os.path.lexists(self._name) and self._ask(_Door(self._name), wish, _STRANGER_S):
                        self._lock.release()
                        return Claim.HANDED_ON
                    self._lock.note(f"{os.getpid()} {QSysInfo.machineHostName()}\n")
                    return Claim.FIRST
                case Hold.UNKNOWN if self._is_first_without_locks(wish):
                    return Claim.FIRST
            for door in self._doors():
                if self._ask(door, wish, end_s - time.monotonic()):
                    return Claim.HANDED_ON
            if time.monotonic() > end_s:
                return Claim.SILENT
            time.sleep(_PAUSE_S)

    @property
    def holder(self) -> tuple[int, str] | None:
        """The process and the computer that hold the folder, as they wrote themselves; None if that is unknown."""
        found = re.fullmatch(r"([0-9]{1,10}) ([^\s{}]{1,100})\n?", self._lock.read_note())
        return (int(found[1]), found[2]) if found else None

    def listen(self) -> None:
        """Respond to later starts; only this user's programs can ask."""
        for door in self._doors():
            if door not in self._servers:
                self._open(door, replaces=True)  # what a program that was killed has left: the lock is ours now

    def release(self) -> None:
        """Let others have the folder."""
        for server in self._servers.values():
            server.close()
        self._servers.clear()
        self._lock.release()

    def _doors(self) -> list[_Door]:
        """Return where the first one listens, in the order in which to ask."""
        doors = [_Door(self._name)]
        if sys.platform.startswith("linux"):
            doors.append(_Door(f"{Path(self._name).name}-{os.geteuid()}", has_file=False))
        return doors

    def _is_first_without_locks(self, wish: Wish) -> bool:
        """Claim the last door, if nobody has it yet: the system gives it to one only."""
        door = self._doors()[-1]
        if self._open(door, replaces=False):
            return True
        is_left_behind = door.has_file and not self._ask(door, Wish(is_quiet=True), _STRANGER_S)
        return is_left_behind and self._open(door, replaces=True)

    # Asking

    def _ask(self, door: _Door, wish: Wish, patience_s: float) -> bool:
        """Pass on a request; False unless this user's program says in time that it has taken it."""
        from PySide6.QtNetwork import QLocalSocket

        end_s = time.monotonic() + patience_s
        socket = QLocalSocket()
        if not door.has_file:
            socket.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
        socket.connectToServer(door.name)
        if not socket.waitForConnected(_ms_until(end_s)) or not _is_this_user(socket):
            return False
        content = {"routine": wish.routine_id, "token": wish.token, "quiet": wish.is_quiet}
        socket.write(json.dumps(content).encode() + b"\n")
        while not socket.canReadLine():
            if not socket.waitForReadyRead(_ms_until(end_s)):
                return False
        return bytes(socket.readLine().data()) == _ANSWER

    # Answering

    def _open(self, door: _Door, *, replaces: bool) -> bool:
        """Listen at ``door``; False if another program does, or it cannot be made."""
        from PySide6.QtNetwork import QLocalServer, QLocalSocket  # after the first paint

        server = QLocalServer(self)
        if door.has_file:
            server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            if replaces:
                QLocalServer.removeServer(door.name)
        else:
            server.setSocketOptions(QLocalServer.SocketOption.AbstractNamespaceOption)

        def greet() -> None:
            while socket := server.nextPendingConnection():
                read = self._reader(socket)
                socket.readyRead.connect(read)
                socket.disconnected.connect(read)
                if socket.bytesAvailable() or socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                    read()  # it was faster

        server.newConnection.connect(greet)
        if not server.listen(door.name):
            server.deleteLater()
            return False
        self._servers[door] = server
        return True

    def _reader(self, socket: QLocalSocket) -> Callable[[], None]:
        """Return what takes the request of a later start, once; an unreadable one counts as one without a wish."""
        state = {"is_taken": not _is_this_user(socket)}

        def read() -> None:
            is_whole = socket.canReadLine() or socket.bytesAvailable() > LONGEST_WISH
            is_gone = not socket.isOpen() or socket.state() is not socket.LocalSocketState.ConnectedState
            if is_gone:
                socket.deleteLater()
            if state["is_taken"] or not (is_whole or is_gone):
                return
            state["is_taken"] = True
            wish = read_wish(bytes(socket.read(LONGEST_WISH + 1).data()))
            if not is_gone:
                socket.write(_ANSWER)
                socket.flush()
            self._take(wish)

        return read

    def _take(self, wish: Wish) -> None:
        if wish.is_quiet:
            return
        if wish.token:
            os.environ[ACTIVATION_TOKEN] = wish.token  # Qt takes it from there when the window requests activation
        self.woken.emit(wish.routine_id)


@dataclass(frozen=True, slots=True)
class _Door:
    """A socket's name; on Linux there are some without a file, which everybody on the computer sees."""

    name: str
    has_file: bool = True


def _ms_until(end_s: float) -> int:
    return max(int((end_s - time.monotonic()) * 1000), 0)


def _is_this_user(socket: QLocalSocket) -> bool:
    """Tell whether the other end belongs to this user, where the system can say so; elsewhere its place is private."""
    if not sys.platform.startswith("linux"):
        return True
    descriptor = socket.socketDescriptor()
    if descriptor < 0:
        return True  # gone: it can neither ask nor answer any more
    import socket as sockets  # costs a start with nobody to ask

    with sockets.socket(fileno=os.dup(descriptor)) as same:
        credentials = same.getsockopt(sockets.SOL_SOCKET, sockets.SO_PEERCRED, struct.calcsize("3i"))
    _process, user, _group = struct.unpack("3i", credentials)
    return bool(user == os.geteuid())


def _place(name: str) -> str:
    """Return the path of the socket ``name``: in the private folder of a Linux session, if there is one.

    Otherwise Qt puts it among everybody's temporary files, where another user may have a socket of this name; or in
    /tmp, if the path of the temporary folder is too long for a socket. On other systems the place is private anyway.
    """
    if sys.platform == "win32":
        return name
    return str(next(path for path in _places(name) if _fits(path)))


def _places(name: str) -> Iterator[Path]:
    session = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    if sys.platform.startswith("linux") and session.is_absolute() and os.access(session, os.W_OK):
        yield session / name
    yield Path(QDir.tempPath()) / name
    yield Path("/tmp") / name


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) <= _LONGEST_SOCKET


def read_wish(content: bytes) -> Wish:
    """Return what a request asks for; what is missing, or is not a short text, is not asked for."""
    try:
        wish = json.loads(content) if len(content) <= LONGEST_WISH else {}
    except (ValueError, RecursionError):
        return Wish()
    if not isinstance(wish, dict):
        return Wish()
    values = (wish.get("routine", ""), wish.get("token", ""))
    routine_id, token = (value if isinstance(value, str) and value.isprintable() else "" for value in values)
    return Wish(routine_id, token, wish.get("quiet") is True)
