"""The wording for the breath: what is said, in whole sentences, and when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.cue import ANNOUNCE_NEXT_S
from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Phase, Routine, Side
from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.kit.words import (
    clock_word,
    count_word,
    following_word,
    length_word,
    needs_word,
    next_word,
    phase_word,
    side_word,
    stage_word,
    week_word,
)
from tests.ui.scenes import effort_stage, make_timeline, phase_start_s, plain_stage


def test_every_phase_has_a_word() -> None:
    timeline = make_timeline(plain_stage(pattern=BreathPattern(4, 3, 6, 2)))
    words = {
        phase: phase_word(timeline.at(phase_start_s(timeline, phase))) for phase in Phase if phase is not Phase.DONE
    }
    assert words == {
        Phase.SETTLE: "Take your position", Phase.INHALE: "Breathe in", Phase.HOLD_IN: "Hold",
        Phase.EXHALE: "Breathe out", Phase.HOLD_OUT: "Rest",
    }  # fmt: skip
    assert phase_word(timeline.at(timeline.duration_s)) == "Done"


@pytest.mark.parametrize(("effort", "said"), [(Phase.HOLD_IN, "Tighten and hold"), (Phase.HOLD_OUT, "Hold empty")])
def test_effort_has_a_word_of_its_own(effort: Phase, said: str) -> None:
    timeline = make_timeline(effort_stage(effort=effort))
    assert phase_word(timeline.at(phase_start_s(timeline, effort))) == said


def test_stage_s_own_word_goes_first_but_not_in_an_easy_breath() -> None:
    timeline = make_timeline(effort_stage(phase_words={Phase.INHALE: "Fill up"}, easy_between=1))
    words = [phase_word(timeline.at(phase_start_s(timeline, Phase.INHALE, nth))) for nth in range(4)]
    assert words == ["Fill up", "Breathe in", "Fill up", "Breathe in"]


def test_count_names_the_breath_and_how_many_there_are() -> None:
    timeline = make_timeline(effort_stage(cycles=10))
    assert count_word(timeline.at(0.0)) == ""
    assert count_word(timeline.at(phase_start_s(timeline, Phase.INHALE, 5))) == "6 of 10"
    assert count_word(timeline.at(phase_start_s(timeline, Phase.EXHALE, 9))) == "10 of 10"


def test_sides_have_words() -> None:
    assert [side_word(side) for side in (None, Side.LEFT, Side.RIGHT)] == ["", "Left side", "Right side"]
    titles = [stage_word(effort_stage(title="Pivot", side=side)) for side in (None, Side.LEFT, Side.RIGHT)]
    assert titles == ["Pivot", "Pivot, left side", "Pivot, right side"]


def test_next_stage_is_announced_in_the_last_ten_seconds_and_not_before() -> None:
    timeline = make_timeline(effort_stage(both_sides=True))
    end_s = timeline.stage_spans[0].end_s
    assert next_word(timeline, timeline.at(end_s - ANNOUNCE_NEXT_S - 0.01)) == ""
    for left_s in (ANNOUNCE_NEXT_S - 0.001, 5.0, 0.01):
        assert next_word(timeline, timeline.at(end_s - left_s)) == "Next: Tighten and let go, right side"
    assert next_word(timeline, timeline.at(end_s)) == ""


def test_last_breath_of_the_last_stage_is_announced() -> None:
    timeline = make_timeline(effort_stage())
    start_s = phase_start_s(timeline, Phase.INHALE, 2)
    assert next_word(timeline, timeline.at(start_s - 0.01)) == ""
    assert next_word(timeline, timeline.at(start_s)) == "Last breath"
    assert next_word(timeline, timeline.at(timeline.duration_s)) == ""


def test_settle_announces_nothing() -> None:
    timeline = make_timeline(effort_stage(), plain_stage())
    assert next_word(timeline, timeline.at(1.0)) == ""


def test_following_phase_is_named_with_its_length() -> None:
    timeline = make_timeline(effort_stage(pattern=BreathPattern(4, 4.5, 6, 0)))
    assert following_word(timeline, timeline.at(1.0)) == "Then: Breathe in, 4 s"
    assert following_word(timeline, timeline.at(6.0)) == "Then: Tighten and hold, 4.5 s"
    assert following_word(timeline, timeline.at(timeline.duration_s - 0.5)) == ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.0, "0:00"), (0.01, "0:01"), (59.2, "1:00"), (60.0, "1:00"), (61.0, "1:01"), (3600.0, "60:00")],
)
def test_clock_is_rounded_up_and_ends_at_zero(seconds: float, said: str) -> None:
    assert clock_word(seconds) == said


@given(seconds=st.floats(0.0, 7200.0))
def test_clock_never_shows_less_than_is_left(seconds: float) -> None:
    minutes, rest = clock_word(seconds).split(":")
    shown = int(minutes) * 60 + int(rest)
    assert seconds - 1e-6 <= shown < seconds + 1.0
    assert 0 <= int(rest) < 60


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(10.0, "1 minute"), (60.0, "1 minute"), (89.0, "1 minute"), (91.0, "2 minutes"), (300.0, "5 minutes")],
)
def test_length_is_in_whole_minutes(seconds: float, said: str) -> None:
    assert length_word(seconds) == said


MONDAY = date(2026, 11, 9)


def week_of(met: int, target: int = 5, **changes: object) -> Week:
    days = tuple(MONDAY + timedelta(days=index) for index in range(met))
    return Week(MONDAY, days, target, is_current=True, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("week", "today", "said"),
    [
        (week_of(5), 5, "This week: 5 of 5, target met."),
        (week_of(6), 6, "This week: 6 of 5, target met."),
        (week_of(3), 3, "This week: 3 of 5, 4 days left."),
        (week_of(4), 6, "This week: 4 of 5, 1 day left."),
        (week_of(1), 5, "1 of 5. Each day still counts."),
        (week_of(3), 6, "3 of 5. Each day still counts."),
        (week_of(0, 0, paused=tuple(MONDAY + timedelta(days=day) for day in range(7))), 2, "This week is paused."),
        (week_of(2, length=4), 3, "Your week starts over."),
    ],
)
def test_week_says_where_it_stands(week: Week, today: int, said: str) -> None:
    assert week_word(week, MONDAY + timedelta(days=today)) == said


def test_needs_are_one_line() -> None:
    def needs(**values: object) -> str:
        return needs_word(Routine(id="r", title="R", stages=(plain_stage(),), **values))  # type: ignore[arg-type]

    assert needs() == "nothing"
    assert needs(wants=("a mat", "a block")) == "a mat and a block"
    assert needs(wants=("a mat",), empty_stomach=True) == "a mat and empty stomach"
