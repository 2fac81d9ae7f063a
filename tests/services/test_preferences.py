"""The settings while the program runs: one value, told when it changes, saved soon after or at the end."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import StageChoice
from psoas_timer.core.problem import Problem
from psoas_timer.core.settings import Settings, View
from psoas_timer.services import preferences
from psoas_timer.services.preferences import SAVE_DELAY_MS, Preferences
from psoas_timer.store.settings_file import load_settings, save_settings


class Person:
    """One who chooses, with what they were told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.preferences = Preferences(path)
        self.told: list[Settings] = []
        self.failures: list[Problem] = []
        self.preferences.changed.connect(self.told.append)
        self.preferences.failed.connect(self.failures.append)

    @property
    def saved(self) -> Settings:
        return load_settings(self.path)[0]


@pytest.fixture
def person(qapp: QCoreApplication, tmp_path: Path) -> Person:
    return Person(tmp_path / "settings.json")


def test_a_change_holds_at_once_and_is_told_once(person: Person) -> None:
    wanted = replace(Settings(), text_percent=150.0)
    person.preferences.change(wanted)
    person.preferences.change(wanted)
    assert person.preferences.settings == wanted
    assert person.told == [wanted]


def test_what_is_the_same_is_neither_told_nor_saved(person: Person) -> None:
    person.preferences.change(Settings())
    person.preferences.flush()
    assert person.told == []
    assert not person.path.exists()


def test_it_is_saved_soon_after_and_many_changes_are_saved_once(person: Person, qtbot: QtBot) -> None:
    for percent in (110.0, 120.0, 130.0):
        person.preferences.change(replace(person.preferences.settings, text_percent=percent))
    assert not person.path.exists(), "while somebody turns a wheel, nothing is written"
    timer = person.preferences.findChild(QTimer)
    assert (timer.isActive(), timer.interval()) == (True, SAVE_DELAY_MS)
    timer.setInterval(0)
    qtbot.waitUntil(person.path.exists)
    assert person.saved.text_percent == 130.0
    person.path.unlink()
    person.preferences.flush()
    assert not person.path.exists(), "nothing waits to be saved any more"


def test_the_end_of_the_program_saves_what_waits(person: Person) -> None:
    person.preferences.swap_view()
    person.preferences.flush()
    assert person.saved == person.preferences.settings != Settings()


def test_a_file_that_cannot_be_written_is_told_and_the_choice_holds(qapp: QCoreApplication, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    person = Person(tmp_path / "file" / "settings.json")
    person.preferences.change(replace(Settings(), text_percent=150.0))
    person.preferences.flush()
    assert len(person.failures) == 1
    assert person.preferences.settings.text_percent == 150.0


def test_a_choice_for_one_stage_leaves_the_others(person: Person) -> None:
    first, second, third = (
        StageChoice(pattern_name="slow"),
        StageChoice(duration_s=240.0),
        StageChoice(duration_s=180.0),
    )
    person.preferences.choose("bridge", "one", first)
    person.preferences.choose("bridge", "two", second)
    person.preferences.choose("front", "one", third)
    person.preferences.choose("bridge", "one", third)
    assert person.preferences.choices_of("bridge") == {"one": third, "two": second}
    assert person.preferences.choices_of("front") == {"one": third}
    assert person.preferences.choices_of("never seen") == {}


def test_cautions_are_accepted_once_for_each_routine(person: Person) -> None:
    for routine_id in ("front", "front", "vacuum"):
        person.preferences.acknowledge(routine_id)
    assert person.preferences.settings.acknowledged == {"front", "vacuum"}
    assert len(person.told) == 2


def test_the_view_turns_by_quarters_and_comes_round(person: Person) -> None:
    turns = []
    for _ in range(4):
        person.preferences.turn_view()
        turns.append(person.preferences.settings.turn)
    assert turns == [90, 180, 270, 0]


def test_the_views_follow_each_other_and_come_round(person: Person) -> None:
    views = []
    for _ in View:
        person.preferences.swap_view()
        views.append(person.preferences.settings.view)
    assert views == [View.DIAPHRAGM, View.DARK, View.ORB]


def test_some_settings_are_changed_by_name_and_the_others_stay(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "settings.json")
    before = preferences.settings
    preferences.adjust(tray_told=True, text_percent=125.0)
    assert preferences.settings == replace(before, tray_told=True, text_percent=125.0)


def test_a_disk_that_does_not_answer_holds_up_nobody_who_chooses(
    person: Person, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, asked = threading.Event(), threading.Event()

    def save_slowly(path: Path, settings: Settings) -> None:
        asked.set()
        assert answers.wait(20.0)
        save_settings(path, settings)

    monkeypatch.setattr(preferences, "save_settings", save_slowly)
    person.preferences.adjust(text_percent=150.0)
    timer = person.preferences.findChild(QTimer)
    timer.timeout.emit()  # returns though the disk does not
    assert asked.wait(20.0)
    assert not person.path.exists()
    answers.set()
    person.preferences.close()
    assert person.saved.text_percent == 150.0


def test_a_failure_in_the_background_is_told(person: Person, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _settings: Settings) -> None:
        raise Problem("The disk is full.", "")

    monkeypatch.setattr(preferences, "save_settings", refuse)
    person.preferences.adjust(text_percent=150.0)
    with qtbot.waitSignal(person.preferences.failed, timeout=20_000):
        person.preferences.findChild(QTimer).timeout.emit()
    assert [one.what for one in person.failures] == ["The disk is full."]
