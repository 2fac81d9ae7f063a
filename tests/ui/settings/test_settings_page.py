"""Settings: each choice takes effect at once, within its bounds, and by keyboard alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QScrollArea,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern
from psoas_timer.core.settings import Settings, ThemeChoice, Typeface, View
from psoas_timer.core.speech.sound import SoundChoice, SoundSet
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.ui.kit.forms import PathLabel
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.settings_page import SettingsPage
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import (
    MARKUP,
    button_named,
    controls_of,
    labels_that_read_markup,
    name_of,
    nameless_controls,
    open_window,
    press,
    reach_by_tab,
    texts_of,
)

OTHER = Settings(
    settle_s=30.0,
    wait_for_me=False,
    view=View.DIAPHRAGM,
    turn=270,
    theme=ThemeChoice.DARK,
    typeface=Typeface.SYSTEM,
    text_percent=175.0,
    reduced_motion=True,
    guidance=GuidanceLevel.COUNTS,
    sound=SoundChoice(sound_set=SoundSet.WAVES, breath_percent=55, offset_ms=120),
    patterns={**Settings().patterns, "slow": BreathPattern(5, 1, 7, 2)},
    asks_discomfort=True,
    discomfort_stop=7,
    language="en",
)


@pytest.fixture
def page(qtbot: QtBot) -> SettingsPage:
    made = SettingsPage("data folder", languages={"en": "English"})
    qtbot.addWidget(made)
    made.resize(900, 1000)
    made.show_settings(Settings())
    made.show()
    return made


@pytest.fixture
def heard(page: SettingsPage) -> list[Settings]:
    settings: list[Settings] = []
    page.settings_changed.connect(settings.append)
    return settings


def control(page: SettingsPage, name: str) -> QWidget:
    return next(one for one in controls_of(page) if spoken_name(one) == name)


def spoken_name(one: QWidget) -> str:
    """Return the name that the program gave; for a combo box, Qt reports the choice instead."""
    return one.accessibleName() or name_of(one)


def test_showing_settings_is_no_change(page: SettingsPage, heard: list[Settings]) -> None:
    for settings in (OTHER, Settings(), OTHER):
        page.show_settings(settings)
    assert heard == []


def test_controls_show_the_settings(page: SettingsPage) -> None:
    page.show_settings(OTHER)
    assert [box.value() for box in page.findChildren(QSpinBox)] == [30, 55, 80, 120, 175]
    assert [box.currentText() for box in page.findChildren(QComboBox)] == [
        "Diaphragm", "270° clockwise", "Breath and counts", "Waves", "Dark", "Follow the system", "English", "7 of 10",
    ]  # fmt: skip
    assert [tick.isChecked() for tick in page.findChildren(Tick)] == [False, True, True]
    assert [box.value() for box in page.findChildren(QDoubleSpinBox)][:4] == [5.0, 1.0, 7.0, 2.0]


@pytest.mark.parametrize(
    ("name", "value", "changed"),
    [
        ("Time to lie down", 20, {"settle_s": 20.0}),
        ("Text size", 125, {"text_percent": 125.0}),
        ("Show the breath as", 1, {"view": View.DIAPHRAGM}),
        ("Turn the session view", 2, {"turn": 180}),
        ("The voice says", 3, {"guidance": GuidanceLevel.SILENT}),
        ("Breath sound", 2, {"sound": SoundChoice(sound_set=SoundSet.BOWLS)}),
        ("Voice volume", 35, {"sound": SoundChoice(voice_percent=35)}),
        ("Letters", 1, {"typeface": Typeface.SYSTEM}),
        ("Colours", 1, {"theme": ThemeChoice.LIGHT}),
        ("Reduce motion: ring, word and countdown show the rhythm", True, {"reduced_motion": True}),
        ("Start when you press Space instead", True, {"wait_for_me": True}),
        ("Ask how you feel before and after each session", True, {"asks_discomfort": True}),
    ],
)
def test_each_choice_is_told_at_once(
    page: SettingsPage, heard: list[Settings], name: str, value: int, changed: dict[str, object]
) -> None:
    one = control(page, name)
    if isinstance(one, QComboBox):
        one.setCurrentIndex(value)
    elif isinstance(one, Tick):
        one.click()
    else:
        assert isinstance(one, QSpinBox)
        one.setValue(value)
    assert heard == [replace(Settings(), **changed)]  # type: ignore[arg-type]


def test_choices_add_up(page: SettingsPage, heard: list[Settings]) -> None:
    page.findChildren(QComboBox)[0].setCurrentIndex(1)
    page.findChildren(QDoubleSpinBox)[0].setValue(5.0)
    assert heard[-1].view is View.DIAPHRAGM
    assert heard[-1].patterns["slow"].inhale_s == 5.0
    assert heard[-1].patterns["vacuum"] == Settings().patterns["vacuum"]


def test_every_figure_of_every_breath_can_be_changed_within_its_bounds_only(page: SettingsPage) -> None:
    boxes = page.findChildren(QDoubleSpinBox)
    bounds = [limits for named in NAMED_PATTERNS.values() for limits in named.bounds.values()]
    assert [(box.minimum(), box.maximum()) for box in boxes] == bounds


def test_hold_of_contract_and_release_stays_within_three_to_five(page: SettingsPage, heard: list[Settings]) -> None:
    box = control(page, "Contract and release: Hold in, seconds")
    assert isinstance(box, QDoubleSpinBox)
    for value, kept in ((9.0, 5.0), (0.5, 3.0)):
        box.setValue(value)
        assert heard[-1].patterns["contract-release"].hold_in_s == kept


def test_usual_figures_come_back_and_other_choices_stay(page: SettingsPage, heard: list[Settings]) -> None:
    page.show_settings(OTHER)
    button_named(page, "Reset to defaults").click()
    assert heard == [replace(OTHER, patterns=Settings().patterns)]
    assert [box.value() for box in page.findChildren(QDoubleSpinBox)][:4] == [4.0, 0.0, 6.0, 0.0]


def test_time_to_lie_down_rests_while_the_program_waits_for_the_person(page: SettingsPage) -> None:
    settle = control(page, "Time to lie down")
    page.show_settings(replace(Settings(), wait_for_me=True))
    assert not settle.isEnabled()
    page.show_settings(Settings())
    assert settle.isEnabled()


def test_a_therapists_limit_is_chosen_while_discomfort_is_asked_for(page: SettingsPage, heard: list[Settings]) -> None:
    limit = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "Your therapist's limit")
    assert (limit.isEnabled(), limit.currentText()) == (False, "No limit")
    asking = replace(Settings(), asks_discomfort=True)
    page.show_settings(asking)
    assert limit.isEnabled()
    for index, level in ((10, 10), (1, 1), (0, None)):
        limit.setCurrentIndex(index)
        assert heard[-1] == replace(asking, discomfort_stop=level)
    assert [limit.itemText(index) for index in (0, 1, 10)] == ["No limit", "1 of 10", "10 of 10"]


def test_further_cards_stand_below_the_sections_and_above_the_folder_of_the_data(qtbot: QtBot) -> None:
    cards = [QLabel("first card"), QLabel("second card")]
    page = SettingsPage("data folder", cards)
    qtbot.addWidget(page)
    shown = [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]
    ordered = [
        "Discomfort",
        "first card",
        "second card",
        "Your sessions and settings stay on this computer, in data folder.",
    ]
    page.resize(900, 2500)
    page.show()
    places = [next(one for one in page.findChildren(QLabel) if one.text() == text) for text in ordered]
    assert set(ordered) <= set(shown)
    tops = [one.mapTo(page, QPoint(0, 0)).y() for one in places]
    assert tops == sorted(set(tops))


def test_the_path_of_the_data_is_selected_and_copied_by_keys_and_wraps_anywhere(qtbot: QtBot) -> None:
    folder = "C:\\Users\\Somebody\\AppData\\Local\\psoas-timer"
    page = SettingsPage(folder)
    qtbot.addWidget(page)
    open_window(page)
    where = page.findChild(PathLabel)
    where.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(where, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == folder
    assert where.minimumSizeHint().width() < where.fontMetrics().horizontalAdvance(folder)
    assert name_of(where) == f"Your sessions and settings stay on this computer, in {folder}."


def test_turning_the_wheel_over_a_control_changes_nothing(page: SettingsPage, heard: list[Settings]) -> None:
    """Scrolling down the page must not change the breath figures that pass under the pointer."""
    page.setFocus()
    for box in (*page.findChildren(QAbstractSpinBox), *page.findChildren(QComboBox)):
        middle = QPointF(box.rect().center())
        turn = QWheelEvent(
            middle, box.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, turn)
    assert heard == []


def test_escape_goes_back(page: SettingsPage, qtbot: QtBot) -> None:
    page.findChildren(QSpinBox)[0].setFocus()
    with qtbot.waitSignal(page.back_requested, timeout=100):
        press(page, Qt.Key.Key_Escape)


def test_every_control_has_a_name_of_its_own_and_is_reached_by_tab(page: SettingsPage) -> None:
    page.show_settings(replace(Settings(), asks_discomfort=True))
    assert nameless_controls(page) == []
    names = [spoken_name(one) for one in controls_of(page)]
    assert len(set(names)) == len(names)
    assert len(names) == 2 + 3 + 5 + 4 + 16 + 1 + 2 + 1
    assert reach_by_tab(page) == set(controls_of(page))


def test_folder_of_the_data_is_shown_as_it_is(qtbot: QtBot) -> None:
    page = SettingsPage(MARKUP)
    qtbot.addWidget(page)
    assert any(MARKUP in text for text in texts_of(page))
    assert not any(MARKUP in text for text in labels_that_read_markup(page))


def test_tick_is_switched_by_space_and_by_a_click_anywhere_on_it(page: SettingsPage) -> None:
    tick = page.findChildren(Tick)[1]
    tick.setFocus()
    press(page, Qt.Key.Key_Space)
    assert tick.isChecked()
    assert tick.hitButton(QPoint(tick.width() - 2, 2))
    checked = tick.grab().toImage()
    tick.setChecked(False)
    assert tick.grab().toImage() != checked


@EACH_FAMILY
@pytest.mark.parametrize("percent", [75.0, 100.0, 175.0, 250.0])
@pytest.mark.parametrize("width", [480, 900, 2560])
def test_page_is_never_wider_than_its_window(
    qapp: QApplication, page: SettingsPage, width: int, percent: float
) -> None:
    """There is no horizontal scrolling: anything wider is cut off."""
    apply_style(qapp, LIGHT, 9.0, percent)
    page.resize(width, 600)
    QApplication.processEvents()
    area = page.findChild(QScrollArea)
    assert area.widget().width() <= area.viewport().width()


def test_a_language_is_chosen_by_its_own_name(qtbot: QtBot) -> None:
    page = SettingsPage("data folder", languages={"de": "Deutsch", "en": "English"})
    qtbot.addWidget(page)
    chosen: list[Settings] = []
    page.settings_changed.connect(chosen.append)
    page.show_settings(Settings())
    box = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "Language")
    assert [box.itemText(index) for index in range(box.count())] == ["Follow the system", "Deutsch", "English"]
    assert box.currentIndex() == 0
    box.setCurrentIndex(1)
    assert [one.language for one in chosen] == ["de"]
    page.show_settings(Settings(language="fr"))  # its file was there when it was chosen
    assert box.currentText() == "Follow the system"
