"""What a file would change, shown before anything changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider, QListView, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import PathLabel
from psoas_timer.ui.kit.listing import Listing
from psoas_timer.ui.kit.middle_page import MiddlePage
from psoas_timer.ui.kit.widgets import Tick, button, card, label

# Up to this many faults are shown on the page itself; more go into a list, this many line heights high.
_MOST_ON_PAGE = 6
_LIST_EM = 14

# A word from a file may be wider than the window. It may break after this many letters, which fit into the narrowest
# window at 175 %, and between a slash or a hyphen and a digit, where text does not break by itself.
_LONG_WORD = re.compile(r"[^\s/\\\-]{16}(?=[^\s/\\\-])|[/\\\-](?=[0-9])")
_MAY_BREAK = "\u200b"

_LIST_SHEET = """
QListView { background: palette(base); border: 1px solid palette(mid); border-radius: 8px; padding: 6px; }
QListView:focus { border: 2px solid palette(highlight); padding: 5px; }
"""


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
        self._faults_title = label(role="strong")
        self._few_frame, few_column = card()
        self._few = Listing()
        few_column.addWidget(self._few)
        self._model = QStringListModel(self)
        self._faults = _Lines()
        self._faults.setModel(self._model)
        self._faults.selectionModel().currentChanged.connect(self._follow_line)
        self._faults.setAccessibleName(tr("Skipped rows and notes"))
        for tick in (self._conflicts, self._settings):
            column.addWidget(tick)
        for one in (self._title, self._file, frame, self._faults_title, self._few_frame, self._faults):
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
        self._show_faults([breakable(line) for fault in preview.faults for line in fault.splitlines()])
        self._confirm.setText(preview.confirm)
        self._confirm.setVisible(bool(preview.confirm))
        if self.first is not None:
            self.first.setAccessibleDescription(
                " ".join(preview.facts)
            )  # read out with the button, which gets the focus
        self.fit_buttons()
        self.scroll_to_top()

    def _show_faults(self, faults: list[str]) -> None:
        count, are_few = len(faults), len(faults) <= _MOST_ON_PAGE
        self._model.setStringList(faults)
        self._faults.scrollToTop()
        self._few.show_lines(faults if are_few else ())
        self._faults_title.setText(tr("%n notes", count))
        self._faults_title.setVisible(count > 0)
        self._few_frame.setVisible(count > 0 and are_few)
        self._faults.setVisible(not are_few)
        self._faults.setFixedHeight(self.fontMetrics().height() * _LIST_EM)

    def _follow_line(self) -> None:
        """Scroll the page, too, to the current line: the list may be taller than the window."""
        self._scroll.ensureWidgetVisible(self._faults, 0, self.fontMetrics().height())

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


class _Lines(QListView):
    """Many lines to read, never markup; each is laid out when it comes into view."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setSpacing(3)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # after a change of width, only what is visible is measured
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet(_LIST_SHEET)


def breakable(text: str) -> str:
    """Return ``text`` with zero-width spaces in words that may be wider than the window."""
    return _LONG_WORD.sub(r"\g<0>" + _MAY_BREAK, text)


def show_breakable(where: PathLabel, text: str) -> None:
    """Show ``text``, a path or a sentence with one; what is copied or read out has no zero-width spaces."""
    where.show_path("{folder}", breakable(text))
    where.setAccessibleName(text)
