"""Turns one [[stage]] of a routine file into a Stage, and notes every fault on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from psoas_timer.core.breath.pattern import LIMITS, NAMED_PATTERNS, Bounds, BreathPattern
from psoas_timer.core.breath.routine import (
    BREATH_PHASES,
    SETTLE_S,
    STAGE_CYCLES,
    STAGE_LENGTH_S,
    Instruction,
    Phase,
    Routine,
    Side,
    Stage,
    Words,
)
from psoas_timer.core.breath.timeline import compile_timeline
from psoas_timer.core.sentence import N_
from psoas_timer.core.speech.spoken import MOST_WORDS, count_words
from psoas_timer.store.routines.routine_keys import (
    EASY_BETWEEN,
    EFFORT_BOUNDS,
    MOST_SAID,
    PHASE_WORDS,
    PICTURES,
    SENTENCE,
    SHORT,
    TITLE,
    read_id,
    refuse_key,
    refuse_unknown,
)
from psoas_timer.store.routines.toml_table import Table, is_number
from psoas_timer.store.values import show

# Replaces a faulty number, so that the rest of the stage can be read.
_ANY_PATTERN = NAMED_PATTERNS["slow"].pattern
_ANY_LENGTH_S = 60.0

_MINUTES: Bounds = (STAGE_LENGTH_S[0] / 60, STAGE_LENGTH_S[1] / 60)
_INLINE_PATTERN = "{ inhale_s = 4, exhale_s = 6 }"


def read_stage(table: Table) -> Stage:
    """Return the stage of ``table``; faulty values are noted there and replaced by harmless ones."""
    refuse_unknown(table, "[[stage]]")
    both_sides = table.flag("both_sides")
    effort = _read_effort(table)
    pattern_name, pattern = _read_pattern(table)
    is_effort_sound = _check_effort(table, effort, pattern_name, pattern)
    cycles, duration_s = _read_length(table)
    return Stage(
        id=read_id(table, "", "breathe"),
        title=table.needed_text("title", TITLE, 'title = "Breathe"'),
        pattern=pattern,
        pattern_name=pattern_name,
        other_patterns=_read_other_patterns(table, effort, pattern_name),
        cycles=cycles,
        duration_s=duration_s,
        duration_range_s=_read_range(table),
        position=table.name("picture", PICTURES),
        both_sides=both_sides,
        effort=effort if is_effort_sound else None,
        easy_between=table.whole_number("easy_between", EASY_BETWEEN) or 0,
        settle_s=table.number("settle_s", SETTLE_S) or 0.0,
        change_s=_read_change(table, both_sides),
        settle=_read_settle(table, both_sides),
        instructions=_read_said(table, both_sides),
        phase_words=_read_phase_words(table),
    )


def check_said(table: Table, stage: Stage) -> None:
    """Note the texts that ``stage``, otherwise valid, would never say: at a second already taken, or after its end.

    The end is that of the longest choice at the default pace; a person's own pace may move it.
    """
    if stage.duration_range_s is not None:
        stage = replace(stage, duration_s=stage.duration_range_s[1])
    length_s = compile_timeline(Routine(id="", title="", stages=(stage,)), settle_s=0).stage_spans[0].end_s
    seen: set[float] = set()
    for number, said in enumerate(stage.instructions, 1):
        path = (*table.path, "say", number, "at_s")
        if said.at_s >= length_s:
            table.faults.add(
                path,
                N_("{file}, line {line}: {key} is {value:g}, but the breathing ends after {length:g} seconds."),
                N_("Choose an earlier second."), value=said.at_s, length=length_s,
            )  # fmt: skip
        elif said.at_s in seen:
            table.faults.add(
                path, N_("{file}, line {line}: {key} is {value:g}, but something else is said at that second."),
                N_("Choose a different second."), value=said.at_s,
            )  # fmt: skip
        seen.add(said.at_s)


def _read_effort(table: Table) -> Phase | None:
    name = table.name("effort", tuple(phase.value for phase in EFFORT_BOUNDS))
    return Phase(name) if name else None


def _read_pattern(table: Table) -> tuple[str, BreathPattern]:
    """Return the name ('' if the file gives its own figures) and the figures of a stage's breath."""
    if "pattern" not in table:
        table.add_missing("pattern", 'pattern = "slow"')
        return "", _ANY_PATTERN
    if not isinstance(table.value("pattern"), dict):
        name = table.name("pattern", tuple(NAMED_PATTERNS))
        return name, NAMED_PATTERNS[name].pattern if name else _ANY_PATTERN
    figures = table.table("pattern", _INLINE_PATTERN)
    known = tuple(field.name for field in fields(BreathPattern))
    for key in figures.keys:
        if key not in known:
            refuse_key(figures, key, known)
    for key in ("inhale_s", "exhale_s"):
        if key not in figures:
            figures.add_missing(key, f"pattern = {_INLINE_PATTERN}")
    usual = {"inhale_s": _ANY_PATTERN.inhale_s, "exhale_s": _ANY_PATTERN.exhale_s}
    found = {key: figures.number(key, LIMITS[key]) for key in known}
    return "", BreathPattern(**{key: usual.get(key, 0.0) if value is None else value for key, value in found.items()})


