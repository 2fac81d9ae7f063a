"""The keys of a routine file and their limits: where each may be, and how much it may hold.

The guide for people who write routines, with an example, is ``assets/routines/README.md``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from psoas_timer.core.breath.pattern import EFFORT_HOLD_S, NAMED_PATTERNS, Bounds
from psoas_timer.core.breath.routine import BREATH_PHASES, Phase
from psoas_timer.core.sentence import N_
from psoas_timer.store.routines.toml_table import MOST_FAULTS, Table
from psoas_timer.store.values import show

# Where a key may be. The names are the lines that open each section; '' is the top of the file.
KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "": (
            "id", "order", "title", "summary", "position", "wants", "empty_stomach", "presses_belly", "steps",
            "cautions", "closing", "source", "stage",
        ),
        "[[stage]]": (
            "id", "title", "picture", "pattern", "other_patterns", "cycles", "minutes", "minutes_range", "both_sides",
            "effort", "easy_between", "settle_s", "change_s", "settle", "say", "words",
        ),
        "[[stage.say]]": ("at_s", "text", "left", "right", "short", "safety"),
        "[stage.words]": tuple(phase.value for phase in BREATH_PHASES),
    }
)  # fmt: skip

# The pictures of positions in assets/illustrations.
PICTURES = (
    "on_back", "hand_on_belly", "on_block", "knee_to_chest", "leg_lift", "face_down_on_ball", "rolling_on_ball",
    "pivoting_on_ball", "rest_on_side", "sitting",
)  # fmt: skip

# The maximum length of each text in characters, and of each list (our choice: what fits on a screen in large type).
TITLE, SUMMARY, WANT, SENTENCE, CAUTION, SOURCE, PHASE_WORDS, ID = 60, 160, 120, 160, 240, 2000, 30, 60
SHORT = 60
MOST_ENTRIES, MOST_STAGES, MOST_SAID = 30, 30, 60
ORDER = (1, 999)
EASY_BETWEEN = (0, 10)

# How long a hold with working muscles may last: 3 to 5 s with full lungs is from the source (the Well+Good article
# on psoas release); with empty lungs the bounds are those of the vacuum, which are our choice.
EFFORT_BOUNDS: Mapping[Phase, Bounds] = MappingProxyType(
    {Phase.HOLD_IN: EFFORT_HOLD_S, Phase.HOLD_OUT: NAMED_PATTERNS["vacuum"].bounds["hold_out_s"]}
)

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def refuse_unknown(table: Table, place: str) -> None:
    """Note every key of ``table`` that is unknown at ``place``, a name in KEYS."""
    what = N_("{file}, line {line}: {key} is not a known key here.")
    for key in table.keys:
        if key in KEYS[place]:
            continue
        home = next((other for other, keys in KEYS.items() if key in keys), None)
        if home == "":
            table.add_fault(key, what, N_("Move it above the first [[stage]]."))
        elif home is not None:
            table.add_fault(key, what, N_("Move it to directly below the line {home}."), home=home)
        else:
            refuse_key(table, key, KEYS[place])


def refuse_key(table: Table, key: str, known: tuple[str, ...]) -> None:
    """Note that ``table`` must not have ``key``, and suggest the one of ``known`` that may be meant."""
    from difflib import get_close_matches  # imported here because most files have no faults

    what = N_("{file}, line {line}: {key} is not a known key here.")
    guess = get_close_matches(key[:ID], known, 1) if len(table.faults) < MOST_FAULTS else []
    if guess:
        table.add_fault(key, what, N_("Did you mean {guess}?"), guess=guess[0])
    else:
        table.add_fault(key, what, N_("Remove it. Known keys here: {known}."), known=list(known))


def read_id(table: Table, default: str, example: str) -> str:
    """Return the id of ``table``, else ``default``; ``example`` is suggested if neither is valid."""
    if "id" not in table and not _ID.fullmatch(default):
        table.add_missing("id", f"id = {show(to_id(default, example))}")
        return ""
    found = table.text("id", ID) if "id" in table else default
    if not _ID.fullmatch(found) and isinstance(table.value("id"), str):
        table.add_fault(
            "id", N_("{file}, line {line}: {key} is {value}."),
            N_("Use lowercase letters a to z, digits and single hyphens, such as {example}."),
            value=show(found), example=show(to_id(found, example)),
        )  # fmt: skip
    return found


def to_id(text: str, otherwise: str) -> str:
    """Return ``text`` as lowercase letters, digits and single hyphens; ``otherwise`` if nothing is left of it."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()[:ID]).strip("-") or otherwise
