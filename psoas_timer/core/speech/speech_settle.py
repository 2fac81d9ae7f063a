"""What is said before a stage, while you get into position, and after the last one, on the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from psoas_timer.core.breath.routine import Phase, Side, Stage
from psoas_timer.core.breath.segment import StageSpan
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.speech import spoken
from psoas_timer.core.speech.utterance import GAP_S, Kind, Priority, Utterance

# All of these are our choice, in seconds. The bell of a new stage, or of the end, sounds before the first word.
LEAD_S, LEAST_LEAD_S, END_LEAD_S = 0.8, 0.2, 2.5
PAUSE_S, LONGEST_PAUSE_S = 0.4, 6.0  # between two sentences: as long as there is time to do what was said
BEGIN_LEAD_S = 1.0  # from the last word before a stage to its first breath
QUIET_S = 10.0  # the silence that a comfort must leave
STEP_S = 5.0  # the time for one step of the way out

# Positions, by the name of their picture, that are not lying down.
_UPRIGHT = frozenset({"sitting"})


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence said while settling; of two with the same priority, the one with the smaller ``rank`` stays."""

    text: str
    priority: Priority
    kind: Kind
    rank: int = 0
    is_last: bool = False


def change_text(before: Stage, after: Stage) -> str:
    """Return what is said when ``after`` begins: its side, if only the side changes."""
    if before.id == after.id and after.side and before.side is not after.side:
        return spoken.NOW_SIDES[after.side]
    return spoken.CHANGE


def soon_text(before: Stage, after: Stage) -> str:
    """Return what is said shortly before ``after`` begins."""
    if before.id == after.id and after.side and before.side is not after.side:
        return spoken.SOON_SIDES[after.side]
    return spoken.SOON


def settle_items(stages: Sequence[Stage], index: int, said: set[tuple[str, str]]) -> list[Item]:
    """Return what there is to say before a stage, in spoken order.

    ``said`` holds (stage id, text) of the safety words said before an earlier stage with the same id: once is enough.
    What to do is said again for the second side.
    """
    stage = stages[index]
    items: list[Item] = []
    if index == 0:
        check = spoken.SETTLE_IN if stage.position in _UPRIGHT or not stage.position else spoken.LIE_DOWN
        items.append(Item(check, Priority.SIDE, Kind.SETTLE, rank=2))
    else:
        items.append(Item(change_text(stages[index - 1], stage), Priority.SIDE, Kind.CHANGE))
    settle = stage.settle.for_side(stage.side)
    if stage.side and not _names_side(settle, stage.side) and items[0].text not in spoken.NOW_SIDES.values():
        items.append(Item(spoken.SIDES[stage.side], Priority.SIDE, Kind.CHANGE))
    items += [Item(sentence, Priority.SIDE, Kind.SETTLE, rank=1) for sentence in spoken.sentences_of(settle)]
    if index == 0:
        items.append(Item(spoken.TAKE_TIME, Priority.COMFORT, Kind.COMFORT, rank=1))
    for instruction in stage.instructions:
        text = spoken.before_stage(instruction, stage.side)
        if text and instruction.is_safety and (stage.id, text) not in said:
            items.append(Item(text, Priority.SAFETY, Kind.SAFETY))
        elif text and not instruction.is_safety:
            items.append(Item(text, Priority.SIDE, Kind.SETTLE, rank=1))
    items.sort(key=lambda item: item.priority is Priority.SAFETY)  # the words about when to stop come last
    return [*items, Item(spoken.BEGIN, Priority.COMFORT, Kind.COMFORT, is_last=True)]


def fill_settle(items: Sequence[Item], span: StageSpan, lengths: Mapping[str, float]) -> list[Utterance]:
    """Return as many of ``items`` as fit into the settling time of ``span``, by priority, in their given order."""
    left_s = span.practice_s - span.start_s - LEAST_LEAD_S - GAP_S
    chosen: set[int] = set()
    for number in sorted(range(len(items)), key=lambda n: (items[n].priority, items[n].rank)):
        item = items[number]
        if item.text not in lengths:
            continue
        needed_s = lengths[item.text] + (BEGIN_LEAD_S - GAP_S if item.is_last else 0.0) + (PAUSE_S if chosen else 0.0)
        is_extra = item.kind is Kind.COMFORT and not item.is_last
        if needed_s + (QUIET_S if is_extra else 0.0) <= left_s:
            chosen.add(number)
            left_s -= needed_s
    said = [items[number] for number in sorted(chosen)]
    lead_s = min(LEAST_LEAD_S + left_s, LEAD_S)
    left_s -= lead_s - LEAST_LEAD_S
    pause_s = PAUSE_S + min(left_s / max(len(said), 1), LONGEST_PAUSE_S - PAUSE_S)
    return list(_lay(said, span, lead_s, pause_s, lengths))


def _lay(
    items: Sequence[Item], span: StageSpan, lead_s: float, pause_s: float, lengths: Mapping[str, float]
) -> Iterator[Utterance]:
    at_s = span.start_s + lead_s
    for item in items:
        seconds = lengths[item.text]
        if item.is_last:
            at_s = span.practice_s - BEGIN_LEAD_S - seconds
        yield Utterance(at_s, seconds, item.text, item.priority, item.kind)
        at_s += seconds + pause_s


def lay_closing(
    timeline: Timeline, closing: Sequence[str], lengths: Mapping[str, float], miss: Callable[[Utterance], None]
) -> Iterator[Utterance]:
    """Yield the end and the way out, with time for each step; ``miss`` is called with whatever has no recording.

    If the session ends in a hold with effort, the first step leads out of it, so it comes at once, before the end is
    announced.
    """
    last = timeline.segments[-1]
    stage = timeline.stages[last.stage_index]
    texts = [spoken.THE_END, *closing]
    if last.phase is Phase.HOLD_OUT and stage.effort is Phase.HOLD_OUT and closing:
        texts = [closing[0], spoken.THE_END, *closing[1:]]
    at_s = timeline.duration_s + (END_LEAD_S if texts[0] == spoken.THE_END else 0.0)
    for text in texts:
        is_end = text == spoken.THE_END
        seconds = lengths.get(text, 0.0)
        priority = Priority.COUNT if is_end else Priority.SIDE
        if text in lengths:
            yield Utterance(at_s, seconds, text, priority, Kind.CLOSING)
        else:
            miss(Utterance(at_s, 0.0, text, priority, Kind.MISSING))
        at_s += seconds + (END_LEAD_S if is_end else STEP_S)


def _names_side(text: str, side: Side) -> bool:
    return side.value in text.lower()
