"""Building blocks for the cards in Settings: sections of named controls, day pickers, and lists that can be long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFormLayout,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, card, label

_MAY_BREAK = "\u200b"  # zero width, and a line may break there
_LEAST_WORDS_EM = 12  # the minimum width of a row's text, in line heights, before its buttons move below it


def section(title: str) -> tuple[QFrame, QFormLayout]:
    """Return a card with its title, and the empty form inside it."""
    frame, layout = card()
    layout.addWidget(label(title, "heading"))
    form = new_form()
    layout.addLayout(form)
    return frame, form


def new_form() -> QFormLayout:
    """Return a form whose controls move below their names when it is narrow."""
    form = QFormLayout()
    form.setHorizontalSpacing(SPACE.plain)
    form.setVerticalSpacing(SPACE.small)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return form


def add_row(form: QFormLayout, name: str, control: QWidget) -> None:
    """Add a control named ``name``, visibly and for screen readers.

    An ampersand in ``name`` marks the letter that, with Alt, moves to the control; nothing in it is markup.
    """
    control.setAccessibleName(name)
    fixed(control)
    shown = label(name, "field", wraps=False)
    shown.setBuddy(control)
    form.addRow(shown, control)


def fixed(control: QWidget) -> None:
    """Make ``control`` as wide as its content, however wide the card is; one that can do with less may get less."""
    control.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class PathLabel(QLabel):
    """A sentence with a path in it that can be selected and copied by mouse and keys; Tab selects the path.

    It also wraps after a backslash, which Qt does not; copied text is unaffected.
    """

    def __init__(self) -> None:
        super().__init__()
        self._path = (0, 0)  # its start in the text, and its length
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "muted")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_path(self, sentence: str, path: str) -> None:
        """Show ``path`` in place of ``{folder}`` in the sentence."""
        breakable = path.replace("\\", "\\" + _MAY_BREAK)
        self._path = sentence.index("{folder}"), len(breakable)
        self.setText(sentence.format(folder=breakable))
        self.setAccessibleName(sentence.format(folder=path))

    def copy(self) -> None:
        """Copy the selection."""
        QGuiApplication.clipboard().setText(self.selectedText().replace(_MAY_BREAK, ""))

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.setSelection(*self._path)  # which also shows the keyboard focus

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setSelection(0, 0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy"), self.copy).setEnabled(self.hasSelectedText())
        menu.popup(event.globalPos())


@dataclass(frozen=True)
class Findable:
    """What a search in Settings can find: a control by its name, and by what it changes."""

    name: str
    hint: str
    control: QWidget


class Card(QFrame):
    """A framed box with a title; callers fill ``column``, and list in ``findables`` what a search may find."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        give_role(self, QAccessible.Role.Grouping)
        self.findables: list[Findable] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE.large, SPACE.plain, SPACE.large, SPACE.plain)
        self.column.setSpacing(SPACE.small)
        if title:
            self.column.addWidget(label(title, "heading"))


def part_column(part: QWidget) -> QVBoxLayout:
    """Return a column for part of a card, whose rows line up with the card's own."""
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE.small)
    return column


class ListRow(QFrame):
    """A line of a list: what it is, facts about it, and buttons, which move below if there is little room."""

    def __init__(self, title: str, facts: str, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self.buttons = buttons
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, SPACE.small, 0, SPACE.small)
        self._row.setSpacing(SPACE.small)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title))
        words.addWidget(label(facts, "muted"))
        self._row.addLayout(words, 1)
        self._tools = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tools.setSpacing(SPACE.small)
        for one in buttons:
            fixed(one)
            self._tools.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(self._tools)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        buttons = sum(one.sizeHint().width() + SPACE.small for one in self.buttons)
        is_narrow = self.width() - buttons < self.fontMetrics().height() * _LEAST_WORDS_EM
        self._row.setDirection(below if is_narrow else beside)
        self._row.setAlignment(self._tools, Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag(0))
        self._tools.setDirection(below if buttons > self.width() else beside)


class RowList(QWidget):
    """The first ``most`` rows, with a button to show the rest. The keyboard focus keeps its place in the list."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._shows_all = False
        self._rows: Sequence[ListRow] = ()
        self._all = button("")
        fixed(self._all)
        self._all.clicked.connect(self._swap)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._all)
        self._lay_out()

    def show_rows(self, rows: Sequence[ListRow], otherwise: QWidget) -> None:
        """Replace the rows with ``rows``; the focus goes to ``otherwise`` if its button is gone."""
        held = [(at, one.text()) for at, row in enumerate(self._rows) for one in row.buttons if one.hasFocus()]
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()  # hide it at once; Qt deletes it later
            old.deleteLater()
        self._rows = rows
        for index, row in enumerate(rows):
            self._column.insertWidget(index, row)
        # New controls come last in the tab order: move these to where the button below them is.
        chain = [self._all, *(one for row in rows for one in row.buttons), self._all]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        self._lay_out()
        for place, text in held:
            found = [one for line in rows[place : place + 1] for one in line.buttons if one.text() == text]
            (found[0] if found else otherwise).setFocus()

    def _swap(self) -> None:
        self._shows_all = not self._shows_all
        self._lay_out()

    def _lay_out(self) -> None:
        for index, row in enumerate(self._rows):
            row.setVisible(self._shows_all or index < self._most)
        self._all.setText(tr("Show fewer") if self._shows_all else tr("Show all %n", len(self._rows)))
        self._all.setVisible(len(self._rows) > self._most)
