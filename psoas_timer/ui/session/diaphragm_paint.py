"""The diaphragm view: a calm torso in profile whose insides move with the breath.

The motion: breathing in works like bellows: the low back arches a little, chest and belly widen, the
diaphragm flattens and drops, the lungs fill and the psoas lengthens. Breathing out, the spine rounds a
little and the diaphragm relaxes up into a dome. Source: the Well+Good article on psoas release with
Sarah Crawford (PT, DPT), Lawrence van Lingen and Jill Miller (C-IAYT).

Everything is drawn in one coordinate system: a person upright and facing right, x from the back to the
front, y from the jaw (about 0) down to the thighs (about 100). Moving contours are given for empty and
for full lungs; each frame is a linear blend of the two. In a landscape rectangle the picture is turned by a
quarter: the person lies on their back. Colours are opaque because translucent ones are slow to paint.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from psoas_timer.ui.kit.theme import Theme

Point = tuple[float, float]
Station = tuple[float, float, float]  # a point on a middle line, and half the thickness there
PointMove = tuple[float, float, float, float]  # the point with empty lungs, then with full lungs
StationMove = tuple[float, float, float, float, float, float]

_TOP, _BOTTOM, _SOLID = -3.0, 100.0, (0.087, 0.888)  # where the figure has faded out; shares between which it is solid
_GROUND, _LYING_FROM = 28.7, 1.25  # x of the ground; the width-to-height ratio from which the person lies on it
_UPRIGHT = QRectF(14.0, _TOP, 72.0, _BOTTOM - _TOP)
_LYING = QRectF(26.0, _TOP, 49.0, _BOTTOM - _TOP)
_DISC = QRectF(9.5, 8.0, 81.0, 81.0)  # behind a standing person
_SUNRISE = QRectF(_GROUND - 43.5, 5.0, 87.0, 87.0)  # behind a lying person, cut off by the ground
_MOVING = QRectF(28.6, 6.0, 42.8, 83.5)
# fmt: off
_FRONT: tuple[PointMove, ...] = (  # jaw, throat, breastbone, belly, groin, thigh
    (65.9, -9, 65.9, -9), (66.2, -4, 66.2, -4), (66.4, 0, 66.4, 0), (64.6, 3.4, 64.6, 3.4),
    (59.8, 5.4, 59.8, 5.4), (56.4, 8.6, 56.4, 8.6), (56.2, 13.2, 56.2, 13.2), (58.8, 18, 59.4, 17.4),
    (62.6, 25, 65.2, 24), (64.4, 33, 68.4, 32), (63.6, 41, 69, 41), (62.6, 49, 69.8, 50), (63, 57, 70.2, 58),
    (63.2, 64.5, 67.4, 65.5), (61.4, 71.5, 62.6, 72), (60.4, 77, 60.4, 77), (61.6, 81.6, 61.6, 81.6),
    (62.6, 86.4, 62.6, 86.4), (63.2, 92, 63.2, 92), (62.6, 101, 62.6, 101), (61.4, 110, 61.4, 110),
)
_BACK: tuple[PointMove, ...] = (  # thigh, seat, low back, shoulder blades, nape
    (39.8, 110, 39.8, 110), (38.8, 101, 38.8, 101), (37.4, 92, 37.4, 92), (35, 86.8, 35, 86.8),
    (31, 82.2, 31, 82.2), (29.2, 76.4, 29.2, 76.4), (30.6, 70.4, 30.6, 70.4), (34.4, 64.6, 35.2, 64.6),
    (36.7, 58.6, 39.4, 58), (36.5, 51.6, 39.6, 51), (34, 43, 35.8, 42.6), (30.8, 34.4, 30.8, 34.4),
    (29.6, 26.6, 29.6, 26.6), (32.2, 18.8, 32.2, 18.8), (37.2, 12.8, 37.2, 12.8), (40.6, 7.4, 40.6, 7.4),
    (41.6, 0, 41.6, 0), (41, -9, 41, -9), (40, -16, 40, -16),
)
_LUNG: tuple[PointMove, ...] = (  # above the diaphragm: up the spine, over the apex, down the breastbone
    (43, 40, 45.4, 44), (42, 31, 42, 31), (43, 22.4, 42.4, 22), (46.4, 15.6, 46, 14.2), (50.4, 13.4, 51, 12),
    (54, 16.2, 55.2, 14.8), (57.6, 22.6, 60.6, 21.6), (60.2, 30, 64.8, 29.6), (60.8, 37, 66.4, 38),
)
_BELLY: tuple[PointMove, ...] = (  # below the diaphragm: down the wall, the pelvic floor, up the spine
    (60.6, 50, 67.4, 51), (61, 57, 67.8, 58), (60.8, 64, 64.8, 65), (58.8, 71, 60, 71.6),
    (54, 76.6, 54, 76.6), (47, 76, 47, 76), (46.4, 67, 47.2, 67), (46.6, 59, 48.6, 58.6),
)
_SPINE: tuple[PointMove, ...] = (  # the centre of every second vertebra, from the neck to the sacrum
    (49, -6, 49, -6), (48.6, 0, 48.6, 0), (47, 5.6, 47, 5.6), (44.4, 11, 44.4, 11), (41.2, 17, 41.2, 17),
    (39, 23.2, 38.8, 23), (38, 30, 38.2, 29.8), (38.8, 37, 39.8, 36.4), (41, 44.2, 43.4, 43.4),
    (43.2, 52, 46.5, 51.2), (44.3, 60.4, 47.1, 60), (42.6, 68.8, 43.6, 68.8), (38.6, 76, 38.6, 76),
)
_RIB_HEADS = (43.0, 41.0, 39.6, 38.6, 38.4, 39.0, 40.4, 42.0)  # x at the spine
_RIB_ENDS: tuple[PointMove, ...] = (  # where each rib meets the breastbone or the rim of the rib cage
    (56.6, 19.6, 57.6, 18.4), (58.2, 23.8, 60.1, 22.4), (59.3, 28.2, 62, 26.8), (60.1, 32.6, 63.8, 31.2),
    (60.5, 37, 64.6, 35.8), (60, 41.2, 64.7, 40.4), (59.6, 45.6, 64.8, 45), (56.6, 48.8, 61.2, 48.8),
)
_DOME: tuple[StationMove, ...] = (  # the diaphragm from the breastbone over the top to the loins
    (61.2, 44.4, 0.5, 66.6, 46.6, 0.5), (60, 38.2, 0.9, 64.6, 43.6, 1.1), (57.4, 33.2, 1, 61, 42.4, 1.2),
    (53.2, 31, 1, 57, 42.4, 1.2), (49, 32.6, 1, 53, 43.4, 1.2), (46.2, 37.6, 0.9, 49.8, 45.6, 1.1),
    (45, 44.4, 0.8, 48.2, 49.2, 0.9), (45.6, 52.6, 0.4, 48.4, 54, 0.4),
)
_WALL: tuple[StationMove, ...] = (  # the muscle of the abdominal wall
    (62, 44, 0.2, 67.4, 44, 0.2), (61.5, 50, 0.7, 68.5, 50.6, 0.55), (61.8, 57, 0.8, 68.9, 58, 0.6),
    (61.9, 64.2, 0.7, 66.2, 65.2, 0.55), (59.6, 72.4, 0.2, 60.8, 72.8, 0.2),
)
_PSOAS: tuple[StationMove, ...] = (  # from the vertebra of the last rib to the top of the thigh bone
    (44, 47.4, 0.4, 46.2, 43.8, 0.4), (45.9, 52.6, 2, 48.6, 50, 1.4), (48.6, 59, 3.6, 51.2, 57.2, 2.4),
    (51.2, 65.4, 4.2, 52.7, 64.4, 2.9), (53.3, 71.4, 3.7, 53.8, 71, 2.7), (54, 77, 2.6, 54.1, 77.2, 2.1),
    (52.2, 82.2, 1.5, 52.2, 82.6, 1.3), (49, 86.6, 0.4, 49, 87, 0.4),
)
_BREASTBONE: tuple[StationMove, ...] = (
    (55.8, 17.2, 0.3, 56.8, 16.4, 0.3), (60.2, 28, 1, 63, 26.8, 1), (61.6, 42, 0.3, 67, 41.8, 0.3),
)
_SACRUM: tuple[Point, ...] = (
    (45.2, 66.8), (43.4, 71), (40.2, 75.4), (38.8, 81.4), (37.8, 81.4), (36.4, 75), (37.2, 70.4), (40, 66),
)
_PELVIS: tuple[Point, ...] = (
    (54.4, 72), (55, 75), (58, 77.4), (58, 80.4), (54, 82.6), (48.6, 85), (44, 86), (42.2, 83.2), (42.8, 79),
    (44.6, 75), (41, 70.8), (39.2, 67.4), (41.2, 63.6), (45.4, 61.2), (50.4, 61.2), (54.4, 63.6), (56, 67),
)
_THIGH_BONE: tuple[Point, ...] = (
    (53, 77.4), (52.6, 79.6), (50.6, 82.6), (50, 85.4), (49.6, 87.2), (45.8, 87.2), (44.9, 85.6),
    (43.4, 82.2), (44, 79), (46.6, 76), (49.2, 74.2), (51.8, 75.4),
)
_SHAFT = QPolygonF([QPointF(45.1, 86.2), QPointF(50.0, 86.2), QPointF(51.3, 103.0), QPointF(47.0, 103.0)])
_VERTEBRA = QPolygonF([QPointF(*point) for point in (  # from -1 to 1: x down the spine, y to the front
    (-0.5, 1), (0.5, 1), (0.75, 0.9), (0.85, 0.62), (0.79, 0), (0.85, -0.62), (0.75, -0.88), (0.5, -0.98),
    (0.64, -1.4), (1, -1.84), (0.96, -2.02), (0.74, -2.04), (0.3, -1.74), (0.04, -1.36), (-0.16, -1),
    (-0.5, -0.98), (-0.75, -0.88), (-0.85, -0.62), (-0.79, 0), (-0.85, 0.62), (-0.75, 0.9),
)])
# fmt: on


def _points(moves: Iterable[PointMove], fullness: float) -> list[Point]:
    rest = 1.0 - fullness
    return [(x0 * rest + x1 * fullness, y0 * rest + y1 * fullness) for x0, y0, x1, y1 in moves]


def _stations(moves: Iterable[StationMove], fullness: float, thick: float = 1.0) -> list[Station]:
    a, b = 1.0 - fullness, fullness
    return [(x0 * a + x1 * b, y0 * a + y1 * b, (h0 * a + h1 * b) * thick) for x0, y0, h0, x1, y1, h1 in moves]


def _add_curve(path: QPainterPath, row: Sequence[Point]) -> None:
    """Add the Catmull-Rom curve from the second point of ``row`` to the second to last."""
    for (x0, y0), (x1, y1), (x2, y2), (x3, y3) in zip(row, row[1:], row[2:], row[3:], strict=False):
        path.cubicTo(x1 + (x2 - x0) / 6, y1 + (y2 - y0) / 6, x2 - (x3 - x1) / 6, y2 - (y3 - y1) / 6, x2, y2)


def _closed(points: Sequence[Point]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    path.setFillRule(Qt.FillRule.WindingFill)
    _add_curve(path, [points[-1], *points, *points[:2]])
    return path


def _beside(stations: Sequence[Station], share: float, extra: float = 0.0) -> list[Point]:
    """Return the row of points ``share`` of the thickness plus ``extra`` beside a middle line."""
    rows = zip([stations[0], *stations], stations, [*stations[1:], stations[-1]], strict=False)
    return [
        (x - (yb - ya) * away, y + (xb - xa) * away)
        for (xa, ya, _), (x, y, half), (xb, yb, _) in rows
        for away in ((half * share + extra) / (hypot(xb - xa, yb - ya) or 1.0),)
    ]


def _around(stations: Sequence[Station], extra: float = 0.0) -> list[Point]:
    return [*_beside(stations, 1.0, extra), *reversed(_beside(stations, -1.0, -extra))]


def _rimmed(points: Sequence[Point], rim: float) -> tuple[QPainterPath, QPainterPath]:
    """Return a closed clockwise contour, and the same contour ``rim`` further in."""
    ring = [(x, y, rim) for x, y in (points[-1], *points, points[0])]
    return _closed(points), _closed(_beside(ring, 1.0)[1:-1])


def _skin(front: Sequence[Point], back: Sequence[Point], rim: float) -> QPainterPath:
    """Return a stretch of the body without its rim, which tapers off towards both ends."""
    path = QPainterPath()
    for side in (front, back):
        inner = _beside([(x, y, rim if 2 < i < len(side) - 3 else 0.0) for i, (x, y) in enumerate(side)], 1.0)
        (path.lineTo if path.elementCount() else path.moveTo)(*inner[1])
        _add_curve(path, inner)
    return path


_NECK = _skin(_points(_FRONT, 0.0)[:8], _points(_BACK, 0.0)[-6:], 0.0)
_THIGH = _skin(_points(_FRONT, 0.0)[-6:], _points(_BACK, 0.0)[:6], 0.0)
_BONES = tuple(
    QTransform.fromScale(0.2, 0.2).map(path.toFillPolygon(QTransform.fromScale(5.0, 5.0)))
    for bone in (_SACRUM, _PELVIS, _THIGH_BONE) for path in _rimmed(bone, 0.45)
)  # fmt: skip


def _mixed(first: str, second: str, share: float) -> QColor:
    a, b = QColor(first), QColor(second)
    parts = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(p + (q - p) * share) for p, q in parts))


@lru_cache(maxsize=4)
def _lit(theme: Theme) -> Theme:
    """Return ``theme`` with lighter bone and, in dark themes, darker skin, so that what lies on it stands out."""
    night = QColor(theme.background).lightness() < QColor(theme.text).lightness()
    light, shade = (theme.text, 0.27) if night else (theme.background, 0.0)
    skin, far = (_mixed(name, theme.background, shade).name() for name in (theme.skin, theme.skin_far))
    return replace(theme, bone=_mixed(theme.bone, light, 0.45).name(), skin=skin, skin_far=far)


def _fading(name: str) -> QBrush:
    """Return a brush that fades out at the neck and thigh ends of the picture."""
    gradient, solid, clear = QLinearGradient(0.0, _TOP, 0.0, _BOTTOM), QColor(name), QColor(name)
    clear.setAlpha(0)
    gradient.setStops([(0.0, clear), (_SOLID[0], solid), (_SOLID[1], solid), (1.0, clear)])
    return QBrush(gradient)


def _draw_body(painter: QPainter, fullness: float, theme: Theme) -> None:
    """Draw the rim, then the two ends, which fade and do not move, then the rest over their inner edges."""
    front, back = _points(_FRONT, fullness)[4:-2], _points(_BACK, fullness)[2:-2]
    painter.fillPath(_skin(front[1:-1], back[1:-1], 0.0), QColor(theme.skin_far))
    for path in (_NECK, _THIGH):
        painter.fillPath(path, _fading(theme.skin))
    painter.fillPath(_skin(front, back, 0.7), QColor(theme.skin))


def _draw_cavities(painter: QPainter, fullness: float, theme: Theme, dome: Sequence[Station]) -> None:
    under = [(x, y) for x, y, _ in dome]
    belly = _closed([*reversed(under), *_points(_BELLY, fullness)])
    painter.fillPath(belly, _mixed(theme.skin, theme.skin_far, 0.6))
    lung = _rimmed([*under[:-1], *_points(_LUNG, fullness)], 0.5)
    painter.fillPath(lung[0], QColor(theme.lungs_edge))
    painter.fillPath(lung[1], QColor(theme.lungs))


def _draw_rib_cage(painter: QPainter, fullness: float, theme: Theme) -> None:
    for i, (x1, y1) in enumerate(_points(_RIB_ENDS, fullness)):
        x0, y0, dip = _RIB_HEADS[i], 13.6 + 4.25 * i, min(1.5 + 0.4 * i, 5.0 - 0.4 * i)
        middle = ((x0 + x1) / 2, (y0 + y1) / 2 + dip * (1.0 - 0.35 * fullness), 0.65)
        painter.fillPath(_closed(_around([(x0, y0, 0.45), middle, (x1, y1, 0.35)])), QColor(theme.bone))
    painter.fillPath(_closed(_around(_stations(_BREASTBONE, fullness))), QColor(theme.bone))


def _draw_spine(painter: QPainter, fullness: float, theme: Theme) -> None:
    """Draw the discs as one band, the vertebrae over it, then the pelvis and the thigh bone."""
    knots = _points(_SPINE, fullness)
    discs = [(x, y, 0.9 + 0.14 * i) for i, (x, y) in enumerate(knots)][2:-1]
    painter.setBrush(QColor(theme.skin_far))
    painter.drawPolygon([QPointF(*point) for point in _around(discs)])
    centres: list[Point] = []
    for (xa, ya), (xb, yb), (xc, yc), (xd, yd) in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        centres += [(xb, yb), ((9 * (xb + xc) - xa - xd) / 16, (9 * (yb + yc) - ya - yd) / 16)]
    for i, (x, y) in enumerate(centres[1:-1], 1):
        dx, dy = (centres[i + 1][0] - centres[i - 1][0]) / 4, (centres[i + 1][1] - centres[i - 1][1]) / 4
        forth = (1.55 + 0.1 * i) / hypot(dx, dy)
        painter.setBrush(_fading(theme.bone) if i < 3 else QBrush(QColor(theme.bone)))
        painter.drawPolygon(QTransform(dx, dy, dy * forth, -dx * forth, x, y).map(_VERTEBRA))
    for i, polygon in enumerate(_BONES):
        painter.setBrush(QColor(theme.bone if i % 2 else theme.skin_far))
        painter.drawPolygon(polygon)
    painter.setBrush(_fading(theme.bone))
    painter.drawPolygon(_SHAFT)


def _draw_psoas(painter: QPainter, stations: Sequence[Station], effort: bool, theme: Theme) -> None:
    """Draw the psoas with its fibres; during effort, add bars across it and a second contour around it."""
    painter.fillPath(_closed(_around(stations, 0.45)), QColor(theme.skin))
    painter.fillPath(_closed(_around(stations)), QColor(theme.muscle))
    if effort:
        rows = _beside(stations, 0.7), _beside(stations, -0.7)
        painter.setPen(QPen(QColor(theme.bone), 0.75))
        for i in range(2, 2 * len(stations) - 4):
            a, b = ((QPointF(*row[i // 2]) + QPointF(*row[(i + 1) // 2])) / 2 for row in rows)
            painter.drawLine(a, b)
        painter.strokePath(_closed(_around(stations, 1.3)), QPen(QColor(theme.muscle), 0.7))
        return
    fibres = QPainterPath()
    for fibre in (_beside(stations, share) for share in (-0.5, 0.0, 0.5)):
        fibres.moveTo(*fibre[1])
        _add_curve(fibres, fibre)
    painter.strokePath(fibres, QPen(_mixed(theme.muscle, theme.bone, 0.45), 0.4))


def _placing(rect: QRectF) -> tuple[QTransform, bool]:
    """Return the transform from the person's coordinates into ``rect``, and whether the person lies down."""
    lies = rect.width() > rect.height() * _LYING_FROM
    frame = _LYING if lies else _UPRIGHT
    wide, high = (frame.height(), frame.width()) if lies else (frame.width(), frame.height())
    scale = max(min(rect.width() / wide, rect.height() / high), 0.0)
    way = QTransform.fromTranslate(rect.center().x(), rect.center().y()).scale(scale, scale)
    way.rotate(-90.0 if lies else 0.0).translate(-frame.center().x(), -frame.center().y())
    return way, lies


