"""The end of the introduction: what was kept, and one minute of the breath."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.late_picture import LatePicture
from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.kit.widgets import button, label
from psoas_timer.ui.welcome.step_page import StepPage

_PICTURE_EM = 10.0


class TastePage(StepPage):
    """Asks for one minute of the breath, or to go to Today."""

    left = Signal()

    def __init__(self, picture: str) -> None:
        """``picture`` is the SVG of a person who sits."""
        lead = tr(
            "Would you like to feel it now? One minute of slow breath, with sound, right where you sit. You need"
            " nothing but a chair."
        )
        super().__init__(0, tr("You are ready."), lead, tr("Breathe for one minute"))
        self._drawing = LatePicture(picture, tr("A person sits on a chair, both feet flat"), _PICTURE_EM)
        self.put_picture(self._drawing, 30)
        self._kept = label()
        self.content.addWidget(self._kept)
        later = button(tr("Go to Today"))
        later.clicked.connect(self.left)
        self.back_requested.connect(self.left)
        self.put_others(later)

    def show_kept(self, sentences: Sequence[str]) -> None:
        """Say what was kept."""
        words = " ".join(sentences)
        self._kept.setText(words)
        self._kept.setVisible(bool(words))
        self.start_at(self.go_on, words)

    def set_theme(self, theme: Theme) -> None:
        self._drawing.set_theme(theme)
