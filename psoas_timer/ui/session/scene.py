"""What a session shows at one instant, and the parts that make up a view."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from math import ceil, floor
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.timeline import Moment, Timeline
from psoas_timer.core.settings import View
from psoas_timer.engine.player import Frame, PlayerState
from psoas_timer.ui.kit.theme import LIGHT, Theme
from psoas_timer.ui.kit.words import whole_seconds


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

    @property
    def beat(self) -> Hashable:
        """All that words and figures depend on, which changes by whole seconds at most; the rest is motion."""
        frame, moment = self.frame, self.frame.moment
        seconds = (moment.phase_left_s, moment.stage_left_s, moment.session_left_s, frame.resume_left_s)
        breath = (moment.stage_index, moment.phase, moment.cycle, moment.is_easy, moment.instruction)
        choices = (self.view, self.reduced_motion, self.message, self.is_instruction_stressed, self.is_asking)
        return frame.timeline, frame.state, breath, choices, *map(whole_seconds, seconds)


@dataclass(frozen=True, slots=True)
class Look:
    """How a session is shown: theme, turn in degrees clockwise, text size, which view."""

    theme: Theme = LIGHT
    turn: int = 0
    text_percent: float = 100.0
    view: View = View.ORB


class Part(Protocol):
    """A piece of the picture with its own place.

    ``look`` describes what is visible: if two scenes give the same look, the part is not painted again. Unless the
    part ``moves``, scenes of one beat have one look. ``changed`` lists the places that differ between two looks: one
    rectangle for each thing that moves, for calls cost more than pixels. ``draw`` paints the rectangle ``within``, to
    which the painter is clipped, or all of the part if it is None; an ``is_opaque`` part paints every pixel of it, so
    that no background is needed first. All places are upright, before the view is turned.
    """

    rect: QRectF

    @property
    def moves(self) -> bool: ...

    @property
    def is_opaque(self) -> bool: ...

    def look(self, scene: Scene) -> Hashable: ...

    def changed(self, before: Hashable, after: Hashable) -> list[QRectF]: ...

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRectF | None = None) -> None: ...


def on_whole_pixels(rect: QRectF) -> QRectF:
    """Return ``rect`` and a little around it, on whole pixels of a screen that is scaled by any number of quarters."""
    left, top = floor(rect.left() / 4) * 4, floor(rect.top() / 4) * 4
    return QRectF(left, top, ceil(rect.right()) - left, ceil(rect.bottom()) - top)
