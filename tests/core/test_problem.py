from __future__ import annotations

import copy
import pickle

from psoas_timer.core.problem import BadValue, Problem, Problems


def test_a_problem_reads_as_what_happened_and_what_to_do() -> None:
    assert str(Problem("{file} is empty.", "Choose another.", file="a.toml")) == "a.toml is empty. Choose another."


def test_a_problem_without_a_next_step_ends_after_the_first_sentence() -> None:
    assert str(Problem("The disk is full.", "")) == "The disk is full."


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert str(Problem("{name} is not known.", "", name="{name} {other}")) == "{name} {other} is not known."


def test_the_templates_stay_unfilled_for_the_translator() -> None:
    problem = BadValue("{name} is wrong.", "", name="x")
    assert (problem.what, problem.values) == ("{name} is wrong.", {"name": "x"})


def test_several_problems_are_shown_a_line_each() -> None:
    faults: list[Problem] = [Problem("One.", "Do a."), BadValue("{n}.", "", n="Two {braces}")]
    assert str(Problems(faults)) == "One. Do a.\nTwo {braces}."
    assert Problems(faults).faults == faults


def test_a_problem_survives_a_copy_and_a_pickle() -> None:
    problem = BadValue("{name} is wrong.", "Change it.", name="x")
    assert str(copy.copy(problem)) == str(pickle.loads(pickle.dumps(problem))) == "x is wrong. Change it."


def test_a_list_and_a_number_are_told_in_the_log_as_they_are() -> None:
    problem = Problem("{file} has %n faults.", "Use one of: {known}.", file="a", n=2, known=["x", "y"])
    assert str(problem) == "a has 2 faults. Use one of: x, y."
