"""The icon in the tray: this week's state and a menu, all of which the window offers too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from psoas_timer.core.history.adherence import Week
from psoas_timer.core.reminder import ReminderAnswer
from psoas_timer.lib.translation import tr
from psoas_timer.ui.background.tray_paint import TrayLook, tray_icon
from psoas_timer.ui.kit.reminder_words import answer_words
from psoas_timer.ui.kit.words import week_word


@dataclass(frozen=True, slots=True)
class TrayState:
    """What the tray shows; ``reminder`` is the text of the waiting reminder, '' if there is none."""

    week: Week
    today: date
    reminder: str = ""
    is_practising: bool = False


# Qt itself finds a tray that is a window, even one that comes late; a tray on the bus only for an icon made after it.
_X11 = "xcb"


class Tray(QObject):
    """Shows a state in the tray, as soon as there is one.

    ``has_host`` tells whether something shows the icons of a tray on the bus; otherwise the icon exists unseen.
    """

    open_requested = Signal()
    answered = Signal(object)  # ReminderAnswer; START without a reminder starts what is due
    quit_requested = Signal()

    def __init__(self, parent: QObject | None = None, *, has_host: Callable[[], bool] = lambda: True) -> None:
        super().__init__(parent)
        self._has_host = has_host
        self._is_settled = False
        self.state: TrayState | None = None
        self._look: TrayLook | None = None
        self._icon: QSystemTrayIcon | None = None
        self._menu = QMenu()
        self._week = self._menu.addAction("")
        self._week.setEnabled(False)
        self._reminder = self._menu.addAction("")
        self._reminder.setEnabled(False)
        self._menu.addSeparator()
        self._add(tr("Open Psoas Timer"), self.open_requested)
        self._answers = {answer: self._menu.addAction(words) for answer, words in answer_words().items()}
        for answer, action in self._answers.items():
            action.triggered.connect(lambda _checked, answer=answer: self.answered.emit(answer))
        self._menu.addSeparator()
        self._add(tr("Quit"), self.quit_requested)

    @property
    def is_there(self) -> bool:
        """Tell whether a person can see the icon."""
        return self._icon is not None and self._has_host() and QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def is_made(self) -> bool:
        """Tell whether there is an icon to keep up to date, even one that still waits for a tray."""
        return self._icon is not None

    def show_state(self, state: TrayState) -> None:
        """Show the week and any waiting reminder; showing the same state again costs nothing."""
        if state == self.state:
            return
        self.state = state
        self._week.setText(week_word(state.week, state.today))
        self._reminder.setText(state.reminder.replace("&", "&&"))
        self._reminder.setVisible(bool(state.reminder))
        for answer, action in self._answers.items():
            action.setVisible(bool(state.reminder) or answer is ReminderAnswer.START)
        self._answers[ReminderAnswer.START].setEnabled(not state.is_practising)
        self._draw()

    @property
    def menu(self) -> QMenu:
        """The menu of the icon; an icon made later gets the same one."""
        return self._menu

    def appear(self) -> None:
        """Make the icon once there is a tray, and only once: after that, Qt finds the tray again by itself.

        On X11, an icon waits for a tray that is a window. It never registers with one on the bus, and is then replaced.
        """
        is_available = QSystemTrayIcon.isSystemTrayAvailable()
        may_wait = self._icon is None and QGuiApplication.platformName() == _X11
        if self._is_settled or not (is_available or may_wait):
            return
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
        self._is_settled, self._look = is_available, None
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activate)
        self._icon.messageClicked.connect(self.open_requested)
        self._draw()

    def show_message(self, title: str, body: str) -> bool:
        """Show a notice from the tray; False if the tray does not show notices itself.

        A tray on the bus, which reports no position on the screen, is not asked: Qt would pass the words to the
        desktop's notices as markup, and never withdraw them.
        """
        if self._icon is None or not self.is_there or not QSystemTrayIcon.supportsMessages():
            return False
        if self._icon.geometry().isEmpty():
            return False
        self._icon.showMessage(title, body, self._icon.icon())
        return True

    def _add(self, name: str, wish: SignalInstance) -> QAction:
        action = self._menu.addAction(name)
        action.triggered.connect(wish)
        return action

    def _draw(self) -> None:
        state, icon = self.state, self._icon
        if state is None or icon is None:
            return
        week = state.week
        look = TrayLook(week.days_met, 0 if week.is_neutral else week.target, bool(state.reminder))
        if look != self._look:
            self._look = look
            icon.setIcon(tray_icon(look))
        words = (tr("Psoas Timer"), week_word(week, state.today), state.reminder)
        icon.setToolTip("\n".join(word for word in words if word))
        icon.show()  # this needs a picture first

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_requested.emit()
