"""What every test shares: no use of the real screen, session bus or fonts, and how thorough hypothesis is.

HYPOTHESIS_PROFILE=thorough tests more, for runs by hand.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication

from psoas_timer.app.locale import write_list, write_number
from psoas_timer.lib.translation import Language, use_language
from psoas_timer.store.languages import ENGLISH, catalogue_of
from tests.typefaces import FAMILIES, choose_font, load_fonts

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read when the first Qt object is made
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere"  # a test that wants a bus brings its own
if sys.platform == "win32":
    # Offscreen, Qt finds none there by itself, and programs that a test starts have no others.
    os.environ.setdefault("QT_QPA_FONTDIR", r"C:\Windows\Fonts")


def _keeps_in_memory(folder: str) -> bool:
    """Tell whether ``folder`` is of memory, with room for what tests write, and runs the scripts among it."""
    if sys.platform != "linux" or not os.access(folder, os.W_OK):
        return False
    found = os.statvfs(folder)
    return not found.f_flag & os.ST_NOEXEC and found.f_bavail * found.f_frsize > 2**30


if _keeps_in_memory("/dev/shm"):
    # Each checkpoint of a session waits until it is on the disk, and the tests make thousands.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")

pytest_plugins = ["tests.alone", "tests.recordings", "tests.short_folder"]

_SLOW_MACHINE = (HealthCheck.too_slow,)

settings.register_profile(
    "default", deadline=None, derandomize=True, database=None, max_examples=10, suppress_health_check=_SLOW_MACHINE
)
settings.register_profile("thorough", deadline=None, max_examples=500, suppress_health_check=_SLOW_MACHINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, with a font from the tests."""
    load_fonts()
    choose_font(qapp, FAMILIES[0])
    return qapp


_LANGUAGE = Language(catalogue_of(ENGLISH), write_number, write_list)


@pytest.fixture(autouse=True)
def _speak_english() -> Iterator[None]:
    """Start each test in English, whatever the previous test chose."""
    use_language(_LANGUAGE)
    yield
    use_language(_LANGUAGE)


@pytest.fixture(autouse=True)
def _plain_font() -> None:
    """Start each test at 100 %: a program in a test before may have enlarged the text of the whole application."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        choose_font(app, FAMILIES[0])
