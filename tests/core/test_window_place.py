"""Where the window may be: on a screen that is there, and never larger than it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.problem import BadValue
from psoas_timer.core.window_place import Box, WindowPlace, fit_to_screens

FRAME = (4, 32)
BIG, SMALL = Box(0, 0, 1920, 1080), Box(1920, 200, 1024, 560)


@pytest.mark.parametrize("size", [(1366, 728), (1024, 560), (1280, 680), (960, 500), (512, 280), (480, 400)])
def test_new_window_is_never_larger_than_its_screen(size: tuple[int, int]) -> None:
    placed = fit_to_screens(WindowPlace(), [Box(0, 40, *size)], FRAME)
    assert placed.x >= 0 and placed.x + placed.width + FRAME[0] <= size[0]
    assert placed.y >= 40 and placed.y + placed.height + FRAME[1] <= 40 + size[1]


def test_new_window_has_its_usual_size_in_the_middle_of_the_first_screen() -> None:
    placed = fit_to_screens(WindowPlace(), [BIG, SMALL], (0, 0))
    assert placed == WindowPlace(x=420, y=160, width=1080, height=760)


def test_window_comes_back_where_it_was() -> None:
    kept = WindowPlace(x=2000, y=250, width=700, height=450, is_maximised=True)
    assert fit_to_screens(kept, [BIG, SMALL], FRAME) == kept


def test_window_of_a_screen_that_is_gone_comes_to_another() -> None:
    kept = WindowPlace(x=2000, y=250, width=700, height=450)
    placed = fit_to_screens(kept, [BIG], FRAME)
    assert (placed.width, placed.height) == (700, 450)
    assert 0 <= placed.x <= 1920 - 704 and 0 <= placed.y <= 1080 - 482


def test_window_beyond_an_edge_is_moved_only_as_far_as_it_must() -> None:
    placed = fit_to_screens(WindowPlace(x=1500, y=-20, width=800, height=600), [BIG], FRAME)
    assert (placed.x, placed.y) == (1920 - 804, 0)


@given(
    place=st.builds(
        WindowPlace,
        x=st.integers(-5000, 5000), y=st.integers(-5000, 5000), width=st.integers(0, 9000), height=st.integers(0, 9000),
    ),
    sizes=st.lists(st.tuples(st.integers(320, 4000), st.integers(240, 3000)), min_size=1, max_size=3),
)  # fmt: skip
def test_window_is_always_wholly_on_one_screen_and_stays_there(
    place: WindowPlace, sizes: list[tuple[int, int]]
) -> None:
    screens, left = [], -700
    for width, height in sizes:
        screens.append(Box(left, 30, width, height))
        left += width
    placed = fit_to_screens(place, screens, FRAME)
    assert any(
        one.x <= placed.x
        and one.y <= placed.y
        and placed.x + placed.width + FRAME[0] <= one.x + one.width
        and placed.y + placed.height + FRAME[1] <= one.y + one.height
        for one in screens
    )
    assert fit_to_screens(placed, screens, FRAME) == placed


def test_place_that_cannot_be_is_refused() -> None:
    with pytest.raises(BadValue):
        WindowPlace(width=-1)
