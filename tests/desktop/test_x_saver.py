"""The screen saver of a real X server: off while we hold it, on again afterwards."""

from __future__ import annotations

import subprocess
import sys

import pytest

from psoas_timer.desktop.x_saver import XSaver
from tests.desktop.awake_services import ROOT
from tests.desktop.screen_saver_state import saver_of
from tests.real_window import screen, wait_for
from tests.systems import needs

__all__ = ["screen"]  # pytest finds its fixture by its name

pytestmark = needs("Xvfb", "xdotool", "dunst")

HOLD = """
import sys
from psoas_timer.desktop.x_saver import XSaver
saver = XSaver()
print(saver.suspend(), flush=True)
sys.stdin.read()
"""


def test_the_screen_stays_on_while_it_is_held_even_longer_than_it_is_set_to(
    monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    monkeypatch.setenv("DISPLAY", screen)
    held = XSaver()
    with saver_of(screen, seconds=1) as saver:
        wait_for(lambda: saver.is_on, "dark screen")
        assert held.suspend()
        assert not saver.is_on
        wait_for(lambda: saver.idle_ms > 1500, "idle time")
        assert not saver.is_on
        wait_for(lambda: held.reset() and saver.idle_ms < 1500, "fresh start of the idle time")
        held.close()
        wait_for(lambda: saver.is_on, "dark screen after the end")


def test_one_that_is_killed_holds_nothing(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", screen)
    with saver_of(screen, seconds=1) as saver:
        with subprocess.Popen(
            [sys.executable, "-c", HOLD], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "True\n"
            holder.kill()
        wait_for(lambda: saver.is_on, "dark screen after the end")


def test_without_a_server_it_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":99999")
    saver = XSaver()
    assert not saver.suspend()
    assert not saver.reset()
    saver.close()
