"""The words of the voice: a finite list of complete sentences, which can also say where the session is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Instruction, Phase, Routine, Side, Stage, Words
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.speech.spoken import (
    ASK_END,
    LAST_STAGE,
    LONGER,
    MOST_WORDS,
    NO_HOLD,
    SETTLE_IN,
    SHORTER,
    VOCABULARY,
    WHENEVER,
    all_texts,
    before_stage,
    count_words,
    forms_of_instruction,
    say_hold,
    say_place,
    spoken_word,
    texts_of,
    within_stage,
)
from psoas_timer.store.routines.routine_file import load_routines
from tests.core.strategies import timelines_at

BUNDLED = Path(__file__).parents[3] / "assets" / "routines"
ROUTINES = load_routines(BUNDLED, Path("no-such-folder")).routines

LIFT = Stage(
    id="lift", title="Lift", pattern=BreathPattern(4, 0, 6, 0), cycles=10, both_sides=True, settle_s=15.0,
    phase_words={Phase.INHALE: "Down", Phase.EXHALE: "Breathe all the way out"},
    instructions=(
        Instruction(0.0, Words("Lift your leg as you breathe out."), Words("", "Left leg up.", "Right leg up.")),
        Instruction(9.0, Words("Slowly.")),
        Instruction(30.0, Words("Sharp pain or numbness: stop."), Words("Sharp pain: stop."), is_safety=True),
        Instruction(60.0, Words("This is shown, and too long to be heard.")),
    ),
)  # fmt: skip


def lay(*stages: Stage) -> Timeline:
    return compile_timeline(Routine(id="r", title="R", stages=stages), settle_s=15.0)


def test_every_text_is_one_clean_sentence() -> None:
    texts = all_texts(ROUTINES)
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert re.fullmatch(r"[A-Za-z][A-Za-z ,.:;'?]*[a-z.?]", text), text
        assert "  " not in text
    assert len(set(VOCABULARY)) == len(VOCABULARY)
    assert set(VOCABULARY) <= set(texts)


def test_all_texts_hold_what_a_routine_says_but_not_the_cautions_that_are_only_read() -> None:
    routine = Routine(
        id="r", title="R", stages=(replace(LIFT, settle=Words("", "Left leg long.", "Right leg long.")),),
        cautions=("Not after a meal.",), closing=("Rest.", "Get up slowly."), steps=("Lie down.",),
    )  # fmt: skip
    own = [text for text in all_texts([routine, routine]) if text not in VOCABULARY]
    assert own == [
        "Left leg long.", "Down.", "Left leg up.", "Slowly.", "Sharp pain or numbness: stop.", "Sharp pain: stop.",
        "Right leg long.", "Right leg up.", "Get up slowly.",
    ]  # fmt: skip
    assert own == [text for text in dict.fromkeys(texts_of(routine)) if text not in VOCABULARY]


def test_an_instruction_is_said_short_within_a_stage_and_whole_before_it() -> None:
    said = [(before_stage(one, Side.RIGHT), within_stage(one, Side.RIGHT)) for one in LIFT.instructions]
    assert said == [
        ("", "Right leg up."), ("", "Slowly."), ("Sharp pain or numbness: stop.", "Sharp pain: stop."), ("", ""),
    ]  # fmt: skip
    opening = Instruction(0.0, Words("Lift your leg as you breathe out."))
    assert before_stage(opening, None) == "Lift your leg as you breathe out."


def test_a_stages_own_word_is_said_where_it_is_short() -> None:
    assert [spoken_word(LIFT, phase) for phase in (Phase.INHALE, Phase.EXHALE, Phase.HOLD_IN)] == ["Down.", "", ""]
    assert spoken_word(replace(LIFT, phase_words={Phase.INHALE: "Ready?"}), Phase.INHALE) == "Ready?"


@pytest.mark.parametrize(
    ("elapsed_s", "texts"),
    [
        (0.0, ("Finding your position.", "Left side.", "Four minutes left.")),
        (66.0, ("Breath six", "of ten.", "Left side.", "Three minutes left.")),
        (205.0, ("Breath eight", "of ten.", "Right side.", "Less than a minute left.")),
        (190.0, ("Breath seven", "of ten.", "Right side.", "One minute left.")),
        (230.0, ("That is the end. Take your time.",)),
    ],
)
def test_where_one_is(elapsed_s: float, texts: tuple[str, ...]) -> None:
    assert say_place(lay(LIFT).at(elapsed_s)) == texts


def test_a_long_stage_is_told_by_its_time_alone() -> None:
    timeline = lay(Stage(id="a", title="A", pattern=BreathPattern(4), duration_s=3600.0))
    assert say_place(timeline.at(100.0)) == ("More than twenty minutes left.",)
    assert say_place(timeline.at(timeline.duration_s - 20 * 60 - 29)) == ("Twenty minutes left.",)
    assert say_place(timeline.at(timeline.duration_s - 20 * 60 - 31)) == ("More than twenty minutes left.",)


@settings(max_examples=60, deadline=None)
@given(at=timelines_at())
def test_where_one_is_can_always_be_said(at: tuple[Timeline, float]) -> None:
    timeline, elapsed_s = at
    texts = say_place(timeline.at(elapsed_s))
    assert 1 <= len(texts) <= 4
    assert set(texts) <= set(VOCABULARY)


@given(word=st.text(alphabet=" abc.", max_size=30))
def test_a_spoken_word_is_short_or_nothing(word: str) -> None:
    said = spoken_word(replace(LIFT, phase_words={Phase.INHALE: word}), Phase.INHALE)
    assert count_words(said) <= MOST_WORDS
    assert not said or said[-1] in ".!?"


def test_only_a_check_the_way_and_answers_are_longer_than_four_words_in_the_vocabulary() -> None:
    is_long: Callable[[str], bool] = lambda text: count_words(text) > MOST_WORDS  # noqa: E731
    assert SETTLE_IN in filter(is_long, VOCABULARY)
    assert set(filter(is_long, VOCABULARY)) == {
        "If you can hear this, lie down.", "If you can hear this, settle in.", "Take your time. Find your position.",
        "That is the end. Take your time.", "Less than a minute left.", "More than twenty minutes left.",
        NO_HOLD, LAST_STAGE, ASK_END, WHENEVER,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("hold_s", "steps", "text"),
    [(2.0, -1, "Hold two."), (5.0, 1, "Hold five."), (10.0, 1, "Hold ten."), (4.5, 1, LONGER), (4.5, -1, SHORTER),
     (11.0, 1, LONGER), (1.0, -1, SHORTER), (None, 1, NO_HOLD)],
)  # fmt: skip
def test_what_a_key_made_of_the_hold_is_said(hold_s: float | None, steps: int, text: str) -> None:
    assert say_hold(hold_s, steps) == text
    assert text in VOCABULARY


def test_an_instruction_can_be_said_in_full_or_in_short() -> None:
    said = Instruction(5.0, Words("Let the front of your hips go.", "left", "right"), Words("Let go now.", "l", "r"))
    stage = replace(LIFT, instructions=(said,), side=None, both_sides=False, settle=Words("Lie down. Feet flat."))
    timeline = compile_timeline(Routine(id="r", title="R", stages=(stage,)), settle_s=10.0)
    assert forms_of_instruction(timeline.at(5.0)) == (("Lie down.", "Feet flat."),)
    assert forms_of_instruction(timeline.at(16.0)) == (("Let the front of your hips go.",), ("Let go now.",))
    bare = compile_timeline(Routine(id="r", title="R", stages=(replace(stage, instructions=(), settle=Words()),)))
    assert forms_of_instruction(bare.at(16.0)) == ()
