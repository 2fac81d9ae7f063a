"""The wording for what the breath does: whole sentences, through Qt's translation."""

from __future__ import annotations

from datetime import date
from math import ceil

from psoas_timer.core.breath.cue import ANNOUNCE_NEXT_S
from psoas_timer.core.breath.routine import Phase, Routine, Side, Stage
from psoas_timer.core.breath.timeline import Moment, Timeline
from psoas_timer.core.history.adherence import Week
from psoas_timer.lib.translation import list_words, number_word, tr


def phase_word(moment: Moment) -> str:
    """Return what to do now: the stage's own word for the phase, if it has one."""
    own = moment.stage.phase_words.get(moment.phase, "")
    if own and not moment.is_easy:
        return own
    return {
        Phase.SETTLE: tr("Take your position"),
        Phase.INHALE: tr("Breathe in"),
        Phase.HOLD_IN: tr("Tighten and hold") if moment.is_effort else tr("Hold"),
        Phase.EXHALE: tr("Breathe out"),
        Phase.HOLD_OUT: tr("Hold empty") if moment.is_effort else tr("Rest"),
        Phase.DONE: tr("Done"),
    }[moment.phase]


def side_word(side: Side | None) -> str:
    """Return the side, '' if there is none."""
    return {Side.LEFT: tr("Left side"), Side.RIGHT: tr("Right side")}[side] if side else ""


def count_word(moment: Moment) -> str:
    """Return which repetition this is, '' while settling."""
    if not moment.cycle:
        return ""
    return tr("{cycle} of {cycles}").format(cycle=number_word(moment.cycle), cycles=number_word(moment.cycles))


def stage_word(stage: Stage) -> str:
    """Return a stage's title with its side."""
    if stage.side is Side.LEFT:
        return tr("{title}, left side").format(title=stage.title)
    if stage.side is Side.RIGHT:
        return tr("{title}, right side").format(title=stage.title)
    return stage.title


def as_sentence(text: str) -> str:
    """Return ``text`` with a full stop, unless it ends with a sign of its own, so that reading it out pauses there."""
    return text if not text or text[-1] in ".!?:" else tr("{words}.").format(words=text)


def left_sentence(moment: Moment) -> str:
    """Return how much of the session is left, to the nearest minute, as the voice says it."""
    minutes = int(moment.session_left_s / 60 + 0.5)
    return tr("%n minutes left.", minutes) if minutes else tr("Less than a minute left.")


def place_sentences(moment: Moment) -> str:
    """Return where the session is: the stage with its side, the breath, and the time left."""
    where = as_sentence(stage_word(moment.stage))
    breath = tr("Breath {cycle} of {cycles}.") if moment.cycle else tr("Take your position.")
    count = breath.format(cycle=number_word(moment.cycle), cycles=number_word(moment.cycles))
    return f"{where} {count} {left_sentence(moment)}"


def next_word(timeline: Timeline, moment: Moment) -> str:
    """Return the announcement of the next stage in the last seconds of this one, or of the last breath."""
    if moment.phase in (Phase.SETTLE, Phase.DONE):
        return ""
    if moment.stage_index + 1 < len(timeline.stages):
        if whole_seconds(moment.stage_left_s) > ANNOUNCE_NEXT_S:
            return ""
        return tr("Next: {stage}").format(stage=stage_word(timeline.stages[moment.stage_index + 1]))
    return tr("Last breath") if moment.cycle == moment.cycles > 1 and not moment.is_easy else ""


def following_word(timeline: Timeline, moment: Moment) -> str:
    """Return what comes after this phase and for how long: the look-ahead for people who want no motion."""
    following = timeline.at(moment.elapsed_s + moment.phase_left_s + 1e-6)
    if following.phase is Phase.DONE:
        return ""
    word, seconds = phase_word(following), number_word(following.phase_s)
    return tr("Then: {word}, {seconds} s").format(word=word, seconds=seconds)


def whole_seconds(seconds: float) -> int:
    """Return ``seconds`` rounded up, so that a countdown reaches 0 only at its end."""
    return ceil(seconds - 1e-9)


def clock_word(seconds: float) -> str:
    """Return minutes and seconds as on a clock, which reaches 0:00 only at the end."""
    whole = whole_seconds(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def length_word(seconds: float) -> str:
    """Return a length in whole minutes, at least one."""
    return tr("%n minutes", max(round(seconds / 60), 1))


def week_word(week: Week, today: date) -> str:
    """Return how this week is going, and what is left of it."""
    if week.is_neutral:
        return tr("This week is paused.") if week.paused else tr("Your week starts over.")
    left = week.days_left(today)
    if week.is_met:
        sentence = tr("This week: {met} of {target}, target met.")
    elif week.days_met + left < week.target:
        sentence = tr("{met} of {target}. Each day still counts.")
    else:
        sentence = tr("This week: {met} of {target}, %n days left.", left)
    return sentence.format(met=number_word(week.days_met), target=number_word(week.target))


def needs_word(routine: Routine) -> str:
    """Return what a routine needs, in one line."""
    wants = [*routine.wants, *([tr("empty stomach")] if routine.empty_stomach else [])]
    return list_words(wants) if wants else tr("nothing")
