"""Hypothesis strategies for breaths, stages and routines, and for questions about them.

Figures are what people type (tenths), what files may contain (any float) and the bounds themselves.
Routines are kept short, so that a law is tried on many of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import EFFORT_HOLD_S, LIMITS, NAMED_PATTERNS, Bounds, BreathPattern
from psoas_timer.core.breath.routine import Instruction, Phase, Routine, Side, Stage, Words
from psoas_timer.core.breath.timeline import Timeline, compile_timeline

FIGURES = ("inhale_s", "hold_in_s", "exhale_s", "hold_out_s")


def figures(bounds: Bounds) -> st.SearchStrategy[float]:
    """Return seconds within ``bounds``: tenths (4.3, 0.1), both ends, and any float."""
    low, high = bounds
    tenths = [tenth / 10 for tenth in range(math.ceil(low * 10), math.floor(high * 10) + 1)]
    return st.one_of(st.sampled_from([low, high, *tenths]), st.floats(low, high))


def patterns(bounds: Mapping[str, Bounds] = LIMITS) -> st.SearchStrategy[BreathPattern]:
    """Return breaths within ``bounds``, by default everything a breath may be."""
    return st.builds(BreathPattern, *(figures(bounds[name]) for name in FIGURES))


def named_patterns() -> st.SearchStrategy[dict[str, BreathPattern]]:
    """Return a person's patterns: one for every name, within that name's bounds."""
    return st.fixed_dictionaries({name: patterns(named.bounds) for name, named in NAMED_PATTERNS.items()})


def effort_patterns() -> st.SearchStrategy[BreathPattern]:
    return patterns({**LIMITS, "hold_in_s": EFFORT_HOLD_S})


def words() -> st.SearchStrategy[Words]:
    both = Words("", "Left knee in.", "Right knee in.")
    return st.sampled_from((Words(), Words("Let go."), both, Words("Knee in.", left="Left knee in.")))


def instructions() -> st.SearchStrategy[tuple[Instruction, ...]]:
    """Return the sentences of a stage, in any order, some at one time, some beyond the end of their stage."""
    times = st.one_of(st.sampled_from((0.0, 10.0, 20.0, 30.0)), st.floats(0.0, 400.0))
    return st.lists(st.builds(Instruction, times, words()), max_size=3).map(tuple)


def settles() -> st.SearchStrategy[float]:
    return st.one_of(st.just(0.0), st.floats(0.1, 60.0))


@st.composite
def stages(draw: st.DrawFn, known: Mapping[str, BreathPattern] | None = None) -> Stage:
    """Draw a stage; with ``known`` its breath may be one of these, by name."""
    effort = draw(st.sampled_from((None, Phase.HOLD_IN, Phase.HOLD_OUT)))
    fitting = [name for name in known or () if effort is not Phase.HOLD_IN or name in ("slow-hold", "contract-release")]
    name = draw(st.sampled_from(["", *fitting]))
    own = effort_patterns() if effort is Phase.HOLD_IN else patterns()
    is_counted = draw(st.booleans())
    settle_s = draw(settles())
    return Stage(
        id="stage",
        title="Stage",
        pattern=known[name] if known and name else draw(own),
        pattern_name=name,
        cycles=draw(st.integers(1, 5)) if is_counted else None,
        duration_s=None if is_counted else draw(figures((10.0, 90.0))),
        side=draw(st.sampled_from((None, Side.LEFT, Side.RIGHT))),
        both_sides=draw(st.booleans()),
        effort=effort,
        easy_between=draw(st.sampled_from((0, 0, 1, 2))),
        easy_pattern=known["slow"] if known else draw(patterns()),
        settle_s=settle_s,
        settle=draw(words()) if settle_s else Words(),
        instructions=draw(instructions()),
    )


@st.composite
def routines(draw: st.DrawFn) -> Routine:
    """Draw a routine of one or two stages (each may be done on both sides), tailored to one person's patterns."""
    known = draw(named_patterns())
    return Routine(id="routine", title="Routine", stages=tuple(draw(st.lists(stages(known), min_size=1, max_size=2))))


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    settle_s = draw(settles())
    return compile_timeline(draw(routines()), settle_s=settle_s, first_side=draw(st.sampled_from(Side)))


def instants(timeline: Timeline) -> st.SearchStrategy[float]:
    """Return times in and around a session: anywhere, exactly on a boundary, and one float beside one."""
    bounds = [segment.start_s for segment in timeline.segments] + [timeline.duration_s]
    return st.one_of(
        st.floats(0.0, timeline.duration_s),
        st.sampled_from(bounds),
        st.sampled_from(bounds).map(lambda at_s: math.nextafter(at_s, -math.inf)),
        st.sampled_from(bounds).map(lambda at_s: math.nextafter(at_s, math.inf)),
        st.sampled_from((-1.0, timeline.duration_s + 1.0)),
    )


@st.composite
def timelines_at(draw: st.DrawFn) -> tuple[Timeline, float]:
    """Draw a session and an instant in or around it."""
    timeline = draw(timelines())
    return timeline, draw(instants(timeline))
