"""Paints the weekly medians of discomfort: hollow circles before sessions, filled diamonds after them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from psoas_timer.core.history.discomfort import SCALE, Medians
from psoas_timer.ui.kit.discomfort_words import count_figure
from psoas_timer.ui.kit.theme import LIGHT, Theme

# The levels that have a line across and a label.
NAMED_LEVELS = (0, 5, 10)
# Marks get no larger than this, and a week narrower than _SMALLEST_SLOT_PX has a dot in place of a shape.
_RADIUS_PX = 5.5
_SMALLEST_SLOT_PX = 5.0

Mark = Callable[[QPainter, QPointF, float, Theme], None]


@dataclass(frozen=True, slots=True)
class MediansScene:
    """What is painted: the medians of each week, oldest first, which week is chosen, and how it looks.

    ``font`` is for the n of each median; None leaves them out.
    """

    medians: Sequence[Medians] = ()
    selected: int | None = None
    theme: Theme = LIGHT
    font: QFont | None = None


@dataclass(frozen=True, slots=True)
class _Places:
    """Where things are, in pixels. Above 10 and below 0 there is room for a mark and its n."""

    rect: QRectF
    slot_px: float
    inset_px: float

    @property
    def radius(self) -> float:
        return max(min(_RADIUS_PX, self.slot_px * 0.36), 1.2)

    def x_at(self, index: int) -> float:
        return self.rect.left() + (index + 0.5) * self.slot_px

    def y_at(self, level: float) -> float:
        return self.rect.bottom() - self.inset_px - (self.rect.height() - 2 * self.inset_px) * level / SCALE[-1]


def draw_medians(painter: QPainter, rect: QRectF, scene: MediansScene) -> None:
    """Draw the scene into ``rect``, weeks side by side; ``level_y`` says where a level is in it."""
    places = _place(rect, scene)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if scene.selected is not None:
        _draw_marker(painter, places, scene.selected, scene.theme)
    painter.setPen(QPen(QColor(scene.theme.line), 1.0))
    for level in NAMED_LEVELS:
        y = round(places.y_at(level)) + 0.5
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
    before, after = (_points(places, [value(one) for one in scene.medians]) for value in (_before, _after))
    _draw_lines(painter, before, QPen(QColor(scene.theme.muted), 1.2, Qt.PenStyle.DashLine))
    _draw_lines(painter, after, QPen(QColor(scene.theme.accent), 1.4))
    _draw_pairs(painter, before, after, scene.theme)
    has_shapes = places.slot_px >= _SMALLEST_SLOT_PX
    for points, draw_mark in (
        (before, draw_before if has_shapes else _draw_dot_before),
        (after, draw_after if has_shapes else _draw_dot_after),
    ):
        for point in points.values():
            draw_mark(painter, point, places.radius, scene.theme)
    if scene.font is not None:
        _draw_counts(painter, places, scene, scene.font)


def level_y(rect: QRectF, scene: MediansScene, level: float) -> float:
    """Return where ``level`` is, from top to bottom, when the scene is drawn into ``rect``."""
    return _place(rect, scene).y_at(level)


def draw_before(painter: QPainter, centre: QPointF, radius: float, theme: Theme) -> None:
    """Draw the mark of a median before sessions: a hollow circle."""
    painter.setPen(QPen(QColor(theme.text), max(radius * 0.3, 1.0)))
    painter.setBrush(QColor(theme.surface))
    painter.drawEllipse(centre, radius, radius)


def draw_after(painter: QPainter, centre: QPointF, radius: float, theme: Theme) -> None:
    """Draw the mark of a median after them: a filled diamond, which fits into the circle."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    corners = ((0, -1), (1, 0), (0, 1), (-1, 0))
    painter.drawPolygon(QPolygonF([centre + QPointF(x, y) * radius * 1.05 for x, y in corners]))


def _before(medians: Medians) -> float | None:
    return medians.before


def _after(medians: Medians) -> float | None:
    return medians.after


def _place(rect: QRectF, scene: MediansScene) -> _Places:
    figures = QFontMetricsF(scene.font).height() if scene.font is not None else 0.0
    return _Places(rect, rect.width() / max(len(scene.medians), 1), _RADIUS_PX + 3.0 + figures)


def _points(places: _Places, levels: Sequence[float | None]) -> dict[int, QPointF]:
    """Return where the medians are, by week; weeks without one are left out."""
    return {
        index: QPointF(places.x_at(index), places.y_at(level))
        for index, level in enumerate(levels)
        if level is not None
    }


def _draw_marker(painter: QPainter, places: _Places, index: int, theme: Theme) -> None:
    """A soft column behind the chosen week, and an arrow above it that tells without colour."""
    width = max(min(places.slot_px, 44.0), 7.0)
    left = min(max(places.x_at(index) - width / 2, places.rect.left()), places.rect.right() - width)
    column = QRectF(left, places.rect.top(), width, places.rect.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent_soft))
    painter.drawRoundedRect(column, 5.0, 5.0)
    half = min(max(width * 0.14, 3.0), 5.0)
    tip = QPointF(column.center().x(), column.top() + half * 1.8)
    painter.setBrush(QColor(theme.text))
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(-half, -half * 1.4), tip + QPointF(half, -half * 1.4)]))


def _draw_lines(painter: QPainter, points: dict[int, QPointF], pen: QPen) -> None:
    """Join what belongs together: adjacent weeks, and nothing across a week without an answer."""
    painter.setPen(pen)
    for index, point in points.items():
        if index + 1 in points:
            painter.drawLine(point, points[index + 1])


def _draw_pairs(painter: QPainter, before: dict[int, QPointF], after: dict[int, QPointF], theme: Theme) -> None:
    """Join the two medians of each week."""
    painter.setPen(QPen(QColor(theme.muted), 1.0))
    for index, point in before.items():
        if index in after:
            painter.drawLine(point, after[index])


def _draw_dot_before(painter: QPainter, centre: QPointF, radius: float, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.text))
    painter.drawEllipse(centre, radius, radius)


def _draw_dot_after(painter: QPainter, centre: QPointF, radius: float, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent))
    painter.drawEllipse(centre, radius, radius)


def _draw_counts(painter: QPainter, places: _Places, scene: MediansScene, font: QFont) -> None:
    """The n of each median, above the upper mark and below the lower one; none where they would touch."""
    metrics = QFontMetricsF(font)
    counts = list(_counts(places, scene.medians))
    widest = max((metrics.horizontalAdvance(word) for _index, _y, word, _is_above in counts), default=0.0)
    if widest + metrics.horizontalAdvance("0") > places.slot_px:
        return
    painter.setFont(font)
    away = places.radius + 2.0
    for index, y, word, is_above in counts:
        top = y - away - metrics.height() if is_above else y + away
        place = QRectF(places.x_at(index) - widest / 2 - 2, top, widest + 4, metrics.height())
        ground = scene.theme.accent_soft if index == scene.selected else scene.theme.surface
        painter.fillRect(place.adjusted(0, 1, 0, -1), QColor(ground))  # no line runs through a figure
        painter.setPen(QColor(scene.theme.muted if index != scene.selected else scene.theme.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)


def _counts(places: _Places, medians: Sequence[Medians]) -> Iterator[tuple[int, float, str, bool]]:
    """Yield week, height, words, and whether they stand above their mark."""
    for index, one in enumerate(medians):
        is_before_above = one.before is not None and (one.after is None or one.before >= one.after)
        if one.before is not None:
            yield index, places.y_at(one.before), count_figure(one.n_before), is_before_above
        if one.after is not None:
            yield index, places.y_at(one.after), count_figure(one.n_after), not is_before_above
