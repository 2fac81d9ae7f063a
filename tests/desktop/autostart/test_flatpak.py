"""Autostart by the Background portal, on a session bus of the test's own: granted, refused, and what may go wrong."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.problem import Problem
from psoas_timer.desktop.autostart.base import StartCommand
from psoas_timer.desktop.autostart.flatpak import NAME, FlatpakAutostart
from psoas_timer.desktop.session_bus import SessionBus
from tests.desktop.bus import NEEDS_BUS, bus
from tests.desktop.fake_service import PATIENCE_MS, ROOT, FakeService

__all__ = ["bus"]  # pytest finds its fixture by its name

pytestmark = NEEDS_BUS

COMMAND = StartCommand(Path("/app/bin/psoas-timer"), (), Path("/my data"))
REASON = "Reminds you of your practice"


class Portal(FakeService):
    """The fake portal: what it was asked, and the answers it should give."""

    def __init__(self, qtbot: QtBot, *options: str) -> None:
        super().__init__(qtbot, "background_portal", *options)


StartPortal = Callable[..., Portal]


@pytest.fixture
def start_portal(qtbot: QtBot, bus: subprocess.Popen[str]) -> Iterator[StartPortal]:
    started: list[Portal] = []

    def start(*options: str) -> Portal:
        started.append(Portal(qtbot, *options))
        return started[-1]

    yield start
    for one in started:
        one.kill()


@contextmanager
def start_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another session bus, in the place of one that is gone."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        yield
        daemon.terminate()


class Desk:
    """Our way to the portal and what that says, problems as sentences."""

    def __init__(self, qtbot: QtBot, was_granted: bool = False, patience_ms: int = PATIENCE_MS) -> None:
        self.qtbot = qtbot
        self.bus = SessionBus()
        self.autostart = FlatpakAutostart(COMMAND, self.bus, REASON, was_granted=was_granted, patience_ms=patience_ms)
        self.told: list[bool | str] = []
        self.autostart.changed.connect(self.told.append)
        self.autostart.failed.connect(self._take)

    def _take(self, problem: Problem) -> None:
        self.told.append(str(problem))

    def wait(self, number: int = 1) -> list[bool | str]:
        """Return all that it has said, once that is ``number`` things."""
        self.qtbot.waitUntil(lambda: len(self.told) >= number, timeout=PATIENCE_MS)
        return self.told

    def wait_until_taken(self) -> None:
        """Return when the portal has taken the question, and not answered it yet."""
        self.qtbot.waitUntil(lambda: self.autostart.is_asking_person, timeout=PATIENCE_MS)

    def answer_all(self) -> None:
        """Return when everything that was sent to us up to now has been taken."""
        from jeepney import message_bus

        serial = self.bus.send(message_bus.GetId())
        seen: list[object] = []
        self.bus.received.connect(lambda message: seen.append(message.header.fields.get(5)))
        self.qtbot.waitUntil(lambda: serial in seen, timeout=PATIENCE_MS)


@pytest.fixture
def desk(qtbot: QtBot, bus: subprocess.Popen[str]) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.bus.close()


def test_it_is_granted_and_taken_away_again(start_portal: StartPortal, desk: Desk) -> None:
    portal = start_portal()
    desk.autostart.turn(True)
    assert portal.hear() == {
        "interface": "org.freedesktop.portal.Background",
        "window": "",
        "options": {
            "reason": ["s", REASON], "autostart": ["b", True], "dbus-activatable": ["b", False],
            "commandline": ["as", ["/app/bin/psoas-timer", "--hidden", "--data-dir", "/my data"]],
        },
    }  # fmt: skip
    assert (desk.wait(), desk.autostart.is_on()) == ([True], True)
    desk.autostart.turn(False)
    assert portal.hear()["options"]["autostart"] == ["b", False]
    assert (desk.wait(2), desk.autostart.is_on()) == ([True, False], False)


@pytest.mark.parametrize("mood", ["--hasty", "--old"])
def test_other_portals_answers_are_heard_too(start_portal: StartPortal, desk: Desk, mood: str) -> None:
    start_portal(mood)
    desk.autostart.turn(True)
    assert desk.wait() == [True]


@pytest.fixture
def service_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A portal that the bus starts when it is asked for: this comes before the bus."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); from tests.desktop import background_portal as portal"
    command = [sys.executable, "-c", f"{code}; portal.main(['--activated'])", str(ROOT)]
    file = tmp_path / "dbus-1" / "services" / f"{NAME}.service"
    file.parent.mkdir(parents=True)
    file.write_text(f"[D-BUS Service]\nName={NAME}\nExec={shlex.join(command)}\n")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def test_a_portal_that_has_to_be_started_first_is_no_failure(service_file: None, desk: Desk) -> None:
    desk.autostart.turn(True)
    assert desk.wait() == [True]


def test_what_was_granted_in_an_earlier_run_holds_and_is_not_asked_again(
    qtbot: QtBot, start_portal: StartPortal
) -> None:
    portal = start_portal()
    desk = Desk(qtbot, was_granted=True)
    assert desk.autostart.is_on()
    desk.autostart.refresh()
    assert (desk.told, desk.bus.is_open) == ([True], False)
    desk.autostart.turn(False)
    assert portal.hear()["options"]["autostart"] == ["b", False]
    assert desk.wait(2) == [True, False]
    desk.bus.close()


def test_nothing_is_on_before_the_person_has_answered(start_portal: StartPortal, desk: Desk) -> None:
    portal = start_portal("--asks")
    desk.autostart.turn(True)
    portal.hear()
    desk.wait_until_taken()
    portal.order("elsewhere 0 off")
    portal.order("answer 0 on")
    assert not desk.autostart.is_on()
    desk.wait()
    desk.answer_all()
    assert desk.told == [True]


def test_a_refusal_is_told_and_is_off(start_portal: StartPortal, desk: Desk) -> None:
    portal = start_portal("--asks")
    for answer in ("1 off", "0 off", "1"):
        desk.told.clear()
        desk.autostart.turn(True)
        portal.hear()
        portal.order(f"answer {answer}")
        told = desk.wait(len(answer.split()))
        assert str(told[-1]).startswith("Your desktop does not allow Psoas Timer to start automatically.")
        assert told[:-1] == [False] * (len(answer.split()) - 1)
        assert not desk.autostart.is_on()


def test_a_refusal_to_run_at_all_is_still_off_where_that_was_wished(qtbot: QtBot, start_portal: StartPortal) -> None:
    portal = start_portal("--asks")
    desk = Desk(qtbot, was_granted=True)
    desk.autostart.turn(False)
    portal.hear()
    portal.order("answer 1 off")
    desk.wait()
    desk.answer_all()
    assert desk.told == [False]
    desk.bus.close()


def test_a_dialog_that_ended_otherwise_leaves_all_as_it_was(qtbot: QtBot, start_portal: StartPortal) -> None:
    portal = start_portal("--asks")
    desk = Desk(qtbot, was_granted=True)
    desk.autostart.turn(False)
    portal.hear()
    portal.order("answer 2")
    assert str(desk.wait()[0]).startswith("Your desktop has not said")
    assert desk.autostart.is_on()
    desk.bus.close()


def test_a_second_wish_takes_the_place_of_the_first(start_portal: StartPortal, desk: Desk) -> None:
    portal = start_portal("--asks")
    desk.autostart.turn(True)
    portal.hear()
    desk.wait_until_taken()
    desk.autostart.turn(False)
    assert portal.hear() == {"closed": True}
    assert portal.hear()["options"]["autostart"] == ["b", False]
    portal.order("answer 0 off")
    desk.wait()
    desk.answer_all()
    assert desk.told == [False]


def test_a_portal_that_does_not_know_the_question_is_told(start_portal: StartPortal, desk: Desk) -> None:
    start_portal("--rude")
    desk.autostart.turn(True)
    assert "xdg-desktop-portal" in str(desk.wait()[0])


def test_a_portal_that_answers_something_else_is_told(start_portal: StartPortal, desk: Desk) -> None:
    start_portal("--odd")
    desk.autostart.turn(True)
    assert "xdg-desktop-portal" in str(desk.wait()[0])


def test_a_request_that_ends_with_nothing_leaves_all_as_it_was(start_portal: StartPortal, desk: Desk) -> None:
    start_portal("--dazed")
    desk.autostart.turn(True)
    assert "has not said" in str(desk.wait()[0])
    assert not desk.autostart.is_on()


def test_a_portal_that_is_silent_is_told(qtbot: QtBot, start_portal: StartPortal) -> None:
    start_portal("--silent")
    desk = Desk(qtbot, patience_ms=1)
    desk.autostart.turn(True)
    assert "xdg-desktop-portal" in str(desk.wait()[0])
    desk.bus.close()


def test_a_portal_that_ends_while_it_asks_is_told(start_portal: StartPortal, desk: Desk) -> None:
    portal = start_portal("--asks")
    desk.autostart.turn(True)
    portal.hear()
    desk.wait_until_taken()
    portal.kill()
    assert "xdg-desktop-portal" in str(desk.wait()[0])
    start_portal()
    desk.autostart.turn(True)
    assert desk.wait(2)[1] is True


def test_without_a_portal_that_is_told(desk: Desk) -> None:
    desk.autostart.turn(True)
    assert "xdg-desktop-portal" in str(desk.wait()[0])
    assert not desk.autostart.is_on()


def test_without_a_bus_that_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={short_folder / 'nothing'}")
    desk = Desk(qtbot)
    desk.autostart.turn(True)
    assert len(desk.told) == 1


def test_a_bus_that_is_lost_is_told_and_another_one_is_used(
    start_portal: StartPortal, desk: Desk, bus: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = start_portal("--asks")
    desk.autostart.turn(True)
    portal.hear()
    bus.kill()
    assert "xdg-desktop-portal" in str(desk.wait()[0])
    desk.autostart.turn(True)
    assert len(desk.wait(2)) == 2
    with start_bus(monkeypatch):
        start_portal()
        desk.autostart.turn(True)
        assert desk.wait(3)[2] is True
        desk.bus.close()
