"""A folder for sockets: the path of one may have 107 bytes on Linux, which a temporary folder of pytest can exceed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def make_short_folder() -> Iterator[Path]:
    """Make a folder with a short name, whatever TMPDIR says, and remove it in the end."""
    with tempfile.TemporaryDirectory(prefix="psoas-", dir="/tmp" if os.name == "posix" else None) as folder:
        yield Path(folder)


@pytest.fixture
def short_folder() -> Iterator[Path]:
    with make_short_folder() as folder:
        yield folder
