"""Which language people read, from what is chosen and from what there is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from psoas_timer.app.language import language_for, speak
from psoas_timer.lib.translation import tr, used_language
from psoas_timer.store import languages as store_languages
from psoas_timer.store.languages import catalogue_of, chosen_language, languages
from psoas_timer.store.places import SETTINGS_FILE

TS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1"><context><name>psoas_timer</name>
<message><source>Dismiss</source><translation>{dismiss}</translation></message></context></TS>"""


@pytest.fixture(autouse=True)
def _assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "assets" / "translations"
    folder.mkdir(parents=True)
    for code in ("en", "de", "pt", "pt_BR"):
        (folder / f"psoas_timer_{code}.ts").write_text(TS.format(dismiss=f"Dismiss ({code})"), encoding="utf-8")
    monkeypatch.setattr(store_languages, "assets_dir", lambda: tmp_path / "assets")


def test_a_file_makes_a_language() -> None:
    assert languages() == ("de", "en", "pt", "pt_BR")


@pytest.mark.parametrize(
    ("chosen", "preferred", "found"),
    [
        ("de", ["fr-FR"], "de"),
        ("", ["fr-FR", "de-AT", "en"], "de"),
        ("", ["pt-BR"], "pt_BR"),
        ("", ["pt-Latn-PT"], "pt"),
        ("", ["fr"], "en"),
        ("", [], "en"),
        ("xx", ["de"], "de"),
    ],
)
def test_the_chosen_language_comes_first_then_the_systems(chosen: str, preferred: Sequence[str], found: str) -> None:
    assert language_for(chosen, lambda: preferred) == found


def test_the_system_is_not_asked_where_there_is_no_choice(tmp_path: Path) -> None:
    for code in ("de", "pt", "pt_BR"):
        (tmp_path / "assets" / "translations" / f"psoas_timer_{code}.ts").unlink()

    def never() -> Sequence[str]:
        raise AssertionError("asked")

    assert language_for("", never) == "en"


@pytest.mark.parametrize("text", ["{", "[]", '{"language": 3}', '{"version": 1}', "\xff", "[" * 100_000])
def test_settings_that_tell_no_language_are_left_as_they_are(tmp_path: Path, text: str) -> None:
    file = tmp_path / SETTINGS_FILE
    file.write_text(text, encoding="latin-1")
    assert chosen_language(tmp_path) == ""
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [SETTINGS_FILE]


def test_the_language_of_the_settings_is_spoken(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text(json.dumps({"version": 1, "language": "de"}))
    speak(tmp_path)
    assert used_language().catalogue.language == "de"
    assert tr("Dismiss") == "Dismiss (de)"


def test_a_damaged_language_leaves_that_of_the_sources(tmp_path: Path) -> None:
    (tmp_path / "assets" / "translations" / "psoas_timer_de.ts").write_text("no xml")
    assert catalogue_of("de").find("Dismiss") == "Dismiss"
