"""A key that is held is one press: mends what Qt (6.11) gets wrong on X11.

X repeats a held key as a release and a press with one time stamp. Where Qt reads the release before the press has
arrived, it reports both as if the key had been let go and pressed again.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

# A release counts if no press with its time stamp follows for so long.
RELEASE_MS = 30

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class KeyRepeat(QObject):
    """Filters the keys of one window: holds each release back until it is certain that the key was let go."""

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        self._window = window
        self._release: QKeyEvent | None = None  # held back
        self._is_passing = False
        self._timer = QTimer(self, singleShot=True, interval=RELEASE_MS)
        # Once more through the loop: the press may have come while the program was busy.
        self._timer.timeout.connect(lambda: QTimer.singleShot(0, self, self._let_go))
        window.installEventFilter(self)

    def _take_release(self, event: QKeyEvent) -> bool:
        self._let_go()
        if event.isAutoRepeat() or not event.timestamp():  # an event of a program has no time
            return False
        self._release = event.clone()
        self._timer.start()
        return True

    def _take_press(self, event: QKeyEvent) -> bool:
        held = self._release
        if held is None or (held.key(), held.timestamp()) != (event.key(), event.timestamp()):
            self._let_go()
            return False
        self._release = None
        self._timer.stop()
        self._pass_on(_as_repeat(event))
        return True

    def _let_go(self) -> None:
        """Deliver the release that was held back."""
        release, self._release = self._release, None
        self._timer.stop()
        if release is not None:
            self._pass_on(release)

    def _pass_on(self, event: QKeyEvent) -> None:
        self._is_passing = True
        try:
            QCoreApplication.sendEvent(self._window, event)
        finally:
            self._is_passing = False

    # Qt's overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_passing or event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        return self._take_press(event) if event.type() == QEvent.Type.KeyPress else self._take_release(event)


def mend_key_repeat(window: QWindow) -> None:
    """Have a held key of ``window`` be one press; does nothing where Qt tells it rightly, or where that is done."""
    if QGuiApplication.platformName() == "xcb" and window.findChild(KeyRepeat) is None:
        KeyRepeat(window)


def _as_repeat(event: QKeyEvent) -> QKeyEvent:
    native = (event.nativeScanCode(), event.nativeVirtualKey(), event.nativeModifiers())
    made = QKeyEvent(event.type(), event.key(), event.modifiers(), *native, event.text(), True, event.count())
    made.setTimestamp(event.timestamp())
    return made
