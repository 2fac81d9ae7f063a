"""Dates and times of day in the person's locale."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime

from psoas_timer.lib.translation import tr


def date_word(day: date, pattern: str) -> str:
    """Format ``day`` with Qt's date ``pattern``, which goes through tr() because languages order dates differently."""
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def long_date(day: date, this_year: int) -> str:
    """Return day and month, with the year unless it is ``this_year``."""
    return date_word(day, tr("d MMMM") if day.year == this_year else tr("d MMMM yyyy"))


def time_word(instant: datetime) -> str:
    """Return the time of day to the minute in the person's locale."""
    return QLocale().toString(QTime(instant.hour, instant.minute), time_pattern())


def time_pattern() -> str:
    """Return Qt's pattern for the time of day to the minute in the person's locale."""
    return QLocale().timeFormat(QLocale.FormatType.ShortFormat).replace(":ss", "")
