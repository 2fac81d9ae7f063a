"""The language of the sentences, and the calendar of the person's own country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt

if TYPE_CHECKING:  # both are wanted after the first paint
    pass


def set_language() -> None:
    """Name days and months in the language of the sentences, by the calendar of the person's own country."""
    system = QLocale.system()
    if system.language() is not QLocale.Language.C:
        QLocale.setDefault(english_of(system))


def english_of(own: QLocale) -> QLocale:
    """Return English as it is written in a person's ``own`` country.

    Qt 6.11 has none for 138 countries and gives that of the US: there it is an English whose weeks begin on the same
    day and, where there is one, whose clock counts to 12 or 24 alike; Britain's of several.
    """
    language = QLocale.Language.English
    english = QLocale(language, own.territory())
    if english.territory() == own.territory():
        return english
    british = QLocale(language, QLocale.Country.UnitedKingdom)
    others = QLocale.matchingLocales(language, QLocale.Script.AnyScript, QLocale.Country.AnyCountry)
    kept = _habits(own)
    return min((british, *others), key=lambda one: [had != has for had, has in zip(kept, _habits(one), strict=True)])


def _habits(locale: QLocale) -> tuple[Qt.DayOfWeek, bool]:
    """Return on which day a week begins, and whether the hours have a morning and an afternoon."""
    return locale.firstDayOfWeek(), "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()
