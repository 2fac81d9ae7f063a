"""A bus that does not do what a bus does: it costs a moment, and the program goes on without it."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

pytest.importorskip("jeepney", reason="only Linux has D-Bus, and jeepney for it")

from psoas_timer.desktop.session_bus import SessionBus

PATIENCE_S = 10.0  # many times what the bus gets


def let_in_and_be_silent(server: socket.socket) -> str:
    """Let a program in as a bus does and answer nothing more; return who was the first to go."""
    bus, _address = server.accept()
    with bus:
        bus.settimeout(PATIENCE_S)
        try:
            while asked := bus.recv(4096):
                if b"AUTH" in asked:
                    bus.sendall(b"OK 1234deadbeef1234deadbeef12345678\r\n")
        except TimeoutError:
            return "the bus"
        return "the program"


def test_a_bus_that_lets_us_in_and_says_nothing_is_left(
    qapp: QCoreApplication, short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={short_folder / 'bus'}")
    with socket.socket(socket.AF_UNIX) as server, ThreadPoolExecutor(1) as worker:
        server.bind(str(short_folder / "bus"))
        server.listen()
        first_to_go = worker.submit(let_in_and_be_silent, server)
        assert not SessionBus().open()
        assert first_to_go.result() == "the program"
