"""Dates and times of day in the person's locale."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QLocale

from psoas_timer.ui.kit.dates import date_word, long_date, time_pattern, time_word

DAY = date(2026, 5, 31)
EVENING = datetime(2026, 5, 31, 18, 5, 59, tzinfo=UTC)


@pytest.fixture(params=["en_GB", "en_US", "de_DE"])
def locale(request: pytest.FixtureRequest) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


def test_a_date_has_the_names_of_the_locale(locale: str) -> None:
    month = {"en_GB": "May", "en_US": "May", "de_DE": "Mai"}[locale]
    assert date_word(DAY, "d MMMM yyyy") == f"31 {month} 2026"


def test_the_year_is_told_where_it_is_another(locale: str) -> None:
    assert "2026" not in long_date(DAY, 2026)
    assert "2026" in long_date(DAY, 2027)


def test_the_time_of_day_is_told_to_the_minute(locale: str) -> None:
    told = time_word(EVENING).replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert told == {"en_GB": "18:05", "en_US": "6:05 PM", "de_DE": "18:05"}[locale]
    assert "s" not in time_pattern()
