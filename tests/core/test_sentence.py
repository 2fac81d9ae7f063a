"""Sentences marked for translators can be told apart from a person's own words."""

from __future__ import annotations

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_, Sentence


def test_a_mark_changes_no_word() -> None:
    marked = N_("There is no file {file}.")
    assert marked == "There is no file {file}."
    assert isinstance(marked, Sentence)


def test_a_marked_value_can_be_told_from_a_name_in_the_same_problem() -> None:
    problem = Problem(N_("{fault} in {file}."), N_("Choose another."), fault=N_("A fault"), file="A fault")
    assert [name for name, value in problem.values.items() if isinstance(value, Sentence)] == ["fault"]
    assert str(problem) == "A fault in A fault. Choose another."
