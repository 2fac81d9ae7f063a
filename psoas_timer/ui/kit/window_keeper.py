"""Puts a window where it was, wholly on a screen that is there, and keeps it there when screens change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from psoas_timer.core.window_place import LEAST_HEIGHT, LEAST_WIDTH, Box, WindowPlace, fit_to_screens

# The usual frame, for as long as the window manager has not told its own: (wider, higher), in pixels.
USUAL_FRAME = (12, 44)
# Window managers tell the size of their frame a moment after the window has come up.
FRAME_MS = 300
# A window that has not been moved for so long has found its place (our choice).
REST_MS = 1000
_MAXIMISED, _FULL = Qt.WindowState.WindowMaximized, Qt.WindowState.WindowFullScreen
_MINIMISED = Qt.WindowState.WindowMinimized


class WindowKeeper:
    """Places ``window`` before it is first shown, and again when its frame is known or a screen is gone.

    It calls ``tell`` when the window has come to rest at another place.
    """

    def __init__(self, window: QWidget, tell: Callable[[], object]) -> None:
        self._window = window
        self._is_placed = False
        self._normal = WindowPlace()  # as it was last seen, neither maximised nor filling the screen
        self._timer = QTimer(window, singleShot=True, interval=FRAME_MS)
        self._timer.timeout.connect(self.keep_on_screen)
        self._rest = QTimer(window, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(tell)

    def place(self, kept: WindowPlace) -> bool:
        """Place the window as it was kept, the first time; later it stays where the person puts it."""
        if self._is_placed:
            return False
        self._is_placed = True
        self._normal = fit_to_screens(kept, _screens(QGuiApplication.primaryScreen()), USUAL_FRAME)
        self._put(self._normal)
        if kept.is_maximised:
            self._window.setWindowState(self._window.windowState() | _MAXIMISED)
        return True

    def now(self, *, was_maximised: bool) -> WindowPlace:
        """Return the place to keep; ``was_maximised`` says what a window that fills the screen was before."""
        window = self._window
        is_maximised = window.isMaximized() or (window.isFullScreen() and was_maximised)
        self.look()
        seen = self._normal
        return WindowPlace(x=seen.x, y=seen.y, width=seen.width, height=seen.height, is_maximised=is_maximised)

    def begin(self) -> None:
        """Look at the window's frame soon, now that it is shown."""
        if self._is_placed:
            self._timer.start()

    def keep_on_screen(self) -> None:
        """Make the window smaller, and move it, if it is not wholly on a screen by now."""
        window = self._window
        if not window.isVisible() or window.windowState() & (_MAXIMISED | _FULL | _MINIMISED):
            return
        frame, inner = window.frameGeometry(), window.geometry()
        around = frame.width() - inner.width(), frame.height() - inner.height()
        self._put(fit_to_screens(_place_of(window), _screens(window.screen()), around))

    def _put(self, place: WindowPlace) -> None:
        window = self._window
        window.setMinimumSize(min(LEAST_WIDTH, place.width), min(LEAST_HEIGHT, place.height))
        if window.size().toTuple() != (place.width, place.height):
            window.resize(place.width, place.height)
        if not window.isVisible() or window.pos().toTuple() != (place.x, place.y):
            window.move(place.x, place.y)

    def look(self) -> None:
        """Remember where the window is now; it is called whenever that has changed."""
        window = self._window
        if window.isVisible():
            self._rest.start()
            if not window.windowState() & (_MAXIMISED | _FULL | _MINIMISED):
                self._normal = _place_of(window)


def _place_of(window: QWidget) -> WindowPlace:
    return WindowPlace(x=window.x(), y=window.y(), width=window.width(), height=window.height())


def _screens(first: QScreen) -> list[Box]:
    """Return what every screen has free, ``first`` before the others."""
    others = [one for one in QGuiApplication.screens() if one is not first]
    return [_box(one.availableGeometry()) for one in (first, *others)]


def _box(rect: QRect) -> Box:
    return Box(rect.x(), rect.y(), rect.width(), rect.height())
