"""The sentences in the person's language, and the numbers and lists in them as the person's country writes them.

It knows no Qt: the command line speaks every language without, and is as quick. What comes from Qt's own catalogues is
Qt's own, such as the buttons of its file dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from psoas_timer.core.problem import Problem, Problems
from psoas_timer.core.sentence import Sentence
from psoas_timer.lib.catalogue import Catalogue


def _plain_number(value: float) -> str:
    """Write a number as English does: whole ones in groups of three."""
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


@dataclass(frozen=True, slots=True)
class Language:
    """What people read: the sentences, and how numbers and lists are written."""

    catalogue: Catalogue = field(default_factory=Catalogue)
    write_number: Callable[[float], str] = _plain_number
    write_list: Callable[[Sequence[str]], str] = ", ".join


_used = Language()  # by the whole process, as Qt's own translators are: what is read in one window is read in all


def use_language(language: Language) -> None:
    """Show every sentence in ``language`` from now on; what is on the screen already stays as it is."""
    global _used
    _used = language


def used_language() -> Language:
    """Return the language in use."""
    return _used


def tr(text: str, n: int = -1) -> str:
    """Return ``text`` in the person's language, in the form for ``n`` things, which stand for its %n.

    The translators are given what is written out in a call of tr() or N_(); any other text must come from one.
    """
    found = _used.catalogue.find(text, n)
    return found if n < 0 else found.replace("%n", _used.write_number(n))


def number_word(value: float) -> str:
    """Return a number as the person's country writes it, with six digits at most where it is no whole one."""
    return _used.write_number(value)


def list_words(items: Sequence[str]) -> str:
    """Return several things as one text, such as "a, b and c"."""
    return _used.write_list(items)


def problem_text(problem: Problem) -> str:
    """Return a problem's sentences in the person's language; of several faults a line each."""
    if isinstance(problem, Problems):
        return "\n".join(problem_text(fault) for fault in problem.faults)
    n = problem.values.get("n")
    parts = (tr(part, n if isinstance(n, int) else -1) for part in (problem.what, problem.next_step) if part)
    return " ".join(_FILLER.vformat(part, (), problem.values) for part in parts)


class _Filler(Formatter):
    """Fills a template: a problem or sentence in it is translated, a list joined, a {number:n} written by the country.

    Any other number stays as it is: a line or a year, which is a name, or what belongs into a file.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Problem):
            return problem_text(value)
        if isinstance(value, Sentence):
            return tr(value)
        if isinstance(value, tuple | list):
            return list_words([str(item) for item in value])
        if format_spec == "n":
            return number_word(value)
        return format(value, format_spec)


_FILLER = _Filler()
