"""Backups as files and as JSON documents, for the tests to read and to change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.core.settings import Settings
from psoas_timer.store.backup.archive import Archive, ArchiveCounts, read_archive, write_archive
from psoas_timer.store.database.connection import back_up, file_of
from tests.store.histories import (
    NOW,
    SOME,
    Home,
)


def written(home: Home, chosen: Settings = SOME.settings) -> tuple[Path, ArchiveCounts]:
    file = home.folder / "mine.json"
    return file, write_archive(file, home.connection, chosen, home.routines, NOW)


def copy_of(home: Home) -> Path:
    return back_up(home.connection, file_of(home.connection), "daily-2026-06-01")


def read(folder: Path, content: object) -> Archive:
    """Return what a file holds: bytes, a text, or anything else as JSON."""
    file = folder / "mine.json"
    if not isinstance(content, bytes):
        content = (content if isinstance(content, str) else json.dumps(content)).encode(errors="surrogatepass")
    file.write_bytes(content)
    return read_archive(file)


def document_of(home: Home) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(written(home)[0].read_text(encoding="utf-8"))
    return document


def fault_of(folder: Path, content: object) -> str:
    with pytest.raises(Problem) as told:
        read(folder, content)
    assert str(folder / "mine.json") in str(told.value)
    assert told.value.next_step
    return str(told.value)
