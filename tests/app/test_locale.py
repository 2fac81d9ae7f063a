"""Dates in the language of the sentences, by the calendar and the clock of the person's own country."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTime, QTranslator
from PySide6.QtWidgets import QApplication

from psoas_timer.app.locale import load_qt_sentences, locale_of, write_list, write_number

SHORT = QLocale.FormatType.ShortFormat
COUNTRIES = [country for country in QLocale.Country if country is not QLocale.Country.AnyCountry]
OF_EACH = {
    country.name: found[0]
    for country in COUNTRIES
    if (found := QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, country))
}


@pytest.mark.parametrize(
    ("name", "first", "half_past_six"),
    [
        ("en_US", Qt.DayOfWeek.Sunday, "6:30"),
        ("de_DE", Qt.DayOfWeek.Monday, "18:30"),
        ("ru_RU", Qt.DayOfWeek.Monday, "18:30"),
        ("tr_TR", Qt.DayOfWeek.Monday, "18:30"),
        ("pt_BR", Qt.DayOfWeek.Sunday, "18:30"),
        ("es_CO", Qt.DayOfWeek.Sunday, "6:30"),
    ],
)
def test_a_country_keeps_its_calendar_and_its_clock(name: str, first: Qt.DayOfWeek, half_past_six: str) -> None:
    english = locale_of("en", QLocale(name))
    assert english.language() is QLocale.Language.English
    assert english.firstDayOfWeek() is first
    assert english.toString(QTime(18, 30), SHORT).startswith(half_past_six)


def test_a_week_begins_as_it_does_in_each_country_that_qt_knows() -> None:
    assert len(OF_EACH) > 200
    moved = [name for name, own in OF_EACH.items() if locale_of("en", own).firstDayOfWeek() is not own.firstDayOfWeek()]
    assert moved == []


@pytest.mark.parametrize(
    ("language", "own", "found"),
    [("de", "de_AT", "de_AT"), ("fr", "de_CH", "fr_CH"), ("pt_BR", "pt_PT", "pt_PT"), ("de", "ja_JP", "de")],
)
def test_a_language_is_written_as_in_the_persons_country_where_it_is_spoken(
    language: str, own: str, found: str
) -> None:
    assert locale_of(language, QLocale(own)).name().startswith(found)


def test_numbers_and_lists_are_those_of_the_country() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    assert (write_number(1234), write_number(0.5), write_list(["a", "b", "c"])) == ("1.234", "0,5", "a, b und c")
    QLocale.setDefault(before)


def test_qts_own_sentences_follow(qapp: QApplication) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    load_qt_sentences(qapp)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)
