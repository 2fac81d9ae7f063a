"""Routine files: the six that the program brings give the doses of the practice, and every fault is told well."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import NAMED_PATTERNS
from psoas_timer.core.breath.routine import Phase, Routine, Side, StageChoice, Words, tailor
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.problem import Problem, Problems
from psoas_timer.core.speech.spoken import MOST_WORDS, count_words, spoken_word, within_stage
from psoas_timer.store.routines.routine_file import MOST_BYTES, load_routine, load_routines
from psoas_timer.store.routines.routine_keys import PICTURES
from psoas_timer.store.routines.toml_lines import find_lines
from psoas_timer.store.routines.toml_table import MOST_FAULTS
from psoas_timer.store.values import show_path

ASSETS = Path(__file__).parents[3] / "assets"
BUNDLED = ASSETS / "routines"
NO_FOLDER = Path("no-such-folder")
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


def timeline_of(routine_id: str, **choice: object) -> Timeline:
    routine = load_routine(BUNDLED / f"{routine_id}.toml")
    chosen = {stage.id: StageChoice(**choice) for stage in routine.stages}  # type: ignore[arg-type]
    return compile_timeline(tailor(routine, {name: named.pattern for name, named in NAMED_PATTERNS.items()}, chosen))


def lengths_s(timeline: Timeline, stage_id: str) -> list[float]:
    """Return the seconds of breathing of each stage (one a side) with this id."""
    spans = zip(timeline.stages, timeline.stage_spans, strict=True)
    return [span.end_s - span.practice_s for stage, span in spans if stage.id == stage_id]


def phases_of(timeline: Timeline, stage_id: str, phase: Phase, side: Side | None = None) -> list[float]:
    """Return the length of each such phase, easy breaths left out."""
    return [
        segment.end_s - segment.start_s
        for segment in timeline.segments
        for stage in [timeline.stages[segment.stage_index]]
        if (stage.id, stage.side, segment.phase, segment.is_easy) == (stage_id, side, phase, False)
    ]


def load_text(folder: Path, text: str | bytes, name: str = "knees.toml") -> Routine:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_routine(path)


def faults_of(folder: Path, text: str | bytes, name: str = "knees.toml") -> list[str]:
    with pytest.raises(Problem) as caught:
        load_text(folder, text, name)
    # Sentences begin with the path of the file; its own name is enough to read here.
    return str(caught.value).replace(f"{folder}{os.sep}", "").split("\n")


def with_change(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, f"{old!r} is to be found once"
    return GOOD.replace(old, new)


def test_the_six_load_in_their_order() -> None:
    loaded = load_routines(BUNDLED, NO_FOLDER)
    assert loaded.faults == ()
    assert tuple(routine.id for routine in loaded.routines) == IDS
    assert not any(routine.is_own for routine in loaded.routines)


def test_the_bridge_is_five_minutes_of_slow_breathing() -> None:
    timeline = timeline_of("supported-bridge")
    assert timeline.practice_s == 300
    assert phases_of(timeline, "bridge", Phase.INHALE) == [4.0] * 30
    assert phases_of(timeline, "bridge", Phase.EXHALE) == [6.0] * 30
    assert set(phases_of(timeline_of("supported-bridge", pattern_name="slow-hold"), "bridge", Phase.HOLD_IN)) == {3.0}
    said_s = [said.at_s for said in timeline.stages[0].instructions if said.at_s < 300]
    assert said_s[0] == 0
    assert max(later - earlier for earlier, later in zip(said_s, [*said_s[1:], 300], strict=True)) <= 45


@pytest.mark.parametrize("routine_id", ["supported-bridge", "daily-breath"])
@pytest.mark.parametrize(("wish_s", "given_s"), [(60.0, 180), (420.0, 420), (3000.0, 600)])
def test_a_person_may_choose_three_to_ten_minutes(routine_id: str, wish_s: float, given_s: float) -> None:
    assert timeline_of(routine_id, duration_s=wish_s).practice_s == given_s


@pytest.mark.parametrize("side", list(Side))
def test_contract_and_release_is_ten_holds_of_three_to_five_seconds_a_side(side: Side) -> None:
    timeline = timeline_of("front-stomach-release")
    assert len(phases_of(timeline, "contract-and-release", Phase.INHALE, side)) == 10
    holds = phases_of(timeline, "contract-and-release", Phase.HOLD_IN, side)
    assert len(holds) == 10
    assert all(3 <= hold <= 5 for hold in holds)


@pytest.mark.parametrize("wish_s", [None, 1.0, 1000.0])
def test_rolling_and_pivoting_keep_to_their_minutes(wish_s: float | None) -> None:
    timeline = timeline_of("front-stomach-release", duration_s=wish_s)
    (rolling_s,) = lengths_s(timeline, "rolling")
    left_s, right_s = lengths_s(timeline, "pivot")
    assert 60 <= rolling_s <= 120
    assert left_s == right_s
    assert 120 <= left_s + right_s <= 240
    if wish_s is None:
        assert (rolling_s, left_s + right_s) == (90, 180)


def test_the_vacuum_is_five_rounds_with_two_easy_breaths_between() -> None:
    timeline = timeline_of("diaphragm-vacuum")
    assert phases_of(timeline, "vacuum", Phase.HOLD_OUT) == [5.0] * 5
    easy = [segment.cycle for segment in timeline.segments if segment.is_easy and segment.phase is Phase.INHALE]
    assert easy == [1, 1, 2, 2, 3, 3, 4, 4]
    assert timeline.stages[0].effort is Phase.HOLD_OUT
    routine = load_routine(BUNDLED / "diaphragm-vacuum.toml")
    assert routine.closing[0] == "Let your ribs go and breathe in.", "the last round ends in the hold"


@pytest.mark.parametrize("stage_id", ["knee-to-chest", "leg-lift"])
@pytest.mark.parametrize("side", list(Side))
def test_strong_and_mobile_is_ten_a_side_with_the_effort_on_the_breath_out(stage_id: str, side: Side) -> None:
    timeline = timeline_of("strong-and-mobile")
    assert len(phases_of(timeline, stage_id, Phase.INHALE, side)) == 10
    words = next(stage.phase_words for stage in timeline.stages if stage.id == stage_id)
    assert words[Phase.EXHALE] in ("Breathe out, knee in", "Breathe out, leg up")
    assert words[Phase.INHALE] in ("Breathe in, foot down", "Breathe in, leg down")


def test_the_sitting_check_is_six_breaths_in_one_minute() -> None:
    timeline = timeline_of("sitting-check")
    assert len(phases_of(timeline, "sit", Phase.INHALE)) == 6
    assert timeline.practice_s == 60


@pytest.mark.parametrize("routine_id", IDS)
def test_each_of_the_six_says_what_to_do_and_when_to_stop(routine_id: str) -> None:
    routine = load_routine(BUNDLED / f"{routine_id}.toml")
    assert routine.summary and routine.position and routine.wants and routine.steps and routine.closing
    assert "not medical advice" in routine.cautions[-1]
    assert any(re.search("[Ss]harp pain.*numbness", caution) for caution in routine.cautions)
    assert re.search(r"From the Well\+Good article .*\bOurs[:,]", routine.source), "which figures are whose"
    timeline = compile_timeline(routine)
    for stage, span in zip(timeline.stages, timeline.stage_spans, strict=True):
        assert timeline.at(span.start_s).instruction, "what to do while settling"
        assert timeline.at(span.practice_s).instruction, "what to do first"
        assert (ASSETS / "illustrations" / f"{stage.position}.svg").is_file()
        assert not stage.both_sides and (stage.side is None or stage.side in stage.settle.for_side(stage.side).lower())


def test_what_presses_on_the_belly_says_aloud_when_to_come_off() -> None:
    routine = load_routine(BUNDLED / "front-stomach-release.toml")
    assert routine.presses_belly and routine.empty_stomach
    for stage in routine.stages:
        assert any("pulse" in said.words.text and said.at_s <= 30 for said in stage.instructions)
    cautions = " ".join(routine.cautions)
    for risk in ("pregnancy", "surgery", "hernia", "aneurysm", "osteoporosis", "stent", "device", "uterus", "hip hook"):
        assert risk in cautions
    for risk in ("pregnancy", "blood pressure", "heart", "hernia", "glaucoma", "recent surgery"):
        assert risk in " ".join(load_routine(BUNDLED / "diaphragm-vacuum.toml").cautions)


@pytest.mark.parametrize("routine_id", IDS)
def test_sentences_are_short_enough_to_be_heard_once(routine_id: str) -> None:
    routine = load_routine(BUNDLED / f"{routine_id}.toml")
    sentences = [*routine.steps, *routine.closing]
    for stage in routine.stages:
        sentences += [stage.settle.for_side(side) for side in Side]
        for said in stage.instructions:
            assert all(len(said.words.for_side(side).split()) <= 8 for side in Side), said
    assert [sentence for sentence in sentences if len(sentence.split()) > 14] == []
    assert [caution for caution in routine.cautions if len(caution.split()) > 20] == []


@pytest.mark.parametrize("routine_id", IDS)
def test_what_is_spoken_while_breathing_has_four_words_at_most(routine_id: str) -> None:
    routine = load_routine(BUNDLED / f"{routine_id}.toml")
    for stage in routine.stages:
        assert all(spoken_word(stage, phase) for phase in stage.phase_words), "every word of a phase can be said"
        for said in stage.instructions:
            spoken = [within_stage(said, side) for side in Side]
            assert all(count_words(text) <= MOST_WORDS for text in spoken)
            assert not said.is_safety or all(spoken), "the words of safety have a short form for a settle without time"
            assert said.is_safety == bool(re.search("[Ss]harp pain", said.words.text)), said


def test_the_worked_example_of_the_readme_loads(tmp_path: Path) -> None:
    text = (BUNDLED / "README.md").read_text(encoding="utf-8")
    routine = load_text(tmp_path, text.split("```toml\n")[1].split("```")[0], "quiet-hips.toml")
    assert routine.id == "quiet-hips"
    assert [len(stage.instructions) for stage in routine.stages] == [3, 1]
    assert routine.stages[0].instructions[2].is_safety
    assert routine.stages[1].instructions[0].short.for_side(Side.RIGHT) == "Right leg up."


def test_every_picture_that_a_file_may_name_is_there() -> None:
    assert set(PICTURES) <= {path.stem for path in (ASSETS / "illustrations").glob("*.svg")}


def test_a_good_file_gives_every_value(tmp_path: Path) -> None:
    routine = load_text(tmp_path, GOOD)
    one, two = routine.stages
    assert (routine.id, routine.title, routine.steps) == ("knees", "Knees", ("Lie down.", "Bend your knees."))
    assert (one.pattern_name, one.duration_s, one.duration_range_s, one.cycles) == ("slow", 300, (180, 600), None)
    assert (two.pattern_name, two.pattern.hold_in_s, two.cycles, two.effort) == ("", 3, 10, Phase.HOLD_IN)
    assert two.settle.for_side(Side.RIGHT) == "Right."
    assert two.instructions[0].words.for_side(Side.LEFT) == "Left knee."
    assert two.phase_words == {Phase.HOLD_IN: "Tighten"}


def test_a_sentence_may_have_a_spoken_form_and_be_about_safety(tmp_path: Path) -> None:
    plain, told = load_text(tmp_path, SPOKEN).stages[1].instructions
    assert (plain.short, plain.is_safety) == (Words(), False)
    assert (told.short, told.is_safety) == (Words("", "Left leg down.", "Right leg down."), True)
    told = load_text(tmp_path, SPOKEN.replace(SHORT, 'short = "Leg down."')).stages[1].instructions[1]
    assert told.short == Words("Leg down.")


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_files_of_other_systems_load(tmp_path: Path, change: object) -> None:
    assert callable(change)
    assert len(load_text(tmp_path, change(GOOD).encode()).stages) == 2


FAULTS = [
    (
        SPOKEN.replace("Left leg down", "Set the left leg down"),
        "line 39: stage[2].say[2].short.left has 5 words. Say it in 4 words at most.",
    ),
    (
        SPOKEN.replace(SHORT, 'short = "one two three four five"'),
        "line 39: stage[2].say[2].short has 5 words. Say it in 4 words at most.",
    ),
    (
        SPOKEN.replace(SHORT, "short = 4"),
        "line 39: stage[2].say[2].short is 4, which is no text. Put the text in double quotes.",
    ),
    (SPOKEN.replace(SHORT, 'short = ""'), "line 39: stage[2].say[2].short is empty. Write a text between the quotes."),
    (
        SPOKEN.replace('short.right = "Right leg down."\n', ""),
        "line 39: stage[2].say[2].short.right is missing. "
        'Add it, such as right = "Ball to the right".',
    ),
    (
        SPOKEN.replace("short.left", "short.lft"),
        "line 39: stage[2].say[2].short.lft is not known here. Did you mean left?",
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
    (GOOD + 'hold_inn = "x"', "line 35: stage[2].words.hold_inn is not known here. Did you mean hold_in?"),
    (
        with_change("cycles = 10", "cycle = 10"),
        "line 22: stage[2].cycle is not known here. Did you mean cycles?",
        "line 18: stage[2] has neither cycles nor minutes. Add one of the two, such as cycles = 10 or minutes = 5.",
    ),
    (
        with_change("minutes = 5", 'minutes = 5\nsummary = "x"'),
        "line 12: stage[1].summary is not known here. Move it above the first [[stage]].",
    ),
    (
        with_change("at_s = 8", "at_s = 8\nsettle_s = 5"),
        "line 30: stage[2].say[1].settle_s is not known here. Move it to its place, directly below the line [[stage]].",
    ),
    (
        "zzz = 1\n" + GOOD,
        "line 1: zzz is not known here. Remove it; known here are: id, order, title, summary, position, wants, "
        "empty_stomach, presses_belly, steps, cautions, closing, source, stage.",
    ),
    (with_change('title = "Knees"', ""), 'line 1: title is missing. Add it, such as title = "Supported bridge".'),
    (with_change('"Knees"', '" "'), "line 1: title is empty. Write a text between the quotes."),
    (with_change('"Knees"', "7"), "line 1: title is 7, which is no text. Put the text in double quotes."),
    (with_change('"Knees"', f'"{"x" * 61}"'), "line 1: title is 61 characters long. Shorten it to 60 at most."),
    (
        with_change("Bend your", "Bend\\u0007your"),
        "line 4: steps[2] contains the control character U+0007. Write plain text, all on one line.",
    ),
    (
        with_change("Bend your", "Bend\u202eyour"),
        "line 4: steps[2] contains the control character U+202E. Write plain text, all on one line.",
    ),
    (with_change('"Lie down."', "true"), "line 3: steps[1] is true, which is no text. Put the text in double quotes."),
    (with_change('"Lie down."', '""'), "line 3: steps[1] is empty. Write a text between the quotes."),
    (
        'wants = "A mat"\n' + GOOD,
        'line 1: wants is "A mat", which is no list. Write a list of texts such as ["one", "two"].',
    ),
    (f"wants = {['x'] * 31}\n" + GOOD, "line 1: wants has 31 entries. Keep to 30 at most."),
    (
        'empty_stomach = "yes"\n' + GOOD,
        'line 1: empty_stomach is "yes". Write true or false, without quotes.',
    ),
    (
        'id = "My Knees"\n' + GOOD,
        'line 1: id is "My Knees". Use small letters a to z, digits and single hyphens, such as "my-knees".',
    ),
    ('title = "Knees"', "line 1: the routine has no stage. Begin one with the line [[stage]]."),
    ('title = "Knees"\nstage = []', "line 2: the routine has no stage. Begin one with the line [[stage]]."),
    (
        'title = "Knees"\n[stage]\nid = "one"',
        "line 2: stage is one table, not a list of them. Begin each with the line [[stage]], in double brackets.",
    ),
    (
        'title = "Knees"\nstage = [1]',
        "line 2: stage[1] is 1, which is no table. Write it as [[stage]].",
    ),
    (with_change('pattern = "slow"', ""), 'line 7: stage[1].pattern is missing. Add it, such as pattern = "slow".'),
    (
        with_change('pattern = "slow"', 'pattern = "fast"'),
        'line 10: stage[1].pattern is "fast". Use one of: "slow", "slow-hold", "contract-release", "vacuum".',
    ),
    (
        with_change("inhale_s = 4", "inhale_s = 0.5"),
        "line 21: stage[2].pattern.inhale_s is 0.5. Give it a number from 1 to 15.",
    ),
    (
        with_change("inhale_s = 4", "inhale_s = nan"),
        "line 21: stage[2].pattern.inhale_s is nan. Give it a number from 1 to 15.",
    ),
    (
        with_change("exhale_s = 6 ", "exhale = 6 "),
        "line 21: stage[2].pattern.exhale is not known here. Did you mean exhale_s?",
        "line 21: stage[2].pattern.exhale_s is missing. "
        "Add it, such as pattern = { inhale_s = 4, exhale_s = 6 }.",
    ),
    (
        with_change("hold_in_s = 3", "hold_in_s = 6"),
        "line 21: stage[2].pattern.hold_in_s is 6, and muscles work in that hold. Give it 3 to 5 seconds.",
    ),
    (
        with_change("hold_in_s = 3, ", ""),
        "line 21: stage[2].pattern.hold_in_s is 0, and muscles work in that hold. Give it 3 to 5 seconds.",
    ),
    (
        with_change("hold_in_s = 3", "hold_in_s = 99"),
        "line 21: stage[2].pattern.hold_in_s is 99. Give it a number from 0 to 15.",
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
        'line 12: stage[1].other_patterns[2] is "vacuum" a second time. Name it once.',
    ),
    (
        with_change('effort = "hold_in"', 'effort = "inhale"'),
        'line 24: stage[2].effort is "inhale". Use one of: "hold_in", "hold_out".',
    ),
    (
        with_change("minutes = 5", "minutes = 5\ncycles = 3"),
        "line 7: stage[1] has both cycles and minutes. Keep one of the two and remove the other.",
    ),
    (
        with_change("cycles = 10", "cycles = 2.5"),
        "line 22: stage[2].cycles is 2.5. Give it a whole number from 1 to 200.",
    ),
    (
        with_change("minutes = 5", "minutes = 61"),
        "line 11: stage[1].minutes is 61. Give it a number from 0.167 to 60.",
    ),
    (
        with_change("minutes = 5", "minutes = 2"),
        "line 11: stage[1].minutes is 2, outside minutes_range. Give it a number from 3 to 10, or widen the range.",
    ),
    (
        with_change("[3, 10]", "[10, 3]"),
        "line 12: stage[1].minutes_range is not the shortest and the longest time in minutes. "
        "Write two numbers from 0.167 to 60, the smaller one first, such as [3, 10].",
    ),
    (
        with_change("cycles = 10", "cycles = 10\nminutes_range = [3, 10]"),
        "line 23: stage[2].minutes_range stands without minutes. "
        "Add minutes = 5 or the like to the stage, or remove the range.",
    ),
    (
        with_change("minutes = 5", 'minutes = 5\npicture = "on_head"'),
        'line 12: stage[1].picture is "on_head". Use one of: "on_back", "hand_on_belly", "on_block", "knee_to_chest", '
        '"leg_lift", "face_down_on_ball", "rolling_on_ball", "pivoting_on_ball", "rest_on_side", "sitting".',
    ),
    (
        with_change("minutes = 5", "minutes = 5\neasy_between = 11"),
        "line 12: stage[1].easy_between is 11. Give it a whole number from 0 to 10.",
    ),
    (
        with_change("minutes = 5", "minutes = 5\nsettle_s = -1"),
        "line 12: stage[1].settle_s is -1. Give it a number from 0 to 60.",
    ),
    (
        with_change('id = "two"', 'id = "one"'),
        'line 19: stage[2].id is "one", as is that of stage[1]. Give each stage an id of its own.',
    ),
    (with_change('id = "two"', ""), 'line 18: stage[2].id is missing. Add it, such as id = "breathe".'),
    (with_change("at_s = 0", ""), "line 14: stage[1].say[1].at_s is missing. Add it, such as at_s = 20."),
    (
        with_change("at_s = 0", "at_s = 600"),
        "line 15: stage[1].say[1].at_s is 600, but the breathing is over after 600 seconds. Give it an earlier second.",
    ),
    (
        with_change('text = "Breathe in."', 'text = "Breathe in."\n[[stage.say]]\nat_s = 0\ntext = "Hold."'),
        "line 18: stage[1].say[2].at_s is 0, when something else is said already. Give it a second of its own.",
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
        "line 31: stage[2].say[1].text stands beside left or right. Keep either text alone, or left and right.",
    ),
    (
        with_change("Tighten", "Tighten all of it as hard as it goes"),
        "line 34: stage[2].words.hold_in is 36 characters long. Shorten it to 30 at most.",
    ),
    ('title = "Knees', "line 1: this is not TOML ("),
    ("title = \n", "line 1: this is not TOML ("),
    (b'title = "ok"\nsummary = "\xff"', "line 2: there is a letter that is not UTF-8. Save the file as UTF-8 text."),
]  # fmt: skip


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case[1][:60])
def test_a_fault_is_told_with_its_line_its_key_and_the_remedy(tmp_path: Path, case: tuple[str | bytes, ...]) -> None:
    text, *expected = case
    told = faults_of(tmp_path, text)
    assert len(told) == len(expected)
    for sentence in expected:
        assert isinstance(sentence, str)
        if sentence.endswith("("):  # the rest is tomllib's
            assert told[0].startswith(f"knees.toml, {sentence}")
        else:
            assert f"knees.toml, {sentence}" in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * (MOST_BYTES + 1), "knees.toml is bigger than 256 KiB. Shorten it."),
        ("a = " + "[" * 5000, "knees.toml has brackets nested too deep. Remove most of them."),
        ("a" + ".a" * 100_000 + " = 1", "knees.toml, line 1: there are more than 400 dots. Shorten the line."),
        ("a = " + "9" * 5000, "knees.toml, line 1: this is not TOML (Exceeds the limit"),
    ],
)
def test_a_monstrous_file_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    assert faults_of(tmp_path, text)[0].startswith(sentence)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"^There is no file .*none\.toml\. Check its name and its folder\.$"):
        load_routine(tmp_path / "none.toml")
    with pytest.raises(Problem, match=r" is a folder\. Name a routine file in it, one that ends in \.toml\.$"):
        load_routine(tmp_path)
    with pytest.raises(Problem, match=r"cannot be read"):
        load_routine(tmp_path / "\0.toml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(Problem, match="is not an ordinary file"):
        load_routine(tmp_path / "pipe.toml")


def test_a_file_name_that_is_no_id_asks_for_one(tmp_path: Path) -> None:
    told = faults_of(tmp_path, GOOD, "My Knees (2).toml")
    assert told == ['My Knees (2).toml, line 1: id is missing. Add it, such as id = "my-knees-2".']
    assert load_text(tmp_path, 'id = "knees-2"\n' + GOOD, "My Knees (2).toml").id == "knees-2"


def test_all_faults_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = GOOD.replace('"Knees"', "1").replace("minutes = 5", "minutes = true").replace("at_s = 8", 'at_s = "8"')
    told = faults_of(tmp_path, text + "hold_in_s = 1")
    assert [re.findall(r"line (\d+): (\S+)", sentence)[0] for sentence in told] == [
        ("1", "title"), ("11", "stage[1].minutes"), ("29", "stage[2].say[1].at_s"), ("35", "stage[2].words.hold_in_s"),
    ]  # fmt: skip


def test_very_many_faults_are_cut_short(tmp_path: Path) -> None:
    told = faults_of(tmp_path, "".join(f"wrong{number} = 1\n" for number in range(2000)) + GOOD)
    assert len(told) == MOST_FAULTS + 1
    assert told[-1] == f"knees.toml has {2000 - MOST_FAULTS} more faults. Correct these first."


def test_one_fault_is_a_problem_and_several_are_problems(tmp_path: Path) -> None:
    with pytest.raises(Problem) as one:
        load_text(tmp_path, with_change('"Knees"', "1"))
    assert not isinstance(one.value, Problems)
    with pytest.raises(Problems) as two:
        load_text(tmp_path, GOOD.replace('"Knees"', "1").replace("minutes = 5", "minutes = 0"))
    assert len(two.value.faults) == 2
    assert all("{file}" in fault.what and fault.next_step for fault in two.value.faults)


def test_own_routines_follow_by_title_and_a_broken_one_harms_no_other(tmp_path: Path) -> None:
    for name, title in (("b", "zebra"), ("c", "Apple"), ("broken", "")):
        (tmp_path / f"{name}.toml").write_text(with_change('"Knees"', f'"{title}"'), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a routine", encoding="utf-8")
    (tmp_path / ".hidden.toml").write_text("not a routine", encoding="utf-8")
    loaded = load_routines(BUNDLED, tmp_path)
    assert [(routine.id, routine.is_own) for routine in loaded.routines[6:]] == [("c", True), ("b", True)]
    ((path, problem),) = loaded.faults
    assert path.name == "broken.toml"
    assert "broken.toml, line 1: title is empty." in str(problem)


def test_an_id_that_is_taken_names_both_files(tmp_path: Path) -> None:
    (tmp_path / "daily-breath.toml").write_text(GOOD, encoding="utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text('id = "mine"\n' + GOOD, encoding="utf-8")
    loaded = load_routines(BUNDLED, tmp_path)
    assert [routine.id for routine in loaded.routines[6:]] == ["mine"]
    told = {path.name: str(problem) for path, problem in loaded.faults}
    assert told == {
        "b.toml": f'{tmp_path / "b.toml"} has the id "mine", which {tmp_path / "a.toml"} has too. '
        'Write a line at its top that gives it another one, such as id = "my-mine".',
        "daily-breath.toml": f'{tmp_path / "daily-breath.toml"} has the id "daily-breath", '
        f"which {BUNDLED / 'daily-breath.toml'} has too. "
        'Write a line at its top that gives it another one, such as id = "my-daily-breath".',
    }


def test_a_folder_that_cannot_be_listed_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    loaded = load_routines(NO_FOLDER, tmp_path / "file")
    assert loaded.routines == ()
    assert [path for path, _ in loaded.faults] == [NO_FOLDER, tmp_path / "file"]
    assert all(str(problem).startswith("The folder ") for _, problem in loaded.faults)


@pytest.mark.parametrize("routine_id", IDS)
def test_lines_are_found_for_every_key(routine_id: str) -> None:
    source = (BUNDLED / f"{routine_id}.toml").read_text(encoding="utf-8")
    rows, lines = source.split("\n"), find_lines(source)

    def walk(value: object, path: tuple[str | int, ...]) -> None:
        for number, item in enumerate(value, 1) if isinstance(value, list) else ():
            walk(item, (*path, number))
        for key, item in value.items() if isinstance(value, dict) else ():
            walk(item, (*path, key))
        if path and not isinstance(value, list) and not isinstance(value, dict):
            row = rows[lines[path] - 1]
            assert str(path[-1] if isinstance(path[-1], str) else value) in row, show_path(path)

    walk(tomllib.loads(source), ())


def test_lines_are_found_behind_awkward_toml() -> None:
    source = 'a = """\n[b]\n"""  # [c]\n\'x.y\' . "z" = [\n  [1, 2],\n  { d = "]" },\n]\n[["q"]]\n[["q"]]\n[q.r]\ns=1'
    tomllib.loads(source)
    assert find_lines(source) == {
        ("a",): 1, ("x.y",): 4, ("x.y", "z"): 4, ("x.y", "z", 1): 5, ("x.y", "z", 2): 6,
        ("q", 1): 8, ("q", 2): 9, ("q", 2, "r"): 10, ("q", 2, "r", "s"): 11,
    }  # fmt: skip


VALUES = st.sampled_from(
    ["1", "-1", "0x" + "f" * 6000, "1e400", "nan", "true", '""', '"slow"', '"hold_in"', "[]", "[[]]", "{}", "{ a = 1 }",
     "1979-05-27", "07:32:00", "[3, 10]", "[1, true]", "{ inhale_s = 4, exhale_s = false }", '"\\u202e"', "'''\n'''"]
)  # fmt: skip
KEYS = st.sampled_from(
    [*re.findall(r"^([\w.]+) =", GOOD, re.MULTILINE), "other_patterns", "stage", "say", "words", "order"]
)
TOMLISH = st.lists(
    st.one_of(
        st.sampled_from(["[[stage]]", "[stage]", "[[stage.say]]", "[stage.words]", "[words]", "[[", "=", '"""', "# x"]),
        st.builds("{} = {}".format, KEYS, VALUES),
        st.text(max_size=20),
    ),
    max_size=12,
).map("\n".join)


