"""The figures of the breath: all are told together when one changes, and showing them is no change."""

from __future__ import annotations

from PySide6.QtWidgets import QDoubleSpinBox
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern
from psoas_timer.core.settings import default_patterns
from psoas_timer.ui.settings.breath_card import BreathCard


def test_a_figure_changes_its_pattern_alone(qtbot: QtBot) -> None:
    card = BreathCard()
    qtbot.addWidget(card)
    told: list[dict[str, BreathPattern]] = []
    card.patterns_changed.connect(told.append)
    mine = {**default_patterns(), "slow": BreathPattern(5, 1, 7, 2)}
    card.show_patterns(mine)
    assert told == []
    boxes = card.findChildren(QDoubleSpinBox)
    assert [box.value() for box in boxes[:4]] == [5.0, 1.0, 7.0, 2.0]
    boxes[0].setValue(5.5)
    boxes[1].setValue(0.0)
    assert told[-1] == {**mine, "slow": BreathPattern(5.5, 0, 7, 2)}


def test_each_pattern_can_be_found_by_its_name(qtbot: QtBot) -> None:
    card = BreathCard()
    qtbot.addWidget(card)
    assert [one.name for one in card.findables] == [named.title for named in NAMED_PATTERNS.values()]
