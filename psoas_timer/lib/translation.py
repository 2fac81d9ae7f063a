"""The sentences in the person's language."""

from __future__ import annotations


def tr(text: str, n: int = -1) -> str:
    """Return ``text`` in the person's language, in the form for ``n`` things, which stand for its %n.

    The translators are given what is written out in a call of tr() or N_(); any other text must come from one.
    """
    return text if n < 0 else text.replace("%n", str(n))
