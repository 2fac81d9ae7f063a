"""The laws of a session: it has no gaps, the breath never jumps, and a change of pace keeps the past."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern
from psoas_timer.core.breath.routine import BREATH_PHASES, Instruction, Phase, Routine, Side, Stage, Words
from psoas_timer.core.breath.segment import Segment
from psoas_timer.core.breath.timeline import DEFAULT_SETTLE_S, Moment, Timeline, compile_timeline, fullness_in
from psoas_timer.core.problem import BadValue
from tests.core.strategies import figures, instants, named_patterns, routines, timelines, timelines_at

SLOW = BreathPattern(4, 0, 6, 0)
CONTRACT = NAMED_PATTERNS["contract-release"].pattern  # 4, 4, 6, 2


def stage(**changes: Any) -> Stage:
    length = {} if "duration_s" in changes else {"cycles": 3}
    return Stage(**{"id": "s", "title": "S", "pattern": SLOW} | length | changes)


def lay(*stages: Stage, settle_s: float = 0.0, first_side: Side = Side.LEFT) -> Timeline:
    return compile_timeline(Routine(id="r", title="R", stages=stages), settle_s=settle_s, first_side=first_side)


def inhales(timeline: Timeline, *, easy: bool = False) -> Counter[int]:
    """Return the number of breaths by stage index, either those of the cycles or the easy ones."""
    return Counter(one.stage_index for one in timeline.segments if one.phase is Phase.INHALE and one.is_easy is easy)


# --- segments ---


@given(timelines())
def test_segments_tile_the_session_without_gap_or_overlap(timeline: Timeline) -> None:
    assert timeline.segments[0].start_s == 0.0
    assert timeline.segments[-1].end_s == timeline.duration_s
    assert all(before.end_s == after.start_s for before, after in pairwise(timeline.segments))
    assert all(one.start_s < one.end_s for one in timeline.segments)


@given(timelines())
def test_stages_and_cycles_come_in_order(timeline: Timeline) -> None:
    places = [(one.stage_index, one.cycle) for one in timeline.segments]
    assert places == sorted(places)
    assert {index for index, _cycle in places} == set(range(len(timeline.stages)))


@given(timelines())
def test_every_stage_ends_on_a_completed_exhale(timeline: Timeline) -> None:
    for span in timeline.stage_spans:
        last = timeline.segment_at(math.nextafter(span.end_s, -math.inf))
        assert last.end_s == span.end_s
        assert last.phase in (Phase.EXHALE, Phase.HOLD_OUT)


@given(routines(), st.sampled_from(Side))
def test_both_sides_become_two_stages_the_first_side_first(routine: Routine, first_side: Side) -> None:
    timeline = compile_timeline(routine, first_side=first_side)
    expected: list[Side | None] = []
    for one in routine.stages:
        expected += [first_side, first_side.other] if one.both_sides else [one.side]
    assert [one.side for one in timeline.stages] == expected


@given(st.integers(1, 40), st.integers(0, 3), st.sampled_from(Side))
def test_contract_cycles_count_for_each_side_and_easy_breaths_do_not(cycles: int, easy: int, first: Side) -> None:
    both = stage(pattern=CONTRACT, cycles=cycles, both_sides=True, easy_between=easy, effort=Phase.HOLD_IN)
    timeline = lay(both, first_side=first)
    assert inhales(timeline) == {0: cycles, 1: cycles}
    assert inhales(timeline, easy=True) == Counter({0: easy * (cycles - 1), 1: easy * (cycles - 1)})
    efforts = [one for one in timeline.segments if timeline.at(one.start_s).is_effort]
    assert {one.phase for one in efforts} == {Phase.HOLD_IN}
    assert Counter(one.stage_index for one in efforts) == {0: cycles, 1: cycles}


def test_ten_breaths_are_ten() -> None:
    timeline = lay(stage(cycles=10))
    assert (timeline.duration_s, inhales(timeline)) == (100.0, {0: 10})


def test_five_minutes_of_six_breaths_a_minute_are_thirty() -> None:
    assert inhales(lay(stage(duration_s=300.0))) == {0: 30}


def test_the_settle_handed_in_replaces_that_of_the_first_stage_only() -> None:
    timeline = lay(stage(settle_s=20.0, both_sides=True), stage(settle_s=7.0), settle_s=5.0)
    settles = [one.end_s - one.start_s for one in timeline.segments if one.phase is Phase.SETTLE]
    assert settles == [5.0, 20.0, 7.0]


@pytest.mark.parametrize(("own_s", "given_s"), [(40.0, 40.0), (0.0, DEFAULT_SETTLE_S)])
def test_without_one_the_first_stage_has_its_own_settle_or_the_usual_one(own_s: float, given_s: float) -> None:
    timeline = compile_timeline(Routine(id="r", title="R", stages=(stage(settle_s=own_s),)))
    assert timeline.stage_spans[0].practice_s == given_s


@given(timelines())
def test_the_practice_is_the_session_without_its_settles(timeline: Timeline) -> None:
    breathing = math.fsum(one.end_s - one.start_s for one in timeline.segments if one.phase in BREATH_PHASES)
    assert timeline.practice_s == pytest.approx(breathing, abs=1e-7)


@pytest.mark.parametrize("settle_s", [-0.1, 60.1, math.nan])
def test_a_settle_out_of_bounds_is_refused(settle_s: float) -> None:
    with pytest.raises(BadValue, match="settle_s"):
        lay(stage(), settle_s=settle_s)


# --- moments ---


@given(timelines_at())
def test_a_moment_says_what_the_segments_say(drawn: tuple[Timeline, float]) -> None:
    """The oracle walks through all segments."""
    timeline, elapsed_s = drawn
    moment = timeline.at(elapsed_s)
    if elapsed_s >= timeline.duration_s:
        assert moment.phase is Phase.DONE
        assert (moment.fullness, moment.elapsed_s, moment.instruction) == (0.0, timeline.duration_s, "")
        return
    inside_s = max(elapsed_s, 0.0)
    (segment,) = (one for one in timeline.segments if one.start_s <= inside_s < one.end_s)
    assert moment.elapsed_s == inside_s
    assert (moment.phase, moment.cycle, moment.is_easy) == (segment.phase, segment.cycle, segment.is_easy)
    assert moment.stage is timeline.stages[segment.stage_index]
    assert (moment.stage_index, moment.side) == (segment.stage_index, moment.stage.side)
    assert 0 <= moment.cycle <= moment.cycles
    assert (moment.cycle == 0) is (moment.phase is Phase.SETTLE)
    assert moment.is_effort is (moment.phase is moment.stage.effort and not moment.is_easy)


@given(timelines_at())
def test_what_is_left_adds_up_and_is_never_negative(drawn: tuple[Timeline, float]) -> None:
    timeline, elapsed_s = drawn
    moment = timeline.at(elapsed_s)
    assert 0.0 <= moment.phase_left_s <= moment.stage_left_s <= moment.session_left_s
    assert moment.phase_left_s <= moment.phase_s
    assert moment.elapsed_s + moment.session_left_s == pytest.approx(timeline.duration_s)
    assert moment.elapsed_s + moment.stage_left_s == pytest.approx(timeline.stage_spans[moment.stage_index].end_s)
    later_s = timeline.duration_s - timeline.stage_spans[moment.stage_index].end_s
    assert moment.stage_left_s + later_s == pytest.approx(moment.session_left_s)


@given(timelines_at(), st.floats(0.0, 5.0))
def test_what_is_left_shrinks_as_time_passes(drawn: tuple[Timeline, float], step_s: float) -> None:
    timeline, elapsed_s = drawn
    before, after = timeline.at(elapsed_s), timeline.at(elapsed_s + step_s)
    assert after.session_left_s <= before.session_left_s
    assert (after.stage_index, after.cycle) >= (before.stage_index, before.cycle)


@given(timelines_at())
def test_a_breath_holds_its_instant_and_begins_with_an_inhale_or_a_settle(drawn: tuple[Timeline, float]) -> None:
    timeline, elapsed_s = drawn
    start_s, end_s = timeline.breath_start_s(elapsed_s), timeline.breath_end_s(elapsed_s)
    if 0.0 <= elapsed_s < timeline.duration_s:
        assert start_s <= elapsed_s < end_s
    whole = [one for one in timeline.segments if start_s <= one.start_s < end_s]
    assert (whole[0].start_s, whole[-1].end_s) == (start_s, end_s)
    assert whole[0].phase in (Phase.SETTLE, Phase.INHALE)
    assert Phase.SETTLE not in [one.phase for one in whole[1:]]
    assert [one.phase for one in whole].count(Phase.INHALE) <= 1
    assert end_s == timeline.duration_s or timeline.at(end_s).phase in (Phase.SETTLE, Phase.INHALE)


@given(timelines(), st.data())
def test_segments_between_share_time_with_the_window(timeline: Timeline, data: st.DataObject) -> None:
    a_s, b_s = sorted((data.draw(instants(timeline)), data.draw(instants(timeline))))
    found = list(timeline.segments_between(a_s, b_s))
    overlapping = [one for one in timeline.segments if one.start_s < b_s and one.end_s > a_s]
    touching = [one for one in timeline.segments if one.start_s <= b_s and one.end_s >= a_s]
    assert [one for one in found if one in overlapping] == overlapping
    assert all(one in touching for one in found)


# --- the lungs ---


@given(timelines(), st.data())
def test_the_breath_never_jumps(timeline: Timeline, data: st.DataObject) -> None:
    """Between any two instants the lungs change by no more than the steepest slope of the easing allows."""
    moving = [one.end_s - one.start_s for one in timeline.segments if one.phase in (Phase.INHALE, Phase.EXHALE)]
    steepest = math.pi / 2 / min(moving)
    at_s = data.draw(instants(timeline))
    step_s = data.draw(st.sampled_from((1e-12, 1e-9, 1e-6, 1e-3, 0.016, 0.1, 0.5)))
    change = timeline.at(at_s + step_s).fullness - timeline.at(at_s).fullness
    assert abs(change) <= steepest * (step_s + 1e-11) + 1e-9


@given(timelines())
def test_neighbours_agree_on_the_lungs_at_their_boundary(timeline: Timeline) -> None:
    for before, after in pairwise(timeline.segments):
        assert fullness_in(before, before.end_s) == pytest.approx(fullness_in(after, after.start_s), abs=1e-12)
    assert fullness_in(timeline.segments[0], 0.0) == 0.0
    assert fullness_in(timeline.segments[-1], timeline.duration_s) == 0.0


@given(timelines_at())
def test_the_lungs_are_between_empty_and_full_and_still_in_a_hold(drawn: tuple[Timeline, float]) -> None:
    moment = drawn[0].at(drawn[1])
    assert 0.0 <= moment.fullness <= 1.0
    if moment.phase is Phase.HOLD_IN:
        assert moment.fullness == 1.0
    if moment.phase in (Phase.HOLD_OUT, Phase.SETTLE, Phase.DONE):
        assert moment.fullness == 0.0


@pytest.mark.parametrize(
    ("elapsed_s", "phase", "fullness"),
    [
        (0, "inhale", 0),
        (2, "inhale", 0.5),
        (4, "hold_in", 1),
        (8, "exhale", 1),
        (11, "exhale", 0.5),
        (14, "hold_out", 0),
    ],
)
def test_a_breath_of_4_4_6_2_seconds(elapsed_s: float, phase: str, fullness: float) -> None:
    moment = lay(stage(pattern=CONTRACT)).at(elapsed_s)
    assert (moment.phase, moment.fullness) == (phase, pytest.approx(fullness))


@given(figures((1.0, 15.0)), st.floats(0.0, 1.0))
def test_the_lungs_fill_by_the_half_cosine(inhale_s: float, share: float) -> None:
    segment = Segment(0.0, inhale_s, Phase.INHALE, 0, 1)
    assert fullness_in(segment, inhale_s * share) == pytest.approx((1 - math.cos(math.pi * share)) / 2, abs=1e-12)


@given(figures((1.0, 20.0)), st.floats(0.0, 1.0))
def test_the_lungs_empty_by_the_half_cosine(exhale_s: float, share: float) -> None:
    segment = Segment(0.0, exhale_s, Phase.EXHALE, 0, 1)
    assert fullness_in(segment, exhale_s * share) == pytest.approx((1 + math.cos(math.pi * share)) / 2, abs=1e-12)


def test_the_hold_of_an_easy_breath_is_no_effort() -> None:
    """The cycle of 16 s holds from 4 to 8 s, the easy breath after it, of the same figures, from 20 to 24 s."""
    held = stage(pattern=CONTRACT, easy_pattern=CONTRACT, easy_between=1, effort=Phase.HOLD_IN)
    moments = [lay(held).at(at_s) for at_s in (3.9, 4.0, 7.9, 8.0, 20.0, 22.0, 36.0)]
    assert [moment.is_effort for moment in moments] == [False, True, True, False, False, False, True]
    assert [moment.is_easy for moment in moments] == [False, False, False, False, True, True, False]


# --- instructions ---


def said(words: str) -> Words:
    return Words(words)


def test_an_instruction_stays_until_the_next_and_the_settles_sentence_until_the_first() -> None:
    said_at = (Instruction(12.0, said("two")), Instruction(5.0, said("one")))
    timeline = lay(stage(settle=said("lie down"), instructions=said_at), settle_s=10.0)
    told = [timeline.at(at_s).instruction for at_s in (0, 10, 14.9, 15, 21.9, 22, 39.9, 40)]
    assert told == ["lie down", "lie down", "lie down", "one", "one", "two", "two", ""]


def test_a_stage_without_words_does_not_show_those_of_the_stage_before() -> None:
    timeline = lay(stage(instructions=(Instruction(0.0, said("one")),)), stage())
    assert [timeline.at(at_s).instruction for at_s in (29.9, 30.0)] == ["one", ""]


def test_an_instruction_beyond_its_stages_end_is_never_shown() -> None:
    late = (Instruction(30.0, said("at the end")), Instruction(31.0, said("later")), Instruction(500.0, said("never")))
    timeline = lay(stage(instructions=late), stage())
    assert {timeline.at(at_s / 2).instruction for at_s in range(0, 130)} == {""}


def test_an_instruction_says_the_sentence_of_its_side() -> None:
    both = (Instruction(0.0, Words("", "left", "right")),)
    timeline = lay(stage(both_sides=True, instructions=both), first_side=Side.RIGHT)
    assert [timeline.at(at_s).instruction for at_s in (0, 30)] == ["right", "left"]


def test_an_instruction_before_the_first_breath_does_not_spoil_the_others() -> None:
    """A negative time is either refused or shown in its place; later times stay correct."""
    try:
        odd = (Instruction(-5.0, said("early")), Instruction(5.0, said("one")))
        timeline = lay(stage(instructions=odd), settle_s=0.0)
    except BadValue:
        return
    assert timeline.at(7.0).instruction == "one"
    assert all(cue.at_s >= 0.0 for cue in timeline.cues)


@given(timelines_at())
def test_the_instruction_is_the_last_one_of_its_stage_that_has_begun(drawn: tuple[Timeline, float]) -> None:
    """The oracle reads the stage itself; a sentence of the same time as another hides it."""
    timeline, elapsed_s = drawn
    moment = timeline.at(elapsed_s)
    if moment.phase is Phase.DONE:
        return
    span = timeline.stage_spans[moment.stage_index]
    begun = [one for one in moment.stage.instructions if span.practice_s + one.at_s <= moment.elapsed_s]
    latest_s = max((one.at_s for one in begun), default=None)
    candidates = {one.words.for_side(moment.side) for one in begun if one.at_s == latest_s}
    assert moment.instruction in (candidates or {moment.stage.settle.for_side(moment.side)})


# --- a change of pace ---


def without_foresight(moment: Moment) -> tuple[object, ...]:
    """Return what a person sees of a moment, without what is still to come."""
    return (
        moment.elapsed_s, moment.stage_index, moment.stage.id, moment.side, moment.phase, moment.fullness,
        moment.phase_s, moment.phase_left_s, moment.cycle, moment.instruction, moment.is_effort, moment.is_easy,
    )  # fmt: skip


@given(timelines_at(), named_patterns(), st.data())
def test_a_change_of_pace_leaves_all_before_the_next_breath_as_it_was(
    drawn: tuple[Timeline, float], mine: dict[str, BreathPattern], data: st.DataObject
) -> None:
    timeline, elapsed_s = drawn
    paced = timeline.with_pace(elapsed_s, mine)
    turn_s = timeline.breath_end_s(elapsed_s)
    assert [one for one in paced.segments if one.start_s < turn_s] == [
        one for one in timeline.segments if one.start_s < turn_s
    ]
    seen_s = data.draw(st.floats(0.0, turn_s, exclude_max=True))
    for at_s in (elapsed_s, seen_s, math.nextafter(turn_s, 0.0)):
        if at_s < turn_s:
            assert without_foresight(paced.at(at_s)) == without_foresight(timeline.at(at_s))
    assert paced.breath_end_s(elapsed_s) == turn_s


@given(timelines_at(), named_patterns())
def test_a_session_of_another_pace_keeps_every_law_of_a_session(
    drawn: tuple[Timeline, float], mine: dict[str, BreathPattern]
) -> None:
    timeline, elapsed_s = drawn
    paced = timeline.with_pace(elapsed_s, mine)
    assert paced.segments[0].start_s == 0.0
    assert all(before.end_s == after.start_s for before, after in pairwise(paced.segments))
    assert all(one.start_s < one.end_s for one in paced.segments)
    places = [(one.stage_index, one.cycle) for one in paced.segments]
    assert places == sorted(places)
    for one, span in zip(paced.stages, paced.stage_spans, strict=True):
        last = paced.segment_at(math.nextafter(span.end_s, -math.inf))
        assert last.phase in (Phase.EXHALE, Phase.HOLD_OUT)
        if one.duration_s is not None:
            assert span.end_s - span.practice_s >= one.duration_s - 1e-5
            assert paced.breath_start_s(last.start_s) - span.practice_s < one.duration_s


@given(timelines_at(), named_patterns())
def test_a_change_of_pace_keeps_the_number_of_cycles(
    drawn: tuple[Timeline, float], mine: dict[str, BreathPattern]
) -> None:
    timeline, elapsed_s = drawn
    paced = timeline.with_pace(elapsed_s, mine)
    for index, one in enumerate(paced.stages):
        if one.cycles is not None:
            assert inhales(paced)[index] == one.cycles
            assert inhales(paced, easy=True)[index] == (one.cycles - 1) * one.easy_between
            assert paced.stage_spans[index].cycles == one.cycles


@given(timelines_at(), named_patterns())
def test_every_breath_from_the_next_on_has_the_new_pace(
    drawn: tuple[Timeline, float], mine: dict[str, BreathPattern]
) -> None:
    timeline, elapsed_s = drawn
    paced = timeline.with_pace(elapsed_s, mine)
    turn_s = timeline.breath_end_s(elapsed_s)
    for segment in paced.segments:
        if segment.start_s >= turn_s and segment.phase in BREATH_PHASES:
            one = paced.stages[segment.stage_index]
            wanted = one.easy_pattern if segment.is_easy else mine.get(one.pattern_name, one.pattern)
            length_s = segment.end_s - segment.start_s
            assert length_s == pytest.approx(getattr(wanted, f"{segment.phase}_s"), abs=1e-8)


@given(timelines_at())
def test_a_change_to_the_same_pace_is_none(drawn: tuple[Timeline, float]) -> None:
    timeline, elapsed_s = drawn
    same = {one.pattern_name: one.pattern for one in timeline.stages if one.pattern_name}
    for patterns in ({}, same):
        paced = timeline.with_pace(elapsed_s, patterns)
        assert (paced.stages, paced.segments, paced.cues) == (timeline.stages, timeline.segments, timeline.cues)


@given(timelines_at(), named_patterns())
def test_a_change_of_pace_can_be_taken_back_within_the_breath(
    drawn: tuple[Timeline, float], mine: dict[str, BreathPattern]
) -> None:
    timeline, elapsed_s = drawn
    usual = {one.pattern_name: one.pattern for one in timeline.stages if one.pattern_name}
    usual |= {"slow": timeline.stages[0].easy_pattern}
    there = timeline.with_pace(elapsed_s, mine)
    again, back = there.with_pace(elapsed_s, mine), there.with_pace(elapsed_s, usual)
    assert (again.segments, again.cues) == (there.segments, there.cues)
    assert (back.segments, back.cues) == (timeline.segments, timeline.cues)


@given(timelines(), named_patterns(), named_patterns(), st.data())
def test_a_second_change_leaves_all_before_it_as_the_first_made_it(
    timeline: Timeline, mine: dict[str, BreathPattern], then: dict[str, BreathPattern], data: st.DataObject
) -> None:
    once = timeline.with_pace(data.draw(instants(timeline)), mine)
    later_s = data.draw(instants(once))
    twice = once.with_pace(later_s, then)
    turn_s = once.breath_end_s(later_s)
    assert [one for one in twice.segments if one.start_s < turn_s] == [
        one for one in once.segments if one.start_s < turn_s
    ]
    assert all(before.end_s == after.start_s for before, after in pairwise(twice.segments))
    for index, one in enumerate(twice.stages):
        if one.cycles is not None:
            assert inhales(twice)[index] == one.cycles
        else:
            span = twice.stage_spans[index]
            assert span.end_s - span.practice_s >= (one.duration_s or 0.0) - 1e-5


@given(timelines(), named_patterns())
def test_a_change_of_pace_after_the_end_changes_no_segment(timeline: Timeline, mine: dict[str, BreathPattern]) -> None:
    for at_s in (timeline.duration_s, timeline.duration_s + 100.0):
        assert timeline.with_pace(at_s, mine).segments == timeline.segments


def hold(hold_s: float) -> dict[str, BreathPattern]:
    return {"contract-release": BreathPattern(4, hold_s, 6, 2)}


@pytest.mark.parametrize(
    ("at_s", "lengths_s"),
    [
        (-1.0, [16, 17, 17]),
        (0.0, [16, 17, 17]),
        (15.999, [16, 17, 17]),
        (16.0, [16, 16, 17]),
        (32.0, [16, 16, 16]),
        (47.9, [16, 16, 16]),
        (48.0, [16, 16, 16]),
        (99.0, [16, 16, 16]),
    ],
)
def test_a_longer_hold_takes_over_at_the_next_breath(at_s: float, lengths_s: list[float]) -> None:
    paced = lay(stage(pattern=CONTRACT, pattern_name="contract-release")).with_pace(at_s, hold(5.0))
    starts = [one.start_s for one in paced.segments if one.phase is Phase.INHALE] + [paced.duration_s]
    assert [after - before for before, after in pairwise(starts)] == lengths_s


def test_a_longer_hold_chosen_in_the_settle_counts_from_the_first_breath() -> None:
    paced = lay(stage(pattern=CONTRACT, pattern_name="contract-release"), settle_s=15.0).with_pace(3.0, hold(5.0))
    assert paced.duration_s == 15 + 3 * 17


def test_a_pattern_of_another_name_stays_as_it_is() -> None:
    timeline = lay(stage(pattern=CONTRACT, pattern_name="contract-release"), stage(pattern_name="slow"))
    assert timeline.with_pace(0.0, {"slow": BreathPattern(5, 0, 7, 0)}).duration_s == 3 * 16 + 3 * 12


def test_the_easy_breaths_take_the_new_pace_of_slow_as_they_do_when_tailored() -> None:
    timeline = lay(stage(pattern=CONTRACT, pattern_name="contract-release", easy_between=1))
    paced = timeline.with_pace(0.0, {"slow": BreathPattern(5, 0, 7, 0)})
    assert [one.end_s - one.start_s for one in paced.segments if one.is_easy] == [5, 7, 5, 7]


# --- the cost of a look-up ---


class CountedSeconds(float):
    """Seconds that count how often they are compared."""

    compared = 0

    def _count(self) -> None:
        CountedSeconds.compared += 1

    def __lt__(self, other: float) -> bool:
        self._count()
        return float.__lt__(self, other)

    def __le__(self, other: float) -> bool:
        self._count()
        return float.__le__(self, other)

    def __gt__(self, other: float) -> bool:
        self._count()
        return float.__gt__(self, other)

    def __ge__(self, other: float) -> bool:
        self._count()
        return float.__ge__(self, other)


@pytest.mark.parametrize("at_share", [0.0, 0.3, 0.999])
def test_a_look_up_compares_about_as_often_as_a_book_is_halved(at_share: float) -> None:
    """Five stages of 200 breaths with sentences: some 4000 segments, told apart in at most 40 comparisons."""
    talk = tuple(Instruction(at_s * 7.0, said(str(at_s))) for at_s in range(100))
    timeline = lay(*(stage(pattern=CONTRACT, cycles=200, instructions=talk) for _ in range(5)))
    assert len(timeline.segments) == 4000
    timeline.at(1.0)
    CountedSeconds.compared = 0
    moment = timeline.at(CountedSeconds(timeline.duration_s * at_share))
    assert moment.stage_index == int(5 * at_share)
    assert 0 < CountedSeconds.compared <= 40
