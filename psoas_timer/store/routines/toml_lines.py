"""Finds the line of each key in a TOML file: tomllib gives lines only for syntax errors."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from psoas_timer.store.values import KeyPath

_Token = tuple[int, str]  # its line and its text

_TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}'''  # multi-line strings; up to two of the closing quotes are text
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|\n|[\[\]{},=]|[^\s\[\]{},="'\#]+""",
    re.DOTALL,
)
# No routine has deeper keys than this; they are reported at the line of what contains them.
_DEEPEST = 6


def find_lines(source: str) -> dict[KeyPath, int]:
    """Return the line, from 1, of every table, key and list entry of ``source``, which must be valid TOML.

    The contents of inline tables are left out: ``line_of`` gives the line of the table's key.
    """
    lines: dict[KeyPath, int] = {}
    entries: dict[KeyPath, int] = {}  # how many [[tables]] with each name there are so far
    table: KeyPath = ()
    for statement in _split_statements(source):
        line, first = statement[0]
        if first == "[":
            table = _open_table(statement, entries)
            lines.setdefault(table, line)
            continue
        key = list(takewhile(lambda token: token[1] != "=", statement))
        path = table + _read_key(key)
        for length in range(len(table) + 1, min(len(path), len(table) + _DEEPEST) + 1):
            lines.setdefault(path[:length], line)
        for number, entry_line in _find_entries(statement[len(key) + 1 :]):
            lines[(*path, number)] = entry_line
    return lines


def find_key_twice(source: str) -> tuple[KeyPath, int, int] | None:
    """Return the first key or section that may be there only once and is there again, with the lines of both.

    What follows it need not be valid TOML.
    """
    lines: dict[KeyPath, int] = {}
    entries: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for statement in _split_statements(source):
        line, first = statement[0]
        try:
            if first == "[":
                path = table = _open_table(statement, entries)
                other = path[:-1] if isinstance(path[-1], int) else (*path, 1)
                if other in lines:  # [name] and [[name]]
                    return other[: len(path)], lines[other], line
            else:
                key = list(takewhile(lambda token: token[1] != "=", statement))
                path = table + _read_key(key)
                if inner := _find_name_twice(statement[len(key) + 1 :]):
                    return (*path, inner[1]), inner[0], inner[0]
        except (ValueError, IndexError):
            return None
        if path in lines:
            return path, lines[path], line
        lines[path] = line
    return None


def _find_name_twice(value: Sequence[_Token]) -> _Token | None:
    """Return the first name that is there twice between the braces of ``value``."""
    depth, names = 0, set()
    for token, after in pairwise(value):
        depth += (token[1] == "{") - (token[1] == "}")
        if after[1] == "=" and depth == 1:
            if token[1] in names:
                return token
            names.add(token[1])
    return None


def line_of(path: KeyPath, lines: dict[KeyPath, int]) -> int:
    """Return the line of ``path``, else of the nearest thing around it, else 1."""
    return next((lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in lines), 1)


def _split_statements(source: str) -> Iterator[list[_Token]]:
    """Yield each table header and each ``key = value`` as its tokens, without comments."""
    statement: list[_Token] = []
    line, depth = 1, 0
    for match in _TOKEN.finditer(source):
        token = match[0]
        if token == "\n":
            if depth == 0 and statement:
                yield statement
                statement = []
        elif not token.startswith("#"):
            statement.append((line, token))
            depth += (token in ("[", "{")) - (token in ("]", "}"))
        line += token.count("\n")
    if statement:
        yield statement


def _open_table(header: Sequence[_Token], entries: dict[KeyPath, int]) -> KeyPath:
    is_entry = header[1][1] == "["
    *parents, name = _read_key([token for token in header if token[1] not in ("[", "]")])
    path: KeyPath = ()
    for parent in parents:
        path = (*path, parent)
        if path in entries:
            path = (*path, entries[path])
    path = (*path, name)
    if is_entry:
        entries[path] = entries.get(path, 0) + 1
        path = (*path, entries[path])
    return path


def _read_key(tokens: Sequence[_Token]) -> tuple[str, ...]:
    text = "".join(token for _, token in tokens)
    if '"' not in text and "'" not in text:
        return tuple(text.split("."))
    parts: list[str] = []
    value: object = tomllib.loads(f"{text} = 0")
    while isinstance(value, dict):
        part, value = next(iter(value.items()))
        parts.append(part)
    return tuple(parts)


def _find_entries(value: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Yield (number from 1, line) of each entry if ``value`` is a list."""
    if not value or value[0][1] != "[":
        return
    depth, number, is_due = 1, 0, True
    for line, token in value[1:]:
        if is_due and depth == 1 and token not in (",", "]"):
            number, is_due = number + 1, False
            yield number, line
        depth += (token in ("[", "{")) - (token in ("]", "}"))
        if token == "," and depth == 1:
            is_due = True
