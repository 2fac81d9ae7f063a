"""The breath in Settings: the seconds of each phase, for every pattern that the routines use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern, NamedPattern
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import FigureBox
from psoas_timer.ui.kit.forms import Card, Findable
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import FlowGrid, label

# The minimum width of a figure, in line heights.
FIGURE_EM = 7
STEP_S = 0.5


class BreathCard(Card):
    """Shows the patterns by name, and tells all of them when a figure changes."""

    patterns_changed = Signal(object)  # Mapping[str, BreathPattern]

    def __init__(self) -> None:
        super().__init__(tr("Breath, in seconds"))
        self._patterns: Mapping[str, BreathPattern] = {name: one.pattern for name, one in NAMED_PATTERNS.items()}
        self._boxes: dict[tuple[str, str], FigureBox] = {}
        self._is_showing = False
        changes = tr("How long each part of a breath lasts, in every routine that breathes this way.")
        self.column.addWidget(label(changes, "muted"))
        names = [tr("In"), tr("Hold in"), tr("Out"), tr("Hold out")]
        figures = [figure.name for figure in fields(BreathPattern)]
        for named in NAMED_PATTERNS.values():
            self.column.addSpacing(SPACE.small)
            self.column.addWidget(label(tr(named.title), "strong"))
            cells = FlowGrid(FIGURE_EM, len(names))
            made = [self._build_figure(named, figure, name) for figure, name in zip(figures, names, strict=True)]
            cells.show_cells(made)
            self.column.addWidget(cells)
            first = self._boxes[named.name, figures[0]]
            self.findables.append(Findable(tr(named.title), ", ".join(names), first))
        self.column.addSpacing(SPACE.small)
        self.column.addWidget(label(tr("The hold of contract and release is always 3 to 5 seconds."), "muted"))

    def show_patterns(self, patterns: Mapping[str, BreathPattern]) -> None:
        """Show figures that nobody chose here."""
        self._patterns = patterns
        self._is_showing = True
        for (name, figure), box in self._boxes.items():
            box.setValue(getattr(patterns[name], figure))
        self._is_showing = False

    def _build_figure(self, named: NamedPattern, figure: str, name: str) -> QWidget:
        box = FigureBox()
        box.setRange(*named.bounds[figure])
        box.setDecimals(1)
        box.setSingleStep(STEP_S)
        box.setKeyboardTracking(False)
        box.setAccessibleName(tr("{pattern}: {figure}, seconds").format(pattern=tr(named.title), figure=name))
        box.valueChanged.connect(lambda value: self._change(named.name, figure, value))
        self._boxes[named.name, figure] = box
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tiny)
        column.addWidget(label(name, "muted", wraps=False))
        column.addWidget(box)
        return cell

    def _change(self, name: str, figure: str, value: float) -> None:
        if not self._is_showing:
            pattern = replace(self._patterns[name], **{figure: value})
            self._patterns = {**self._patterns, name: pattern}
            self.patterns_changed.emit(self._patterns)
