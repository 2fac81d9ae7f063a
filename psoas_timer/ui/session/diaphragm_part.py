"""The diaphragm view as a part of the session's picture."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.session.diaphragm_paint import diaphragm_bounds, draw_diaphragm
from psoas_timer.ui.session.scene import Scene, on_whole_pixels

# The belly moves furthest: by a sixth of the shorter side of the moving area.
TRAVEL_SHARE = 1 / 6
# The torso takes a while to paint. Half-pixel steps cannot be seen; nor can larger ones in a picture so large that
# half pixels would need more steps than the upper of these limits.
FULLNESS_STEPS = (40, 80)
# Each breath shows the same pictures again: as many are kept as have this many device pixels, of four bytes each.
KEPT_PX = 12_000_000


@dataclass(slots=True)
class DiaphragmPart:
    """The torso of ``draw_diaphragm``, at ``scale`` device pixels per unit; with reduced motion it stays half full.

    What moves is a picture of its own, one for each step of fullness, laid over what stands still.
    """

    rect: QRectF
    scale: float = 1.0
    moves = True
    is_opaque = True
    _moving: QRectF = field(init=False, repr=False, compare=False)
    _picture_of: Callable[[float, bool, Theme], QPixmap] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._moving = on_whole_pixels(diaphragm_bounds(self.rect))
        size_px = self._moving.width() * self._moving.height() * self.scale**2
        self._picture_of = lru_cache(max(int(KEPT_PX / max(size_px, 1.0)), 1))(self._paint_moving)

    def look(self, scene: Scene) -> Hashable:
        return self._fullness(scene), scene.moment.is_effort

    def changed(self, before: Hashable, after: Hashable) -> list[QRectF]:
        return [self.rect if before is None else diaphragm_bounds(self.rect)]

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRectF | None = None) -> None:
        place, fullness, is_effort = within or self.rect, self._fullness(scene), scene.moment.is_effort
        if not self._moving.contains(place):
            painter.fillRect(place, QColor(theme.background))
            draw_diaphragm(painter, self.rect, fullness, is_effort, theme)
        painter.drawPixmap(self._moving.topLeft(), self._picture_of(fullness, is_effort, theme))

    def _fullness(self, scene: Scene) -> float:
        fullness = 0.5 if scene.reduced_motion else scene.moment.fullness
        half_pixels = round(min(self._moving.width(), self._moving.height()) * TRAVEL_SHARE * 2)
        steps = min(max(half_pixels, FULLNESS_STEPS[0]), FULLNESS_STEPS[1])
        return round(fullness * steps) / steps

    def _paint_moving(self, fullness: float, is_effort: bool, theme: Theme) -> QPixmap:
        """Return the part of the torso that moves; an empty picture if there is no room for it."""
        size = self._moving.size() * self.scale
        picture = QPixmap(ceil(size.width()), ceil(size.height()))
        if not picture.isNull():
            picture.setDevicePixelRatio(self.scale)
            picture.fill(QColor(theme.background))  # opaque, so that it is copied, not blended
            painter = QPainter(picture)
            painter.translate(-self._moving.topLeft())
            draw_diaphragm(painter, self.rect, fullness, is_effort, theme)
            painter.end()
        return picture
