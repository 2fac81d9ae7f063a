"""Faults on real desktops: their notices, their fonts, and the screen that they turn off."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.desktop.screen_saver_state import saver_of
from tests.trials.trial import CannotTryError, Ground, need, screen, trial, wait_until

_XFCE = "/usr/lib/*/xfce4/notifyd/xfce4-notifyd"
_MATE = "/usr/lib*/**/mate-notification-daemon"


@contextmanager
def bus(ground: Ground) -> Iterator[dict[str, str]]:
    """A session bus, and the environment of programs on it: with a home in the trial's folder."""
    home = {name: str(ground.folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")}
    command = [need("dbus-daemon"), "--session", "--nofork", "--print-address"]
    with subprocess.Popen(
        command, env={**os.environ, **home}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        assert daemon.stdout is not None
        try:
            yield {**home, "DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip()}
        finally:
            daemon.terminate()


@contextmanager
def beside(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    """Another program, as long as this lasts."""
    with subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield
        finally:
            process.kill()


def told(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=30)
    return done.stdout


@trial(2, "A screen without any desktop stays on in a session, and turns dark after it")
def bare_screen_stays_on(ground: Ground) -> None:
    need("xdotool")
    with screen() as display, saver_of(display, seconds=2) as saver:
        wait_until(lambda: saver.is_on, "dark screen")
        with ground.running("start", "sitting-check", DISPLAY=display, QT_QPA_PLATFORM="xcb") as program:
            wait_until(lambda: not saver.is_on, "light screen")
            end_s = time.monotonic() + 6.0
            while time.monotonic() < end_s:
                assert not saver.is_on, "the screen turned dark in the session"
                time.sleep(0.1)
            program.kill()
        wait_until(lambda: saver.is_on, "dark screen after the session")


@trial(2, "XFCE's power manager is told, by our name, and let go")
def xfce_is_told(ground: Ground) -> None:
    manager = need("xfce4-power-manager")
    ask = [
        need("dbus-send"), "--session", "--print-reply", "--dest=org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit", "org.freedesktop.PowerManagement.Inhibit.GetInhibitors",
    ]  # fmt: skip
    with screen() as display, bus(ground) as environment:
        environment = {**environment, "DISPLAY": display}
        with beside([manager, "--no-daemon"], environment):
            wait_until(lambda: "array" in told(ask, environment), "power manager")
            with ground.running("start", "sitting-check", **{**environment, "QT_QPA_PLATFORM": "xcb"}):
                wait_until(lambda: '"Psoas Timer"' in told(ask, environment), "inhibitor by our name")
            wait_until(lambda: "Psoas" not in told(ask, environment), "end of it")


@trial(2, "swayidle leaves the screen of a sway session on, and turns it off afterwards")
def sway_stays_on(ground: Ground) -> None:
    logind, sway, idle = _first("/lib/systemd/systemd-logind"), need("sway"), need("swayidle")
    is_dark = ground.folder / "dark"
    with bus(ground) as environment:
        environment["DBUS_SYSTEM_BUS_ADDRESS"] = environment["DBUS_SESSION_BUS_ADDRESS"]  # one for both
        headless = {
            **environment, "WLR_BACKENDS": "headless", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1",
            "LIBSEAT_BACKEND": "noop", "DISPLAY": "",
        }  # fmt: skip
        nobody = []
        if os.geteuid() == 0:  # it refuses to be started by root
            nobody = [need("setpriv"), "--reuid", "65534", "--regid", "65534", "--clear-groups"]
            os.chown(ground.folder, 65534, 65534)
        wayland = {**environment, "WAYLAND_DISPLAY": "wayland-1", "DISPLAY": ""}
        turn_off = [idle, "-d", "timeout", "2", f"touch '{is_dark}'", "resume", f"rm '{is_dark}'"]
        with beside([logind], environment), beside([*nobody, sway, "-c", "/dev/null"], headless):
            wait_until((ground.folder / "wayland-1").exists, "Wayland session")
            with beside(turn_off, wayland):
                wait_until(is_dark.exists, "dark screen")
                with ground.running("start", "sitting-check", **wayland, QT_QPA_PLATFORM="wayland"):
                    wait_until(lambda: '"idle"' in _inhibitors(wayland), "inhibitor")
                    is_dark.unlink(missing_ok=True)
                    end_s = time.monotonic() + 6.0
                    while time.monotonic() < end_s:
                        assert not is_dark.exists(), "the screen turned dark in the session"
                        time.sleep(0.1)
                wait_until(is_dark.exists, "dark screen after the session")


def _inhibitors(environment: dict[str, str]) -> str:
    """What logind says about who inhibits what."""
    ask = [
        need("dbus-send"), f"--bus={environment['DBUS_SYSTEM_BUS_ADDRESS']}", "--print-reply",
        "--dest=org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager.ListInhibitors",
    ]  # fmt: skip
    return told(ask, environment)


def _first(pattern: str) -> str:
    found = [path for path in Path("/").glob(pattern.lstrip("/")) if path.is_file() and os.access(path, os.X_OK)]
    if not found:
        raise CannotTryError(f"needs {pattern}")
    return str(found[0])


def _try_notice(ground: Ground, command: list[str]) -> None:
    """Press Skip today on the real notice of a reminder that is due."""
    from tests.desktop.accessible import Reader
    from tests.real_window import Program
    from tests.reminded_program import firings, remind_now

    need("xdotool")
    ground.data.mkdir()
    remind_now(Program("", ground.data))
    with screen() as display, bus(ground) as environment:
        environment = {
            **environment,
            "DISPLAY": display,
            "QT_ACCESSIBILITY": "1",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = environment["DBUS_SESSION_BUS_ADDRESS"]  # of this process
        with beside(command, environment):
            time.sleep(2.0)
            reader = Reader()
            with ground.running("--hidden", **environment):
                wait_until(reader.buttons, "buttons")
                names = [button.name for button in reader.buttons() if button.name]
                assert names == ["Start", "In 10 minutes", "Skip today"], names
                x, y = next(button.middle for button in reader.buttons() if button.name == "Skip today")
                told(["xdotool", "mousemove", str(x), str(y), "click", "1"], environment)
                wait_until(lambda: list(firings(Program("", ground.data))) == ["skipped"], "skipped day")
            reader.close()


@trial(17, "Xfce's notices show our three buttons alone, and a press is heard")
def xfce_notice(ground: Ground) -> None:
    _try_notice(ground, [_first(_XFCE)])


@trial(17, "MATE's notices show our three buttons alone, and a press is heard")
def mate_notice(ground: Ground) -> None:
    _try_notice(ground, [_first(_MATE)])


def _picture(ground: Ground, font: str, percent: int) -> bytes:
    """The window with the system's font in KDE's own words, pixel by pixel; nothing may be said meanwhile."""
    take = need("import")
    ground = Ground(ground.folder / f"{font} at {percent} %")  # what one start has told, the next does not tell again
    ground.folder.mkdir(exist_ok=True)
    (ground.folder / "kdeglobals").write_text(f"[General]\nfont=DejaVu Sans,{font},5,50,0,0,0,0,0\n")
    ground.data.mkdir(exist_ok=True)
    (ground.data / "settings.json").write_text(f'{{"version": 1, "text_percent": {percent}}}')
    kde = {"XDG_CURRENT_DESKTOP": "KDE", "KDE_FULL_SESSION": "true", "KDE_SESSION_VERSION": "5"}
    with screen() as display, bus(ground) as environment:
        environment = {**environment, **kde, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with ground.running(**environment) as program:
            find = ["xdotool", "search", "--onlyvisible", "--name", "Psoas Timer"]
            wait_until(lambda: told(find, environment), "window")
            time.sleep(2.0)  # until all is painted
            shown = subprocess.run(
                [take, "-window", "root", "-depth", "8", "rgb:-"],
                env={**os.environ, **environment},
                capture_output=True,
            ).stdout
            program.terminate()
            _out, complaints = program.communicate(timeout=30)
    assert "QFont" not in complaints, complaints
    return shown


@trial(18, "A font in pixels looks like the same one in points, at each text size")
def font_in_pixels(ground: Ground) -> None:
    need("xdotool")
    for percent in (100, 150):
        in_points, in_pixels = (_picture(ground, font, percent) for font in ("12,-1", "-1,16"))
        assert in_points == in_pixels, f"another picture at {percent} %"
    assert _picture(ground, "-1,16", 100) != _picture(ground, "-1,16", 150), "the text size changes nothing"


@trial(18, "Small, large and odd fonts start without a complaint")
def odd_fonts(ground: Ground) -> None:
    need("xdotool")
    for font in ("6,-1", "30,-1", "10.5,-1", "-1,6", "-1,60"):
        assert _picture(ground, font, 100)
