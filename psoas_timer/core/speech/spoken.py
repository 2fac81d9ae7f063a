"""Every sentence that the voice can say, as data: recordings are made from it, and plans choose from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from psoas_timer.core.breath.routine import BREATH_PHASES, Instruction, Phase, Routine, Side, Stage
from psoas_timer.core.breath.timeline import Moment
from psoas_timer.core.speech.utterance import GuidanceLevel

# The most words said at once during breathing: a sentence of four words takes two seconds at most.
MOST_WORDS = 4

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")

# The phases of the breath.
IN, HOLD, OUT, REST = "In.", "Hold.", "Out.", "Rest."
TIGHTEN, LET_GO = "Tighten and hold.", "Let go."  # the effort with full lungs, and what comes after it
HOLD_EMPTY, RELEASE = "Hold empty.", "Let go. Breathe in."  # the effort with empty lungs, and what comes after it
EASY = "Easy breath."
WHENEVER = "Breathe in whenever you want to."  # in the first hold with empty lungs

# Settling and changing.
LIE_DOWN = "If you can hear this, lie down."
SETTLE_IN = "If you can hear this, settle in."
TAKE_TIME = "Take your time. Find your position."
BEGIN = "Soon, the first breath."
CHANGE, SOON = "Change position.", "Soon, the next part."
SIDES: Mapping[Side, str] = MappingProxyType({Side.LEFT: "Left side.", Side.RIGHT: "Right side."})
NOW_SIDES: Mapping[Side, str] = MappingProxyType({Side.LEFT: "Now, the left side.", Side.RIGHT: "Now, the right side."})
SOON_SIDES: Mapping[Side, str] = MappingProxyType(
    {Side.LEFT: "Soon, the left side.", Side.RIGHT: "Soon, the right side."}
)

# Marks along the way, the pause and the end.
HALFWAY, ONE_MINUTE = "Halfway through the session.", "One minute left."
LAST_BREATH, LAST_ONE = "Last breath.", "Last one."
PAUSED, AGAIN = "Paused.", "Again in three."
THE_END = "That is the end. Take your time."

# What a key did, for a person who does not see the screen.
LONGER, SHORTER, NO_HOLD = "A longer hold.", "A shorter hold.", "This breath has no hold."
LAST_STAGE = "This is the last stage."
ASK_END = "Finish here? Press Escape again to go on. To finish, press Tab, then Space."

# Where you are: "Breath six" "of ten." "Left side." "Two minutes left." are four separate recordings.
SETTLING = "Finding your position."
UNDER_A_MINUTE, MANY_MINUTES = "Less than a minute left.", "More than twenty minutes left."

_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
COUNTS = tuple(f"{number.capitalize()}." for number in _NUMBERS)
BREATHS = tuple(f"Breath {number}" for number in _NUMBERS)
OF_BREATHS = tuple(f"of {number}." for number in _NUMBERS)
HOLDS = tuple(f"Hold {number}." for number in _NUMBERS[1:10])  # the seconds that a hold may be given by key
MINUTES = (ONE_MINUTE, *(f"{number.capitalize()} minutes left." for number in _NUMBERS[1:]))

VOCABULARY = (
    IN, HOLD, TIGHTEN, OUT, LET_GO, REST, HOLD_EMPTY, RELEASE, EASY, WHENEVER, *COUNTS, *SIDES.values(),
    *NOW_SIDES.values(), *SOON_SIDES.values(), LIE_DOWN, SETTLE_IN, TAKE_TIME, BEGIN, CHANGE, SOON, HALFWAY,
    LAST_BREATH, LAST_ONE, PAUSED, AGAIN, THE_END, SETTLING, *BREATHS, *OF_BREATHS, *MINUTES, UNDER_A_MINUTE,
    MANY_MINUTES, *HOLDS, LONGER, SHORTER, NO_HOLD, LAST_STAGE, ASK_END,
)  # fmt: skip


def all_texts(routines: Iterable[Routine]) -> tuple[str, ...]:
    """Return every text that needs a recording, each once: the vocabulary, and the ``routines``' own words."""
    texts = dict.fromkeys(VOCABULARY)
    for routine in routines:
        texts.update(dict.fromkeys(texts_of(routine)))
    return tuple(texts)


