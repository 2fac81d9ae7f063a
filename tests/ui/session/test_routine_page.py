"""A routine before it starts: cautions first, choices kept, text shown literally, by keyboard alone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.pattern import NAMED_PATTERNS
from psoas_timer.core.breath.routine import Routine, Stage, StageChoice
from psoas_timer.core.breath.timeline import compile_timeline
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.session.illustration import Illustration
from psoas_timer.ui.session.routine_page import Preparation, RoutinePage
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import (
    MARKUP,
    button_named,
    labels_that_read_markup,
    nameless_controls,
    open_window,
    press,
    reach_by_tab,
    texts_of,
)
from tests.ui.scenes import count_differing

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#e3bfa3"/></svg>'
)


def stage_of(**values: object) -> Stage:
    usual: dict[str, object] = {
        "id": "bridge", "title": "Supported bridge", "pattern": NAMED_PATTERNS["slow"].pattern,
        "pattern_name": "slow", "duration_s": 300.0, "duration_range_s": (180.0, 600.0),
        "other_patterns": ("slow-hold",), "position": "on_block",
    }  # fmt: skip
    return Stage(**(usual | values))  # type: ignore[arg-type]


def prepare(
    *stages: Stage,
    choices: Mapping[str, StageChoice] | None = None,
    is_acknowledged: bool = False,
    **values: object,
) -> Preparation:
    usual: dict[str, object] = {
        "id": "bridge", "title": "Supported bridge", "stages": stages or (stage_of(),), "position": "On the back",
        "wants": ("a mat", "a block"), "steps": ("Lie down.", "Bend the knees."), "cautions": ("Press gently.",),
        "closing": ("Roll to a side.",), "source": "An article.", "summary": "Rest on a block.",
    }  # fmt: skip
    routine = Routine(**(usual | values))  # type: ignore[arg-type]
    return Preparation(routine, compile_timeline(routine), choices or {}, is_acknowledged)


@pytest.fixture
def page(qtbot: QtBot) -> RoutinePage:
    made = RoutinePage(lambda name: SVG if name == "on_block" else "")
    qtbot.addWidget(made)
    made.resize(1000, 700)
    open_window(made)
    show(made, prepare())
    return made


def show(page: RoutinePage, preparation: Preparation) -> None:
    page.show_preparation(preparation)
    page.setFocus()  # as the window does with the page it shows
    QApplication.processEvents()  # new widgets are shown when Qt lays them out


@pytest.fixture
def heard(page: RoutinePage) -> list[object]:
    """Return everything that the page will ask for."""
    wishes: list[object] = []
    page.start_requested.connect(lambda name: wishes.append(("start", name)))
    page.acknowledged.connect(lambda name: wishes.append(("acknowledged", name)))
    page.back_requested.connect(lambda: wishes.append("back"))
    page.choice_changed.connect(lambda *choice: wishes.append(choice))
    return wishes


def test_everything_that_the_file_says_is_shown(page: RoutinePage) -> None:
    said = set(texts_of(page))
    assert {
        "Supported bridge", "Rest on a block.", "Lie down.", "Bend the knees.", "Press gently.", "Roll to a side.",
        "An article.", "5 minutes. On the back. You need: a mat and a block.",
    } <= said  # fmt: skip


def test_start_is_in_focus_and_enter_starts(page: RoutinePage, heard: list[object]) -> None:
    assert page.focusWidget() is button_named(page, "Start")
    press(page, Qt.Key.Key_Return)
    assert heard == [("start", "bridge")]


def test_escape_and_back_go_back(page: RoutinePage, heard: list[object]) -> None:
    press(page, Qt.Key.Key_Escape)
    button_named(page, "Back").click()
    assert heard == ["back", "back"]


# Cautions


def test_routine_that_presses_the_belly_does_not_start_before_its_cautions_are_accepted(
    page: RoutinePage, heard: list[object]
) -> None:
    show(page, prepare(presses_belly=True))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        press(page, key)
    assert heard == []
    assert isinstance(page.focusWidget(), Tick)
    press(page, Qt.Key.Key_Space)
    assert button_named(page, "Start").isEnabled()
    press(page, Qt.Key.Key_Return)
    assert heard == [("acknowledged", "bridge"), ("start", "bridge")]


def test_taking_the_acceptance_back_bars_the_start_again(page: RoutinePage, heard: list[object]) -> None:
    show(page, prepare(presses_belly=True))
    for _ in range(2):
        press(page, Qt.Key.Key_Space)
    press(page, Qt.Key.Key_Return)
    assert heard == []


def test_acceptance_of_one_routine_is_none_of_another(page: RoutinePage, heard: list[object]) -> None:
    show(page, prepare(presses_belly=True))
    press(page, Qt.Key.Key_Space)
    show(page, prepare(presses_belly=True, id="vacuum"))
    press(page, Qt.Key.Key_Return)
    assert heard == []


def test_cautions_once_accepted_are_still_shown_but_not_asked(page: RoutinePage, heard: list[object]) -> None:
    show(page, prepare(presses_belly=True, is_acknowledged=True))
    assert "Press gently." in texts_of(page)
    press(page, Qt.Key.Key_Return)
    assert heard == [("start", "bridge")]


# Choices


def test_choices_are_shown_as_they_were_made(page: RoutinePage, heard: list[object]) -> None:
    show(page, prepare(choices={"bridge": StageChoice("slow-hold", 480.0)}))
    assert page.findChildren(QDoubleSpinBox)[-1].value() == 8.0
    assert page.findChildren(QComboBox)[-1].currentData() == "slow-hold"
    assert heard == []


def test_other_length_and_other_breath_are_told(page: RoutinePage, heard: list[object]) -> None:
    page.findChild(QDoubleSpinBox).setValue(7.0)
    page.findChild(QComboBox).setCurrentIndex(1)
    assert heard == [
        ("bridge", "bridge", StageChoice("slow", 420.0)),
        ("bridge", "bridge", StageChoice("slow-hold", 420.0)),
    ]


def test_length_stays_within_what_the_stage_allows(page: RoutinePage) -> None:
    box = page.findChild(QDoubleSpinBox)
    assert (box.minimum(), box.maximum()) == (3.0, 10.0)


def test_stage_without_a_choice_shows_none(page: RoutinePage) -> None:
    show(page, prepare(stage_of(duration_range_s=None, other_patterns=())))
    assert "Your choices" not in texts_of(page)


def test_length_is_shown_again_after_a_choice(page: RoutinePage) -> None:
    page.show_length(prepare(stage_of(duration_s=600.0)))
    assert "10 minutes. On the back. You need: a mat and a block." in texts_of(page)


# How it is shown


def test_texts_of_routines_are_shown_as_they_are(page: RoutinePage) -> None:
    show(
        page,
        prepare(
            stage_of(title=MARKUP), title=MARKUP, summary=MARKUP, position=MARKUP, wants=(MARKUP,), steps=(MARKUP,),
            cautions=(MARKUP,), closing=(MARKUP,), source=MARKUP,
        )
    )  # fmt: skip
    assert texts_of(page).count(MARKUP) == 6
    assert labels_that_read_markup(page) == []


def test_ampersand_in_a_stage_s_title_is_shown(page: RoutinePage) -> None:
    """A label beside its control reads a single & as a shortcut marker, and does not show it."""
    show(page, prepare(stage_of(title="Roll & pivot")))
    rows = [text for text in texts_of(page) if text.endswith(": length")]
    assert rows in (["Roll && pivot: length"], ["Roll & pivot: length"])
    for form_label in (one for one in page.findChildren(QLabel) if one.text() in rows):
        assert form_label.buddy() is None or "&&" in form_label.text()


@pytest.mark.parametrize("presses_belly", [False, True])
def test_every_control_has_a_name_and_is_reached_by_tab(page: RoutinePage, presses_belly: bool) -> None:
    show(page, prepare(presses_belly=presses_belly))
    if presses_belly:
        press(page, Qt.Key.Key_Space)
    assert nameless_controls(page) == []
    reached = reach_by_tab(page)
    kinds = sorted(type(one).__name__ for one in reached)
    assert kinds == ["ChoiceBox", "FigureBox", "QPushButton", "QPushButton", *["Tick"] * presses_belly]


def test_position_is_pictured_once_in_the_colours_of_the_theme(page: RoutinePage) -> None:
    show(page, prepare(stage_of(), stage_of(id="again")))
    (picture,) = [one for one in page.findChildren(Illustration) if one.isVisibleTo(page)]
    assert picture.accessibleName() == "On the back"
    light = picture.grab().toImage()
    page.set_theme(DARK)
    assert count_differing(picture.grab().toImage(), light) > 500


@EACH_FAMILY
@pytest.mark.parametrize("percent", [75.0, 100.0, 175.0, 250.0])
@pytest.mark.parametrize("width", [480, 900, 2560])
def test_page_is_never_wider_than_its_window(qapp: QApplication, page: RoutinePage, width: int, percent: float) -> None:
    """The page does not scroll sideways: anything wider is cut off."""
    apply_style(qapp, LIGHT, 9.0, percent)
    page.resize(width, 600)
    show(page, prepare(cautions=("Press gently. " * 30,), presses_belly=True))
    area = page.findChild(QScrollArea)
    assert area.widget().width() <= area.viewport().width()
    assert page.minimumSizeHint().width() <= width
