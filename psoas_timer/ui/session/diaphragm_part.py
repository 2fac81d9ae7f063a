"""The diaphragm view as a part of the session's picture."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QRegion

from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.session.diaphragm_paint import diaphragm_bounds, draw_diaphragm
from psoas_timer.ui.session.scene import Scene

# The belly moves furthest: by a sixth of the shorter side of the moving area.
TRAVEL_SHARE = 1 / 6
# The torso takes a while to paint. Half-pixel steps cannot be seen; nor can larger ones in a picture so large that
# half pixels would need more steps than the upper of these limits.
FULLNESS_STEPS = (40, 80)


@dataclass(slots=True)
class DiaphragmPart:
    """The torso of ``draw_diaphragm``; with reduced motion it stays still, half full."""

    rect: QRectF

    def look(self, scene: Scene) -> Hashable:
        return self._fullness(scene), scene.moment.is_effort

    def changed(self, before: Hashable, after: Hashable) -> list[QRectF]:
        return [self.rect if before is None else diaphragm_bounds(self.rect)]

    def covered(self, scene: Scene) -> QRegion:
        return QRegion()

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRegion | None = None) -> None:
        draw_diaphragm(painter, self.rect, self._fullness(scene), scene.moment.is_effort, theme)

    def _fullness(self, scene: Scene) -> float:
        fullness = 0.5 if scene.reduced_motion else scene.moment.fullness
        moving = diaphragm_bounds(self.rect)
        half_pixels = round(min(moving.width(), moving.height()) * TRAVEL_SHARE * 2)
        steps = min(max(half_pixels, FULLNESS_STEPS[0]), FULLNESS_STEPS[1])
        return round(fullness * steps) / steps
