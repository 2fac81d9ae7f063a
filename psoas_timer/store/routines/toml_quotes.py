"""Quotes as people and word processors type them, made into those that TOML knows."""

from __future__ import annotations

import re

# Signs that are taken for quotes, by what they stand for.
DOUBLE = '"“”„‟«»″〝〞〟＂❝❞「」『』'
SINGLE = "'‘’‚‛‹›′＇`´❛❜"
TYPOGRAPHIC = frozenset(DOUBLE + SINGLE) - {'"', "'"}

# Before a text, and after it: nothing else may be there.
_BEFORE = "=[,{:(＝："
_AFTER = re.compile(r"\s*(?:[,;\]})]|#|//|=|:|$)")


def straighten(line: str) -> tuple[str, str]:
    """Return a line whose texts are in matching straight quotes, and the first sign that was none of them.

    A text begins where one may, and ends at the last quote of its kind before what may follow one. Quotes inside
    are escaped. The sign is '' if all were straight already; the line then differs if there were quotes within quotes.
    """
    if '"""' in line or "'''" in line:
        return line, ""
    made, strange, start, expects = "", "", 0, True
    while start < len(line):
        sign = line[start]
        if sign == "#":
            break
        kin = next((kin for kin in (DOUBLE, SINGLE) if sign in kin), "") if expects else ""
        end = _find_end(line, start + 1, kin) if kin else -1
        if end < 0:
            made += sign
            expects = sign in _BEFORE or (expects and sign.isspace())
            start += 1
            continue
        made += _quoted(line[start : end + 1])
        strange = strange or next((one for one in (sign, line[end]) if one in TYPOGRAPHIC), "")
        start, expects = end + 1, False
    return made + line[start:], strange


def _find_end(line: str, start: int, kin: str) -> int:
    """Return where the text ends that begins before ``start``; -1 if nowhere."""
    places = (place for place in range(start, len(line)) if line[place] in kin and not _is_escaped(line, place))
    return next((place for place in places if _AFTER.match(line, place + 1)), -1)


def _is_escaped(line: str, place: int) -> bool:
    before = line[:place]
    return line[place] == '"' and (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _quoted(text: str) -> str:
    """Return a text with the quotes around it as TOML has it; one that is right already stays as it is."""
    first, inner, last = text[0], text[1:-1], text[-1]
    if first == last == "'" and "'" not in inner:
        return text
    if first != '"':  # only in double quotes does a backslash mean something
        inner = inner.replace("\\", "\\\\")
    return f'"{escape_quotes(inner)}"'


def escape_quotes(inner: str) -> str:
    """Return a text in which each double quote has a backslash before it."""
    return re.sub(r'((?:^|[^\\])(?:\\\\)*)"', r'\1\\"', re.sub(r'((?:^|[^\\])(?:\\\\)*)"', r'\1\\"', inner))
