"""Sizes of text and spaces between things are those of ui/kit/theme.py (SIZE, SPACE) and no others.

The lists name the pages that still have their own, with how many, and only get shorter.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from pathlib import Path

from psoas_timer.ui.kit.theme import SIZE, SPACE
from tests.house.sources import PACKAGE, complaint, modules, name_of, tree_of

UI = PACKAGE / "ui"
# A report is a sheet of paper, measured in millimetres; plots and pictures are drawn to the size that they have.
ELSEWHERE = {"psoas_timer/ui/report"}
# Who turns shares into sizes: the style sheet, and letters that are painted into a given height.
SIZES_BY = {"psoas_timer/ui/kit/style.py", "psoas_timer/ui/kit/text_paint.py"}

# The layouts' methods that are given a distance.
SPACED = {"setSpacing", "setContentsMargins", "setHorizontalSpacing", "setVerticalSpacing", "addSpacing", "setMargin"}
SIZED = {"setPointSize", "setPointSizeF", "setPixelSize"}

# The file, with how many distances it has of its own.
OWN_SPACES: dict[str, int] = {
    "psoas_timer/ui/background/unsaved_question.py": 4,
    "psoas_timer/ui/history/bin_page.py": 2,
    "psoas_timer/ui/history/discomfort_card.py": 3,
    "psoas_timer/ui/history/history_page.py": 8,
    "psoas_timer/ui/history/plot.py": 4,
    "psoas_timer/ui/history/session_details.py": 1,
    "psoas_timer/ui/history/session_filters.py": 4,
    "psoas_timer/ui/history/sessions_card.py": 4,
    "psoas_timer/ui/history/sessions_heading.py": 2,
    "psoas_timer/ui/history/week_read_out.py": 1,
    "psoas_timer/ui/history/weeks_card.py": 4,
    "psoas_timer/ui/history/year_card.py": 4,
    "psoas_timer/ui/session/discomfort_after.py": 4,
    "psoas_timer/ui/session/routine_page.py": 7,
    "psoas_timer/ui/transfer/preview_notes.py": 1,
}

# The file, with how many sizes of text it has of its own.
OWN_SIZES: dict[str, int] = {
    "psoas_timer/ui/history/plot.py": 1,
    "psoas_timer/ui/today/week_strip.py": 1,
}


def test_a_scale_has_five_steps_at_most() -> None:
    for scale in (SIZE, SPACE):
        steps = astuple(scale)
        assert len(steps) <= 5
        assert list(steps) == sorted(set(steps))


def test_distances_are_those_of_the_theme() -> None:
    found = {name_of(path): len(list(_own_spaces(tree_of(path)))) for path in _pages()}
    _hold("distances outside SPACE", found, OWN_SPACES)


def test_sizes_of_text_are_those_of_the_theme() -> None:
    found = {name_of(path): _own_sizes(path) for path in _pages() if name_of(path) not in SIZES_BY}
    _hold("sizes of text outside SIZE", found, OWN_SIZES)


def test_the_style_sheet_takes_each_size_from_the_theme() -> None:
    sheet = (UI / "kit" / "style.py").read_text(encoding="utf-8")
    assert set(re.findall(r"font-size: (\S+);", sheet)) <= {f"{{{name}}}pt" for name in SIZE.__slots__}


def test_a_distance_of_ones_own_is_found() -> None:
    tree = ast.parse("_GAP_PX = 7\nlayout.setSpacing(_GAP_PX)\nlayout.setContentsMargins(0, 12, SPACE.small, 0)")
    assert len(list(_own_spaces(tree))) == 2
    tree = ast.parse("layout.setSpacing(SPACE.plain)\nlayout.setContentsMargins(side, 0, 2 * SPACE.tiny, 0)")
    assert list(_own_spaces(tree)) == []


def _hold(kind: str, found: Mapping[str, int], allowed: Mapping[str, int]) -> None:
    """Complain of each file with more of its own than the list allows, or with none left that the list still names."""
    there = {name: count for name, count in found.items() if count}
    held = {name: min(count, there[name]) for name, count in allowed.items() if name in there}
    assert there == held and held.keys() == allowed.keys(), complaint(kind, there, allowed)


def _pages() -> Iterator[Path]:
    for path in modules():
        is_elsewhere = any(name_of(path).startswith(f"{room}/") for room in ELSEWHERE)
        if path.is_relative_to(UI) and not is_elsewhere:
            yield path


def _own_spaces(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield the distances given to layouts that are numbers, or names of numbers, of the file itself."""
    constants = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SPACED:
            yield from (given for given in node.args if _is_own(given, constants))


def _is_own(given: ast.expr, constants: set[str]) -> bool:
    if isinstance(given, ast.Constant):
        return given.value != 0
    return isinstance(given, ast.Name) and given.id in constants


def _own_sizes(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    calls = [
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SIZED
    ]
    return len(calls) + len(re.findall(r"font-size:", text))