def diaphragm_bounds(rect: QRectF) -> QRectF:
    """Return the part of ``rect`` that can change with lung fullness or effort."""
    return _placing(rect)[0].mapRect(_MOVING).intersected(rect)


def draw_diaphragm(painter: QPainter, rect: QRectF, fullness: float, effort: bool, theme: Theme) -> None:
    """Draw the torso centred in ``rect``, with lungs filled from 0 (empty) to 1 (full).

    Other values of ``fullness`` are clamped. ``effort`` shows the muscles contracting and holding.
    """
    way, lies = _placing(rect)
    theme, fullness = _lit(theme), min(max(fullness, 0.0), 1.0)
    dome, muscle = _stations(_DOME, fullness), QColor(theme.muscle)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(way, True)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent_soft))
    if lies:
        painter.fillRect(QRectF(_GROUND - 0.6, _TOP, 0.6, _BOTTOM - _TOP), QColor(theme.line))
        painter.drawChord(_SUNRISE, -90 * 16, 180 * 16)
    else:
        painter.drawEllipse(_DISC)
    _draw_body(painter, fullness, theme)
    _draw_cavities(painter, fullness, theme, dome)
    _draw_rib_cage(painter, fullness, theme)
    _draw_spine(painter, fullness, theme)
    painter.fillPath(_closed(_around(_stations(_WALL, fullness, 1.6 if effort else 1.0))), muscle)
    painter.fillPath(_closed(_around(dome)), muscle)
    _draw_psoas(painter, _stations(_PSOAS, fullness, 1.2 if effort else 1.0), effort, theme)
    painter.restore()
