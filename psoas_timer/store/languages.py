"""The languages that there are, and the one that a person has chosen."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from psoas_timer.lib.catalogue import Catalogue, read_catalogue
from psoas_timer.store.places import SETTINGS_FILE, assets_dir, data_dir_path

ENGLISH = "en"  # what the sources are written in; its own file holds no more than the plurals
_PREFIX = "psoas_timer_"

_log = logging.getLogger(__name__)


def languages() -> tuple[str, ...]:
    """Return the code of every language that there is, such as "de" or "pt_BR"; a file of its own makes one."""
    found = {path.stem.removeprefix(_PREFIX) for path in _folder().glob(f"{_PREFIX}*.ts")}
    return tuple(sorted(found | {ENGLISH}))


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


def _folder() -> Path:
    return assets_dir() / "translations"
