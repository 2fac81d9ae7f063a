"""The available languages, and the one the person has chosen."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from psoas_timer.lib.catalogue import Catalogue, read_catalogue
from psoas_timer.store.places import MOST_SETTINGS_BYTES, SETTINGS_FILE, assets_dir, data_dir_path

ENGLISH = "en"  # the language of the sources; its own file holds only the plurals
_PREFIX = "psoas_timer_"

_log = logging.getLogger(__name__)


def languages() -> tuple[str, ...]:
    """Return the code of every available language, such as "de" or "pt_BR"; each has a file of its own."""
    found = {path.stem.removeprefix(_PREFIX) for path in _folder().glob(f"{_PREFIX}*.ts")}
    return tuple(sorted(found | {ENGLISH}))


def catalogue_of(code: str) -> Catalogue:
    """Return the sentences of a language; if its file is damaged, log that and return those of the sources."""
    try:
        return read_catalogue(_folder() / f"{_PREFIX}{code}.ts", code)
    except (OSError, ValueError):
        _log.exception("the sentences of %s cannot be read", code)
        return Catalogue()


def chosen_language(data_override: Path | None) -> str:
    """Return the language in the settings file, '' for none; a faulty file is not reported or changed.

    The language is needed before the program could show what is wrong with the file.
    """
    file = data_dir_path(data_override) / SETTINGS_FILE
    try:
        if not file.is_file() or file.stat().st_size > MOST_SETTINGS_BYTES:  # reading a pipe could block
            return ""
        given = json.loads(file.read_text(encoding="utf-8"))
        language = given["language"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    return language if isinstance(language, str) else ""


def _folder() -> Path:
    return assets_dir() / "translations"
