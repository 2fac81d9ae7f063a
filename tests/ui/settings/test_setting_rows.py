"""A setting is described once: the file, the form and the backup follow from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QVBoxLayout
from pytestqt.qtbot import QtBot

from psoas_timer.core.described import Section, setting, settings_of
from psoas_timer.core.kind import Flag, Maybe, Number, OneOf, Text
from psoas_timer.core.problem import BadValue
from psoas_timer.core.settings import Settings
from psoas_timer.core.speech.sound import SoundChoice
from psoas_timer.store.backup.archive import Archive
from psoas_timer.store.backup.layout import plain_settings, read_settings
from psoas_timer.store.backup.restore import restored_settings
from psoas_timer.store.settings_file import load_settings, save_settings
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.setting_rows import SettingRows
from psoas_timer.ui.settings.settings_page import SettingsPage

FILE = Path("mine.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class More(Settings):
    """Settings as a later version may have them: a few more, each declared in one line."""

    hums: bool = setting(False, Flag(), "Hum along", Section.SOUND)
    rest_s: float = setting(30.0, Number(10, 90), "Rest", Section.SESSION, unit=" s", step=10, hint="After a session.")
    colour: int | None = setting(
        None, Maybe(OneOf((1, 2))), "Hue", Section.LOOK, words={None: "Any", 1: "Red"}, other="No. {n}"
    )
    desk: bool = setting(False, Flag(), of_this_machine=True)


OTHER = More(hums=True, rest_s=50.0, colour=2, desk=True, turn=90)


def test_a_setting_more_reaches_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(path, OTHER)
    assert load_settings(path, More()) == (OTHER, ())
    path.write_text('{"version": 1, "hums": 1, "rest_s": 91, "colour": 2}', encoding="utf-8")
    settings, notices = load_settings(path, More())
    assert settings == More(colour=2)
    assert [str(notice).split("All other settings apply. ")[1] for notice in notices] == [
        "1 is neither true nor false.", "91 is not a number from 10 to 90.",
    ]  # fmt: skip


def test_a_setting_more_reaches_the_backup_unless_it_is_this_machines() -> None:
    settings, notices = read_settings(plain_settings(OTHER), FILE, More())
    assert (settings, notices) == (OTHER, ())
    backup = Archive(FILE, None, (), settings=settings)
    assert restored_settings(backup, More()) == replace(OTHER, desk=False)


def test_a_setting_more_reaches_the_form(qtbot: QtBot) -> None:
    page = SettingsPage(usual=More())
    qtbot.addWidget(page)
    heard: list[Settings] = []
    page.settings_changed.connect(heard.append)
    page.show_settings(OTHER)
    hums, rest, hue = (page.settings.rows.controls[name] for name in ("hums", "rest_s", "colour"))
    assert (hums.text(), rest.accessibleName(), hue.accessibleName()) == ("Hum along", "Rest", "Hue")  # type: ignore[attr-defined]
    assert isinstance(hums, Tick) and isinstance(rest, QSpinBox) and isinstance(hue, QComboBox)
    assert (hums.isChecked(), rest.text(), hue.currentText()) == (True, "50 s", "No. 2")
    assert [hue.itemText(index) for index in range(hue.count())] == ["Any", "Red", "No. 2"]
    assert (rest.minimum(), rest.maximum(), rest.singleStep()) == (10, 90, 10)
    assert rest.accessibleDescription() == "After a session."
    assert "After a session." in [one.text() for one in page.findChildren(QLabel)]
    assert heard == []
    hums.click()
    rest.setValue(70)
    hue.setCurrentIndex(0)
    assert heard[-1] == replace(OTHER, hums=False, rest_s=70.0, colour=None)


def test_a_setting_more_is_held_to_its_bounds() -> None:
    with pytest.raises(BadValue, match=r"^rest_s is 5\."):
        More(rest_s=5)


def test_what_a_control_cannot_show_whole_is_kept_while_its_group_changes(qtbot: QtBot) -> None:
    rows, host = SettingRows(), QLabel()
    column = QVBoxLayout(host)
    qtbot.addWidget(host)
    rows.add_rows(column, [one for one in settings_of(Settings) if one.section is Section.SOUND])
    rows.show_values(Settings(sound=SoundChoice(breath_percent=55.5)))
    heard: list[tuple[str, object]] = []
    rows.value_changed.connect(lambda name, value: heard.append((name, value)))
    offset = rows.controls["offset_ms"]
    assert isinstance(offset, QSpinBox)
    offset.setValue(40)
    assert heard == [("sound", SoundChoice(breath_percent=55.5, offset_ms=40.0))]


def test_every_setting_on_the_page_has_a_name_and_a_word_for_each_choice() -> None:
    for one in settings_of(Settings):
        assert (one.section is None) or one.label or one.name in ("sound", "patterns")
        assert one.hint or not one.label, "it says what it changes"
        if isinstance(one.kind, OneOf) and one.section:
            assert all(value in one.words or "{n}" in one.other for value in one.kind.known)


def test_a_kind_without_a_control_is_a_bug(qtbot: QtBot) -> None:
    host = QLabel()
    qtbot.addWidget(host)
    with pytest.raises(TypeError, match="has no control"):
        SettingRows().add_rows(QVBoxLayout(host), [replace(settings_of(Settings)[0], name="x", kind=Text())])
