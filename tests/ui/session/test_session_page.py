"""The session from the floor: every key works, and no single key ends what a person has begun."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Phase, Side
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.history.session import SessionRecord, Status, begin_record
from psoas_timer.core.settings import View
from psoas_timer.core.speech.spoken import ASK_END, LAST_STAGE, NO_HOLD, VOCABULARY
from psoas_timer.engine.player import RESUME_S, Player, PlayerState
from psoas_timer.ui.kit.theme import DARK
from psoas_timer.ui.session import press_gesture, session_page
from psoas_timer.ui.session.breath_view import BreathView
from psoas_timer.ui.session.end_question import EndQuestion
from psoas_timer.ui.session.scene import Look, Scene
from psoas_timer.ui.session.session_page import SessionPage
from tests.ui.keyboard import button_named, labels_that_read_markup, nameless_controls, press, reach_by_tab, repeat
from tests.ui.scenes import effort_stage, make_timeline, phase_start_s, plain_stage

Key = Qt.Key
NOW = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)


@dataclass
class FakeClock:
    now_s: float = 1000.0

    def __call__(self) -> float:
        return self.now_s


@dataclass
class PressClock:
    """The clock for presses: each comes long after the last, unless a test makes them quick."""

    now_s: float = 0.0
    step_s: float = 1.0

    def __call__(self) -> float:
        self.now_s += self.step_s
        return self.now_s


@dataclass
class Desk:
    """A session page with a player whose time is set by hand."""

    page: SessionPage
    player: Player
    clock: FakeClock
    presses: PressClock
    ended: list[SessionRecord] = field(default_factory=list)
    wishes: list[str] = field(default_factory=list)

    def begin(self, timeline: Timeline, *, waits: bool = False) -> None:
        record = begin_record(
            timeline, uuid="one", routine_id="r", routine_title="R", started=NOW, zone="UTC", first_side=Side.LEFT
        )
        self.page.show_session("Front-stomach release")
        self.player.begin(timeline, record, waits=waits)

    def wait(self, seconds: float) -> None:
        """Let time pass in ticks of at most half a second."""
        end_s = self.clock.now_s + seconds
        while self.clock.now_s < end_s - 1e-9:
            self.clock.now_s = min(self.clock.now_s + 0.5, end_s)
            self.player.tick()

    def go_to(self, elapsed_s: float) -> None:
        self.wait(elapsed_s - self.elapsed_s)

    def press(self, key: Qt.Key) -> None:
        press(self.page, key)

    @property
    def elapsed_s(self) -> float:
        return self.player.frame.moment.elapsed_s

    @property
    def view(self) -> BreathView:
        return self.page.findChild(BreathView)

    @property
    def question(self) -> EndQuestion:
        return self.page.findChild(EndQuestion)

    @property
    def scene(self) -> Scene:
        assert self.view.scene is not None
        return self.view.scene

    @property
    def caption(self) -> str:
        return self.view.caption_text()

    @property
    def is_asked(self) -> bool:
        return not self.question.isHidden()

    @property
    def hint(self) -> str:
        return self.scene.message

    @property
    def description(self) -> str:
        """What a screen reader reads of the view at this instant."""
        return QAccessible.queryAccessibleInterface(self.view).text(QAccessible.Text.Description)

    def click(self) -> None:
        QTest.mouseClick(self.view, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return make_desk(qtbot)


def make_desk(qtbot: QtBot) -> Desk:
    clock, presses = FakeClock(), PressClock()
    player = Player(clock, lambda: NOW)
    page = SessionPage(player, clock=presses)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    made = Desk(page, player, clock, presses)
    player.finished.connect(made.ended.append)
    page.full_screen_requested.connect(lambda: made.wishes.append("full screen"))
    page.turn_requested.connect(lambda: made.wishes.append("turn"))
    page.view_requested.connect(lambda: made.wishes.append("view"))
    return made


@pytest.fixture
def timeline() -> Timeline:
    return make_timeline(effort_stage(), plain_stage(), plain_stage(id="last", title="Last stage"))


# Pause


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_MediaTogglePlayPause, Key.Key_MediaPlay])
def test_space_pauses_and_goes_on_after_three_seconds_from_the_beginning_of_the_breath(
    desk: Desk, timeline: Timeline, key: Qt.Key
) -> None:
    desk.begin(timeline)
    start_s = phase_start_s(timeline, Phase.INHALE, 1)
    desk.go_to(start_s + 7.25)
    desk.press(key)
    assert desk.player.state is PlayerState.PAUSED
    assert desk.elapsed_s == pytest.approx(start_s + 7.25)
    desk.wait(30.0)
    assert desk.elapsed_s == pytest.approx(start_s + 7.25)
    assert "Paused" in desk.caption
    desk.press(key)
    said = []
    for _ in range(3):
        said.append(desk.caption.split(",")[0])
        desk.wait(1.0)
    assert said == ["Resuming in 3", "Resuming in 2", "Resuming in 1"]
    assert RESUME_S == 3.0
    assert desk.player.state is PlayerState.RUNNING
    assert desk.elapsed_s == pytest.approx(start_s)
    desk.wait(1.0)
    assert desk.elapsed_s == pytest.approx(start_s + 1.0)


def test_click_anywhere_pauses_and_goes_on(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.click()
    assert desk.player.state is PlayerState.PAUSED
    desk.click()
    assert desk.player.state is PlayerState.RESUMING


def test_space_during_the_countdown_pauses_again(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    for state in (PlayerState.PAUSED, PlayerState.RESUMING, PlayerState.PAUSED, PlayerState.RESUMING):
        desk.press(Key.Key_Space)
        assert desk.player.state is state


def test_space_begins_a_session_that_waits(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline, waits=True)
    desk.wait(5.0)
    assert desk.player.state is PlayerState.WAITING
    assert "Press Space to begin" in desk.caption
    desk.press(Key.Key_Space)
    desk.wait(1.0)
    assert desk.player.state is PlayerState.RUNNING
    assert desk.elapsed_s == pytest.approx(1.0)


def test_media_keys_pause_and_play(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    for key, state in (
        (Key.Key_MediaPause, PlayerState.PAUSED),
        (Key.Key_MediaPause, PlayerState.PAUSED),
        (Key.Key_MediaPlay, PlayerState.RESUMING),
    ):
        desk.press(key)
        assert desk.player.state is state


def test_media_keys_that_come_another_way_do_nothing_here(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.press(Key.Key_Right)
    desk.wait(3.0)
    before_s = desk.elapsed_s
    desk.page.ignore_media_keys(True)
    for name in ("TogglePlayPause", "Play", "Pause", "Next", "Previous"):
        desk.press(Key[f"Key_Media{name}"])
        assert (desk.player.state, desk.elapsed_s) == (PlayerState.RUNNING, before_s)
    desk.press(Key.Key_Left)
    assert desk.elapsed_s < before_s
    desk.page.ignore_media_keys(False)
    desk.press(Key.Key_MediaPause)
    assert desk.player.state is PlayerState.PAUSED


# Stages


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_PageDown, Key.Key_MediaNext])
def test_right_goes_to_the_next_stage_but_never_past_the_last(desk: Desk, timeline: Timeline, key: Qt.Key) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    for index in (1, 2):
        desk.press(key)
        assert desk.elapsed_s == pytest.approx(timeline.stage_spans[index].start_s)
    desk.wait(3.0)
    elapsed_s = desk.elapsed_s
    desk.press(key)
    assert desk.elapsed_s == pytest.approx(elapsed_s)
    assert desk.player.is_active
    assert "last stage" in desk.hint


@pytest.mark.parametrize("key", [Key.Key_Left, Key.Key_PageUp, Key.Key_MediaPrevious])
def test_left_goes_to_the_start_of_the_stage_then_to_the_one_before(
    desk: Desk, timeline: Timeline, key: Qt.Key
) -> None:
    desk.begin(timeline)
    desk.press(Key.Key_Right)
    desk.wait(20.0)
    for index in (1, 0, 0):
        desk.press(key)
        assert desk.elapsed_s == pytest.approx(timeline.stage_spans[index].start_s)


# The hold


def hold_of(timeline: Timeline, nth: int) -> float:
    segment = [one for one in timeline.segments if one.phase is Phase.HOLD_IN][nth]
    return segment.end_s - segment.start_s


def test_up_lengthens_the_hold_from_the_next_breath_on_and_never_beyond_five(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(phase_start_s(timeline, Phase.HOLD_IN) + 1.0)
    for _ in range(3):
        before = desk.player.frame.moment
        desk.press(Key.Key_Up)
        assert desk.player.frame.moment.phase_left_s == pytest.approx(before.phase_left_s)
        assert desk.hint == "Hold 5 s from the next breath"
    changed = desk.player.frame.timeline
    assert [hold_of(changed, nth) for nth in range(3)] == pytest.approx([4.0, 5.0, 5.0])


def test_down_shortens_the_hold_and_never_below_three(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    for _ in range(4):
        desk.press(Key.Key_Down)
        assert desk.hint == "Hold 3 s from the next breath"
    assert [hold_of(desk.player.frame.timeline, nth) for nth in range(3)] == pytest.approx([4.0, 3.0, 3.0])
    desk.press(Key.Key_Up)
    assert desk.hint == "Hold 4 s from the next breath"


def test_breath_without_a_hold_says_so(desk: Desk) -> None:
    heard: list[str] = []
    desk.page.answered.connect(heard.append)
    timeline = make_timeline(plain_stage(pattern=BreathPattern(4, 0, 6, 0), pattern_name="slow"))
    desk.begin(timeline)
    desk.press(Key.Key_Up)
    assert desk.hint == "This breath has no hold to change."
    assert heard == [NO_HOLD]
    assert desk.player.frame.timeline is timeline


# Requests


@pytest.mark.parametrize(
    ("key", "wish"),
    [(Key.Key_F, "full screen"), (Key.Key_F11, "full screen"), (Key.Key_T, "turn"), (Key.Key_V, "view")],
)
def test_letters_are_wishes_and_leave_the_session_alone(desk: Desk, timeline: Timeline, key: Qt.Key, wish: str) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.press(key)
    assert desk.wishes == [wish]
    assert (desk.player.state, desk.elapsed_s) == (PlayerState.RUNNING, pytest.approx(8.0))


def test_r_stresses_the_instruction_for_a_while(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, timeline: Timeline
) -> None:
    monkeypatch.setattr(session_page, "MESSAGE_MS", 1)
    desk = make_desk(qtbot)
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.press(Key.Key_R)
    assert desk.scene.is_instruction_stressed
    qtbot.waitUntil(lambda: not desk.scene.is_instruction_stressed)


def test_message_goes_after_a_while_also_in_a_pause(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, timeline: Timeline
) -> None:
    monkeypatch.setattr(session_page, "MESSAGE_MS", 1)
    desk = make_desk(qtbot)
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Space)
    assert desk.scene.message
    qtbot.waitUntil(lambda: desk.scene.message == "")


def test_keys_do_nothing_without_a_session(desk: Desk) -> None:
    for key in Qt.Key:
        desk.press(key)
    assert desk.wishes == []
    assert not desk.is_asked


def test_held_key_works_once(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    for key in Qt.Key:
        repeat(desk.page, key)
    assert (desk.player.state, desk.elapsed_s) == (PlayerState.RUNNING, pytest.approx(8.0))
    assert desk.wishes == []
    assert desk.hint == ""
    assert not desk.is_asked


# The end


def test_escape_pauses_and_asks_with_going_on_in_focus(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.press(Key.Key_Escape)
    assert desk.is_asked
    assert desk.player.state is PlayerState.PAUSED
    assert desk.page.focusWidget() is button_named(desk.page, "Continue")


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_escape_enter_and_space_go_on(desk: Desk, timeline: Timeline, key: Qt.Key) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.press(Key.Key_Escape)
    desk.press(key)
    assert not desk.is_asked
    assert desk.player.state is PlayerState.RESUMING
    assert desk.page.focusWidget() is desk.view
    assert desk.ended == []


@pytest.mark.parametrize("way", [Key.Key_Tab, Key.Key_Right])
@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Space])
def test_end_the_session_ends_it_and_keeps_what_was_done(
    desk: Desk, timeline: Timeline, way: Qt.Key, key: Qt.Key
) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.press(Key.Key_Escape)
    desk.press(way)
    assert desk.page.focusWidget() is button_named(desk.page, "End session")
    desk.press(key)
    assert [(record.status, record.practised_s) for record in desk.ended] == [(Status.PARTIAL, pytest.approx(3.0))]
    assert not desk.player.is_active


def test_no_single_key_ends_a_session(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    for key in Qt.Key:
        desk.press(key)
        assert desk.player.is_active, key
        if desk.is_asked:
            desk.press(Key.Key_Escape)
    assert desk.ended == []


def test_no_single_key_ends_a_session_while_it_is_asked(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    for key in Qt.Key:
        desk.press(Key.Key_Escape)
        assert desk.is_asked
        desk.press(key)
        assert desk.player.is_active, key
        if desk.is_asked:
            desk.press(Key.Key_Escape)
    assert desk.ended == []


def test_keys_of_the_session_rest_while_it_is_asked(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.press(Key.Key_Escape)
    for key in (Key.Key_F, Key.Key_T, Key.Key_V, Key.Key_R, Key.Key_Up, Key.Key_Down, Key.Key_PageDown):
        desk.press(key)
    desk.click()
    assert (desk.wishes, desk.hint) == ([], "")
    assert desk.player.state is PlayerState.PAUSED
    assert desk.elapsed_s == pytest.approx(8.0)


def test_held_escape_asks_and_leaves_the_question_open(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.press(Key.Key_Escape)
    for _ in range(3):
        repeat(desk.page, Key.Key_Escape)
    assert desk.is_asked


@pytest.mark.parametrize("key", [Key.Key_Tab, Key.Key_Backtab, Key.Key_Right, Key.Key_Left])
def test_focus_stays_in_the_question_and_escape_goes_on_from_there(desk: Desk, timeline: Timeline, key: Qt.Key) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.press(Key.Key_Escape)
    own = set(desk.question.findChildren(QPushButton))
    for _ in range(4):
        desk.press(key)
        assert desk.page.focusWidget() in own
    desk.press(Key.Key_Escape)
    assert not desk.is_asked


def test_question_stays_in_the_middle(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.press(Key.Key_Escape)
    for size in ((480, 400), (1280, 800)):
        desk.page.resize(*size)
        question = desk.question.geometry()
        assert desk.page.rect().contains(question)
        assert (question.center() - desk.page.rect().center()).manhattanLength() <= 2


def test_next_session_begins_without_question_and_message(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Escape)
    desk.player.end()
    desk.begin(timeline)
    assert not desk.is_asked
    assert desk.hint == ""
    assert desk.page.focusWidget() is desk.view


def test_sleep_of_the_computer_pauses_and_is_told(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.clock.now_s += 3600.0
    desk.player.tick()
    assert desk.player.state is PlayerState.PAUSED
    assert "was asleep" in desk.hint


# How it is shown


def test_look_takes_effect_at_once_also_in_a_pause(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.press(Key.Key_Space)
    desk.page.set_look(Look(theme=DARK, turn=90, view=View.DIAPHRAGM), reduced_motion=True)
    assert (desk.scene.view, desk.scene.reduced_motion, desk.view.look.turn) == (View.DIAPHRAGM, True, 90)


def test_session_runs_to_its_end_and_stays_calm(desk: Desk) -> None:
    timeline = make_timeline(effort_stage(cycles=1), settle_s=0.0)
    desk.begin(timeline)
    desk.wait(timeline.duration_s + 1.0)
    assert [record.status for record in desk.ended] == [Status.COMPLETE]
    assert "Done" in desk.caption


def test_every_control_has_a_name_and_is_reached_by_tab(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    assert nameless_controls(desk.page) == []
    assert reach_by_tab(desk.page) == {desk.view}
    desk.press(Key.Key_Escape)
    assert nameless_controls(desk.page) == []
    assert labels_that_read_markup(desk.page) == []


def test_pause_is_described_to_a_screen_reader(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.press(Key.Key_Space)
    assert desk.description.startswith("Paused. ")
    desk.press(Key.Key_Space)
    desk.wait(RESUME_S + 1)
    assert desk.description.startswith("Breathe in. Tighten and let go. Breath 1 of 3.")


def test_a_screen_reader_can_do_what_the_keys_do(desk: Desk, timeline: Timeline, said: list[str]) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    actions = QAccessible.queryAccessibleInterface(desk.view).actionInterface()
    pause, where, forward, back, longer, shorter, again, end = actions.actionNames()[:8]
    actions.doAction(where)
    assert said[-1].startswith("Tighten and let go. Breath 1 of 3.")
    actions.doAction(pause)
    assert desk.player.state is PlayerState.PAUSED
    actions.doAction(forward)
    assert desk.player.frame.moment.stage_index == 1
    actions.doAction(longer)
    assert desk.hint == "Hold 4 s from the next breath"
    actions.doAction(shorter)
    assert desk.hint == "Hold 3 s from the next breath"
    actions.doAction(back)
    assert desk.player.frame.moment.stage_index == 0
    actions.doAction(again)
    actions.doAction(end)
    assert desk.is_asked
    actions.doAction(pause)
    assert desk.is_asked and desk.player.state is PlayerState.PAUSED
    assert actions.keyBindingsForAction(where) == ["O"]


# One button for everything


def test_two_presses_go_to_the_next_stage_and_on(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.presses.step_s = 0.2
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Space)
    assert desk.player.state is PlayerState.RESUMING
    assert desk.player.frame.moment.stage_index == 1


def test_two_presses_resume_before_they_skip_so_that_nothing_says_it_goes_on_here(
    desk: Desk, timeline: Timeline
) -> None:
    told: list[str] = []
    desk.player.frame_changed.connect(lambda frame: told.append(frame.state))
    desk.player.jumped.connect(lambda: told.append("jumped"))
    desk.begin(timeline)
    desk.go_to(8.0)
    desk.presses.step_s = 0.2
    desk.press(Key.Key_Space)
    told.clear()
    desk.press(Key.Key_Space)
    assert told.index(PlayerState.RESUMING) < told.index("jumped")


def test_what_a_key_did_can_be_heard(desk: Desk, timeline: Timeline) -> None:
    heard: list[str] = []
    desk.page.answered.connect(heard.append)
    desk.page.instruction_requested.connect(lambda: heard.append("instruction"))
    desk.begin(timeline)
    desk.go_to(8.0)
    for key in (Key.Key_Up, Key.Key_Down, Key.Key_R, Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Escape):
        desk.press(key)
    assert heard == ["Hold five.", "Hold four.", "instruction", LAST_STAGE, ASK_END]
    assert set(heard) - {"instruction"} <= set(VOCABULARY)


@pytest.mark.parametrize("how", ["key", "long press"])
def test_where_one_is_can_be_asked_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, timeline: Timeline, how: str
) -> None:
    monkeypatch.setattr(press_gesture, "LONG_MS", 1)
    desk = make_desk(qtbot)
    asked: list[bool] = []
    desk.page.place_requested.connect(lambda: asked.append(True))
    desk.begin(timeline)
    desk.go_to(8.0)
    if how == "key":
        desk.press(Key.Key_O)
    else:
        QTest.mousePress(desk.view, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        qtbot.waitUntil(lambda: asked == [True])
        QTest.mouseRelease(desk.view, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert asked == [True]
    assert desk.player.state is PlayerState.RUNNING


# The bar, for who moves the mouse


def move_mouse(desk: Desk) -> None:
    for x in (10.0, 60.0):
        desk.view.moved.emit(QPointF(x, 20.0))


def use_bar(desk: Desk, name: str) -> None:
    move_mouse(desk)
    QTest.mouseClick(button_named(desk.page.bar, name), Qt.MouseButton.LeftButton)


def test_bar_does_what_the_keys_do_and_the_keyboard_stays_with_the_session(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.go_to(8.0)
    use_bar(desk, "Pause")
    assert desk.player.state is PlayerState.PAUSED and desk.view.hasFocus()
    use_bar(desk, "Continue")
    assert desk.player.state is PlayerState.RESUMING
    use_bar(desk, "Next")
    assert desk.player.frame.moment.stage_index == 1
    use_bar(desk, "Back")
    assert desk.player.frame.moment.stage_index == 0
    for name in ("View", "Turn"):
        use_bar(desk, name)
    assert desk.wishes == ["view", "turn"]
    use_bar(desk, "End")
    assert desk.is_asked and desk.page.bar.isHidden()
    move_mouse(desk)
    assert desk.page.bar.isHidden()  # the question stands alone


def test_tab_brings_the_bar_and_the_keyboard_to_it(desk: Desk, timeline: Timeline) -> None:
    desk.begin(timeline)
    desk.page.activateWindow()
    desk.view.setFocus()
    press(desk.page, Key.Key_Tab)
    assert button_named(desk.page.bar, "Pause").hasFocus()


@pytest.mark.parametrize(("scan", "wish"), [(41, "full screen"), (28, "turn"), (55, "view")])
def test_letters_work_by_their_place_in_a_layout_without_them(
    desk: Desk, timeline: Timeline, monkeypatch: pytest.MonkeyPatch, scan: int, wish: str
) -> None:
    monkeypatch.setattr(session_page, "letter_key", partial(session_page.letter_key, platform="linux"))
    desk.begin(timeline)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(desk.view, QKeyEvent(QEvent.Type.KeyPress, 0x410, none, scan, 0, 0, "а"))
    assert desk.wishes == [wish]
