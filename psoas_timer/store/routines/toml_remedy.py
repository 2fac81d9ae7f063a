"""What is wrong with a file that is not TOML, and what to write instead.

The reader says only where it gave up. Each slip that we know (`toml_slips.py`, and here those of several lines) is
tried: the one that lets the reader come further is told, so the line that we propose is known to be right. Then the
next one is looked for, until the file can be read or nothing helps any more.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.store.routines.toml_lines import find_key_twice
from psoas_timer.store.routines.toml_quotes import straighten
from psoas_timer.store.routines.toml_slips import FINDERS, Slip, find_note, find_quotes, is_open
from psoas_timer.store.values import escape, printable, show_path

# Reading a long file so often would take seconds, and the first few sentences tell what the matter is.
MOST_TOLD = 10
_MOST_BYTES = 32 * 1024
# A line with more than that was not written by a person, who alone makes slips of the pen.
_MOST_LETTERS = 2000
# Whether a slip is the cause shows in the next lines.
_NEAR = 20
_MOST_SHOWN = 80

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_END = (10**9, 0)


# The line of a slip, the text of other lines once it is mended, and the slip.
_Proposal = tuple[int, Mapping[int, str], Slip]


@dataclass(frozen=True, slots=True)
class _Fault:
    """Where the reader gave up: line and column, from 1, and its reason."""

    place: tuple[int, int]
    reason: str


def faults_of_text(source: str, file: str) -> list[Problem]:
    """Return what is wrong with a ``source`` that cannot be read, each with line and remedy; at least one.

    Lines are separated by \\n. ``file`` is the name in the sentences.
    """
    lines = source.rstrip("\n").split("\n")
    fault = _first_fault(lines)
    found: list[Problem] = []
    while fault and len(found) < MOST_TOLD:
        mended = next(_mendings(lines, fault), None)
        if mended is None:
            return found or [_unknown(lines, fault, file)]
        number, slip, lines, fault = mended
        example = slip.example or lines[number - 1].strip()
        if len(example) > _MOST_SHOWN:
            example = f"{example[: _MOST_SHOWN - 1]}…"
        found.append(Problem(slip.what, slip.next_step, file=file, line=number, example=escape(example), **slip.values))
        if len(source) > _MOST_BYTES:
            break
    return found or [_unknown(lines, fault or _Fault((1, 1), ""), file)]


def _mendings(lines: list[str], fault: _Fault) -> Iterator[tuple[int, Slip, list[str], _Fault | None]]:
    """Yield every slip that lets the reader come further: its line, the lines mended, and where it gives up next."""
    for number, others, slip in _proposals(lines, fault):
        mended = [*lines]
        for other, text in {number: slip.line, **others}.items():
            mended[other - 1] = text
        near = _first_fault(mended[: fault.place[0] + _NEAR])
        if near is None or near.place > fault.place:
            yield number, slip, mended, _first_fault(mended)


def _proposals(lines: list[str], fault: _Fault) -> Iterator[_Proposal]:
    """Yield what may be the cause."""
    none: dict[int, str] = {}
    number, column = min(fault.place[0], len(lines)), fault.place[1]
    if fault.place == _END:
        column = len(lines[-1]) + 1
    line = lines[number - 1]
    if max(map(len, lines[max(number - 2, 0) : number + 9])) > _MOST_LETTERS:
        return
    before, rest = line[: column - 1], line[column - 1 :]
    if twice := find_key_twice("\n".join(lines[:number])):
        path, first, last = twice
        slip, others = _twice(lines, show_path(path), first, last)
        yield last, dict.fromkeys(range(last + 1, number + 1), "") | others, slip
    yield from _broken_text(lines, number, before)
    for find in FINDERS:
        if found := find(before, rest):
            yield number, none, found
    yield from _broken_braces(lines, number, before, rest)
    for slip in _in_brackets(before, rest):
        yield number, none, slip
    above = next((one for one in range(number - 1, 0, -1) if lines[one - 1].split("#")[0].strip()), 0)
    if above and not before.strip() and len(lines[above - 1]) <= _MOST_LETTERS:
        for slip in _after(lines[above - 1], rest):
            yield above, none, slip
    if found := find_note(before, rest):
        yield number, none, found
    if fault.place == _END:
        yield from _open_end(lines, has_single="'" in fault.reason)


def _open_end(lines: list[str], *, has_single: bool) -> Iterator[_Proposal]:
    """Yield a list that goes on to the end of the file, or a text in single or in three quotes."""
    last = next((one for one in range(len(lines), 0, -1) if lines[one - 1].split("#")[0].strip()), 0)
    if last:
        yield last, {}, Slip(f"{lines[last - 1].rstrip(', ')}]", _unclosed("]"))
    for number, line in enumerate(lines, 1):
        if has_single and line.count("'") % 2 and (found := find_quotes(line, "")):
            yield number, {}, found
    for quotes in ('"""', "'''"):
        for number, line in enumerate(lines, 1):
            if line.count(quotes) % 2:
                what = N_("{file}, line {line}: a text in three quotes does not end.")
                next_step = N_("Write three quotes where it ends, or one on each side if it is on one line.")
                ended = {len(lines): lines[-1] + quotes}
                yield number, ended, Slip(line, what, next_step)


