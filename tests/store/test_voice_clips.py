"""Which voice speaks a language."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_timer.store.voice_clips import MANIFEST_FILE, voice_folder


@pytest.mark.parametrize(
    ("language", "speaks"),
    [("en", "en"), ("de", "de"), ("de_AT", "de"), ("pt_BR", "pt_BR"), ("pt_PT", "en"), ("fr", "en"), ("sv", "en")],
)
def test_a_language_has_its_own_voice_or_english(tmp_path: Path, language: str, speaks: str) -> None:
    for name in ("en", "de", "pt_BR"):
        (tmp_path / name).mkdir()
        (tmp_path / name / MANIFEST_FILE).touch()
    (tmp_path / "sv").mkdir()  # begun, and without a manifest
    assert voice_folder(tmp_path, language) == tmp_path / speaks
