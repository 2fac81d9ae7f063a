"""The player with the test's own clock: no test waits for a timer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.cue import Cue, CueKind
from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern
from psoas_timer.core.breath.routine import Phase, Routine, Side, Stage
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.history.session import SessionRecord, Status, begin_record
from psoas_timer.engine.player import CHECKPOINT_S, MAX_GAP_S, MAX_STALL_S, RESUME_S, Frame, Player, PlayerState

STARTED = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


class FakeClock:
    """Seconds that pass when the test says so; the wall clock moves with them."""

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.slept_s = 0.0

    def __call__(self) -> float:
        return self.now_s

    def awake(self) -> float:
        return self.now_s - self.slept_s

    def sleep(self, seconds: float) -> None:
        """Let time pass that only one of the two clocks counts."""
        self.now_s += seconds
        self.slept_s += seconds

    def wall(self) -> datetime:
        return STARTED + timedelta(seconds=self.now_s - 1000.0)


class Heard:
    """What a player announced."""

    def __init__(self, player: Player) -> None:
        self.frames: list[Frame] = []
        self.cues: list[Cue] = []
        self.checkpoints: list[SessionRecord] = []
        self.finished: list[SessionRecord] = []
        self.sleeps = self.stalls = 0
        player.frame_changed.connect(self.frames.append)
        player.cue_reached.connect(self.cues.append)
        player.checkpointed.connect(self.checkpoints.append)
        player.finished.connect(self.finished.append)
        player.slept.connect(self._count_sleep)
        player.held_up.connect(self._count_stall)

    def _count_sleep(self) -> None:
        self.sleeps += 1

    def _count_stall(self) -> None:
        self.stalls += 1


class Played:
    """A player with its clock, and the session it plays: contract and release on both sides, then slow breathing."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.player = Player(self.clock, self.clock.wall, awake=self.clock.awake)
        self.heard = Heard(self.player)

    def begin(self, timeline: Timeline, *, waits: bool = False, stage_index: int = 0) -> None:
        record = begin_record(
            timeline, uuid="one", routine_id="r", routine_title="R", started=STARTED, zone="UTC", first_side=Side.LEFT
        )
        self.player.begin(timeline, record, waits=waits, stage_index=stage_index)

    def run(self, seconds: float, step_s: float = 0.25) -> None:
        """Let time pass in ticks no longer than ``step_s``."""
        end_s = self.clock.now_s + seconds
        while self.clock.now_s < end_s - 1e-9 and self.player.is_active:
            self.clock.now_s = min(self.clock.now_s + step_s, end_s)
            self.player.tick()

    @property
    def elapsed_s(self) -> float:
        return self.player.frame.moment.elapsed_s


@pytest.fixture
def played(qapp: object) -> Iterator[Played]:
    made = Played()
    yield made
    made.player.deleteLater()


def make_timeline(settle_s: float = 5.0) -> Timeline:
    contract = NAMED_PATTERNS["contract-release"].pattern
    tighten = Stage(
        id="tighten", title="Tighten", pattern=contract, pattern_name="contract-release", cycles=3,
        both_sides=True, effort=Phase.HOLD_IN, settle_s=4.0,
    )  # fmt: skip
    rest = Stage(id="rest", title="Rest", pattern=BreathPattern(4, 0, 6, 0), pattern_name="slow", duration_s=30.0)
    return compile_timeline(Routine(id="r", title="R", stages=(tighten, rest)), settle_s=settle_s)


def test_a_session_runs_to_its_end_and_is_complete(played: Played) -> None:
    timeline = make_timeline()
    played.begin(timeline)
    played.run(timeline.duration_s + 1)
    [record] = played.heard.finished
    assert record.status is Status.COMPLETE
    assert record.practised_s == pytest.approx(timeline.practice_s)
    assert record.sides_done == (Side.LEFT, Side.RIGHT)
    assert record.ended == STARTED + timedelta(seconds=timeline.duration_s)
    assert played.player.state is PlayerState.IDLE


@given(steps=st.lists(st.floats(0.001, MAX_GAP_S - 0.01), min_size=200, max_size=300))
def test_every_cue_is_heard_once_and_nothing_drifts_whatever_the_ticks(steps: list[float], qapp: object) -> None:
    played, timeline = Played(), make_timeline()
    played.begin(timeline)
    passed_s = 0.0
    for step_s in steps:
        played.clock.now_s += step_s
        passed_s += step_s
        played.player.tick()
        if not played.player.is_active:
            break
        assert played.elapsed_s == pytest.approx(min(passed_s, timeline.duration_s), abs=1e-6)
    assert played.heard.cues == [cue for cue in timeline.cues if cue.at_s <= passed_s + 1e-9]