def _broken_text(lines: list[str], number: int, before: str) -> Iterator[_Proposal]:
    """Yield a text that begins on this line and goes on below it."""
    if before.replace('\\"', "").count('"') % 2 == 0:
        return
    for end in range(number + 1, min(number + 6, len(lines) + 1)):
        if "=" in lines[end - 1] or lines[end - 1].lstrip().startswith("["):
            return
        if re.search(r"[\"”“»]\s*[\],}]*\s*$", lines[end - 1]):
            joined = " ".join(one.strip() for one in lines[number - 1 : end])
            yield number, dict.fromkeys(range(number + 1, end + 1), ""), Slip(
                straighten(joined)[0], N_("{file}, line {line}: a text goes on after the end of its line."),
                N_("Write it on one line: {example}."),
            )  # fmt: skip
            return


def _broken_braces(lines: list[str], number: int, before: str, rest: str) -> Iterator[_Proposal]:
    """Yield a table in braces that begins on this line and goes on below it."""
    if rest.strip() or "{" not in before:
        return
    end = next((one for one in range(number, min(number + 9, len(lines) + 1)) if "}" in lines[one - 1]), number)
    parts = [one.strip() for one in lines[number - 1 : end]]
    joined = ", ".join(part.rstrip(", ") for part in parts if part)
    joined = re.sub(r",\s*\}", " }", joined.replace("{, ", "{ "))
    yield number, dict.fromkeys(range(number + 1, end + 1), ""), Slip(
        joined if "}" in joined else f"{joined} }}", _unclosed("}")
    )  # fmt: skip


def _twice(lines: list[str], key: str, first: int, last: int) -> tuple[Slip, dict[int, str]]:
    """Return the slip of a key or section in its second place, and the text of other lines once it is mended."""
    header = re.fullmatch(r"\s*\[{1,2}\s*([\w.]+)\s*\]{1,2}.*", lines[last - 1])
    what = N_("{file}, line {line}: the section {key} is there twice, first in line {first}.")
    values: dict[str, object] = {"key": key, "first": first}
    if header and header[1] in ("stage", "stage.say"):
        example = f"[[{header[1]}]]"
        single = re.compile(rf"\s*\[\s*{re.escape(header[1])}\s*\]")
        others = {number: example for number, line in enumerate(lines, 1) if single.match(line)}
        return Slip(
            example, what, N_("Write {example}, in double brackets, each time."), example, values
        ), others  # fmt: skip
    if header:
        next_step = N_("Put everything into the first one, and remove the other.")
        return Slip("", what, next_step, values=values), {}
    mended = "" if first != last else _without_repeat(lines[last - 1], key.rsplit(".", 1)[-1])
    what = N_("{file}, line {line}: {key} is there twice, first in line {first}.")
    return Slip(mended, what, N_("Keep one of the two, and remove the other."), values=values), {}


