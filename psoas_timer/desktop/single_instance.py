"""One running program per data folder: a second start passes its request to the first and exits."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QLockFile, QObject, Signal

if TYPE_CHECKING:  # costs a start with nobody to ask
    from PySide6.QtNetwork import QLocalSocket

LOCK_FILE = "psoas-timer.lock"
ANSWER_MS = 1000

# The maximum length of a request in bytes; a longer one does not come from us.
LONGEST_WISH = 4096

# The maximum length of a socket's path in bytes on macOS; on Linux it is 107.
_LONGEST_SOCKET = 103

# With these, Wayland lets a program come to the front; passed on, since the first program's own is long used up.
ACTIVATION_TOKEN = "XDG_ACTIVATION_TOKEN"


class SingleInstance(QObject):
    """Holds the lock of a data folder; ``woken`` says that somebody started the program again.

    It carries the id of the routine that they want to start, '' for none. Qt recognises the lock of a program that
    was killed: its process is no longer running.
    """

    woken = Signal(str)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(data_dir / LOCK_FILE))
        self._lock.setStaleLockTime(0)
        folder = os.fsencode(data_dir.resolve())  # the same whatever link is used to reach it, like the lock
        digest = QCryptographicHash.hash(folder, QCryptographicHash.Algorithm.Sha256)
        self._name = _place(f"psoas-timer-{bytes(digest.toHex().data()).decode()[:16]}")

    def acquire(self) -> bool:
        """Take the lock; False if another program has it."""
        return self._lock.tryLock(0)

    def wake_other(self, routine_id: str = "") -> bool:
        """Ask the program that holds the lock to come to the front and start a routine; False if it is silent."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        wish = {"routine": routine_id, "token": os.environ.get(ACTIVATION_TOKEN, "")}
        socket.write(json.dumps(wish).encode())
        socket.waitForBytesWritten(ANSWER_MS)
        socket.disconnectFromServer()
        return True

    def listen(self) -> None:
        """Respond to later starts; only this user's programs can ask."""
        from PySide6.QtNetwork import QLocalServer, QLocalSocket  # after the first paint

        QLocalServer.removeServer(self._name)  # left by a program that was killed: the lock is ours now
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

        def answer() -> None:
            socket = server.nextPendingConnection()
            socket.disconnected.connect(lambda: self._take(socket))
            if socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:  # it was faster
                self._take(socket)

        server.newConnection.connect(answer)
        server.listen(self._name)

    def _take(self, socket: QLocalSocket) -> None:
        """Pass on the request of a later start; an unreadable one counts as a start without a request."""
        if socket.property("taken"):
            return
        socket.setProperty("taken", True)
        routine_id, token = read_wish(bytes(socket.read(LONGEST_WISH + 1).data()))
        socket.deleteLater()
        if token:
            os.environ[ACTIVATION_TOKEN] = token  # Qt takes it from there when the window requests activation
        self.woken.emit(routine_id)

    def release(self) -> None:
        self._lock.unlock()


def _place(name: str) -> str:
    """Return the path of the socket ``name``: in the private folder of a Linux session, if there is one.

    Otherwise Qt puts it among everybody's temporary files, where another user may have a socket of this name; or in
    /tmp, if the path of the temporary folder is too long for a socket. On other systems the place is private anyway.
    """
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name
    is_ours = path.is_absolute() and _fits(path) and os.access(path.parent, os.W_OK)
    if is_ours and sys.platform.startswith("linux"):
        return str(path)
    return name if sys.platform == "win32" or _fits(Path(QDir.tempPath()) / name) else f"/tmp/{name}"


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) <= _LONGEST_SOCKET


def read_wish(content: bytes) -> tuple[str, str]:
    """Return the routine's id and the activation token of a request, '' for either if missing or not a short text."""
    try:
        wish = json.loads(content) if len(content) <= LONGEST_WISH else {}
    except (ValueError, RecursionError):
        return "", ""
    values = (wish.get("routine", ""), wish.get("token", "")) if isinstance(wish, dict) else ("", "")
    routine_id, token = (value if isinstance(value, str) and value.isprintable() else "" for value in values)
    return routine_id, token
