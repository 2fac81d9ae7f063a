"""The bar of a session: everything its keys do, for who moves the mouse. It comes when it moves, and goes by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.style import sheet_of
from psoas_timer.ui.kit.theme import DIM, SPACE, Theme
from psoas_timer.ui.kit.widgets import button, scrolled
from psoas_timer.ui.session.sound_panel import SoundPanel

# How long the bar stays after the last move of the mouse (our choice).
STAYS_MS = 3000
# A mouse that lies on a mattress trembles: less than this is no move, in pixels.
TREMBLE_PX = 4
PAUSE, BACK, NEXT, VIEW, TURN, SOUND, END = "pause", "back", "next", "view", "turn", "sound", "end"


class QuietBar(QFrame):
    """Asks for what its buttons say. A click leaves the keyboard to the session; only Tab brings it here."""

    asked = Signal(str)  # PAUSE, BACK, ...
    shown = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(tr("Session controls"))
        self.sound = SoundPanel()
        self._area = scrolled(self.sound)  # in a low window, it has less room than it needs
        self._area.setStyleSheet("QScrollArea { background: transparent; }")
        self._area.hide()
        self._mouse: QPointF | None = None
        self._is_paused = False
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE.tiny)
        self._buttons = {name: self._make(name, *words) for name, words in _words().items()}
        self._timer = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._timer.timeout.connect(self.rest)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.small, SPACE.tiny, SPACE.small, SPACE.tiny)
        layout.setSpacing(SPACE.tiny)
        layout.addWidget(self._area)
        layout.addLayout(self._grid)
        self.hide()

    def take_mouse(self, at: QPointF) -> None:
        """Come if the mouse has really moved."""
        before, self._mouse = self._mouse, at
        if before is not None and (at - before).manhattanLength() < TREMBLE_PX:
            self._mouse = before
        elif before is not None:
            self.come()

    def come(self) -> None:
        """Be there for a few seconds."""
        self._timer.start()
        if self.isHidden():
            self.fit()
            self.show()
            self.raise_()
            self.shown.emit(True)

    def rest(self) -> None:
        """Go, unless somebody is using it."""
        focus = QApplication.focusWidget()
        is_used = self.underMouse() or QApplication.activePopupWidget() is not None
        if is_used or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start()
        else:
            self.leave()

    def leave(self) -> None:
        """Go at once."""
        self._timer.stop()
        self._mouse = None
        if not self.isHidden():
            self._area.hide()
            self.hide()
            self.shown.emit(False)

    def show_pause(self, is_paused: bool) -> None:
        """Say what the first button does now."""
        if is_paused != self._is_paused:  # asked at every frame
            self._is_paused = is_paused
            text = tr("Continue") if is_paused else tr("Pause")
            self._buttons[PAUSE].setText(text)
            self._buttons[PAUSE].setAccessibleName(text)
            self.sound.offer_listening(is_paused)
            self.fit()

    def set_theme(self, theme: Theme) -> None:
        """Be as dim as the dark view; otherwise the bar looks like the rest of the program."""
        sheet = sheet_of(theme, self.font().pointSizeF()) if theme is DIM else ""
        if self.styleSheet() != sheet:
            self.setStyleSheet(sheet)

    def fit(self) -> None:
        """Stand at the foot of the page, in as few rows as its width permits."""
        page = self.parentWidget()
        if page is None:
            return
        shown: Sequence[QPushButton] = list(self._buttons.values())
        widest = max(one.sizeHint().width() for one in shown) + SPACE.tiny
        most = page.width() - 2 * SPACE.small
        columns = max(min((most - 2 * SPACE.small) // widest, len(shown)), 1)
        for index, one in enumerate(shown):
            self._grid.addWidget(one, index // columns, index % columns)
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        wanted = 0 if self._area.isHidden() else self.sound.sizeHint().width()
        width = min(max(columns * widest, wanted) + 2 * SPACE.small, most)
        room = page.height() - 2 * SPACE.small
        spare = room - self._grid.sizeHint().height() - 2 * SPACE.tiny - layout.spacing()
        self._area.setFixedHeight(max(min(self.sound.height_within(width - 2 * SPACE.small), spare), 0))
        height = min(layout.totalSizeHint().height(), room)
        self.setGeometry((page.width() - width) // 2, page.height() - height - SPACE.small, width, height)

    def _make(self, name: str, text: str, meaning: str) -> QPushButton:
        made = button(text, "nav")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setToolTip(meaning)
        made.setAccessibleName(text)
        made.setAccessibleDescription(meaning)
        made.clicked.connect(lambda: self._press(name))
        return made

    def _press(self, name: str) -> None:
        self._timer.start()
        if name == SOUND:
            self._area.setVisible(self._area.isHidden())
            self.fit()
        else:
            self.asked.emit(name)


def _words() -> dict[str, tuple[str, str]]:
    """Return the word on each button, and what it means."""
    return {
        PAUSE: (tr("Pause"), tr("Pause or go on (Space)")),
        BACK: (tr("Back"), tr("To the start of this stage, or to the one before (Left)")),
        NEXT: (tr("Next"), tr("To the next stage (Right)")),
        VIEW: (tr("View"), tr("Show the breath in another way (V)")),
        TURN: (tr("Turn"), tr("Turn the picture to match how you lie (T)")),
        SOUND: (tr("Sound"), tr("How much the voice says, and how loud the sound is")),
        END: (tr("End"), tr("Ask whether to end the session (Escape)")),
    }
