"""Dates in English, by the calendar and the clock of the person's own country."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt, QTime

from psoas_timer.app.locale import locale_of

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
