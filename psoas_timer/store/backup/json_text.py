"""The text of a backup: JSON with one line per session, so that every fault can be reported with its line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from reprlib import repr as brief

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.store.values import BadPlace, KeyPath, Needless, parse_whole

CHOOSE_ANOTHER = N_("Choose another backup. Nothing was changed.")
REMOVE = N_("Remove it, or choose another backup. Nothing was changed.")
MEND = N_("Correct it, or choose another backup. Nothing was changed.")

_HALF_LETTER = re.compile("[\ud800-\udfff]")
_BLANK = " \t\n\r"
_DECODER = json.JSONDecoder(parse_int=float)  # only for lengths in the text


class _Doubled:
    """Marks an object that contains a key twice."""

    def __init__(self, key: str) -> None:
        self.key = key


def to_text(document: Mapping[str, object]) -> str:
    """Return the JSON text of ``document``, with each list item on its own line."""
    parts = []
    for key, value in document.items():
        if isinstance(value, list) and value:
            shown = "[\n    " + ",\n    ".join(map(_dump, value)) + "\n  ]"
        else:
            shown = _dump(value, indent=2).replace("\n", "\n  ")
        parts.append(f"  {json.dumps(key)}: {shown}")
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    return _HALF_LETTER.sub(
        lambda found: f"\\u{ord(found[0]):04x}", text
    )  # UTF-8 cannot encode it, but JSON can write it


def decode(content: bytes, file: Path) -> str:
    """Return the text of a file in UTF-8; raises Problem if it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")  # some editors start a file with a byte order mark
    except UnicodeDecodeError as error:
        raise Problem(
            N_("{file} is damaged or is not a backup: line {line} is not in UTF-8."), CHOOSE_ANOTHER,
            file=file, line=content.count(b"\n", 0, error.start) + 1,
        ) from error  # fmt: skip


def parse(text: str, file: Path) -> object:
    """Return the value of a JSON text; it has no duplicate keys, but numbers may be infinite or NaN.

    Raises Problem if it is not JSON, BadPlace at a duplicate key, RecursionError if it is nested absurdly deep.
    """
    doubled: list[_Doubled] = []

    def to_table(pairs: list[tuple[str, object]]) -> object:
        table = dict(pairs)
        if len(table) == len(pairs):
            return table
        doubled.append(_Doubled(Counter(key for key, _value in pairs).most_common(1)[0][0]))
        return doubled[-1]

    try:
        document = json.loads(text, parse_int=parse_whole, object_pairs_hook=to_table)
    except json.JSONDecodeError as error:
        raise Problem(
            N_("{file} is damaged or is not a backup: line {line} is not valid JSON at column {column}."),
            CHOOSE_ANOTHER,
            file=file, line=error.lineno, column=error.colno,
        ) from error  # fmt: skip
    if doubled:
        path, key = next(_find_doubled(document, ()))
        raise BadPlace(
            (*path, key),
            Needless(N_("{key} appears twice."), N_("Remove one of them."), key=brief(key)),
        )
    return document


def line_of(path: KeyPath, text: str) -> int:
    """Return the line, from 1, on which the value at ``path`` starts in a JSON text; for a duplicate key, the last.

    If the path leads further than the text goes, it is the line of the last part that exists.
    """
    place = _skip_blanks(text, 0)
    for part in path:
        found = [start for key, start in _members(text, place) if key == part]
        if not found:
            break
        place = found[-1]
    return text.count("\n", 0, place) + 1


def _members(text: str, place: int) -> Iterator[tuple[str | int, int]]:
    """Yield each key, or number from 1, of the object or list that starts at ``place``, and where its value starts."""
    if text[place] not in "{[":
        return
    number = 1
    while True:
        place = _skip_blanks(text, place + 1)
        if text[place] in "}]":
            return
        key: str | int = number
        if text[place] == '"' and text[(end := _skip_blanks(text, _end_of_value(text, place)))] == ":":
            key, place = json.loads(text[place:end]), _skip_blanks(text, end + 1)
        yield key, place
        place = _skip_blanks(text, _end_of_value(text, place))
        number += 1
        if text[place] != ",":
            return


def _end_of_value(text: str, place: int) -> int:
    return _DECODER.raw_decode(text, place)[1]


def _skip_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place] in _BLANK:
        place += 1
    return place


def _find_doubled(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, _Doubled):
        yield path, value.key
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _find_doubled(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _find_doubled(inner, (*path, number))


def _dump(value: object, indent: int | None = None) -> str:
    return json.dumps(value, indent=indent, ensure_ascii=False, allow_nan=False)
