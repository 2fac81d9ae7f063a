"""The notification service of a desktop of the test's own: notification_service.py, in a process beside the test."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.bus import bus
from tests.desktop.fake_service import FakeService

__all__ = ["bus"]  # pytest finds its fixture by its name


class Service(FakeService):
    """The fake service, what it was asked, and what is pressed on it."""

    def __init__(self, qtbot: QtBot, *options: str) -> None:
        super().__init__(qtbot, "notification_service", *options)


StartService = Callable[..., Service]


@pytest.fixture
def start_service(qtbot: QtBot, bus: subprocess.Popen[str]) -> Iterator[StartService]:
    started: list[Service] = []

    def start(*options: str) -> Service:
        started.append(Service(qtbot, *options))
        return started[-1]

    yield start
    for one in started:
        one.kill()
