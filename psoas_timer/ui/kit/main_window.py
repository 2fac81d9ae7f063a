"""The window: a navigation bar, a bar for messages, and one page at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMoveEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from psoas_timer.core.window_place import LEAST_HEIGHT, LEAST_WIDTH, USUAL_HEIGHT, USUAL_WIDTH, WindowPlace
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.key_place import digit_of
from psoas_timer.ui.kit.key_repeat import mend_key_repeat
from psoas_timer.ui.kit.larger_text import LargerText
from psoas_timer.ui.kit.message_bar import MessageBar
from psoas_timer.ui.kit.places_bar import PlacesBar
from psoas_timer.ui.kit.widgets import FocusFollower, Page, button
from psoas_timer.ui.kit.window_keeper import WindowKeeper

TODAY, HISTORY, SETTINGS, HELP = "today", "history", "settings", "help"
# "?" is taken by a field in which one writes.
HELP_KEYS = ("F1", "?")


class MainWindow(QWidget):
    """Reports where a person wants to go, whether the window can be seen, and when it is about to close.

    It asks ``may_close`` first; if the answer is no, the window stays as it is. ``holds_back`` is asked before a
    person closes the window (False) or ends the program (True): it says whether there is something to decide first, and
    later calls what it was given if that is still wanted.
    """

    place_requested = Signal(str)
    place_changed = Signal()  # the window was moved, and has come to rest
    visibility_changed = Signal(bool)
    activated = Signal()
    closing = Signal()
    quit_requested = Signal()
    help_requested = Signal()  # by key, on any page

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(tr("Psoas Timer"))
        self.resize(USUAL_WIDTH, USUAL_HEIGHT)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self._keeper = WindowKeeper(self, self.place_changed.emit)
        self.messages = MessageBar()
        self._places: list[QPushButton] = []
        self._place = ""
        self._bar = self._build_bar()
        for bar in (self._bar, self.messages):
            LargerText(bar, Page.comfort_em, self)
        self._stack = QStackedWidget()
        give_role(self, QAccessible.Role.Window)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self.messages)
        layout.addWidget(self._stack, 1)
        self._was_maximised = False
        self.holds_back: Callable[[Callable[[], object], bool], bool] = lambda _go_on, _ends: False
        self.may_close: Callable[[], bool] = lambda: not self.holds_back(self.close, True)

    @property
    def is_empty(self) -> bool:
        """Return whether no page has been shown yet."""
        return self._stack.count() == 0

    @property
    def page(self) -> QWidget | None:
        """The page shown, None before the first."""
        return self._stack.currentWidget()

    @property
    def place(self) -> str:
        """The place that is shown, '' for a page that is none: one is in the middle of something there."""
        return self._place

    def show_page(self, page: QWidget, place: str = "") -> None:
        """Show ``page``; ``place`` names its button in the bar; '' hides the bar and holds back offers."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        first = page.first if isinstance(page, Page) else None
        with FocusFollower.opening():
            # Before the page is seen: else Qt gives the focus to others on its way, and a screen reader reads them out.
            (first or page).setFocus()
            self._stack.setCurrentWidget(page)
            (first or page).setFocus()
        self._bar.setVisible(bool(place))
        self.messages.hold_offers(not place)
        self.mark_place(place)

    def mark_place(self, place: str) -> None:
        """Mark the button of ``place``; '' marks none."""
        self._place = place
        self._mark_place()

    def use_icons(self, load_icon: Callable[[str], str]) -> None:
        """Show icons beside the places' names; ``load_icon`` returns the SVG for a place."""
        self._bar.use_icons(load_icon)

    def way_back(self) -> Callable[[], None]:
        """Return a function that shows the current page again; there must be one."""
        page, place = self._stack.currentWidget(), self._place
        assert page is not None
        return lambda: self.show_page(page, place)

    def put_back(self, kept: WindowPlace) -> None:
        """Put the window where it was, before it is first shown; if that is beyond the screen, onto it."""
        if self._keeper.place(kept):
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.screenRemoved.connect(self._follow_screens)

    def _follow_screens(self) -> None:
        self._keeper.begin()

    def place_now(self) -> WindowPlace:
        """Return where the window is, or was when it was last seen, to be kept for the next start."""
        return self._keeper.now(was_maximised=self._was_maximised)

    def come_to_front(self) -> None:
        """Show the window in front of all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to the window as it was."""
        if self.isFullScreen():
            self.leave_full_screen()
        else:
            self._was_maximised = self.isMaximized()
            self.showFullScreen()

    def leave_full_screen(self) -> None:
        if self.isFullScreen():
            self.showMaximized() if self._was_maximised else self.showNormal()

    def _build_bar(self) -> PlacesBar:
        bar = PlacesBar()
        names = {TODAY: tr("Today"), HISTORY: tr("History"), SETTINGS: tr("Settings")}
        for index, (place, name) in enumerate(names.items(), 1):
            one = self._build_place(place, name)
            one.setToolTip(tr("Ctrl+{n}").format(n=index))
            shortcut = QShortcut(QKeySequence(f"Ctrl+{index}"), self)
            shortcut.activated.connect(lambda place=place: self._ask_by_key(place))
            bar.put(one)
        help_button = self._build_place(HELP, tr("Help"))
        help_button.setAccessibleName(tr("Help"))
        help_button.setToolTip(tr("F1"))
        bar.put_at_end(help_button)
        for keys in HELP_KEYS:
            QShortcut(QKeySequence(keys), self).activated.connect(self.help_requested)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.quit_requested)
        return bar

    def _build_place(self, place: str, name: str) -> QPushButton:
        made = button(name, "nav")
        made.setCheckable(True)
        give_role(made, QAccessible.Role.PageTab)
        made.setProperty("place", place)
        made.clicked.connect(lambda: self._ask_for(place))
        self._places.append(made)
        return made

    def _ask_by_key(self, place: str) -> None:
        if self._bar.isVisible():
            self._ask_for(place)

    def _ask_by_digit(self, digit: int) -> None:
        if 1 <= digit <= len(self._places):
            self._ask_by_key(self._places[digit - 1].property("place"))

    def _ask_for(self, place: str) -> None:
        self._mark_place()  # the click has toggled the button, but the page has not changed yet
        self.place_requested.emit(place)

    def _mark_place(self) -> None:
        for one in self._places:
            one.setChecked(one.property("place") == self._place)

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:  # a layout without digits, as in France
            self._ask_by_digit(digit_of(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.messages.fit()
        self._keeper.look()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._keeper.look()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._keeper.look()
            self.visibility_changed.emit(self.isVisible() and not self.windowState() & Qt.WindowState.WindowMinimized)
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if handle := self.windowHandle():
            mend_key_repeat(handle)
        self._keeper.begin()
        self.visibility_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.visibility_changed.emit(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
