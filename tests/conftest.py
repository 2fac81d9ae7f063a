"""What every test shares: nobody's screen or session bus is used, letters everywhere, how hard hypothesis looks.

HYPOTHESIS_PROFILE=thorough looks longer, by hand.
"""

from __future__ import annotations

import os
import sys

from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before the first import of Qt
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere"  # a test that wants a bus brings its own
if sys.platform == "win32":
    os.environ.setdefault("QT_QPA_FONTDIR", r"C:\Windows\Fonts")  # offscreen, Qt finds none there by itself

pytest_plugins = ["tests.alone", "tests.short_folder"]

_SLOW_MACHINE = (HealthCheck.too_slow,)

settings.register_profile(
    "default", deadline=None, derandomize=True, database=None, max_examples=15, suppress_health_check=_SLOW_MACHINE
)
settings.register_profile("thorough", deadline=None, max_examples=500, suppress_health_check=_SLOW_MACHINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
