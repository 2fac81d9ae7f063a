"""What was due while something else was said is said afterwards, safety first; nothing overlaps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.speech.interruption import in_order, interrupt
from psoas_timer.core.speech.utterance import GAP_S, Kind, Priority, SpeechPlan, Utterance
from tests.core.speech.spoken_stages import breathe, lay, plan_session, sessions

LASTING = {Kind.SAFETY, Kind.SETTLE, Kind.CHANGE, Kind.CLOSING}


def say(at_s: float, text: str, kind: Kind, seconds: float = 2.0) -> Utterance:
    priority = {Kind.SAFETY: Priority.SAFETY, Kind.PHASE: Priority.PHASE, Kind.COUNT: Priority.COUNT}
    return Utterance(at_s, seconds, text, priority.get(kind, Priority.SIDE), kind)


@pytest.fixture
def timeline() -> Timeline:
    return lay(breathe(duration_s=60.0), breathe(id="two", duration_s=60.0))


def heard(plan: SpeechPlan) -> list[tuple[float, str]]:
    return [(round(one.at_s, 2), one.text) for one in plan.utterances]


def test_safety_that_was_due_comes_first_and_the_rest_follows(timeline: Timeline) -> None:
    plan = SpeechPlan(
        (
            say(1.0, "done", Kind.SETTLE),
            say(4.0, "cut off", Kind.SETTLE),
            say(7.0, "sharp pain", Kind.SAFETY),
            say(11.0, "pushed", Kind.SETTLE),
            say(30.0, "later", Kind.SETTLE),
        )
    )
    assert heard(interrupt(plan, timeline, 5.0, 8.0)) == [
        (1.0, "done"), (8.25, "sharp pain"), (10.5, "cut off"), (12.75, "pushed"), (30.0, "later"),
    ]  # fmt: skip


def test_what_tells_of_its_moment_is_left_out(timeline: Timeline) -> None:
    plan = SpeechPlan((say(20.0, "In.", Kind.PHASE), say(22.0, "Three.", Kind.COUNT), say(26.0, "Out.", Kind.PHASE)))
    assert heard(interrupt(plan, timeline, 20.0, 24.0)) == [(26.0, "Out.")]


def test_nothing_is_said_in_the_next_stage_about_the_one_before(timeline: Timeline) -> None:
    end_s = timeline.stage_spans[0].end_s
    plan = SpeechPlan((say(end_s - 4.0, "Soon the next part.", Kind.CHANGE), say(end_s + 1.0, "Next.", Kind.CHANGE)))
    assert heard(interrupt(plan, timeline, end_s - 5.0, end_s - 1.0)) == [(end_s + 1.0, "Next.")]


def test_the_way_out_waits_as_long_as_it_takes(timeline: Timeline) -> None:
    end_s = timeline.duration_s
    plan = SpeechPlan((say(end_s + 2.0, "The end.", Kind.CLOSING), say(end_s + 5.0, "Get up.", Kind.CLOSING)))
    assert heard(interrupt(plan, timeline, end_s - 1.0, end_s + 4.0)) == [
        (end_s + 4.25, "The end."), (end_s + 6.5, "Get up."),
    ]  # fmt: skip


def test_where_nothing_is_due_nothing_changes(timeline: Timeline) -> None:
    plan = SpeechPlan((say(1.0, "done", Kind.SETTLE), say(30.0, "later", Kind.SETTLE)))
    assert interrupt(plan, timeline, 5.0, 8.0) == plan


def test_what_waits_is_in_order() -> None:
    words = [say(2.0, "b", Kind.SETTLE), say(3.0, "c", Kind.SAFETY), say(1.0, "a", Kind.SETTLE)]
    assert [one.text for one in in_order(words)] == ["c", "a", "b"]


@settings(max_examples=60, deadline=None)
@given(session=sessions(), share=st.floats(0.0, 1.0), length_s=st.floats(0.1, 12.0))
def test_laws(session: tuple[Timeline, dict[str, float]], share: float, length_s: float) -> None:
    timeline, plan = session[0], plan_session(session)
    from_s = share * timeline.duration_s
    until_s = from_s + length_s
    after = interrupt(plan, timeline, from_s, until_s)
    assert not [one for one in after.utterances if one.end_s > from_s and one.at_s < until_s], "the answer is alone"
    for one, following in zip(after.utterances, after.utterances[1:], strict=False):
        if following.at_s >= until_s:
            assert following.at_s >= one.end_s + GAP_S - 1e-6 or (one in plan.utterances)
    bare = [replace(one, at_s=0.0) for one in plan.utterances]
    assert all(replace(one, at_s=0.0) in bare for one in after.utterances), "nothing is new"
    assert set(after.utterances) >= {one for one in plan.utterances if one.end_s <= from_s}
    for lost in (one for one in plan.utterances if one.kind in LASTING and one.end_s > from_s):
        if replace(lost, at_s=0.0) not in [replace(one, at_s=0.0) for one in after.utterances]:
            stage_end_s = timeline.stage_spans[timeline.at(lost.at_s).stage_index].end_s
            said = [one for one in after.utterances if one.at_s >= until_s and one.end_s <= stage_end_s]
            busy_until_s = max([until_s, *(one.end_s for one in said)])
            assert busy_until_s + 2 * GAP_S + lost.seconds > stage_end_s - 1e-6, "there was room"
    assert interrupt(after, timeline, from_s, until_s) == after
