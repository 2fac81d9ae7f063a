"""The sentences of one language, read from a .ts file written by Qt Linguist."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.parsers.expat import ExpatError, ParserCreate

from psoas_timer.lib.plural_forms import plural_rule

_TEXTS = ("source", "translation", "numerusform")
_GONE = ("vanished", "obsolete")


class Catalogue:
    """Sentences of ``language``, such as "de" or "pt_BR", by their source text, each in all its plural forms."""

    def __init__(self, language: str = "en", sentences: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.language = language
        self._sentences = sentences or {}
        self._form = plural_rule(language)

    def find(self, text: str, n: int = -1) -> str:
        """Return the translation of ``text``, in its form for ``n`` things, or ``text`` itself if it has none."""
        forms = self._sentences.get(text)
        if forms is None:
            return text
        index = self._form(n) if n >= 0 and len(forms) > 1 else 0
        return (forms[index] if index < len(forms) else "") or text


def read_catalogue(file: Path, language: str) -> Catalogue:
    """Read a .ts file; raises ValueError if it is not one, OSError if it cannot be read.

    Sentences without a translation are left out, including those that a translator left empty. Reading a whole
    language takes 10 ms, so no build step is needed.
    """
    sentences: dict[str, tuple[str, ...]] = {}
    found: dict[str, str] = {}
    forms: list[str] = []
    text: list[str] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if tag == "message":
            found.clear()
            forms.clear()
        elif tag == "translation":
            found["type"] = attributes.get("type", "")
        if tag in _TEXTS:
            text.clear()

    def end(tag: str) -> None:
        if tag == "numerusform":
            forms.append("".join(text))
        elif tag in _TEXTS:
            found[tag] = "".join(text)
        elif tag == "message" and found.get("type") not in _GONE:
            kept = tuple(forms) or (found.get("translation", ""),)
            if any(kept):
                sentences[found["source"]] = kept

    parser = ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text.append
    try:
        parser.Parse(file.read_bytes(), True)
    except (ExpatError, KeyError) as error:
        raise ValueError(f"{file} is not a .ts file: {error}") from error
    return Catalogue(language, sentences)
