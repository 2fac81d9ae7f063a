"""Plays a timeline: the only place where a session meets a clock."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from psoas_timer.core.breath.cue import Cue, CueKind
from psoas_timer.core.breath.pattern import NAMED_PATTERNS
from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.stopwatch import Stopwatch
from psoas_timer.core.breath.timeline import Moment, Timeline
from psoas_timer.core.history.session import Progress, SessionRecord, Status, record_at, status_at_end
from psoas_timer.engine.clock import GapWatch, awake_clock, session_clock

# A session pauses where it was if the machine slept for longer than this between two ticks. After a longer gap without
# sleep (a program that was held up), it goes on at the right place, and cues older than this are left out.
MAX_GAP_S = 2.0
# A gap of this length pauses without any sleep: nobody was guided for so long (a process that was stopped).
MAX_STALL_S = 60.0
# A resumed session continues after this countdown.
RESUME_S = 3.0
# A crash loses at most this much, plus the time of one tick.
CHECKPOINT_S = 2.0
# Skipping back this soon after a stage's start goes to the previous stage.
RESTART_S = 3.0
HOLD_STEP_S = 1.0

FRAME_MS = 16
UNSEEN_MS = 100


class PlayerState(StrEnum):
    """What the player is doing. WAITING starts on request; RESUMING counts down after a pause."""

    IDLE = "idle"
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    RESUMING = "resuming"


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything a view needs to show one moment of a session."""

    timeline: Timeline
    moment: Moment
    state: PlayerState
    resume_left_s: float = 0.0


@dataclass(slots=True)
class Kept:
    """The record of a session so far, and when it was last announced, by the player's clock."""

    record: SessionRecord
    progress: Progress
    told_s: float


