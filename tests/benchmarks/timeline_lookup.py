"""Print what one look-up in an hour-long session costs, beside a call that does nothing.

Run by hand: python tests/benchmarks/timeline_lookup.py [--looks N] [--rounds N]
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from time import perf_counter

from psoas_timer.core.breath.pattern import NAMED_PATTERNS
from psoas_timer.core.breath.routine import Instruction, Routine, Stage, Words
from psoas_timer.core.breath.timeline import Timeline, compile_timeline

HOUR_S = 3600.0


def make_session(duration_s: float) -> Timeline:
    """Return a session of about ``duration_s``: stages of five minutes, a sentence every twenty seconds."""
    talk = tuple(Instruction(at_s, Words("Let the belly rise.")) for at_s in range(0, 300, 20))
    stages = tuple(
        Stage(
            id=f"stage-{index}",
            title="Stage",
            pattern=NAMED_PATTERNS["contract-release"].pattern,
            duration_s=min(300.0, duration_s - 300.0 * index),
            settle_s=10.0,
            instructions=talk,
        )
        for index in range(max(round(duration_s / 300.0), 1))
    )
    return compile_timeline(Routine(id="long", title="Long", stages=stages))


def do_nothing(elapsed_s: float) -> float:
    return elapsed_s


def measure_us(ask: Callable[[float], object], instants: Sequence[float], rounds: int) -> float:
    """Return the microseconds of one call: the best round, which the rest of the machine disturbed least."""
    best_s = float("inf")
    for _ in range(rounds):
        start_s = perf_counter()
        for elapsed_s in instants:
            ask(elapsed_s)
        best_s = min(best_s, perf_counter() - start_s)
    return best_s / len(instants) * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--looks", type=int, default=50_000, help="look-ups a round")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the best counts")
    chosen = parser.parse_args()
    print("session        segments  Timeline.at  cues_between  no-op call")
    for label, duration_s in (
        ("1 minute", 60.0),
        ("10 minutes", HOUR_S / 6),
        ("1 hour", HOUR_S),
        ("10 hours", 10 * HOUR_S),
    ):
        timeline = make_session(duration_s)
        rng = random.Random(1)
        instants = [rng.uniform(0.0, timeline.duration_s) for _ in range(chosen.looks)]
        timeline.at(0.0)
        timeline.cues_between(-1.0, 0.0)
        at_us = measure_us(timeline.at, instants, chosen.rounds)
        cues_us = measure_us(
            lambda at_s, timeline=timeline: timeline.cues_between(at_s - 0.016, at_s), instants, chosen.rounds
        )  # type: ignore[misc]
        noop_us = measure_us(do_nothing, instants, chosen.rounds)
        print(f"{label:<12} {len(timeline.segments):>10} {at_us:>9.2f} us {cues_us:>10.2f} us {noop_us:>8.3f} us")


if __name__ == "__main__":
    main()
