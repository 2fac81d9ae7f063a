"""Every sentence that the voice can say, as data: what the recordings are made from, and what a plan chooses from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from psoas_timer.core.breath.routine import BREATH_PHASES, Instruction, Phase, Routine, Side, Stage
from psoas_timer.core.breath.timeline import Moment

# The most words that are said at once to somebody who breathes: a sentence of four is over in two seconds.
MOST_WORDS = 4

# The phases of the breath.
IN, HOLD, OUT, REST = "In.", "Hold.", "Out.", "Rest."
TIGHTEN, LET_GO = "Tighten and hold.", "Let go."  # the effort with full lungs, and what comes after it
HOLD_EMPTY, RELEASE = "Hold empty.", "Let go. Breathe in."  # the effort with empty lungs, and what comes after it
EASY = "Easy breath."

# Settling and changing.
LIE_DOWN = "If you can hear this, lie down."
SETTLE_IN = "If you can hear this, settle in."
TAKE_TIME = "Take your time. Find your position."
BEGIN = "Soon, the first breath."
CHANGE, SOON = "Change position.", "Soon the next part."
SIDES: Mapping[Side, str] = MappingProxyType({Side.LEFT: "Left side.", Side.RIGHT: "Right side."})
NOW_SIDES: Mapping[Side, str] = MappingProxyType({Side.LEFT: "Now your left side.", Side.RIGHT: "Now your right side."})
SOON_SIDES: Mapping[Side, str] = MappingProxyType(
    {Side.LEFT: "Soon your left side.", Side.RIGHT: "Soon your right side."}
)

# Marks along the way, the pause and the end.
HALFWAY, ONE_MINUTE, LAST_BREATH, LAST_ONE = "Halfway.", "One minute left.", "Last breath.", "Last one."
PAUSED, AGAIN = "Paused.", "Again in three."
THE_END = "That is the end. Take your time."

# Where one is: "Breath six" "of ten." "Left side." "Two minutes left." are four recordings, each whole by itself.
SETTLING = "Finding your position."
UNDER_A_MINUTE, MANY_MINUTES = "Less than a minute left.", "More than twenty minutes left."

_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
COUNTS = tuple(f"{number.capitalize()}." for number in _NUMBERS)
BREATHS = tuple(f"Breath {number}" for number in _NUMBERS)
OF_BREATHS = tuple(f"of {number}." for number in _NUMBERS)
MINUTES = (ONE_MINUTE, *(f"{number.capitalize()} minutes left." for number in _NUMBERS[1:]))

VOCABULARY = (
    IN, HOLD, TIGHTEN, OUT, LET_GO, REST, HOLD_EMPTY, RELEASE, EASY, *COUNTS, *SIDES.values(), *NOW_SIDES.values(),
    *SOON_SIDES.values(), LIE_DOWN, SETTLE_IN, TAKE_TIME, BEGIN, CHANGE, SOON, HALFWAY, LAST_BREATH, LAST_ONE, PAUSED,
    AGAIN, THE_END, SETTLING, *BREATHS, *OF_BREATHS, *MINUTES, UNDER_A_MINUTE, MANY_MINUTES,
)  # fmt: skip


def all_texts(routines: Iterable[Routine]) -> tuple[str, ...]:
    """Return every text that needs a recording, each once: the vocabulary, and what ``routines`` say of their own."""
    texts = dict.fromkeys(VOCABULARY)
    for routine in routines:
        texts.update(dict.fromkeys((*texts_of(routine), *routine.cautions)))
    return tuple(texts)


def texts_of(routine: Routine) -> Iterator[str]:
    """Yield what a session of ``routine`` says beside the vocabulary: its stages' own words, and the way out.

    Its cautions are read before the start; only ``all_texts`` has them.
    """
    for stage in routine.stages:
        for side in tuple(Side) if stage.both_sides else (stage.side,):
            found = [stage.settle.for_side(side), *(spoken_word(stage, phase) for phase in BREATH_PHASES)]
            for said in stage.instructions:
                found += [before_stage(said, side), within_stage(said, side)]
            yield from filter(None, found)
    yield from routine.closing


def within_stage(said: Instruction, side: Side | None) -> str:
    """Return what is said of an instruction to somebody who breathes, '' where it is only shown.

    That is its short form, else the whole of it where that has MOST_WORDS words at most.
    """
    whole = said.words.for_side(side)
    return said.short.for_side(side) or (whole if count_words(whole) <= MOST_WORDS else "")


def before_stage(said: Instruction, side: Side | None) -> str:
    """Return what is said of an instruction while the position is taken, '' where nothing is.

    That is the whole of it where it is about safety, or where it opens the stage and has no short form.
    """
    opens = said.at_s == 0 and not within_stage(said, side)
    return said.words.for_side(side) if said.is_safety or opens else ""


def spoken_word(stage: Stage, phase: Phase) -> str:
    """Return a stage's own word for ``phase`` as a sentence, '' where it has none or one of too many words."""
    word = stage.phase_words.get(phase, "").strip()
    if not word or count_words(word) > MOST_WORDS:
        return ""
    return word if word[-1] in ".!?" else f"{word}."


def count_words(text: str) -> int:
    return len(text.split())


def say_place(moment: Moment) -> tuple[str, ...]:
    """Return where one is, as texts to be said one after the other; each is whole by itself.

    Breaths are named where a stage has twenty at most: in a longer one nobody counts, and the time left says more.
    """
    if moment.phase is Phase.DONE:
        return (THE_END,)
    texts: list[str] = []
    if moment.phase is Phase.SETTLE:
        texts.append(SETTLING)
    elif moment.cycles <= len(BREATHS):
        texts += [BREATHS[moment.cycle - 1], OF_BREATHS[moment.cycles - 1]]
    if moment.side:
        texts.append(SIDES[moment.side])
    return (*texts, _say_left(moment.session_left_s))


def _say_left(left_s: float) -> str:
    """Return the time left to the nearest minute."""
    minutes = int(left_s / 60 + 0.5)
    if minutes > len(MINUTES):
        return MANY_MINUTES
    return MINUTES[minutes - 1] if minutes else UNDER_A_MINUTE