def test_the_first_cue_is_heard_at_the_first_tick(played: Played) -> None:
    played.begin(make_timeline())
    played.player.tick()
    assert [cue.kind for cue in played.heard.cues][:2] == [CueKind.STAGE, CueKind.PHASE]


def test_a_pause_of_any_length_takes_nothing_and_adds_nothing(played: Played) -> None:
    played.begin(make_timeline())
    played.run(20)
    before_s = played.elapsed_s
    played.player.pause()
    played.clock.now_s += 86_400
    played.player.tick()
    assert played.player.state is PlayerState.PAUSED
    assert played.elapsed_s == before_s


def test_going_on_gives_three_seconds_and_starts_at_the_beginning_of_the_breath(played: Played) -> None:
    timeline = make_timeline()
    played.begin(timeline)
    played.run(5 + 16 + 9)  # in the exhale of the second breath
    played.player.toggle_pause()
    assert played.player.frame.moment.phase is Phase.EXHALE
    played.player.toggle_pause()
    frame = played.player.frame
    assert (frame.state, frame.resume_left_s) == (PlayerState.RESUMING, RESUME_S)
    assert (frame.moment.phase, frame.moment.cycle, frame.moment.elapsed_s) == (Phase.INHALE, 2, 21.0)
    played.run(2.9)
    assert played.player.state is PlayerState.RESUMING
    assert played.elapsed_s == 21.0
    played.run(1.1)
    assert played.player.state is PlayerState.RUNNING
    assert played.elapsed_s == pytest.approx(22.0)  # counted from the end of the countdown, not from a late tick


def test_a_breath_begun_again_after_a_pause_is_cued_again(played: Played) -> None:
    played.begin(make_timeline())
    played.run(5 + 2)
    played.player.pause()
    played.heard.cues.clear()
    played.player.resume()
    played.run(RESUME_S + 0.5)
    assert [cue.phase for cue in played.heard.cues if cue.kind is CueKind.PHASE] == [Phase.INHALE]


def test_a_settle_goes_on_where_it_was(played: Played) -> None:
    played.begin(make_timeline())
    played.run(3)
    played.player.pause()
    played.player.resume()
    assert played.elapsed_s == 3.0


def test_a_second_toggle_during_the_countdown_pauses_again(played: Played) -> None:
    played.begin(make_timeline())
    played.run(10)
    played.player.toggle_pause()
    played.player.toggle_pause()
    played.run(1)
    played.player.toggle_pause()
    assert played.player.state is PlayerState.PAUSED
    played.run(10)
    assert played.elapsed_s == 5.0


def test_waiting_begins_when_the_person_is_ready(played: Played) -> None:
    played.begin(make_timeline(settle_s=0.0), waits=True)
    played.clock.now_s += 600
    played.player.tick()
    assert (played.player.state, played.elapsed_s) == (PlayerState.WAITING, 0.0)
    played.player.toggle_pause()
    played.run(1)
    assert (played.player.state, played.elapsed_s) == (PlayerState.RUNNING, 1.0)


@pytest.mark.parametrize("gap_s", [MAX_GAP_S + 0.01, 30.0, 8 * 3600.0])
def test_sleep_pauses_where_it_was_and_fires_no_burst(played: Played, gap_s: float) -> None:
    played.begin(make_timeline())
    played.run(12)
    cues = len(played.heard.cues)
    played.clock.sleep(gap_s)
    played.player.tick()
    assert played.player.state is PlayerState.PAUSED
    assert played.elapsed_s == pytest.approx(12.0)
    assert len(played.heard.cues) == cues
    assert (played.heard.sleeps, played.heard.stalls) == (1, 0)


@pytest.mark.parametrize("gap_s", [MAX_GAP_S + 0.01, 4.0, 10.0])
def test_a_program_that_was_held_up_goes_on_at_the_right_place(played: Played, gap_s: float) -> None:
    """A slow disk, a busy window: both clocks ran on, so nobody slept."""
    timeline = make_timeline()
    played.begin(timeline)
    played.run(12)
    played.heard.cues.clear()
    played.clock.now_s += gap_s
    played.player.tick()
    assert (played.player.state, played.elapsed_s) == (PlayerState.RUNNING, pytest.approx(12.0 + gap_s))
    assert (played.heard.sleeps, played.heard.stalls) == (0, 0)
    assert played.heard.cues == timeline.cues_between(12.0 + gap_s - MAX_GAP_S, 12.0 + gap_s), "no burst of old ones"
    assert played.heard.checkpoints[-1].practised_s == pytest.approx(7.0 + gap_s)


