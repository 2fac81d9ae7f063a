"""Routine files as texts: a good one, the same with a change, and what is reported for a bad one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.problem import Problem
from psoas_timer.store.routines.routine_file import load_routine

ASSETS = Path(__file__).parents[3] / "assets"
BUNDLED = ASSETS / "routines"

IDS = (
    "supported-bridge", "front-stomach-release", "diaphragm-vacuum", "daily-breath", "strong-and-mobile",
    "sitting-check",
)  # fmt: skip


GOOD = """\
title = "Knees"
steps = [
    "Lie down.",  # a note
    "Bend your knees.",
]

[[stage]]
id = "one"
title = "One"
pattern = "slow"
minutes = 5
minutes_range = [3, 10]

[[stage.say]]
at_s = 0
text = "Breathe in."

[[stage]]
id = "two"
title = "Two"
pattern = { inhale_s = 4, hold_in_s = 3, exhale_s = 6 }
cycles = 10
both_sides = true
effort = "hold_in"
settle.left = "Left."
settle.right = "Right."

[[stage.say]]
at_s = 8
left = "Left knee."
right = "Right knee."

[stage.words]
hold_in = "Tighten"
"""


def load_text(folder: Path, text: str | bytes, name: str = "knees.toml") -> Routine:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_routine(path)


def faults_of(folder: Path, text: str | bytes, name: str = "knees.toml") -> list[str]:
    with pytest.raises(Problem) as caught:
        load_text(folder, text, name)
    # Sentences start with the path of the file; its name alone is enough here.
    return str(caught.value).replace(f"{folder}{os.sep}", "").split("\n")


def with_change(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, f"{old!r} is to be found once"
    return GOOD.replace(old, new)


def check_faults(folder: Path, text: str | bytes, *expected: str | bytes) -> None:
    """Check that ``text`` has the faults ``expected`` and no others; tomllib's own words follow a ``(``."""
    told = faults_of(folder, text)
    assert len(told) == len(expected)
    for sentence in expected:
        assert isinstance(sentence, str)
        if sentence.endswith("("):  # the rest is tomllib's
            assert told[0].startswith(f"knees.toml, {sentence}")
        else:
            assert f"knees.toml, {sentence}" in told
