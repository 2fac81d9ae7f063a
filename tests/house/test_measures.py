"""Sizes of text and spaces between things are those of ui/kit/theme.py (SIZE, SPACE) and no others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set
from dataclasses import astuple
from pathlib import Path

from psoas_timer.ui.kit.theme import SIZE, SPACE
from tests.house.sources import PACKAGE, modules, name_of, tree_of

UI = PACKAGE / "ui"
# A report is a sheet of paper, measured in millimetres; plots and pictures are drawn to the size that they have.
ELSEWHERE = {"psoas_timer/ui/report"}
# Who turns shares into sizes: the style sheet, and letters that are painted into a given height.
SIZES_BY = {"psoas_timer/ui/kit/style.py", "psoas_timer/ui/kit/text_paint.py"}

# The layouts' methods that are given a distance.
SPACED = {"setSpacing", "setContentsMargins", "setHorizontalSpacing", "setVerticalSpacing", "addSpacing", "setMargin"}
SIZED = {"setPointSize", "setPointSizeF", "setPixelSize"}


def test_a_scale_has_five_steps_at_most() -> None:
    for scale in (SIZE, SPACE):
        steps = astuple(scale)
        assert len(steps) <= 5
        assert list(steps) == sorted(set(steps))


def test_distances_are_those_of_the_theme() -> None:
    pages = list(_pages())
    numbers = {name for path in pages for name in _numbers(tree_of(path))}
    found = {name_of(path): [ast.unparse(one) for one in _own_spaces(tree_of(path), numbers)] for path in pages}
    assert {name: spaces for name, spaces in found.items() if spaces} == {}


def test_sizes_of_text_are_those_of_the_theme() -> None:
    found = {name_of(path): _own_sizes(path) for path in _pages() if name_of(path) not in SIZES_BY}
    assert {name: sizes for name, sizes in found.items() if sizes} == {}


def test_the_style_sheet_takes_each_size_from_the_theme() -> None:
    sheet = (UI / "kit" / "style.py").read_text(encoding="utf-8")
    assert set(re.findall(r"font-size: (\S+);", sheet)) <= {f"{{{name}}}pt" for name in SIZE.__slots__}


def test_a_distance_of_ones_own_is_found() -> None:
    tree = ast.parse("_GAP_PX, _TOP_PX = 7, 9\nlayout.setSpacing(_GAP_PX)\nlayout.setContentsMargins(0, 12, *SIDES, 0)")
    assert len(list(_own_spaces(tree, _numbers(tree)))) == 2
    assert len(list(_own_spaces(tree, {*_numbers(tree), "SIDES"}))) == 3
    tree = ast.parse("layout.setSpacing(SPACE.plain)\nlayout.setContentsMargins(side, 0, 2 * SPACE.tiny, 0)")
    assert list(_own_spaces(tree, _numbers(tree))) == []


def _pages() -> Iterator[Path]:
    for path in modules():
        is_elsewhere = any(name_of(path).startswith(f"{room}/") for room in ELSEWHERE)
        if path.is_relative_to(UI) and not is_elsewhere:
            yield path


def _numbers(tree: ast.Module) -> set[str]:
    """Return the names that a module gives to plain numbers, alone or several at once."""
    named: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign) and all(
            isinstance(one, ast.Constant) for one in getattr(node.value, "elts", [node.value])
        ):
            for target in node.targets:
                named |= {one.id for one in getattr(target, "elts", [target]) if isinstance(one, ast.Name)}
    return named


def _own_spaces(tree: ast.Module, numbers: Set[str]) -> Iterator[ast.expr]:
    """Yield the distances given to layouts that are numbers, or ``numbers`` by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SPACED:
            yield from (given for given in node.args if _is_own(given, numbers))


def _is_own(given: ast.expr, numbers: Set[str]) -> bool:
    if isinstance(given, ast.Starred):
        return _is_own(given.value, numbers)
    if isinstance(given, ast.Constant):
        return given.value != 0
    return isinstance(given, ast.Name) and given.id in numbers


def _own_sizes(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    calls = [
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SIZED
    ]
    return len(calls) + len(re.findall(r"font-size:", text))
