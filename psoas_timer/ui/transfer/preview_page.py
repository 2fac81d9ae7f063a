"""What a file would change, shown before anything changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import PathLabel
from psoas_timer.ui.kit.listing import Listing
from psoas_timer.ui.kit.middle_page import MiddlePage
from psoas_timer.ui.kit.widgets import Tick, button, card, label
from psoas_timer.ui.transfer.preview_notes import PreviewNotes

# A word from a file may be wider than the window. It may break after this many letters, which fit into the narrowest
# window at 175 %, and between a slash or a hyphen and a digit, where text does not break by itself.
_LONG_WORD = re.compile(r"[^\s/\\\-]{16}(?=[^\s/\\\-])|[/\\\-](?=[0-9])")
_MAY_BREAK = "\u200b"


@dataclass(frozen=True, slots=True)
class Preview:
    """What is in ``file``: ``facts`` are whole sentences, ``faults`` are skipped rows and notes.

    ``confirm`` is the text of the button that does it, '' if there is nothing to do.
    """

    title: str
    file: str
    facts: Sequence[str]
    faults: Sequence[str] = ()
    confirm: str = ""
    asks_conflicts: bool = False
    asks_settings: bool = False


@dataclass(frozen=True, slots=True)
class PreviewChoice:
    """Whether to use the file's version where the two differ, and whether to use its settings."""

    takes_conflicts: bool = False
    with_settings: bool = False


class PreviewPage(MiddlePage):
    """Asks to do what is previewed, or to go back; Back gets the focus first."""

    confirmed = Signal(object)  # PreviewChoice
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._file = label(role="title"), PathLabel()
        frame, column = card()
        self._facts = Listing()
        column.addWidget(self._facts)
        self._conflicts = Tick(tr("Use the backup's version where the two differ"))
        self._settings = Tick(tr("Use its settings too"))
        self._notes = PreviewNotes()
        self._notes.line_reached.connect(self._follow_line)
        for tick in (self._conflicts, self._settings):
            column.addWidget(tick)
        for one in (self._title, self._file, frame, self._notes):
            self.content.addWidget(one)
        self._confirm, back = button("", "primary"), button(tr("Back"))
        self._confirm.clicked.connect(self._emit_choice)
        back.clicked.connect(self.back_requested)
        self.buttons.addWidget(back)
        self.buttons.addWidget(self._confirm)
        self.first = back

    def show_preview(self, preview: Preview) -> None:
        """Show what would change, with nothing selected."""
        self._title.setText(preview.title)
        show_breakable(self._file, preview.file)
        self._facts.show_lines(preview.facts)
        for tick, is_asked in ((self._conflicts, preview.asks_conflicts), (self._settings, preview.asks_settings)):
            tick.setChecked(False)
            tick.setVisible(is_asked)
        self._notes.show_notes([breakable(line) for fault in preview.faults for line in fault.splitlines()])
        self._confirm.setText(preview.confirm)
        self._confirm.setVisible(bool(preview.confirm))
        if self.first is not None:  # it gets the focus, and this is read out with it
            self.first.setAccessibleDescription(" ".join(preview.facts))
        self.fit_buttons()
        self.scroll_to_top()

    def _follow_line(self) -> None:
        """Scroll the page, too, to the current line: the list may be taller than the window."""
        self._scroll.ensureWidgetVisible(self._notes.many, 0, self.fontMetrics().height())

    def _emit_choice(self) -> None:
        self.confirmed.emit(PreviewChoice(self._conflicts.isChecked(), self._settings.isChecked()))

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scroll = {
            Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
            Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
        }.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        elif scroll is not None:  # there may be more to read below the last control
            self._scroll.verticalScrollBar().triggerAction(scroll)
        else:
            super().keyPressEvent(event)


def breakable(text: str) -> str:
    """Return ``text`` with zero-width spaces in words that may be wider than the window."""
    return _LONG_WORD.sub(r"\g<0>" + _MAY_BREAK, text)


def show_breakable(where: PathLabel, text: str) -> None:
    """Show ``text``, a path or a sentence with one; what is copied or read out has no zero-width spaces."""
    where.show_path("{folder}", breakable(text))
    where.setAccessibleName(text)
