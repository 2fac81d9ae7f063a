"""The program that is tried as a whole: the checkout's or, where PSOAS_TIMER_PROGRAM names it, that of a package."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "PSOAS_TIMER_PROGRAM"


def program_words() -> list[str]:
    """Return the words that start it."""
    built = os.environ.get(VARIABLE)
    return [str(Path(built).absolute())] if built else [sys.executable, "-m", "psoas_timer"]
