"""The left of Settings: the list of its parts, and a search that finds settings in all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from psoas_timer.core.described import Section
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.controls import SearchBox
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import label
from psoas_timer.ui.settings.part_view import PartView
from psoas_timer.ui.settings.parts_list import Entry, PartsList
from psoas_timer.ui.settings.search import Found, find


class SidePanel(QFrame):
    """Tells which part, or which setting, a person wants to see."""

    part_chosen = Signal(object)  # Section
    part_passed = Signal(object)  # Section; the arrow keys have come to it
    found_chosen = Signal(object)  # Found

    def __init__(self, parts: Sequence[PartView]) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self._parts = parts
        self._found: Sequence[Found] = ()
        self._open = 0
        self._title, self._count = label(tr("Settings"), "title"), label(role="muted")
        self.search = SearchBox(tr("Search settings"))
        self.search.setToolTip(tr("Ctrl+F"))
        self.list = PartsList()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.plain, SPACE.large, SPACE.plain, SPACE.small)
        column.setSpacing(SPACE.small)
        for one in (self._title, self.search, self._count):
            column.addWidget(one)
        column.addWidget(self.list, 1)
        self.search.textChanged.connect(self._look_for)
        self.search.returnPressed.connect(lambda: self._choose(max(self.list.currentRow(), 0)))
        self.list.chosen.connect(self._choose)
        self.list.moved.connect(self._pass)
        self._show_parts()

    def mark(self, section: Section) -> None:
        """Show which part is open."""
        self._open = [part.section for part in self._parts].index(section)
        if not self._is_searching:
            self.list.mark(self._open)

    def show_title(self, is_shown: bool) -> None:
        """Show the title, or not: the window's bar says it too."""
        self._title.setVisible(is_shown)

    @property
    def _is_searching(self) -> bool:
        return bool(self.search.text().strip())

    def _show_parts(self) -> None:
        self._found = ()
        self._count.hide()
        self.list.show_entries([Entry(part.title) for part in self._parts], self._open)

    def _look_for(self) -> None:
        if not self._is_searching:
            self._show_parts()
            return
        known = [Found(part.section, part.title, one) for part in self._parts for one in part.findables]
        self._found = find(self.search.text(), known)
        self.list.show_entries([Entry(one.findable.name, one.part_title) for one in self._found], 0)
        count = len(self._found)
        words = tr("%n settings found", count) if count else tr("Nothing found. Try another word.")
        self._count.setText(words)
        self._count.show()
        announce(self.search, words)

    def _choose(self, row: int) -> None:
        if not self._is_searching:
            self.part_chosen.emit(self._parts[row].section)
        elif row < len(self._found):
            self.list.mark(row)
            self.found_chosen.emit(self._found[row])

    def _pass(self, row: int) -> None:
        if not self._is_searching:
            self.part_passed.emit(self._parts[row].section)
