"""A person at the pauses card, with a program that saves what they want unless told otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QComboBox
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.goal import Pause
from psoas_timer.ui.kit.controls import DayBox
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.pauses_card import PausesCard
from tests.ui.keyboard import button_named, open_window

TODAY = date(2026, 7, 29)
FAULT = "The last day is before the first day. Choose a later last day."


class Person:
    """A card in a window, what it asked for, and a program that does it."""

    def __init__(self, qtbot: QtBot, pauses: Sequence[Pause] = (), *, obeys: bool = False) -> None:
        numbers = count(1)
        self.card = PausesCard(lambda: f"new {next(numbers)}")
        qtbot.addWidget(self.card)
        self.kept = {one.uuid: one for one in pauses}
        self.wanted: list[Pause] = []
        self.removed: list[str] = []
        self.card.pause_wanted.connect(self.wanted.append)
        self.card.pause_removed.connect(self.removed.append)
        if obeys:
            self.card.pause_wanted.connect(self._keep)
            self.card.pause_removed.connect(self._remove)
        self.show()
        self.card.resize(700, 700)
        open_window(self.card)

    def show(self) -> None:
        self.card.show_pauses(list(self.kept.values()), TODAY)

    def _keep(self, one: Pause) -> None:
        self.kept[one.uuid] = one
        self.show()

    def _remove(self, uuid: str) -> None:
        del self.kept[uuid]
        self.show()

    def day(self, name: str) -> DayBox:
        return next(one for one in self.card.findChildren(DayBox) if one.accessibleName() == name)

    @property
    def is_open(self) -> Tick:
        return self.card.findChild(Tick)

    @property
    def reason(self) -> QComboBox:
        return next(one for one in self.card.findChildren(QComboBox) if one.accessibleName() == "Reason")

    def press(self, text: str) -> None:
        button_named(self.card, text).click()

    def buttons(self, text: str) -> list[str]:
        shown = [one for one in self.card.findChildren(QAbstractButton) if one.isVisibleTo(self.card)]
        inside = [one for one in shown if one.text() == text]
        return [one.accessibleName() for one in sorted(inside, key=lambda one: one.mapTo(self.card, QPoint(0, 0)).y())]
