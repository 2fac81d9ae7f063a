"""A test asks what anybody may ask: no name with a leading underscore of another module.

A test that knows the inside holds it fast: whoever mends the inside has to mend the test. Drive a widget as a person
does (find the button by its text), give a fake at the edge, or let the object answer a question that reads well.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.sources import TESTS, complaint, name_of, tree_of

# The file, with how many private names it uses. The numbers only go down.
STILL_PRIVATE: dict[str, int] = {
    "tests/desktop/media/test_mpris.py": 1,
    "tests/desktop/notices/test_freedesktop.py": 2,
    "tests/store/database/test_daily_copy.py": 1,
}

# Private by their look only: what the standard library tells everybody to use.
PUBLIC = {"_asdict", "_exit", "_fields", "_make", "_replace"}

PRIVATE = re.compile(r"(?:[\w.]+\.)?_[A-Za-z]\w*")


def test_tests_leave_private_names_alone() -> None:
    counts = {name_of(path): len(_private_names(path)) for path in sorted(TESTS.rglob("*.py"))}
    found = {name: count for name, count in counts.items() if count}
    assert found == STILL_PRIVATE, complaint("private names in tests", found, STILL_PRIVATE)


def test_no_private_name_is_imported() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}: {alias.name}"
        for path in TESTS.rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for alias in node.names
        if PRIVATE.fullmatch(alias.name)
    ]
    assert not found


def _private_names(path: Path) -> list[str]:
    """Return each ``x._y``, x not being self, and each that is written as a text for getattr and its like."""
    found = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and PRIVATE.fullmatch(node.attr) and node.attr not in PUBLIC:
            is_own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            found += [] if is_own else [node.attr]
        elif isinstance(node, ast.Call) and _called(node.func) in ("getattr", "setattr", "delattr", "hasattr"):
            texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            found += [text for text in texts if PRIVATE.fullmatch(text)]
    return found


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
