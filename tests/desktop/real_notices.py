"""Real notification services on a virtual screen: dunst and Xfce's, and a mouse for what they show."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from psoas_timer.desktop.notices.freedesktop import NAME
from tests.desktop.bus import bus
from tests.real_window import screen, wait_for
from tests.systems import needs

__all__ = ["bus", "screen"]  # pytest finds its fixtures by their names

# Debian and Ubuntu keep it out of everybody's PATH.
_XFCE = next(map(str, Path("/usr/lib").glob("*/xfce4/notifyd/xfce4-notifyd")), "xfce4-notifyd")

NEEDS_REAL = needs("dbus-daemon", "Xvfb", "xdotool", "dunst", _XFCE, "/usr/libexec/at-spi-bus-launcher")

_DUNSTRC = """
[global]
    dmenu = {menu}
    mouse_left_click = do_action
    mouse_middle_click = close_current
    mouse_right_click = context
"""
# What dunst runs to let a person choose: it is given the labels, a line each, and prints the chosen line.
_MENU = """#!/bin/sh
lines=$(cat)
printf '%s\\n' "$lines" | grep -m 1 -F "#$(cat "{folder}/choice") ("
printf '%s\\n' "$lines" > "{folder}/labels.new"
mv "{folder}/labels.new" "{folder}/labels"
"""


class RealService:
    """A service that shows notices on ``display``; its settings and what it keeps are in ``folder``."""

    # Whether a click on the notice is told; otherwise it may only close it.
    tells_click = True

    def __init__(self, display: str, folder: Path) -> None:
        self.folder = folder
        self._environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._process = subprocess.Popen(
            self._command(), env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(self._is_there, "service")

    def _is_there(self) -> bool:
        """Tell whether it is the one to be asked; until it is, the bus might start another that is installed."""
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        call = new_method_call(bus, "GetConnectionUnixProcessID", "s", (NAME,))
        with open_dbus_connection("SESSION") as connection:
            return bool(connection.send_and_get_reply(call).body == (self._process.pid,))

    def _command(self) -> list[str]:
        raise NotImplementedError

    def press(self, label: str) -> None:
        """Press the button with ``label``."""
        raise NotImplementedError

    def labels(self) -> list[str]:
        """Return the labels of the buttons that can be pressed; dunst has no order."""
        raise NotImplementedError

    def texts(self) -> list[str] | None:
        """Return what is read on the screen besides buttons, None if that cannot be found out."""
        return None

    def click(self, button: int = 1) -> None:
        """Click on the notice itself."""
        left, top, width, height = wait_for(self._place, "notice")
        self._click((left + width // 2, top + height // 4), button)

    @property
    def is_showing(self) -> bool:
        return self._place() is not None

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _click(self, point: tuple[int, int], button: int = 1) -> None:
        x, y = point
        self._mouse("mousemove", str(x), str(y), "click", str(button))

    def _mouse(self, *words: str) -> str:
        return subprocess.run(["xdotool", *words], env=self._environment, capture_output=True, text=True).stdout

    def _place(self) -> tuple[int, int, int, int] | None:
        """Return where the notice is, None if there is none."""
        pattern = "Dunst|xfce4-notifyd"
        found = self._mouse("search", "--onlyvisible", "--class", pattern).split()
        if not found:
            return None
        facts = dict(line.split("=") for line in self._mouse("getwindowgeometry", "--shell", found[0]).split())
        if not facts:
            return None
        return int(facts["X"]), int(facts["Y"]), int(facts["WIDTH"]), int(facts["HEIGHT"])


class Dunst(RealService):
    """dunst: a click is for the notice itself, and a menu, which a right click opens, has the buttons."""

    def _command(self) -> list[str]:
        menu, settings = self.folder / "menu", self.folder / "dunstrc"
        menu.write_text(_MENU.format(folder=self.folder))
        menu.chmod(0o700)
        settings.write_text(_DUNSTRC.format(menu=menu))
        return ["dunst", "-config", str(settings)]

    def press(self, label: str) -> None:
        (self.folder / "choice").write_text(label)
        self._labels.unlink(missing_ok=True)
        wait_for(self._open_menu, "menu")

    def labels(self) -> list[str]:
        """Those that the menu shows; one without a name stands for the notice itself."""
        self.press("none of them")
        shown = [line.removeprefix("#").split(" (")[0] for line in self._labels.read_text().splitlines()]
        return [label for label in shown if label]

    @property
    def _labels(self) -> Path:
        return self.folder / "labels"

    def _open_menu(self) -> bool:
        """Open the menu, and tell whether it has been answered; dunst refuses while the one before is not yet gone."""
        self.click(3)
        with suppress(AssertionError):
            return wait_for(self._labels.exists, "menu", patience_s=2.0)
        return False


class Xfce(RealService):
    """Xfce's: it shows each action as a button. A click beside them closes the notice (in 0.7, whatever we ask for)."""

    tells_click = False

    def __init__(self, display: str, folder: Path) -> None:
        from tests.desktop.accessible import Reader  # it needs jeepney, which Linux alone has

        super().__init__(display, folder)
        self._reader = Reader()

    def _command(self) -> list[str]:
        return [_XFCE]

    def press(self, label: str) -> None:
        self._click(wait_for(lambda: self._find(label), f"button {label}"))

    def _find(self, label: str) -> tuple[int, int] | None:
        """Return the middle of a button that is where the notice is: a new window may still be on its way there."""
        place = self._place()
        for button in self._reader.buttons():
            x, y = button.middle
            if place and button.name == label and 0 <= x - place[0] < place[2] and 0 <= y - place[1] < place[3]:
                return button.middle
        return None

    def labels(self) -> list[str]:
        return [button.name for button in wait_for(self._reader.buttons, "buttons")]

    def texts(self) -> list[str] | None:
        return self._reader.texts()

    def close(self) -> None:
        self._reader.close()
        super().close()


StartReal = Callable[[type[RealService]], RealService]


@pytest.fixture
def quiet_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, short_folder: Path) -> Path:
    """A home for what services keep, instead of the person's; before the bus, which starts some of them."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_folder))
    return tmp_path


@pytest.fixture
def start_real(quiet_home: Path, bus: subprocess.Popen[str], screen: str) -> Iterator[StartReal]:
    started: list[RealService] = []

    def start(kind: type[RealService]) -> RealService:
        started.append(kind(screen, quiet_home))
        return started[-1]

    yield start
    for one in started:
        one.close()
