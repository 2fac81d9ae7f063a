"""Dates and times of day, as the person's locale writes them."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime

from psoas_timer.lib.translation import tr


def date_word(day: date, pattern: str) -> str:
    """Return ``day`` by Qt's date ``pattern``, which goes through tr() because languages order it differently."""
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def long_date(day: date, this_year: int) -> str:
    """Return day and month, and the year where it is another than ``this_year``."""
    return date_word(day, tr("d MMMM") if day.year == this_year else tr("d MMMM yyyy"))


def time_word(instant: datetime) -> str:
    """Return the time of day to the minute, as the person's locale writes it."""
    return QLocale().toString(QTime(instant.hour, instant.minute), time_pattern())


def time_pattern() -> str:
    """Return how the person's locale writes the time of day to the minute, as Qt's pattern."""
    return QLocale().timeFormat(QLocale.FormatType.ShortFormat).replace(":ss", "")
