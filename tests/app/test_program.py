"""The program as a whole, offscreen, under clocks of the test's own."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from psoas_timer.app import program
from psoas_timer.app.program import App
from psoas_timer.core.history.session import Status
from psoas_timer.core.settings import ThemeChoice, Typeface, View
from psoas_timer.engine.clock import Clocks
from psoas_timer.engine.player import PlayerState
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import SESSIONS_FILE, SETTINGS_FILE
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.kit.typeface import LEAST_POINT_SIZE, OURS
from psoas_timer.ui.session.end_question import EndQuestion
from tests.running_app import EVENING, Start, practise, press, start
from tests.services.household import held
from tests.systems import LINUX

__all__ = ["start"]  # pytest finds its fixture by its name


def test_one_that_waits_in_the_background_has_an_empty_window_until_it_is_opened(
    qapp: QApplication, tmp_path: Path
) -> None:
    app = App(qapp, tmp_path, Clocks(lambda: 0.0, lambda: EVENING), is_silent=True)
    app.begin_reminding()
    app.window.activated.emit()
    assert app.window.is_empty
    assert app.window.isHidden()
    app.open()
    assert type(app.window.page).__name__ == "TodayPage"
    assert app.window.isVisible()
    app.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_opening_the_window_again_leaves_it_at_the_session(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.app.window.hide()
    running.app.open()
    assert running.page == "SessionPage"


def test_a_whole_session_is_in_the_history_the_moment_it_ends(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.run(15 + 300)
    assert running.page == "ClosingPage"
    [record] = running.sessions
    assert (record.status, record.planned_s, record.practised_s) == (Status.COMPLETE, 300.0, 300.0)
    assert record.practice_date == date(2026, 11, 23)
    assert record.started == EVENING
    assert running.app.journal.weeks()[-1].adherent == (date(2026, 11, 23),)
    running.press(Qt.Key.Key_Return)
    assert running.page == "TodayPage"


@pytest.mark.qt_log_ignore("does not support raise")
def test_closing_the_window_in_a_session_asks_first_as_escape_does(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.run(15 + 47)
    running.app.window.close()
    assert running.app.window.isVisible()
    assert running.find(EndQuestion)
    press(running, "End session")
    assert not running.app.window.isVisible()
    [record] = running.sessions
    assert (record.status, record.practised_s) == (Status.PARTIAL, 47.0)


@pytest.mark.parametrize("size_px", [8, 16, 40])
def test_a_system_font_in_pixels_is_a_size_like_any_other(qapp: QApplication, start: Start, size_px: int) -> None:
    font = QFont(qapp.font())
    font.setPixelSize(size_px)
    qapp.setFont(font)
    running = start()
    plain_px = max(size_px, LEAST_POINT_SIZE * qapp.primaryScreen().logicalDotsPerInchY() / 72.0)
    running.open_page("History")
    [title] = [one for one in running.app.window.findChildren(QLabel) if one.isVisible() and one.text() == "History"]
    assert QFontInfo(qapp.font()).pixelSize() == pytest.approx(plain_px, abs=1)
    assert QFontInfo(title.font()).pixelSize() == pytest.approx(1.8 * plain_px, abs=1)
    running.app.preferences.change(replace(running.app.preferences.settings, text_percent=150.0))
    assert QFontInfo(qapp.font()).pixelSize() == pytest.approx(1.5 * plain_px, abs=1)
    assert QFontInfo(title.font()).pixelSize() == pytest.approx(1.5 * 1.8 * plain_px, abs=1)


def test_our_letters_are_shown_unless_the_system_s_are_chosen(qapp: QApplication, start: Start) -> None:
    system = qapp.font().family()
    running = start()
    assert QFontInfo(running.app.window.font()).family() == QFontInfo(qapp.font()).family() == OURS
    running.app.preferences.adjust(typeface=Typeface.SYSTEM)
    assert qapp.font().family() == system
    running.app.preferences.adjust(typeface=Typeface.OURS)
    assert qapp.font().families() == [OURS, system]


def test_an_end_that_nobody_asked_for_is_gone_on_with_at_the_next_start(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.run(15 + 47)
    running.app.close()
    later = start()
    assert "You can resume it" in later.told
    [record] = later.sessions
    assert (record.status, record.practised_s) == (Status.PARTIAL, 47.0)


def test_what_cannot_be_saved_by_the_end_is_in_a_copy_and_told(
    start: Start, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(program, "PATIENCE_S", 1.0)
    running = start()
    running.app.start_routine("supported-bridge")
    running.run(15 + 20)
    running.settle()
    with held(tmp_path):
        running.run(27)
        running.app.player.end()
        running.app.close()
    assert "What you practised last is in a copy" in capsys.readouterr().err
    (copy,) = (tmp_path / "backups").glob("sessions.before-restore*")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT status, practised_s FROM session").fetchall() == [("partial", 47.0)]


def test_window_comes_back_as_it_was_left(start: Start) -> None:
    running = start()
    running.app.window.resize(620, 480)
    running.app.close()
    window = start().app.window
    assert window.size().toTuple() == (620, 480)
    assert window.screen().availableGeometry().contains(window.frameGeometry())


def test_the_window_s_place_is_kept_while_the_program_runs(start: Start) -> None:
    running = start()
    running.app.window.resize(620, 480)
    running.app.window.place_changed.emit()
    kept = running.app.preferences.settings.window
    assert (kept.width, kept.height) == (620, 480)


def test_settings_take_effect_at_once_and_survive_a_restart(start: Start, qapp: QApplication) -> None:
    running = start()
    size = qapp.font().pointSizeF()
    changed = replace(
        running.app.preferences.settings, theme=ThemeChoice.DARK, text_percent=150.0, settle_s=5.0, view=View.DIAPHRAGM
    )
    running.app.preferences.change(changed)
    assert qapp.font().pointSizeF() == pytest.approx(size * 1.5, rel=0.01)
    assert qapp.palette().window().color().name() == DARK.background
    running.app.close()
    again = start()
    kept = again.app.preferences.settings
    assert replace(kept, window=changed.window) == changed
    again.app.start_routine("supported-bridge")
    assert again.app.player.frame.timeline.stage_spans[0].practice_s == 5.0
    again.app.preferences.change(replace(changed, theme=ThemeChoice.LIGHT, text_percent=100.0))
    assert qapp.palette().window().color().name() == LIGHT.background


def test_a_damaged_settings_file_is_told_and_kept(start: Start, tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text("{ not json")
    running = start()
    assert SETTINGS_FILE in running.told
    assert any(path.read_text() == "{ not json" for path in tmp_path.glob("settings*.json"))


def test_an_unexpected_fault_is_told_once_and_the_session_goes_on(
    start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    for _ in range(2):
        running.app.tell_fault(ValueError, ValueError("a bug"), None)
    assert "a bug" in capsys.readouterr().err
    assert str(running.folder) in running.told
    running.run(20)
    assert running.app.player.state is PlayerState.RUNNING


def test_every_place_can_be_reached_and_left_by_keyboard(start: Start) -> None:
    running = start()
    running.app.window.activateWindow()
    assert QTest.qWaitForWindowActive(running.app.window)
    for key, page in ((Qt.Key.Key_2, "HistoryPage"), (Qt.Key.Key_3, "SettingsPage"), (Qt.Key.Key_1, "TodayPage")):
        QTest.keyClick(running.app.window, key, Qt.KeyboardModifier.ControlModifier)
        assert running.page == page


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_second_start_begins_what_it_wants_and_never_ends_a_session(start: Start) -> None:
    running = start()
    running.app.answer()
    assert running.page == "TodayPage"
    running.app.answer("supported-bridge")
    assert running.page == "SessionPage"
    running.run(20)
    running.app.answer("front-stomach-release")
    assert running.page == "SessionPage"
    assert [one.routine_id for one in running.sessions] == ["supported-bridge"]


def test_without_its_database_it_starts_tells_and_keeps_what_it_can_in_the_end(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.touch()  # a file, so neither database nor settings can be there
    running = start(folder=folder)
    assert "a folder is needed in its place" in running.told
    assert "sessions are kept only if this is mended" in running.told
    running.app.do_daily_tasks()
    running.app.begin_reminding()
    practise(running)
    assert [one.practised_s for one in running.sessions] == [300.0]
    folder.unlink()
    practise(running)
    with closing(open_database(folder / SESSIONS_FILE, EVENING).connection) as connection:
        assert [one.practised_s for one in SessionLog(connection).sessions()] == [300.0, 300.0]
    running.app.do_daily_tasks()
    assert not (folder / "backups").exists(), "a copy of half the history would take the place of a whole one"


@LINUX
def test_a_folder_whose_name_is_not_utf8_is_a_folder_like_any_other(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    running = start(folder=folder)
    practise(running)
    running.app.do_daily_tasks()
    running.open_part("Data")
    assert f"The copies are in {tmp_path}/caf\\xe9/backups" in running.texts
    press(running, "Restore")
    assert "Everything in it is already here." in running.texts
    assert running.told == ""
