"""A person's own data in Settings: where it is, and the way to exports, backups and imports."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import Card, Findable, PathLabel, fixed
from psoas_timer.ui.kit.widgets import button, label


class DataCard(Card):
    """Asks for the page that exports and imports, and names the ``folder`` of the data."""

    transfer_requested = Signal()

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Export and import"), parent)
        what = tr(
            "Make a report for a therapist, save your sessions for a spreadsheet, back everything up, "
            "restore a backup, or bring in sessions from other files."
        )
        transfer = button(tr("Export and import…"))
        transfer.setAccessibleDescription(what)
        transfer.clicked.connect(self.transfer_requested)
        fixed(transfer)
        where = PathLabel()
        where.show_path(tr("Your sessions and settings stay on this computer, in {folder}."), folder)
        for one in (label(what, "muted"), transfer, where):
            self.column.addWidget(one)
        self.findables += [
            Findable(tr("Export and import"), what, transfer),
            Findable(tr("Folder of your data"), where.accessibleName(), where),
        ]
