"""Signs that no font here can draw are told by their script, and boxed; everything else stays as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from psoas_timer.core.history.report import Report, ReportNote, RoutineTotal
from psoas_timer.lib.translation import problem_text
from psoas_timer.ui.report.report_fonts import boxed, missing_fonts, scripts_of, undrawn
from tests.typefaces import FAMILIES
from tests.ui.report.painted_report import MONDAY, PLAIN


@pytest.fixture(autouse=True)
def _only_own_fonts(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other computers have other fonts."""
    monkeypatch.setattr(QFontDatabase, "families", staticmethod(lambda *_system: FAMILIES))


def noted(*texts: str, title: str = "Bridge", routine: str = "Bridge") -> Report:
    notes = [ReportNote(MONDAY, title, text) for text in texts]
    return replace(PLAIN, notes=notes, routines=[RoutineTotal(routine, 3, 900.0)])


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Calm, 3/10. Gr\u00fc\u00dfe \u2013 \u201cok\u201d", ""),
        ("\u05e9\u05dc\u05d5\u05dd (3/10)", ""),
        ("\u0627\u0644\u0623\u0644\u0645 \u0663", ""),
        ("two\nlines\tand\u200b\u2068more\u2069\ufe0f\u200d", ""),
        ("\u547c\u5438 ok", "\u547c\u5438"),
        ("\u0e2a\u0e27\u0e31", "\u0e2a\u0e27\u0e31"),
        ("\U0001f9d8\u200d\u2640\ufe0f", "\U0001f9d8"),
        ("\U000f0000", "\U000f0000"),
    ],
)
def test_only_what_no_font_has_is_undrawn(text: str, signs: str) -> None:
    for report in (noted(text), noted("", title=text), noted("", routine=text)):
        assert undrawn(report, QFont()) == frozenset(signs)


def test_a_font_that_does_not_join_the_letters_of_a_script_is_none_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    families = {QFontDatabase.WritingSystem.Any: FAMILIES}
    monkeypatch.setattr(QFontDatabase, "families", staticmethod(lambda system: families.get(system, [])))
    assert undrawn(noted("\u0928 \u547c"), QFont()) == frozenset("\u0928\u547c")


@pytest.mark.parametrize(
    ("signs", "scripts"),
    [
        ("", []),
        ("\u547c\u5438\uff0c\u3002", ["Chinese"]),
        ("\uff0c", ["other characters"]),
        ("\u3053\u30d2", ["Japanese"]),
        ("\U0001f9d8\U0001f44d\U0001f3fd\u2665", ["emoji"]),
        ("\uac00\u05d0", ["Hebrew", "Korean"]),
        ("\U00012000\u0e01", ["Thai", "other characters"]),
        ("\u0391\u0410\u0531\u05d0\u0621\u0915\u0e01", ["Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic", "Hindi",
         "other characters"]),
    ],
)  # fmt: skip
def test_scripts_are_named_once_and_in_order(signs: str, scripts: list[str]) -> None:
    assert scripts_of(signs) == scripts


def test_what_is_missing_is_told_with_the_remedy() -> None:
    told = missing_fonts(noted("\u4eca\u5929 \U0001f9d8"))
    assert told is not None
    assert problem_text(told).startswith(
        "The report shows boxes in place of some characters: no font on this computer can"
    )
    assert "Chinese" in problem_text(told) and "emoji" in problem_text(told)
    assert missing_fonts(PLAIN) is None


def test_each_missing_sign_is_a_box_and_nothing_else_changes() -> None:
    report = noted("\u4eca\u5929 ok", title="\u4eca \u05d0", routine="a\u5929")
    found = boxed(report, undrawn(report, QFont()))
    assert found.notes == [ReportNote(MONDAY, "\u25a1 \u05d0", "\u25a1\u25a1 ok")]
    assert found.routines == [RoutineTotal("a\u25a1", 3, 900.0)]
    assert replace(found, notes=report.notes, routines=report.routines) == report
    assert boxed(PLAIN, ()) is PLAIN
