"""A .ts file is read as Qt Linguist writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_timer.lib.catalogue import Catalogue, read_catalogue

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru">
<context>
    <name>psoas_timer</name>
    <message>
        <source>Rest &amp; breathe</source>
        <extracomment>source</extracomment>
        <translation>Отдых &amp; дыхание</translation>
    </message>
    <message><source>Begun</source><translation type="unfinished">Начато</translation></message>
    <message><source>Open</source><translation type="unfinished"></translation></message>
    <message><source>Old</source><translation type="vanished">Старое</translation></message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n день</numerusform>
            <numerusform>%n дня</numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
</TS>
"""


@pytest.fixture
def russian(tmp_path: Path) -> Catalogue:
    file = tmp_path / "any.ts"
    file.write_text(TS, encoding="utf-8")
    return read_catalogue(file, "ru")


def test_a_sentence_is_found_by_that_of_the_sources(russian: Catalogue) -> None:
    assert russian.find("Rest & breathe") == "Отдых & дыхание"


def test_what_a_translator_has_only_begun_is_better_than_another_language(russian: Catalogue) -> None:
    assert russian.find("Begun") == "Начато"


@pytest.mark.parametrize("text", ["Open", "Old", "Never heard of"])
def test_what_is_not_translated_stays_as_the_sources_have_it(russian: Catalogue, text: str) -> None:
    assert russian.find(text) == text


@pytest.mark.parametrize(("n", "found"), [(1, "%n день"), (21, "%n день"), (3, "%n дня"), (5, "%n days")])
def test_a_number_has_its_own_form(russian: Catalogue, n: int, found: str) -> None:
    assert russian.find("%n days", n) == found


@pytest.mark.parametrize("text", ["", "no xml", TS[:300], "<message><translation>x</translation></message>"])
def test_a_damaged_file_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "any.ts"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"is not a \.ts file"):
        read_catalogue(file, "ru")
