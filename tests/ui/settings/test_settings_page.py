"""Settings: each choice takes effect at once, within its bounds, and is found by its part, by a search and by keys."""

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
    QSlider,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern
from psoas_timer.core.described import Section
from psoas_timer.core.settings import Settings, ThemeChoice, Typeface, View
from psoas_timer.core.speech.sound import SoundChoice, SoundSet
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.ui.kit.controls import SearchBox
from psoas_timer.ui.kit.style import apply_look, sheet_of
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings import side_panel
from psoas_timer.ui.settings.parts_list import PartsList
from psoas_timer.ui.settings.settings_page import SettingsPage
from tests.typefaces import EACH_FAMILY, PLAIN_POINT_SIZE
from tests.ui.cards import cut_off
from tests.ui.keyboard import (
    button_named,
    controls_of,
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


@pytest.fixture(autouse=True)
def _without_sheet(qapp: QApplication, _same_everywhere: None) -> None:
    """Leave the style sheet to the page, as the program leaves it to the window: it is built in a third of the time."""
    qapp.setStyleSheet("")


@pytest.fixture
def page(qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(languages={"en": "English"})
    made.setStyleSheet(sheet_of(LIGHT, PLAIN_POINT_SIZE))
    qtbot.addWidget(made)
    made.resize(1000, 1000)
    made.show_settings(Settings())
    made.show()
    return made


@pytest.fixture
def heard(page: SettingsPage) -> list[Settings]:
    settings: list[Settings] = []
    page.settings_changed.connect(settings.append)
    return settings


def control(page: SettingsPage, name: str) -> QWidget:
    """Return the control with this name, and open the part that it is in."""
    for section in Section:
        page.open_part(section)
        for one in controls_of(page):
            if spoken_name(one) == name:
                return one
    raise AssertionError(f"there is no control {name}")


def spoken_name(one: QWidget) -> str:
    """Return the name that the program gave; for a combo box, Qt reports the choice instead."""
    return one.accessibleName() or name_of(one)


def test_showing_settings_is_no_change(page: SettingsPage, heard: list[Settings]) -> None:
    for settings in (OTHER, Settings(), OTHER):
        page.show_settings(settings)
    assert heard == []


def test_controls_show_the_settings(page: SettingsPage) -> None:
    page.show_settings(OTHER)
    values = {one.accessibleName(): one.value() for one in page.findChildren(QSpinBox)}
    assert values == {"Time to lie down": 30, "Sound delay of your speakers": 120, "Text size": 175}
    assert [slider.value() for slider in page.findChildren(QSlider)] == [55, 90]
    choices = {one.accessibleName(): one.currentText() for one in page.findChildren(QComboBox)}
    assert choices == {
        "Show the breath as": "Diaphragm", "Turn the session view": "270° clockwise", "Colours": "Dark",
        "The voice says": "Breath and counts", "With a screen reader": "The voice speaks",
        "Breath sound": "Waves", "Letters": "Follow the system",
        "Language": "English", "Your therapist's limit": "7 of 10",
    }  # fmt: skip
    ticks = {one.text(): one.isChecked() for one in page.findChildren(Tick)}
    assert ticks == {
        "Start when you press Space instead": False, "Reduce motion": True,
        "Ask how you feel before and after each session": True,
    }  # fmt: skip
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
        ("Reduce motion", True, {"reduced_motion": True}),
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
        assert isinstance(one, QSpinBox | QSlider)
        one.setValue(value)
    assert heard == [replace(Settings(), **changed)]  # type: ignore[arg-type]


def test_a_time_to_lie_down_may_be_left_to_the_routine(page: SettingsPage, heard: list[Settings]) -> None:
    settle = control(page, "Time to lie down")
    assert isinstance(settle, QSpinBox)
    assert settle.text() == "What it needs"
    settle.setValue(0)
    assert (heard[-1].settle_s, settle.text()) == (0.0, "0 s")
    settle.stepDown()
    assert (heard[-1].settle_s, settle.text()) == (None, "What it needs")


def test_choices_add_up(page: SettingsPage, heard: list[Settings]) -> None:
    view = control(page, "Show the breath as")
    assert isinstance(view, QComboBox)
    view.setCurrentIndex(1)
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
    page.open_part(Section.BREATH)
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


def test_further_cards_stand_in_their_part_below_the_settings(qtbot: QtBot) -> None:
    cards = {Section.DISCOMFORT: [QLabel("first card"), QLabel("second card")], Section.DATA: [QLabel("third")]}
    page = SettingsPage(cards)
    qtbot.addWidget(page)
    page.resize(1000, 1500)
    page.show()
    page.open_part(Section.DISCOMFORT)
    ordered = ["Discomfort", "Your therapist's limit", "first card", "second card"]
    shown = [one for one in page.findChildren(QLabel) if one.isVisibleTo(page)]
    tops = [next(one for one in shown if one.text() == text).mapTo(page, QPoint(0, 0)).y() for text in ordered]
    assert tops == sorted(set(tops))
    assert "third" not in texts_of(page)
    page.open_part(Section.DATA)
    assert "third" in texts_of(page)


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
    open_window(page)
    page.findChildren(QSpinBox)[0].setFocus()
    with qtbot.waitSignal(page.back_requested, timeout=100):
        press(page, Qt.Key.Key_Escape)


def test_every_control_has_a_name_of_its_own_and_is_reached_by_tab(page: SettingsPage) -> None:
    page.show_settings(OTHER)
    open_window(page)
    counts = {}
    for section in Section:
        page.open_part(section)
        assert nameless_controls(page) == []
        names = [(spoken_name(one), one.accessibleDescription()) for one in controls_of(page)]
        assert len(set(names)) == len(names)
        assert reach_by_tab(page) == set(controls_of(page))
        counts[section] = len(names) - 2  # besides the search and the list
    assert counts == {
        Section.SESSION: 5 + 1, Section.SOUND: 6 + 2 + 1, Section.LOOK: 4 + 1, Section.BREATH: 16 + 1,
        Section.GOAL: 0, Section.REMINDERS: 0, Section.DISCOMFORT: 2 + 1, Section.DATA: 0,
    }  # fmt: skip


def test_tick_is_switched_by_space_and_by_a_click_anywhere_on_it(page: SettingsPage) -> None:
    open_window(page)
    tick = control(page, "Reduce motion")
    assert isinstance(tick, Tick)
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
    page.setStyleSheet(apply_look(qapp, LIGHT, 9.0, percent))
    page.resize(width, 600)
    for section in Section:
        page.open_part(section)
        QApplication.processEvents()
        seen = [one for one in page.findChildren(QScrollArea) if one.isVisibleTo(page)]
        assert len(seen) == 1
        assert seen[0].widget().width() <= seen[0].viewport().width()


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 200.0, 250.0])
@pytest.mark.parametrize("size", [(480, 330), (1024, 540)])
def test_nothing_in_a_part_is_cut_off(
    qapp: QApplication, page: SettingsPage, size: tuple[int, int], percent: float
) -> None:
    page.setStyleSheet(apply_look(qapp, LIGHT, 10.5, percent))
    page.resize(*size)
    open_window(page)
    for section in Section:
        page.open_part(section)
        for _ in range(5):
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        (area,) = [one for one in page.findChildren(QScrollArea) if one.isVisibleTo(page)]
        assert cut_off(area.widget()) == []


