"""Paints the words of a session: what to do now, how many are left, what comes next, and how far along it is."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from psoas_timer.core.breath.routine import Phase
from psoas_timer.engine.player import PlayerState
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.text_paint import draw_fitted
from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.kit.words import (
    clock_word,
    count_word,
    following_word,
    next_word,
    phase_word,
    side_word,
    stage_word,
    whole_seconds,
)
from psoas_timer.ui.session.breath_paint import countdown
from psoas_timer.ui.session.scene import Scene

# The room within the frame of an instruction: the same for all sizes of text, for it takes room from the sentence.
FRAME_PX = 8

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Caption:
    """The words shown at one instant."""

    side: str
    phase: str
    count: str
    instruction: str
    hint: str


_NOTHING = Caption("", "", "", "", "")


def caption(scene: Scene) -> Caption:
    """Return the words that belong to ``scene``."""
    moment, instruction = scene.moment, scene.moment.instruction
    hint = scene.message or next_word(scene.timeline, moment)
    if scene.reduced_motion:
        hint = hint or following_word(scene.timeline, moment)
    phase, count = phase_word(moment), count_word(moment)
    if scene.state is PlayerState.WAITING:
        phase, hint = tr("When you are ready"), tr("Press Space to begin.")
        instruction = instruction or tr("Take your time to lie down.")
    elif scene.state is PlayerState.PAUSED:
        phase, instruction = tr("Paused"), tr("Press Space or click to resume.")
    elif scene.state is PlayerState.RESUMING:
        phase = tr("Resuming in {seconds}").format(seconds=max(whole_seconds(scene.frame.resume_left_s), 1))
    return Caption(side_word(moment.side), phase, count, instruction, hint)


def shown_caption(scene: Scene) -> Caption:
    """Return the words to paint: none beside the question whether to end."""
    return _NOTHING if scene.is_asking else caption(scene)


class _WholePart:
    """A part that is repainted as a whole whenever anything about it changes."""

    moves = False
    is_opaque = False

    def __init__(self, rect: QRectF, em: float) -> None:
        self.rect = rect
        self.em = em

    def changed(self, before: Hashable, after: Hashable) -> list[QRectF]:
        return [self.rect]


class HeaderPart(_WholePart):
    """Routine and stage on the left, time left on the right."""

    title = ""

    def look(self, scene: Scene) -> Hashable:
        moment = scene.moment
        left = whole_seconds(moment.session_left_s), whole_seconds(moment.stage_left_s)
        return scene.is_asking, self.title, stage_word(moment.stage), left

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRectF | None = None) -> None:
        if scene.is_asking:
            return
        moment, em = scene.moment, self.em
        top = QRectF(self.rect.left(), self.rect.top(), self.rect.width() * 0.66, self.rect.height() / 2)
        draw_fitted(painter, top, self.title, theme.muted, largest_px=em * 0.85, align=_LEFT)
        below = top.translated(0, top.height())
        draw_fitted(painter, below, stage_word(moment.stage), theme.text, largest_px=em, is_strong=True, align=_LEFT)
        right = QRectF(top.right(), top.top(), self.rect.right() - top.right(), top.height())
        session = tr("{time} left").format(time=clock_word(moment.session_left_s))
        draw_fitted(painter, right, session, theme.text, largest_px=em, is_strong=True, align=_RIGHT)
        stage = tr("{time} in this stage").format(time=clock_word(moment.stage_left_s))
        lower = right.translated(0, right.height())
        draw_fitted(painter, lower, stage, theme.muted, largest_px=em * 0.85, align=_RIGHT)


class WordsPart(_WholePart):
    """The side, the phase word, and the count; with ``has_countdown``, also the seconds if nothing else shows them."""

    align = Qt.AlignmentFlag.AlignHCenter
    has_countdown = False

    def look(self, scene: Scene) -> Hashable:
        words = shown_caption(scene)
        return words.side, words.phase, words.count, self._seconds(scene)

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRectF | None = None) -> None:
        words = shown_caption(scene)
        # The rows are shares of the place, whatever the size of the text: a larger side must not cost the word room.
        row = self.rect.height() * 0.24
        small = min(self.em * 1.9, row)
        rect, align = self.rect, self.align | Qt.AlignmentFlag.AlignVCenter
        side = QRectF(rect.left(), rect.top(), rect.width(), row)
        count = QRectF(rect.left(), rect.bottom() - row, rect.width(), row)
        phase = QRectF(rect.left(), side.bottom(), rect.width(), count.top() - side.bottom())
        draw_fitted(painter, side, words.side, theme.accent, largest_px=small * 0.8, is_strong=True, align=align)
        word = (
            tr("{word} {seconds}").format(word=words.phase, seconds=seconds)
            if (seconds := self._seconds(scene))
            else words.phase
        )
        draw_fitted(painter, phase, word, theme.text, largest_px=self.em * 3.2, is_strong=True, align=align)
        draw_fitted(painter, count, words.count, theme.muted, largest_px=small * 0.8, align=align)

    def _seconds(self, scene: Scene) -> str:
        is_shown = (
            self.has_countdown and not scene.is_asking and scene.state in (PlayerState.RUNNING, PlayerState.WAITING)
        )
        return countdown(scene) if is_shown else ""


class InstructionPart(_WholePart):
    """The instruction of the stage, framed for a while after the person asks to see it again."""

    align = Qt.AlignmentFlag.AlignHCenter

    @property
    def inner(self) -> QRectF:
        """The place of the sentence within the frame."""
        return self.rect.adjusted(FRAME_PX, FRAME_PX / 2, -FRAME_PX, -FRAME_PX / 2)

    def look(self, scene: Scene) -> Hashable:
        return shown_caption(scene).instruction, self._is_framed(scene)

    def _is_framed(self, scene: Scene) -> bool:
        return scene.is_instruction_stressed and not scene.is_asking

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRectF | None = None) -> None:
        if self._is_framed(scene):
            painter.setPen(QPen(QColor(theme.accent), max(self.em * 0.1, 2.0)))
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(self.rect.adjusted(2, 2, -2, -2), self.em * 0.5, self.em * 0.5)
        align = self.align | Qt.AlignmentFlag.AlignVCenter
        draw_fitted(
            painter, self.inner, shown_caption(scene).instruction, theme.text, largest_px=self.em * 1.45, align=align
        )


class HintPart(_WholePart):
    """One quiet line: what has just changed, or what comes next."""

    def look(self, scene: Scene) -> Hashable:
        return shown_caption(scene).hint

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRectF | None = None) -> None:
        draw_fitted(
            painter, self.rect, shown_caption(scene).hint, theme.accent, largest_px=self.em * 1.1, is_strong=True
        )


class StripPart(_WholePart):
    """The stages in proportion: completed ones filled, the current one thicker and filled up to now."""

    moves = True

    def look(self, scene: Scene) -> Hashable:
        return scene.timeline, round(self._x_at(scene, scene.moment.elapsed_s)), scene.moment.stage_index

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRectF | None = None) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        gap = max(self.em * 0.12, 2.0)
        here = self._x_at(scene, scene.moment.elapsed_s)
        for index, span in enumerate(scene.timeline.stage_spans):
            is_current = index == scene.moment.stage_index and scene.moment.phase is not Phase.DONE
            height = self.rect.height() * (1.0 if is_current else 0.5)
            left, right = self._x_at(scene, span.start_s), self._x_at(scene, span.end_s) - gap
            bar = QRectF(left, self.rect.center().y() - height / 2, max(right - left, 1.0), height)
            self._draw_bar(painter, bar, theme.line)
            if here > bar.left():
                painter.save()
                painter.setClipRect(
                    QRectF(QPointF(bar.left(), bar.top()), QPointF(here, bar.bottom())), Qt.ClipOperation.IntersectClip
                )
                self._draw_bar(painter, bar, theme.accent)
                painter.restore()

    def _draw_bar(self, painter: QPainter, bar: QRectF, colour: str) -> None:
        painter.setBrush(QColor(colour))
        radius = min(bar.height(), bar.width()) / 2
        painter.drawRoundedRect(bar, radius, radius)

    def _x_at(self, scene: Scene, elapsed_s: float) -> float:
        return self.rect.left() + self.rect.width() * elapsed_s / scene.timeline.duration_s
