"""The real icon on a desktop of the test's own: with a tray that comes late, goes and comes back, and with none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pytest

pytest.importorskip("jeepney", reason="only Linux has D-Bus, and jeepney for it")

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

from psoas_timer.desktop.session_bus import SessionBus
from psoas_timer.desktop.tray_presence import WATCHER, TrayPresence
from tests.desktop.bus import NEEDS_BUS, PATIENCE_S, bus
from tests.desktop.tray_program import WEEK, WORDS
from tests.desktop.window_tray import WindowTray
from tests.real_window import screen, wait_for

__all__ = ["bus", "screen"]  # pytest finds its fixtures by their names

ROOT = Path(__file__).resolve().parent.parent.parent
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"


class Process:
    """A process that is talked with by lines."""

    def __init__(self, *command: str, **more: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, **more
        )
        self._lines: Queue[str] = Queue()
        self._reader = Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.strip())

    def hear(self) -> str:
        return self._lines.get(timeout=PATIENCE_S)

    def order(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def ask(self, line: str) -> str:
        self.order(line)
        return self.hear()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


Start = Callable[..., Process]


@pytest.fixture
def start_watcher(bus: object) -> Iterator[Start]:
    started: list[Process] = []

    def start(*options: str) -> Process:
        started.append(Process("tests.desktop.status_notifier_watcher", *options))
        assert started[-1].hear() == "ready"
        return started[-1]

    yield start
    for one in started:
        one.kill()


@pytest.fixture
def start_program(screen: str, tmp_path: Path) -> Iterator[Start]:
    """Start the program; in the end it must not have complained of anything."""
    started: list[Process] = []
    complaints = tmp_path / "complaints.txt"

    def start() -> Process:
        env = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
        with complaints.open("w") as stderr:
            started.append(Process("tests.desktop.tray_program", env=env, stderr=stderr))
        assert started[-1].hear() == "started"
        return started[-1]

    yield start
    for one in started:
        one.kill()
        assert complaints.read_text() == ""


def call(name: str, path: str, interface: str, member: str, signature: str | None = None, *body: Any) -> Any:
    """Call a method of another program on the bus, and return the values of the answer."""
    with open_dbus_connection("SESSION") as connection:
        message = new_method_call(DBusAddress(path, name, interface), member, signature, body)
        answer = connection.send_and_get_reply(message, timeout=PATIENCE_S)
        assert answer.header.message_type is MessageType.method_return, answer.body
        return answer.body


def get(name: str, path: str, interface: str, what: str) -> Any:
    with open_dbus_connection("SESSION") as connection:
        question = Properties(DBusAddress(path, name, interface)).get(what)
        return connection.send_and_get_reply(question, timeout=PATIENCE_S).body[0][1]


def items() -> list[str]:
    """Return who has registered with the tray."""
    found: list[str] = get(WATCHER, "/StatusNotifierWatcher", WATCHER, "RegisteredStatusNotifierItems")
    return found


def the_item() -> str:
    """Return who has registered, the one and only."""
    wait_for(items, "registration")
    (item,) = items()
    return item


def menu_of(item: str) -> dict[str, int]:
    """Return what the tray shows of the menu: its words, and the numbers to press them by, 0 for what is greyed."""
    _revision, (_root, _properties, entries) = call(item, "/MenuBar", MENU, "GetLayout", "iias", 0, -1, [])
    shown: dict[str, int] = {}
    for _signature, (number, properties, _children) in entries:
        values = {key: value for key, (_signature, value) in properties.items()}
        if values.get("visible", True) and values.get("type") != "separator":
            shown[values["label"].replace("_", "")] = number if values.get("enabled", True) else 0
    return shown


# --- the tray on the bus ---


@NEEDS_BUS
def test_a_tray_that_comes_late_gets_one_icon_that_is_alive(start_watcher: Start, start_program: Start) -> None:
    program = start_program()
    assert program.ask("there") == "False"
    start_watcher()
    assert program.hear() == "appeared"
    item = the_item()
    assert program.ask("there") == "True"
    assert len(items()) == 1
    tip = get(item, "/StatusNotifierItem", ITEM, "ToolTip")
    assert WEEK in tip[2] + tip[3]
    assert len(get(item, "/StatusNotifierItem", ITEM, "IconPixmap")) >= 2
    call(item, "/StatusNotifierItem", ITEM, "Activate", "ii", 0, 0)
    assert program.hear() == "open"


@NEEDS_BUS
def test_a_tray_that_crashes_and_comes_back_gets_it_again_once(start_watcher: Start, start_program: Start) -> None:
    program = start_program()
    for _ in range(3):
        watcher = start_watcher()
        assert program.hear() == "appeared"
        the_item()
        assert program.ask("there") == "True"
        assert len(items()) == 1
        watcher.kill()
        wait_for(lambda: program.ask("there") == "False", "end of the tray")


@NEEDS_BUS
def test_a_tray_that_is_there_already_gets_one_too(start_watcher: Start, start_program: Start) -> None:
    start_watcher()
    program = start_program()
    the_item()
    assert program.ask("there") == "True"
    assert len(items()) == 1


@NEEDS_BUS
def test_the_menu_says_how_things_stand_and_each_entry_is_a_wish(start_watcher: Start, start_program: Start) -> None:
    start_watcher()
    program = start_program()
    item = the_item()
    at_ease = [WEEK, "Open Psoas Timer", "Start", "Quit"]
    assert list(menu_of(item)) == at_ease
    assert program.ask("wait") == "shown"
    waiting = menu_of(item)
    assert list(waiting) == [WEEK, WORDS, "Open Psoas Timer", "Start", "In 10 minutes", "Skip today", "Quit"]
    assert [words for words, number in waiting.items() if not number] == [WEEK, WORDS]
    for words, wish in (("Start", "start"), ("In 10 minutes", "snooze"), ("Skip today", "skip"), ("Quit", "quit")):
        call(item, "/MenuBar", MENU, "Event", "isvu", waiting[words], "clicked", ("s", ""), 0)
        assert program.hear() == wish
    assert program.ask("practise") == "shown"
    assert list(menu_of(item)) == at_ease
    assert not menu_of(item)["Start"]


@NEEDS_BUS
def test_a_tray_that_nobody_shows_is_none(start_watcher: Start, start_program: Start) -> None:
    watcher = start_watcher("--hostless")
    program = start_program()
    the_item()
    wait_for(lambda: program.ask("there") == "False", "answer to whether there is a host")
    watcher.order("host")
    assert program.hear() == "appeared"
    assert program.ask("there") == "True"
    watcher.order("none")
    wait_for(lambda: program.ask("there") == "False", "end of the host")
    assert len(items()) == 1


@NEEDS_BUS
def test_a_notice_that_nobody_may_show_is_not_promised(start_watcher: Start, start_program: Start) -> None:
    """A tray on the bus passes notices to the desktop's service, and there is none here."""
    start_watcher()
    program = start_program()
    the_item()
    assert program.ask("tell") == "False"


