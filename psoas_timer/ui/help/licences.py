"""The licences of all that ships with the program; a test holds them to the dependencies of ``pyproject.toml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from psoas_timer.core.sentence import N_


@dataclass(frozen=True, slots=True)
class Licence:
    """A part of the program: its ``name``, what it is ``used_for``, the ``licence`` and where to find it.

    ``packages`` are its names in the package index, none for what is not a package.
    """

    name: str
    used_for: str
    licence: str
    address: str
    packages: Sequence[str] = ()


_WINRT = (
    "winrt-runtime", "winrt-windows.applicationmodel.core", "winrt-windows.data.xml.dom", "winrt-windows.foundation",
    "winrt-windows.foundation.collections", "winrt-windows.ui.notifications", "winrt-windows.media",
    "winrt-windows.media.playback",
)  # fmt: skip

LICENCES: Sequence[Licence] = (
    Licence("Psoas Timer", N_("The program itself"), "MIT", ""),
    Licence(
        "Qt, PySide6", N_("The window, sound and speech"), "LGPL 3", "https://doc.qt.io/qtforpython-6/licenses.html",
        ("PySide6-Essentials", "PySide6-Addons"),
    ),
    Licence("pyqtgraph", N_("The charts"), "MIT", "https://www.pyqtgraph.org", ("pyqtgraph",)),
    Licence("NumPy", N_("The sound of the breath, and the charts"), "BSD 3-Clause", "https://numpy.org"),
    Licence(
        "platformdirs", N_("Where files are kept"), "MIT", "https://github.com/tox-dev/platformdirs", ("platformdirs",)
    ),
    Licence(
        "Jeepney", N_("Talks to the desktop, on Linux"), "MIT", "https://gitlab.com/takluyver/jeepney", ("jeepney",),
    ),
    Licence(
        "wakepy", N_("Keeps the screen on, on Windows and macOS"), "MIT", "https://github.com/wakepy/wakepy",
        ("wakepy",),
    ),
    Licence(
        "Desktop Notifier", N_("Notices on Windows and macOS"), "MIT",
        "https://github.com/samschott/desktop-notifier", ("desktop-notifier",),
    ),
    Licence("PyWinRT", N_("Notices and media keys on Windows"), "MIT", "https://github.com/pywinrt/pywinrt", _WINRT),
    Licence(
        "Rubicon-ObjC", N_("Media keys on macOS"), "BSD 3-Clause", "https://github.com/beeware/rubicon-objc",
        ("rubicon-objc",),
    ),
    Licence("tzdata", N_("Time zones on Windows"), "Apache 2.0", "https://github.com/python/tzdata", ("tzdata",)),
    Licence(
        "Atkinson Hyperlegible Next", N_("The letters, of the Braille Institute"), "SIL OFL 1.1",
        "https://www.brailleinstitute.org/freefont/",
    ),
    Licence(
        "Kokoro-82M", N_("The model that spoke the recordings; it is not part of the program"), "Apache 2.0",
        "https://huggingface.co/hexgrad/Kokoro-82M",
    ),
)  # fmt: skip
