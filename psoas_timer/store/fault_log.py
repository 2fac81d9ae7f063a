"""The file in which what should never happen is written down, for the developers to be sent by hand."""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

from psoas_timer.store.places import FILE_MODE

FAULT_LOG_FILE = "psoas-timer.log"
_MOST_BYTES = 256 * 1024


class _PrivateHandler(RotatingFileHandler):
    """Makes every new log file readable by its owner only."""

    def _open(self):  # type: ignore[no-untyped-def]  # the type of the stream is private to logging
        return open(  # closed by the handler
            self.baseFilename, self.mode, encoding="utf-8", opener=lambda path, flags: os.open(path, flags, FILE_MODE)
        )


def open_fault_log(folder: Path) -> Path:
    """Send warnings and errors of the program to a file in ``folder`` and return its path.

    The file is made at the first fault. It and the one before it hold 256 KiB each.
    """
    path = folder / FAULT_LOG_FILE
    handler = _PrivateHandler(path, maxBytes=_MOST_BYTES, backupCount=1, delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger("psoas_timer").addHandler(handler)
    return path
