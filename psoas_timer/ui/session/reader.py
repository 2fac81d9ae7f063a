"""What a screen reader tells in a session: what the voice leaves out, or all of it where no voice is heard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from psoas_timer.core.breath.cue import ANNOUNCE_NEXT_S, Cue, CueKind
from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.speech.spoken import says_instruction
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.engine.player import Frame, Player, PlayerState
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.announcing import TURNS, Announcer, Turns
from psoas_timer.ui.kit.words import next_word, phase_word, place_sentences
from psoas_timer.ui.session.breath_view import BreathView

# A second press within this time skips a stage, so only after it is told what the first has done.
_ONCE_AFTER_S = 0.5


class Reader(QObject):
    """Follows the player. ``voice`` returns how much a voice says at this instant, None if none can be heard."""

    def __init__(self, player: Player, view: BreathView, turns: Turns = TURNS) -> None:
        super().__init__(view)
        self._player = player
        self._announcer = Announcer(view, turns)
        self._state = PlayerState.IDLE
        self.voice: Callable[[], GuidanceLevel | None] = lambda: None
        player.frame_changed.connect(self._follow)
        player.cue_reached.connect(self._tell_cue)
        player.jumped.connect(self._jump)
        player.finished.connect(self._rest)

    def tell(self, message: str) -> None:
        """Tell what nobody has asked for and no voice says."""
        self._announcer.tell(message)

    def answer(self, message: str) -> None:
        """Tell what a key has done, unless the voice says so."""
        if self._is_alone:
            self._announcer.answer(message)

    def hush(self) -> None:
        """Tell nothing of what waits, as something else is read out now."""
        self._announcer.hush()

    def tell_place(self) -> None:
        """Tell where the session is, whatever the voice says."""
        if self._player.is_active:
            self._announcer.answer(place_sentences(self._player.frame.moment))

    def tell_instruction(self) -> None:
        """Tell what is to be done now, whatever the voice says."""
        if self._player.is_active:
            self._announcer.answer(self._player.frame.moment.instruction or phase_word(self._player.frame.moment))

    @property
    def has_voice(self) -> bool:
        """Tell whether a voice answers when it is asked, however little it says besides."""
        return self.voice() is not None

    @property
    def _is_alone(self) -> bool:
        return self.voice() in (None, GuidanceLevel.SILENT)

    def _follow(self, frame: Frame) -> None:
        if frame.state is self._state:
            return
        before, self._state = self._state, frame.state
        if not self._is_alone:
            return
        if frame.state is PlayerState.PAUSED:
            self._announcer.hush()
            self._announcer.tell(tr("Paused. Press Space or click to resume."), after_s=_ONCE_AFTER_S)
        elif frame.state is PlayerState.RESUMING:
            self._announcer.hush()
            self._announcer.tell(place_sentences(frame.moment), after_s=_ONCE_AFTER_S)
        elif before is PlayerState.WAITING:
            self._announcer.hush()

    def _jump(self) -> None:
        if self._is_alone:
            self._announcer.answer(place_sentences(self._player.frame.moment))

    def _rest(self) -> None:
        self._state = PlayerState.IDLE
        self._announcer.hush()

    def _tell_cue(self, cue: Cue) -> None:
        if not self._player.is_active:
            return
        frame, level = self._player.frame, self.voice() or GuidanceLevel.SILENT
        moment = frame.moment
        if cue.kind is CueKind.INSTRUCTION:
            if not says_instruction(moment.stage, cue.text, level):
                self._announcer.tell(cue.text)
        elif cue.kind is CueKind.PHASE and cue.phase is not Phase.SETTLE:
            if level in (GuidanceLevel.TONES, GuidanceLevel.SILENT):
                self._announcer.tell(phase_word(moment), for_s=moment.phase_left_s)
        elif cue.kind is CueKind.NEXT_STAGE and level is GuidanceLevel.SILENT:
            self._announcer.tell(next_word(frame.timeline, moment), for_s=ANNOUNCE_NEXT_S)
