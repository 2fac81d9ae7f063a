"""One thread that writes: in order, as often as it takes, and nobody waits for it who does not ask to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.problem import Problem
from psoas_timer.store.database.writer import Broke, CaughtUp, HeldBack, Writer

PATIENCE_S = 20.0


class Disk:
    """What was written to it, in order. It takes nothing while it refuses, and answers nothing while it stalls."""

    def __init__(self, late_s: float = PATIENCE_S) -> None:
        self.written: list[object] = []
        self.told: list[str] = []
        self.heard, self.begun = threading.Event(), threading.Event()
        self.answers = threading.Event()
        self.answers.set()
        self.refuses = 0
        self.writer = Writer("test", self._tell, retry_s=0.0, late_s=late_s)

    def write(self, what: object) -> Callable[[], object]:
        def act() -> object:
            self.begun.set()
            assert self.answers.wait(PATIENCE_S)
            if self.refuses:
                self.refuses -= 1
                raise Problem("The disk is full.", "")
            self.written.append(what)
            return what

        return act

    def _tell(self, event: HeldBack | CaughtUp | Broke) -> None:
        match event:
            case HeldBack(problem):
                self.told.append(str(problem).strip())
            case CaughtUp():
                self.told.append("caught up")
            case Broke(error):
                self.told.append(repr(error))
        self.heard.set()

    def settle(self) -> None:
        self.refuses = 0
        self.answers.set()
        assert self.writer.flush(PATIENCE_S)


@pytest.fixture
def disk() -> Iterator[Disk]:
    made = Disk()
    yield made
    made.refuses = 0
    made.answers.set()
    assert made.writer.close(PATIENCE_S)


def test_what_is_kept_is_written_in_order_and_nobody_waits(disk: Disk) -> None:
    disk.answers.clear()
    for number in range(5):
        disk.writer.keep(disk.write(number))
    assert disk.written == []
    assert len(disk.writer.kept) == 5
    disk.settle()
    assert disk.written == [0, 1, 2, 3, 4]
    assert disk.writer.kept == []
    assert disk.told == []


def test_the_newest_of_a_key_takes_the_place_of_one_that_waits_just_before_it(disk: Disk) -> None:
    disk.answers.clear()
    for number in range(3):
        disk.writer.keep(disk.write(f"a{number}"), "a")
    disk.writer.keep(disk.write("b"))
    disk.writer.keep(disk.write("a3"), "a")
    disk.settle()
    assert disk.written[-3:] == ["a2", "b", "a3"], "what lies between keeps its place"
    assert "a1" not in disk.written


def test_a_failure_is_told_once_and_taken_back_when_all_is_written(disk: Disk) -> None:
    disk.refuses = 7
    for number in range(3):
        disk.writer.keep(disk.write(number))
    assert disk.heard.wait(PATIENCE_S)
    disk.settle()
    assert disk.told == ["The disk is full.", "caught up"]
    assert disk.written == [0, 1, 2]
    assert disk.writer.failure is None


def test_a_disk_that_does_not_answer_is_told_like_a_failure() -> None:
    disk = Disk(late_s=-1.0)
    disk.answers.clear()
    disk.writer.keep(disk.write("slow"))
    assert disk.begun.wait(PATIENCE_S)
    for number in range(3):
        disk.writer.keep(disk.write(number))
    assert disk.told == ["The disk does not answer. Check that it is connected."]
    disk.settle()
    assert disk.told[1:] == ["caught up"]
    assert disk.writer.close(PATIENCE_S)


def test_a_failure_that_is_followed_by_a_newer_record_writes_only_that(disk: Disk) -> None:
    disk.answers.clear()
    disk.refuses = 1
    disk.writer.keep(disk.write("old"), "a")
    assert disk.begun.wait(PATIENCE_S)
    disk.writer.keep(disk.write("new"), "a")
    disk.answers.set()
    assert disk.writer.flush(PATIENCE_S)
    assert disk.written == ["new"]


def test_a_bug_is_told_and_ends_neither_the_thread_nor_what_follows(disk: Disk) -> None:
    def broken() -> None:
        raise ValueError("a bug")

    disk.writer.keep(broken)
    disk.writer.keep(disk.write("next"))
    disk.settle()
    assert (disk.written, disk.told) == (["next"], ["ValueError('a bug')"])


def test_a_call_waits_its_turn_and_returns_what_came_of_it(disk: Disk) -> None:
    disk.writer.keep(disk.write("before"))
    assert disk.writer.call(disk.write("mine"), PATIENCE_S) == "mine"
    assert disk.written == ["before", "mine"]


def test_a_call_that_fails_raises_once_and_is_not_tried_again(disk: Disk) -> None:
    disk.refuses = 1
    with pytest.raises(Problem, match="full"):
        disk.writer.call(disk.write("mine"), PATIENCE_S)
    with pytest.raises(ZeroDivisionError):
        disk.writer.call(lambda: 1 // 0, PATIENCE_S)
    assert (disk.written, disk.told) == ([], [])


def test_a_call_behind_something_that_cannot_be_written_gives_up_and_does_nothing_later(disk: Disk) -> None:
    disk.refuses = 1_000_000
    disk.writer.keep(disk.write("held back"))
    assert disk.heard.wait(PATIENCE_S)
    with pytest.raises(Problem, match="full"):
        disk.writer.call(disk.write("mine"), 0.0)
    disk.settle()
    assert disk.written == ["held back"]


def test_a_call_behind_a_disk_that_does_not_answer_gives_up_too(disk: Disk) -> None:
    disk.answers.clear()
    disk.writer.keep(disk.write("slow"))
    with pytest.raises(Problem, match="takes long"):
        disk.writer.call(disk.write("mine"), 0.0)
    disk.settle()
    assert disk.written == ["slow"]


def test_an_offer_is_done_or_fails_at_once(disk: Disk) -> None:
    assert disk.writer.offer(disk.write("done"), PATIENCE_S)
    disk.refuses = 1
    with pytest.raises(Problem, match="full"):
        disk.writer.offer(disk.write("refused"), PATIENCE_S)
    assert disk.writer.flush(PATIENCE_S)
    assert (disk.written, disk.told) == (["done"], [])


def test_an_offer_that_takes_too_long_is_kept(disk: Disk) -> None:
    disk.answers.clear()
    assert not disk.writer.offer(disk.write("slow"), 0.0)
    assert len(disk.writer.kept) == 1
    disk.refuses = 1
    disk.answers.set()
    assert disk.writer.flush(PATIENCE_S)
    assert (disk.written, disk.told) == (["slow"], ["The disk is full.", "caught up"])


def test_an_attempt_is_made_once_and_its_failure_goes_to_who_asked(disk: Disk) -> None:
    failures: list[Problem] = []
    disk.refuses = 1
    disk.writer.attempt(disk.write("one"), failures.append)
    disk.writer.attempt(disk.write("two"), failures.append)
    assert disk.writer.flush(PATIENCE_S)
    assert ([str(one).strip() for one in failures], disk.written, disk.told) == (["The disk is full."], ["two"], [])


def test_an_end_waits_only_as_long_as_it_may_and_says_what_is_not_written() -> None:
    disk = Disk()
    disk.answers.clear()
    disk.writer.keep(disk.write("lost"))
    assert not disk.writer.flush(0.0)
    assert not disk.writer.close(0.0)
    assert len(disk.writer.kept) == 1
    disk.answers.set()


STEPS = st.one_of(
    st.tuples(st.just("save"), st.sampled_from("abc")),
    st.tuples(st.just("write"), st.just("")),
    st.tuples(st.just("refuse"), st.integers(1, 5)),
    st.tuples(st.sampled_from(["stall", "answer", "call"]), st.just("")),
)


@given(steps=st.lists(STEPS, max_size=40))
def test_whatever_fails_when_the_newest_of_each_is_written_last_and_all_in_order(
    steps: list[tuple[str, str | int]],
) -> None:
    disk = Disk()
    given_in: list[tuple[str, int]] = []
    for number, (step, value) in enumerate(steps):
        if step in ("save", "write"):
            given_in.append((str(value), number))
            disk.writer.keep(disk.write(given_in[-1]), str(value))
        elif step == "refuse":
            disk.refuses = int(value)
        elif step == "call":
            with pytest.raises((Problem, ZeroDivisionError)):
                disk.writer.call(lambda: 1 // 0, 0.0)
        else:
            (disk.answers.set if step == "answer" else disk.answers.clear)()
        if step == "stall":
            disk.writer.flush(0.0)
    disk.settle()
    assert disk.writer.close(PATIENCE_S)
    assert disk.written == sorted(disk.written, key=given_in.index), "in the order in which they were given"  # type: ignore[arg-type]
    assert {one for one in given_in if not one[0]} <= set(disk.written), "what has no key is written in any case"
    for key in "abc":
        assert [one for one in given_in if one[0] == key][-1:] == [
            one for one in disk.written if isinstance(one, tuple) and one[0] == key
        ][-1:]
