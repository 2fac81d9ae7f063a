"""The picture of the position, where the breath will be: shown while one settles, and then melting into the breath.

Like everything here, it is a function of elapsed time. Nothing moves while one settles but the ring that counts down.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from psoas_timer.core.breath.routine import Phase
from psoas_timer.ui.kit.text_paint import draw_fitted
from psoas_timer.ui.kit.theme import Theme, recolour
from psoas_timer.ui.session.breath_paint import RING_STEPS, countdown, draw_ring, sweep_share, swept_place
from psoas_timer.ui.session.scene import Part, Scene

# The last moments of settling, in which the picture melts into the breath, and how many steps it takes.
MELT_S = 1.2
MELT_STEPS = 24
# Shares of the ring's radius: the picture's place (half its width, half its height), and the countdown below.
HALF_WIDTH, HALF_HEIGHT, MIDDLE = 0.78, 0.46, -0.08
COUNT_TOP, COUNT_HEIGHT = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class _SettleLook:
    picture: str
    melted: int
    ring_step: int
    countdown: str


class SettlePart:
    """Shows the picture of ``load_picture`` (the SVG of a position, '' if there is none) in the place of ``breath``.

    Where there is no picture, and when nobody settles, it is just ``breath``. With ``has_countdown`` the seconds
    stand below the picture; otherwise the words tell them.
    """

    moves = True
    is_opaque = True

    def __init__(self, breath: Part, load_picture: Callable[[str], str], *, has_countdown: bool) -> None:
        self.breath = breath
        self.rect = breath.rect
        self._load_picture = load_picture
        self._has_countdown = has_countdown
        self._svgs: dict[str, str] = {}
        self._painted: tuple[Hashable, QPixmap] | None = None

    def look(self, scene: Scene) -> Hashable:
        name = self._picture_of(scene)
        if not name:
            return self.breath.look(scene)
        ring = round(sweep_share(scene.moment) * RING_STEPS)
        return _SettleLook(name, _melted(scene), ring, countdown(scene) if self._has_countdown else "")

    def changed(self, before: Hashable, after: Hashable) -> list[QRectF]:
        if isinstance(before, _SettleLook) and isinstance(after, _SettleLook):
            if (before.picture, before.melted) != (after.picture, after.melted):
                return [self.rect]
            places = [self._count_rect()] if before.countdown != after.countdown else []
            if before.ring_step != after.ring_step:
                places.append(swept_place(self._round(), before.ring_step, after.ring_step))
            return places
        if isinstance(before, _SettleLook) or isinstance(after, _SettleLook):
            return [self.rect]
        return self.breath.changed(before, after)

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRectF | None = None) -> None:
        name = self._picture_of(scene)
        if not name:
            self.breath.draw(painter, scene, theme, within)
            return
        painter.fillRect(within or self.rect, QColor(theme.background))
        melted = _melted(scene) / MELT_STEPS
        painter.save()
        painter.setClipRect(self.rect, Qt.ClipOperation.IntersectClip)
        if melted:
            painter.setOpacity(melted)
            self._draw_breath(painter, scene, theme)
        painter.setOpacity(1.0 - melted)
        self._draw_picture(painter, name, theme, 1.0 - 0.5 * melted * melted)
        painter.restore()
        if self._has_countdown:
            draw_fitted(painter, self._count_rect(), countdown(scene), theme.text, is_strong=True)
        draw_ring(painter, self._round(), round(sweep_share(scene.moment) * RING_STEPS) / RING_STEPS, theme)

    def _draw_breath(self, painter: QPainter, scene: Scene, theme: Theme) -> None:
        """Draw the breath without its own countdown, which the one below the picture goes on with."""
        self.breath.draw(painter, replace(scene, is_asking=True), theme)

    def _draw_picture(self, painter: QPainter, name: str, theme: Theme, share: float) -> None:
        picture = self._paint_picture(name, theme, painter.device().devicePixelRatioF())
        if picture.isNull():
            return
        place = self._picture_rect()
        size = picture.deviceIndependentSize() * share
        middle = place.center()
        target = QRectF(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height())
        if share == 1.0:
            painter.drawPixmap(target.topLeft().toPoint(), picture)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(target, picture, QRectF(picture.rect()))

    def _paint_picture(self, name: str, theme: Theme, scale: float) -> QPixmap:
        """Return the picture in the colours of ``theme``, painted once for each place and scale."""
        place = self._picture_rect()
        key = (name, theme.name, scale, place.width(), place.height())
        if self._painted is None or self._painted[0] != key:
            from PySide6.QtSvg import QSvgRenderer  # not before the first paint

            renderer = QSvgRenderer(QByteArray(recolour(self._svg_of(name), theme).encode()))
            size = renderer.defaultSize().toSizeF().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            picture = QPixmap(max(ceil(size.width() * scale), 1), max(ceil(size.height() * scale), 1))
            picture.setDevicePixelRatio(scale)
            picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(picture)
            renderer.render(inner, QRectF(QPointF(0, 0), size))
            inner.end()
            self._painted = (key, picture)
        return self._painted[1]

    def _picture_of(self, scene: Scene) -> str:
        moment = scene.moment
        if moment.phase is not Phase.SETTLE or not moment.stage.position or self._radius() < 24:
            return ""
        return moment.stage.position if self._svg_of(moment.stage.position) else ""

    def _svg_of(self, name: str) -> str:
        if name not in self._svgs:
            self._svgs[name] = self._load_picture(name)
        return self._svgs[name]

    def _round(self) -> QRectF:
        """The square around the ring: the breath's place, which may be wider than high."""
        side, centre = min(self.rect.width(), self.rect.height()), self.rect.center()
        return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)

    def _radius(self) -> float:
        return self._round().width() / 2

    def _picture_rect(self) -> QRectF:
        centre, radius = self.rect.center(), self._radius()
        middle = centre.y() + (MIDDLE if self._has_countdown else 0.0) * radius
        half_w, half_h = HALF_WIDTH * radius, HALF_HEIGHT * radius
        return QRectF(centre.x() - half_w, middle - half_h, 2 * half_w, 2 * half_h)

    def _count_rect(self) -> QRectF:
        centre, radius = self.rect.center(), self._radius()
        return QRectF(centre.x() - radius * 0.3, centre.y() + radius * COUNT_TOP, radius * 0.6, radius * COUNT_HEIGHT)


def _melted(scene: Scene) -> int:
    """Return how far the picture has melted into the breath, in steps; where motion is reduced, it stands still."""
    if scene.reduced_motion:
        return 0
    left_s = scene.moment.phase_left_s
    return round(min(max(1.0 - left_s / MELT_S, 0.0), 1.0) * MELT_STEPS)
