"""A stage of a routine file: what its keys give, and what is reported for each invalid one."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_timer.core.breath.routine import Words
from tests.store.routines.routine_texts import (
    GOOD,
    check_faults,
    load_text,
    with_change,
)

# The same with one more sentence, which has what the voice needs to know.
SPOKEN = f"""{GOOD}
[[stage.say]]
at_s = 20
text = "Sharp pain: set the leg down."
short.left = "Left leg down."
short.right = "Right leg down."
safety = true
"""

SHORT = 'short.left = "Left leg down."\nshort.right = "Right leg down."'


def test_a_sentence_may_have_a_spoken_form_and_be_about_safety(tmp_path: Path) -> None:
    plain, told = load_text(tmp_path, SPOKEN).stages[1].instructions
    assert (plain.short, plain.is_safety) == (Words(), False)
    assert (told.short, told.is_safety) == (Words("", "Left leg down.", "Right leg down."), True)
    told = load_text(tmp_path, SPOKEN.replace(SHORT, 'short = "Leg down."')).stages[1].instructions[1]
    assert told.short == Words("Leg down.")


STAGE_FAULTS = [
    (
        SPOKEN.replace("Left leg down", "Set the left leg down"),
        "line 39: stage[2].say[2].short.left has 5 words. Use at most 4 words.",
    ),
    (
        SPOKEN.replace(SHORT, 'short = "one two three four five"'),
        "line 39: stage[2].say[2].short has 5 words. Use at most 4 words.",
    ),
    (
        SPOKEN.replace(SHORT, "short = 4"),
        "line 39: stage[2].say[2].short is 4, which is not text. Put the text in double quotes.",
    ),
    (SPOKEN.replace(SHORT, 'short = ""'), "line 39: stage[2].say[2].short is empty. Write a text between the quotes."),
    (
        SPOKEN.replace('short.right = "Right leg down."\n', ""),
        "line 39: stage[2].say[2].short.right is missing. "
        'Add it, such as right = "Ball to the right".',
    ),
    (
        SPOKEN.replace("short.left", "short.lft"),
        "line 39: stage[2].say[2].short.lft is not a known key here. Did you mean left?",
        "line 39: stage[2].say[2].short.left is missing. "
        'Add it, such as left = "Ball to the left".',
    ),
    (
        SPOKEN.replace("both_sides = true", "").replace("settle.left", "# ").replace("settle.right", "# ")
        .replace('left = "Left knee."', 'text = "Knee."').replace('right = "Right knee."', ""),
        "line 39: stage[2].say[2].short has left and right, but the stage has no sides. "
        "Write one text, or add both_sides = true to the stage.",
    ),
    (
        SPOKEN.replace("safety = true", 'safety = "yes"'),
        'line 41: stage[2].say[2].safety is "yes". Write true or false, without quotes.',
    ),
    (GOOD + 'hold_inn = "x"', "line 35: stage[2].words.hold_inn is not a known key here. Did you mean hold_in?"),
    (
        with_change("cycles = 10", "cycle = 10"),
        "line 22: stage[2].cycle is not a known key here. Did you mean cycles?",
        "line 18: stage[2] has neither cycles nor minutes. Add one of the two, such as cycles = 10 or minutes = 5.",
    ),
    (
        with_change("minutes = 5", 'minutes = 5\nsummary = "x"'),
        "line 12: stage[1].summary is not a known key here. Move it above the first [[stage]].",
    ),
    (
        with_change("at_s = 8", "at_s = 8\nsettle_s = 5"),
        "line 30: stage[2].say[1].settle_s is not a known key here. Move it to directly below the line [[stage]].",
    ),
    (
        'title = "Knees"\nstage = [1]',
        "line 2: stage[1] is 1, which is not a table. Write it as [[stage]].",
    ),
    (with_change('pattern = "slow"', ""), 'line 7: stage[1].pattern is missing. Add it, such as pattern = "slow".'),
    (
        with_change('pattern = "slow"', 'pattern = "fast"'),
        'line 10: stage[1].pattern is "fast". Use one of: "slow", "slow-hold", "contract-release", "vacuum".',
    ),
    (
        with_change("inhale_s = 4", "inhale_s = 0.5"),
        "line 21: stage[2].pattern.inhale_s is 0.5. Use a number from 1 to 15.",
    ),
    (
        with_change("inhale_s = 4", "inhale_s = nan"),
        "line 21: stage[2].pattern.inhale_s is nan. Use a number from 1 to 15.",
    ),
    (
        with_change("exhale_s = 6 ", "exhale = 6 "),
        "line 21: stage[2].pattern.exhale is not a known key here. Did you mean exhale_s?",
        "line 21: stage[2].pattern.exhale_s is missing. "
        "Add it, such as pattern = { inhale_s = 4, exhale_s = 6 }.",
    ),
    (
        with_change("hold_in_s = 3", "hold_in_s = 6"),
        "line 21: stage[2].pattern.hold_in_s is 6, but muscles work in that hold. Choose 3 to 5 seconds.",
    ),
    (
        with_change("hold_in_s = 3, ", ""),
        "line 21: stage[2].pattern.hold_in_s is 0, but muscles work in that hold. Choose 3 to 5 seconds.",
    ),
    (
        with_change("hold_in_s = 3", "hold_in_s = 99"),
        "line 21: stage[2].pattern.hold_in_s is 99. Use a number from 0 to 15.",
    ),
    (
        with_change('pattern = "slow"', 'pattern = "slow"\neffort = "hold_in"'),
        'line 10: stage[1].pattern is "slow", which has no hold_in of 3 to 5 seconds. '
        'Use one of: "slow-hold", "contract-release".',
    ),
    (
        with_change('effort = "hold_in"', 'effort = "hold_in"\nother_patterns = ["slow-hold", "vacuum"]'),
        'line 25: stage[2].other_patterns[2] is "vacuum". Use one of: "slow-hold", "contract-release".',
    ),
    (
        with_change("minutes = 5", 'minutes = 5\nother_patterns = ["vacuum", "vacuum"]'),
        'line 12: stage[1].other_patterns[2] contains "vacuum" twice. Name it only once.',
    ),
    (
        with_change('effort = "hold_in"', 'effort = "inhale"'),
        'line 24: stage[2].effort is "inhale". Use one of: "hold_in", "hold_out".',
    ),
    (
        with_change("minutes = 5", "minutes = 5\ncycles = 3"),
        "line 7: stage[1] has both cycles and minutes. Keep one of them and remove the other.",
    ),
    (
        with_change("cycles = 10", "cycles = 2.5"),
        "line 22: stage[2].cycles is 2.5. Use a whole number from 1 to 200.",
    ),
    (
        with_change("minutes = 5", "minutes = 61"),
        "line 11: stage[1].minutes is 61. Use a number from 0.167 to 60.",
    ),
    (
        with_change("minutes = 5", "minutes = 2"),
        "line 11: stage[1].minutes is 2, outside minutes_range. Choose a number from 3 to 10, or widen the range.",
    ),
    (
        with_change("[3, 10]", "[10, 3]"),
        "line 12: stage[1].minutes_range is not the shortest and the longest time in minutes. "
        "Write two numbers from 0.167 to 60, the smaller one first, such as [3, 10].",
    ),
    (
        with_change("cycles = 10", "cycles = 10\nminutes_range = [3, 10]"),
        "line 23: stage[2].minutes_range is set without minutes. "
        "Add minutes to the stage, such as minutes = 5, or remove the range.",
    ),
    (
        with_change("minutes = 5", 'minutes = 5\npicture = "on_head"'),
        'line 12: stage[1].picture is "on_head". Use one of: "on_back", "hand_on_belly", "on_block", "knee_to_chest", '
        '"leg_lift", "face_down_on_ball", "rolling_on_ball", "pivoting_on_ball", "rest_on_side", "sitting".',
    ),
    (
        with_change("minutes = 5", "minutes = 5\neasy_between = 11"),
        "line 12: stage[1].easy_between is 11. Use a whole number from 0 to 10.",
    ),
    (
        with_change("minutes = 5", "minutes = 5\nsettle_s = -1"),
        "line 12: stage[1].settle_s is -1. Use a number from 0 to 60.",
    ),
    (
        with_change("minutes = 5", "minutes = 5\nchange_s = 9"),
        "line 12: stage[1].change_s is the time to change sides, but the stage has no sides. "
        "Remove it, or add both_sides = true to the stage.",
    ),
    (
        with_change('id = "two"', 'id = "one"'),
        'line 19: stage[2].id is "one", the same as for stage[1]. Give each stage its own id.',
    ),
    (with_change('id = "two"', ""), 'line 18: stage[2].id is missing. Add it, such as id = "breathe".'),
    (with_change("at_s = 0", ""), "line 14: stage[1].say[1].at_s is missing. Add it, such as at_s = 20."),
    (
        with_change("at_s = 0", "at_s = 600"),
        "line 15: stage[1].say[1].at_s is 600, but the breathing ends after 600 seconds. Choose an earlier second.",
    ),
    (
        with_change('text = "Breathe in."', 'text = "Breathe in."\n[[stage.say]]\nat_s = 0\ntext = "Hold."'),
        "line 18: stage[1].say[2].at_s is 0, but something else is said at that second. Choose a different second.",
    ),
    (
        with_change('text = "Breathe in."', 'left = "Left."\nright = "Right."'),
        "line 14: stage[1].say[1] has left and right, but the stage has no sides. "
        "Write one text, or add both_sides = true to the stage.",
    ),
    (
        with_change('right = "Right knee."', 'text = "Knee."'),
        "line 28: stage[2].say[1].right is missing. "
        'Add it, such as right = "Ball to the right".',
        "line 31: stage[2].say[1].text is used together with left or right. Use either text alone, or left and right.",
    ),
    (
        with_change("Tighten", "Tighten all of it as hard as it goes"),
        "line 34: stage[2].words.hold_in is 36 characters long. Shorten it to at most 30.",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", STAGE_FAULTS, ids=lambda case: case[1][:60])
def test_a_fault_of_a_stage_is_told_with_its_line_its_key_and_the_remedy(
    tmp_path: Path, case: tuple[str | bytes, ...]
) -> None:
    check_faults(tmp_path, *case)
