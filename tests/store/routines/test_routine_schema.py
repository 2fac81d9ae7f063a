"""A routine as its file describes it: every value, and what is reported for each invalid one."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_timer.core.breath.routine import Phase, Side
from tests.store.routines.routine_texts import (
    GOOD,
    check_faults,
    load_text,
    with_change,
)


def test_a_good_file_gives_every_value(tmp_path: Path) -> None:
    routine = load_text(tmp_path, GOOD)
    one, two = routine.stages
    assert (routine.id, routine.title, routine.steps) == ("knees", "Knees", ("Lie down.", "Bend your knees."))
    assert (one.pattern_name, one.duration_s, one.duration_range_s, one.cycles) == ("slow", 300, (180, 600), None)
    assert (two.pattern_name, two.pattern.hold_in_s, two.cycles, two.effort) == ("", 3, 10, Phase.HOLD_IN)
    assert two.settle.for_side(Side.RIGHT) == "Right."
    assert two.instructions[0].words.for_side(Side.LEFT) == "Left knee."
    assert two.phase_words == {Phase.HOLD_IN: "Tighten"}


ROUTINE_FAULTS = [
    (
        "zzz = 1\n" + GOOD,
        "line 1: zzz is not a known key here. Remove it. Known keys here: id, order, title, summary, position, wants, "
        "empty_stomach, presses_belly, steps, cautions, closing, source, stage.",
    ),
    (with_change('title = "Knees"', ""), 'line 1: title is missing. Add it, such as title = "Supported bridge".'),
    (with_change('"Knees"', '" "'), "line 1: title is empty. Write a text between the quotes."),
    (with_change('"Knees"', "7"), "line 1: title is 7, which is not text. Put the text in double quotes."),
    (with_change('"Knees"', f'"{"x" * 61}"'), "line 1: title is 61 characters long. Shorten it to at most 60."),
    (
        with_change("Bend your", "Bend\\u0007your"),
        "line 4: steps[2] contains the control character U+0007. Write plain text, all on one line.",
    ),
    (
        with_change("Bend your", "Bend\u202eyour"),
        "line 4: steps[2] contains the control character U+202E. Write plain text, all on one line.",
    ),
    (with_change('"Lie down."', "true"), "line 3: steps[1] is true, which is not text. Put the text in double quotes."),
    (with_change('"Lie down."', '""'), "line 3: steps[1] is empty. Write a text between the quotes."),
    (
        'wants = "A mat"\n' + GOOD,
        'line 1: wants is "A mat", which is not a list. Write a list of texts, such as ["one", "two"].',
    ),
    (f"wants = {['x'] * 31}\n" + GOOD, "line 1: wants has 31 entries. Use at most 30."),
    (
        'empty_stomach = "yes"\n' + GOOD,
        'line 1: empty_stomach is "yes". Write true or false, without quotes.',
    ),
    (
        'id = "My Knees"\n' + GOOD,
        'line 1: id is "My Knees". Use lowercase letters a to z, digits and single hyphens, such as "my-knees".',
    ),
    ('title = "Knees"', "line 1: the routine has no stage. Start one with the line [[stage]]."),
    ('title = "Knees"\nstage = []', "line 2: the routine has no stage. Start one with the line [[stage]]."),
    (
        'title = "Knees"\n[stage]\nid = "one"',
        "line 2: stage is a single table, not a list of tables. Start each with "
        "the line [[stage]], in double brackets.",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", ROUTINE_FAULTS, ids=lambda case: case[1][:60])
def test_a_fault_of_a_routine_is_told_with_its_line_its_key_and_the_remedy(
    tmp_path: Path, case: tuple[str | bytes, ...]
) -> None:
    check_faults(tmp_path, *case)
