"""A person's settings, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, Bounds, BreathPattern
from psoas_timer.core.breath.routine import SETTLE_S, Routine, Side, StageChoice, tailor
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.described import Section, check_settings, group_of, setting
from psoas_timer.core.history.session import DAY_BOUNDARY_H
from psoas_timer.core.kind import Flag, Group, LanguageCode, Maybe, Number, OneOf, Table, Text, Texts
from psoas_timer.core.problem import BadValue
from psoas_timer.core.sentence import N_
from psoas_timer.core.speech.sound import SoundChoice
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.core.window_place import WindowPlace

TEXT_PERCENT: Bounds = (75.0, 250.0)
TURNS = (0, 90, 180, 270)
DAY_BOUNDARIES_H = range(7)
STOP_LEVELS = range(1, 11)
# From the key that starts a session that waits to its first breath: the hand goes back, and one breath passes.
READY_S = 6.0


class View(StrEnum):
    """What shows the breath; DARK is a dim ring on black, for a dark room when nobody is looking."""

    ORB = "orb"
    DIAPHRAGM = "diaphragm"
    DARK = "dark"


class Typeface(StrEnum):
    """Which letters to use: OURS is made for low vision; SYSTEM follows the desktop."""

    OURS = "ours"
    SYSTEM = "system"


class Teller(StrEnum):
    """Who tells what happens in a session to a person who uses a screen reader."""

    VOICE = "voice"  # and the screen reader what the voice does not say
    READER = "reader"
    BOTH = "both"


class ThemeChoice(StrEnum):
    """Which colours to use; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def default_patterns() -> Mapping[str, BreathPattern]:
    """Return every named pattern with its default figures."""
    return MappingProxyType({name: named.pattern for name, named in NAMED_PATTERNS.items()})