def test_a_language_is_chosen_by_its_own_name(qtbot: QtBot) -> None:
    page = SettingsPage(languages={"de": "Deutsch", "en": "English"})
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


# The list, one part at a time


def lines(page: SettingsPage) -> list[str]:
    parts = page.findChildren(PartsList)[0]
    return [parts.item(row).text() for row in range(parts.count())]


def seen(page: SettingsPage, text: str) -> bool:
    return text in [one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)]


def test_one_part_is_seen_at_a_time_and_the_arrow_keys_go_through_them(page: SettingsPage) -> None:
    open_window(page)
    parts = page.findChildren(PartsList)[0]
    assert lines(page) == [
        "Session", "Sound and voice", "Appearance", "Breath", "Goal and pauses", "Reminders", "Discomfort", "Data",
    ]  # fmt: skip
    parts.setFocus()
    assert seen(page, "Time to lie down")
    press(page, Qt.Key.Key_Down)
    assert (page.section, parts.hasFocus()) == (Section.SOUND, True)
    assert seen(page, "Breath volume") and not seen(page, "Time to lie down")
    press(page, Qt.Key.Key_Return)
    assert page.window().focusWidget().accessibleName() == "The voice says"


def test_each_setting_says_what_it_changes_beside_it_and_to_a_screen_reader(page: SettingsPage) -> None:
    open_window(page)
    for section in (Section.SESSION, Section.SOUND, Section.LOOK, Section.DISCOMFORT):
        page.open_part(section)
        for one in controls_of(page):
            if isinstance(one, QComboBox | QAbstractSpinBox | Tick | QSlider):
                assert one.accessibleDescription() and seen(page, one.accessibleDescription()), spoken_name(one)


