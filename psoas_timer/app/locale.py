"""The calendar, the figures and the lists of the person's own country, in the language of the sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator

from psoas_timer.lib.catalogue import Catalogue
from psoas_timer.lib.translation import Language, use_language


def follow_country(catalogue: Catalogue) -> None:
    """Use the language of ``catalogue``, and write days, months, figures and lists in it as the person's country does.

    Where the system names no country, they are left as they are.
    """
    system = QLocale.system()
    if system.language() is not QLocale.Language.C:
        QLocale.setDefault(locale_of(catalogue.language, system))
    use_language(Language(catalogue, write_number, write_list))


def load_qt_sentences(application: QCoreApplication) -> None:
    """Let Qt's own sentences, such as those of its file dialog, be in the language that was followed."""
    translator = QTranslator(application)
    if translator.load(QLocale(), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)


def write_number(value: float) -> str:
    """Write a figure as the country does; with six digits at most where it is no whole one."""
    return QLocale().toString(value) if isinstance(value, int) else QLocale().toString(value, "g", 6)


def write_list(items: Sequence[str]) -> str:
    """Write several things as one, such as "a, b and c"."""
    return QLocale().createSeparatedList(items)


def locale_of(language: str, own: QLocale) -> QLocale:
    """Return ``language``, such as "en", as it is written in a person's ``own`` country.

    Qt 6.11 has no English for 138 countries and gives that of the US, and so it is with other languages: there it is
    one whose weeks begin on the same day and, where there is one, whose clock counts to 12 or 24 alike; of several
    that of the language's own country, Britain's for English.
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
    """Return on which day a week begins, and whether the hours have a morning and an afternoon."""
    return locale.firstDayOfWeek(), "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()
