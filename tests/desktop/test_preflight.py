from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from psoas_timer.desktop import preflight
from psoas_timer.desktop.preflight import QT_LIBRARIES, Host, missing_for_qt, unmet_libraries
from tests.systems import LINUX

PACKAGE = Path(preflight.__file__).parent.parent
ON_X = {"DISPLAY": ":0"}
ON_WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}
DEBIAN = "ID=debian\n"
CURSOR = ["libxcb-cursor.so.0"]

MakeHost = Callable[..., Host]


@pytest.fixture
def make_host(tmp_path: Path) -> MakeHost:
    """Return what makes a Linux computer with PySide6, which lacks the libraries of ``lacking`` (by plugin)."""
    pyside = tmp_path / "PySide6"
    for name in (*(f"lib/libQt6{name}.so.6" for name in QT_LIBRARIES), *_plugins("xcb", "wayland", "offscreen")):
        (pyside / "Qt" / name).parent.mkdir(parents=True, exist_ok=True)
        (pyside / "Qt" / name).touch()

    def make(
        environ: Mapping[str, str],
        *,
        lacking: Mapping[str, Sequence[str]] | None = None,
        mute: Sequence[str] = (),
        os_release: str = DEBIAN,
        ldd: bool = True,
        root: bool = False,
        system: str = "linux",
        installed: bool = True,
    ) -> Host:
        missing = {
            pyside / "Qt" / name: libraries
            for plugin, libraries in (lacking or {}).items()
            for name in _plugins(plugin)
        }

        def load(path: Path) -> str:
            assert path.exists()
            libraries = missing.get(path, ())
            return f"{libraries[0]}: cannot open shared object file: No such file or directory" if libraries else ""

        def unmet(paths: Sequence[Path]) -> list[str]:
            return [library for path in paths for library in missing.get(path, ())] if ldd else []

        (tmp_path / "os-release").write_text(os_release)
        return Host(
            system=system,
            environ=environ,
            find_pyside=lambda: pyside if installed else None,
            load=load,
            unmet=unmet,
            answers=lambda plugin, display: display not in mute,
            os_release=tmp_path / "os-release",
            is_root=lambda: root,
        )

    return make


def _plugins(*names: str) -> list[str]:
    return [f"plugins/platforms/libq{name}.so" for name in names]


@pytest.mark.parametrize(
    "environ",
    [
        ON_X,
        ON_WAYLAND,
        ON_X | ON_WAYLAND,
        {"XDG_SESSION_TYPE": "wayland"},
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "vnc:size=800x600"},
        {"QT_QPA_PLATFORM": "wayland;xcb"} | ON_X,
        {"QT_QPA_PLATFORM": "xcb"} | ON_X,
        {"QT_QPA_PLATFORM": "a-plugin-of-their-own"},
    ],
)
def test_a_complete_computer_lacks_nothing(make_host: MakeHost, environ: dict[str, str]) -> None:
    assert missing_for_qt(make_host(environ)) is None


@pytest.mark.parametrize(
    "environ",
    [{}, {"DISPLAY": "", "WAYLAND_DISPLAY": ""}, {"XDG_SESSION_TYPE": "tty"}, {"QT_QPA_PLATFORM": "xcb"} | ON_WAYLAND],
)
def test_without_a_display_it_says_so(make_host: MakeHost, environ: dict[str, str]) -> None:
    assert str(missing_for_qt(make_host(environ, lacking={"xcb": CURSOR}))).startswith("There is no display: ")


def test_without_pyside_it_says_how_to_get_it(make_host: MakeHost) -> None:
    said = str(missing_for_qt(make_host(ON_X, installed=False)))
    assert said.startswith("PySide6, ")
    assert sys.executable in said and "README.md" in said


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_are_not_asked(make_host: MakeHost, system: str) -> None:
    assert missing_for_qt(make_host({}, system=system, installed=False)) is None


SEVERAL = [
    "libEGL.so.1", "libX11-xcb.so.1", "libX11.so.6", "libbrotlidec.so.1", "libdbus-1.so.3", "libglib-2.0.so.0",
    "libgssapi_krb5.so.2", "libgthread-2.0.so.0", "libxcb-icccm.so.4", "libxkbcommon-x11.so.0",
]  # fmt: skip