def load_or_problem(folder: Path, content: bytes) -> None:
    """Load a file, for which nothing but a Problem may stand in the way."""
    try:
        routine = load_text(folder, content)
    except Problem as problem:
        sentence = str(problem)
        assert all("knees.toml" in row and row.isprintable() for row in sentence.split("\n"))
    else:
        assert compile_timeline(routine).practice_s > 0


FUZZED = settings(max_examples=10 * settings().max_examples)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@FUZZED
@given(text=TOMLISH)
@example(text='"\\n" = 1\n"' + "k" * 90 + '" = 2')
def test_no_text_gives_anything_but_a_problem(folder: Path, text: str) -> None:
    load_or_problem(folder, text.encode("utf-8", "surrogatepass"))


@FUZZED
@given(data=st.data())
def test_no_change_of_a_good_file_gives_anything_but_a_problem(folder: Path, data: st.DataObject) -> None:
    rows = GOOD.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(rows) - 1))
        row = rows[at]
        rows[at : at + 1] = data.draw(
            st.sampled_from(
                [[], [row, row], [row[: len(row) // 2]], [row.replace('"', "")], [row.replace("=", "")], [row + "\0"]]
            )
            | VALUES.map(lambda value, row=row: [re.sub(r"= .*", lambda _: f"= {value}", row)])  # type: ignore[misc]
            | st.builds("{} = {}".format, KEYS, VALUES).map(lambda new, row=row: [row, new])  # type: ignore[misc]
        )
    load_or_problem(folder, "\n".join(rows).encode())
