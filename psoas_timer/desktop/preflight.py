"""Says in one line what Qt needs and this computer lacks: Qt itself would abort and leave a core dump.

Linux only; call it before PySide6 is imported. The libraries are checked by loading Qt's own files rather than a list
of names kept here: that is exact for every version of Qt, and most of the time is not lost, since Qt then finds these
libraries already loaded (12 ms if nothing is missing; the first paint comes 4 ms later).
"""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_

# The parts of Qt that need most from the system, of those the program imports; Widgets links Gui, DBus and Core.
QT_LIBRARIES = ("Widgets", "Network")

_DISPLAY_VARIABLE = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}

# Families of distributions, as named by ID and ID_LIKE in os-release(5).
_INSTALLERS = {
    "debian": "apt", "ubuntu": "apt",
    "fedora": "dnf", "rhel": "dnf",
    "arch": "pacman",
    "suse": "zypper", "opensuse": "zypper",
}  # fmt: skip

# The others follow Debian's rule for naming library packages, see _apt_package.
_APT_EXCEPTIONS = {
    "libglib-2.0.so.0": "libglib2.0-0",  # Ubuntu 24.04's libglib2.0-0t64 provides this name too
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libbrotlidec.so.1": "libbrotli1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libz.so.1": "zlib1g",
}

# By the longest matching prefix of the library's name.
_PACMAN_PACKAGES = {
    "libEGL": "libglvnd", "libGL": "libglvnd", "libX11": "libx11", "libdbus-1": "dbus",
    "libfontconfig": "fontconfig", "libfreetype": "freetype2", "libglib-2.0": "glib2", "libgthread-2.0": "glib2",
    "libgssapi_krb5": "krb5", "libbrotli": "brotli", "libzstd": "zstd", "libz": "zlib", "libpulse": "libpulse",
    "libxkbcommon": "libxkbcommon", "libxkbcommon-x11": "libxkbcommon-x11", "libwayland": "wayland",
    "libxcb": "libxcb", "libxcb-cursor": "xcb-util-cursor", "libxcb-icccm": "xcb-util-wm",
    "libxcb-image": "xcb-util-image", "libxcb-keysyms": "xcb-util-keysyms",
    "libxcb-render-util": "xcb-util-renderutil", "libxcb-util": "xcb-util",
}  # fmt: skip


def installed_pyside() -> Path | None:
    """Return the folder of PySide6 without importing it, or None if it is not installed."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:  # no origin: a folder left behind by an uninstallation
        return None
    return Path(spec.origin).parent


def load_error(library: Path) -> str:
    """Load a shared library and keep it; return the dynamic linker's error, empty if there is none."""
    import ctypes  # imported here, so that other systems do not spend 2 ms on it

    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        return str(error)
    return ""


def unmet_libraries(libraries: Sequence[Path]) -> list[str]:
    """Return the names of missing shared libraries that these need, directly or indirectly.

    Empty if there is no ldd. Starts a process for each file, so call it only if something is known to be missing.
    """
    import subprocess

    try:
        found = subprocess.run(["ldd", *map(str, libraries)], capture_output=True, text=True, check=False)
    except OSError:
        return []
    return sorted(set(re.findall(r"^\s*(\S+) => not found$", found.stdout, re.MULTILINE)))


def display_answers(platform_plugin: str, display: str) -> bool:
    """Tell whether the X server or Wayland compositor of this name accepts us; True if that cannot be determined."""
    import ctypes

    try:
        if platform_plugin == "xcb":
            xcb = ctypes.CDLL("libxcb.so.1")
            xcb.xcb_connect.restype = ctypes.c_void_p
            connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
            # Kept open: an X server that loses its only client may reset or end just as Qt connects.
            return not xcb.xcb_connection_has_error(connection)
        if "WAYLAND_SOCKET" in os.environ:  # an inherited connection, which can be used only once
            return True
        wayland = ctypes.CDLL("libwayland-client.so.0")
        wayland.wl_display_connect.restype = ctypes.c_void_p
        connection = ctypes.c_void_p(wayland.wl_display_connect(display.encode() or None))
        if connection:
            wayland.wl_display_disconnect(connection)
        return bool(connection)
    except OSError:  # no such library: Qt was built differently
        return True


@dataclass(frozen=True)
class Host:
    """The questions asked of the computer; tests provide their own answers."""

    system: str = sys.platform
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    find_pyside: Callable[[], Path | None] = installed_pyside
    load: Callable[[Path], str] = load_error
    unmet: Callable[[Sequence[Path]], list[str]] = unmet_libraries
    answers: Callable[[str, str], bool] = display_answers
    os_release: Path = Path("/etc/os-release")
    is_root: Callable[[], bool] = lambda: sys.platform != "win32" and os.geteuid() == 0


def missing_for_qt(host: Host | None = None) -> Problem | None:
    """Return why Qt cannot open a window here and what to do about it, or None if it can.

    Always None on Windows and macOS, where PySide6 includes everything it needs.
    """
    host = host or Host()
    if not host.system.startswith("linux"):
        return None
    pyside = host.find_pyside()
    if pyside is None:
        return Problem(
            N_("PySide6, which draws Psoas Timer's window, is not installed for {python}."),
            N_('Run the line under "Run it" in README.md: it creates .venv with everything that is needed.'),
            python=sys.executable,
        )
    plugins = [plugin for plugin in _platform_plugins(host.environ) if _has_display(plugin, host.environ)]
    if not plugins:
        return Problem(
            N_("There is no display: neither WAYLAND_DISPLAY nor DISPLAY is set."),
            N_("Start Psoas Timer from a desktop session, or connect with ssh -X."),
        )
    without_libraries: list[Problem] = []
    without_answer: list[Problem] = []
    for plugin in plugins:  # Qt also tries them one after another: one that works is enough
        if problem := _missing_libraries(host, _qt_files(pyside / "Qt", plugin)):
            without_libraries.append(problem)
        elif problem := _deaf_display(host, plugin):
            without_answer.append(problem)
        else:
            return None
    # Libraries first: they are easier to fix than a display.
    return [*without_libraries, *without_answer][0]


