"""About the psoas. The facts are those of the Well+Good article on psoas release, where it does not say "ours"."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.help.read_card import ReadCard
from psoas_timer.ui.kit.late_picture import LatePicture
from psoas_timer.ui.kit.limits import limits
from psoas_timer.ui.kit.theme import LIGHT, SPACE, Theme
from psoas_timer.ui.kit.widgets import is_narrow, label

DrawBreath = Callable[[QPainter, QRectF, float, Theme], None]  # painter, place, fullness 0 to 1, theme

# Heights in line heights.
_PICTURE_EM, _BREATH_EM = 34.0, 13
_UPRIGHT = 0.8  # the widest that a picture of the breath is, as a share of its height


class PsoasPart(QWidget):
    """One illustrated page: what it is, how breath moves it, signs, when to see somebody, what to press with."""

    def __init__(self, picture: str, draw_breath: DrawBreath) -> None:
        """``picture`` is an SVG of the psoas; ``draw_breath`` paints a trunk with lungs of some fullness."""
        super().__init__()
        description = tr(
            "Seen from the front: at each side of the lower spine, a long muscle runs down through the pelvis to the"
            " inside of the thigh bone. The diaphragm arches above, under the ribs."
        )
        self._picture = LatePicture(picture, description, _PICTURE_EM)
        self._breaths = [
            BreathPicture(draw_breath, 1.0, tr("Breathing in: the diaphragm is low, the belly wide")),
            BreathPicture(draw_breath, 0.0, tr("Breathing out: the diaphragm is a dome")),
        ]
        words = QVBoxLayout()
        words.setSpacing(SPACE.plain)
        words.addWidget(self._build_what())
        words.addWidget(self._build_breath())
        words.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(SPACE.large)
        self._row.addWidget(self._picture, 4)
        self._row.addLayout(words, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.plain)
        column.addLayout(self._row)
        for one in (self._build_signs(), self._build_limits(), self._build_tools(), self._build_sources()):
            column.addWidget(one)

    def set_theme(self, theme: Theme) -> None:
        self._picture.set_theme(theme)
        for one in self._breaths:
            one.set_theme(theme)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(below if is_narrow(self) else beside)

    # The cards

    def _build_what(self) -> ReadCard:
        card = ReadCard(tr("What it is"))
        card.add_text(
            tr(
                "The psoas (say SO-az) is a pair of long, deep muscles, one at each side of the spine. Each runs from"
                " the last vertebrae of the chest and those of the low back, down through the pelvis, to the top of"
                " the thigh bone. Across the front of the hip, the iliacus joins it."
            )
        )
        card.add_text(
            tr(
                "It brings the leg forward and the knee to the chest, turns the hip, helps bend and turn the low back,"
                " and steadies the pelvis and spine when you walk and stand."
            )
        )
        return card

    def _build_breath(self) -> ReadCard:
        card = ReadCard(tr("How breath moves it"))
        card.add_text(tr("It works with the diaphragm, to which it is tied. Breathing moves both, like bellows."))
        card.add_text(
            tr(
                "Breathing in, the diaphragm flattens and drops, chest and belly widen, the back arches a little, and"
                " the psoas lengthens."
            )
        )
        card.add_text(tr("Breathing out, the diaphragm relaxes up into a dome, and the spine rounds a little."))
        pictures = QHBoxLayout()
        pictures.setSpacing(SPACE.plain)
        for one, words in zip(self._breaths, (tr("In"), tr("Out")), strict=True):
            pictures.addWidget(_with_caption(one, words))
        card.column.addLayout(pictures)
        return card

    def _build_signs(self) -> ReadCard:
        card = ReadCard(tr("Signs that it may be tight"))
        card.add_list(
            [
                tr("An ache in the low back."),
                tr("Tightness or an ache at the front of the hip, or in the groin."),
                tr("The hip stretches back less far than it did."),
                tr("An ache that runs down the leg."),
                tr("Another posture, or a pelvis that tilts."),
            ]
        )
        card.add_text(tr("None of these proves it. A specialist for muscles and joints should have a look."), "strong")
        return card

    def _build_limits(self) -> ReadCard:
        card = ReadCard(tr("When to stop, and when to see somebody"))
        card.add_list([tr("Sharp pain, numbness, or a pulse under the ball: come off that spot."), *limits()])
        return card

    def _build_tools(self) -> ReadCard:
        card = ReadCard(tr("What to press with"))
        card.add_text(
            tr(
                "Only something soft: an inflatable ball a little larger than a grapefruit, or a rolled towel or mat."
                " Press gently, and know what you press."
            )
        )
        card.add_text(
            tr(
                "Nothing hard, such as a hip hook: used wrongly, it can harm the fascia of the abdomen. The psoas lies"
                " behind the organs of the belly, the uterus and ovaries included."
            )
        )
        return card

    def _build_sources(self) -> ReadCard:
        card = ReadCard(tr("Where the facts come from"))
        card.add_text(
            tr(
                "From an article on psoas release in Well+Good, with Sarah Crawford, PT, DPT (Anchor Wellness Center),"
                " Lawrence van Lingen (structural integration) and Jill Miller, C-IAYT (Tune Up Fitness)."
            )
        )
        card.add_text(
            tr(
                "Ours are the conditions under which not to press on the belly or to leave out the vacuum, the advice"
                " on numbness, and the seconds of each breath. Each routine says what is from the article and what is"
                " ours."
            )
        )
        return card


class BreathPicture(QWidget):
    """A trunk at one moment of the breath."""

    def __init__(self, draw: DrawBreath, fullness: float, description: str) -> None:
        super().__init__()
        self._draw, self._fullness, self._theme = draw, fullness, LIGHT
        self.setAccessibleName(description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    # Qt's overrides

    def sizeHint(self) -> QSize:
        em = self.fontMetrics().height()
        return QSize(em * _BREATH_EM // 2, em * _BREATH_EM)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height() * 2 // 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect())
        side = max(place.width() - place.height() * _UPRIGHT, 0.0) / 2  # in a wide place the trunk would lie down
        self._draw(painter, place.adjusted(side, 0.0, -side, 0.0), self._fullness, self._theme)


def _with_caption(picture: QWidget, words: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(picture, 1)
    caption = label(words, "muted")
    caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    column.addWidget(caption)
    return made
