"""Faults that people meet who hear the program and do not see it: by AT-SPI alone, and as Orca reads it out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise

from psoas_timer.store.places import SETTINGS_FILE
from tests.desktop.accessible import Reader, Thing
from tests.real_window import Program
from tests.trials.desktops import beside, bus, told
from tests.trials.trial import Ground, need, screen, trial, wait_until

# Orca's own file for what a person wants otherwise: here, that it writes down what it would say.
WRITES_DOWN = """
import os
import orca.settings
import orca.speech
from orca.speechserver import SpeechServer
orca.settings.enableBraille = orca.settings.enableSound = False
class Written(SpeechServer):
    def speak(self, text=None, acss=None, interrupt=True):
        with open(os.environ["SPOKEN"], "a") as file:
            file.write(f"{text}\\n" if text else "")
    def speakCharacter(self, character, acss=None):
        self.speak(character)
    def speakKeyEvent(self, event, acss=None):
        pass
def _init(*_):
    orca.speech._speechserver = Written()
orca.speech._initSpeechServer = _init
_init()
"""


@contextmanager
def _window(ground: Ground) -> Iterator[dict[str, str]]:
    """A screen, a bus that screen readers are on, and settings that leave no time to lie down."""
    ground.data.mkdir()
    (ground.data / SETTINGS_FILE).write_text('{"version": 1, "settle_s": 0}')
    with screen() as display, bus(ground) as environment:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = environment["DBUS_SESSION_BUS_ADDRESS"]  # of this process
        yield {
            **environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_ACCESSIBILITY": "1",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "NO_AT_BRIDGE": "0",
        }  # fmt: skip


def _found(reader: Reader, role: str, name: str = "") -> Thing:
    """Wait for a thing to be seen."""
    found: list[Thing] = []

    def is_there() -> bool:
        found[:] = [one for one in reader.things() if one.role == role and one.name.startswith(name)]
        return bool(found)

    wait_until(is_there, f"{role} {name!r}")
    return found[0]


@trial(33, "By AT-SPI alone: cautions, a session with pause, next and end, and a note that is kept")
def session_by_accessible_actions(ground: Ground) -> None:
    with _window(ground) as environment, ground.running("start", "front-stomach-release", **environment):
        reader = Reader()
        _found(reader, "form", "Front-stomach release")
        accept = _found(reader, "check box", "I have read the cautions")
        assert "a pulse under the ball: come off" in reader.description(accept)
        assert [one for one in reader.things() if one.role in ("unknown", "invalid", "layered pane")] == []
        reader.act(accept, "Toggle")
        reader.act(_found(reader, "push button", "Start"), "Press")
        view = _found(reader, "animation", "Session: Front-stomach release")
        pause, _where, forward, *_others, end, _focus = reader.actions(view)

        def says(*words: str) -> Callable[[], bool]:
            return lambda: all(word in reader.description(view) for word in words)

        wait_until(says("Breath 2 of", "minutes left."), "second breath")
        reader.act(view, pause)
        wait_until(says("Paused."), "pause")
        reader.act(view, pause)
        wait_until(lambda: "Paused" not in reader.description(view), "end of the pause")
        stage = reader.description(view).split(". ")[1]
        reader.act(view, forward)
        wait_until(lambda: stage not in reader.description(view), "next stage")
        reader.act(view, end)
        _found(reader, "dialog", "End this session?")
        reader.act(_found(reader, "push button", "End session"), "Press")
        done = _found(reader, "push button", "Done")
        assert "you practised" in reader.description(done)
        reader.write(_found(reader, "text", "Note about this session"), "By voice")
        reader.act(done, "Press")
        program = Program("", ground.data)
        wait_until(lambda: [one.note for one in program.sessions()] == ["By voice"], "note")
        reader.close()


@trial(34, "Orca says the cautions, each page's title, the phases, the pause and the place, and nothing twice at once")
def session_with_orca(ground: Ground) -> None:
    orca, spoken = need("orca"), ground.folder / "spoken.txt"
    own = ground.folder / "data-home" / "orca"
    own.mkdir(parents=True)
    (own / "orca-customizations.py").write_text(WRITES_DOWN)
    with _window(ground) as environment:
        environment |= {"XDG_DATA_HOME": str(own.parent), "SPOKEN": str(spoken)}

        def heard() -> list[str]:
            return spoken.read_text().splitlines() if spoken.exists() else []

        def press(key: str, *words: str) -> None:
            before = len(heard())
            told(["xdotool", "key", key], environment)
            for word in words:
                wait_until(lambda word=word: any(word in line for line in heard()[before:]), f"{word!r}: {heard()}")

        with beside([need("openbox")], environment), beside([orca, "--replace"], environment):
            wait_until(lambda: "Screen reader on." in heard(), "Orca", 60.0)
            with ground.running("start", "front-stomach-release", **environment):
                wait_until(lambda: any("a pulse under the ball: come off" in line for line in heard()), "cautions")
                assert any("Front-stomach release" in line for line in heard())
                press("space", "checked")
                press("Return", "Session: Front-stomach release", "Breathe in", "Tighten and hold")
                press("o", "minutes left.")
                press("space", "Paused.")
                press("space", "minutes left.", "Breathe in")
                press("Right", "minutes left.")
                press("Escape", "End this session?")
                press("Tab", "End session")
                press("space", "you practised", "Done")
    lines = heard()
    assert [one for one, after in pairwise(lines) if one == after] == []