def _platform_plugins(environ: Mapping[str, str]) -> list[str]:
    """Return the platform plugins that Qt will try, in its order (as observed with Qt 6.11)."""
    wanted = environ.get("QT_QPA_PLATFORM")
    if wanted:  # names, some with arguments: "wayland;xcb", "vnc:size=800x600"
        return [name.split(":")[0] for name in wanted.split(";")]
    wayland = "WAYLAND_DISPLAY" in environ or environ.get("XDG_SESSION_TYPE") == "wayland"
    return ["wayland", "xcb"] if wayland else ["xcb"]


def _has_display(plugin: str, environ: Mapping[str, str]) -> bool:
    """Tell whether the environment says where this plugin's display is, or it needs none, like "offscreen"."""
    if plugin == "wayland" and (environ.get("XDG_SESSION_TYPE") == "wayland" or environ.get("WAYLAND_SOCKET")):
        return True
    return plugin not in _DISPLAY_VARIABLE or bool(environ.get(_DISPLAY_VARIABLE[plugin]))


def _qt_files(qt: Path, plugin: str) -> list[Path]:
    """Return the libraries of a PySide6 with its own Qt, and both possible names of its plugin."""
    libraries = [qt / "lib" / f"libQt6{name}.so.6" for name in QT_LIBRARIES]
    platforms = qt / "plugins" / "platforms"
    return [
        *libraries,
        platforms / f"libq{plugin}.so",
        platforms / f"libq{plugin}-generic.so",
    ]  # "generic": before 6.10


def _deaf_display(host: Host, plugin: str) -> Problem | None:
    """Return the problem with a display that cannot be reached, for example with DISPLAY passed on by sudo or su."""
    variable = _DISPLAY_VARIABLE.get(plugin)
    display = host.environ.get(variable, "") if variable else ""
    if variable is None or host.answers(plugin, display):
        return None
    return Problem(
        N_("The display {display} does not respond, or does not accept this user."),
        N_("Start Psoas Timer as the user who owns the desktop session."),
        display=f"{variable}={display}",
    )


def _missing_libraries(host: Host, files: Sequence[Path]) -> Problem | None:
    """Return the problem with these files of Qt and the one command that fixes it, if we know the distribution."""
    # If Qt is not PySide6's own, it came with the distribution, which provides its dependencies.
    files = [path for path in files if path.exists()]
    error = next(filter(None, map(host.load, files)), "")
    if not error:
        return None
    names = host.unmet(files) or re.findall(r"^(\S+\.so\S*): cannot open shared object file", error)
    if not names:  # all exist, but one does not load: it is too old, or for another processor
        return Problem(N_("Qt cannot be loaded: {error}."), N_("Update the system, then try again."), error=error)
    what = N_("Psoas Timer needs system libraries that are not installed: {libraries}.")
    libraries = list(names)
    command = _install_command(names, _installer(host.os_release))
    if not command:
        return Problem(what, N_("Install the packages of your distribution that contain them."), libraries=libraries)
    if host.is_root():
        command = command.replace("sudo ", "")
    return Problem(what, N_("Install them with: {command}"), libraries=libraries, command=command)


def _installer(os_release: Path) -> str:
    """Return the command that installs packages on the distribution of this os-release(5) file, or ""."""
    try:
        lines = os_release.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    fields = dict(line.split("=", 1) for line in lines if "=" in line)
    families = " ".join(fields.get(key, "").strip("\"'") for key in ("ID", "ID_LIKE")).split()
    return next((_INSTALLERS[family] for family in families if family in _INSTALLERS), "")


def _install_command(names: Sequence[str], installer: str) -> str:
    """Return the command that installs these shared libraries, or "" if the package of one is unknown."""
    match installer:
        case "apt":  # update: a machine that never had a desktop may never have been updated either
            return f"sudo apt update && sudo apt install {_joined(map(_apt_package, names))}"
        case "dnf" | "zypper":  # RPM can also find packages by the libraries they provide
            return f"sudo {installer} install " + _joined(f"'{name}()(64bit)'" for name in names)
        case "pacman" if all(map(_pacman_package, names)):
            return f"sudo pacman -S {_joined(map(_pacman_package, names))}"
        case _:
            return ""


def _apt_package(name: str) -> str:
    """Return the Debian package of a shared library, such as libx11-6 for libX11.so.6 (Debian Policy 8.1)."""
    stem, _, version = name.partition(".so.")
    rule = f"{stem}{'-' if stem[-1:].isdigit() else ''}{version}".lower().replace("_", "-")
    return _APT_EXCEPTIONS.get(name, rule)


def _pacman_package(name: str) -> str:
    """Return the Arch package of a shared library, or "" if we do not know it."""
    beginning = max((known for known in _PACMAN_PACKAGES if name.startswith(known)), key=len, default="")
    return _PACMAN_PACKAGES.get(beginning, "")


def _joined(packages: Iterable[str]) -> str:
    return " ".join(sorted(set(packages)))
