"""Notifications on Windows and macOS, through desktop-notifier, in a thread with its own event loop.

The thread exists from the first notice on. A call in it may take as long as a person takes to decide whether the
program may show notifications at all.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from psoas_timer.core.reminder import ReminderAnswer
from psoas_timer.desktop.notices.notice import Notice, Notifier

# How long a system may take to show a notice, including asking the person first (our choice).
PATIENCE_MS = 10_000

# How long withdrawing a notice may take when the program ends (our choice).
END_S = 1.0

# The id by which the system knows a notice: a new one with the same id replaces it, even one from an earlier run.
# Windows once allowed only 16 characters.
TAG = "psoas-timer"


class NotificationCentre(Protocol):
    """Where a system shows our notices, one at a time; everything is called in one thread, by its event loop."""

    async def may_show(self) -> bool:
        """Tell whether notices can be shown; the person may be asked and may take their time."""

    async def show(self, notice: Notice) -> bool:
        """Show ``notice`` in place of the previous one; tell whether the system accepted it."""

    async def clear(self) -> None:
        """Withdraw the notice."""


MakeCentre = Callable[[Callable[[str], None]], NotificationCentre]


class SystemCentre:
    """The system's own, through desktop-notifier; ``press`` is called with each ReminderAnswer, in any thread.

    The handlers are set for the whole library, not for one notice: it forgets a notice that has moved from the screen
    to the system's list. We never ask for urgency or a sound.
    """

    def __init__(self, press: Callable[[str], None]) -> None:
        from desktop_notifier import FreedesktopNotifier  # type: ignore[import-not-found,unused-ignore]  # not on Linux

        self._press = press
        self._is_taken = False
        self._library = FreedesktopNotifier(app_name="Psoas Timer", app_icon=None)
        self._library.on_dispatched = self._note_taken
        self._library.on_clicked = lambda tag: self._tell(tag, ReminderAnswer.OPEN.value)
        self._library.on_button_pressed = self._tell

    async def may_show(self) -> bool:
        # Where the library has no backend (a Python on macOS that is not in a bundle), it does nothing, and says so.
        return bool(await self._library.get_capabilities()) and await self._library.request_authorisation()

    async def show(self, notice: Notice) -> bool:
        from desktop_notifier import Button, Notification

        buttons = tuple(Button(title=text, identifier=action.value) for action, text in notice.buttons.items())
        self._is_taken = False  # failures are logged there and not raised: a notice that was not accepted has failed
        await self._library.send_notification(
            Notification(title=notice.title, message=notice.body, buttons=buttons, identifier=TAG)
        )
        return self._is_taken

    async def clear(self) -> None:
        await self._library.clear(TAG)

    def _note_taken(self, tag: str) -> None:
        self._is_taken = True

    def _tell(self, tag: str, action: str) -> None:
        if tag == TAG and action in list(ReminderAnswer):
            self._press(action)


class NativeNotifier(Notifier):
    """Shows notices in the system's notification centre. Call ``end`` before the program ends."""

    _pressed = Signal(str)
    _told = Signal(int, bool)  # the number of a request; whether the system accepted the notice

    def __init__(
        self, parent: QObject | None = None, *, make_centre: MakeCentre = SystemCentre, patience_ms: int = PATIENCE_MS
    ) -> None:
        super().__init__(parent)
        self._make_centre = make_centre
        self._centre: NotificationCentre | None = None  # used only by the thread
        self._work: _Work | None = None
        self._number = 0  # of the latest request; earlier ones no longer have an effect
        self._is_wanted = False
        self._patience = QTimer(self, singleShot=True, interval=patience_ms)
        self._patience.timeout.connect(self._refuse)
        self._pressed.connect(self._take_press, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._learn, Qt.ConnectionType.QueuedConnection)

    def show(self, notice: Notice) -> None:
        self._number += 1
        self._is_wanted = True
        self._patience.start()
        if self._work is None:
            self._work = _Work()
        self._work.do(self._put(self._number, notice))

    def close(self) -> None:
        if self._forget() and self._work is not None:
            self._work.do(self._clear())

    def end(self) -> None:
        """Withdraw the notice and end the thread, within END_S."""
        self._forget()
        if self._work is not None:
            self._work.end(self._clear())
            self._work = self._centre = None

    # In the thread

    async def _put(self, number: int, notice: Notice) -> None:
        is_shown = False
        with suppress(Exception):  # no library, or any error from it or the system: all the same to us
            if self._centre is None:
                self._centre = self._make_centre(self._pressed.emit)
            if number == self._number and await self._centre.may_show() and number == self._number:
                is_shown = await self._centre.show(notice)
        self._told.emit(number, is_shown)

    async def _clear(self) -> None:
        if self._centre is not None:
            with suppress(Exception):
                await self._centre.clear()

    # Results

    def _learn(self, number: int, is_shown: bool) -> None:
        if number != self._number:
            return
        self._patience.stop()
        if not is_shown:
            self._refuse()

    def _take_press(self, action: str) -> None:
        if self._is_wanted:
            self.close()
            self.answered.emit(action, "")

    def _refuse(self) -> None:
        """Leave the notice to another way of showing it; if it appears here after all, withdraw it."""
        if self._is_wanted:
            self.close()
            self.refused.emit()

    def _forget(self) -> bool:
        """Stop wanting a notice; tell whether one was wanted."""
        was_wanted, self._is_wanted = self._is_wanted, False
        self._number += 1
        self._patience.stop()
        return was_wanted


class _Work:
    """A thread that runs tasks one after another, in order. If it hangs, it ends with the program."""

    def __init__(self) -> None:
        import asyncio
        from threading import Thread

        self._turn = asyncio.Lock()
        self._is_over = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, name="notices", daemon=True)
        self._thread.start()

    def do(self, task: Coroutine[Any, Any, None]) -> None:
        """Run ``task`` when the earlier ones are done."""
        import asyncio

        asyncio.run_coroutine_threadsafe(self._take_turn(task), self._loop)

    def end(self, last: Coroutine[Any, Any, None]) -> None:
        """Run ``last``, drop a task that hangs, and wait for the thread."""
        import asyncio

        asyncio.run_coroutine_threadsafe(self._finish(last), self._loop)
        self._thread.join(2 * END_S)

    async def _take_turn(self, task: Coroutine[Any, Any, None]) -> None:
        try:
            async with self._turn:
                await task
        finally:
            task.close()  # a task whose turn never came

    async def _finish(self, last: Coroutine[Any, Any, None]) -> None:
        import asyncio

        with suppress(TimeoutError):
            await asyncio.wait_for(self._take_turn(last), END_S)
        self._is_over.set()

    def _run(self) -> None:
        import asyncio

        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._is_over.wait())
