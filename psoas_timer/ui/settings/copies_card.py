"""The automatic copies in Settings: each with a button to restore it, and the folder they are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.dates import date_word, time_word
from psoas_timer.ui.kit.forms import Card, Findable, ListRow, PathLabel, RowList
from psoas_timer.ui.kit.widgets import button, label

# How many copies are shown at first: a week's worth.
MOST_SHOWN = 7


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A copy as shown: ``made`` is aware, in the person's time zone; ``reason_word`` says why it was made."""

    path: str
    made: datetime
    reason_word: str
    size_bytes: int


class CopiesCard(Card):
    """Lists the copies; ``restore_requested`` carries the path of the one to restore."""

    restore_requested = Signal(object)  # str; as one of Qt's it would lose bytes that are no UTF-8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Automatic copies"), parent)
        made = tr(
            "Psoas Timer makes a copy of your sessions, goals and pauses each day you use it. "
            "Before you restore a copy, you see what it would bring back."
        )
        self._empty = label(tr("There are no copies yet. The first is made after your first session."))
        self._list = RowList(MOST_SHOWN)
        self._where = PathLabel()
        for one in (label(made, "muted"), self._empty, self._list, self._where):
            self.column.addWidget(one)
        self.findables.append(Findable(tr("Automatic copies"), made, self._where))

    def show_copies(self, backups: Sequence[CopyLine], folder: str) -> None:
        """Show the copies in ``folder``, newest first."""
        newest_first = sorted(backups, key=lambda backup: backup.made, reverse=True)
        self._empty.setVisible(not backups)
        self._list.show_rows([self._build_row(backup) for backup in newest_first], self._where)
        self._where.show_path(tr("The copies are in {folder}"), folder)

    def _build_row(self, backup: CopyLine) -> ListRow:
        day = date_word(backup.made.date(), tr("dddd, d MMMM yyyy"))
        made = tr("{day}, {time}").format(day=day, time=time_word(backup.made))
        size = QLocale().formattedDataSize(backup.size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        restore = button(tr("Restore"))
        restore.setAccessibleName(tr("Restore the copy from {made}").format(made=made))
        restore.clicked.connect(lambda: self.restore_requested.emit(backup.path))
        return ListRow(made, tr("{reason}  ·  {size}").format(reason=backup.reason_word, size=size), [restore])
