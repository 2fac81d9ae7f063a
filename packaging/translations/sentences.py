"""Every sentence of the sources that is marked for the translators.

Qt's lupdate reads Python, but it gives a call outside a class no context, takes half of `a if b else c` without a word,
and sees a plural only where a third argument is. So the sentences are found here, by Python's own parser, which says
what is not written out, and lupdate is given them as C++ (update.py).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "psoas_timer"
CONTEXT = "psoas_timer"
MARKS = ("tr", "N_")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, whether it has a form for each number, and the files that show it."""

    text: str
    is_plural: bool
    files: tuple[str, ...]


class NotWrittenOut(Exception):
    """A marked sentence that translators would not find, or would find in two forms."""


def marked_sentences(package: Path = PACKAGE) -> list[Marked]:
    """Return every marked sentence once, in the order of files and lines; raises NotWrittenOut."""
    found: dict[str, Marked] = {}
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package.parent).as_posix()
        for (line, _column), text, is_plural in sorted(_marks(path, name)):
            known = found.get(text, Marked(text, is_plural, ()))
            if known.is_plural is not is_plural:
                raise NotWrittenOut(f"{name}:{line}: {text!r} has a number here and none in {known.files[0]}, or not")
            files = known.files if name in known.files else (*known.files, name)
            found[text] = Marked(text, is_plural, files)
    return list(found.values())


def _marks(path: Path, name: str) -> Iterator[tuple[tuple[int, int], str, bool]]:
    """Yield the place, the text and whether it has a number, of each marked sentence."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS):
            continue
        what = node.args[0]
        has_number = len(node.args) + len(node.keywords) > 1
        if isinstance(what, ast.Constant) and isinstance(what.value, str):
            yield (node.lineno, node.col_offset), what.value, has_number or "%n" in what.value
        elif node.func.id == "N_" or isinstance(what, ast.JoinedStr | ast.BinOp | ast.IfExp):
            raise NotWrittenOut(f"{name}:{node.lineno}: the sentence is not written out in the call")
        # tr() of a name translates what was marked elsewhere.
