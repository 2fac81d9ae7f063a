"""Settings: every choice takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, Bounds, BreathPattern, NamedPattern
from psoas_timer.core.breath.routine import SETTLE_S
from psoas_timer.core.settings import STOP_LEVELS, TEXT_PERCENT, TURNS, Settings, ThemeChoice, View
from psoas_timer.core.speech.sound import OFFSET_MS, PERCENT, SoundSet
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.ui.kit.forms import PathLabel, add_row, section
from psoas_timer.ui.kit.widgets import Column, FlowGrid, Page, Tick, button, card, label, scrolled, without_wheel
from psoas_timer.ui.kit.words import tr

# The least width of a breath's figure, in line heights.
FIGURE_EM = 7


class SettingsPage(Page):
    """Shows the settings and says when they change."""

    settings_changed = Signal(object)  # Settings
    back_requested = Signal()

    def __init__(self, data_folder: str, cards: Sequence[QWidget] = (), parent: QWidget | None = None) -> None:
        """``data_folder`` is shown, so that a person knows where their data is; ``cards`` stand above that."""
        super().__init__(parent)
        self._settings = Settings()
        self._is_showing = False
        self._show: list[Callable[[Settings], None]] = []
        content = Column()
        column = content.column
        column.addWidget(label(tr("Settings"), "title"))
        for one in (
            self._build_session(), self._build_sound(), self._build_look(), self._build_breath(),
            self._build_discomfort(), *cards,
        ):  # fmt: skip
            column.addWidget(one)
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
        """Show what was changed elsewhere, or the next change made here would take it back."""
        if settings != self._settings:
            self.show_settings(settings)

    def _change(self, **values: object) -> None:
        if not self._is_showing:
            self._settings = replace(self._settings, **values)  # type: ignore[arg-type]  # each control gives its own
            self.settings_changed.emit(self._settings)

    def _build_session(self) -> QFrame:
        frame, form = section(tr("Session"))
        settle = QSpinBox()
        settle.setRange(int(SETTLE_S[0]), int(SETTLE_S[1]))
        settle.setSuffix(tr(" s"))
        settle.valueChanged.connect(lambda value: self._change(settle_s=float(value)))
        waits = Tick(tr("Wait for me: begin at Space instead"))
        waits.toggled.connect(lambda is_on: self._change(wait_for_me=is_on))
        waits.toggled.connect(settle.setDisabled)
        self._show += [lambda s: settle.setValue(round(s.settle_s)), lambda s: waits.setChecked(s.wait_for_me)]
        add_row(form, tr("Time to lie down"), settle)
        self.first = settle
        form.addRow("", waits)
        view = self._build_combo("view", [
            (tr("Orb"), View.ORB), (tr("Diaphragm"), View.DIAPHRAGM), (tr("A dim ring on black"), View.DARK),
        ])  # fmt: skip
        add_row(form, tr("The breath is shown as"), view)
        turns = [(tr("Upright") if turn == 0 else tr("{n}° clockwise").format(n=turn), turn) for turn in TURNS]
        add_row(form, tr("Turn the session's view"), self._build_combo("turn", turns))
        motion = Tick(tr("Reduce motion: ring, word and countdown carry the rhythm"))
        motion.toggled.connect(lambda is_on: self._change(reduced_motion=is_on))
        self._show.append(lambda s: motion.setChecked(s.reduced_motion))
        form.addRow("", motion)
        return frame

    def _build_sound(self) -> QFrame:
        frame, form = section(tr("Sound and voice"))
        levels = [
            (tr("Everything"), GuidanceLevel.FULL), (tr("Breath and counts"), GuidanceLevel.COUNTS),
            (tr("Only safety and positions"), GuidanceLevel.TONES), (tr("Nothing"), GuidanceLevel.SILENT),
        ]  # fmt: skip
        add_row(form, tr("The voice says"), self._build_combo("guidance", levels))
        sets = [
            (tr("Breath"), SoundSet.BREATH), (tr("Waves"), SoundSet.WAVES), (tr("Bowls at the turns"), SoundSet.BOWLS),
            (tr("None"), SoundSet.NONE),
        ]  # fmt: skip
        box = QComboBox()
        box.addItems([text for text, _value in sets])
        values = [value for _text, value in sets]
        box.currentIndexChanged.connect(lambda index: self._change_sound(sound_set=values[index]))
        self._show.append(lambda s: box.setCurrentIndex(values.index(s.sound.sound_set)))
        add_row(form, tr("Sound of the breath"), box)
        figures = (
            ("breath_percent", tr("Volume of the breath"), PERCENT, tr(" %"), 5),
            ("voice_percent", tr("Volume of the voice"), PERCENT, tr(" %"), 5),
            ("offset_ms", tr("Earlier, for slow speakers"), OFFSET_MS, tr(" ms"), 10),
        )
        for name, title, bounds, unit, step in figures:
            add_row(form, title, self._build_sound_figure(name, bounds, unit, step))
        return frame

    def _build_sound_figure(self, name: str, bounds: Bounds, unit: str, step: int) -> QSpinBox:
        box = QSpinBox()
        box.setRange(int(bounds[0]), int(bounds[1]))
        box.setSingleStep(step)
        box.setSuffix(unit)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(lambda value: self._change_sound(**{name: float(value)}))
        self._show.append(lambda s: box.setValue(round(getattr(s.sound, name))))
        return box

    def _change_sound(self, **values: object) -> None:
        self._change(sound=replace(self._settings.sound, **values))  # type: ignore[arg-type]  # as in _change

    def _build_look(self) -> QFrame:
        frame, form = section(tr("Look"))
        themes = [
            (tr("As the system"), ThemeChoice.SYSTEM), (tr("Light"), ThemeChoice.LIGHT), (tr("Dark"), ThemeChoice.DARK),
        ]  # fmt: skip
        add_row(form, tr("Colours"), self._build_combo("theme", themes))
        text = QSpinBox()
        text.setRange(int(TEXT_PERCENT[0]), int(TEXT_PERCENT[1]))
        text.setSingleStep(25)
        text.setSuffix(tr(" %"))
        text.setKeyboardTracking(False)
        text.valueChanged.connect(lambda value: self._change(text_percent=float(value)))
        self._show.append(lambda s: text.setValue(round(s.text_percent)))
        add_row(form, tr("Text size"), text)
        return frame

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
        layout.addWidget(label(tr("The hold of contract and release stays within 3 to 5 seconds."), "muted"))
        reset = button(tr("Back to the usual figures"))
        reset.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        reset.clicked.connect(self._reset_patterns)
        layout.addWidget(reset)
        return frame

    def _build_discomfort(self) -> QFrame:
        frame, form = section(tr("Discomfort"))
        asks = Tick(tr("Ask how you feel before and after"))
        asks.toggled.connect(lambda is_on: self._change(asks_discomfort=is_on))
        levels = [(tr("No limit"), None), *((tr("{n} of 10").format(n=level), level) for level in STOP_LEVELS)]
        limit = self._build_combo("discomfort_stop", levels)
        asks.toggled.connect(limit.setEnabled)
        limit.setEnabled(False)
        self._show.append(lambda s: asks.setChecked(s.asks_discomfort))
        form.addRow("", asks)
        add_row(form, tr("Your therapist's limit"), limit)
        advice = tr("A therapist may set a limit with you: from that level on, you are advised to rest.")
        form.addRow(label(advice, "muted"))
        return frame

    def _build_figure(self, named: NamedPattern, figure: str, name: str) -> QWidget:
        box = QDoubleSpinBox()
        box.setRange(*named.bounds[figure])
        box.setDecimals(1)
        box.setSingleStep(0.5)
        box.setKeyboardTracking(False)
        box.setAccessibleName(tr("{pattern}: {figure}, seconds").format(pattern=tr(named.title), figure=name))
        without_wheel(box)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label(name, "muted", wraps=False))
        column.addWidget(box)

        def change(value: float) -> None:
            pattern = replace(self._settings.patterns[named.name], **{figure: value})
            self._change(patterns={**self._settings.patterns, named.name: pattern})

        box.valueChanged.connect(change)
        self._show.append(lambda s: box.setValue(getattr(s.patterns[named.name], figure)))
        return cell

    def _build_combo(self, name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
        box = QComboBox()
        for text, _value in choices:
            box.addItem(text)
        values = [value for _text, value in choices]
        box.currentIndexChanged.connect(lambda index: self._change(**{name: values[index]}))
        self._show.append(lambda s: box.setCurrentIndex(values.index(getattr(s, name))))
        return box

    def _reset_patterns(self) -> None:
        self._change(patterns=Settings().patterns)
        self.show_settings(self._settings)

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)