def _check_effort(table: Table, effort: Phase | None, name: str, pattern: BreathPattern) -> bool:
    """Tell whether the pattern has a hold of suitable length for the effort, and note if it does not."""
    if effort is None or "pattern" not in table:
        return False
    low, high = EFFORT_BOUNDS[effort]
    if name:
        fitting = _patterns_for(effort)
        if name not in fitting:
            table.add_fault(
                "pattern",
                N_("{file}, line {line}: {key} is {value}, which has no {effort} of {low:g} to {high:g} seconds."),
                N_("Use one of: {known}."), value=show(name), effort=effort.value, low=low, high=high,
                known=[show(one) for one in fitting],
            )  # fmt: skip
        return name in fitting
    held_s = getattr(pattern, f"{effort}_s")
    figures = table.value("pattern")
    given_s = figures.get(f"{effort}_s", 0.0) if isinstance(figures, dict) else None
    if given_s == held_s and is_number(given_s) and not low <= held_s <= high:  # otherwise it is already noted
        table.faults.add(
            (*table.path, "pattern", f"{effort}_s"),
            N_("{file}, line {line}: {key} is {value:g}, but muscles work in that hold."),
            N_("Choose {low:g} to {high:g} seconds."), value=held_s, low=low, high=high,
        )  # fmt: skip
    return bool(low <= held_s <= high)


def _patterns_for(effort: Phase) -> tuple[str, ...]:
    """Return the named patterns whose hold stays suitable for ``effort``, whatever a person sets."""
    low, high = EFFORT_BOUNDS[effort]
    holds = {name: named.bounds[f"{effort}_s"] for name, named in NAMED_PATTERNS.items()}
    return tuple(name for name, bounds in holds.items() if low <= bounds[0] and bounds[1] <= high)


def _read_other_patterns(table: Table, effort: Phase | None, name: str) -> tuple[str, ...]:
    allowed = _patterns_for(effort) if effort else tuple(NAMED_PATTERNS)
    return table.names("other_patterns", tuple(one for one in allowed if one != name))


def _read_length(table: Table) -> tuple[int | None, float | None]:
    """Return the cycles and the seconds of a stage, which has one or the other."""
    cycles = table.whole_number("cycles", STAGE_CYCLES)
    minutes = table.number("minutes", _MINUTES)
    if "cycles" not in table and "minutes" not in table:
        table.add_fault(
            "", N_("{file}, line {line}: {key} has neither cycles nor minutes."),
            N_("Add one of the two, such as cycles = 10 or minutes = 5."),
        )  # fmt: skip
    elif "cycles" in table and "minutes" in table:
        table.add_fault(
            "",
            N_("{file}, line {line}: {key} has both cycles and minutes."),
            N_("Keep one of them and remove the other."),
        )
    elif cycles is not None:
        return cycles, None
    return None, _ANY_LENGTH_S if minutes is None else _to_seconds(minutes)


