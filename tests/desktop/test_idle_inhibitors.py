"""Everything that is heeded is asked, by our name; what one of them does is nothing to the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from psoas_timer.desktop import idle_inhibitors
from psoas_timer.desktop.idle_inhibitors import IdleInhibitors
from tests.desktop.awake_services import SCREEN_SAVER, StartService, bare, bus, start_awake
from tests.desktop.bus import NEEDS_BUS
from tests.real_window import screen
from tests.systems import needs

__all__ = ["bare", "bus", "screen", "start_awake"]  # pytest finds its fixtures by their names

GNOME, XFCE, LOGIND = "org.gnome.SessionManager", "org.freedesktop.PowerManagement", "org.freedesktop.login1"
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}
pytestmark = NEEDS_BUS


@pytest.fixture
def made() -> Iterator[list[IdleInhibitors]]:
    """Those that are to be left in the end."""
    left: list[IdleInhibitors] = []
    yield left
    for one in left:
        one.leave()


@pytest.mark.parametrize("name", [GNOME, SCREEN_SAVER, XFCE])
def test_each_service_is_asked_by_our_name_and_released(start_awake: StartService, name: str) -> None:
    service, inhibitors = start_awake(name), IdleInhibitors({})
    assert inhibitors.take()
    assert service.next_line().startswith("held Psoas Timer")
    inhibitors.leave()
    assert service.next_line() == "released"


@pytest.mark.parametrize(("environment", "is_heeded"), [(WAYLAND, True), ({}, False)])
def test_logind_is_asked_but_counts_only_where_what_turns_screens_off_asks_it(
    start_awake: StartService, environment: dict[str, str], is_heeded: bool
) -> None:
    service, inhibitors = start_awake(LOGIND), IdleInhibitors(environment)
    assert inhibitors.take() is is_heeded
    assert service.next_line() == "held idle Psoas Timer"
    inhibitors.leave()
    assert service.next_line() == "released"


@pytest.mark.parametrize("mood", ["--refuses", "--silent"])
def test_one_that_does_not_agree_keeps_no_other_from_being_asked(
    start_awake: StartService, made: list[IdleInhibitors], monkeypatch: pytest.MonkeyPatch, mood: str
) -> None:
    monkeypatch.setattr(idle_inhibitors, "PATIENCE_S", 0.1)
    unwilling = [start_awake(GNOME, mood), start_awake(SCREEN_SAVER, mood)]
    willing = [start_awake(XFCE), start_awake(LOGIND)]
    made.append(IdleInhibitors(WAYLAND))
    assert made[0].take()
    assert {one.next_line() for one in unwilling} <= {"refused", "silent"}
    assert [one.next_line().split()[0] for one in willing] == ["held", "held"]


@pytest.mark.parametrize("mood", ["--refuses", "--silent"])
def test_where_none_agrees_that_is_told(
    start_awake: StartService, made: list[IdleInhibitors], monkeypatch: pytest.MonkeyPatch, mood: str
) -> None:
    monkeypatch.setattr(idle_inhibitors, "PATIENCE_S", 0.1)
    for name in (GNOME, SCREEN_SAVER, LOGIND):
        start_awake(name, mood)
    made.append(IdleInhibitors(WAYLAND))
    assert not made[0].take()


@needs("Xvfb", "xdotool")
@pytest.mark.parametrize(("environment", "is_heeded"), [(WAYLAND, False), ({}, True)])
def test_an_x_server_is_asked_but_counts_only_where_the_screen_is_its_own(
    bare: None,
    made: list[IdleInhibitors],
    screen: str,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    is_heeded: bool,
) -> None:
    monkeypatch.setenv("DISPLAY", screen)
    made.append(IdleInhibitors({"DISPLAY": screen, **environment}))
    assert made[0].take() is is_heeded
