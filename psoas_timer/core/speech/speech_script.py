"""A speech plan as a script that people can read from beginning to end."""

from __future__ import annotations

from psoas_timer.core.breath.routine import Phase, Stage
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.speech.spoken import count_words
from psoas_timer.core.speech.utterance import SpeechPlan, Utterance


def script_lines(timeline: Timeline, plan: SpeechPlan) -> list[str]:
    """Return a line for each sentence, with its time and what the breath does then, under a line for each stage."""
    rows = [
        (span.start_s, 0, _stage_line(stage)) for stage, span in zip(timeline.stages, timeline.stage_spans, strict=True)
    ]
    rows += [(one.at_s, 1, _line(timeline, one, one.kind.value)) for one in plan.utterances]
    rows += [(one.at_s, 2, _line(timeline, one, "no voice")) for one in plan.unspoken]
    rows.append((timeline.duration_s, 0, f"\n{clock(timeline.duration_s)}  the end"))
    return "\n".join(line for _, _, line in sorted(rows, key=lambda row: row[:2])).lstrip("\n").split("\n")


def guess_lengths(texts: tuple[str, ...]) -> dict[str, float]:
    """Return how long each text takes to say, about: 2.3 words in a second and 0.3 s for itself (our choice)."""
    return {text: round(count_words(text) / 2.3 + 0.3, 2) for text in texts}


def clock(at_s: float) -> str:
    """Return minutes, seconds and tenths, such as 1:05.2."""
    tenths = round(at_s * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"


def _stage_line(stage: Stage) -> str:
    return f"\n{stage.title}" + (f", {stage.side} side" if stage.side else "")


def _line(timeline: Timeline, one: Utterance, label: str) -> str:
    moment = timeline.at(one.at_s)
    place = moment.phase.value.replace("_", " ")
    if moment.phase not in (Phase.SETTLE, Phase.DONE):
        place += f" {moment.cycle}"
    return f"{clock(one.at_s):>7}  {place:<11} {label:<9} {one.text}"
