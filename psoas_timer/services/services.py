"""What runs while the program does, built once: a flow takes these, and asks for no more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from psoas_timer.services.journal import Journal
from psoas_timer.services.practice import Practice
from psoas_timer.services.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Services:
    """The services over one data ``folder``."""

    folder: Path
    preferences: Preferences
    journal: Journal
    practice: Practice
