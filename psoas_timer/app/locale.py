"""Dates, numbers and lists as in the person's country, in the language of the sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator

from psoas_timer.lib.catalogue import Catalogue
from psoas_timer.lib.translation import Language, use_language


def follow_country(catalogue: Catalogue) -> None:
    """Use the language of ``catalogue``, and write days, months, numbers and lists as in the person's country.

    If the system names no country, their format stays as it is.
    """
    system = QLocale.system()
    if system.language() is not QLocale.Language.C:
        QLocale.setDefault(locale_of(catalogue.language, system))
    use_language(Language(catalogue, write_number, write_list))


def load_qt_sentences(application: QCoreApplication) -> None:
    """Show Qt's own sentences, such as those of its file dialog, in the language in use."""
    translator = QTranslator(application)
    if translator.load(QLocale(), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def write_number(value: float) -> str:
    """Write a number as the country does, with at most six digits if it is not whole."""
    return QLocale().toString(value) if isinstance(value, int) else QLocale().toString(value, "g", 6)


def write_list(items: Sequence[str]) -> str:
    """Write several things as one text, such as "a, b and c"."""
    return QLocale().createSeparatedList(items)


def locale_of(language: str, own: QLocale) -> QLocale:
    """Return ``language``, such as "en", as it is written in a person's ``own`` country.

    Qt 6.11 has no English for 138 countries and gives that of the US instead, and does the same with other languages.
    For these the result is a locale whose weeks begin on the same day and, if possible, whose clock has 12 or 24 hours
    alike; if there are several, that of the language's own country, which for English is Britain.
    """
    wanted = QLocale(language)
    if wanted.language() is own.language():
        return own
    here = QLocale(wanted.language(), own.territory())
    if here.territory() == own.territory():
        return here
    if wanted.language() is QLocale.Language.English:
        wanted = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    others = QLocale.matchingLocales(wanted.language(), QLocale.Script.AnyScript, QLocale.Country.AnyCountry)
    kept = _habits(own)
    return min((wanted, *others), key=lambda one: [had != has for had, has in zip(kept, _habits(one), strict=True)])


def _habits(locale: QLocale) -> tuple[Qt.DayOfWeek, bool]:
    """Return the first day of the week, and whether the clock has 12 hours."""
    return locale.firstDayOfWeek(), "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()