def _without_repeat(line: str, key: str) -> str:
    """Return a line without the second place of ``key`` in its braces."""
    places = [found.start() for found in re.finditer(rf"(?<![\w.-]){re.escape(key)}\s*=", line)]
    if len(places) < 2:
        return ""
    kept, removed = line[: places[1]].rstrip(" ,"), line[places[1] :]
    return kept + (re.search(r"[,}].*", removed) or [""])[0]


def _in_brackets(before: str, rest: str) -> Iterator[Slip]:
    """Yield slips between the brackets of a list or the braces of a table, on this line."""
    sign = rest[:1]
    comma = N_("{file}, line {line}: a comma is missing between two entries.")
    if sign == ")":
        yield Slip(f"{before}]{rest[1:]}", N_("{file}, line {line}: the brackets do not match."))
    if sign in (";", "、", "，") and before.strip():
        yield Slip(f"{before},{rest[1:]}", comma)
    if sign == ",":
        yield Slip(f"{before.rstrip()}{rest[1:]}", N_("{file}, line {line}: there is a comma too many."))
    if sign == "}" and before.rstrip().endswith(","):
        yield Slip(f"{before.rstrip().rstrip(',')} {rest}", N_("{file}, line {line}: there is a comma too many."))
    if sign and sign not in ",]})" and (is_open(before) or is_open(before, "{", "}")):
        yield Slip(f"{before.rstrip()}, {rest}", comma)
    if sign == "(":
        yield Slip(f"{before}[{rest[1:].replace(')', ']', 1)}", N_("{file}, line {line}: the brackets do not match."))
    closing = "}" if is_open(before, "{", "}") else "]" if is_open(before) else ""
    if closing and (not rest.strip() or rest.lstrip().startswith("#")):
        yield Slip(f"{before.rstrip()} {closing}".replace(" ]", "]"), _unclosed(closing))


def _after(above: str, rest: str) -> Iterator[Slip]:
    """Yield slips at the end of the line above: a comma or a closing bracket is missing there."""
    text, note = re.fullmatch(r"(.*?)(\s*(?:#[^\"\']*)?)", above).groups()  # type: ignore[union-attr]  # all may be empty
    if re.match(r"""[\["'{\d“„«‘]""", rest) and not rest.startswith("[["):
        yield Slip(f"{text},{note}", N_("{file}, line {line}: a comma is missing after the entry."))
    yield Slip(f"{text.rstrip(', ')}]{note}", _unclosed("]"))


def _unclosed(closing: str) -> str:
    if closing == "]":
        return N_("{file}, line {line}: the list is not closed by a bracket.")
    return N_("{file}, line {line}: what is in braces must be on one line, closed by a brace.")


def _first_fault(lines: list[str]) -> _Fault | None:
    try:
        tomllib.loads("\n".join(lines) + "\n")
    except ValueError as error:  # TOMLDecodeError, or a number with thousands of digits
        found = _PLACE.search(str(error))
        reason = str(error)[: found.start()] if found else str(error)
        if found and found["line"]:
            return _Fault((int(found["line"]), int(found["column"])), reason)
        return _Fault(_END, reason)
    except RecursionError:  # brackets nested absurdly deep, after the fault
        return _Fault((1, 1), "")
    return None


def _unknown(lines: list[str], fault: _Fault, file: str) -> Problem:
    return Problem(
        N_("{file}, line {line}: this is not valid TOML ({reason})."),
        N_("Check the quotes, the brackets and the = sign there or just before."),
        file=file, line=min(fault.place[0], len(lines)), reason=printable(fault.reason),
    )  # fmt: skip
