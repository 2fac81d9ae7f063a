"""The goal in Settings: what it says about the current and the later goal, and that nothing changes until it is set."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.goal import Goal, change_goal
from psoas_timer.ui.kit.goal_words import hour_word, same_figures
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.goal_card import GoalCard
from tests.typefaces import EACH_FAMILY
from tests.ui.cards import cut_off, in_page, turn_wheel
from tests.ui.keyboard import button_named, controls_of, nameless_controls, open_window, press, reach_by_tab, texts_of

WEDNESDAY = date(2026, 7, 29)
START = (Goal(),)


class Person:
    """A card in a window, what it asked for, and a program that does it."""

    def __init__(self, qtbot: QtBot, goals: tuple[Goal, ...] = START, today: date = WEDNESDAY) -> None:
        self.card, self.goals, self.today = GoalCard(), goals, today
        qtbot.addWidget(self.card)
        self.wanted: list[Goal] = []
        self.boundaries: list[int] = []
        self.card.goal_wanted.connect(self.wanted.append)
        self.card.boundary_wanted.connect(self.boundaries.append)
        self.card.show_goal(goals, today, 3)
        self.card.resize(700, 500)
        open_window(self.card)

    def obey(self) -> None:
        """From now on, do at once whatever the card asks for."""
        self.card.goal_wanted.connect(self._keep)

    def _keep(self, goal: Goal) -> None:
        self.goals = change_goal(self.goals, self.today, goal)
        self.card.show_goal(self.goals, self.today, 3)

    @property
    def days(self) -> QSpinBox:
        return self.card.findChild(QSpinBox)

    @property
    def twice(self) -> Tick:
        return self.card.findChild(Tick)

    def combo(self, name: str) -> QComboBox:
        return next(one for one in self.card.findChildren(QComboBox) if one.accessibleName() == name)

    @property
    def set_button(self) -> QAbstractButton:
        return button_named(self.card, "Set this goal")

    @property
    def texts(self) -> list[str]:
        return texts_of(self.card)


def test_showing_a_goal_is_no_wish(qtbot: QtBot) -> None:
    person = Person(qtbot)
    for goals in (START, (Goal(days_a_week=7, sessions_a_day=4, first_weekday=6),), START):
        person.card.show_goal(goals, WEDNESDAY, 6)
    assert (person.wanted, person.boundaries) == ([], [])


def test_the_controls_show_what_holds(qtbot: QtBot) -> None:
    person = Person(qtbot, (Goal(days_a_week=3, sessions_a_day=2, first_weekday=6),))
    assert (person.days.value(), person.twice.isChecked()) == (3, True)
    assert person.combo("Week starts on").currentText() == "Sunday"
    assert person.combo("Day ends at").currentText() == "03:00"
    assert "Your goal is 3 days a week, twice a day." in person.texts
    assert not person.set_button.isEnabled()


def test_what_is_to_come_stands_in_the_controls_and_in_a_sentence(qtbot: QtBot) -> None:
    person = Person(qtbot, change_goal(START, WEDNESDAY, Goal(days_a_week=6)))
    assert "Your goal is 5 days a week." in person.texts
    assert "From Monday, 3 August: 6 days a week." in person.texts
    assert person.days.value() == 6
    assert not person.set_button.isEnabled()


def test_more_is_told_to_hold_from_next_week_on_before_it_is_set(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.days.setValue(6)
    assert "Once set, it applies from Monday, 3 August." in person.texts
    assert person.set_button.accessibleDescription() == "Once set, it applies from Monday, 3 August."
    assert person.wanted == []
    person.set_button.click()
    assert [same_figures(one, Goal(days_a_week=6)) for one in person.wanted] == [True]


def test_a_figure_passed_on_the_way_lowers_no_week(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.obey()
    for value in (4, 3, 4, 5):
        person.days.setValue(value)
    assert person.goals == START
    assert not person.set_button.isEnabled()


def test_less_holds_from_this_week_on(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.obey()
    person.days.setValue(4)
    assert "Once set, it applies from this week." in person.texts
    person.set_button.click()
    assert "Your goal is 4 days a week." in person.texts
    assert not any(text.startswith(("From", "Once")) for text in person.texts)


def test_what_was_to_come_is_taken_back(qtbot: QtBot) -> None:
    person = Person(qtbot, change_goal(START, WEDNESDAY, Goal(days_a_week=6)))
    person.obey()
    person.days.setValue(5)
    assert "Once set, your goal stays as it is." in person.texts
    person.set_button.click()
    assert person.goals == START
    assert not any(text.startswith("From") for text in person.texts)


def test_twice_a_day_is_one_switch(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.obey()
    person.twice.setFocus()
    press(person.card, Qt.Key.Key_Space)
    person.set_button.click()
    assert "From Monday, 3 August: 5 days a week, twice a day." in person.texts
    assert person.wanted[-1].sessions_a_day == 2
    person.twice.click()
    person.set_button.click()
    assert person.goals == START


@pytest.mark.parametrize("sessions", [3, 4])
def test_a_goal_of_more_than_two_sessions_stays_so_until_the_switch_is_used(qtbot: QtBot, sessions: int) -> None:
    person = Person(qtbot, (Goal(sessions_a_day=sessions),))
    person.obey()
    sentence = f"Your goal is {sessions} sessions a day. It stays that way until you change the switch above."
    assert sentence in person.texts
    assert person.twice.isChecked()
    person.days.setValue(4)
    person.set_button.click()
    assert person.wanted[-1].sessions_a_day == sessions
    person.twice.click()
    assert sentence not in person.texts
    person.set_button.click()
    assert person.wanted[-1].sessions_a_day == 1
    person.twice.click()
    person.set_button.click()
    assert person.wanted[-1].sessions_a_day == 2


def test_every_day_can_be_the_first_of_the_week(qtbot: QtBot) -> None:
    person = Person(qtbot)
    names = [person.combo("Week starts on").itemText(index) for index in range(7)]
    assert names == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    for index in range(1, 7):
        person.combo("Week starts on").setCurrentIndex(index)
        person.set_button.click()
        assert person.wanted[-1].first_weekday == index


def test_another_first_day_says_from_when_on_and_what_becomes_of_the_days_between(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.obey()
    person.combo("Week starts on").setCurrentIndex(6)
    assert "Once set, it applies from Sunday, 9 August." in person.texts
    person.set_button.click()
    sentence = "From Sunday, 9 August, your weeks start on Sunday; the few days just before do not count either way."
    assert sentence in person.texts


def test_less_and_another_first_day_are_both_told(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.combo("Week starts on").setCurrentIndex(6)
    person.days.setValue(2)
    expected = "Once set, the lower goal applies from this week, and your weeks start over on Sunday, 9 August."
    assert expected in person.texts


def test_the_days_end_is_told_at_once_and_leaves_a_goal_that_is_being_chosen(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.days.setValue(2)
    end = person.combo("Day ends at")
    assert [end.itemText(hour) for hour in range(7)] == [hour_word(hour) for hour in range(7)]
    assert [hour_word(0), hour_word(6)] == ["00:00", "06:00"]
    for hour in (0, 6):
        end.setCurrentIndex(hour)
        person.card.show_goal(START, WEDNESDAY, hour)
    assert person.boundaries == [0, 6]
    assert (person.days.value(), end.currentIndex()) == (2, 6)
    assert any("never moves a saved session" in text for text in person.texts)


def test_a_wish_that_could_not_be_kept_stays_in_the_controls(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.days.setValue(6)
    person.set_button.click()
    person.card.show_goal(START, WEDNESDAY, 3)
    assert person.days.value() == 6
    assert person.set_button.isEnabled()


def test_a_new_week_is_told_of_anew(qtbot: QtBot) -> None:
    person = Person(qtbot, change_goal(START, WEDNESDAY, Goal(days_a_week=6)))
    person.card.show_goal(person.goals, WEDNESDAY + timedelta(days=7), 3)
    assert "Your goal is 6 days a week." in person.texts
    assert not any(text.startswith("From") for text in person.texts)


def test_weekdays_and_hours_follow_the_persons_locale(qtbot: QtBot) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    person = Person(qtbot)
    assert person.combo("Day ends at").currentText().replace("\u202f", " ") == "3:00 AM"


# --- by keyboard, by screen reader, and in any size ---


def test_keys_alone_set_a_goal_and_stay_on_a_control(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.obey()
    person.days.setFocus()
    press(person.card, Qt.Key.Key_Up)
    person.set_button.setFocus()
    press(person.card, Qt.Key.Key_Return)
    assert person.wanted[-1].days_a_week == 6
    assert person.card.window().focusWidget() is person.days


def test_every_control_has_a_name_of_its_own_and_is_reached_by_tab(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.days.setValue(6)
    assert nameless_controls(person.card) == []
    assert reach_by_tab(person.card) == set(controls_of(person.card))
    assert len(controls_of(person.card)) == 5
    assert all(one.textFormat() is not Qt.TextFormat.RichText for one in person.card.findChildren(QLabel))


def test_turning_the_wheel_over_a_control_changes_nothing(qtbot: QtBot) -> None:
    person = Person(qtbot)
    for box in (person.days, *person.card.findChildren(QComboBox)):
        turn_wheel(box)
    assert (person.days.value(), person.boundaries, person.set_button.isEnabled()) == (5, [], False)


@EACH_FAMILY
@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("width", "height", "percent"), [(900, 600, 175.0), (480, 400, 175.0), (480, 400, 250.0)])
def test_narrow_windows_and_large_text_cut_nothing_off(
    qtbot: QtBot, qapp: QApplication, theme: Theme, width: int, height: int, percent: float
) -> None:
    apply_style(qapp, theme, 9.0, percent)
    card = GoalCard()
    window = in_page(qtbot, card, width, height)
    wanted = Goal(days_a_week=7, sessions_a_day=4, first_weekday=2)
    card.show_goal(change_goal((Goal(sessions_a_day=4),), WEDNESDAY, wanted), WEDNESDAY, 0)
    card.findChild(QSpinBox).setValue(1)
    QApplication.processEvents()
    assert window.width() == width
    assert cut_off(card) == []
