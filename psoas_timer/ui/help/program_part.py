"""About the program: its version, where the data are, details for a report of a fault, and licences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.help.licences import LICENCES, Licence
from psoas_timer.ui.help.read_card import ReadCard
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.forms import PathLabel, fixed
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label


@dataclass(frozen=True, slots=True)
class About:
    """What is shown: the version, the data folder, ``details`` for a report, and texts of licences by their title."""

    version: str
    folder: str
    details: str
    notices: Mapping[str, str] = field(default_factory=dict)


class ProgramPart(QWidget):
    """Copies the details when asked to."""

    def __init__(self, about: About) -> None:
        super().__init__()
        self._about = about
        self._told = label(role="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.plain)
        for one in (self._build_version(), self._build_data(), self._build_licences()):
            column.addWidget(one)
        for title, text in about.notices.items():
            column.addWidget(_notice_card(title, text))

    def _build_version(self) -> ReadCard:
        card = ReadCard(tr("Psoas Timer {version}").format(version=self._about.version))
        card.add_text(tr("Paces the breath through psoas release exercises, and keeps the weeks honest."))
        card.add_text(
            tr(
                "If something does not work, copy the details and put them into your report. They name versions and"
                " settings of the screen, nothing about you."
            ),
            "muted",
        )
        copy = button(tr("Copy details"))
        fixed(copy)
        copy.clicked.connect(self._copy)
        card.column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        card.column.addWidget(self._told)
        self._told.hide()
        return card

    def _build_data(self) -> ReadCard:
        card = ReadCard(tr("Your data"))
        card.add_text(tr("All of it stays on this computer. Nothing is sent anywhere."))
        path = PathLabel()
        path.show_path(tr("It is in {folder}"), self._about.folder)
        card.column.addWidget(path)
        return card

    def _build_licences(self) -> ReadCard:
        card = ReadCard(tr("Licences"))
        for one in LICENCES:
            card.add_text(one.name, "strong")
            card.add_text(_licence_words(one), "muted")
        return card

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._about.details)
        self._told.setText(tr("Copied."))
        self._told.show()
        announce(self._told, self._told.text())


def _licence_words(one: Licence) -> str:
    if not one.address:
        return tr("{use}. Licence: {licence}.").format(use=tr(one.used_for), licence=one.licence)
    return tr("{use}. Licence: {licence}. {address}").format(
        use=tr(one.used_for), licence=one.licence, address=one.address
    )


def _notice_card(title: str, text: str) -> ReadCard:
    """Return a card that shows a text once it is asked for."""
    card, words, show = ReadCard(title), label(text, "muted"), button(tr("Show the text"))
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    words.hide()
    show.setAccessibleDescription(title)
    fixed(show)

    def swap() -> None:
        words.setVisible(words.isHidden())
        show.setText(tr("Show the text") if words.isHidden() else tr("Hide the text"))

    show.clicked.connect(swap)
    card.column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
    card.column.addWidget(words)
    return card
