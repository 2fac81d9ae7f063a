"""Every text that a session can say: in the program's own routines, in a person's, and in answer to a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product

from psoas_timer.core.breath.pattern import NAMED_PATTERNS
from psoas_timer.core.breath.routine import Phase, Routine, Side, Stage, StageChoice, tailor
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.speech.speech import plan_speech, plan_waiting
from psoas_timer.core.speech.spoken import say_hold, say_place
from psoas_timer.services.guidance import ANSWERS

MOST_COUNTED = 20


def heard_texts(routines: Iterable[Routine], lengths: Mapping[str, float]) -> set[str]:
    """Return every text that is heard in some session of ``routines``, of a person's own, or after some key."""
    heard = {*ANSWERS, *(say_hold(hold_s, 1) for hold_s in (None, *map(float, range(2, 11))))}
    sessions = [(timeline, routine.closing) for routine in routines for timeline in _sessions(routine)]
    sessions += [(compile_timeline(routine, first_side=first), ()) for routine in _own_routines() for first in Side]
    for timeline, closing in sessions:
        plans = plan_waiting(timeline, lengths), plan_speech(timeline, lengths, closing=closing)
        heard |= {one.text for plan in plans for one in plan.utterances}
    for timeline, _ in sessions:
        heard |= {text for at_s in _moments(timeline) for text in say_place(timeline.at(at_s))}
    return heard


def _sessions(routine: Routine) -> Iterator[Timeline]:
    """Yield ``routine`` in its shortest, its usual and its longest form, with time to settle and without, by side."""
    patterns = {name: named.pattern for name, named in NAMED_PATTERNS.items()}
    for length, other in product((None, 10.0, 3600.0), (False, True)):
        choices = {
            stage.id: StageChoice(pattern_name=stage.other_patterns[0] if other and stage.other_patterns else None,
                                  duration_s=length)
            for stage in routine.stages
        }  # fmt: skip
        tailored = tailor(routine, patterns, choices)
        for settle_s, first in product((None, 0.0), Side):
            yield compile_timeline(tailored, settle_s=settle_s, first_side=first)


def _moments(timeline: Timeline) -> Iterator[float]:
    yield from (segment.start_s for segment in timeline.segments)
    yield timeline.duration_s - 1.0
    yield timeline.duration_s


def _own_routines() -> Iterator[Routine]:
    """Yield what a person may write that the program's own routines do not have: every count, plain words, an hour."""
    slow, hold, work, vacuum = (
        NAMED_PATTERNS[name].pattern for name in ("slow", "slow-hold", "contract-release", "vacuum")
    )
    stages = [
        Stage(id="work", title="Work", pattern=work, cycles=MOST_COUNTED, both_sides=True, effort=Phase.HOLD_IN),
        Stage(id="hold", title="Hold", pattern=hold, cycles=3, settle_s=20.0),
        Stage(id="empty", title="Empty", pattern=vacuum, cycles=2, effort=Phase.HOLD_OUT, settle_s=20.0),
        Stage(id="long", title="Long", pattern=slow, duration_s=1800.0, settle_s=20.0),
    ]
    yield Routine(id="own", title="Own", stages=tuple(stages))
    yield from (
        Routine(id="counted", title="Counted", stages=(replace(stages[1], cycles=count),))
        for count in range(1, MOST_COUNTED + 1)
    )
