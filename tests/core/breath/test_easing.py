from __future__ import annotations

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.easing import ease_breath

shares = st.floats(0.0, 1.0)


@pytest.mark.parametrize(
    ("share", "moved"), [(0.0, 0.0), (1 / 4, 0.1464466), (1 / 3, 0.25), (1 / 2, 0.5), (2 / 3, 0.75), (1.0, 1.0)]
)
def test_the_air_moved_is_a_half_cosine(share: float, moved: float) -> None:
    assert ease_breath(share) == pytest.approx(moved, abs=1e-7)


def test_nothing_has_moved_at_the_start_and_all_of_it_at_the_end() -> None:
    assert ease_breath(0.0) == 0.0
    assert ease_breath(1.0) == 1.0


@given(shares)
def test_the_share_of_the_air_stays_within_0_and_1(share: float) -> None:
    assert 0.0 <= ease_breath(share) <= 1.0


@given(shares, shares)
def test_air_never_flows_back_and_never_faster_than_half_pi(a: float, b: float) -> None:
    a, b = sorted((a, b))
    assert -1e-15 <= ease_breath(b) - ease_breath(a) <= pi / 2 * (b - a) + 1e-15


@given(shares)
def test_the_second_half_mirrors_the_first(share: float) -> None:
    assert ease_breath(share) + ease_breath(1.0 - share) == pytest.approx(1.0)


def test_the_flow_is_still_at_both_ends_and_fastest_in_the_middle() -> None:
    step = 1e-4
    flows = [(ease_breath(at + step) - ease_breath(at)) / step for at in (0.0, 0.5 - step / 2, 1.0 - step)]
    assert flows == pytest.approx([0.0, pi / 2, 0.0], abs=1e-3)
