"""One part of Settings: its title, its cards, and the way back to the list where that does not fit beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psoas_timer.core.described import Section
from psoas_timer.core.sentence import N_
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import Card, Findable, fixed
from psoas_timer.ui.kit.widgets import Column, bring_into_view, button, label, scrolled

# The maximum width of a part, in line heights: beside the list, it is read as one column.
WIDEST_EM = 52

TITLES = {
    Section.SESSION: N_("Session"),
    Section.SOUND: N_("Sound and voice"),
    Section.LOOK: N_("Appearance"),
    Section.BREATH: N_("Breath"),
    Section.GOAL: N_("Goal and pauses"),
    Section.REMINDERS: N_("Reminders"),
    Section.DISCOMFORT: N_("Discomfort"),
    Section.DATA: N_("Data"),
}


def part_title(section: Section) -> str:
    """Return what a part is called."""
    return tr(TITLES[section])


class PartView(QWidget):
    """A part with its ``cards``; one that ``has_defaults`` asks to go back to them."""

    back_requested = Signal()
    reset_requested = Signal()

    def __init__(self, section: Section, cards: Sequence[QWidget], *, has_defaults: bool) -> None:
        super().__init__()
        self.section = section
        self.title = part_title(section)
        self.findables: list[Findable] = [found for card in cards if isinstance(card, Card) for found in card.findables]
        content = Column(WIDEST_EM, is_centred=False)
        column = content.column
        self._back = button(tr("Back to all settings"))
        fixed(self._back)
        self._back.clicked.connect(self.back_requested)
        column.addWidget(self._back)
        column.addWidget(label(self.title, "title"))
        for card in cards:
            column.addWidget(card)
        self._reset = button(tr("Reset to defaults"))
        self._reset.setAccessibleDescription(self.title)
        self._reset.setVisible(has_defaults)
        fixed(self._reset)
        self._reset.clicked.connect(self.reset_requested)
        column.addWidget(self._reset)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def show_way_back(self, is_shown: bool) -> None:
        """Show the button that leads back to the list, or not."""
        self._back.setVisible(is_shown)

    def allow_reset(self, is_allowed: bool) -> None:
        """Let the settings be reset, unless they are at their defaults."""
        if not is_allowed and self._reset.hasFocus():
            self.focus_first()  # a disabled button cannot keep the focus
        self._reset.setEnabled(is_allowed)

    def focus_first(self) -> None:
        """Move the keyboard to the first control that can be used."""
        first = next((one.control for one in self.findables if one.control.isEnabled()), None)
        (first or self._back).setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, findable: Findable) -> None:
        """Move the keyboard to a control, and scroll it into view."""
        findable.control.setFocus(Qt.FocusReason.TabFocusReason)
        bring_into_view(findable.control)
