"""The tray: a picture that can be read on any ground without colours, and an icon that stays idle without news.

How a real tray shows it is tested in tests/desktop/test_tray_presence.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.background import tray as tray_module
from psoas_timer.ui.background.tray import Tray, TrayState
from psoas_timer.ui.background.tray_paint import TrayLook

MONDAY = date(2026, 3, 2)
WORDS = "2 of 5 this week. 5 minutes on your back?"


# --- the icon ---


class FakeIcon(QObject):
    """Qt's icon, on a desktop that has a tray or not."""

    activated = Signal(object)
    messageClicked = Signal()  # noqa: N815  (Qt's name)
    ActivationReason = QSystemTrayIcon.ActivationReason
    has_tray = True
    has_place = True  # Qt knows where the icon is and shows messages itself
    made: list[FakeIcon]

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.icons: list[QIcon] = []
        self.tips: list[str] = []
        self.messages: list[str] = []
        self.is_shown = False
        self.menu: QMenu | None = None
        FakeIcon.made.append(self)

    @staticmethod
    def isSystemTrayAvailable() -> bool:
        return FakeIcon.has_tray

    @staticmethod
    def supportsMessages() -> bool:
        return True

    def setIcon(self, icon: QIcon) -> None:
        self.icons.append(icon)

    def icon(self) -> QIcon:
        return self.icons[-1]

    def setToolTip(self, tip: str) -> None:
        self.tips.append(tip)

    def setContextMenu(self, menu: QMenu) -> None:
        self.menu = menu

    def showMessage(self, title: str, body: str, icon: QIcon) -> None:
        self.messages.append(body)

    def geometry(self) -> QRect:
        return QRect(5, 5, 22, 22) if FakeIcon.has_place else QRect()

    def show(self) -> None:
        self.is_shown = True

    def hide(self) -> None:
        self.is_shown = False


@pytest.fixture
def icons(monkeypatch: pytest.MonkeyPatch, qapp: QGuiApplication) -> Iterator[list[FakeIcon]]:
    """The icons that are made, on a desktop with a tray."""
    monkeypatch.setattr(tray_module, "QSystemTrayIcon", FakeIcon)
    FakeIcon.has_tray = FakeIcon.has_place = True
    FakeIcon.made = []
    yield FakeIcon.made


def state(days: int = 2, target: int = 5, reminder: str = "") -> TrayState:
    adherent = tuple(MONDAY + timedelta(days=day) for day in range(days))
    return TrayState(Week(MONDAY, adherent, target, is_current=True), MONDAY + timedelta(days=days), reminder)


def entries(tray: Tray) -> dict[str, QAction]:
    return {entry.text(): entry for entry in tray.menu.actions() if entry.isVisible() and not entry.isSeparator()}


def test_what_is_shown_already_is_neither_painted_nor_said_again(icons: list[FakeIcon]) -> None:
    tray = Tray()
    tray.appear()
    (icon,) = icons
    for _ in range(3):
        tray.show_state(state())
    assert (len(icon.icons), len(icon.tips)) == (1, 1)
    tray.show_state(replace(state(), is_practising=True))
    assert len(icon.icons) == 1  # it looks the same
    tray.show_state(state(reminder=WORDS))
    assert len(icon.icons) == 2


def test_the_tip_says_the_week_and_what_waits(icons: list[FakeIcon]) -> None:
    tray = Tray()
    tray.appear()
    tray.show_state(state())
    assert icons[0].tips[-1] == "Psoas Timer\nThis week: 2 of 5, 5 days left."
    tray.show_state(state(reminder=WORDS))
    assert icons[0].tips[-1].endswith(WORDS)


def test_it_is_not_shown_before_it_has_a_picture(icons: list[FakeIcon]) -> None:
    tray = Tray()
    tray.appear()
    assert not icons[0].is_shown
    tray.show_state(state())
    assert icons[0].is_shown


def test_without_a_tray_none_is_made_and_a_late_one_shows_the_latest(icons: list[FakeIcon]) -> None:
    FakeIcon.has_tray = False
    tray = Tray()
    tray.appear()
    tray.show_state(state())
    assert (icons, tray.is_made, tray.is_there) == ([], False, False)
    assert not tray.show_message("Psoas Timer", WORDS)
    FakeIcon.has_tray = True
    for _ in range(2):
        tray.appear()
    assert len(icons) == 1
    assert tray.is_there
    assert "2 of 5" in icons[0].tips[-1]
    assert icons[0].menu is tray.menu


