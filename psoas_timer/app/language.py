"""Which language people read: the one that they have chosen, else the system's, else that of the sources."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from psoas_timer.lib.catalogue import Catalogue, read_catalogue
from psoas_timer.lib.translation import Language, use_language
from psoas_timer.store.places import SETTINGS_FILE, assets_dir, data_dir_path

ENGLISH = "en"  # what the sources are written in; its own file holds no more than the plurals
_PREFIX = "psoas_timer_"

_log = logging.getLogger(__name__)


def languages() -> tuple[str, ...]:
    """Return the code of every language that there is, such as "de" or "pt_BR"; a file of its own makes one."""
    found = {path.stem.removeprefix(_PREFIX) for path in _folder().glob(f"{_PREFIX}*.ts")}
    return tuple(sorted(found | {ENGLISH}))


def language_for(chosen: str, preferred: Callable[[], Iterable[str]]) -> str:
    """Return the language of the sentences: ``chosen``, else the first of the system's ``preferred`` that there is.

    The system is asked only where there is a choice. A country's own comes before its language: pt_BR, then pt.
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


def catalogue_of(code: str) -> Catalogue:
    """Return the sentences of a language; those of the sources where its file is damaged, which the log tells."""
    try:
        return read_catalogue(_folder() / f"{_PREFIX}{code}.ts", code)
    except (OSError, ValueError):
        _log.exception("the sentences of %s cannot be read", code)
        return Catalogue()


def chosen_language(data_override: Path | None) -> str:
    """Return the language that stands in the settings file, '' for none; the file is only looked at.

    It is wanted before there is a program that could tell what is wrong with the file.
    """
    try:
        given = json.loads((data_dir_path(data_override) / SETTINGS_FILE).read_text(encoding="utf-8"))
        language = given["language"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    return language if isinstance(language, str) else ""


def speak(data_override: Path | None) -> None:
    """Use the chosen language; English, which asks Qt for nothing, costs the command line no more than its plurals."""
    code = language_for(chosen_language(data_override), system_languages)
    if code != ENGLISH:
        with suppress(ImportError):  # without Qt there are no figures and dates by the country, and no window either
            from psoas_timer.app.locale import follow_country

            follow_country(catalogue_of(code))
            return
    use_language(Language(catalogue_of(code)))


def system_languages() -> Iterable[str]:
    """Return the codes of the languages that the person wants of every program, the first first."""
    try:
        from PySide6.QtCore import QLocale
    except ImportError:
        return ()
    return QLocale.system().uiLanguages()


def _folder() -> Path:
    return assets_dir() / "translations"
