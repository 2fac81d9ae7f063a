"""Nothing ships without its licence being told: what ``pyproject.toml`` asks for, the letters, and the voice."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from psoas_timer.store.places import assets_dir
from psoas_timer.ui.help.licences import LICENCES, Licence

ROOT = Path(__file__).resolve().parents[3]
TOLD = {package.lower() for one in LICENCES for package in one.packages}


def test_every_dependency_is_told_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=~!; ]", one)[0].lower() for one in project["dependencies"]}
    assert wanted == TOLD
    assert LICENCES[0].licence == project["license"]


@pytest.mark.parametrize("one", LICENCES, ids=lambda one: one.name)
def test_the_licence_is_the_one_that_the_package_names(one: Licence) -> None:
    assert one.name and one.used_for and one.licence
    for package in one.packages:
        try:
            found = metadata(package)
        except PackageNotFoundError:  # of another system
            continue
        told = " ".join(
            str(value) for key, value in found.items() if key in ("License", "License-Expression", "Classifier")
        )
        assert one.licence.split()[0] in told, f"{package}: {told}"


def test_letters_and_voice_are_told_as_their_files_tell_them() -> None:
    told = {one.name: one.licence for one in LICENCES}
    assert "SIL Open Font License, Version 1.1" in (assets_dir() / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert told["Atkinson Hyperlegible Next"] == "SIL OFL 1.1"
    notice = (assets_dir() / "voice" / "NOTICE").read_text(encoding="utf-8")
    assert "Kokoro-82M" in notice and "Apache License 2.0" in notice
    assert told["Kokoro-82M"] == "Apache 2.0"
