"""What is heard of keys pressed in a session: the real program, real X keys, and a recording of a virtual card."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from psoas_timer.core.breath.timeline import compile_timeline
from psoas_timer.core.history.session import Status
from psoas_timer.core.speech.speech import plan_speech
from psoas_timer.core.speech.spoken import AGAIN, ASK_END, CHANGE, LAST_STAGE, MINUTES
from psoas_timer.store.places import ROUTINES_FOLDER, SETTINGS_FILE, assets_dir
from psoas_timer.store.routines.routine_file import load_routine
from psoas_timer.store.voice_clips import load_clips
from tests.real_window import Program, virtual_screen, wait_for
from tests.short_folder import make_short_folder
from tests.systems import needs
from tests.virtual_card import PROGRAMS, Recorder, Recording, environment, read_clip, sound_server

pytestmark = [needs("Xvfb", "xdotool", *PROGRAMS), pytest.mark.alone]

SAFETY = "Sharp pain or numbness: come off the block."
CLIPS = load_clips(assets_dir() / "voice" / "en")
SURE, UNSURE = 0.5, 0.4
SETTLE_S = 10.0
ROUTINE = f"""
title = "Keys"
[[stage]]
id = "first"
title = "First"
pattern = {{ inhale_s = 4, hold_in_s = 3, exhale_s = 4 }}
cycles = 20
[[stage.say]]
at_s = 0
text = "{SAFETY}"
safety = true
[[stage]]
id = "last"
title = "Last"
pattern = "contract-release"
cycles = 20
effort = "hold_in"
settle_s = 15
"""


class Keys:
    """When each key was pressed, by time.monotonic, and what was recorded."""

    def __init__(self) -> None:
        self.pressed_s: dict[str, float] = {}
        self.recording: Recording

    def note(self, name: str) -> None:
        self.pressed_s[name] = time.monotonic()

    def sure_of(self, text: str, name: str, from_s: float, to_s: float) -> float:
        """Return how surely ``text`` is heard between these seconds after a press."""
        middle_s = self.pressed_s[name] + (from_s + to_s) / 2
        return self.recording.find(read_clip(CLIPS.files[text]), middle_s, (to_s - from_s) / 2)[1]


@pytest.fixture
def keys(recorded: Keys) -> Keys:
    return recorded


def record(data: Path) -> Keys:
    """Play a session, press keys in it, and record what is heard."""
    made = Keys()
    (data / ROUTINES_FOLDER).mkdir()
    (data / ROUTINES_FOLDER / "keys.toml").write_text(ROUTINE)
    (data / SETTINGS_FILE).write_text(f'{{"version": 1, "settle_s": {SETTLE_S}}}')
    with virtual_screen() as screen, make_short_folder() as card, sound_server(card):
        program = Program(screen, data)
        program.use(**{**environment(card), "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"})
        recorder = Recorder(card)
        program.start("start", "keys")
        record = wait_for(lambda: program.find_session(Status.RUNNING), "running session")
        program.focus_window()
        press_all(program, made, record.started.timestamp() - time.time() + time.monotonic())
        program.close()
        made.recording = recorder.stop()
    return made


def press_all(program: Program, keys: Keys, started_s: float) -> None:
    timeline = compile_timeline(load_routine(program.folder / ROUTINES_FOLDER / "keys.toml"), settle_s=SETTLE_S)
    plan = plan_speech(timeline, CLIPS.lengths_s)
    due_s = next(one.at_s for one in plan.utterances if one.text == SAFETY)
    for name, wait_s, presses in (
        ("place", started_s + due_s - 0.3 - time.monotonic(), ("o",)),
        ("place and skip", 9.5, ("o", "Right")),
        ("up", 5.5, ("Up",)),
        ("right", 3.0, ("Right",)),
        ("escape", 3.0, ("Escape",)),
        ("go on", 6.0, ("Escape",)),
        ("twice", 4.5, ("space", "space")),
    ):
        time.sleep(max(wait_s, 0.0))
        keys.note(name)
        program.press(*presses, delay_ms=150)
    time.sleep(3.5)


def test_safety_words_that_a_key_cut_off_are_said_after_its_answer(keys: Keys) -> None:
    assert keys.sure_of(SAFETY, "place", 1.5, 9.5) > SURE


def test_a_skip_ends_an_answer_and_the_stages_own_words_are_said(keys: Keys) -> None:
    assert max(keys.sure_of(text, "place and skip", 0.6, 5.0) for text in MINUTES) < UNSURE
    assert keys.sure_of(CHANGE, "place and skip", 0.6, 4.0) > SURE


@pytest.mark.parametrize(
    ("name", "text"), [("up", "Hold five."), ("right", LAST_STAGE), ("escape", ASK_END), ("go on", AGAIN)]
)
def test_what_a_key_did_is_heard(keys: Keys, name: str, text: str) -> None:
    assert keys.sure_of(text, name, -0.3, 2.0) > SURE


def test_two_presses_go_on_without_a_word(keys: Keys) -> None:
    assert keys.sure_of(AGAIN, "twice", -0.3, 3.0) < UNSURE