def test_a_sleep_in_a_long_stall_is_still_a_sleep(played: Played) -> None:
    played.begin(make_timeline())
    played.run(12)
    played.clock.now_s += 5.0
    played.clock.sleep(3600.0)
    played.player.tick()
    assert (played.player.state, played.heard.sleeps) == (PlayerState.PAUSED, 1)


def test_a_process_that_was_stopped_for_minutes_waits_and_does_not_call_it_sleep(played: Played) -> None:
    played.begin(make_timeline())
    played.run(12)
    played.clock.now_s += MAX_STALL_S + 1.0
    played.player.tick()
    assert (played.player.state, played.elapsed_s) == (PlayerState.PAUSED, pytest.approx(12.0))
    assert (played.heard.sleeps, played.heard.stalls) == (0, 1)


def test_a_session_whose_end_fell_into_a_stall_ends_as_whole(played: Played) -> None:
    timeline = make_timeline()
    played.begin(timeline)
    played.run(timeline.duration_s - 3.0)
    played.clock.now_s += 20.0
    played.player.tick()
    [record] = played.heard.finished
    assert record.status is Status.COMPLETE
    assert played.heard.cues[-1].kind is CueKind.END


@given(gaps_s=st.lists(st.floats(0.001, MAX_STALL_S / 2), min_size=1, max_size=40))
def test_however_it_is_held_up_no_cue_comes_twice_or_late_and_time_is_true(gaps_s: list[float], qapp: object) -> None:
    played, timeline = Played(), make_timeline()
    played.begin(timeline)
    passed_s = 0.0
    for gap_s in gaps_s:
        before = len(played.heard.cues)
        played.clock.now_s += gap_s
        passed_s += gap_s
        played.player.tick()
        if not played.player.is_active:
            break
        assert played.elapsed_s == pytest.approx(passed_s, abs=1e-6)
        assert all(cue.at_s > passed_s - MAX_GAP_S - 1e-6 for cue in played.heard.cues[before:])
    assert len(set(played.heard.cues)) == len(played.heard.cues)


def test_a_session_that_is_left_is_kept_as_running_and_does_not_end(played: Played) -> None:
    played.begin(make_timeline())
    played.run(5 + 10.5)
    played.player.leave()
    assert played.player.state is PlayerState.IDLE
    assert played.heard.finished == []
    last = played.heard.checkpoints[-1]
    assert (last.status, last.practised_s) == (Status.RUNNING, pytest.approx(10.5))


def test_a_gap_of_two_seconds_is_only_a_late_tick(played: Played) -> None:
    played.begin(make_timeline())
    played.run(12)
    played.clock.now_s += MAX_GAP_S
    played.player.tick()
    assert (played.player.state, played.elapsed_s) == (PlayerState.RUNNING, pytest.approx(14.0))


def test_a_gap_while_the_countdown_runs_pauses_too(played: Played) -> None:
    played.begin(make_timeline())
    played.run(12)
    played.player.pause()
    played.player.resume()
    played.clock.sleep(3600)
    played.player.tick()
    assert (played.player.state, played.heard.sleeps) == (PlayerState.PAUSED, 1)


def test_skipping_forward_counts_only_what_was_practised_and_never_ends(played: Played) -> None:
    timeline = make_timeline()
    played.begin(timeline)
    played.run(5 + 16)
    assert played.player.skip_forward()
    assert played.player.frame.moment.side is Side.RIGHT
    assert played.player.frame.moment.phase is Phase.SETTLE
    assert played.player.skip_forward()
    assert not played.player.skip_forward()
    assert played.player.is_active
    played.run(31)
    [record] = played.heard.finished
    assert record.practised_s == pytest.approx(16 + 30)
    assert record.status is Status.PARTIAL
    assert record.sides_done == ()


def test_skipping_back_restarts_the_stage_and_then_goes_to_the_one_before(played: Played) -> None:
    timeline = make_timeline()
    played.begin(timeline)
    played.player.skip_forward()
    played.run(20)
    played.player.skip_back()
    assert (played.player.frame.moment.stage_index, played.elapsed_s) == (1, timeline.stage_spans[1].start_s)
    played.run(1)
    played.player.skip_back()
    assert (played.player.frame.moment.stage_index, played.elapsed_s) == (0, 0.0)
    played.player.skip_back()
    assert played.elapsed_s == 0.0


