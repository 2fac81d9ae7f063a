"""Pictures for the tests of pages that show body positions."""

from __future__ import annotations

from psoas_timer.store.places import assets_dir


def bundled_picture(name: str) -> str:
    """Return the SVG of a body position that comes with the program."""
    return (assets_dir() / "illustrations" / f"{name}.svg").read_text(encoding="utf-8")
