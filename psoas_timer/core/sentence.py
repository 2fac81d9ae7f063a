"""Marks the sentences of the floors that show nothing themselves."""

from __future__ import annotations


class Sentence(str):
    """A sentence, a template of one or a name, in English, that is translated where it is shown."""

    __slots__ = ()


def N_(text: str) -> Sentence:  # noqa: N802 - the customary name of this mark; it should not draw the eye
    """Mark ``text``, a literal, for the translators; `lib/translation.py` translates it where it is shown."""
    return Sentence(text)
