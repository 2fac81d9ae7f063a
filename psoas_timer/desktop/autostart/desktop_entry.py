"""A desktop entry, the file that describes a program to a Linux desktop, after the Desktop Entry Specification.

specifications.freedesktop.org/desktop-entry-spec: values of type string are escaped, and the command line of ``Exec``
is also quoted within its value.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_

GROUP = "[Desktop Entry]"

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNESCAPES = {"\\\\": "\\", "\\n": "\n", "\\t": "\t", "\\r": "\r", "\\s": " "}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# A word in double quotes, in single quotes (not in the specification, but people use them), or in none.
_WORD = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']+))(?=\s|$)""", re.DOTALL)

# The specification does not allow an equals sign in a program's path; and GLib and systemd look for the path with its
# percent signs still doubled, and find nothing. As an argument such a path works like any other.
_STEPPING_STONE = ("/bin/sh", "-c", 'exec "$0" "$@"')
_NOT_IN_A_PROGRAM = frozenset("=%")


def escape(text: str) -> str:
    """Return ``text`` escaped for a key of type string."""
    return re.sub(r"[\\\n\t\r]", lambda found: _ESCAPES[found[0]], text)


def unescape(value: str) -> str:
    """Return the text of a value of type string; unknown escapes stay unchanged."""
    return re.sub(r"\\[\\ntrs]", lambda found: _UNESCAPES[found[0]], value)


def join_command(words: Sequence[str]) -> str:
    """Return the value of ``Exec`` that starts exactly these words.

    Raises Problem if a word contains what no entry can: a line break or another control character, or a name that is
    not text.
    """
    for word in words:
        if _CONTROL.search(word) or not _is_text(word):
            raise Problem(
                N_("{path} has a character in its name that prevents desktops from starting the program."),
                N_("Rename it, or move Psoas Timer to another folder, then try again."),
                path=repr(word)[1:-1],
            )
    if _NOT_IN_A_PROGRAM & {*words[0]}:
        words = (*_STEPPING_STONE, *words)
    return escape(" ".join(_quote(word) for word in words))


def split_command(value: str) -> tuple[str, ...]:
    """Return the words that a value of ``Exec`` starts, as for ``join_command``; () if it cannot be read.

    Field codes, which stand for files to open, stay unchanged.
    """
    text, at = unescape(value).strip(), 0
    words: list[str] = []
    while at < len(text):
        found = _WORD.match(text, at)
        if not found:
            return ()
        quoted, raw, plain = found.groups()
        word = raw or plain or "" if quoted is None else re.sub(r'\\(["`$\\])', r"\1", quoted)
        words.append(word.replace("%%", "%"))
        at = found.end()
    stone = len(_STEPPING_STONE)
    return tuple(words[stone:] if tuple(words[:stone]) == _STEPPING_STONE else words)


def _quote(word: str) -> str:
    """Return a word of ``Exec``: quoted, unless by no reading of the specification it needs to be."""
    if re.fullmatch(r"[\w./+-]+", word, re.ASCII):
        return word
    return '"' + re.sub(r'([\\"`$])', r"\\\1", word).replace("%", "%%") + '"'


def _is_text(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:  # a file name that is not UTF-8
        return False
    return True


@dataclass(frozen=True)
class DesktopEntry:
    """The lines of a file whose first group is GROUP; later groups stay unchanged."""

    lines: tuple[str, ...] = (GROUP,)

    @classmethod
    def parse(cls, content: bytes | None) -> DesktopEntry | None:
        """Return the entry, None if there is none."""
        try:
            lines = tuple((content or b"").decode().split("\n"))
        except UnicodeDecodeError:
            return None
        first = next((line.strip() for line in lines if line.strip() and not line.startswith("#")), "")
        return cls(lines) if first == GROUP else None

    def __bytes__(self) -> bytes:
        return ("\n".join(self.lines).rstrip("\n") + "\n").encode()

    def value(self, key: str) -> str:
        """Return the file's value for a key, still escaped; '' if there is none."""
        found = [line.partition("=")[2].strip() for line in self.lines[: self._end()] if _key(line) == key]
        return found[-1] if found else ""

    def with_values(self, values: Mapping[str, str], without: Collection[str] = ()) -> DesktopEntry:
        """Return the entry with these values, already escaped, and with the keys ``without`` removed."""
        end, left = self._end(), dict(values)
        lines = []
        for line in self.lines[:end]:
            key = _key(line)
            if key in values:
                if key in left:
                    lines.append(f"{key}={left.pop(key)}")
            elif key not in without:
                lines.append(line)
        while lines[-1].strip() == "":
            lines.pop()
        lines += [f"{key}={value}" for key, value in left.items()]
        rest = self.lines[end:]
        return DesktopEntry((*lines, *(("", *rest) if rest else ())))

    def _end(self) -> int:
        """Return where the group ends."""
        groups = [number for number, line in enumerate(self.lines) if line.startswith("[")]
        return groups[1] if len(groups) > 1 else len(self.lines)


def _key(line: str) -> str:
    """Return the key of a line, '' if it has none; a comment gives a key that does not exist."""
    key, sign, _value = line.partition("=")
    return key.strip() if sign else ""