@pytest.mark.parametrize("percent", [100.0, 250.0])
def test_a_narrow_window_shows_the_list_first_and_a_part_has_a_way_back(
    qapp: QApplication, page: SettingsPage, percent: float
) -> None:
    page.setStyleSheet(apply_look(qapp, LIGHT, 10.5, percent))
    page.resize(480, 340)
    open_window(page)
    page.open_list()
    parts = page.findChildren(PartsList)[0]
    assert parts.isVisible() and not seen(page, "Time to lie down")
    parts.setFocus()
    press(page, Qt.Key.Key_Down)
    assert parts.isVisible(), "an arrow key only moves"
    press(page, Qt.Key.Key_Return)
    assert not parts.isVisible() and seen(page, "Sound and voice")
    button_named(page, "Back to all settings").click()
    assert parts.isVisible() and parts.hasFocus()
    press(page, Qt.Key.Key_Return)
    left: list[bool] = []
    page.back_requested.connect(lambda: left.append(True))
    press(page, Qt.Key.Key_Escape)
    assert parts.isVisible() and left == []
    press(page, Qt.Key.Key_Escape)
    assert left == [True]


def test_a_wide_window_has_no_way_back_to_a_list_that_is_seen(page: SettingsPage) -> None:
    assert "Back to all settings" not in texts_of(page)


# The search


def test_a_search_finds_by_name_and_by_hint_and_goes_there(page: SettingsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(side_panel, "announce", lambda _widget, words: said.append(words))
    open_window(page)
    search = page.findChildren(SearchBox)[0]
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert search.hasFocus()
    QTest.keyClicks(search, "vision")
    assert lines(page) == ["Letters"], "by what it changes"
    assert said[-1].startswith("1 setting")
    press(page, Qt.Key.Key_Return)
    assert (page.section, spoken_name(page.window().focusWidget())) == (Section.LOOK, "Letters")
    search.setText("VÓLUME")
    assert lines(page) == ["Breath volume", "Voice volume"]
    search.setText("no such thing")
    assert lines(page) == [] and seen(page, "Nothing found. Try another word.")
    search.setFocus()
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Escape)
    assert search.text() == "" and lines(page)[0] == "Session"


def test_the_list_of_what_was_found_is_gone_through_by_keys(page: SettingsPage) -> None:
    open_window(page)
    search, parts = page.findChildren(SearchBox)[0], page.findChildren(PartsList)[0]
    search.setFocus()
    QTest.keyClicks(search, "volume")
    press(page, Qt.Key.Key_Tab)
    assert parts.hasFocus()
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Return)
    assert spoken_name(page.window().focusWidget()) == "Voice volume"


# Back to the defaults


@pytest.mark.parametrize(
    ("section", "names"),
    [
        (Section.SESSION, ["settle_s", "view", "turn", "reduced_motion"]),
        (Section.SOUND, ["guidance", "sound"]),
        (Section.LOOK, ["theme", "typeface", "text_percent", "language"]),
        (Section.DISCOMFORT, ["asks_discomfort", "discomfort_stop"]),
    ],
)
def test_a_part_goes_back_to_its_defaults_and_tells_what_it_was(
    page: SettingsPage, heard: list[Settings], section: Section, names: list[str]
) -> None:
    told: list[tuple[str, dict[str, object]]] = []
    page.reset_done.connect(lambda title, before: told.append((title, before)))
    page.show_settings(OTHER)
    page.open_part(section)
    reset = button_named(page, "Reset to defaults")
    reset.setFocus()
    reset.click()
    assert heard == [replace(OTHER, **{name: getattr(Settings(), name) for name in names})]  # type: ignore[arg-type]
    assert len(told) == 1
    assert replace(heard[-1], **told[0][1]) == OTHER  # type: ignore[arg-type]
    assert not reset.isEnabled(), "there is nothing left to reset"
    assert page.focusWidget() is not reset


def test_what_has_no_defaults_offers_none(page: SettingsPage) -> None:
    for section in (Section.GOAL, Section.REMINDERS, Section.DATA):
        page.open_part(section)
        assert "Reset to defaults" not in texts_of(page)


def test_without_a_breath_sound_its_volume_rests(page: SettingsPage) -> None:
    volume = control(page, "Breath volume")
    page.show_settings(replace(Settings(), sound=SoundChoice(sound_set=SoundSet.NONE)))
    assert not volume.isEnabled()
    page.show_settings(Settings())
    assert volume.isEnabled()
