"""What is handed to the sounds when a session begins, pauses, changes and is asked where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Instruction, Routine, Side, Stage, Words
from psoas_timer.core.breath.timeline import compile_timeline
from psoas_timer.core.history.session import begin_record
from psoas_timer.core.speech.sound import SoundChoice, SoundKind, Tone
from psoas_timer.core.speech.speech import plan_speech, plan_waiting
from psoas_timer.core.speech.spoken import AGAIN, ASK_END, LAST_STAGE, PAUSED, forms_of_instruction, say_place
from psoas_timer.core.speech.utterance import GuidanceLevel, Kind, Priority, Utterance
from psoas_timer.engine.player import Player
from psoas_timer.engine.sound.side_process import Outage
from psoas_timer.engine.sound.speaker import Spoken
from psoas_timer.services.guidance import Guidance
from psoas_timer.services.preferences import Preferences
from psoas_timer.services.saying import Saying
from psoas_timer.store.places import assets_dir
from psoas_timer.store.routines.routine_file import load_routine
from psoas_timer.store.voice_clips import load_clips
from tests.services.fake_sounds import FakeSounds, FakeVoice

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
CLIPS = load_clips(assets_dir() / "voice" / "en")
ROUTINE = load_routine(assets_dir() / "routines" / "front-stomach-release.toml")


class Room:
    """Guidance with a player whose time is told by hand."""

    def __init__(self, folder: Path, routine: Routine = ROUTINE) -> None:
        self.now_s = 100.0
        self.player = Player(lambda: self.now_s, lambda: NOW)
        self.sounds = FakeSounds()
        self.preferences = Preferences(folder / "settings.json")
        self.voice = FakeVoice()
        self.guidance = Guidance(self.player, self.sounds, self.voice, CLIPS, self.preferences)
        self.routine = routine
        self.timeline = compile_timeline(routine)

    def begin(self, *, waits: bool = False) -> None:
        record = begin_record(
            self.timeline, uuid="u", routine_id="r", routine_title="R", started=NOW, zone="", first_side=Side.LEFT
        )
        self.guidance.begin(self.routine)
        self.player.begin(self.timeline, record, waits=waits)

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds)):
            self.now_s += 1.0
            self.player.tick()

    def wait_exactly(self, seconds: float) -> None:
        self.wait(int(seconds))
        self.now_s += seconds - int(seconds)
        self.player.tick()

    def opening(self) -> list[Utterance]:
        """What is said while the session waits."""
        return list(plan_waiting(self.timeline, CLIPS.lengths_s).utterances)

    def planned(self, guidance: GuidanceLevel) -> list[Spoken]:
        plan = plan_speech(self.timeline, CLIPS.lengths_s, guidance, closing=ROUTINE.closing)
        return [Spoken(one.at_s, CLIPS.files[one.text]) for one in plan.utterances]


def waiting_timers(room: Room) -> list[QTimer]:
    return [one for one in room.guidance.findChildren(QTimer) if one.isActive()]


def waiting_texts(room: Room) -> list[str]:
    (saying,) = room.guidance.findChildren(Saying)
    return list(saying.waiting)


@pytest.fixture
def room(qapp: object, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.player.end()


def test_a_session_begins_with_its_whole_plan_and_its_sounds_ready(room: Room) -> None:
    room.begin()
    assert room.sounds.speech == room.planned(GuidanceLevel.FULL)
    assert room.sounds.prepared[-1] is room.timeline


def test_a_routine_that_is_looked_at_is_made_ready(room: Room) -> None:
    room.guidance.prepare(ROUTINE, room.timeline)
    assert room.sounds.prepared == [room.timeline]


@pytest.mark.parametrize("guidance", list(GuidanceLevel))
def test_guidance_changes_at_once(room: Room, guidance: GuidanceLevel) -> None:
    room.begin()
    room.preferences.change(replace(room.preferences.settings, guidance=guidance))
    assert room.sounds.speech == room.planned(guidance)


def test_volumes_change_at_once(room: Room) -> None:
    sound = SoundChoice(breath_percent=10.0)
    room.preferences.change(replace(room.preferences.settings, sound=sound))
    assert room.sounds.choices[-1] == sound


def test_pausing_and_going_on_are_said(room: Room, qtbot: QtBot) -> None:
    room.begin()
    room.wait(20)
    room.player.pause()
    qtbot.waitUntil(lambda: room.sounds.said == [CLIPS.files[PAUSED]])
    room.player.resume()
    qtbot.waitUntil(lambda: room.sounds.said == [CLIPS.files[PAUSED], CLIPS.files[AGAIN]])


def test_a_pause_that_two_presses_take_back_is_not_said(room: Room, qtbot: QtBot) -> None:
    room.begin()
    room.wait(20)
    room.player.pause()
    room.player.resume()
    qtbot.waitUntil(lambda: room.sounds.said == [CLIPS.files[AGAIN]])


def test_a_new_pace_keeps_what_was_said_and_plans_the_rest_anew(room: Room) -> None:
    room.begin()
    room.wait(30)
    before = [one for one in room.sounds.speech if one.at_s <= 30.0]
    room.player.change_hold(1)
    assert [one for one in room.sounds.speech if one.at_s <= 30.0] == before
    assert room.sounds.speech != room.planned(GuidanceLevel.FULL)


def at_of(room: Room, text: str) -> float:
    """Return when in the session ``text`` is to be said next, of what was handed to the sounds."""
    return next(one.at_s for one in room.sounds.speech if one.sound == CLIPS.files[text])


@pytest.mark.parametrize("before_s", [2.0, 0.0, -1.0])
def test_safety_words_that_an_answer_cuts_off_are_said_after_it(room: Room, qtbot: QtBot, before_s: float) -> None:
    room.begin()
    plan = plan_speech(room.timeline, CLIPS.lengths_s)
    due = next(one for one in plan.utterances if one.kind is Kind.SAFETY)
    safety, due_s = due.text, due.at_s
    stage = room.timeline.at(due_s).stage_index
    now_s = room.player.frame.moment.elapsed_s
    room.wait_exactly(due_s - before_s - now_s)
    room.guidance.say_place()
    answer_s = sum(CLIPS.lengths_s[text] for text in say_place(room.player.frame.moment))
    again_s = at_of(room, safety)
    assert due_s < again_s
    assert due_s - before_s + answer_s < again_s < due_s + answer_s + 3.0
    assert again_s + due.seconds < room.timeline.stage_spans[stage].end_s


def test_a_skip_stops_an_answer_and_the_stages_own_words_are_said(room: Room, qtbot: QtBot) -> None:
    room.begin()
    room.wait(20)
    room.guidance.say_place()
    hushed = (room.sounds.hushed, room.voice.hushed)
    room.player.skip_forward()
    assert waiting_texts(room) == []
    assert room.sounds.hushed > hushed[0] and room.voice.hushed > hushed[1]
    assert room.sounds.speech == room.planned(GuidanceLevel.FULL)
    assert room.sounds.said == []


def test_a_skip_while_paused_stops_an_answer_too(room: Room) -> None:
    room.begin()
    room.wait(20)
    room.player.pause()
    room.guidance.say_place()
    room.player.skip_forward()
    assert waiting_texts(room) == []


def test_two_presses_never_say_that_it_goes_on(room: Room) -> None:
    room.begin()
    room.wait(20)
    room.player.pause()
    room.player.resume()
    assert waiting_texts(room) == [AGAIN], "it is said once no second press can come"
    room.player.skip_forward()
    assert waiting_texts(room) == []


def test_what_a_key_did_is_said_and_the_instruction_again(room: Room, qtbot: QtBot) -> None:
    room.begin()
    room.wait(20)
    room.guidance.answer(LAST_STAGE)
    qtbot.waitUntil(lambda: room.sounds.said == [CLIPS.files[LAST_STAGE]])
    room.guidance.say_instruction()
    forms = forms_of_instruction(room.player.frame.moment)
    qtbot.waitUntil(lambda: len(room.sounds.said) == 2)
    assert room.sounds.said[1] in {CLIPS.files.get(form[0]) for form in forms}


def test_who_wants_no_words_hears_only_what_was_asked_for(room: Room, qtbot: QtBot) -> None:
    room.preferences.change(replace(room.preferences.settings, guidance=GuidanceLevel.SILENT))
    room.begin()
    room.wait(20)
    room.guidance.answer(LAST_STAGE)
    assert waiting_texts(room) == []
    room.guidance.say_place()
    qtbot.waitUntil(lambda: len(room.sounds.said) > 0)


def test_safety_words_are_said_though_the_person_begins_before_them(room: Room, qtbot: QtBot) -> None:
    room.begin(waits=True)
    safety = [one.text for one in room.opening() if one.priority is Priority.SAFETY]
    assert safety
    room.player.toggle_pause()
    qtbot.waitUntil(lambda: room.sounds.said[:1] == [CLIPS.files[safety[0]]])
    assert waiting_texts(room) == safety[1:]


def test_an_answer_while_it_waits_is_followed_by_the_way_in_safety_first(room: Room) -> None:
    room.begin(waits=True)
    opening = room.opening()
    room.guidance.say_place()
    answer = say_place(room.player.frame.moment)
    rest = [one.text for one in sorted(opening, key=lambda one: one.priority is not Priority.SAFETY)]
    assert waiting_texts(room) == [*answer, *rest]


def test_the_question_whether_to_end_stops_with_the_session(room: Room, qtbot: QtBot) -> None:
    room.begin()
    room.wait(20)
    room.player.pause()
    room.guidance.answer(ASK_END)
    qtbot.waitUntil(lambda: room.sounds.said == [CLIPS.files[ASK_END]])
    hushed = room.sounds.hushed
    room.player.end()
    assert room.sounds.hushed > hushed
    assert waiting_texts(room) == []


def test_where_one_is_is_said_and_nothing_planned_runs_into_it(room: Room, qtbot: QtBot) -> None:
    room.begin()
    room.wait(60)
    planned = room.sounds.speech
    room.guidance.say_place()
    left_out = [one for one in planned if one not in room.sounds.speech]
    assert left_out
    assert all(58.0 <= one.at_s < 68.0 for one in left_out)
    qtbot.waitUntil(lambda: len(room.sounds.said) >= 2)


def test_while_it_waits_the_way_in_is_said_and_not_again_later(room: Room, qtbot: QtBot) -> None:
    room.begin(waits=True)
    assert all(one.at_s > 0 for one in room.sounds.speech)
    assert len(room.sounds.speech) < len(room.planned(GuidanceLevel.FULL))
    qtbot.waitUntil(lambda: len(room.sounds.said) >= 1)


def test_an_ended_session_says_nothing_more(room: Room) -> None:
    room.begin()
    room.wait(20)
    room.player.end()
    room.guidance.say_place()
    assert room.sounds.said == []


def test_a_session_begins_when_its_first_word_would_be_heard(room: Room) -> None:
    begun: list[str] = []
    room.guidance.when_ready(ROUTINE, room.timeline, lambda: begun.append("first"))
    assert room.sounds.prepared == [room.timeline]
    room.guidance.when_ready(ROUTINE, room.timeline, lambda: begun.append("second"))
    assert begun == []
    room.sounds.is_ready = True
    room.sounds.got_ready.emit()
    room.sounds.got_ready.emit()
    assert begun == ["second"], "one session, once"
    room.guidance.when_ready(ROUTINE, room.timeline, lambda: begun.append("third"))
    assert begun == ["second", "third"]


def test_silence_that_was_not_chosen_is_known_and_one_that_was_is_none(room: Room) -> None:
    assert room.guidance.outage is None, "nobody has answered yet"
    changes: list[Outage | None] = []
    room.guidance.outage_changed.connect(lambda: changes.append(room.guidance.outage))
    room.sounds.fall_silent(Outage.NOTHING_TO_USE)
    assert changes == [Outage.NOTHING_TO_USE]
    assert not room.guidance.is_guiding
    room.begin()
    assert room.guidance.is_guiding
    assert len(changes) == 2, "a session begins: it may be told"
    silent = SoundChoice(breath_percent=0.0, voice_percent=0.0)
    room.preferences.change(replace(room.preferences.settings, sound=silent))
    assert room.guidance.outage is None, "who wants no sound misses none"
    room.player.end()
    assert not room.guidance.is_guiding


def test_a_session_that_begins_tries_again_what_was_given_up(room: Room) -> None:
    room.guidance.when_ready(ROUTINE, room.timeline, lambda: None)
    assert (room.sounds.tried, room.voice.tried) == (1, 1)


def test_a_recording_that_cannot_be_played_is_replaced_and_told_once(room: Room) -> None:
    problems: list[object] = []
    room.guidance.failed.connect(problems.append)
    room.begin()
    refused = [one.sound for one in room.sounds.speech[:2]]
    for clip in refused:
        room.sounds.clip_refused.emit(clip)
    assert [str(refused[0]) in str(problem) for problem in problems] == [True]
    assert not {one.sound for one in room.sounds.speech} & set(refused)
    assert room.voice.is_open
    assert len(chimes(room)) > 0
    room.voice.appear()
    assert chimes(room) == []
    texts = {text for text, clip in CLIPS.files.items() if clip in refused}
    room.wait(30)
    assert texts & set(room.voice.said)


def test_a_session_does_not_wait_for_ever_for_its_sound(room: Room, qtbot: QtBot) -> None:
    begun: list[str] = []
    room.guidance.when_ready(ROUTINE, room.timeline, lambda: begun.append("begun"))
    (patience,) = waiting_timers(room)
    assert 0 < patience.interval() <= 5000
    patience.setInterval(0)
    qtbot.waitUntil(lambda: begun == ["begun"])


# A person's own routine

OWN_SENTENCE = "Think of the sea."
OWN = Routine(
    id="own", title="Own",
    stages=(
        Stage(
            id="breathe", title="Breathe", pattern=BreathPattern(4, 0, 6, 0), cycles=12,
            instructions=(Instruction(30.0, Words(OWN_SENTENCE)),),
        ),
    ),
    closing=("Walk to the window.",),
)  # fmt: skip


@pytest.fixture
def own(qapp: object, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path, OWN)
    yield made
    made.player.end()


def chimes(room: Room) -> list[Spoken]:
    return [one for one in room.sounds.speech if isinstance(one.sound, Tone)]


def test_what_nobody_can_say_is_announced_by_a_chime(own: Room) -> None:
    own.begin()
    rung = chimes(own)
    assert own.voice.is_open
    assert {one.sound.kind for one in rung if isinstance(one.sound, Tone)} == {SoundKind.CHIME}
    assert [one.at_s for one in rung if one.at_s < own.timeline.duration_s] == [pytest.approx(45.0, abs=10.0)]
    own.wait(60)
    assert own.voice.said == []


def test_where_the_system_has_a_voice_it_says_what_has_no_recording(own: Room) -> None:
    own.begin()
    own.voice.appear()
    assert chimes(own) == []
    own.wait(60)
    assert own.voice.said == [OWN_SENTENCE]
    assert all(one.sound in CLIPS.files.values() for one in own.sounds.speech)


def test_the_way_out_of_a_persons_own_routine_is_said_after_the_end(own: Room, qtbot: QtBot) -> None:
    own.begin()
    own.voice.appear()
    own.wait(own.timeline.duration_s + 1)
    assert not own.player.is_active
    (timer,) = waiting_timers(own)
    assert timer.interval() > 2000
    timer.setInterval(0)
    qtbot.waitUntil(lambda: own.voice.said[-1] == "Walk to the window.")


def test_a_pause_hushes_the_systems_voice_and_it_ducks_the_breath(own: Room) -> None:
    own.begin()
    own.voice.appear()
    own.wait(20)
    hushed = own.voice.hushed
    own.player.pause()
    assert own.voice.hushed > hushed
    usual = own.preferences.settings.sound
    own.voice.speaking_changed.emit(True)
    assert own.sounds.choices[-1].breath_percent < usual.breath_percent
    own.voice.speaking_changed.emit(False)
    assert own.sounds.choices[-1] == usual


def test_the_programs_own_routines_never_ask_for_the_systems_voice(room: Room) -> None:
    room.begin()
    assert not room.voice.is_open
    assert chimes(room) == []