def texts_of(routine: Routine) -> Iterator[str]:
    """Yield what a session of ``routine`` says besides the vocabulary: its stages' own words, and the way out."""
    for stage in routine.stages:
        for side in tuple(Side) if stage.both_sides else (stage.side,):
            found = [*sentences_of(stage.settle.for_side(side))]
            found += [spoken_word(stage, phase) for phase in BREATH_PHASES]
            for said in stage.instructions:
                found += [before_stage(said, side), within_stage(said, side)]
            yield from filter(None, found)
    yield from routine.closing


def within_stage(said: Instruction, side: Side | None) -> str:
    """Return what is said of an instruction during breathing, '' if it is only shown.

    That is its short form or, if it has none, the whole instruction if it has at most MOST_WORDS words.
    """
    whole = said.words.for_side(side)
    return said.short.for_side(side) or (whole if count_words(whole) <= MOST_WORDS else "")


def before_stage(said: Instruction, side: Side | None) -> str:
    """Return what is said of an instruction while you get into position, '' if nothing is.

    That is the whole instruction if it is about safety, or if it opens the stage and has no short form.
    """
    opens = said.at_s == 0 and not within_stage(said, side)
    return said.words.for_side(side) if said.is_safety or opens else ""


def says_instruction(stage: Stage, text: str, level: GuidanceLevel) -> bool:
    """Tell whether the voice says an instruction, or a short form of it, at this level; ``text`` is as it is shown."""
    if level is GuidanceLevel.SILENT:
        return False
    if text == stage.settle.for_side(stage.side):
        return True
    said = [one for one in stage.instructions if one.words.for_side(stage.side) == text]
    is_spoken = any(within_stage(one, stage.side) or before_stage(one, stage.side) for one in said)
    return is_spoken and (level is GuidanceLevel.FULL or any(one.is_safety for one in said))


def spoken_word(stage: Stage, phase: Phase) -> str:
    """Return a stage's own words for ``phase`` as a sentence, '' if it has none or too many."""
    word = stage.phase_words.get(phase, "").strip()
    if not word or count_words(word) > MOST_WORDS:
        return ""
    return word if word[-1] in ".!?" else f"{word}."


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text``; each is said on its own, with time after it to do what it says."""
    return tuple(_SENTENCE_ENDS.split(text)) if text else ()


def count_words(text: str) -> int:
    return len(text.split())


def say_place(moment: Moment) -> tuple[str, ...]:
    """Return where the session is, as texts to say one after another; each is complete in itself.

    Breaths are numbered in stages of up to twenty. In a longer stage the time left is more useful.
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


def say_hold(hold_s: float | None, steps: int) -> str:
    """Return what a key has made of the hold: its seconds, or which way it went by ``steps``; None: there is none."""
    if hold_s is None:
        return NO_HOLD
    index = round(hold_s) - 2
    if hold_s == round(hold_s) and 0 <= index < len(HOLDS):
        return HOLDS[index]
    return LONGER if steps > 0 else SHORTER


def forms_of_instruction(moment: Moment) -> tuple[tuple[str, ...], ...]:
    """Return the ways to say the instruction that is shown, each as its sentences, the fullest first."""
    if not moment.instruction:
        return ()
    short = [
        said.short.for_side(moment.side)
        for said in moment.stage.instructions
        if said.words.for_side(moment.side) == moment.instruction
    ]
    return tuple(sentences_of(form) for form in (moment.instruction, *short) if form)


def _say_left(left_s: float) -> str:
    """Return the time left to the nearest minute."""
    minutes = int(left_s / 60 + 0.5)
    if minutes > len(MINUTES):
        return MANY_MINUTES
    return MINUTES[minutes - 1] if minutes else UNDER_A_MINUTE
