"""A search in Settings: every word typed, anywhere in a name, a choice or a hint; names first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.described import Section
from psoas_timer.ui.kit.controls import ChoiceBox
from psoas_timer.ui.kit.forms import Findable
from psoas_timer.ui.settings.search import Found, find, plain


@pytest.fixture
def known(qtbot: QtBot) -> Iterator[list[Found]]:
    host = QWidget()
    qtbot.addWidget(host)
    choice, hidden = ChoiceBox(host), QLabel(host)
    choice.addItems(["Orb", "Diaphragm"])
    hidden.hide()
    yield [
        Found(Section.SOUND, "Sound", Findable("Volume", "How loud the voice is.", QLabel(host))),
        Found(Section.SESSION, "Session", Findable("View", "What you see.", choice)),
        Found(Section.SESSION, "Session", Findable("Voice", "What it says.", QLabel(host))),
        Found(Section.DATA, "Data", Findable("Hidden voice", "", hidden)),
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("voice", ["Voice", "Volume"]),
        ("VOICE loud", ["Volume"]),
        ("diaph", ["View"]),
        ("session", ["View", "Voice"]),
        ("vöice", ["Voice", "Volume"]),
        ("", []),
        ("  ", []),
        ("nothing", []),
    ],
)
def test_every_word_is_looked_for_and_names_come_first(known: list[Found], query: str, names: list[str]) -> None:
    assert [one.findable.name for one in find(query, known)] == names


def test_case_and_accents_do_not_matter() -> None:
    assert plain("Größe ÉTÉ ſ") == plain("GRÖSSE été S")
