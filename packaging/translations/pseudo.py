"""Makes the pseudo-language: every sentence in brackets, with accents and a third longer, and still readable.

`python packaging/translations/pseudo.py` writes psoas_timer_en_XA.ts into assets/translations (do not commit it), and
Settings then offers it. The tests build it in their own folder: a sentence without brackets was never given to
the translators, and one that is cut off has no room for a language longer than English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from sentences import CONTEXT, Marked, marked_sentences
from update import FOLDER, PREFIX

LANGUAGE = "en_XA"  # what Android calls accented English; its plural is that of English
LONGER = 0.35

_ACCENTS = str.maketrans("aceiouynszlgrtdACEIOUYNSZ", "àçéîöüýñšžłğřţđÅÇÉÎÖÜÝÑŠŽ")
# Parts that stand for something else: {fields}, %n, a tag, an entity, a mnemonic and the letter it underlines.
_KEPT = re.compile(r"(\{[^}]*\}|%n|<[^>]*>|&\w+;|&\w)")
# A date format, which Qt reads, and the file endings by which a dialog filters.
_DATE = re.compile(r"[dMy ,./-]+")
_FILTER = re.compile(r" \(\*[^)]*\)$")


def pseudo(text: str) -> str:
    """Return ``text`` in the pseudo-language."""
    if _DATE.fullmatch(text):
        return f"'['{text}']'"
    head = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    ending = found[0] if (found := _FILTER.search(head)) else ""
    head = head.removesuffix(ending)
    parts = [part if _KEPT.fullmatch(part) else part.translate(_ACCENTS) for part in _KEPT.split(head)]
    return f"{before}[{''.join(parts)}{_padding(_KEPT.sub('', head))}]{ending}{after}"


def pseudo_ts(sentences: Iterable[Marked]) -> str:
    """Return a whole .ts file of the pseudo-language."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", f'<TS version="2.1" language="{LANGUAGE}">']
    lines += ["<context>", f"<name>{CONTEXT}</name>"]
    for one in sentences:
        text = escape(pseudo(one.text))
        translation = f"<numerusform>{text}</numerusform>" * 2 if one.is_plural else text
        numerus = ' numerus="yes"' if one.is_plural else ""
        lines.append(
            f"<message{numerus}><source>{escape(one.text)}</source><translation>{translation}</translation></message>"
        )
    return "\n".join([*lines, "</context>", "</TS>", ""])


def write_pseudo(folder: Path = FOLDER) -> Path:
    """Write the pseudo-language of the sources into ``folder``."""
    file = folder / f"{PREFIX}{LANGUAGE}.ts"
    file.write_text(pseudo_ts(marked_sentences()), encoding="utf-8")
    return file


def _padding(words: str) -> str:
    """Return what makes ``words`` longer: a longer word of one alone, and more of several."""
    count = round(len(words) * LONGER + 0.5)
    if " " not in words:
        return "ö" * count
    return (" łöñğ" * count)[:count].rstrip()


if __name__ == "__main__":
    print(write_pseudo())
