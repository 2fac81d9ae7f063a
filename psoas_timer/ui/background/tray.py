"""The icon in the tray: this week's state, and what can be done from there; all of it is in the window, too."""

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
    """What the tray shows; ``reminder`` is what a reminder says that waits, '' where none does."""

    week: Week
    today: date
    reminder: str = ""
    is_practising: bool = False


# Where a tray is a window, Qt itself finds one that comes late; a tray on the bus it only finds for an icon made then.
_X11 = "xcb"


class Tray(QObject):
    """Shows a state in the tray, as soon as there is one.

    ``has_host`` tells whether anybody shows the icons of a tray on the bus; without, it is there and not to be seen.
    """

    open_requested = Signal()
    answered = Signal(object)  # ReminderAnswer; START without a reminder begins what is due
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
        """Tell whether there is an icon to keep up to date, be it one that waits for a tray."""
        return self._icon is not None

    def show_state(self, state: TrayState) -> None:
        """Show how the week stands and what waits; what is shown already costs nothing."""
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
        """What a click on the icon offers; an icon that comes later gets the same."""
        return self._menu

    def appear(self) -> None:
        """Make the icon where there is a tray, once: one that has met a tray finds it again by itself.

        In X11 an icon waits for a tray that is a window. As it never registers with one on the bus, it makes room then.
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
        """Show a notice by the tray; False where it does not show any itself.

        A tray on the bus, which has no place on the screen to tell, is not asked: Qt would hand the words to the
        desktop's notices as markup, and never take them back.
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
        icon.show()  # which wants a picture first

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_requested.emit()
