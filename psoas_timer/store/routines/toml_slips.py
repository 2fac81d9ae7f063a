"""Slips of the pen in one line of a TOML file: what each is called, and how the line reads without it.

Every function gets the line in two parts, split where the reader gave up, and returns a Slip if it knows better. That
it does is not taken on trust: `toml_remedy.py` reads the file again with the line as proposed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from psoas_timer.core.sentence import N_
from psoas_timer.store.routines.toml_quotes import DOUBLE, SINGLE, TYPOGRAPHIC, escape_quotes, straighten

_KEY = r"""[\w.\- "'ª-￿]*?[\w"']"""
_YES, _NO = ("true", "yes", "on", "y"), ("false", "no", "off", "n")
_NOTHING = ("null", "none", "nil", "undefined", "-", "n/a")
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_LISTS = {"wants", "steps", "cautions", "closing", "other_patterns", "minutes_range"}
_TEXTS = {
    *_LISTS, "id", "title", "summary", "position", "source", "picture", "settle", "text", "short", "left", "right",
} - {"minutes_range"}  # fmt: skip
_SECTIONS = {"stage": "[[stage]]", "stage.say": "[[stage.say]]", "stage.words": "[stage.words]"}

_WRITE = N_("Write {example}.")


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong and what to do, as sentences with {file}, {line}, {example} and ``values``; the line mended.

    ``example`` is what to write, if it is not the whole line.
    """

    line: str
    what: str
    next_step: str = _WRITE
    example: str = ""
    values: dict[str, object] = field(default_factory=dict)


Finder = Callable[[str, str], Slip | None]


def find_invisible(before: str, rest: str) -> Slip | None:
    """A no-break space, a zero-width character or a control character."""
    sign = rest[:1]
    category = unicodedata.category(sign) if sign else ""
    if sign in " \t" or category not in ("Zs", "Cf", "Cc", "Zl", "Zp"):
        return None
    return Slip(
        f"{before}{' ' if category == 'Zs' else ''}{rest[1:]}",
        N_("{file}, line {line}: {code} is a character that cannot be seen."),
        N_("Delete it, and type a space if one is needed."),
        values={"code": f"U+{ord(sign):04X}"},
    )


def find_value_missing(before: str, rest: str) -> Slip | None:
    """A key with nothing after its =."""
    if re.match(r"\s*(#|$)", rest) and before.rstrip().endswith("="):
        return Slip(
            f"# {before}{rest}", N_("{file}, line {line}: {key} has no value."),
            N_("Write one after the = sign, or remove the line."), values={"key": _key_of(before)},
        )  # fmt: skip
    return None


def find_list(before: str, rest: str) -> Slip | None:
    """A list without its brackets."""
    found = re.fullmatch(r"(\s*([\w-]+)\s*=\s*)([^\[#]+?)(\s*(?:#.*)?)", before + rest)
    if not found or found[2] not in _LISTS:
        return None
    inner = found[3]
    if span := re.fullmatch(r"([\d.]+)\s*(?:[-–—−]|to|bis|,)\s*([\d.]+)", inner):
        inner = f"{span[1]}, {span[2]}"
    elif "," not in inner:
        return None
    return Slip(
        f"{found[1]}[{inner.strip(' (){}')}]{found[4]}", N_("{file}, line {line}: {key} is a list."),
        N_("Put it in brackets: {example}."), values={"key": found[2]},
    )  # fmt: skip


def _key_of(before: str) -> str:
    """Return the key whose value the reader was at, '' if there is none."""
    found = re.search(r"([\w-]+)\s*=[^=]*$", before)
    return found[1] if found else ""


def is_open(before: str, opening: str = "[", closing: str = "]") -> bool:
    """Tell whether a bracket is open at the end of ``before``; those in texts do not count."""
    plain = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'', "", before)
    return plain.count(opening) > plain.count(closing)


def is_among_others(before: str) -> bool:
    """Tell whether the brackets of a list or the braces of a table are open at the end of ``before``."""
    return is_open(before) or is_open(before, "{", "}")


def find_quotes(before: str, rest: str) -> Slip | None:
    """Curly and other typographic quotes, quotes within quotes such as inch marks, and one of the two missing."""
    line = before + rest
    if "```" in line or (before.rstrip()[-1:] in ('"', "'") and re.match(r"[\w-]+\s*=", rest)):
        return None
    if is_open(before) and before.rstrip()[-1:] in ('"', "'") and rest[:1] in ('"', "'"):
        return Slip(f"{before.rstrip()}, {rest}", N_("{file}, line {line}: a comma is missing between two entries."))
    if found := re.fullmatch(rf"(\s*)[{DOUBLE}{SINGLE}]([\w-]+\s*=[^{DOUBLE}{SINGLE}]+)", line):
        return Slip(found[1] + found[2], N_("{file}, line {line}: a text has a quote on one side only."))
    mended, strange = straighten(line)
    typed = strange or next((sign for sign in line if sign in TYPOGRAPHIC), "")
    if mended == line:
        mended = _closed(line)
    elif strange:
        return _curly(mended, strange)
    else:
        return Slip(
            mended,
            N_("{file}, line {line}: there is a quote inside a text in quotes."),
            N_("Put a backslash before it: {example}."),
        )
    if mended == line:
        return None
    if typed:
        return _curly(mended, typed)
    return Slip(mended, N_("{file}, line {line}: a text has a quote on one side only."))


def _curly(line: str, sign: str) -> Slip:
    return Slip(
        line,
        N_("{file}, line {line}: {sign} is a curly quote, which TOML does not know.")
        if sign in "“”„‟‘’‚‛"
        else N_("{file}, line {line}: {sign} is not a quote that TOML knows."),
        N_("Use straight quotes: {example}."),
        values={"sign": sign},
    )


def _closed(line: str) -> str:
    """Return the line with the closing quote that its last text lacks, or the line itself."""
    found = re.fullmatch(rf"(.*[=\[,{{]\s*|\s*)([{DOUBLE}{SINGLE}])([^{DOUBLE}]*?)(\s*[,\]}}]*\s*)", line)
    if not found:
        return line
    return f'{found[1]}"{escape_quotes(found[3])}"{found[4]}'


def find_decimal_comma(before: str, rest: str) -> Slip | None:
    """2,5 for 2.5; before exactly three digits it may be one between thousands."""
    line = before + rest
    digits = re.search(r"[+-]?\d+$", before)
    found = re.search(r"([+-]?\d+),(\d+)(?=\s*$)", before) or (
        digits and re.compile(r"([+-]?\d+),(\d+)").match(line, digits.start())
    )
    if not found or _key_of(before) in _TEXTS:
        return None
    mended = f"{line[: found.start()]}{found[1]}.{found[2]}{line[found.end() :]}"
    what = N_("{file}, line {line}: {value} has a decimal comma.")
    next_step = N_("Use a decimal point: {example}.")
    if len(found[2]) == 3:
        what = N_("{file}, line {line}: {value} has a comma.")
        next_step = N_("Write no comma between thousands, and a point before decimals, such as 2.5.")
    return Slip(mended, what, next_step, values={"value": found[0]})


def find_number(before: str, rest: str) -> Slip | None:
    """Numbers with units, with a point or a zero too many or too few, as fractions, or in digits of another script."""
    begin = re.match(r".*[=\[,{]\s*", before)
    if begin is None or _key_of(before) in _TEXTS:
        return None
    head = begin[0]
    value = _bare_value(before[len(head) :] + rest)
    tail = (before + rest)[len(head) + len(value) :]
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in value)
    plain = re.sub(r"^[−–—]\s*", "-", plain).strip()
    number = ""
    if plain in _FRACTIONS or (plain[-1:] in _FRACTIONS and plain[:-1].strip().isdecimal()):
        number = f"{int(plain[:-1] or 0)}{_FRACTIONS[plain[-1]][1:]}"
    elif found := re.fullmatch(r"(?:(\d{1,4})\s+)?(\d{1,4})\s*/\s*([1-9]\d{0,3})", plain):
        number = f"{int(found[1] or 0) + int(found[2]) / int(found[3]):g}"
    elif (found := re.fullmatch(r"(\d{1,4}):([0-5]?\d)", plain)) and re.search(r"(_s|minutes)\s*=\s*$", head):
        minutes, seconds = int(found[1]), int(found[2])
        number = f"{minutes * 60 + seconds}" if head.rstrip(" =").endswith("_s") else f"{minutes + seconds / 60:.4g}"
    elif found := re.fullmatch(r"([+-]?)0*(\d*)(?:[.](\d*))?\s*[^\W\d]{0,12}[.%]?", plain):
        if found[2] or found[3] or plain.startswith("0"):
            number = f"{found[1]}{found[2] or 0}{'.' + found[3] if found[3] else ''}"
    elif not is_among_others(before) and (found := re.match(r"\W{0,3}?([+-]?(?:0|[1-9]\d*)(?:\.\d+)?)(?!\d)", plain)):
        number = found[1]
    if not number or number == value:
        return None
    return Slip(
        f"{head}{number}{tail}",
        N_("{file}, line {line}: {value} is not a number that TOML knows."),
        values={"value": value.strip()},
    )


def find_text_without_quotes(before: str, rest: str) -> Slip | None:
    """A word where only true, false, a number or a text in quotes may be."""
    if begin := re.fullmatch(r"(\s*([\w-]+)\s*=\s*)([\d,.]+\s*)", before):  # a text may begin with a number
        before, rest = (begin[1], begin[3] + rest) if begin[2] in _TEXTS else (before, rest)
    if not re.search(r"[=\[,{]\s*$", before) or not re.match(r"\w|-|/", rest):
        return None
    value = (
        _bare_value(rest) if re.search(r"[\[,{]\s*$|\{", before) else re.split(r"\s+#", rest, maxsplit=1)[0].rstrip()
    )
    tail = rest[len(value) :]
    if value.lower() in (*_YES, *_NO):
        return Slip(
            f"{before}{'true' if value.lower() in _YES else 'false'}{tail}",
            N_("{file}, line {line}: {value} is not a value that TOML knows."),
            N_("Write true or false, in small letters: {example}."),
            values={"value": value},
        )
    if value.lower() in _NOTHING:
        return Slip(
            f"# {before}{rest}",
            N_("{file}, line {line}: {value} is not a value that TOML knows."),
            N_("Remove the line, or write a value."),
            values={"value": value},
        )
    return Slip(
        f'{before}"{escape_quotes(value.strip(DOUBLE + SINGLE))}"{tail}',
        N_("{file}, line {line}: the text {value} is not in quotes."),
        N_("Put it in double quotes: {example}."),
        values={"value": value},
    )


def _bare_value(rest: str) -> str:
    return re.split(r"\s*[,\]}#\n]", rest, maxsplit=1)[0].rstrip()


def find_equals_sign(before: str, rest: str) -> Slip | None:
    """A colon or two signs in the place of =, or none; a key of several words."""
    what = N_("{file}, line {line}: there must be one = between {key} and its value.")
    if found := re.match(r"\s*(?:[:：＝>→-]|=)[:=＝>]*\s*", rest):
        head = before.rstrip(" =:")
        key = _last_key(head)
        if key:
            return Slip(f"{head} = {rest[found.end() :]}", what, values={"key": key})
    key = _last_key(before)
    if key and "=" not in before.rsplit("{", 1)[-1].rsplit(",", 1)[-1]:
        if found := re.match(rf"({_KEY})\s*=", rest):
            joined = re.sub(r"\s+", "_", f"{key} {found[1]}")
            return Slip(
                f"{before.rstrip()[: -len(key)]}{joined}{rest[found.end(1) :]}",
                N_("{file}, line {line}: a key has no spaces, unlike {key}."),
                values={"key": f"{key} {found[1]}"},
            )
        if re.match(rf"[{DOUBLE}{SINGLE}\d+\-\[{{]|(true|false)\b", rest):
            return Slip(f"{before.rstrip()} = {rest}", what, values={"key": key})
    return None


def _last_key(before: str) -> str:
    found = re.search(r"(?:^|[{,])\s*([\w.-]+|\"[^\"]*\"|'[^']*')\s*$", before)
    return found[1] if found else ""


def find_ending(before: str, rest: str) -> Slip | None:
    """What follows a statement: a comma or semicolon, a note without its #, or another statement."""
    if is_open(before):
        return None
    if re.fullmatch(r"\s*[,;.，。；]+\s*(#.*)?", rest):
        return Slip(
            f"{before.rstrip()}{rest.lstrip(' ,;.，。；')}",
            N_("{file}, line {line}: there is a {sign} at the end."),
            values={"sign": rest.strip()[0]},
        )
    if found := re.match(r"\s*(//|--|;|/\*)\s*", rest):
        return Slip(f"{before}# {rest[found.end() :]}", N_("{file}, line {line}: a note begins with #."), values={})
    if before.strip() and re.match(rf"\s*{_KEY}\s*=|\s*\[", rest):
        return Slip(
            before, N_("{file}, line {line}: there is more than one thing on the line."),
            N_("Begin a new line before {example}."), example=rest.strip(),
        )  # fmt: skip
    return None


def find_header(before: str, rest: str) -> Slip | None:
    """Brackets around the name of a section that do not match, or are of another kind."""
    found = re.fullmatch(r"\s*[\[({<]+\s*([\w. -]+?)\s*[\])}>]*\s*(#.*)?", before + rest)
    if not found:
        return None
    name = re.sub(r"\s", "", found[1])
    mended = _SECTIONS.get(name.lower().replace("stages", "stage"), f"[{name}]")
    return Slip(
        f"{mended} {found[2] or ''}".rstrip(), N_("{file}, line {line}: the brackets do not match."), example=mended
    )


def find_backslash(before: str, rest: str) -> Slip | None:
    """A backslash that means itself, as in the path of a file."""
    line = before + rest
    if "\\" not in line:
        return None
    mended = re.sub(r'\\(?![btnfr"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})', r"\\\\", re.sub(r"\\\\", "\\\\", line))
    return Slip(
        line.replace("\\", "\\\\") if mended == line else mended,
        N_("{file}, line {line}: there is a single backslash in a text in double quotes."),
        N_("Write two for each: {example}."),
    )


def find_note(before: str, rest: str) -> Slip | None:
    """A line that is nothing at all in TOML: prose, or the fence of a code block."""
    line = before + rest
    if "=" in line or not line.strip() or line.lstrip().startswith(("[", "(", "<")):
        return None
    return Slip(
        f"# {line}",
        N_("{file}, line {line}: this is neither a section in brackets nor a key with = and a value."),
        N_("Remove it, or put a # in front if it is a note to yourself."),
    )


# The first that leads further is told.
FINDERS: tuple[Finder, ...] = (
    find_invisible, find_list, find_decimal_comma, find_header, find_quotes, find_number, find_value_missing,
    find_equals_sign, find_text_without_quotes, find_ending, find_backslash,
)  # fmt: skip
