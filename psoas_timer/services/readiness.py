"""A session that waits for its sound begins when that is ready, or when it has waited long enough."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from psoas_timer.engine.sound.session_sound import SessionSound

# A session waits so long, at most, for its sound to be ready; mostly that was made while its routine was read.
READY_WITHIN_MS = 4000


class Readiness(QObject):
    """Lets one thing at a time wait for ``sounds``, for ``within_ms`` at most; another takes its place."""

    def __init__(
        self, sounds: SessionSound, parent: QObject | None = None, *, within_ms: int = READY_WITHIN_MS
    ) -> None:
        super().__init__(parent)
        self._sounds = sounds
        self._begin: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=within_ms)
        self._timer.timeout.connect(self._begin_now)
        sounds.got_ready.connect(self._begin_now)

    def when_ready(self, begin: Callable[[], None]) -> None:
        """Call ``begin`` once: at once where the sound is ready."""
        self._begin = begin
        self._timer.start()
        if self._sounds.is_ready:
            self._begin_now()

    def forget(self) -> None:
        """Let nothing begin any more."""
        self._begin = None
        self._timer.stop()

    def _begin_now(self) -> None:
        begin = self._begin
        self.forget()
        if begin is not None:
            begin()
