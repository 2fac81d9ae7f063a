"""Settings: every choice takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern, NamedPattern
from psoas_timer.core.described import Section, settings_of
from psoas_timer.core.settings import Settings
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import FigureBox
from psoas_timer.ui.kit.forms import PathLabel, section
from psoas_timer.ui.kit.widgets import Column, FlowGrid, Page, Tick, button, card, label, scrolled
from psoas_timer.ui.settings.setting_rows import SettingRows

# The minimum width of a breath's figure, in line heights.
FIGURE_EM = 7


class SettingsPage(Page):
    """Shows the settings and emits them when they change."""

    settings_changed = Signal(object)  # Settings
    back_requested = Signal()

    def __init__(
        self,
        data_folder: str,
        cards: Sequence[QWidget] = (),
        languages: Mapping[str, str] = MappingProxyType({}),
        usual: Settings | None = None,
    ) -> None:
        """``data_folder`` is shown so that people know where their data is; ``cards`` go above it.

        ``languages`` maps the code of each available language to its name in that language. ``usual`` has every
        setting at its default.
        """
        super().__init__()
        self._usual = self._settings = usual or Settings()
        self._is_showing = False
        self._rows = SettingRows({"language": languages}, self)
        self._rows.value_changed.connect(self._change)
        self._show: list[Callable[[Settings], None]] = [self._rows.show_values]
        content = Column()
        column = content.column
        column.addWidget(label(tr("Settings"), "title"))
        for one in (
            self._build_rows(tr("Session"), Section.SESSION), self._build_rows(tr("Sound and voice"), Section.SOUND),
            self._build_rows(tr("Appearance"), Section.LOOK), self._build_breath(),
            self._build_rows(tr("Discomfort"), Section.DISCOMFORT), *cards,
        ):  # fmt: skip
            column.addWidget(one)
        self._join_rows()
        self.first = self._rows.controls["settle_s"]
        where = PathLabel()
        where.show_path(tr("Your sessions and settings stay on this computer, in {folder}."), data_folder)
        column.addWidget(where)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))

    def show_settings(self, settings: Settings) -> None:
        """Show ``settings`` without saying that they changed."""
        self._settings = settings
        self._is_showing = True
        for show in self._show:
            show(settings)
        self._is_showing = False

    def follow(self, settings: Settings) -> None:
        """Show what was changed elsewhere; otherwise the next change made here would undo it."""
        if settings != self._settings:
            self.show_settings(settings)

    def _change(self, name: str, value: object) -> None:
        if not self._is_showing:
            values: dict[str, Any] = {name: value}
            self._settings = replace(self._settings, **values)
            self.settings_changed.emit(self._settings)

    def _build_rows(self, title: str, section_: Section) -> QFrame:
        frame, form = section(title)
        described = settings_of(type(self._settings))
        self._rows.add_rows(form, [one for one in described if one.section is section_])
        return frame

    def _join_rows(self) -> None:
        """Disable each control while another choice makes it pointless."""
        controls = self._rows.controls
        waits, asks, limit = controls["wait_for_me"], controls["asks_discomfort"], controls["discomfort_stop"]
        assert isinstance(waits, Tick) and isinstance(asks, Tick)
        waits.toggled.connect(controls["settle_s"].setDisabled)
        asks.toggled.connect(limit.setEnabled)
        limit.setEnabled(asks.isChecked())

    def _build_breath(self) -> QFrame:
        frame, layout = card()
        layout.addWidget(label(tr("Breath, in seconds"), "heading"))
        names = [tr("In"), tr("Hold in"), tr("Out"), tr("Hold out")]
        for named in NAMED_PATTERNS.values():
            layout.addWidget(label(tr(named.title), "strong"))
            cells = FlowGrid(FIGURE_EM, len(names))
            figures = zip(fields(BreathPattern), names, strict=True)
            cells.show_cells([self._build_figure(named, figure.name, name) for figure, name in figures])
            layout.addWidget(cells)
        layout.addWidget(label(tr("The hold of contract and release is always 3 to 5 seconds."), "muted"))
        reset = button(tr("Reset to defaults"))
        reset.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        reset.clicked.connect(self._reset_patterns)
        layout.addWidget(reset)
        return frame

    def _build_figure(self, named: NamedPattern, figure: str, name: str) -> QWidget:
        box = FigureBox()
        box.setRange(*named.bounds[figure])
        box.setDecimals(1)
        box.setSingleStep(0.5)
        box.setKeyboardTracking(False)
        box.setAccessibleName(tr("{pattern}: {figure}, seconds").format(pattern=tr(named.title), figure=name))
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label(name, "muted", wraps=False))
        column.addWidget(box)

        def change(value: float) -> None:
            pattern = replace(self._settings.patterns[named.name], **{figure: value})
            self._change("patterns", {**self._settings.patterns, named.name: pattern})

        box.valueChanged.connect(change)
        self._show.append(lambda s: box.setValue(getattr(s.patterns[named.name], figure)))
        return cell

    def _reset_patterns(self) -> None:
        self._change("patterns", self._usual.patterns)
        self.show_settings(self._settings)

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)
