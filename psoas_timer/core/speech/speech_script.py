"""A speech plan as a script that people can read from start to finish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from psoas_timer.core.breath.routine import Phase, Routine, Side, Stage
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.sentence import N_
from psoas_timer.core.speech.spoken import count_words
from psoas_timer.core.speech.utterance import GuidanceLevel, Kind, SpeechPlan, Utterance

Translate = Callable[[str], str]

_LEVELS: Mapping[GuidanceLevel, str] = MappingProxyType(
    {
        GuidanceLevel.FULL: N_("With your settings: the voice says everything."),
        GuidanceLevel.COUNTS: N_("With your settings: the voice says the breath and counts."),
        GuidanceLevel.TONES: N_("With your settings: the voice says only safety and what to do."),
        GuidanceLevel.SILENT: N_("With your settings: the voice says nothing."),
    }
)
_FIRST: Mapping[Side, str] = MappingProxyType(
    {Side.LEFT: N_("Today the left side comes first."), Side.RIGHT: N_("Today the right side comes first.")}
)

_PHASES: Mapping[Phase, str] = MappingProxyType(
    {
        Phase.SETTLE: N_("settle"), Phase.INHALE: N_("inhale"), Phase.HOLD_IN: N_("hold in"),
        Phase.EXHALE: N_("exhale"), Phase.HOLD_OUT: N_("hold out"), Phase.DONE: N_("done"),
    }
)  # fmt: skip
_KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.SAFETY: N_("safety"), Kind.SETTLE: N_("settle"), Kind.CHANGE: N_("change"), Kind.PHASE: N_("phase"),
        Kind.COUNT: N_("count"), Kind.MARK: N_("mark"), Kind.COMFORT: N_("comfort"), Kind.CLOSING: N_("closing"),
        Kind.MISSING: N_("no voice"),
    }
)  # fmt: skip
_SIDES: Mapping[Side, str] = MappingProxyType(
    {Side.LEFT: N_("{title}, left side"), Side.RIGHT: N_("{title}, right side")}
)


def setting_lines(routine: Routine, level: GuidanceLevel, first: Side, translate: Translate = str) -> list[str]:
    """Return what of a person's settings shapes the script, and which side comes first, if the routine has sides."""
    lines = [translate(_LEVELS[level])]
    return [*lines, translate(_FIRST[first])] if routine.has_sides else lines


def waiting_lines(plan: SpeechPlan, translate: Translate = str) -> list[str]:
    """Return a line for each sentence that is said while the session waits for Space."""
    said = [f"{clock(one.at_s):>7}  {one.text}" for one in (*plan.utterances, *plan.unspoken)]
    return ["", translate(N_("Until you press Space")), *said]


def script_lines(timeline: Timeline, plan: SpeechPlan, translate: Translate = str) -> list[str]:
    """Return a line for each sentence, with its time and the phase of the breath, under a line for each stage.

    Spoken words appear exactly as spoken; everything else goes through ``translate``.
    """
    rows = [
        (span.start_s, 0, _stage_line(stage, translate))
        for stage, span in zip(timeline.stages, timeline.stage_spans, strict=True)
    ]
    rows += [(one.at_s, 1, _line(timeline, one, translate)) for one in plan.utterances]
    rows += [(one.at_s, 2, _line(timeline, one, translate)) for one in plan.unspoken]
    rows.append((timeline.duration_s, 0, f"\n{clock(timeline.duration_s)}  {translate(N_('the end'))}"))
    return "\n".join(line for _, _, line in sorted(rows, key=lambda row: row[:2])).lstrip("\n").split("\n")


def guess_lengths(texts: tuple[str, ...]) -> dict[str, float]:
    """Return roughly how long each text takes to say: 2.3 words a second, plus 0.3 s (our choice)."""
    return {text: round(count_words(text) / 2.3 + 0.3, 2) for text in texts}


def clock(at_s: float) -> str:
    """Return minutes, seconds and tenths, such as 1:05.2."""
    tenths = round(at_s * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"


def _stage_line(stage: Stage, translate: Translate) -> str:
    return "\n" + (translate(_SIDES[stage.side]).format(title=stage.title) if stage.side else stage.title)


def _line(timeline: Timeline, one: Utterance, translate: Translate) -> str:
    moment = timeline.at(one.at_s)
    place = translate(_PHASES[moment.phase])
    if moment.phase not in (Phase.SETTLE, Phase.DONE):
        place += f" {moment.cycle}"
    return f"{clock(one.at_s):>7}  {place:<11} {translate(_KINDS[one.kind]):<9} {one.text}"
