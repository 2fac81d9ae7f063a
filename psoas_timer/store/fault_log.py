"""The log file of unexpected errors, which a person can send to the developers."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from psoas_timer.store.places import FILE_MODE

FAULT_LOG_FILE = "psoas-timer.log"
_MOST_BYTES = 256 * 1024


class _LateHandler(logging.Handler):
    """Creates the file, and imports what writes it, at the first fault: most runs have none."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path
        self._handler: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self._handler is None:
                self._handler = _open_handler(self._path)
            self._handler.handle(record)
        except Exception:  # a fault that cannot be written to the file is still reported
            self.handleError(record)

    def close(self) -> None:
        if self._handler is not None:
            self._handler.close()
        super().close()


def _open_handler(path: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    class PrivateHandler(RotatingFileHandler):
        """Makes every new log file readable by its owner only."""

        def _open(self):  # type: ignore[no-untyped-def]  # the type of the stream is private to logging
            return open(  # closed by the handler
                self.baseFilename,
                self.mode,
                encoding="utf-8",
                errors="backslashreplace",  # a path may have any bytes
                # Without waiting for somebody who reads, should there be a pipe of this name.
                opener=lambda path, flags: os.open(path, flags | getattr(os, "O_NONBLOCK", 0), FILE_MODE),
            )

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # its name in logging
            if isinstance(sys.exception(), OSError):
                instead.handle(record)
            else:
                super().handleError(record)

    handler = PrivateHandler(path, maxBytes=_MOST_BYTES, backupCount=1, delay=True)
    instead = logging.StreamHandler()  # standard error is the next best place, where the folder cannot be written to
    for one in (handler, instead):
        one.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler


def open_fault_log(folder: Path) -> Path:
    """Send the program's warnings and errors to a file in ``folder`` and return its path.

    The file is created at the first fault. It and its predecessor hold up to 256 KiB each.
    """
    path = folder / FAULT_LOG_FILE
    logging.getLogger("psoas_timer").addHandler(_LateHandler(path))
    return path
