"""The routines at a glance, each on a card that leads to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from psoas_timer.core.breath.routine import Routine
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.position_picture import PositionPicture, picture_name
from psoas_timer.ui.kit.theme import LIGHT, SPACE, Theme
from psoas_timer.ui.kit.widgets import FlowGrid, label
from psoas_timer.ui.kit.words import length_word, needs_word
from psoas_timer.ui.today.card_button import CardButton

# The minimum width of a card and the least height of its picture, in line heights.
_CARD_EM = 10
_PICTURE_EM = 3.25
# How many stand side by side at most, and on a tall page.
_MOST_COLUMNS, _MOST_IF_TALL = 6, 3


@dataclass(frozen=True, slots=True)
class RoutineGlance:
    """A routine, its length, and whether its cautions must be read before it can be used."""

    routine: Routine
    length_s: float
    is_locked: bool = False


class RoutineCards(FlowGrid):
    """The cards, in as many columns as the width allows. ``routine_requested`` carries the id of a pressed one.

    They are built when ``make_ready`` is called, after the first paint; until then their room is kept.
    """

    routine_requested = Signal(str)

    def __init__(self, load_picture: Callable[[str], str]) -> None:
        """``load_picture`` returns the SVG of a position by name, or '' if there is none."""
        super().__init__(_CARD_EM, _MOST_COLUMNS)
        self._load_picture = load_picture
        self._theme = LIGHT
        self._listed: Sequence[RoutineGlance] = ()
        self._cards: list[RoutineCard] = []
        self.is_ready = False

    def show_routines(self, listed: Sequence[RoutineGlance]) -> None:
        """Show each routine; those that are shown already keep their cards, and the focus."""
        self._listed = listed
        if self.is_ready:
            self._show_cards()
        elif listed:
            lines = 3 if any(one.is_locked for one in listed) else 2
            self.setMinimumHeight(usual_height(lines, QFontMetricsF(self.font()).lineSpacing()))

    def make_ready(self) -> None:
        """Build the cards, and every later one at once."""
        if not self.is_ready:
            self.is_ready = True
            self.setMinimumHeight(0)
            self._show_cards()

    def _show_cards(self) -> None:
        listed = self._listed
        if listed == [card.glance for card in self._cards]:
            return
        known = {card.glance.routine.id: card for card in self._cards}
        kept = {name: card for name, card in known.items() if card.glance in listed}
        self._cards = [kept.get(one.routine.id) or self._build_card(one) for one in listed]
        self.show_cells(self._cards)
        for before, after in pairwise(self._cards):
            QWidget.setTabOrder(before, after)

    def arrange(self, is_tall: bool) -> None:
        """Use the height of a tall page for wider cards."""
        self.allow_columns(_MOST_IF_TALL if is_tall else _MOST_COLUMNS)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for card in self._cards:
            card.set_theme(theme)

    def _build_card(self, glance: RoutineGlance) -> RoutineCard:
        made = RoutineCard(glance, self._load_picture)
        made.set_theme(self._theme)
        made.clicked.connect(lambda: self.routine_requested.emit(glance.routine.id))
        return made


class RoutineCard(CardButton):
    """A routine at a glance: its position as a picture and in a word, its title and length. Pressing it leads there."""

    def __init__(self, glance: RoutineGlance, load_picture: Callable[[str], str]) -> None:
        super().__init__(8)  # the picture is wider than the words
        self.glance = glance
        routine, facts = glance.routine, facts_line(glance)
        needs = tr("Needs: {needs}").format(needs=needs_word(routine))
        locked = tr("Read its cautions first.") if glance.is_locked else ""
        self.setAccessibleName(routine.title)
        self.setAccessibleDescription(" ".join(text for text in (facts, f"{needs}.", locked) if text))
        self.setToolTip(needs)
        self._picture = PositionPicture(load_picture, _PICTURE_EM)
        self._picture.show_position(picture_name(routine), routine.position)
        for text, role in ((routine.title, "strong"), (facts, "muted"), (locked, "")):
            if text:
                line = label(text, role)
                line.setContentsMargins(SPACE.small, 0, SPACE.small, 0)
                self.put(line)
        self.put(self._picture, 1)

    def set_theme(self, theme: Theme) -> None:
        self._picture.set_theme(theme)


def usual_height(lines: int, line_h: float) -> int:
    """Return the height of a card whose ``lines`` of text do not wrap, when each is ``line_h`` high."""
    spaces = 2 * SPACE.plain + lines * SPACE.tiny
    return round(line_h) * lines + round(line_h * _PICTURE_EM) + spaces


def facts_line(glance: RoutineGlance) -> str:
    """Return a routine's length and position, and whether it is the person's own."""
    facts = tr("{length}. {position}.")
    if glance.routine.is_own:
        facts = tr("Your own. {length}. {position}.") if glance.routine.position else tr("Your own. {length}.")
    return facts.format(length=length_word(glance.length_s), position=glance.routine.position)
