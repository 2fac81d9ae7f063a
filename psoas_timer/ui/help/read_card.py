"""A card to read: Tab stops at it, so that it scrolls into view and a screen reader reads it out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFormLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import Card, new_form
from psoas_timer.ui.kit.listing import Listing
from psoas_timer.ui.kit.shortcuts import Shortcut
from psoas_timer.ui.kit.widgets import is_narrow, label


class ReadCard(Card):
    """Is named by its title and described by all that was added to it."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._words: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(title)

    def add_text(self, text: str, role: str = "") -> None:
        """Add a paragraph."""
        self.add_part(label(text, role), text)

    def add_list(self, lines: Sequence[str]) -> None:
        """Add lines with bullets."""
        self.add_part(Listing(lines), *lines)

    def add_part(self, part: QWidget, *words: str) -> None:
        """Add ``part``, which says ``words``."""
        self.column.addWidget(part)
        self._words += words
        self.setAccessibleDescription(" ".join(self._words))


class KeyRows(QWidget):
    """Keys and what they do, side by side, or below each other where it is narrow."""

    def __init__(self, shortcuts: Sequence[Shortcut]) -> None:
        super().__init__()
        self._form = new_form()
        self._form.setContentsMargins(0, 0, 0, 0)
        for one in shortcuts:
            self._form.addRow(label(one.names, "strong", wraps=False), label(one.does))
        self.setLayout(self._form)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        policy = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(policy.WrapAllRows if is_narrow(self) else policy.DontWrapRows)


def keys_card(title: str, shortcuts: Sequence[Shortcut]) -> ReadCard:
    """Return a card with keys and what they do."""
    card = ReadCard(title)
    words = (tr("{keys}: {does}.").format(keys=one.names, does=one.does) for one in shortcuts)
    card.add_part(KeyRows(shortcuts), *words)
    return card
