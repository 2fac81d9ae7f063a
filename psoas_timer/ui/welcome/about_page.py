"""The first page of the introduction: what this is, and for whom it is not."""

from __future__ import annotations

from PySide6.QtCore import Signal

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.late_picture import LatePicture
from psoas_timer.ui.kit.limits import limits
from psoas_timer.ui.kit.listing import Listing
from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.kit.widgets import button, card, label
from psoas_timer.ui.welcome.step_page import StepPage

_PICTURE_EM = 9.0


class AboutPage(StepPage):
    """Asks to go on, or to leave the introduction."""

    left = Signal()

    def __init__(self, picture: str) -> None:
        """``picture`` is the SVG of a person who breathes on the back."""
        lead = tr(
            "Psoas Timer guides you through slow breathing and gentle exercises for the psoas, the deep muscle at each"
            " side of your lower spine. It keeps the time, so you can close your eyes."
        )
        super().__init__(1, tr("Lie down. Breathe. Let go."), lead, tr("Continue"))
        self._drawing = LatePicture(picture, tr("A person lies on the back, a hand on the belly"), _PICTURE_EM)
        self.put_picture(self._drawing, 37)
        frame, column = card("caution")
        title = tr("Is it for you?")
        column.addWidget(label(title, "strong"))
        column.addWidget(Listing(limits()))
        self.content.addWidget(frame)
        self.start_at(self.go_on, " ".join((title, *limits())))
        skip = button(tr("Skip the introduction"), "nav")
        skip.clicked.connect(self.left)
        self.back_requested.connect(self.left)
        self.put_others(skip)

    def set_theme(self, theme: Theme) -> None:
        self._drawing.set_theme(theme)