def _patterns() -> Group:
    """Return what each figure of the patterns may be."""
    kinds = {
        name: Group(named.pattern, {figure: Number(*bounds) for figure, bounds in named.bounds.items()})
        for name, named in NAMED_PATTERNS.items()
    }
    return Group(default_patterns(), kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting with its default, described where it is declared. Raises BadValue if one is out of bounds.

    ``settle_s`` is 0 to 60 seconds, or None for what each routine needs; with ``wait_for_me`` a key starts the session
    instead. ``turn`` rotates the view, in degrees clockwise. ``choices`` maps routine id and stage id to a StageChoice.
    ``acknowledged`` names the routines whose cautions were read and accepted. A day ends at ``day_boundary_h`` o'clock.
    ``discomfort_stop`` is the level from which a therapist advises against a session, or None. ``keeps_running`` tells
    whether the program keeps running, to remind, when its window is closed; None until asked. ``tray_told`` says that
    the person was told that it is then in the tray. ``autostart_granted`` is the desktop's last answer, kept for
    desktops that cannot be asked again. ``window`` is where the window was. ``language`` is a code such as "en" or
    "pt_BR", or '' to follow the system.
    """

    patterns: Mapping[str, BreathPattern] = setting(default_patterns, _patterns(), section=Section.BREATH)
    settle_s: float | None = setting(
        None, Maybe(Number(*SETTLE_S)), N_("Time to lie down"), Section.SESSION, unit=N_(" s"),
        words={None: N_("What it needs")},
        hint=N_("Seconds from Start to the first breath. If you set none, a routine waits for Space the first time."),
    )  # fmt: skip
    wait_for_me: bool = setting(
        False, Flag(), N_("Start when you press Space instead"), Section.SESSION,
        hint=N_("Nothing counts down. The first breath comes a few seconds after you press Space."),
    )  # fmt: skip
    view: View = setting(
        View.ORB, OneOf(tuple(View)), N_("Show the breath as"), Section.SESSION,
        words={View.ORB: N_("Orb"), View.DIAPHRAGM: N_("Diaphragm"), View.DARK: N_("A dim ring on black")},
        hint=N_("What you see in a session. The dim ring is for a dark room, or for closed eyes."),
    )  # fmt: skip
    turn: int = setting(
        0, OneOf(TURNS), N_("Turn the session view"), Section.SESSION,
        words={0: N_("Upright")}, other=N_("{n}° clockwise"),
        hint=N_("In degrees. For a screen that stands on its side, or when you lie on yours."),
    )  # fmt: skip
    theme: ThemeChoice = setting(
        ThemeChoice.SYSTEM, OneOf(tuple(ThemeChoice)), N_("Colours"), Section.LOOK,
        words={
            ThemeChoice.SYSTEM: N_("Follow the system"), ThemeChoice.LIGHT: N_("Light"), ThemeChoice.DARK: N_("Dark"),
        },
        hint=N_("Dark is easier on the eyes in the evening."),
    )  # fmt: skip
    typeface: Typeface = setting(
        Typeface.OURS, OneOf(tuple(Typeface)), N_("Letters"), Section.LOOK,
        words={Typeface.OURS: N_("Easy to tell apart"), Typeface.SYSTEM: N_("Follow the system")},
        hint=N_("The typeface of all text. Ours is made for low vision; the other is your desktop's font."),
    )  # fmt: skip
    text_percent: float = setting(
        100.0, Number(*TEXT_PERCENT), N_("Text size"), Section.LOOK, unit=N_(" %"), step=25,
        hint=N_("In percent of the usual size, here and in a session."),
    )  # fmt: skip
    reduced_motion: bool = setting(
        False, Flag(), N_("Reduce motion"), Section.SESSION,
        hint=N_("Nothing grows or shrinks. A ring, a word and a countdown show the rhythm."),
    )  # fmt: skip
    guidance: GuidanceLevel = setting(
        GuidanceLevel.FULL, OneOf(tuple(GuidanceLevel)), N_("The voice says"), Section.SOUND,
        words={
            GuidanceLevel.FULL: N_("Everything"), GuidanceLevel.COUNTS: N_("Breath and counts"),
            GuidanceLevel.TONES: N_("Only safety and what to do"), GuidanceLevel.SILENT: N_("Nothing"),
        },
        hint=N_("How much you hear in a session. What is not said is still on the screen."),
    )  # fmt: skip
    teller: Teller = setting(
        Teller.VOICE, OneOf(tuple(Teller)), N_("With a screen reader"), Section.SOUND,
        words={
            Teller.VOICE: N_("The voice speaks"), Teller.READER: N_("The screen reader speaks"),
            Teller.BOTH: N_("Both speak"),
        },
        hint=N_("Who guides you. While the voice speaks, your screen reader only adds what it leaves out."),
    )  # fmt: skip
    sound: SoundChoice = setting(SoundChoice, group_of(SoundChoice()), section=Section.SOUND)
    choices: Mapping[str, Mapping[str, StageChoice]] = setting(dict, Table(Table(group_of(StageChoice()))))
    acknowledged: frozenset[str] = setting(frozenset(), Texts())
    day_boundary_h: int = setting(DAY_BOUNDARY_H, OneOf(DAY_BOUNDARIES_H))
    asks_discomfort: bool = setting(
        False, Flag(), N_("Ask how you feel before and after each session"), Section.DISCOMFORT,
        hint=N_("One question, from 0 to 10, that you may skip. History shows how your answers change."),
    )  # fmt: skip
    discomfort_stop: int | None = setting(
        None, Maybe(OneOf(STOP_LEVELS)), N_("Your therapist's limit"), Section.DISCOMFORT,
        words={None: N_("No limit")}, other=N_("{n} of 10"),
        hint=N_("A therapist may set a limit with you. At that level or above, you are advised to rest."),
    )  # fmt: skip
    reminders_suggested: bool = setting(False, Flag())
    # What a person has done when a reminder comes, in their own words ("had breakfast"), by the reminder's uuid.
    plans: Mapping[str, str] = setting(dict, Table(Text()))
    keeps_running: bool | None = setting(None, Maybe(Flag()))
    tray_told: bool = setting(False, Flag(), of_this_machine=True)
    autostart_granted: bool = setting(False, Flag(), of_this_machine=True)
    window: WindowPlace = setting(WindowPlace, group_of(WindowPlace()), of_this_machine=True)
    language: str = setting(
        "", LanguageCode(), N_("Language"), Section.LOOK,
        words={"": N_("Follow the system")},
        hint=N_("A new language takes effect the next time you start Psoas Timer."),
    )  # fmt: skip

    @property
    def voice_says(self) -> GuidanceLevel:
        """How much the voice says: nothing where a screen reader alone is to speak."""
        return GuidanceLevel.SILENT if self.teller is Teller.READER else self.guidance

    def __post_init__(self) -> None:
        check_settings(self)
        for name, pattern in self.patterns.items():
            check_named_pattern(name, pattern)


def compile_session(routine: Routine, settings: Settings, first_side: Side, *, waits: bool) -> Timeline:
    """Lay ``routine`` out as a person has set it; a session that ``waits`` leaves READY_S after Space."""
    tailored = tailor(routine, settings.patterns, settings.choices.get(routine.id, {}))
    return compile_timeline(tailored, settle_s=READY_S if waits else settings.settle_s, first_side=first_side)


def check_named_pattern(name: str, pattern: BreathPattern) -> None:
    """Raise BadValue unless ``pattern`` is within the bounds of the pattern with this name."""
    if name not in NAMED_PATTERNS:
        raise BadValue(
            N_("There is no pattern named {name}."),
            N_("Use one of: {known}."),
            name=name,
            known=tuple(NAMED_PATTERNS),
        )
    for figure in fields(pattern):
        bounds = NAMED_PATTERNS[name].bounds[figure.name]
        Number(*bounds).check(f"{figure.name} of {name}", getattr(pattern, figure.name))
