"""What a file from elsewhere would change, shown before anything changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from psoas_timer.ui.closing_page import MiddlePage
from psoas_timer.ui.pieces import Tick, button, card, label, listing
from psoas_timer.ui.words import tr

_FAULTS_IN_VIEW = 6


@dataclass(frozen=True, slots=True)
class Preview:
    """What is in ``file``: ``facts`` are whole sentences, ``faults`` what is left out or should be known.

    ``confirm`` is what the button says that does it, '' where there is nothing to do.
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
    """Whether the file's version is taken where the two differ, and its settings."""

    takes_conflicts: bool = False
    with_settings: bool = False


class PreviewPage(MiddlePage):
    """Wishes: to do what is previewed, and to go back, on which the focus is first."""

    confirmed = Signal(object)  # PreviewChoice
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._file = label(role="title"), label(role="muted")
        self._frame, self._column = card()
        self._facts: QWidget = QWidget()
        self._column.addWidget(self._facts)
        self._conflicts = Tick(tr("Take the backup's version where the two differ"))
        self._settings = Tick(tr("Take its settings too"))
        self._faults_title = label(role="strong")
        self._model = QStringListModel(self)
        self._faults = QListView()
        self._faults.setModel(self._model)
        self._faults.setAccessibleName(tr("What is left out, and what to know"))
        self._faults.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._faults.setWordWrap(True)
        self._faults.setTabKeyNavigation(False)
        self._faults.setUniformItemSizes(False)
        self._faults.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._faults.setResizeMode(QListView.ResizeMode.Adjust)
        for tick in (self._conflicts, self._settings):
            self._column.addWidget(tick)
        for one in (self._title, self._file, self._frame, self._faults_title, self._faults):
            self.content.addWidget(one)
        self._confirm, back = button("", "primary"), button(tr("Back"))
        self._confirm.clicked.connect(self._emit_choice)
        back.clicked.connect(self.back_requested)
        self.buttons.addWidget(back)
        self.buttons.addWidget(self._confirm)
        self.first = back

    def show_preview(self, preview: Preview) -> None:
        """Show what would change; nothing is chosen yet."""
        self._title.setText(preview.title)
        self._file.setText(preview.file)
        facts = listing(preview.facts)
        self._column.replaceWidget(self._facts, facts)
        self._facts.hide()  # at once; Qt deletes it when it has time
        self._facts.deleteLater()
        self._facts = facts
        for tick, is_asked in ((self._conflicts, preview.asks_conflicts), (self._settings, preview.asks_settings)):
            tick.setChecked(False)
            tick.setVisible(is_asked)
        self._model.setStringList(list(preview.faults))
        self._faults_title.setText(
            tr("To know: 1 line")
            if len(preview.faults) == 1
            else tr("To know: {n} lines").format(n=len(preview.faults))
        )
        for one in (self._faults_title, self._faults):
            one.setVisible(bool(preview.faults))
        self._faults.setMinimumHeight(
            round(self.fontMetrics().height() * 2.2 * min(len(preview.faults), _FAULTS_IN_VIEW))
        )
        self._confirm.setText(preview.confirm)
        self._confirm.setVisible(bool(preview.confirm))
        if self.first is not None:
            self.first.setAccessibleDescription(" ".join(preview.facts))  # said with the button, which gets the focus
        self.fit_buttons()
        self.scroll_to_top()

    def _emit_choice(self) -> None:
        self.confirmed.emit(PreviewChoice(self._conflicts.isChecked(), self._settings.isChecked()))

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)
