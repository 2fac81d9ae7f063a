"""The faults of a TOML file are reported together: all of them, in line order, up to a limit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.problem import Problem, Problems
from psoas_timer.store.routines.toml_table import MOST_FAULTS
from psoas_timer.store.values import show, show_path
from tests.store.routines.routine_texts import GOOD, faults_of, load_text, with_change


def test_all_faults_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = GOOD.replace('"Knees"', "1").replace("minutes = 5", "minutes = true").replace("at_s = 8", 'at_s = "8"')
    told = faults_of(tmp_path, text + "hold_in_s = 1")
    assert [re.findall(r"line (\d+): (\S+)", sentence)[0] for sentence in told] == [
        ("1", "title"), ("11", "stage[1].minutes"), ("29", "stage[2].say[1].at_s"), ("35", "stage[2].words.hold_in_s"),
    ]  # fmt: skip


def test_very_many_faults_are_cut_short(tmp_path: Path) -> None:
    told = faults_of(tmp_path, "".join(f"wrong{number} = 1\n" for number in range(2000)) + GOOD)
    assert len(told) == MOST_FAULTS + 1
    assert told[-1] == f"knees.toml has {2000 - MOST_FAULTS} more faults. Correct these first."


def test_one_fault_is_a_problem_and_several_are_problems(tmp_path: Path) -> None:
    with pytest.raises(Problem) as one:
        load_text(tmp_path, with_change('"Knees"', "1"))
    assert not isinstance(one.value, Problems)
    with pytest.raises(Problems) as two:
        load_text(tmp_path, GOOD.replace('"Knees"', "1").replace("minutes = 5", "minutes = 0"))
    assert len(two.value.faults) == 2
    assert all("{file}" in fault.what and fault.next_step for fault in two.value.faults)


def test_what_is_shown_of_a_value_stays_on_one_line_and_is_short() -> None:
    assert show('a\n"b"') == r'''"a\u000A"b""'''
    assert (show(True), show(0.5), show(["a"]), show({"a": 1})) == ("true", "0.5", "[…]", "{…}")
    assert show("x\u202e\n" * 1000).isprintable()
    assert len(show(10**6000)) < 50, "Python refuses to print so many digits"


@given(st.lists(st.text(max_size=5) | st.integers(1, 99), max_size=4).map(tuple))
def test_a_path_is_shown_as_one_would_write_it(path: tuple[str | int, ...]) -> None:
    shown = show_path(("stage", *path))
    assert shown.startswith("stage")
    assert shown.isprintable()
