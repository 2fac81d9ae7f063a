"""A start that fails without a terminal says why in a window or a notice, besides standard error."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.bus import NEEDS_BUS, bus
from tests.desktop.fake_notification_service import Service, start_service
from tests.real_window import screen, wait_for

__all__ = ["bus", "screen", "start_service"]  # pytest finds its fixtures by their names

pytestmark = NEEDS_BUS

SHOW = """
import sys
from psoas_timer.app.failed_start import show_failure
show_failure(sys.argv[1], is_hidden=True)
"""
REASON = "The folder <b>/x</b> is full."
ROOT = Path(__file__).resolve().parents[2]
Begin = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def begin(screen: str) -> Iterator[Begin]:
    """Start Python with these words on the screen, without a terminal."""
    begun: list[subprocess.Popen[str]] = []

    def start(*words: str, **environ: str) -> subprocess.Popen[str]:
        begun.append(
            subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env={**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", **environ},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.communicate()


def find_window(screen: str) -> list[str]:
    words = ["xdotool", "search", "--onlyvisible", "--name", "^Psoas Timer$"]
    found = subprocess.run(words, env={**os.environ, "DISPLAY": screen}, capture_output=True, text=True)
    return found.stdout.split()


def close_window(screen: str) -> None:
    """Press Escape in it until it is gone: without a window manager, the focus may come late."""
    wait_for(lambda: find_window(screen), "window")

    def press() -> bool:
        for window in find_window(screen):
            words = ["xdotool", "windowfocus", window, "key", "Escape"]
            subprocess.run(words, env={**os.environ, "DISPLAY": screen}, capture_output=True)
        return not find_window(screen)

    wait_for(press, "end of the window")


def test_a_start_from_a_link_that_fails_is_told_in_a_window(begin: Begin, screen: str, tmp_path: Path) -> None:
    process = begin("-m", "psoas_timer", "--data-dir", str(tmp_path), "psoas-timer:nothing")
    close_window(screen)
    _output, told = process.communicate(timeout=60)
    assert "is not a Psoas Timer link" in told
    assert process.returncode == 1


def test_a_command_that_fails_opens_no_window(begin: Begin, tmp_path: Path) -> None:
    process = begin("-m", "psoas_timer", "--data-dir", str(tmp_path), "export", str(tmp_path / "out.csv"))
    _output, told = process.communicate(timeout=60)
    assert "no sessions" in told
    assert process.returncode == 1


def test_one_in_the_background_is_told_in_a_notice(
    begin: Begin, bus: object, start_service: Callable[..., Service], screen: str
) -> None:
    service = start_service()
    begin("-c", SHOW, REASON)
    asked = service.hear()
    assert (asked["title"], asked["body"]) == (
        "Psoas Timer could not start.",
        REASON.replace("<", "&lt;").replace(">", "&gt;"),
    )
    assert not find_window(screen)
    service.order("press last default")
    close_window(screen)


def test_where_there_are_no_notices_it_is_told_in_a_window(begin: Begin, screen: str, short_folder: Path) -> None:
    process = begin("-c", SHOW, REASON, DBUS_SESSION_BUS_ADDRESS=f"unix:path={short_folder / 'nothing'}")
    close_window(screen)
    process.communicate(timeout=60)
    assert process.returncode == 0