def _read_range(table: Table) -> Bounds | None:
    if "minutes_range" not in table:
        return None
    if "minutes" not in table:
        table.add_fault(
            "minutes_range", N_("{file}, line {line}: {key} is set without minutes."),
            N_("Add minutes to the stage, such as minutes = 5, or remove the range."),
        )  # fmt: skip
        return None
    ends = table.value("minutes_range")
    is_pair = isinstance(ends, list) and len(ends) == 2 and all(is_number(end) for end in ends)
    if not is_pair or not _MINUTES[0] <= ends[0] <= ends[1] <= _MINUTES[1]:
        table.add_fault(
            "minutes_range", N_("{file}, line {line}: {key} is not the shortest and the longest time in minutes."),
            N_("Write two numbers from {low:.3g} to {high:g}, the smaller one first, such as [3, 10]."),
            low=_MINUTES[0], high=_MINUTES[1],
        )  # fmt: skip
        return None
    minutes = table.value("minutes")
    is_sound = is_number(minutes) and _MINUTES[0] <= minutes <= _MINUTES[1]  # otherwise it is already noted
    if is_sound and not ends[0] <= minutes <= ends[1]:
        table.add_fault(
            "minutes", N_("{file}, line {line}: {key} is {value:g}, outside minutes_range."),
            N_("Choose a number from {low:g} to {high:g}, or widen the range."),
            value=minutes, low=ends[0], high=ends[1],
        )  # fmt: skip
    return _to_seconds(ends[0]), _to_seconds(ends[1])


def _to_seconds(minutes: float) -> float:
    return round(minutes * 60, 6)


def _read_change(table: Table, both_sides: bool) -> float | None:
    if "change_s" in table and not both_sides:
        table.add_fault(
            "change_s", N_("{file}, line {line}: {key} is the time to change sides, but the stage has no sides."),
            N_("Remove it, or add both_sides = true to the stage."),
        )  # fmt: skip
    return table.number("change_s", SETTLE_S)


def _read_settle(table: Table, both_sides: bool) -> Words:
    if not isinstance(table.value("settle"), dict):
        return Words(text=table.text("settle", SENTENCE))
    return _read_sides(_by_side(table, "settle"), both_sides, SENTENCE)


def _read_said(table: Table, both_sides: bool) -> tuple[Instruction, ...]:
    found = []
    for said in table.tables("say", "[[stage.say]]", MOST_SAID):
        refuse_unknown(said, "[[stage.say]]")
        if "at_s" not in said:
            said.add_missing("at_s", "at_s = 20")
        at_s = said.number("at_s", (0.0, STAGE_LENGTH_S[1]))
        if "left" in said or "right" in said:
            words = _read_sides(said, both_sides, SENTENCE)
            if "text" in said:
                said.add_fault(
                    "text", N_("{file}, line {line}: {key} is used together with left or right."),
                    N_("Use either text alone, or left and right."),
                )  # fmt: skip
        else:
            words = Words(text=said.needed_text("text", SENTENCE, 'text = "Breathe in"'))
        found.append(Instruction(at_s or 0.0, words, _read_short(said, both_sides), said.flag("safety")))
    return tuple(found)


def _read_short(said: Table, both_sides: bool) -> Words:
    """Return the spoken form of a sentence, short enough not to disturb somebody's breathing."""
    if isinstance(said.value("short"), dict):
        by_side = _by_side(said, "short")
        words = _read_sides(by_side, both_sides, SHORT)
        for side in Side:
            _check_words(by_side, side.value, words.for_side(side))
        return words
    words = Words(text=said.needed_text("short", SHORT, "") if "short" in said else "")
    _check_words(said, "short", words.text)
    return words


def _check_words(table: Table, key: str, text: str) -> None:
    if count_words(text) > MOST_WORDS:
        table.add_fault(
            key, N_("{file}, line {line}: {key} has {count} words."), N_("Use at most {most} words."),
            count=count_words(text), most=MOST_WORDS,
        )  # fmt: skip


def _by_side(table: Table, key: str) -> Table:
    """Return the table of a text that differs for left and right."""
    by_side = table.table(key, "")
    known = tuple(side.value for side in Side)
    for name in by_side.keys:
        if name not in known:
            refuse_key(by_side, name, known)
    return by_side


def _read_sides(table: Table, both_sides: bool, limit: int) -> Words:
    if not both_sides:
        table.add_fault(
            "", N_("{file}, line {line}: {key} has left and right, but the stage has no sides."),
            N_("Write one text, or add both_sides = true to the stage."),
        )  # fmt: skip
    left = table.needed_text("left", limit, 'left = "Ball to the left"')
    return Words(left=left, right=table.needed_text("right", limit, 'right = "Ball to the right"'))


def _read_phase_words(table: Table) -> Mapping[Phase, str]:
    words = table.table("words", "[stage.words]")
    refuse_unknown(words, "[stage.words]")
    found = {phase: words.text(phase.value, PHASE_WORDS) for phase in BREATH_PHASES}
    return {phase: text for phase, text in found.items() if text}
