"""A routine before it starts: what it needs, how to get there, what to watch for, and which choices it offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from psoas_timer.core.breath.pattern import NAMED_PATTERNS
from psoas_timer.core.breath.routine import Routine, Stage, StageChoice
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import ChoiceBox, FigureBox
from psoas_timer.ui.kit.forms import fixed, new_form
from psoas_timer.ui.kit.listing import Listing
from psoas_timer.ui.kit.theme import LIGHT, SPACE, Theme
from psoas_timer.ui.kit.widgets import Column, Page, Tick, button, card, label, scrolled
from psoas_timer.ui.kit.words import as_sentence, length_word, needs_word
from psoas_timer.ui.session.illustration import Illustration


@dataclass(frozen=True, slots=True)
class Preparation:
    """What the page shows: the routine as written, and the choices made for it by stage id."""

    routine: Routine
    timeline: Timeline
    choices: Mapping[str, StageChoice]
    is_acknowledged: bool


class RoutinePage(Page):
    """Asks to start (with the cautions accepted), to change a choice, or to go back."""

    start_requested = Signal(str)
    acknowledged = Signal(str)
    choice_changed = Signal(str, str, object)  # routine id, stage id, StageChoice
    back_requested = Signal()

    def __init__(self, load_picture: Callable[[str], str], parent: QWidget | None = None) -> None:
        """``load_picture`` returns the SVG of a position by name, or '' if there is none."""
        super().__init__(parent)
        self._load_picture = load_picture
        self._theme = LIGHT
        self._routine_id = ""
        self._pictures: list[Illustration] = []
        self._facts = label(role="muted")
        self._start = button(tr("Start"), "primary")
        self._start.clicked.connect(self._ask_to_start)
        back = button(tr("Back"))
        back.clicked.connect(self.back_requested)
        self._accept = Tick(tr("I have read the cautions, and none apply to me"))
        self._accept.toggled.connect(self._start.setEnabled)
        buttons = QHBoxLayout()
        buttons.addWidget(back)
        buttons.addStretch(1)
        buttons.addWidget(self._start)
        footer = Column(above_px=SPACE.small)
        footer.column.setSpacing(SPACE.small)
        footer.column.addWidget(self._accept)
        footer.column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = scrolled(QWidget())
        outer.addWidget(self._scroll, 1)
        outer.addWidget(footer)

    def show_preparation(self, preparation: Preparation) -> None:
        """Show a routine; the focus goes to the start button, or to what must be accepted first."""
        routine = preparation.routine
        self._routine_id = routine.id
        self._pictures = []
        content = Column()
        layout = content.column
        layout.addWidget(label(routine.title, "title"))
        self._facts = label(role="muted")
        layout.addWidget(self._facts)
        layout.addWidget(label(routine.summary))
        columns = content.make_row(SPACE.large)
        columns.addLayout(self._build_left(preparation), 4)
        columns.addLayout(self._build_right(routine), 5)
        layout.addLayout(columns)
        layout.addStretch(1)
        self._scroll.setWidget(content)
        self.show_length(preparation)
        must_accept = routine.presses_belly and not preparation.is_acknowledged
        self._accept.setVisible(must_accept)
        self._accept.setChecked(False)
        self._start.setEnabled(not must_accept)
        self.first = self._accept if must_accept else self._start
        # Read out with the focus: what must be known before one accepts or begins.
        cautions = [tr("Take care"), *routine.cautions] if routine.cautions else []
        self.first.setAccessibleDescription(" ".join(map(as_sentence, [self._facts.text(), *cautions])))

    def show_length(self, preparation: Preparation) -> None:
        """Update the length after a choice."""
        routine, length = preparation.routine, length_word(preparation.timeline.practice_s)
        facts = tr("{length}. {position}. You need: {needs}.")
        self._facts.setText(facts.format(length=length, position=routine.position, needs=needs_word(routine)))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for picture in self._pictures:
            picture.set_theme(theme)

    def _build_left(self, preparation: Preparation) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE.plain)
        names = list(dict.fromkeys(stage.position for stage in preparation.routine.stages if stage.position))
        for name in names:
            picture = Illustration()
            picture.set_theme(self._theme)
            picture.show_svg(self._load_picture(name), preparation.routine.position)
            self._pictures.append(picture)
            column.addWidget(picture)
        adjustable = [stage for stage in preparation.routine.stages if stage.duration_range_s or stage.other_patterns]
        if adjustable:
            column.addWidget(self._build_choices(adjustable, preparation.choices))
        column.addWidget(_section(tr("Keyboard shortcuts"), Listing(session_keys())))
        column.addStretch(1)
        return column

    def _build_right(self, routine: Routine) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE.plain)
        if routine.steps:
            column.addWidget(_section(tr("Getting into position"), Listing(routine.steps, numbered=True)))
        if routine.cautions:
            column.addWidget(_section(tr("Take care"), Listing(routine.cautions), role="caution"))
        if routine.closing:
            column.addWidget(_section(tr("Coming out of it"), Listing(routine.closing, numbered=True)))
        if routine.source:
            column.addWidget(label(routine.source, "muted"))
        column.addStretch(1)
        return column

    def _build_choices(self, stages: list[Stage], choices: Mapping[str, StageChoice]) -> QFrame:
        frame, layout = card()
        layout.addWidget(label(tr("Your choices"), "strong"))
        form = new_form()
        for stage in stages:
            self._add_choice(form, stage, choices.get(stage.id, StageChoice()))
        layout.addLayout(form)
        return frame

    def _add_choice(self, form: QFormLayout, stage: Stage, choice: StageChoice) -> None:
        minutes, breath = _build_minutes(stage, choice), _build_breath(stage, choice)

        def tell() -> None:
            chosen = StageChoice(
                pattern_name=breath.currentData() if breath else None,
                duration_s=minutes.value() * 60 if minutes else None,
            )
            self.choice_changed.emit(self._routine_id, stage.id, chosen)

        if minutes:
            _add_row(form, tr("{stage}: length").format(stage=stage.title), minutes)
            minutes.setAccessibleName(tr("Length of {stage} in minutes").format(stage=stage.title))
            minutes.valueChanged.connect(tell)
        if breath:
            _add_row(form, tr("{stage}: breath").format(stage=stage.title), breath)
            breath.setAccessibleName(tr("Breath of {stage}").format(stage=stage.title))
            breath.currentIndexChanged.connect(tell)

    def _ask_to_start(self) -> None:
        if not self._accept.isHidden():
            self.acknowledged.emit(self._routine_id)
        self.start_requested.emit(self._routine_id)

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._start.click()
        else:
            super().keyPressEvent(event)


def session_keys() -> list[str]:
    """Return what each key does in a session, one sentence each."""
    return [
        tr("Space or a click pauses and resumes; press twice to go to the next stage."),
        tr("O or a long press tells you where you are."),
        tr("Left and right, or Page Up and Page Down, change stage."),
        tr("Up and down change the length of the hold."),
        tr("R shows the instruction again."),
        tr("F switches to full screen, T turns the view, V changes how the breath is shown."),
        tr("Escape asks whether to end the session."),
    ]


def _add_row(form: QFormLayout, name: str, control: QWidget) -> None:
    shown = label(name.replace("&", "&&"), "field")  # with a buddy, it would mark a letter
    shown.setBuddy(control)
    form.addRow(shown, control)


def _section(title: str, content: QWidget, role: str = "card") -> QFrame:
    frame, layout = card(role)
    layout.addWidget(label(title, "strong"))
    layout.addWidget(content)
    return frame


def _build_minutes(stage: Stage, choice: StageChoice) -> FigureBox | None:
    if stage.duration_range_s is None or stage.duration_s is None:
        return None
    box = FigureBox()
    box.setRange(stage.duration_range_s[0] / 60, stage.duration_range_s[1] / 60)
    box.setSingleStep(0.5)
    box.setDecimals(1)
    box.setSuffix(tr(" min"))
    box.setValue((choice.duration_s or stage.duration_s) / 60)
    fixed(box)
    return box


def _build_breath(stage: Stage, choice: StageChoice) -> ChoiceBox | None:
    if not stage.other_patterns:
        return None
    box = ChoiceBox()
    for name in dict.fromkeys((stage.pattern_name, *stage.other_patterns)):
        if name in NAMED_PATTERNS:
            box.addItem(tr(NAMED_PATTERNS[name].title), name)
    box.setCurrentIndex(max(box.findData(choice.pattern_name or stage.pattern_name), 0))
    fixed(box)
    return box
