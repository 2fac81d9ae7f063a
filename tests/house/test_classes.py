"""A class has one idea: few fields, few things that it has to be given, and no second look behind its attributes.

The lists name what is over the measure today, and only get shorter: mend a class along its ideas, not along the count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tests.house.sources import complaint, modules, name_of, tree_of

MOST_FIELDS = 12
MOST_ARGUMENTS = 6

# The class by its file, with how many fields it has.
MORE_FIELDS: dict[str, int] = {
    "psoas_timer/app/program.py App": 13,
}

# The class by its file, with how many arguments its constructor takes.
MORE_ARGUMENTS: dict[str, int] = {}

# The file, with how often it reads or writes a __dict__.
TRICKS: dict[str, int] = {}


@dataclass(frozen=True)
class Measured:
    """A class that holds state, by the file that it stands in.

    A frozen dataclass is not measured: it is a value, as wide as what it stands for, and has no state to keep in order.
    A ``cached_property`` is a field like any other: the object keeps what it made, whoever asked first.
    """

    name: str
    fields: frozenset[str]
    arguments: int


def test_a_class_has_few_fields() -> None:
    found = {one.name: len(one.fields) for one in _classes() if len(one.fields) > MOST_FIELDS}
    assert found == MORE_FIELDS, complaint(f"more than {MOST_FIELDS} fields", found, MORE_FIELDS)


def test_a_constructor_is_given_few_things() -> None:
    found = {one.name: one.arguments for one in _classes() if one.arguments > MOST_ARGUMENTS}
    assert found == MORE_ARGUMENTS, complaint(f"more than {MOST_ARGUMENTS} arguments", found, MORE_ARGUMENTS)


def test_nobody_looks_behind_the_attributes() -> None:
    counts = {name_of(path): _tricks(tree_of(path)) for path in modules()}
    found = {name: count for name, count in counts.items() if count}
    assert found == TRICKS, complaint("__dict__", found, TRICKS)


def _tricks(tree: ast.Module) -> int:
    return sum(isinstance(node, ast.Attribute) and node.attr == "__dict__" for node in ast.walk(tree))


def _classes() -> Iterator[Measured]:
    for path in modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                decorators = [ast.unparse(one) for one in node.decorator_list]
                if not any("frozen=True" in one for one in decorators):
                    yield _measure(f"{name_of(path)} {node.name}", node, any("dataclass" in one for one in decorators))


def _measure(name: str, node: ast.ClassDef, is_dataclass: bool) -> Measured:
    methods = [one for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    fields = {name for method in methods for name in _set_by(method)}
    declared = {
        one.target.id
        for one in node.body
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and "ClassVar" not in ast.unparse(one)
    }
    if is_dataclass:
        return Measured(name, frozenset(fields | declared), len(declared))
    given = next((_arguments(method) for method in methods if method.name == "__init__"), 0)
    return Measured(name, frozenset(fields), given)


def _set_by(method: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    if any("cached_property" in ast.unparse(one) for one in method.decorator_list):
        yield method.name
    for node in ast.walk(method):
        is_set = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        if is_set and isinstance(node.value, ast.Name) and node.value.id == "self":
            yield node.attr


def _arguments(constructor: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many arguments ``constructor`` takes besides self."""
    given = constructor.args
    return len([*given.posonlyargs, *given.args, *given.kwonlyargs]) - 1
