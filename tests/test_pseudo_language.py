"""Every page, dialog and message in a language that is longer than English, accented, and in brackets.

The language is made from the sources as they are now. What is not in brackets was never given to the translators; what
is cut off has no room for a language such as German.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.__main__ import main
from psoas_timer.app.locale import write_list, write_number
from psoas_timer.core.breath.routine import Side
from psoas_timer.core.described import Section
from psoas_timer.core.history.goal import Goal, Pause, PauseReason
from psoas_timer.core.history.report import Paper
from psoas_timer.core.history.session import SessionRecord, Source, Status
from psoas_timer.core.reminder import Reminder
from psoas_timer.core.settings import View
from psoas_timer.flows.transfer_flow import FileChooser
from psoas_timer.lib.catalogue import read_catalogue
from psoas_timer.lib.translation import Language, tr, use_language
from psoas_timer.store import languages as store_languages
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import ROUTINES_FOLDER, SETTINGS_FILE, assets_dir
from psoas_timer.ui.background.closing_question import ClosingQuestion
from psoas_timer.ui.background.reminder_window import ReminderWindow
from psoas_timer.ui.background.tray import Tray, TrayState
from psoas_timer.ui.help.help_page import HelpPage
from psoas_timer.ui.help.licences import LICENCES
from psoas_timer.ui.history.history_page import HistoryPage
from psoas_timer.ui.kit.controls import SearchBox
from psoas_timer.ui.kit.forms import ListRow
from psoas_timer.ui.kit.main_window import HELP, HISTORY, SETTINGS, TODAY
from psoas_timer.ui.kit.message_bar import Message, MessageBar
from psoas_timer.ui.session.closing_page import ClosingPage
from psoas_timer.ui.session.discomfort_page import DiscomfortPage
from psoas_timer.ui.settings.pauses_card import PausesCard
from psoas_timer.ui.settings.reminders_card import RemindersCard
from psoas_timer.ui.settings.settings_page import SettingsPage
from psoas_timer.ui.today.today_page import TodayPage
from psoas_timer.ui.transfer.transfer_page import ReportWish, TransferPage
from psoas_timer.ui.welcome.step_page import StepPage
from tests.running_app import EVENING, Running
from tests.shown import Shown, names_of_days, words_of_routines

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "packaging" / "translations"))

from pseudo import LANGUAGE, pseudo, write_pseudo  # noqa: E402
from sentences import marked_sentences  # noqa: E402

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "propagateSizeHints")

NOTE = "soft, and slow"
# Names: of programs, formats, keys and files, and of what files contain.
NAMES = (
    "Psoas Timer",
    "psoas-timer",
    "English",
    "Loop Habit Tracker",
    "PDF",
    "CSV",
    "JSON",
    "ZIP",
    NOTE,
    "Space",
    "Enter",
    "Esc",
    *(one.name for one in LICENCES),
)


FILES = tuple(f"/{name}" for name in ("out.csv", "out.json", "bad.csv", "missing.csv", "Checkmarks.csv"))


class OneFile(FileChooser):
    """A person who always chooses the same file."""

    def __init__(self) -> None:
        self.path = Path()

    def to_save(self, parent: QWidget, name: str, kind: str) -> Path | None:
        return self.path

    def to_open(self, parent: QWidget, kind: str) -> Path | None:
        return self.path


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pseudo(tmp_path_factory.mktemp("translations"))


@pytest.fixture(autouse=True)
def _speak_pseudo(catalogue: Path) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    use_language(Language(read_catalogue(catalogue, LANGUAGE), write_number, write_list))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Shown]:
    seen = Shown(iter((*words_of_routines(), *names_of_days(), *NAMES, *FILES, str(tmp_path))))
    yield seen
    assert seen.count > 3, "nothing was read"
    assert not seen.foreign, "\n".join(f"{place} of {text!r}" for text, place in seen.foreign.items())
    assert not seen.cut, "\n".join(f"{text!r}: {place}" for text, place in seen.cut.items())


@pytest.fixture
def chooser() -> OneFile:
    return OneFile()


@pytest.fixture
def running(qapp: QApplication, tmp_path: Path, chooser: OneFile) -> Iterator[Running]:
    one = Running(qapp, tmp_path, EVENING, chooser)
    one.app.window.resize(900, 600)
    yield one
    one.app.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def keep_history(running: Running, weeks: int = 15) -> None:
    """Keep sessions of every kind: short, entered, imported, with answers and with a note; a goal and a pause."""
    log = SessionLog(running.app.database)
    for day in range(weeks * 7):
        on = EVENING.date() - timedelta(days=day)
        if on.weekday() > 4 or day in (5, 6, 7):
            continue
        began = datetime.combine(on, time(7, 30), UTC)
        record = SessionRecord(
            uuid=f"u-{day}", routine_id="supported-bridge", routine_title="Supported bridge", started=began,
            ended=began + timedelta(minutes=5), utc_offset_s=0, zone="", practice_date=on, planned_s=300.0,
            practised_s=300.0 if day % 5 else 120.0, status=Status.COMPLETE if day % 5 else Status.PARTIAL,
            source=(Source.TIMER, Source.ENTERED, Source.IMPORTED)[day % 3], note=NOTE if day % 4 == 0 else "",
            discomfort_before=max(8 - day // 14, 0), discomfort_after=max(5 - day // 14, 0), sides_done=(Side.LEFT,),
        )  # fmt: skip
        log.save(record, EVENING)
    running.app.journal.keep_pause(
        Pause(uuid="p", first=EVENING.date() - timedelta(days=40), last=EVENING.date() - timedelta(days=35),
              reason=PauseReason.TRAVELLING)
    )  # fmt: skip


def go(running: Running, place: str) -> None:
    running.app.window.place_requested.emit(place)
    QApplication.processEvents()


def test_a_forgotten_sentence_is_found_and_one_without_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 100)
    forgotten, cut = QLabel("Forgotten", window), QLabel(pseudo("Much too long for its place"), window)
    cut.setGeometry(0, 50, 40, 10)
    glued = QPushButton("[Ŝö] far", window)
    glued.setGeometry(100, 0, 200, 60)
    glued.setToolTip("[Ñöñé]")
    window.show()
    seen = Shown(iter(("far away",)))
    seen.take(window, "here")
    assert set(seen.foreign) == {forgotten.text(), glued.text()}
    assert set(seen.cut) == {cut.text()}


def test_today_at_first_and_with_a_history(running: Running, shown: Shown) -> None:
    shown.take(running.app.window, "Today, new")
    keep_history(running)
    running.app.begin_reminding()
    go(running, TODAY)
    shown.take(running.app.window, "Today")
    [today] = running.app.window.findChildren(TodayPage)
    today.show_reminder(tr("{met} of {target} this week."))
    shown.take(running.app.window, "Today with a reminder")


def test_the_introduction(running: Running, shown: Shown) -> None:
    running.app.welcome()
    go(running, TODAY)
    window = running.app.window
    for step in range(4):
        [page] = [one for one in window.findChildren(StepPage) if one.isVisible()]
        if step == 1:
            page.go_on.click()
            shown.take(window, "Introduction, nothing chosen")
            QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_3)
        shown.take(window, f"Introduction, {step + 1}")
        page.go_on.click()


def test_help(running: Running, shown: Shown) -> None:
    go(running, HELP)
    window = running.app.window
    [page] = window.findChildren(HelpPage)
    for index in range(3):
        page.show_part(index)
        shown.take(window, f"Help, {index + 1}")
    running.app.start_routine("supported-bridge")
    running.run(20)
    window.help_requested.emit()
    shown.take(window, "Help in a session")


def test_each_routine_and_its_cautions(running: Running, shown: Shown) -> None:
    [today] = running.app.window.findChildren(TodayPage)
    for file in sorted((assets_dir() / "routines").glob("*.toml")):
        today.routine_requested.emit(file.stem)
        shown.take(running.app.window, file.stem)


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("waits", [False, True])
def test_a_session_to_its_close(running: Running, shown: Shown, view: View, waits: bool) -> None:
    app, window = running.app, running.app.window
    app.preferences.change(replace(app.preferences.settings, view=view, wait_for_me=waits))
    app.start_routine("supported-bridge")
    shown.take(window, "Session, at first")
    if waits:
        app.player.toggle_pause()
    for seconds in (3, 20, 4, 6, 220):
        running.run(seconds)
        shown.take(window, f"Session after {running.now_s} s")
    app.player.pause()
    shown.take(window, "Session, paused")
    app.player.resume()
    running.run(1)
    shown.take(window, "Session, going on")
    running.run(120)
    assert window.findChildren(ClosingPage)
    shown.take(window, "Closing")


def test_how_a_person_feels_before_and_after(running: Running, shown: Shown) -> None:
    app, window = running.app, running.app.window
    app.preferences.change(replace(app.preferences.settings, asks_discomfort=True, discomfort_stop=7))
    app.start_routine("supported-bridge")
    [page] = window.findChildren(DiscomfortPage)
    shown.take(window, "How do you feel?")
    for key in (Qt.Key.Key_3, Qt.Key.Key_8):
        QTest.keyClick(page.focusWidget() or page, key)
        shown.take(window, f"How do you feel, {key.name}")


def test_history(running: Running, shown: Shown) -> None:
    go(running, HISTORY)
    shown.take(running.app.window, "History, empty")
    keep_history(running)
    go(running, HISTORY)
    shown.take(running.app.window, "History")
    [page] = running.app.window.findChildren(HistoryPage)
    for record in running.sessions[:6]:
        page.sessions.choose(record.uuid)
        shown.take(running.app.window, f"History, {record.uuid}")
    page.sessions.add_requested.emit()
    shown.take(running.app.window, "A session done elsewhere")
    page.sessions.delete_requested.emit(running.sessions[0].uuid)
    shown.take(running.app.window, "The bin offers to undo")
    page.sessions.bin_requested.emit()
    shown.take(running.app.window, "The bin")


def take_settings(running: Running, shown: Shown, place: str) -> None:
    """Read every part of Settings, beside its list and after it, and what a search finds."""
    go(running, SETTINGS)
    [page] = running.app.window.findChildren(SettingsPage)
    wide = running.app.window.size()
    for size in (wide, QSize(480, 400)):
        running.app.window.resize(size)
        page.open_list()
        shown.take(running.app.window, f"{place}, the list at {size}")
        for section in Section:
            page.open_part(section)
            shown.take(running.app.window, f"{place}, {section} at {size}")
    [search] = page.findChildren(SearchBox)
    for text in ("o", "nothing like it"):
        search.setText(text)
        shown.take(running.app.window, f"{place}, search for {text}")
    search.clear()
    running.app.window.resize(wide)
    page.open_part(Section.LOOK)
    page.settings.reset(Section.LOOK)
    page.reset_done.emit("[]", {})
    shown.take(running.app.window, f"{place}, reset")
    running.app.window.messages.findChildren(QPushButton)[-1].click()


def test_settings_with_every_form(running: Running, shown: Shown) -> None:
    keep_history(running)
    journal = running.app.journal
    take_settings(running, shown, "Settings")
    since = EVENING - timedelta(days=1)
    for number, days in enumerate((frozenset({0}), frozenset({0, 1, 2}), frozenset({1, 4}), frozenset(range(7)))):
        running.app.reminders.keep(
            Reminder(uuid=f"r-{number}", weekdays=days, at=time(18), since=since, routine_id="", is_on=number < 3)
        )
    journal.change_goal(Goal(days_a_week=3, sessions_a_day=2, first_weekday=6))
    journal.keep_pause(Pause(uuid="q", first=EVENING.date(), last=None, reason=PauseReason.ILL))
    take_settings(running, shown, "Settings, filled")
    [page] = running.app.window.findChildren(SettingsPage)
    for card in (RemindersCard, PausesCard):
        page.open_part(Section.REMINDERS if card is RemindersCard else Section.GOAL)
        for index in range(3):  # what can be done with the first row: the rows are made anew each time
            [found] = running.app.window.findChildren(card)
            row = next(one for one in found.findChildren(ListRow) if one.isVisible())
            choices = [one for one in row.findChildren(QAbstractButton) if one.isVisible()]
            if index < len(choices):
                choices[index].click()
                shown.take(running.app.window, f"{card.__name__}, choice {index + 1}")


def test_files_out_and_in(running: Running, chooser: OneFile, shown: Shown, tmp_path: Path) -> None:
    keep_history(running)
    go(running, HISTORY)
    running.app.window.findChildren(HistoryPage)[0].transfer_requested.emit()
    shown.take(running.app.window, "Transfer")
    [page] = running.app.window.findChildren(TransferPage)
    for wish, name in ((page.export_wanted, "out.csv"), (page.backup_wanted, "out.json")):
        chooser.path = tmp_path / name
        wish.emit()
        shown.take(running.app.window, f"Transfer, {name}")
    chooser.path.with_name("bad.csv").write_text(
        (tmp_path / "out.csv").read_text(encoding="utf-8-sig").replace("2026-11", "2026-13", 3), encoding="utf-8"
    )
    habits = tmp_path / "Checkmarks.csv"
    habits.write_text("Date,Breathe,Walk,\n2026-11-20,2,0,\n2026-11-19,2,2,\n")
    for wish, name in (
        (page.csv_wanted, "out.csv"), (page.csv_wanted, "bad.csv"), (page.restore_wanted, "out.json"),
        (page.loop_wanted, "Checkmarks.csv"), (page.csv_wanted, "missing.csv"),
    ):  # fmt: skip
        chooser.path = tmp_path / name
        wish.emit()
        shown.take(running.app.window, f"Transfer, {name} in")


def test_the_report(running: Running, chooser: OneFile, shown: Shown, tmp_path: Path) -> None:
    keep_history(running, weeks=30)
    go(running, HISTORY)
    running.app.window.findChildren(HistoryPage)[0].transfer_requested.emit()
    [page] = running.app.window.findChildren(TransferPage)
    chooser.path = tmp_path / "report.pdf"
    for first in (date(2026, 10, 1), date(2026, 6, 1)):
        with shown.painting("Report"):
            page.report_wanted.emit(ReportWish(first, date(2026, 11, 23), Paper.A4, with_notes=True))


def test_outside_the_window(qapp: QApplication, running: Running, shown: Shown) -> None:
    question = ClosingQuestion(running.app.window)
    question.open()
    shown.take(question, "Closing question")
    question.close()
    window = ReminderWindow()
    window.show_reminder(tr("{met} of {target} this week."))
    window.show()
    shown.take(window, "Reminder window")
    window.close()
    window.deleteLater()
    question.deleteLater()


def test_every_message_has_room(running: Running, shown: Shown) -> None:
    bar = running.app.window.messages
    assert isinstance(bar, MessageBar)
    # What is only read on a page of its own is never in a message.
    pages = ("ui/help/", "ui/welcome/")
    told = (
        one.text for one in marked_sentences() if not all(any(page in file for page in pages) for file in one.files)
    )
    longest = sorted(told, key=len)[-60:]
    for text in longest:
        message = Message(tr(text, 2 if "%n" in text else -1), tr("Undo"), lambda: None)
        bar.show_message(message)
        shown.take(running.app.window, f"Message {text[:30]}")
        bar.withdraw(message)


def test_the_command_line(
    catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    running: Running,
) -> None:  # fmt: skip
    keep_history(running, 2)
    assets = tmp_path / "assets"
    shutil.copytree(catalogue.parent, assets / "translations")
    monkeypatch.setattr(store_languages, "assets_dir", lambda: assets)
    running.app.preferences.change(replace(running.app.preferences.settings, language=LANGUAGE))
    running.app.preferences.flush()
    here = ["--data-dir", str(tmp_path)]
    own = tmp_path / ROUTINES_FOLDER / "own.toml"
    own.parent.mkdir()
    own.write_text('title = "own"\n[[stage]]\nid = "a"\ntitle = "own"\npattern = "fast"\ncycles = 3\n')
    routine = str(assets_dir() / "routines" / "sitting-check.toml")
    assert f'"language": "{LANGUAGE}"' in (tmp_path / SETTINGS_FILE).read_text(encoding="utf-8")
    lines: list[str] = []
    titles = set(words_of_routines())
    for arguments in (
        ["check", routine], ["check", str(own)], ["script", "nothing"], ["script", "sitting-check"],
        ["export", str(tmp_path / "a.csv")],
        ["export", str(tmp_path / "a.csv")], ["backup", str(tmp_path / "a.json")], ["report", str(tmp_path / "a.pdf")],
        ["psoas-timer:nothing"],
    ):  # fmt: skip
        main([*here, *arguments])
        told = capsys.readouterr()
        lines += [line for line in (told.out + told.err).splitlines() if line and line not in titles]
    assert len(lines) >= 8
    for line in lines:
        assert re.search(r"\[.*\]", line), line
    with pytest.raises(SystemExit):
        main([*here, "--help"])
    told = capsys.readouterr().out
    for text in ("usage: ", "options", "arguments", "start in the background, for reminders"):
        assert pseudo(text).split()[0] in told


def test_the_tray(running: Running, shown: Shown) -> None:
    before = set(map(id, QApplication.topLevelWidgets()))
    tray = Tray(has_host=lambda: False)
    [menu] = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and id(one) not in before]
    week = running.app.journal.weeks()[-1]
    for state in (
        TrayState(week, EVENING.date()),
        TrayState(week, EVENING.date(), tr("{met} of {target} this week.")),
        TrayState(week, EVENING.date(), is_practising=True),
    ):
        tray.show_state(state)
        for action in menu.actions():
            shown.read(action.text(), "Tray")
    menu.deleteLater()
