"""Tells in the window that nothing is heard though it should be, and takes it back when sound works again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.engine.sound.side_process import Outage
from psoas_timer.lib.translation import problem_text, tr
from psoas_timer.services.guidance import Guidance
from psoas_timer.ui.kit.main_window import MainWindow
from psoas_timer.ui.kit.message_bar import Message, MessageBar
from psoas_timer.ui.kit.widgets import Page

# A sound process that is started again is heard within this time, so a shorter silence is not told.
GRACE_MS = 4000

_SOUND = {
    Outage.NOTHING_TO_USE: Problem(
        N_("There is no sound, because no loudspeaker or headphones can be found."),
        N_("The session continues in silence. Sound starts by itself when you connect one."),
    ),
    Outage.RESTARTING: Problem(
        N_("The sound has stopped."), N_("The session continues. Psoas Timer is starting the sound again.")
    ),
    Outage.KEEPS_ENDING: Problem(
        N_("The sound has stopped, and so it did each time it was started again."),
        N_("The session continues in silence."),
    ),
    Outage.LACKS_PARTS: Problem(
        N_("There is no sound, because a part of Psoas Timer or of your system is missing."),
        N_("The session continues in silence. Install Psoas Timer again, with the libraries that its README names."),
    ),
    Outage.NOT_STARTED: Problem(
        N_("There is no sound, because the part of Psoas Timer that plays it cannot be started."),
        N_("The session continues in silence. If trying again does not help, install Psoas Timer again."),
    ),
}
# A system without a voice has none to lose: only one that fails is told.
_VOICE = {
    Outage.KEEPS_ENDING: Problem(
        N_("Your system's voice has stopped, and so it did each time it was started again."),
        N_("A chime rings in its place: look at the screen."),
    ),
    Outage.NOT_STARTED: Problem(
        N_("Your system's voice cannot be started."), N_("A chime rings in its place: look at the screen.")
    ),
}
_CAN_BE_TRIED = (Outage.KEEPS_ENDING, Outage.NOT_STARTED)


class SoundNotice(QObject):
    """Watches ``guidance``, and lives as long: each outage is told once in a session, and taken back when it is over.

    What is told stays after the session, for a person whose eyes were closed.
    """

    def __init__(self, window: MainWindow, guidance: Guidance) -> None:
        super().__init__(guidance)
        self._window = window
        self._guidance = guidance
        self._was_guiding = False
        self._sound = _Told(window.messages, _SOUND, self._try_again)
        self._voice = _Told(window.messages, _VOICE, self._try_again)
        self._failures: list[tuple[Problem, Message]] = []
        self._grace = QTimer(self, singleShot=True, interval=GRACE_MS)
        self._grace.timeout.connect(self._tell)
        guidance.outage_changed.connect(self._look)
        guidance.failed.connect(self._fail)
        guidance.recovered.connect(self._recover)

    def _look(self) -> None:
        is_new = self._guidance.is_guiding and not self._was_guiding
        self._was_guiding = self._guidance.is_guiding
        outage = self._guidance.outage
        for told, now in ((self._sound, outage), (self._voice, self._guidance.voice_outage)):
            if now is None or is_new:  # another session is told again
                told.take_back()
        is_brief = outage is Outage.RESTARTING or (outage is Outage.NOTHING_TO_USE and not is_new)
        if is_brief and not self._sound.is_told:
            self._grace.start()
        else:
            self._grace.stop()
            self._tell()

    def _tell(self) -> None:
        if self._guidance.is_guiding:
            self._sound.tell(self._guidance.outage)
            self._voice.tell(self._guidance.voice_outage)

    def _try_again(self) -> None:
        self._guidance.try_again()
        page = self._window.page
        if page is not None:  # the button is gone: the session's keys work on
            (page.first if isinstance(page, Page) and page.first else page).setFocus()

    def _fail(self, problem: Problem) -> None:
        message = Message(problem_text(problem))
        self._failures.append((problem, message))
        self._window.messages.show_message(message)

    def _recover(self, problem: Problem) -> None:
        for told, message in self._failures:
            if told is problem:
                self._window.messages.withdraw(message)


class _Told:
    """What has been told of one process: its outage, and the message about that."""

    def __init__(self, messages: MessageBar, words: Mapping[Outage, Problem], try_again: Callable[[], None]) -> None:
        self._messages = messages
        self._words = words
        self._try_again = try_again
        self._outage: Outage | None = None
        self._message: Message | None = None

    @property
    def is_told(self) -> bool:
        return self._outage is not None

    def tell(self, outage: Outage | None) -> None:
        """Tell an outage in place of the one told before; not if that is the same, or there are no words for it."""
        if outage is None or outage is self._outage or outage not in self._words:
            return
        self.take_back()
        text = problem_text(self._words[outage])
        can_try = outage in _CAN_BE_TRIED
        act = self._try_again if can_try else None
        self._message = Message(text, tr("Try again") if can_try else "", act, cannot_wait=True)
        self._outage = outage
        self._messages.show_message(self._message)

    def take_back(self) -> None:
        """Take back what was told: it is over."""
        self._outage = None
        if self._message is not None:
            self._messages.withdraw(self._message)
            self._message = None
