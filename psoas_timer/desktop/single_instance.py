"""One program for one data folder: a second start wakes the first and leaves."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

LOCK_FILE = "psoas-timer.lock"
ANSWER_MS = 1000


class SingleInstance(QObject):
    """Holds the lock of a data folder; ``woken`` says that somebody started the program again.

    The lock of a program that was killed is recognised by Qt: its process no longer runs.
    """

    woken = Signal()

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(data_dir / LOCK_FILE))
        self._lock.setStaleLockTime(0)
        self._name = f"psoas-timer-{sha256(str(data_dir).encode()).hexdigest()[:16]}"

    def acquire(self) -> bool:
        """Take the lock; False where another program has it."""
        return self._lock.tryLock(0)

    def wake_other(self) -> bool:
        """Ask the program that holds the lock to come to the front; False where it does not answer."""
        from PySide6.QtNetwork import QLocalSocket  # costs a start that has nobody to ask

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(ANSWER_MS):
            return False
        socket.write(b"wake")
        socket.waitForBytesWritten(ANSWER_MS)
        socket.disconnectFromServer()
        return True

    def listen(self) -> None:
        """Answer later starts; only this user's programs can ask."""
        from PySide6.QtNetwork import QLocalServer  # after the first paint

        QLocalServer.removeServer(self._name)  # left by a program that was killed: the lock is ours
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

        def answer() -> None:
            server.nextPendingConnection().deleteLater()
            self.woken.emit()

        server.newConnection.connect(answer)
        server.listen(self._name)

    def release(self) -> None:
        self._lock.unlock()
