"""Computers on which the program is installed in different ways."""

from __future__ import annotations

from pathlib import Path

from psoas_timer.desktop.autostart.command import Host


def make(path: Path, mode: int = 0o755) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(mode)
    return path


def a_host(folder: Path, system: str = "linux", **changes: object) -> Host:
    """Return an empty computer under ``folder``."""
    given: dict[str, object] = {
        "system": system, "environ": {}, "home": folder / "home", "python": folder / "venv" / "bin" / "python3",
        "started_as": folder / "somewhere.py", "package": folder / "psoas_timer", "is_frozen": False,
        "flatpak_info": folder / "none",
    }  # fmt: skip
    return Host(**{**given, **changes})  # type: ignore[arg-type]