class Player(QObject):
    """Runs one session at a time, with one stopwatch.

    ``clock`` gives monotonic seconds that count sleep, ``awake`` ones that do not, and ``wall_clock`` the aware local
    time for the record. Tests pass in their own and call ``tick`` themselves.
    """

    frame_changed = Signal(object)  # Frame
    cue_reached = Signal(object)  # Cue
    checkpointed = Signal(object)  # SessionRecord
    finished = Signal(object)  # SessionRecord
    jumped = Signal()  # to the start of a stage; a frame follows
    slept = Signal()  # and was paused where it was before
    held_up = Signal()  # for MAX_STALL_S without any sleep, and was paused likewise

    def __init__(
        self,
        clock: Callable[[], float] = session_clock,
        wall_clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        parent: QObject | None = None,
        *,
        awake: Callable[[], float] = awake_clock,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._gaps = GapWatch(clock, awake)
        self._wall_clock = wall_clock
        self._state = PlayerState.IDLE
        self._is_seen = True
        self._position_s = 0.0
        self._heard_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @property
    def state(self) -> PlayerState:
        return self._state

    @property
    def is_active(self) -> bool:
        """Tell whether a session is under way, paused or not."""
        return self._state is not PlayerState.IDLE

    @property
    def tick_ms(self) -> int | None:
        """The interval between ticks in milliseconds, None while nothing runs."""
        return self._timer.interval() if self._timer.isActive() else None

    @property
    def frame(self) -> Frame:
        """The current moment, ready to be shown; only while a session is under way."""
        now_s = self._clock()
        resume_left_s = max(self._resume_at_s - now_s, 0.0) if self._state is PlayerState.RESUMING else 0.0
        return Frame(self._timeline, self._timeline.at(self._watch.elapsed_s(now_s)), self._state, resume_left_s)

    def begin(self, timeline: Timeline, record: SessionRecord, *, stage_index: int = 0, waits: bool = False) -> None:
        """Start a session, at a later stage if it is resumed; with ``waits`` it begins at toggle_pause()."""
        self._timeline = timeline
        now_s = self._clock()
        self._kept = Kept(replace(record, status=Status.RUNNING), Progress(record.reached_s), now_s)
        start_s = timeline.stage_spans[stage_index].start_s
        self._watch = Stopwatch()
        self._move_to(start_s)
        self._gaps.look()
        self._resume_at_s = now_s
        if not waits:
            self._watch = self._watch.started(now_s)
        self._enter(PlayerState.WAITING if waits else PlayerState.RUNNING)
        self._checkpoint(now_s)

    def toggle_pause(self) -> None:
        """Pause or continue; after a pause, count down and continue from the start of the breath."""
        if self._state is PlayerState.WAITING:
            self._run_from(self._clock())
        elif self._state is PlayerState.PAUSED:
            self.resume()
        else:
            self.pause()

    def pause(self) -> None:
        """Pause the session where it is; does nothing if it is not running."""
        if self._state is PlayerState.RUNNING:
            self.tick()
        if self._state in (PlayerState.RUNNING, PlayerState.RESUMING):
            now_s = self._clock()
            self._watch = self._watch.stopped(now_s)
            self._enter(PlayerState.PAUSED)
            self._checkpoint(now_s)

    def resume(self) -> None:
        """Count down, then continue from the start of the breath (while settling: from where it was)."""
        if self._state is PlayerState.PAUSED:
            elapsed_s = self._watch.base_s
            if self._timeline.segment_at(elapsed_s).phase is not Phase.SETTLE:
                self._move_to(self._timeline.breath_start_s(elapsed_s))
            self._resume_at_s = self._clock() + RESUME_S
            self._gaps.look()
            self._enter(PlayerState.RESUMING)

    def skip_forward(self) -> bool:
        """Go to the next stage; in the last one do nothing and return False, as skipping never ends a session."""
        index = self._moment().stage_index
        if index + 1 >= len(self._timeline.stages):
            return False
        self._go_to_stage(index + 1)
        return True

    def skip_back(self) -> None:
        """Go to the start of this stage, or of the previous one if this one has only just begun."""
        moment = self._moment()
        span = self._timeline.stage_spans[moment.stage_index]
        has_only_begun = moment.elapsed_s < span.practice_s + RESTART_S
        self._go_to_stage(max(moment.stage_index - has_only_begun, 0))

    def change_hold(self, steps: int) -> float | None:
        """Lengthen or shorten this stage's hold by ``steps`` of HOLD_STEP_S, from the next breath on.

        Returns its new length in seconds, within the bounds of its pattern; None if this breath has no hold to change.
        """
        stage = self._moment().stage
        figure, named = stage.effort_field, NAMED_PATTERNS.get(stage.pattern_name)
        if not figure or named is None:
            return None
        low, high = named.bounds[figure]
        hold_s: float = min(max(getattr(stage.pattern, figure) + steps * HOLD_STEP_S, low), high)
        pattern = replace(stage.pattern, **{figure: hold_s})
        self._timeline = self._timeline.with_pace(self._moment().elapsed_s, {stage.pattern_name: pattern})
        self.frame_changed.emit(self.frame)
        return hold_s

    def end(self) -> None:
        """End the session early; it is saved as partial."""
        if self.is_active:
            self._finish(reached_end=False)

    def leave(self) -> None:
        """Stop without an end, as the program is being ended: the session is kept as running, to be gone on with."""
        self.pause()
        if self.is_active:
            self._enter(PlayerState.IDLE)

    def set_seen(self, is_seen: bool) -> None:
        """Tick at the pace of the screen while the session is visible, and more slowly while it is not."""
        self._is_seen = is_seen
        self._set_timer()

    def tick(self) -> None:
        """Look at the clock and announce the current moment."""
        gap = self._gaps.look()
        now_s = gap.now_s
        has_slept = gap.slept_s > MAX_GAP_S
        if has_slept or gap.length_s > MAX_STALL_S:
            self._pause_after_gap(now_s - gap.length_s, self.slept if has_slept else self.held_up)
            return
        if self._state is PlayerState.RESUMING and now_s >= self._resume_at_s:
            self._run_from(self._resume_at_s)
        if self._state is PlayerState.RUNNING:
            self._advance(now_s)
        elif self._state is PlayerState.RESUMING:
            self.frame_changed.emit(self.frame)

    def _advance(self, now_s: float) -> None:
        elapsed_s = self._watch.elapsed_s(now_s)
        moment = self._timeline.at(elapsed_s)
        self._kept.progress = self._kept.progress.advanced(self._timeline, self._position_s, elapsed_s)
        cues = self._cues_since(self._heard_s, elapsed_s)
        self._position_s = self._heard_s = elapsed_s
        self.frame_changed.emit(Frame(self._timeline, moment, self._state))
        for cue in cues:
            self.cue_reached.emit(cue)
        if moment.phase is Phase.DONE:
            self._finish(reached_end=True)
        elif now_s - self._kept.told_s >= CHECKPOINT_S:
            self._checkpoint(now_s)

    def _cues_since(self, heard_s: float, elapsed_s: float) -> list[Cue]:
        """Return the cues to announce; after a long gap, what is over is not told, so that there is no burst."""
        cues = self._timeline.cues_between(heard_s, elapsed_s)
        if elapsed_s - heard_s <= MAX_GAP_S:
            return cues
        return [cue for cue in cues if cue.at_s >= elapsed_s - MAX_GAP_S or cue.kind is CueKind.END]

    def _run_from(self, now_s: float) -> None:
        self._watch = self._watch.started(now_s)
        self._gaps.look()
        self._enter(PlayerState.RUNNING)

    def _pause_after_gap(self, seen_s: float, told: SignalInstance) -> None:
        """Pause where the session was at the last tick, as the gap was not practised, and say why."""
        if self._state in (PlayerState.RUNNING, PlayerState.RESUMING):
            self._watch = self._watch.stopped(seen_s)
            self._enter(PlayerState.PAUSED)
            self._checkpoint(self._clock())
            told.emit()

    def _finish(self, *, reached_end: bool) -> None:
        record = self._record_now()
        status = status_at_end(self._kept.progress, self._timeline, reached_end)
        self._enter(PlayerState.IDLE)
        self.finished.emit(replace(record, status=status))

    def _go_to_stage(self, index: int) -> None:
        start_s = self._timeline.stage_spans[index].start_s
        self._timeline = self._timeline.with_pace(start_s, {})  # a repeated stage uses the current pace
        self._move_to(start_s)
        self.jumped.emit()
        self.frame_changed.emit(self.frame)

    def _move_to(self, elapsed_s: float) -> None:
        self._watch = self._watch.moved_to(elapsed_s, self._clock())
        self._position_s = elapsed_s
        self._heard_s = math.nextafter(elapsed_s, -math.inf)  # cues exactly at this point are still to come

    def _moment(self) -> Moment:
        return self._timeline.at(self._watch.elapsed_s(self._clock()))

    def _checkpoint(self, now_s: float) -> None:
        self._kept.told_s = now_s
        self.checkpointed.emit(self._record_now())

    def _record_now(self) -> SessionRecord:
        index = self._moment().stage_index
        record = record_at(self._kept.record, self._timeline, self._kept.progress, index, self._wall_clock())
        self._kept.record = record
        return record

    def _enter(self, state: PlayerState) -> None:
        self._state = state
        self._set_timer()
        if self.is_active:
            self.frame_changed.emit(self.frame)

    def _set_timer(self) -> None:
        if self._state in (PlayerState.RUNNING, PlayerState.RESUMING):
            self._timer.start(FRAME_MS if self._is_seen else UNSEEN_MS)
        else:
            self._timer.stop()
