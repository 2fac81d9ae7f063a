"""The grid of a year and its cells: every day has its place, and every state its shape."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from psoas_timer.ui.history.year_paint import CalendarYear, YearGrid, YearScene, draw_days, place_year
from psoas_timer.ui.kit.day_mark import DayMark, DayState
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from tests.typefaces import EACH_FAMILY
from tests.ui.history.years import days_of
from tests.ui.kit.contrasts import contrast
from tests.ui.scenes import blank, count_differing

PARTS = (1, 2, 3, 4, 6)
years = st.integers(1970, 2100)

grids = st.builds(
    YearGrid, years, st.integers(0, 6), st.sampled_from(PARTS), st.integers(-50, 90), st.integers(-50, 90),
    st.integers(6, 40), st.integers(0, 40),
)  # fmt: skip


@given(grids)
def test_day_at_is_the_inverse_of_day_rect_for_every_day(grid: YearGrid) -> None:
    for day in days_of(grid.year):
        cell = grid.day_rect(day)
        assert cell.width() == cell.height() == grid.pitch - grid.gap
        assert {grid.day_at(point) for point in (cell.topLeft(), cell.center(), cell.bottomRight())} == {day}


@given(grids, st.data())
def test_point_belongs_to_the_day_whose_cell_it_is_nearest_to_or_to_none(grid: YearGrid, data: st.DataObject) -> None:
    point = QPoint(
        grid.left + data.draw(st.integers(-20, 56 * grid.pitch)), grid.top + data.draw(st.integers(-20, grid.height))
    )
    day = grid.day_at(point)
    around = (grid.gap + 1) // 2
    if day is not None:
        assert day.year == grid.year
        assert grid.day_rect(day).adjusted(-around, -around, around, around).contains(point)
    else:
        assert not any(grid.day_rect(one).contains(point) for one in days_of(grid.year))


@given(grids)
def test_cells_do_not_touch_and_follow_the_weekdays(grid: YearGrid) -> None:
    cells = [grid.day_rect(day) for day in days_of(grid.year)]
    assert len({cell.topLeft().toTuple() for cell in cells}) == len(cells)
    for day, cell in zip(days_of(grid.year), cells, strict=True):
        part, _column, row = grid.place(day)
        assert row == (day.weekday() - grid.first_weekday) % 7
        assert cell.top() == grid.rows_top(part) + row * grid.pitch
        assert cell.bottom() < grid.top + grid.height


@EACH_FAMILY
@given(years, st.integers(0, 6), st.integers(200, 2600), st.sampled_from((9.0, 15.75, 22.5)))
def test_year_fits_into_its_width_and_keeps_its_height(year: int, first_weekday: int, width: int, pt: float) -> None:
    font = QFont(QApplication.font())
    font.setPointSizeF(pt)
    metrics = QFontMetricsF(font)
    grid = place_year(QRectF(10, 10, width, 0), year, first_weekday, metrics)
    assert max(grid.day_rect(day).right() for day in days_of(year)) <= 10 + width
    other = place_year(QRectF(10, 10, width, 0), 2026, first_weekday, metrics)
    assert (grid.height, grid.pitch, grid.parts) == (other.height, other.pitch, other.parts)
    assert grid.parts == max(PARTS) or grid.pitch >= 0.75 * metrics.height()


@pytest.mark.parametrize(
    ("year", "first_weekday", "columns"),
    [(2026, 0, 53), (2028, 6, 54), (2000, 6, 54), (2024, 0, 53), (2012, 6, 53), (2010, 5, 53), (2011, 5, 53),
     (2018, 0, 53), (1972, 5, 53)],
)  # fmt: skip
def test_weeks_of_a_year_are_counted_from_the_first_weekday(year: int, first_weekday: int, columns: int) -> None:
    grid = YearGrid(year, first_weekday, 1, 0, 0, 14, 19)
    assert grid.place(date(year, 12, 31))[1] + 1 == columns
    assert grid.day_rect(date(year, 1, 1)).left() == 0


@pytest.mark.parametrize(("first_weekday", "name"), [(0, "Monday"), (5, "Saturday"), (6, "Sunday")])
def test_first_weekday_is_the_upper_row(first_weekday: int, name: str) -> None:
    grid = YearGrid(2026, first_weekday, 1, 0, 0, 14, 19)
    upper = [day for day in days_of(2026) if grid.place(day)[2] == 0]
    assert {f"{day:%A}" for day in upper} == {name}


def test_leap_day_has_its_place() -> None:
    grid = YearGrid(2028, 0, 2, 0, 0, 14, 19)
    leap_day = date(2028, 2, 29)
    assert grid.day_at(grid.day_rect(leap_day).center()) == leap_day
    assert grid.place(leap_day) != grid.place(date(2028, 3, 1))


@given(years, st.integers(0, 6), st.sampled_from(PARTS))
def test_month_names_have_four_weeks_of_room_each(year: int, first_weekday: int, parts: int) -> None:
    grid = YearGrid(year, first_weekday, parts, 0, 0, 14, 19)
    for month in range(1, 12):
        part, next_part = (grid.place(date(year, at, 1))[0] for at in (month, month + 1))
        assert part != next_part or grid.month_column(month + 1) - grid.month_column(month) >= 4


def paint_cell(
    state: DayState, pitch: int, *, is_today: bool = False, share: float = 0.5, theme: Theme = LIGHT
) -> QImage:
    day = date(2026, 1, 1)
    grid = YearGrid(2026, day.weekday(), 1, 4, 4, pitch, 0)
    scene = YearScene(CalendarYear(2026, 0, {day: DayMark(day, state, is_today, share)}, day), theme=theme)
    image = blank(pitch + 4, pitch + 4, theme.surface)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_days(painter, grid, scene)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


@pytest.mark.parametrize("pitch", [10, 14, 22])
def test_every_state_has_a_shape_of_its_own_in_the_calendar(pitch: int) -> None:
    elsewhere = DayState.BEFORE, DayState.TODAY  # before: on Today alone
    states = [state for state in DayState if state not in elsewhere]
    pictures = [paint_cell(state, pitch) for state in states]
    pictures += [paint_cell(state, pitch, is_today=True) for state in (DayState.DONE, DayState.PARTLY, DayState.TODAY)]
    for one, other in combinations(pictures, 2):
        assert count_differing(one, other, above=20) >= pitch // 2


def test_done_day_is_told_from_a_nearly_done_one_by_its_glyph_too() -> None:
    assert count_differing(paint_cell(DayState.DONE, 14), paint_cell(DayState.PARTLY, 14, share=0.99), above=60) > 15


def test_partly_done_day_is_filled_as_far_as_it_was_done() -> None:
    empty = paint_cell(DayState.PARTLY, 22, share=0.0)
    differing = [count_differing(paint_cell(DayState.PARTLY, 22, share=share), empty, above=60)
                 for share in (0.25, 0.5, 0.75)]  # fmt: skip
    assert differing == sorted(differing)
    assert differing[0] > 0
    assert differing[2] > 2 * differing[0]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("pitch", [10, 14, 22])
def test_an_empty_day_can_be_seen(theme: Theme, pitch: int) -> None:
    """WCAG 1.4.11, measured from what is painted."""
    image = paint_cell(DayState.OPEN, pitch, theme=theme)
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert max(contrast(colour, theme.surface) for colour in seen) >= 3.0
