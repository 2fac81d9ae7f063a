"""Which language to show: the person's choice, otherwise the system's, otherwise English."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from psoas_timer.lib.translation import Language, use_language
from psoas_timer.store.languages import ENGLISH, catalogue_of, chosen_language, languages


def speak(data_override: Path | None) -> None:
    """Use the chosen language. English needs no Qt and costs the command line only its plurals."""
    code = language_for(chosen_language(data_override), system_languages)
    if code != ENGLISH:
        with suppress(ImportError):  # without Qt there are no local formats for numbers and dates, and no window either
            from psoas_timer.app.locale import follow_country

            follow_country(catalogue_of(code))
            return
    use_language(Language(catalogue_of(code)))


def language_for(chosen: str, preferred: Callable[[], Iterable[str]]) -> str:
    """Return the language of the sentences: ``chosen``, otherwise the first available of the system's ``preferred``.

    The system is asked only if there is a choice. A country's variant comes before its language: pt_BR, then pt.
    """
    known = languages()
    if chosen in known:
        return chosen
    if len(known) > 1:
        for name in preferred():
            parts = name.replace("-", "_").split("_")
            for length in range(len(parts), 0, -1):
                if (code := "_".join(parts[:length])) in known:
                    return code
    return ENGLISH


def system_languages() -> Iterable[str]:
    """Return the codes of the languages set in the system, the preferred one first."""
    try:
        from PySide6.QtCore import QLocale
    except ImportError:
        return ()
    return QLocale.system().uiLanguages()
