"""The recordings of the voice: every text with its file and its length, or a sentence of what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.store.voice_clips import MANIFEST_FILE, load_clips, voice_folder

CLIP = {"text": "Breathe in.", "file": "breathe-in.wav", "seconds": 1}


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


def write(folder: Path, content: object) -> Path:
    (folder / MANIFEST_FILE).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder


def test_every_text_has_its_file_and_its_length(tmp_path: Path) -> None:
    clips = load_clips(write(tmp_path, {"clips": [CLIP, {**CLIP, "text": "Größe", "file": "2.wav", "seconds": 0.5}]}))
    assert clips.files == {"Breathe in.": tmp_path / "breathe-in.wav", "Größe": tmp_path / "2.wav"}
    assert clips.lengths_s == {"Breathe in.": 1.0, "Größe": 0.5}
    assert clips.texts == {"Breathe in.", "Größe"}


def test_no_file_outside_the_folder_is_named(tmp_path: Path) -> None:
    clips = load_clips(write(tmp_path, {"clips": [{**CLIP, "file": "../../secret.wav"}]}))
    assert clips.files == {"Breathe in.": tmp_path / "secret.wav"}


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", {"clips": [{"text": "a"}]}, {"clips": [{**CLIP, "seconds": "long"}]}, {"clips": 3}]
)
def test_what_is_no_manifest_is_a_problem(tmp_path: Path, content: object) -> None:
    with pytest.raises(Problem) as told:
        load_clips(write(tmp_path, content))
    assert str(tmp_path / MANIFEST_FILE) in str(told.value)


def test_a_manifest_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem):
        load_clips(tmp_path)
