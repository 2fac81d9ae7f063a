"""A plan of what is said: a level hides some of it, and its parts add up to the whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.speech.speech import (
    GuidanceLevel,
    Kind,
    Priority,
    SpeechPlan,
    Utterance,
)
from tests.core.speech.spoken_stages import (
    plan_session,
    sessions,
)
from tests.core.strategies import instants

LEVELS = (GuidanceLevel.FULL, GuidanceLevel.COUNTS, GuidanceLevel.TONES, GuidanceLevel.SILENT)


@settings(max_examples=40, deadline=None)
@given(session=sessions())
def test_each_level_hides_some_of_the_one_before_and_moves_nothing(session: tuple[Timeline, dict[str, float]]) -> None:
    plans = [plan_session(session, level) for level in LEVELS]
    for more, less in pairwise(plans):
        assert set(less.utterances) <= set(more.utterances)
    full, counts, tones, silent = plans
    assert [plan.utterances for plan in plans] == [full.at_level(level).utterances for level in LEVELS]
    assert all(one.priority <= Priority.SIDE for one in tones.utterances)
    assert set(full.utterances) - set(counts.utterances) == {
        one for one in full.utterances if one.priority is Priority.COMFORT
    }
    assert silent.utterances == silent.unspoken == ()


@settings(max_examples=40, deadline=None)
@given(session=sessions(), data=st.data())
def test_parts_between_any_times_are_the_whole(session: tuple[Timeline, dict[str, float]], data: st.DataObject) -> None:
    plan = plan_session(session)
    ends = [-1.0, *sorted(data.draw(st.lists(instants(session[0]), max_size=6))), plan.end_s + 1.0]
    assert [one for a_s, b_s in pairwise(ends) for one in plan.between(a_s, b_s)] == list(plan.utterances)
    for one in plan.utterances:
        assert plan.speaking_at(one.at_s) == plan.speaking_at(one.at_s + one.seconds / 2) == one
        assert plan.speaking_at(one.end_s) != one
        assert one in plan.between(one.at_s - 0.1, one.at_s)
        assert one not in plan.between(one.at_s, one.end_s)


def test_an_empty_plan_is_silent() -> None:
    plan = SpeechPlan()
    assert (plan.end_s, plan.between(-1, 9), plan.speaking_at(0.0)) == (0.0, (), None)
    one = Utterance(2.0, 1.0, "In.", Priority.PHASE, Kind.PHASE)
    assert SpeechPlan((one,)).joined(SpeechPlan((replace(one, at_s=2.5), replace(one, at_s=4.0))), 2.2).utterances == (
        one,
        replace(one, at_s=4.0),
    )
