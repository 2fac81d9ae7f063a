"""The notes of a preview: each row that is skipped, and why; a few on the page itself, many in a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.listing import Listing
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import card, label

# Up to this many notes are shown on the page itself; more go into a list, this many line heights high.
_MOST_ON_PAGE = 6
_LIST_EM = 14

_LIST_SHEET = """
QListView { background: palette(base); border: 1px solid palette(mid); border-radius: 8px; padding: 6px; }
QListView:focus { border: 2px solid palette(highlight); padding: 5px; }
"""


class PreviewNotes(QWidget):
    """Says how many notes there are, and shows them; it is hidden while there are none.

    ``line_reached`` is emitted when the keys move to another line of the list, which may be taller than the window.
    """

    line_reached = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = label(role="strong")
        self._few_frame, few_column = card()
        self._few = Listing()
        few_column.addWidget(self._few)
        self._model = QStringListModel(self)
        self.many = _Lines()
        self.many.setModel(self._model)
        self.many.setAccessibleName(tr("Skipped rows and notes"))
        self.many.selectionModel().currentChanged.connect(self.line_reached)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.plain)
        for one in (self._count, self._few_frame, self.many):
            column.addWidget(one)
        self.hide()

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show ``notes``, each a line, from the first one on."""
        are_few = len(notes) <= _MOST_ON_PAGE
        self._count.setText(tr("%n notes", len(notes)))
        self._few.show_lines(notes if are_few else ())
        self._few_frame.setVisible(are_few)
        self._model.setStringList(list(notes))
        self.many.scrollToTop()
        self.many.setVisible(not are_few)
        self.many.setFixedHeight(self.fontMetrics().height() * _LIST_EM)
        self.setVisible(bool(notes))


class _Lines(QListView):
    """Many lines to read, never markup; each is laid out when it comes into view."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setSpacing(SPACE.tiny)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # after a change of width, only what is visible is measured
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet(_LIST_SHEET)
