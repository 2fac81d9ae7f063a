"""What becomes of planned words when something else is said first, such as the answer to a key."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.speech.utterance import GAP_S, Kind, Priority, SpeechPlan, Utterance

# These tell what to do now, and are still true a little later. A phase's word or a count would be wrong by then.
_LASTING = (Kind.SAFETY, Kind.SETTLE, Kind.CHANGE, Kind.CLOSING)


def interrupt(plan: SpeechPlan, timeline: Timeline, from_s: float, until_s: float) -> SpeechPlan:
    """Return ``plan`` with nothing from ``from_s`` to ``until_s``: what was due then is said afterwards, safety first.

    A sentence that is cut off is said again. What follows makes room in the same way, and what tells of its moment
    only is left out. Nothing is said after the end of the stage it belongs to.
    """
    kept = [one for one in plan.utterances if one.end_s <= from_s]
    coming = [one for one in plan.utterances if one.end_s > from_s]
    free_s = until_s + GAP_S
    waiting: list[Utterance] = []
    while True:
        waiting = in_order([*waiting, *(one for one in coming if one.at_s < free_s and one.kind in _LASTING)])
        coming = [one for one in coming if one.at_s >= free_s]
        if not waiting:
            return SpeechPlan((*kept, *coming), plan.unspoken)
        first = waiting.pop(0)
        if free_s + first.seconds <= _last_s(timeline, first):
            kept.append(replace(first, at_s=free_s))
            free_s = kept[-1].end_s + GAP_S


def in_order(waiting: Iterable[Utterance]) -> list[Utterance]:
    """Return what has to wait in the order in which it is said: safety first, the rest as it was planned."""
    return sorted(waiting, key=lambda one: (one.priority is not Priority.SAFETY, one.at_s))


def _last_s(timeline: Timeline, one: Utterance) -> float:
    """Return when a sentence must be over: at the end of its stage; the way out has all the time."""
    if one.at_s >= timeline.duration_s:
        return math.inf
    return timeline.stage_spans[timeline.at(one.at_s).stage_index].end_s
