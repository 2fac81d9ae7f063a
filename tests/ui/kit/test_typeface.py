"""Our letters are shown, in the weights that are used, and the system's are behind them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from psoas_timer.core.settings import Typeface
from psoas_timer.store.places import assets_dir
from psoas_timer.ui.kit.typeface import OURS, families_of, load_typeface, with_tabular_figures
from tests.typefaces import FAMILIES

FOLDER = assets_dir() / "fonts"


@pytest.fixture(autouse=True)
def _loaded(qapp: QApplication) -> None:
    load_typeface(FOLDER)


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.DemiBold])
def test_every_weight_in_use_has_letters_of_its_own(weight: QFont.Weight) -> None:
    font = QFont([OURS])
    font.setWeight(weight)
    found = QFontInfo(font)
    assert (found.family(), found.weight()) == (OURS, weight)


def test_loading_twice_is_loading_once() -> None:
    before = QFontDatabase.families()
    load_typeface(FOLDER)
    assert QFontDatabase.families() == before


def test_a_folder_without_files_is_no_fault(tmp_path: Path) -> None:
    load_typeface(tmp_path / "missing")


def test_the_system_s_letters_stand_behind_ours_or_alone() -> None:
    system = QFont(FAMILIES[1])
    assert families_of(Typeface.OURS, system) == (OURS, FAMILIES[1])
    assert families_of(Typeface.SYSTEM, system) == [FAMILIES[1]]


def test_a_number_that_changes_stands_still() -> None:
    font = QFont([OURS])
    font.setPixelSize(40)
    metrics = QFontMetricsF(with_tabular_figures(font))
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1
    plain = QFontMetricsF(font)
    assert len({plain.horizontalAdvance(figure) for figure in "0123456789"}) > 1


def test_the_licence_goes_along() -> None:
    assert "SIL Open Font License, Version 1.1" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
