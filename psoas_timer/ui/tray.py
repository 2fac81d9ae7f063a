"""The icon in the tray: this week's state, and what can be done from there; all of it is in the window, too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from psoas_timer.core.adherence import Week
from psoas_timer.ui.tray_paint import TrayLook, tray_icon
from psoas_timer.ui.words import tr, week_word


@dataclass(frozen=True, slots=True)
class TrayState:
    """What the tray shows; ``reminder`` is what a reminder says that waits, '' where none does."""

    week: Week
    today: date
    reminder: str = ""
    is_practising: bool = False


class Tray(QObject):
    """Shows a state in the tray, as soon as there is one: an icon that is made before never comes to be seen."""

    open_requested = Signal()
    start_requested = Signal()
    snooze_requested = Signal()
    skip_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state: TrayState | None = None
        self._look: TrayLook | None = None
        self._icon: QSystemTrayIcon | None = None
        self._menu = QMenu()
        self._week = self._menu.addAction("")
        self._week.setEnabled(False)
        self._reminder = self._menu.addAction("")
        self._reminder.setEnabled(False)
        self._menu.addSeparator()
        self._add(tr("Open Psoas Timer"), self.open_requested)
        self._start = self._add(tr("Start"), self.start_requested)
        self._snooze = self._add(tr("In 10 minutes"), self.snooze_requested)
        self._skip = self._add(tr("Skip today"), self.skip_requested)
        self._menu.addSeparator()
        self._add(tr("Quit"), self.quit_requested)

    @property
    def is_there(self) -> bool:
        """Tell whether a person can see the icon."""
        return self._icon is not None and QSystemTrayIcon.isSystemTrayAvailable()

    def show_state(self, state: TrayState) -> None:
        """Show how the week stands and what waits; what is shown already costs nothing."""
        if state == self._state:
            return
        self._state = state
        self._week.setText(week_word(state.week, state.today))
        self._reminder.setText(state.reminder.replace("&", "&&"))
        for action in (self._reminder, self._snooze, self._skip):
            action.setVisible(bool(state.reminder))
        self._start.setEnabled(not state.is_practising)
        self._draw()

    def appear(self) -> None:
        """Make the icon, where there is a tray and the icon is not made; a tray that comes back finds it by itself."""
        if self._icon is not None or not QSystemTrayIcon.isSystemTrayAvailable():
            return
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activate)
        self._icon.messageClicked.connect(self.open_requested)
        self._draw()

    def show_message(self, title: str, body: str) -> bool:
        """Show a notice by the tray; False where it cannot."""
        if self._icon is None or not self.is_there or not QSystemTrayIcon.supportsMessages():
            return False
        self._icon.showMessage(title, body, self._icon.icon())
        return True

    def _add(self, name: str, wish: SignalInstance) -> QAction:
        action = self._menu.addAction(name)
        action.triggered.connect(wish)
        return action

    def _draw(self) -> None:
        state, icon = self._state, self._icon
        if state is None or icon is None:
            return
        look = TrayLook(state.week.days_met, state.week.target, bool(state.reminder))
        if look != self._look:
            self._look = look
            icon.setIcon(tray_icon(look))
        words = (tr("Psoas Timer"), week_word(state.week, state.today), state.reminder)
        icon.setToolTip("\n".join(word for word in words if word))
        icon.show()  # which wants a picture first

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_requested.emit()
