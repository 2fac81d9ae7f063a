"""The stopwatch against a ledger of exact fractions; clock readings are plain numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.stopwatch import Stopwatch

# Sixteenths of a second within some years of uptime: sums of these are exact in floating point.
exact_s = st.integers(0, 10**9).map(lambda sixteenths: sixteenths / 16)
any_s = st.floats(0.0, 1e6)
actions = st.sampled_from(("start", "stop", "move", "ask"))


def play(steps: list[tuple[str, float, float]], start_s: float) -> tuple[Stopwatch, Fraction, float]:
    """Return the watch after ``steps`` (action, seconds since the previous step, where to move), and the true sum."""
    watch, shown, is_running, now_s = Stopwatch(), Fraction(0), False, start_s
    for action, wait_s, target_s in steps:
        before_s, now_s = now_s, now_s + wait_s
        if is_running:
            shown += Fraction(now_s) - Fraction(before_s)
        if action == "start":
            watch, is_running = watch.started(now_s), True
        elif action == "stop":
            watch, is_running = watch.stopped(now_s), False
        elif action == "move":
            watch, shown = watch.moved_to(target_s, now_s), Fraction(target_s)
        else:
            watch.elapsed_s(now_s)
        assert watch.is_running == is_running
    return watch, shown, now_s


@given(st.lists(st.tuples(actions, exact_s, exact_s), max_size=30), exact_s)
def test_it_shows_exactly_the_sum_of_the_time_it_ran(steps: list[tuple[str, float, float]], start_s: float) -> None:
    watch, shown, now_s = play(steps, start_s)
    assert watch.elapsed_s(now_s) == shown


@given(st.lists(st.tuples(actions, any_s, any_s), max_size=30), any_s)
def test_odd_times_cost_no_more_than_rounding(steps: list[tuple[str, float, float]], start_s: float) -> None:
    watch, shown, now_s = play(steps, start_s)
    assert watch.elapsed_s(now_s) == pytest.approx(float(shown), abs=1e-6)


def test_it_does_not_drift_however_often_it_is_asked() -> None:
    watch = Stopwatch().started(12345.678)
    asked = [watch.elapsed_s(12345.678 + tick * 0.016) for tick in range(200_000)]
    assert asked[-1] == (12345.678 + 199_999 * 0.016) - 12345.678
    assert watch == Stopwatch().started(12345.678)


def test_a_thousand_pauses_lose_no_fraction_of_a_second() -> None:
    watch = Stopwatch()
    for pause in range(1000):
        watch = watch.started(pause * 10.0).stopped(pause * 10.0 + 0.3)
    assert watch.elapsed_s(99_999.0) == pytest.approx(300.0, abs=1e-9)


def test_starting_one_that_runs_changes_nothing() -> None:
    watch = Stopwatch().started(5.0)
    assert watch.started(9.0).elapsed_s(10.0) == 5.0


def test_stopping_one_that_stands_changes_nothing() -> None:
    assert Stopwatch(7.0).stopped(100.0) == Stopwatch(7.0)


@given(st.booleans(), exact_s, exact_s)
def test_a_move_shows_the_target_and_keeps_it_running_or_not(is_running: bool, target_s: float, now_s: float) -> None:
    watch = Stopwatch().started(0.0) if is_running else Stopwatch()
    moved = watch.moved_to(target_s, now_s)
    assert (moved.elapsed_s(now_s), moved.is_running) == (target_s, is_running)
    assert moved.elapsed_s(now_s + 2.0) == target_s + (2.0 if is_running else 0.0)


@given(exact_s, exact_s, exact_s)
def test_a_clock_that_steps_back_takes_nothing_away(base_s: float, start_s: float, back_s: float) -> None:
    watch = Stopwatch(base_s).started(start_s)
    assert watch.elapsed_s(start_s - back_s) == base_s
    assert watch.stopped(start_s - back_s) == Stopwatch(base_s)


def test_it_is_a_value_and_starting_it_leaves_the_old_one_as_it_was() -> None:
    old = Stopwatch(3.0)
    old.started(1.0)
    assert old == Stopwatch(3.0) and not old.is_running
