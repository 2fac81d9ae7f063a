"""About the psoas: the facts, what to heed, where they come from, and pictures in the colours of the theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from psoas_timer.store.places import assets_dir
from psoas_timer.ui.help.psoas_part import BreathPicture, PsoasPart
from psoas_timer.ui.kit.limits import limits
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.kit.widgets import Column, scrolled
from tests.shown import Shown
from tests.typefaces import EACH_FAMILY, PLAIN_POINT_SIZE
from tests.ui.keyboard import labels_that_read_markup, nameless_controls, open_window, texts_of


class Opened:
    """The part in a page that scrolls, and what it asked to be painted."""

    def __init__(self, qtbot: QtBot) -> None:
        self.painted: set[tuple[float, str]] = set()
        svg = (assets_dir() / "illustrations" / "psoas.svg").read_text(encoding="utf-8")
        self.part = PsoasPart(svg, self.draw)
        content = Column()
        content.column.addWidget(self.part)
        self.area: QScrollArea = scrolled(content)
        qtbot.addWidget(self.area)
        self.area.resize(1000, 700)
        open_window(self.area)
        QApplication.processEvents()

    def draw(self, painter: QPainter, place: QRectF, fullness: float, theme: Theme) -> None:
        assert 0 < place.width() < place.height(), "or it would lie down"
        self.painted.add((fullness, theme.name))


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    return Opened(qtbot)


def test_the_facts_are_told_with_their_source(opened: Opened) -> None:
    words = " ".join(texts_of(opened.part))
    for fact in (
        "SO-az", "pair of long, deep muscles", "iliacus", "thigh bone", "diaphragm flattens and drops",
        "the psoas lengthens", "relaxes up into a dome", "An ache in the low back.", "None of these proves it.",
        "Sharp pain, numbness, or a pulse", "a little larger than a grapefruit", "hip hook", "uterus and ovaries",
        "Well+Good", "Sarah Crawford", "Lawrence van Lingen", "Jill Miller", *limits(),
    ):  # fmt: skip
        assert fact in words, fact
    assert "cure" not in words


def test_the_breath_is_painted_in_and_out_in_the_colours_of_the_theme(opened: Opened) -> None:
    for theme in (LIGHT, DARK):
        opened.part.set_theme(theme)
        opened.part.grab()
    assert opened.painted >= {(1.0, "light"), (0.0, "light"), (1.0, "dark"), (0.0, "dark")}


def test_pictures_are_described_and_nothing_is_markup(opened: Opened) -> None:
    assert nameless_controls(opened.part) == []
    assert labels_that_read_markup(opened.part) == []
    assert all(one.accessibleName() for one in opened.part.findChildren(BreathPicture))


@EACH_FAMILY
@pytest.mark.parametrize(("width", "percent"), [(480, 100.0), (480, 250.0), (1400, 175.0)])
def test_nothing_is_cut_off(opened: Opened, qapp: QApplication, width: int, percent: float) -> None:
    opened.area.resize(width, 400)
    apply_style(qapp, LIGHT, PLAIN_POINT_SIZE, percent)
    shown = Shown(iter(()))
    shown.take(opened.area, "The psoas")
    assert not shown.cut, shown.cut