def test_without_a_bus_there_is_no_tray_and_no_complaint(start_program: Start) -> None:
    program = start_program()
    assert program.ask("there") == "False"
    assert program.ask("tell") == "False"


# --- a tray that is a window of X11 ---


@pytest.fixture
def start_window_tray(screen: str) -> Iterator[Callable[[], WindowTray]]:
    started: list[WindowTray] = []

    def start() -> WindowTray:
        started.append(WindowTray(screen))
        return started[-1]

    yield start
    for one in started:
        one.close()


@NEEDS_BUS
def test_a_tray_that_is_a_window_gets_the_icon_late_and_shows_notices_itself(
    bus: object, start_program: Start, start_window_tray: Callable[[], WindowTray]
) -> None:
    program = start_program()
    assert program.ask("there") == "False"
    tray = start_window_tray()
    wait_for(tray.look, "icon in the tray")
    assert program.ask("there") == "True"
    assert program.ask("tell") == "True"
    assert len(tray.look()) == 1


@NEEDS_BUS
def test_an_icon_in_a_window_moves_to_a_tray_on_the_bus(
    start_watcher: Start, start_program: Start, start_window_tray: Callable[[], WindowTray]
) -> None:
    program = start_program()
    tray = start_window_tray()
    wait_for(tray.look, "icon in the tray")
    start_watcher()
    assert program.hear() == "appeared"
    the_item()
    assert program.ask("there") == "True"
    wait_for(lambda: not tray.look(), "end of the icon in the window")
    assert len(items()) == 1


# --- what the watcher says, sent by the test ---


class FakeBus(SessionBus):
    """A bus on which the test plays everybody else."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Message] = []

    def open(self, name: str = "") -> bool:
        return True

    def send(self, message: Message) -> int:
        self.sent.append(message)
        return len(self.sent)


def answer(presence_bus: FakeBus, kind: MessageType, *body: Any, serial: int = 0) -> None:
    """Answer the last question, or another one."""
    question = presence_bus.sent[-1]
    message = Message(question.header, body)
    message.header.message_type = kind
    message.header.fields = {
        HeaderFields.reply_serial: serial or len(presence_bus.sent), HeaderFields.signature: "v" if body else ""
    }  # fmt: skip
    presence_bus.received.emit(message)


def test_whether_there_is_a_host_is_asked_without_starting_a_tray() -> None:
    fake = FakeBus()
    presence = TrayPresence(fake)
    assert presence.watch()
    assert fake.sent[-1].header.flags & MessageFlag.no_auto_start
    assert presence.has_host
    answer(fake, MessageType.method_return, ("b", False), serial=1)  # to something else
    assert presence.has_host
    answer(fake, MessageType.method_return, ("b", False))
    assert not presence.has_host


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (MessageType.method_return, ("b", True)),
        (MessageType.method_return, ("s", "no")),
        (MessageType.method_return, ()),
        (MessageType.error, ("there is no such name",)),
    ],
)
def test_what_says_nothing_of_a_host_is_taken_to_have_one(kind: MessageType, body: Any) -> None:
    fake = FakeBus()
    presence = TrayPresence(fake)
    presence.watch()
    answer(fake, kind, *(body,) if body else ())
    assert presence.has_host


def test_a_bus_that_is_not_there_is_nothing_to_watch() -> None:
    assert not TrayPresence(SessionBus()).watch()
