"""The services, built once: all that a flow needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from psoas_timer.services.journal import Journal
from psoas_timer.services.practice import Practice
from psoas_timer.services.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Services:
    """The services for one data ``folder``."""

    folder: Path
    preferences: Preferences
    journal: Journal
    practice: Practice
