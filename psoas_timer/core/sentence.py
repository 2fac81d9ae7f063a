"""Marks sentences for translation in code that shows nothing itself."""

from __future__ import annotations


class Sentence(str):
    """A sentence, template or name in English, translated where it is shown."""

    __slots__ = ()


def N_(text: str) -> Sentence:  # noqa: N802 - the usual name of this mark; it should not stand out
    """Mark ``text``, a literal, for the translators; `lib/translation.py` translates it where it is shown."""
    return Sentence(text)
