"""Puts the assets into the wheel; an editable install reads them where they are, and needs no copy of 16 MB."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """The one build hook that hatchling looks for here."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"]["assets"] = "psoas_timer/assets"