@pytest.mark.parametrize(
    ("os_release", "libraries", "command"),
    [
        (DEBIAN, CURSOR, "sudo apt update && sudo apt install libxcb-cursor0"),
        (
            'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n',
            SEVERAL,
            "sudo apt update && sudo apt install libbrotli1 libdbus-1-3 libegl1 libglib2.0-0 libgssapi-krb5-2"
            " libx11-6 libx11-xcb1 libxcb-icccm4 libxkbcommon-x11-0",
        ),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', CURSOR, "sudo apt update && sudo apt install libxcb-cursor0"),
        ("ID=fedora\n", CURSOR, "sudo dnf install 'libxcb-cursor.so.0()(64bit)'"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', CURSOR, "sudo dnf install 'libxcb-cursor.so.0()(64bit)'"),
        (
            'ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n',
            CURSOR,
            "sudo zypper install 'libxcb-cursor.so.0()(64bit)'",
        ),
        (
            "ID=arch\n",
            SEVERAL,
            "sudo pacman -S brotli dbus glib2 krb5 libglvnd libx11 libxkbcommon-x11 xcb-util-wm",
        ),
    ],
)
def test_missing_libraries_are_named_with_the_command_that_installs_them(
    make_host: MakeHost, os_release: str, libraries: list[str], command: str
) -> None:
    said = str(missing_for_qt(make_host(ON_X, lacking={"xcb": libraries}, os_release=os_release)))
    assert said == (
        f"Psoas Timer needs system libraries that are not installed: {', '.join(libraries)}."
        f" Install them with: {command}"
    )


@pytest.mark.parametrize(
    ("os_release", "libraries"), [("", CURSOR), ("ID=nixos\n", CURSOR), ("ID=arch\n", ["libnew.so.1"])]
)
def test_where_the_packages_are_not_known_the_libraries_are_named_alone(
    make_host: MakeHost, os_release: str, libraries: list[str]
) -> None:
    said = str(missing_for_qt(make_host(ON_X, lacking={"xcb": libraries}, os_release=os_release)))
    assert libraries[0] in said
    assert "sudo" not in said


def test_root_needs_no_sudo(make_host: MakeHost) -> None:
    said = str(missing_for_qt(make_host(ON_X, lacking={"xcb": CURSOR}, root=True)))
    assert said.endswith(" apt update && apt install libxcb-cursor0")


def test_without_ldd_the_first_missing_library_is_named(make_host: MakeHost) -> None:
    said = str(missing_for_qt(make_host(ON_X, lacking={"xcb": SEVERAL}, ldd=False)))
    assert said.endswith("not installed: libEGL.so.1. Install them with: sudo apt update && sudo apt install libegl1")


def test_a_library_that_is_there_and_does_not_load_is_quoted(make_host: MakeHost) -> None:
    too_old = "libc.so.6: version `GLIBC_2.39' not found"
    said = str(missing_for_qt(replace(make_host(ON_X), load=lambda path: too_old)))
    assert said.startswith(f"Qt cannot be loaded: {too_old}.")


def test_one_display_that_works_is_enough(make_host: MakeHost) -> None:
    both = ON_X | ON_WAYLAND
    assert missing_for_qt(make_host(both, lacking={"wayland": ["libwayland-cursor.so.0"]})) is None
    assert missing_for_qt(make_host(both, mute=["wayland-0"])) is None
    assert missing_for_qt(make_host(both, lacking={"xcb": CURSOR})) is None


def test_libraries_come_before_a_display_that_does_not_answer(make_host: MakeHost) -> None:
    said = str(missing_for_qt(make_host(ON_X | ON_WAYLAND, mute=["wayland-0"], lacking={"xcb": CURSOR})))
    assert "libxcb-cursor.so.0" in said


def test_a_display_that_does_not_answer_is_named(make_host: MakeHost) -> None:
    said = str(missing_for_qt(make_host({"DISPLAY": ":7"}, mute=[":7"])))
    assert said.startswith("The display DISPLAY=:7 does not respond")


@LINUX
@pytest.mark.parametrize(
    ("environ", "beginning"),
    [
        ({}, "There is no display: neither WAYLAND_DISPLAY nor DISPLAY is set."),
        ({"DISPLAY": ":31415"}, "The display DISPLAY=:31415 does not respond"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "None"),
    ],
)
def test_this_computer_is_told_without_qt_and_in_one_line(environ: dict[str, str], beginning: str) -> None:
    program = (
        "import sys; from psoas_timer.desktop.preflight import missing_for_qt; print(missing_for_qt());"
        "assert not any('PySide6' in name for name in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environ, cwd=PACKAGE.parent, capture_output=True, text=True, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(beginning)
    assert ran.stdout.count("\n") == 1


@LINUX
def test_ldd_finds_nothing_missing_in_this_python() -> None:
    assert unmet_libraries([Path(os.path.realpath(sys.executable))]) == []


def test_every_qt_module_that_the_program_imports_is_tried() -> None:
    imported = {
        name
        for path in PACKAGE.rglob("*.py")
        for name in re.findall(r"(?:from|import) PySide6(?:\.| import )Qt(\w+)", path.read_text(encoding="utf-8"))
    }
    need_no_more_than_widgets = {"Core", "Gui", "DBus", "Svg"}
    # A session goes on in silence, and says so; what has no recording is announced by a chime.
    done_without = {"Multimedia", "TextToSpeech"}
    assert imported <= {*QT_LIBRARIES} | need_no_more_than_widgets | done_without
