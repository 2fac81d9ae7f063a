"""The session on screen: the breath view, the keys that control it from the floor, and the question at the end."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psoas_timer.core.speech.spoken import ASK_END, LAST_STAGE, say_hold
from psoas_timer.engine.player import Frame, Player, PlayerState
from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.kit.accessible import Action, give_role
from psoas_timer.ui.kit.key_place import letter_key
from psoas_timer.ui.kit.widgets import Page
from psoas_timer.ui.session.breath_view import BreathView
from psoas_timer.ui.session.end_question import EndQuestion
from psoas_timer.ui.session.press_gesture import Press
from psoas_timer.ui.session.quiet_bar import BACK, END, NEXT, PAUSE, TURN, VIEW, QuietBar
from psoas_timer.ui.session.reader import Reader
from psoas_timer.ui.session.scene import Look, Scene

MESSAGE_MS = 4000
MEDIA_KEYS = (
    Qt.Key.Key_MediaTogglePlayPause,
    Qt.Key.Key_MediaPlay,
    Qt.Key.Key_MediaPause,
    Qt.Key.Key_MediaNext,
    Qt.Key.Key_MediaPrevious,
)


class SessionPage(Page):
    """Shows what the player plays, and passes on input from the keyboard, the mouse and a presenter's clicker."""

    full_screen_requested = Signal()
    place_requested = Signal()  # asks to hear the current place in the session
    instruction_requested = Signal()  # asks to hear once more what is to be done
    answered = Signal(str)  # a text of the voice that tells what a key has done
    asking_changed = Signal(bool)  # whether the question stands on the page that takes all the room
    turn_requested = Signal()
    view_requested = Signal()

    def __init__(
        self,
        player: Player,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
        load_picture: Callable[[str], str] | None = None,
    ) -> None:
        """``clock`` returns seconds and is used to tell presses apart; ``load_picture`` the SVG of a position."""
        super().__init__(parent)
        give_role(self, QAccessible.Role.Client)
        self._player = player
        self._look = Look()
        self._reduced_motion = False
        self._told = ("", False)  # a message, and whether the instruction is stressed
        self._view = BreathView(load_picture=load_picture)
        self.reader = Reader(player, self._view)
        self._view.actions_offered = self._offer_actions()
        self.bar = QuietBar(self)
        self._question = EndQuestion(self)
        self._message_timer = QTimer(self, singleShot=True, interval=MESSAGE_MS)
        self._message_timer.timeout.connect(self._clear_message)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)
        self.first = self._view
        self._press = Press(self, clock)
        self._press.once.connect(self._toggle_pause)
        self._press.twice.connect(self._skip_at_once)
        self._press.long.connect(self._tell_place)
        self._view.pressed.connect(self._press.begin)
        self._view.released.connect(self._press.end)
        self._view.moved.connect(self._take_mouse)
        self._view.tabbed.connect(self._show_bar)
        self.bar.asked.connect(self._do)
        self.bar.shown.connect(self._view.show_pointer)
        self._question.end_requested.connect(self._end)
        self._question.go_on_requested.connect(self._go_on)
        player.frame_changed.connect(self._show_frame)
        player.slept.connect(lambda: self.tell(tr("The computer was asleep, so the session waited for you.")))
        player.held_up.connect(lambda: self.tell(tr("Psoas Timer was held up, so the session waited for you.")))
        self._keys = self._bind_keys()

    def show_session(self, title: str) -> None:
        """Start showing the session of the routine with this title."""
        self._view.set_title(title)
        self._close_question()
        self.bar.leave()
        self._clear_message()
        self._view.setFocus()

    def ask_to_end(self, then: Callable[[], object]) -> None:
        """Ask whether to end the session, as Escape does, and call ``then`` once it has ended for that."""
        self._question.then = then
        if self._question.isHidden():
            self._player.pause()
            self.bar.leave()
            self.asking_changed.emit(True)
            self._question.open()
            self.reader.hush()  # the question is read out, with the focus
            self._refresh()
            self.answered.emit(ASK_END)

    def set_look(self, look: Look, reduced_motion: bool) -> None:
        """Change how sessions are shown, immediately."""
        self._look = look
        self._reduced_motion = reduced_motion
        self._view.set_look(look)
        self.bar.set_theme(look.theme)
        self._refresh()

    def tell(self, message: str) -> None:
        """Show a short line for a while, and have a screen reader say it."""
        self.reader.tell(message)
        self._show_message(message)

    def _answer(self, message: str, spoken: str) -> None:
        """Show what a key has done, and have it said: by the voice, or else by a screen reader."""
        self.reader.answer(message)
        self._show_message(message)
        self.answered.emit(spoken)

    def _show_message(self, message: str) -> None:
        self._told = (message, self._told[1])
        self._message_timer.start()
        self._refresh()

    def ignore_media_keys(self, ignored: bool) -> None:
        """Stop handling media keys, or handle them again; unhandled keys go on to the window."""
        self._keys = {key: act for key, act in self._bind_keys().items() if not (ignored and key in MEDIA_KEYS)}

    def _bind_keys(self) -> dict[int, Callable[[], None]]:
        key, player = Qt.Key, self._player
        return {
            key.Key_MediaTogglePlayPause: self._press.tap,
            key.Key_MediaPlay: self._press.tap,  # Qt's name for the single play/pause key
            key.Key_MediaPause: player.pause,
            key.Key_Right: self._skip_forward,
            key.Key_PageDown: self._skip_forward,
            key.Key_MediaNext: self._skip_forward,
            key.Key_Left: player.skip_back,
            key.Key_PageUp: player.skip_back,
            key.Key_MediaPrevious: player.skip_back,
            key.Key_Up: lambda: self._change_hold(1),
            key.Key_Down: lambda: self._change_hold(-1),
            key.Key_R: self._repeat_instruction,
            key.Key_O: self._tell_place,
            key.Key_F: self.full_screen_requested.emit,
            key.Key_F11: self.full_screen_requested.emit,
            key.Key_T: self.turn_requested.emit,
            key.Key_V: self.view_requested.emit,
            key.Key_Escape: lambda: self.ask_to_end(_stay),
        }

    def _offer_actions(self) -> list[Action]:
        """Return what the keys do, for who has no keys: a screen reader, a voice or a switch that picks actions."""

        def while_it_runs(do: Callable[[], object]) -> Callable[[], object]:
            return lambda: do() if self._player.is_active and self._question.isHidden() else None

        offered = (
            (tr("Pause or go on"), self._player.toggle_pause, tr("Space")),
            (tr("Tell where I am"), self.reader.tell_place, tr("O")),
            (tr("Next stage"), self._skip_forward, tr("Right")),
            (tr("Back to the start of the stage"), self._player.skip_back, tr("Left")),
            (tr("Hold longer"), lambda: self._change_hold(1), tr("Up")),
            (tr("Hold shorter"), lambda: self._change_hold(-1), tr("Down")),
            (tr("Tell the instruction again"), self.reader.tell_instruction, tr("R")),
            (tr("End the session"), lambda: self.ask_to_end(_stay), tr("Escape")),
        )
        return [Action(name, while_it_runs(do), keys) for name, do, keys in offered]

    def _take_mouse(self, at: QPointF) -> None:
        if self._player.is_active and self._question.isHidden():
            self.bar.take_mouse(at)

    def _show_bar(self) -> None:
        if self._player.is_active and self._question.isHidden():
            self.bar.come()

    def _do(self, wish: str) -> None:
        """Do what a button of the bar asks for."""
        if not self._player.is_active or not self._question.isHidden():
            return
        wishes: dict[str, Callable[[], object]] = {
            PAUSE: self._player.toggle_pause,
            BACK: self._player.skip_back,
            NEXT: self._skip_forward,
            VIEW: self.view_requested.emit,
            TURN: self.turn_requested.emit,
            END: lambda: self.ask_to_end(_stay),
        }
        wishes[wish]()

    def _toggle_pause(self) -> None:
        if self._player.is_active and self._question.isHidden():
            self._player.toggle_pause()

    def _skip_at_once(self) -> None:
        """The first of two presses has paused: the second resumes, at the next stage."""
        if self._player.is_active and self._question.isHidden():
            self._player.resume()
            self._skip_forward()

    def _tell_place(self) -> None:
        if self._player.is_active and self._question.isHidden():
            if not self.reader.has_voice:
                self.reader.tell_place()
            self.place_requested.emit()

    def _skip_forward(self) -> None:
        if not self._player.skip_forward():
            self._answer(tr("This is the last stage. Press Escape to end the session."), LAST_STAGE)

    def _change_hold(self, steps: int) -> None:
        hold_s = self._player.change_hold(steps)
        message = tr("This breath has no hold to change.")
        if hold_s is not None:
            message = tr("Hold {seconds} s from the next breath").format(seconds=number_word(hold_s))
        self._answer(message, say_hold(hold_s, steps))

    def _repeat_instruction(self) -> None:
        self._told = (self._told[0], True)
        self._message_timer.start()
        if not self.reader.has_voice:
            self.reader.tell_instruction()
        self._refresh()
        self.instruction_requested.emit()

    def _close_question(self) -> None:
        self._question.hide()
        self.asking_changed.emit(False)

    def _go_on(self) -> None:
        self._close_question()
        self._view.setFocus()
        self._player.resume()
        self.reader.hush()  # the place is read out, with the focus

    def _end(self) -> None:
        self._close_question()
        self._player.end()
        self._question.then()

    def _clear_message(self) -> None:
        self._message_timer.stop()
        self._told = ("", False)
        self._refresh()

    def _refresh(self) -> None:
        if self._player.is_active:
            self._show_frame(self._player.frame)

    def _show_frame(self, frame: Frame) -> None:
        is_asking = not self._question.isHidden()
        self._view.show_scene(Scene(frame, self._look.view, self._reduced_motion, *self._told, is_asking))
        self.bar.show_pause(frame.state in (PlayerState.PAUSED, PlayerState.WAITING))

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = self._press.begin if event.key() == Qt.Key.Key_Space else self._keys.get(letter_key(event))
        if wish is None or not self._player.is_active:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() and self._question.isHidden():
            wish()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._press.end()
        else:
            super().keyReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._question.centre()
        self.bar.fit()


def _stay() -> None:
    """Do nothing more once the session has ended."""
