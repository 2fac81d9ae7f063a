"""Where each part of a session's picture stands.

What is said comes first. With larger text, or in a lower window, things give way in this order: the path of the next
breaths gets lower, then goes; the orb gets smaller; the lines above and below stop growing; and only then do the
words stop growing. No text is smaller at a larger setting: a place for words is the same at each, or larger.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF

from psoas_timer.core.settings import View
from psoas_timer.ui.session.breath_paint import OrbPart
from psoas_timer.ui.session.diaphragm_part import DiaphragmPart
from psoas_timer.ui.session.lookahead_paint import LookaheadPart
from psoas_timer.ui.session.scene import Look, Part
from psoas_timer.ui.session.settle_part import SettlePart
from psoas_timer.ui.session.stage_panel import HeaderPart, HintPart, InstructionPart, StripPart, WordsPart

LEAST_UNIT_PX = 13.0
# Shares of the height within the margins.
MOST_HEADER, MOST_HINT, MOST_PATH = 0.2, 0.12, 0.14
# Shares of the room for words beside the breath; the rest of it is air.
WORDS, INSTRUCTION = 0.48, 0.48
# Shares of the height when the words stand below the breath: with the usual text, and at most.
WORDS_BELOW, INSTRUCTION_BELOW = (0.16, 0.21), (0.15, 0.24)
# A lower path shows nothing; in units.
LEAST_PATH = 2.2
# Shares of the width for the breath: with the usual text, what each doubling of it takes, and at least.
BREATH_WIDTH, BREATH_LOSS, LEAST_BREATH_WIDTH = 0.53, 0.16, 0.27


def no_picture(_name: str) -> str:
    """Return what stands for a position that has no picture."""
    return ""


def lay_out(
    rect: QRectF, look: Look, title: str, scale: float, load_picture: Callable[[str], str] = no_picture
) -> Sequence[Part]:
    """Return the parts in their places within ``rect``: side by side if it is wide, otherwise stacked.

    The dark view has only the orb and its words. ``scale`` is in device pixels per unit;
    ``load_picture`` returns the SVG of a position, '' if there is none.
    """
    short = min(rect.width(), rect.height())
    unit = max(short * 0.03, LEAST_UNIT_PX)
    em = unit * look.text_percent / 100.0
    pad = round(min(max(short * 0.035, 14.0), 64.0))
    inner = rect.adjusted(pad, pad * 0.7, -pad, -pad * 0.8)
    if look.view is View.DARK:
        return _lay_out_dark(inner, unit, em, scale)
    whole_h = inner.height()
    header_h, hint_h, strip_h = min(em * 2.7, whole_h * MOST_HEADER), min(em * 1.7, whole_h * MOST_HINT), unit * 0.55
    rest_h = max(whole_h - header_h - hint_h - strip_h - unit * 0.3, 4.0)
    is_wide = inner.width() > inner.height() * 0.9
    if is_wide:
        # The same at every size of text, and just what the highest lines above and below leave over.
        needed_h = whole_h * (1.0 - MOST_HEADER - MOST_HINT) - strip_h - unit * 0.3
    else:
        words_h, instruction_h = (
            min(max(em / unit, 1.0) * whole_h * usual, whole_h * most)
            for usual, most in (WORDS_BELOW, INSTRUCTION_BELOW)
        )
        needed_h = words_h + instruction_h + whole_h * 0.38
    path_h = min(rest_h - needed_h, whole_h * MOST_PATH)
    path_h = path_h if path_h >= unit * LEAST_PATH else 0.0
    header = QRectF(inner.left(), inner.top(), inner.width(), header_h)
    strip = _whole(QRectF(inner.left(), inner.bottom() - strip_h, inner.width(), strip_h))
    hint = _whole(QRectF(inner.left(), strip.top() - hint_h, inner.width(), hint_h))
    path = _whole(QRectF(inner.left(), hint.top() - path_h, inner.width(), path_h))
    top = header.bottom() + unit * 0.3
    middle = QRectF(inner.left(), top, inner.width(), max(path.top() - top, 4.0))
    words, instruction = WordsPart(QRectF(), em), InstructionPart(QRectF(), em)
    if is_wide:
        breath = _lay_out_beside(middle, needed_h, em / unit, pad, words, instruction)
        usual = min(middle.width() * BREATH_WIDTH, needed_h)
    else:
        breath_h = middle.height() - words_h - instruction_h
        breath = QRectF(middle.left(), middle.top(), middle.width(), breath_h)
        words.rect = QRectF(middle.left(), breath.bottom(), middle.width(), words_h)
        instruction.rect = QRectF(middle.left(), words.rect.bottom(), middle.width(), instruction_h)
        usual = min(middle.width(), whole_h * 0.38)
    header_part = HeaderPart(header, em)
    header_part.title = title
    breath_part: Part = OrbPart(breath, usual, scale)
    if look.view is View.DIAPHRAGM:
        breath_part = DiaphragmPart(breath, scale)
        words.has_countdown = True
    if load_picture is not no_picture:
        breath_part = SettlePart(breath_part, load_picture, has_countdown=look.view is View.ORB)
    paths = (LookaheadPart(path, scale),) if path_h else ()
    return breath_part, header_part, words, instruction, *paths, HintPart(hint, em), StripPart(strip, em)


def _lay_out_beside(
    middle: QRectF, needed_h: float, times: float, pad: float, words: WordsPart, instruction: InstructionPart
) -> QRectF:
    """Put the words at the right of the breath, and return its place; text is ``times`` its usual size."""
    share = max(BREATH_WIDTH - BREATH_LOSS * max(times - 1.0, 0.0), LEAST_BREATH_WIDTH)
    breath = QRectF(middle.left(), middle.top(), min(middle.width() * share, needed_h * 1.15), middle.height())
    left, width = breath.right() + pad, middle.right() - breath.right() - pad
    air = max(middle.height() - needed_h * (WORDS + INSTRUCTION), 0.0)
    words.rect = QRectF(left, middle.top() + air / 2, width, needed_h * WORDS)
    instruction.rect = QRectF(left, words.rect.bottom(), width, needed_h * INSTRUCTION)
    return breath


def _lay_out_dark(inner: QRectF, unit: float, em: float, scale: float) -> Sequence[Part]:
    """Return the orb, with its words and one line below, and nothing else."""
    hint_h, words_h = min(em * 1.7, inner.height() * MOST_HINT), min(em * 5.0, inner.height() * 0.42)
    hint = _whole(QRectF(inner.left(), inner.bottom() - hint_h - unit * 0.55, inner.width(), hint_h))
    words = WordsPart(QRectF(inner.left(), hint.top() - words_h, inner.width(), words_h), em)
    orb = QRectF(inner.left(), inner.top(), inner.width(), max(words.rect.top() - inner.top() - unit * 0.5, 4.0))
    usual = min(inner.width(), inner.height() - unit * 7.75)
    return OrbPart(orb, max(usual, 4.0), scale), words, HintPart(hint, em)


def _whole(rect: QRectF) -> QRectF:
    """Return ``rect`` on whole pixels, so that a picture in it can shift without blur and shares no edge pixels."""
    return QRectF(rect.toRect())
