"""The laws of cues: each is heard exactly once, no matter how the session is cut into ticks."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.cue import ANNOUNCE_NEXT_S, Cue, CueKind
from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Instruction, Phase, Routine, Side, Stage, Words
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from tests.core.strategies import instants, named_patterns, timelines

SLOW = BreathPattern(4, 0, 6, 0)
BEFORE = -1.0  # a cue at 0 is crossed from before 0


def stage(**changes: Any) -> Stage:
    length = {} if "duration_s" in changes else {"cycles": 3}
    return Stage(**{"id": "s", "title": "S", "pattern": SLOW} | length | changes)


def lay(*stages: Stage, settle_s: float = 0.0, first_side: Side = Side.LEFT) -> Timeline:
    return compile_timeline(Routine(id="r", title="R", stages=stages), settle_s=settle_s, first_side=first_side)


def of_kind(timeline: Timeline, *kinds: CueKind) -> list[Cue]:
    return [cue for cue in timeline.cues if cue.kind in kinds]


# --- crossing ---


@given(timelines(), st.data())
def test_any_cut_of_the_session_into_ticks_hears_each_cue_exactly_once(timeline: Timeline, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(instants(timeline), max_size=20))
    ticks = [BEFORE, *sorted(max(at_s, BEFORE) for at_s in cuts), timeline.duration_s + 1.0]
    heard = [cue for a_s, b_s in pairwise(ticks) for cue in timeline.cues_between(a_s, b_s)]
    assert heard == list(timeline.cues)


@given(timelines(), st.data())
def test_a_window_holds_its_end_and_not_its_start(timeline: Timeline, data: st.DataObject) -> None:
    at_s = data.draw(st.sampled_from(timeline.cues)).at_s
    here = [cue for cue in timeline.cues if cue.at_s == at_s]
    just_before = math.nextafter(at_s, -math.inf)
    assert timeline.cues_between(just_before, at_s) == here
    assert all(cue.at_s > at_s for cue in timeline.cues_between(at_s, at_s + 100.0))
    assert timeline.cues_between(at_s, at_s) == []
    assert all(cue not in timeline.cues_between(just_before - 100.0, just_before) for cue in here)


@given(timelines(), st.data())
def test_a_window_is_what_a_walk_through_all_cues_finds(timeline: Timeline, data: st.DataObject) -> None:
    a_s, b_s = sorted((data.draw(instants(timeline)), data.draw(instants(timeline))))
    assert timeline.cues_between(a_s, b_s) == [cue for cue in timeline.cues if a_s < cue.at_s <= b_s]


def test_the_cues_of_the_very_start_are_heard_from_before_zero_only() -> None:
    timeline = lay(stage())
    assert [cue.kind for cue in timeline.cues_between(BEFORE, 0.0)] == [CueKind.STAGE, CueKind.PHASE]
    assert timeline.cues_between(0.0, 3.9) == []


# --- which there are ---


@given(timelines())
def test_cues_come_in_order_of_time_and_within_the_session(timeline: Timeline) -> None:
    times = [cue.at_s for cue in timeline.cues]
    assert times == sorted(times)
    assert times[0] == 0.0 and times[-1] == timeline.duration_s


@given(timelines())
def test_no_two_cues_are_the_same(timeline: Timeline) -> None:
    assert max(Counter((cue.at_s, cue.kind) for cue in timeline.cues).values()) == 1


@given(timelines())
def test_every_phase_is_marked_once_where_it_begins(timeline: Timeline) -> None:
    marked = [(cue.at_s, cue.phase, cue.stage_index, cue.cycle) for cue in of_kind(timeline, CueKind.PHASE)]
    assert marked == [(one.start_s, one.phase, one.stage_index, one.cycle) for one in timeline.segments]


@given(timelines())
def test_every_stage_is_marked_where_it_begins_and_the_end_once(timeline: Timeline) -> None:
    begun = [(cue.at_s, cue.stage_index) for cue in of_kind(timeline, CueKind.STAGE)]
    assert begun == [(span.start_s, index) for index, span in enumerate(timeline.stage_spans)]
    (end,) = of_kind(timeline, CueKind.END)
    assert end is timeline.cues[-1]
    assert (end.at_s, end.phase) == (timeline.duration_s, Phase.DONE)


@given(timelines())
def test_the_next_stage_is_announced_ten_seconds_ahead_and_never_before_this_one(timeline: Timeline) -> None:
    spans = timeline.stage_spans
    announced = [(cue.at_s, cue.stage_index) for cue in of_kind(timeline, CueKind.NEXT_STAGE)]
    assert announced == [
        (max(span.end_s - ANNOUNCE_NEXT_S, span.start_s), index) for index, span in enumerate(spans[:-1])
    ]


@given(timelines())
def test_the_last_breath_of_a_stage_of_several_is_marked(timeline: Timeline) -> None:
    marked = {cue.stage_index: cue.at_s for cue in of_kind(timeline, CueKind.LAST_BREATH)}
    assert len(marked) == len(of_kind(timeline, CueKind.LAST_BREATH))
    for index, span in enumerate(timeline.stage_spans):
        cycles = [
            one.start_s
            for one in timeline.segments
            if one.stage_index == index and one.phase is Phase.INHALE and not one.is_easy
        ]
        assert marked.get(index) == (cycles[-1] if span.cycles > 1 else None)


@given(timelines())
def test_halfway_is_marked_once_and_the_last_minute_only_where_there_are_three(timeline: Timeline) -> None:
    assert [cue.at_s for cue in of_kind(timeline, CueKind.HALFWAY)] == [timeline.duration_s / 2]
    minute = [cue.at_s for cue in of_kind(timeline, CueKind.ONE_MINUTE)]
    if timeline.duration_s > 180.001:
        assert minute == [pytest.approx(timeline.duration_s - 60.0)]
    if timeline.duration_s < 179.999:
        assert minute == []


@given(timelines())
def test_a_cue_is_in_the_place_that_the_session_is_in(timeline: Timeline) -> None:
    for cue in timeline.cues:
        moment = timeline.at(cue.at_s)
        assert cue.stage_index == moment.stage_index
        assert cue.phase is moment.phase


def test_the_announcement_of_the_next_stage_is_in_the_place_that_the_session_is_in() -> None:
    """Ten seconds before the end of three breaths of ten seconds the third inhale begins."""
    (cue,) = of_kind(lay(stage(), stage(), settle_s=15.0), CueKind.NEXT_STAGE)
    assert (cue.at_s, cue.phase, cue.cycle) == (35.0, Phase.INHALE, 3)


def test_the_stage_after_one_of_four_seconds_is_announced_as_that_one_begins() -> None:
    timeline = lay(stage(), stage(pattern=BreathPattern(2, 0, 2, 0), cycles=1), stage())
    assert [(cue.at_s, cue.stage_index) for cue in of_kind(timeline, CueKind.NEXT_STAGE)] == [(20.0, 0), (30.0, 1)]


def test_an_easy_breath_is_not_announced_as_the_last() -> None:
    """35 s are two breaths of the exercise, each with an easy one after it."""
    timeline = lay(stage(duration_s=35.0, easy_between=1))
    assert [cue.at_s for cue in of_kind(timeline, CueKind.LAST_BREATH)] == [20.0]


def test_of_cues_at_one_time_the_stage_comes_first_and_the_breath_before_the_words() -> None:
    talk = (Instruction(0.0, Words("one")), Instruction(20.0, Words("two")))
    timeline = lay(stage(instructions=talk), stage(instructions=talk))
    assert [cue.kind for cue in timeline.cues if cue.at_s == 20.0] == [
        CueKind.NEXT_STAGE, CueKind.LAST_BREATH, CueKind.PHASE, CueKind.INSTRUCTION,
    ]  # fmt: skip
    assert [cue.kind for cue in timeline.cues if cue.at_s == 30.0] == [
        CueKind.STAGE, CueKind.PHASE, CueKind.INSTRUCTION, CueKind.HALFWAY,
    ]  # fmt: skip


def test_three_minutes_of_breaths_that_rounding_makes_a_hair_shorter_have_their_last_minute_marked() -> None:
    timeline = lay(stage(pattern=BreathPattern(4.3, 0.1, 5.6, 0), cycles=18))
    assert timeline.duration_s == pytest.approx(180.0)
    assert len(of_kind(timeline, CueKind.ONE_MINUTE)) == 1


# --- words ---


@given(timelines())
def test_every_sentence_that_is_shown_is_heard_once_where_it_begins(timeline: Timeline) -> None:
    for cue in of_kind(timeline, CueKind.INSTRUCTION):
        assert cue.text and timeline.at(cue.at_s).instruction == cue.text
    changes = [
        after.at_s
        for before, after in pairwise(timeline.cues)
        if timeline.at(after.at_s).instruction not in ("", timeline.at(before.at_s).instruction)
    ]
    assert set(changes) <= {cue.at_s for cue in of_kind(timeline, CueKind.INSTRUCTION)}


def test_a_sentence_beyond_the_end_of_its_stage_is_never_heard() -> None:
    talk = tuple(Instruction(at_s, Words(str(at_s))) for at_s in (29.9, 30.0, 31.0, 500.0))
    heard = of_kind(lay(stage(instructions=talk), stage()), CueKind.INSTRUCTION)
    assert [(cue.at_s, cue.text) for cue in heard] == [(29.9, "29.9")]


def test_of_two_sentences_at_one_time_one_is_heard() -> None:
    talk = (Instruction(5.0, Words("one")), Instruction(5.0, Words("two")))
    timeline = lay(stage(instructions=talk))
    assert [cue.text for cue in of_kind(timeline, CueKind.INSTRUCTION)] == [timeline.at(5.0).instruction]


# --- a change of pace ---


@given(timelines(), named_patterns(), named_patterns(), st.data())
def test_a_session_of_two_changes_of_pace_hears_every_cue_once(
    timeline: Timeline, mine: dict[str, BreathPattern], then: dict[str, BreathPattern], data: st.DataObject
) -> None:
    """As a player hears it: up to the first change, up to the second, to the end."""
    first_s, second_s = sorted(max(data.draw(instants(timeline)), 0.0) for _change in range(2))
    once = timeline.with_pace(first_s, mine)
    twice = once.with_pace(second_s, then)
    heard = timeline.cues_between(BEFORE, first_s)
    heard += once.cues_between(first_s, second_s) + twice.cues_between(second_s, math.inf)
    kinds = Counter(cue.kind for cue in heard)
    assert [cue.at_s for cue in heard] == sorted(cue.at_s for cue in heard)
    assert [(cue.at_s, cue.phase) for cue in heard if cue.kind is CueKind.PHASE] == [
        (one.start_s, one.phase) for one in twice.segments
    ]
    assert kinds[CueKind.STAGE] == len(twice.stages)
    assert kinds[CueKind.NEXT_STAGE] == len(twice.stages) - 1
    assert (kinds[CueKind.HALFWAY], kinds[CueKind.END]) == (1, 1)
    assert kinds[CueKind.ONE_MINUTE] <= 1
    assert heard[-1].kind is CueKind.END


@given(timelines(), named_patterns(), st.data())
def test_a_change_of_pace_leaves_the_cues_before_it_as_they_were(
    timeline: Timeline, mine: dict[str, BreathPattern], data: st.DataObject
) -> None:
    change_s = data.draw(instants(timeline))
    paced = timeline.with_pace(change_s, mine)
    assert paced.cues_between(BEFORE, change_s) == timeline.cues_between(BEFORE, change_s)


@given(timelines(), named_patterns(), st.data())
def test_after_a_change_of_pace_a_cue_is_still_in_the_place_that_the_session_is_in(
    timeline: Timeline, mine: dict[str, BreathPattern], data: st.DataObject
) -> None:
    change_s = data.draw(instants(timeline))
    paced = timeline.with_pace(change_s, mine)
    for cue in paced.cues_between(change_s, math.inf):
        moment = paced.at(cue.at_s)
        assert (cue.stage_index, cue.phase) == (moment.stage_index, moment.phase)


def test_a_mark_that_a_change_has_jumped_over_is_in_the_place_that_the_session_is_in() -> None:
    """At 47 s of 100 s the rest becomes breaths of 4 s: halfway was at 35 s, and comes at 50 s, as an inhale begins."""
    timeline = lay(stage(pattern_name="slow", cycles=10)).with_pace(47.0, {"slow": BreathPattern(2, 0, 2, 0)})
    (cue,) = of_kind(timeline, CueKind.HALFWAY)
    moment = timeline.at(cue.at_s)
    assert (cue.at_s, cue.phase, cue.cycle) == (50.0, moment.phase, moment.cycle)


def test_one_minute_is_not_announced_when_less_is_left() -> None:
    """Twenty breaths of 15 s; with 75 s left they become breaths of 4 s, which makes it 31 s."""
    usual, then = BreathPattern(6, 0, 9, 0), BreathPattern(2, 0, 2, 0)
    paced = lay(stage(pattern=usual, pattern_name="slow", cycles=20)).with_pace(225.0, {"slow": then})
    for cue in of_kind(paced, CueKind.ONE_MINUTE):
        assert paced.duration_s - cue.at_s == 60.0


def once_only(timeline: Timeline, change_s: float, slow: BreathPattern) -> Counter[CueKind]:
    """Return the cues of a session whose pace changes at ``change_s``, as a player hears them."""
    paced = timeline.with_pace(change_s, {"slow": slow})
    heard = timeline.cues_between(BEFORE, change_s) + paced.cues_between(change_s, math.inf)
    return Counter(cue.kind for cue in heard)


def test_the_safety_words_are_shown_before_the_first_breath() -> None:
    words = [Instruction(at_s, Words(text), is_safety=True) for at_s, text in ((0.0, "Stop."), (20.0, "Rest."))]
    timeline = lay(stage(settle=Words("Lie down."), instructions=tuple(words)), settle_s=30.0)
    shown = {at_s: timeline.at(at_s).instruction for at_s in (0.0, 19.9, 20.0, 25.0, 30.0)}
    assert list(shown.values()) == ["Lie down.", "Lie down.", "Stop.", "Rest.", "Stop."]
    hurried = lay(stage(settle=Words("Lie down."), instructions=tuple(words)), settle_s=3.0)
    assert [hurried.at(at_s).instruction for at_s in (0.5, 1.5, 2.5)] == ["Lie down.", "Stop.", "Rest."]


@pytest.mark.parametrize("change_s", [0.0, 3.0, 45.0, 55.0, 175.0, 185.0, 195.0, 225.0, 235.0])
@pytest.mark.parametrize("slow", [BreathPattern(2, 0, 2, 0), BreathPattern(8, 0, 12, 0)], ids=["faster", "slower"])
def test_a_change_of_pace_neither_repeats_nor_loses_the_phases_and_the_end(
    change_s: float, slow: BreathPattern
) -> None:
    timeline = lay(stage(pattern_name="slow", cycles=12), stage(pattern_name="slow", cycles=12))
    heard = once_only(timeline, change_s, slow)
    assert (heard[CueKind.STAGE], heard[CueKind.LAST_BREATH], heard[CueKind.END]) == (2, 2, 1)
    assert heard[CueKind.PHASE] == 48


@pytest.mark.parametrize(
    ("change_s", "slow"),
    [(55.0, BreathPattern(8, 0, 12, 0)), (45.0, BreathPattern(2, 0, 2, 0))],
    ids=["slower, after halfway", "faster, before halfway"],
)
def test_a_change_of_pace_neither_repeats_nor_loses_halfway(change_s: float, slow: BreathPattern) -> None:
    """Halfway moves with the length of the session: after the change it must neither come twice nor be skipped."""
    timeline = lay(stage(pattern_name="slow", cycles=10))
    assert once_only(timeline, change_s, slow)[CueKind.HALFWAY] == 1


@pytest.mark.parametrize(
    ("usual", "change_s", "then"),
    [(BreathPattern(2, 0, 2, 0), 39.0, SLOW), (SLOW, 99.5, BreathPattern(2, 0, 2, 0))],
    ids=["slower, after the announcement", "faster, before it"],
)
def test_a_change_of_pace_neither_repeats_nor_loses_the_announcement_of_the_next_stage(
    usual: BreathPattern, change_s: float, then: BreathPattern
) -> None:
    """The end of twelve breaths is announced at 38 s for 4 s each, at 110 s for 10 s each; the change moves that."""
    timeline = lay(stage(pattern=usual, pattern_name="slow", cycles=12), stage(pattern_name="other"))
    assert once_only(timeline, change_s, then)[CueKind.NEXT_STAGE] == 1
