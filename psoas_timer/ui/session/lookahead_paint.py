"""Paints the look-ahead: the upcoming breath as a path that flows towards a fixed playhead."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.segment import Segment
from psoas_timer.core.breath.timeline import Timeline, fullness_in
from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.session.scene import Scene

AHEAD_S = 12.0
BEHIND_S = 2.0
# The path is painted this far ahead at once, then only shifted.
CHUNK_S = 24.0
CURVE_STEP_S = 0.1


class _PathLook(NamedTuple):
    """How far the path is shifted, in device pixels since the session's start, and how low the dot is."""

    timeline: Timeline
    step: int
    dot_y: float


class _Chunk(NamedTuple):
    """A painted stretch of the path: the ``number``-th, which starts at the device pixel ``from_px``."""

    timeline: Timeline
    theme: Theme
    number: int
    from_px: int
    pixmap: QPixmap


@dataclass(slots=True)
class LookaheadPart:
    """The path with its playhead, hidden with reduced motion. ``scale`` is device pixels per unit.

    The shift is rounded to whole device pixels, so that nothing blurs.
    """

    rect: QRectF
    scale: float = 1.0
    moves = True
    is_opaque = True
    px_per_s: float = field(init=False)
    _behind_px: int = field(init=False, repr=False)
    _stride_px: int = field(init=False, repr=False)
    _chunk: _Chunk | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.px_per_s = self.rect.width() / (AHEAD_S + BEHIND_S)
        self._behind_px = round(BEHIND_S * self.px_per_s * self.scale)
        self._stride_px = max(round(CHUNK_S * self.px_per_s * self.scale), 1)

    def look(self, scene: Scene) -> Hashable:
        if scene.reduced_motion:
            return "hidden"
        moment, scale = scene.moment, self.scale
        step = round(moment.elapsed_s * self.px_per_s * scale)
        return _PathLook(
            scene.timeline, step, round(_level(moment.fullness, self.rect.height()) * scale * 2) / (scale * 2)
        )

    def changed(self, before: Hashable, after: Hashable) -> list[QRectF]:
        return [self.rect]

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRectF | None = None) -> None:
        look = self.look(scene)
        if not isinstance(look, _PathLook):
            painter.fillRect(self.rect, QColor(theme.background))
            return
        first_px = look.step - self._behind_px
        chunk = self._chunk_for(look.timeline, first_px, theme)
        source = QRectF(QPointF(first_px - chunk.from_px, 0), self.rect.size() * self.scale)
        painter.drawPixmap(self.rect, chunk.pixmap, source)
        self._draw_playhead(painter, look.dot_y, theme)

    def _draw_playhead(self, painter: QPainter, dot_y: float, theme: Theme) -> None:
        x, top, radius = (
            self.rect.left() + self._behind_px / self.scale,
            self.rect.top(),
            max(self.rect.height() * 0.08, 6.0),
        )
        painter.setPen(QPen(QColor(theme.muted), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(x, top + 2), QPointF(x, self.rect.bottom() - 2))
        painter.setPen(QPen(QColor(theme.background), 2.5))
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(QPointF(x, top + dot_y), radius, radius)

    def _chunk_for(self, timeline: Timeline, first_px: int, theme: Theme) -> _Chunk:
        # Chunks start at fixed places, so that the picture does not depend on what was shown before.
        number, chunk = first_px // self._stride_px, self._chunk
        if chunk is None or chunk.timeline is not timeline or chunk.theme is not theme or chunk.number != number:
            from_px, width = number * self._stride_px, self._stride_px + ceil(self.rect.width() * self.scale) + 2
            pixmap = self._paint_chunk(timeline, from_px, width, theme)
            chunk = self._chunk = _Chunk(timeline, theme, number, from_px, pixmap)
        return chunk

    def _paint_chunk(self, timeline: Timeline, from_px: int, width: int, theme: Theme) -> QPixmap:
        pixmap = QPixmap(width, ceil(self.rect.height() * self.scale))
        pixmap.fill(QColor(theme.background))  # opaque, so that it is copied, not blended
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.scale, self.scale)
        from_s, to_s = (px / (self.px_per_s * self.scale) for px in (from_px, from_px + width))
        draw_lookahead(painter, QRectF(0, 0, width / self.scale, self.rect.height()), timeline, from_s, to_s, theme)
        painter.end()
        return pixmap


def _is_effort(timeline: Timeline, segment: Segment) -> bool:
    return segment.phase is timeline.stages[segment.stage_index].effort and not segment.is_easy


def draw_lookahead(
    painter: QPainter, rect: QRectF, timeline: Timeline, from_s: float, to_s: float, theme: Theme
) -> None:
    """Draw lung fullness from ``from_s`` to ``to_s`` across the whole of ``rect``."""
    px_per_s = rect.width() / (to_s - from_s)

    def place(at_s: float, fullness: float) -> QPointF:
        return QPointF(rect.left() + (at_s - from_s) * px_per_s, rect.top() + _level(fullness, rect.height()))

    line = QPainterPath()
    efforts: list[tuple[QPointF, QPointF]] = []
    settles: list[tuple[QPointF, QPointF]] = []
    for segment in timeline.segments_between(from_s, to_s):
        ends = (
            place(segment.start_s, fullness_in(segment, segment.start_s)),
            place(segment.end_s, fullness_in(segment, segment.end_s)),
        )
        if segment.phase is Phase.SETTLE:
            settles.append(ends)
            continue
        if line.isEmpty() or segment.start_s == 0.0 or line.currentPosition() != ends[0]:
            line.moveTo(ends[0])
        if segment.phase in (Phase.INHALE, Phase.EXHALE):
            steps = ceil((segment.end_s - segment.start_s) / CURVE_STEP_S)
            for step in range(1, steps + 1):
                at_s = segment.start_s + (segment.end_s - segment.start_s) * step / steps
                line.lineTo(place(at_s, fullness_in(segment, at_s)))
        else:
            line.lineTo(ends[1])
            if _is_effort(timeline, segment):
                efforts.append(ends)
    _stroke(painter, rect, line, efforts, settles, theme)


def _stroke(
    painter: QPainter,
    rect: QRectF,
    line: QPainterPath,
    efforts: list[tuple[QPointF, QPointF]],
    settles: list[tuple[QPointF, QPointF]],
    theme: Theme,
) -> None:
    width = _stroke_width(rect.height())
    round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.lungs_edge), width, Qt.PenStyle.SolidLine, round_cap, round_join))
    painter.drawPath(line)
    painter.setPen(QPen(QColor(theme.line), width, Qt.PenStyle.DotLine, round_cap))
    for a, b in settles:
        painter.drawLine(a, b)
    # An effort is a firm band with teeth, so that its shape tells it apart as well as its colour.
    painter.setPen(QPen(QColor(theme.accent), width * 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for a, b in efforts:
        painter.drawLine(a, b)
    painter.setPen(QPen(QColor(theme.accent), width * 0.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for a, b in efforts:
        teeth = max(int((b.x() - a.x()) / (width * 4)), 1)
        for index in range(teeth):
            x = a.x() + (b.x() - a.x()) * (index + 0.5) / teeth
            inwards = width * (3.0 if a.y() < rect.center().y() else -3.0)
            painter.drawLine(QPointF(x, a.y()), QPointF(x, a.y() + inwards))


def _stroke_width(height: float) -> float:
    return max(height * 0.045, 2.5)


def _level(fullness: float, height: float) -> float:
    """Return the path's distance below the top."""
    return height * (0.86 - 0.72 * fullness)