def test_a_skip_is_told_before_what_is_there(played: Played) -> None:
    seen: list[object] = []
    played.begin(make_timeline())
    played.player.frame_changed.connect(lambda frame: seen.append(frame.moment.stage_index))
    played.player.jumped.connect(lambda: seen.append("jumped"))
    played.player.skip_forward()
    played.player.skip_back()
    played.run(1)
    assert seen[:4] == ["jumped", 1, "jumped", 0]
    assert seen.count("jumped") == 2


def test_a_skip_while_paused_stays_paused(played: Played) -> None:
    played.begin(make_timeline())
    played.run(8)
    played.player.pause()
    played.player.skip_forward()
    played.run(5)
    assert (played.player.state, played.player.frame.moment.stage_index) == (PlayerState.PAUSED, 1)


def test_the_hold_changes_from_the_next_breath_on_within_three_to_five(played: Played) -> None:
    played.begin(make_timeline())
    played.run(5 + 5)  # in the hold of the first breath
    before = played.player.frame.moment
    assert played.player.change_hold(1) == 5.0
    assert played.player.frame.moment.phase_left_s == before.phase_left_s
    assert played.player.change_hold(1) == 5.0
    spans = [s for s in played.player.frame.timeline.segments if s.phase is Phase.HOLD_IN]
    assert [round(s.end_s - s.start_s, 6) for s in spans] == [4.0, 5.0, 5.0, 5.0, 5.0, 5.0]
    for expected_s in (4.0, 3.0, 3.0):
        assert played.player.change_hold(-1) == expected_s


def test_a_breath_without_a_hold_is_left_alone(played: Played) -> None:
    played.begin(make_timeline())
    played.player.skip_forward()
    played.player.skip_forward()
    timeline = played.player.frame.timeline
    assert played.player.change_hold(1) is None
    assert played.player.frame.timeline is timeline


def test_ended_early_it_is_partial_with_what_was_practised(played: Played) -> None:
    played.begin(make_timeline())
    played.run(5 + 21)
    played.player.end()
    [record] = played.heard.finished
    assert (record.status, record.practised_s) == (Status.PARTIAL, pytest.approx(21.0))


def test_ended_in_the_settle_nothing_was_practised(played: Played) -> None:
    played.begin(make_timeline())
    played.run(3)
    played.player.end()
    assert played.heard.finished[0].practised_s == 0.0


def test_checkpoints_come_often_enough_to_lose_at_most_five_seconds(played: Played) -> None:
    timeline = make_timeline()
    played.begin(timeline)
    kept_s = played.clock.now_s
    for _ in range(60):
        count = len(played.heard.checkpoints)
        played.run(1.0, step_s=MAX_GAP_S)
        if len(played.heard.checkpoints) > count:
            kept_s = played.clock.now_s
        assert played.clock.now_s - kept_s <= CHECKPOINT_S + 1.0 < 5.0
    last = played.heard.checkpoints[-1]
    assert last.status is Status.RUNNING
    assert last.practised_s > 0


def test_a_resumed_session_begins_at_its_stage_and_keeps_what_it_had(played: Played) -> None:
    timeline = make_timeline()
    record = begin_record(
        timeline, uuid="one", routine_id="r", routine_title="R", started=STARTED, zone="UTC", first_side=Side.LEFT
    )
    kept = replace(record, reached_s={0: 48.0, 1: 10.0}, practised_s=58.0, status=Status.PARTIAL)
    played.player.begin(timeline, kept, stage_index=1, waits=True)
    assert played.elapsed_s == timeline.stage_spans[1].start_s
    played.player.toggle_pause()
    played.run(timeline.duration_s)
    [done] = played.heard.finished
    assert (done.uuid, done.status) == ("one", Status.COMPLETE)
    assert done.practised_s == pytest.approx(timeline.practice_s)


def test_nothing_ticks_while_paused_or_idle(played: Played) -> None:
    assert played.player.tick_ms is None
    played.begin(make_timeline())
    seen_ms = played.player.tick_ms
    assert seen_ms is not None
    played.player.set_seen(False)
    unseen_ms = played.player.tick_ms
    assert unseen_ms is not None
    assert seen_ms < unseen_ms
    played.player.set_seen(True)
    assert played.player.tick_ms == seen_ms
    played.player.pause()
    assert played.player.tick_ms is None
    played.player.end()
    assert played.player.tick_ms is None


def test_a_stage_that_comes_again_comes_at_the_pace_of_now(played: Played) -> None:
    played.begin(make_timeline())
    played.run(5 + 20)
    played.player.change_hold(1)
    played.player.skip_back()
    holds = [one for one in played.player.frame.timeline.segments if one.phase is Phase.HOLD_IN]
    assert [round(one.end_s - one.start_s, 6) for one in holds] == [5.0] * 6
