"""What a session shows at one instant, and the parts that make up a view."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QRegion

from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.timeline import Moment, Timeline
from psoas_timer.core.settings import View
from psoas_timer.engine.player import Frame, PlayerState
from psoas_timer.ui.kit.theme import LIGHT, Theme


@dataclass(frozen=True, slots=True)
class Scene:
    """One instant of a session, with the viewer's choices."""

    frame: Frame
    view: View = View.ORB
    reduced_motion: bool = False
    message: str = ""
    is_instruction_stressed: bool = False
    is_asking: bool = False  # whether to end: the question stands alone, with no words beside it

    @property
    def timeline(self) -> Timeline:
        return self.frame.timeline

    @property
    def moment(self) -> Moment:
        return self.frame.moment

    @property
    def state(self) -> PlayerState:
        return self.frame.state

    @property
    def is_timed_phase(self) -> bool:
        """Return whether a ring and a countdown show the phase: in holds and settles, or always with reduced motion."""
        return self.reduced_motion or self.moment.phase in (Phase.HOLD_IN, Phase.HOLD_OUT, Phase.SETTLE)


@dataclass(frozen=True, slots=True)
class Look:
    """How a session is shown: theme, turn in degrees clockwise, text size, which view."""

    theme: Theme = LIGHT
    turn: int = 0
    text_percent: float = 100.0
    view: View = View.ORB


class Part(Protocol):
    """A piece of the picture with its own place.

    ``look`` describes what is visible: if two scenes give the same look, the part is not painted again. ``changed``
    lists the rectangles that differ between two looks, and ``covered`` is where ``draw`` paints every pixel, so that
    no background is needed first. Both are upright, before the view is turned. Nothing outside ``within``, which is
    also upright, has to be drawn.
    """

    rect: QRectF

    def look(self, scene: Scene) -> Hashable: ...

    def changed(self, before: Hashable, after: Hashable) -> list[QRectF]: ...

    def covered(self, scene: Scene) -> QRegion: ...

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRegion | None = None) -> None: ...
