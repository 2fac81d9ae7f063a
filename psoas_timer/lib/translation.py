"""The sentences in the person's language, with numbers and lists written as in their country.

It does not use Qt, so that the command line can use every language and stay fast. Only Qt's own sentences, such as
the buttons of its file dialog, come from Qt's catalogues.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from string import Formatter
from typing import Any

from psoas_timer.core.problem import Problem, Problems
from psoas_timer.core.sentence import Sentence
from psoas_timer.lib.catalogue import Catalogue


def _plain_number(value: float) -> str:
    """Write a number as in English: whole numbers in groups of three digits."""
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


@dataclass(frozen=True, slots=True)
class Language:
    """The language on the screen: its sentences, and how it writes numbers and lists."""

    catalogue: Catalogue = field(default_factory=Catalogue)
    write_number: Callable[[float], str] = _plain_number
    write_list: Callable[[Sequence[str]], str] = ", ".join


_used = Language()  # by the whole process, like Qt's own translators, so that all windows show the same language


def use_language(language: Language) -> None:
    """Show every sentence in ``language`` from now on; text already on the screen does not change."""
    global _used
    _used = language


def used_language() -> Language:
    """Return the language in use."""
    return _used


def tr(text: str, n: int = -1) -> str:
    """Return ``text`` in the person's language, in the form for ``n`` things, with ``n`` in place of %n.

    Translators get the literals in calls of tr() and N_(); any other text must come from such a call.
    """
    found = _used.catalogue.find(text, n)
    return found if n < 0 else found.replace("%n", _used.write_number(n))


def number_word(value: float) -> str:
    """Return a number as written in the person's country, with at most six digits if it is not whole."""
    return _used.write_number(value)


def list_words(items: Sequence[str]) -> str:
    """Return several things as one text, such as "a, b and c"."""
    return _used.write_list(items)


def path_text(path: PurePath | str) -> str:
    """Return a path as it can be shown, with a byte that is no UTF-8 as \\xff; a name on the disk may have any."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def problem_text(problem: Problem) -> str:
    """Return a problem's sentences in the person's language; several faults get a line each."""
    if isinstance(problem, Problems):
        return "\n".join(problem_text(fault) for fault in problem.faults)
    n = problem.values.get("n")
    parts = (tr(part, n if isinstance(n, int) else -1) for part in (problem.what, problem.next_step) if part)
    return " ".join(_FILLER.vformat(part, (), problem.values) for part in parts)


class _Filler(Formatter):
    """Fills a template: translates problems and sentences, joins lists, and formats {number:n} for the country.

    Any other number stays as it is, such as a line number, a year, or a value for a file.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Problem):
            return problem_text(value)
        if isinstance(value, Sentence):
            return tr(value)
        if isinstance(value, PurePath):
            return path_text(value)
        if isinstance(value, tuple | list):
            return list_words([str(item) for item in value])
        if format_spec == "n":
            return number_word(value)
        return format(value, format_spec)


_FILLER = _Filler()
