"""One button for everything: one press, two presses, a long press, and what does not count as a press."""

from __future__ import annotations

import pytest

from psoas_timer.ui.session.press_gesture import BOUNCE_S, DOUBLE_S, Press


class Hand:
    """Someone who presses at given times."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.press = Press(clock=lambda: self.now_s)
        self.heard: list[str] = []
        self.press.once.connect(lambda: self.heard.append("once"))
        self.press.twice.connect(lambda: self.heard.append("twice"))
        self.press.long.connect(lambda: self.heard.append("long"))

    def tap(self, after_s: float) -> None:
        self.now_s += after_s
        self.press.begin()
        self.press.end()


@pytest.fixture
def hand(qapp: object) -> Hand:
    return Hand()


def test_presses_far_apart_are_each_one(hand: Hand) -> None:
    for _ in range(3):
        hand.tap(DOUBLE_S + 0.01)
    assert hand.heard == ["once"] * 3


def test_a_second_press_soon_after_makes_two_and_a_third_begins_anew(hand: Hand) -> None:
    for _ in range(3):
        hand.tap(DOUBLE_S - 0.05)
    assert hand.heard == ["once", "twice", "once"]


def test_a_bounce_is_none(hand: Hand) -> None:
    hand.tap(1.0)
    hand.tap(BOUNCE_S / 2)
    assert hand.heard == ["once"]


def test_a_long_press_is_told_while_it_is_held_and_its_release_is_none(hand: Hand) -> None:
    hand.press.begin()
    hand.press.hold()
    hand.press.end()
    assert hand.heard == ["long"]


def test_a_release_without_a_press_is_none(hand: Hand) -> None:
    hand.press.end()
    assert hand.heard == []