def test_in_x11_one_waits_and_makes_room_for_a_tray_on_the_bus(
    icons: list[FakeIcon], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    FakeIcon.has_tray = False
    tray = Tray()
    for _ in range(2):
        tray.appear()
    tray.show_state(state())
    assert (len(icons), tray.is_made, tray.is_there) == (1, True, False)
    FakeIcon.has_tray = True
    for _ in range(2):
        tray.appear()
    assert [icon.is_shown for icon in icons] == [False, True]
    assert icons[1].menu is tray.menu
    assert icons[1].icons


def test_one_that_nobody_shows_is_not_there_but_is_kept_up_to_date(icons: list[FakeIcon]) -> None:
    tray = Tray(has_host=lambda: False)
    tray.appear()
    assert (tray.is_made, tray.is_there) == (True, False)
    assert not tray.show_message("Psoas Timer", WORDS)


@pytest.mark.parametrize("has_place", [True, False])
def test_a_message_is_asked_only_of_a_tray_that_shows_it_itself(icons: list[FakeIcon], has_place: bool) -> None:
    FakeIcon.has_place = has_place
    tray = Tray()
    tray.appear()
    tray.show_state(state())
    assert tray.show_message("Psoas Timer", WORDS) is has_place
    assert icons[0].messages == ([WORDS] if has_place else [])


def test_a_click_on_it_or_on_its_message_opens_and_the_others_do_not(icons: list[FakeIcon], qtbot: QtBot) -> None:
    tray = Tray()
    tray.appear()
    opened: list[bool] = []
    tray.open_requested.connect(lambda: opened.append(True))
    reason = QSystemTrayIcon.ActivationReason
    for one in (reason.Context, reason.MiddleClick):
        icons[0].activated.emit(one)
    assert not opened
    icons[0].activated.emit(reason.Trigger)
    assert len(opened) == 1
    icons[0].messageClicked.emit()
    assert len(opened) == 2


# --- the menu ---


def test_snooze_and_skip_are_there_only_while_a_reminder_waits(icons: list[FakeIcon]) -> None:
    tray = Tray()
    tray.show_state(state())
    at_ease = list(entries(tray))
    assert at_ease == ["This week: 2 of 5, 5 days left.", "Open Psoas Timer", "Start", "Quit"]
    tray.show_state(state(reminder=WORDS))
    assert {"In 10 minutes", "Skip today", WORDS} <= entries(tray).keys()
    tray.show_state(state())
    assert list(entries(tray)) == at_ease


def test_no_second_session_is_started_during_one(icons: list[FakeIcon]) -> None:
    tray = Tray()
    tray.show_state(replace(state(), is_practising=True))
    assert not entries(tray)["Start"].isEnabled()
    tray.show_state(state())
    assert entries(tray)["Start"].isEnabled()


def test_a_routine_s_name_is_shown_as_it_is_written(icons: list[FakeIcon]) -> None:
    tray = Tray()
    tray.show_state(state(reminder="5 minutes: Rest & <b>breathe</b>?"))
    assert "5 minutes: Rest && <b>breathe</b>?" in entries(tray)  # a doubled ampersand is shown as one


def test_a_week_that_counts_neither_way_is_not_shown_as_met(
    icons: list[FakeIcon], monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[TrayLook] = []

    def paint(look: TrayLook) -> QIcon:
        painted.append(look)
        return QIcon()

    monkeypatch.setattr(tray_module, "tray_icon", paint)
    tray = Tray()
    tray.appear()
    short = Week(MONDAY, (MONDAY, MONDAY + timedelta(days=1)), 2, is_current=True, length=3)
    tray.show_state(TrayState(short, MONDAY + timedelta(days=1)))
    assert painted[-1].share == 0.0
    tray.show_state(TrayState(replace(short, length=7), MONDAY + timedelta(days=1)))
    assert painted[-1].share == 1.0


def test_each_entry_is_a_wish(icons: list[FakeIcon]) -> None:
    tray = Tray()
    tray.show_state(state(reminder=WORDS))
    heard: list[str] = []
    tray.answered.connect(heard.append)
    for name in ("open", "quit"):
        getattr(tray, f"{name}_requested").connect(lambda name=name: heard.append(name))
    for words in ("Open Psoas Timer", "Start", "In 10 minutes", "Skip today", "Quit"):
        entries(tray)[words].trigger()
    assert heard == ["open", "start", "snooze", "skip", "quit"]
