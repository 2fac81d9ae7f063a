"""Paint every page of the program, light and dark, in windows of several sizes, each kind of window as one sheet.

Run by hand: python packaging/screenshots/contact_sheet.py FOLDER [--size 1080x760] [--text 200] [--theme dark]
    [--font "Noto Sans"] [--only today] [--each]

Each sheet shows every page in a window of one size, with one theme, one text size and one typeface: the program's own,
and three that systems come with (Debian: fonts-noto-core, fonts-dejavu-core, fonts-liberation). ``--each`` also writes
every picture by itself. Nothing is shown on a screen: the pictures are what Qt paints offscreen.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from math import ceil
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QLocale, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from psoas_timer.app.locale import write_list, write_number
from psoas_timer.app.program import App
from psoas_timer.core.breath.routine import Side
from psoas_timer.core.described import Section
from psoas_timer.core.history.goal import Pause
from psoas_timer.core.history.session import SessionRecord, Source, Status
from psoas_timer.core.reminder import Reminder
from psoas_timer.core.settings import ThemeChoice, Typeface, View
from psoas_timer.engine.clock import Clocks
from psoas_timer.engine.player import MAX_GAP_S
from psoas_timer.lib.translation import Language, use_language
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.languages import ENGLISH, catalogue_of
from psoas_timer.store.places import ROUTINES_FOLDER
from psoas_timer.ui.help.help_page import HelpPage
from psoas_timer.ui.history.history_page import HistoryPage
from psoas_timer.ui.kit.controls import SearchBox
from psoas_timer.ui.kit.main_window import HELP, HISTORY, SETTINGS, TODAY
from psoas_timer.ui.kit.typeface import OURS
from psoas_timer.ui.session.quiet_bar import QuietBar
from psoas_timer.ui.settings.settings_page import SettingsPage
from psoas_timer.ui.welcome.step_page import StepPage

W = TypeVar("W", bound=QWidget)

SIZES = ((480, 400), (1024, 600), (1080, 760), (2560, 1440))
TEXT_PERCENTS = (100, 200)
THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK)
FONTS = (OURS, "Noto Sans", "DejaVu Sans", "Liberation Sans")
NOW = datetime(2026, 11, 25, 8, 5, tzinfo=UTC)  # a Wednesday
OWN_ROUTINE = """
title = "Before sleep"
position = "On your side"
wants = ["a pillow"]

[[stage]]
id = "rest"
title = "Rest"
picture = "rest_on_side"
pattern = "slow"
minutes = 4

[[stage.say]]
at_s = 0
text = "Let your breath slow down."
"""
CELL_PX = 760  # the longest side of a picture on a sheet
LABEL_PX = 28


class Stage:
    """The program on a folder of its own, with a clock that a scene moves."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        self._now_s = 0.0
        clocks = Clocks(session_s=lambda: self._now_s, now=lambda: NOW + timedelta(seconds=self._now_s))
        self.app = App(qt, folder, clocks, is_silent=True)
        self.app.open()

    def play(self, seconds: float) -> None:
        """Let a session run on."""
        end_s = self._now_s + seconds
        while self._now_s < end_s and self.app.player.is_active:
            self._now_s += min(MAX_GAP_S / 4, end_s - self._now_s)
            self.app.player.tick()

    def wait(self, span: timedelta) -> None:
        """Let time go by without a session."""
        self._now_s += span.total_seconds()
        self.app.timer.look()

    def go(self, place: str) -> None:
        self.app.window.place_requested.emit(place)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.app.window.focusWidget() or self.app.window, key)

    def keep_history(self) -> None:
        """Keep fifteen weeks of sessions, with answers and notes, and two reminders."""
        log = SessionLog(self.app.database)
        for day in range(1, 15 * 7):
            on = NOW.date() - timedelta(days=day)
            if on.weekday() in (3, 6) or day in (16, 17, 18, 40):
                continue
            began = datetime.combine(on, time(7, 30), UTC)
            log.save(
                SessionRecord(
                    uuid=f"u-{day}",
                    routine_id="supported-bridge" if day % 3 else "front-stomach-release",
                    routine_title="Supported bridge" if day % 3 else "Front-stomach release",
                    started=began,
                    ended=began + timedelta(minutes=5),
                    utc_offset_s=0,
                    zone="",
                    practice_date=on,
                    planned_s=300.0,
                    practised_s=300.0 if day % 9 else 120.0,
                    status=Status.COMPLETE if day % 9 else Status.PARTIAL,
                    source=Source.ENTERED if day % 11 == 0 else Source.TIMER,
                    note="Softer on the left today." if day % 6 == 0 else "",
                    discomfort_before=max(7 - (105 - day) // 20, 0),
                    discomfort_after=max(5 - (105 - day) // 20, 0),
                    sides_done=(Side.LEFT,),
                ),
                NOW,
            )
        for number, days in enumerate((range(5), (5,))):
            self.app.reminders.keep(
                Reminder(
                    uuid=f"r-{number}",
                    weekdays=frozenset(days),
                    at=time(18, 30),
                    since=NOW - timedelta(days=30),
                    routine_id="",
                    is_on=number == 0,
                )
            )


def show_today(stage: Stage) -> None:
    stage.keep_history()
    stage.go(TODAY)


def show_today_of_own(stage: Stage) -> None:
    """Show a routine of the person's own, one that cannot be read, and a reminder that waits."""
    stage.keep_history()
    folder = stage.app.services.folder / ROUTINES_FOLDER
    folder.mkdir()
    (folder / "evening.toml").write_text(OWN_ROUTINE, encoding="utf-8")
    (folder / "broken.toml").write_text("title = ", encoding="utf-8")
    stage.app.reminders.keep(
        Reminder(
            uuid="r-due",
            weekdays=frozenset(range(7)),
            at=time(8, 10),
            since=NOW - timedelta(days=2),
            routine_id="",
            is_on=True,
        )
    )
    stage.app.reminders.begin()
    stage.wait(timedelta(minutes=10))
    stage.app.journal.restored.emit()  # the routines are read again
    stage.go(TODAY)


def show_today_paused(stage: Stage) -> None:
    stage.keep_history()
    monday = NOW.date() - timedelta(days=NOW.weekday())
    stage.app.journal.keep_pause(Pause(uuid="p", first=monday + timedelta(days=3), last=monday + timedelta(days=4)))
    stage.go(TODAY)


def show_today_out_of_reach(stage: Stage) -> None:
    stage.keep_history()
    for record in stage.app.journal.sessions.sessions(2):
        stage.app.journal.delete(record.uuid)
    stage.wait(timedelta(days=2))
    stage.go(TODAY)


def show_history(stage: Stage) -> None:
    stage.keep_history()
    stage.go(HISTORY)


def show_details(stage: Stage) -> None:
    show_history(stage)
    page = stage.app.window.findChildren(HistoryPage)[0]
    page.sessions.choose("u-6")


def show_entry(stage: Stage) -> None:
    show_history(stage)
    stage.app.window.findChildren(HistoryPage)[0].sessions.add_requested.emit()


def show_transfer(stage: Stage) -> None:
    show_history(stage)
    stage.app.window.findChildren(HistoryPage)[0].transfer_requested.emit()


def show_settings(stage: Stage) -> None:
    stage.keep_history()
    stage.go(SETTINGS)


def show_part(section: Section) -> Callable[[Stage], None]:
    """Return a scene: one part of Settings."""

    def show(stage: Stage) -> None:
        show_settings(stage)
        stage.app.window.findChildren(SettingsPage)[0].open_part(section)

    return show


def show_search(stage: Stage) -> None:
    show_settings(stage)
    stage.app.window.findChildren(SearchBox)[0].setText("sound")


def begin(stage: Stage, routine_id: str = "supported-bridge", **choices: object) -> None:
    """Start a session, past the page with its cautions."""
    preferences = stage.app.preferences
    preferences.change(replace(preferences.settings, **choices))  # type: ignore[arg-type]
    stage.app.practice.start(stage.app.practice.routines[routine_id])


def play(
    seconds: float, routine_id: str = "supported-bridge", then: Callable[[Stage], None] | None = None, **choices: object
) -> Callable[[Stage], None]:
    """Return a scene: a session after so many seconds."""

    def show(stage: Stage) -> None:
        begin(stage, routine_id, **choices)
        stage.play(seconds)
        if then is not None:
            then(stage)

    return show


def welcome(steps: int) -> Callable[[Stage], None]:
    """Return a scene: the introduction after so many of its pages."""

    def show(stage: Stage) -> None:
        for file in stage.app.services.folder.glob("settings*"):
            file.unlink()
        stage.app.welcome()
        stage.go(TODAY)
        for step in range(steps):
            if step == 1:
                stage.press(Qt.Key.Key_3)
            if step == 2:
                find(stage, QLineEdit).setText("brushed my teeth")
            find(stage, StepPage).go_on.click()
        stage.app.window.page.setFocus()

    return show


def find(stage: Stage, kind: type[W]) -> W:
    """Return the one visible widget of a kind."""
    return next(one for one in stage.app.window.findChildren(kind) if one.isVisible())


def show_help(part: int) -> Callable[[Stage], None]:
    """Return a scene: a part of Help."""

    def show(stage: Stage) -> None:
        stage.go(HELP)
        find(stage, HelpPage).show_part(part)

    return show


def show_bar(stage: Stage) -> None:
    stage.app.window.findChildren(QuietBar)[0].come()


# Each page and moment, by a name that sorts.
SCENES: dict[str, Callable[[Stage], None]] = {
    "welcome-1-about": welcome(0),
    "welcome-2-goal": welcome(1),
    "welcome-3-plan": welcome(2),
    "welcome-4-taste": welcome(3),
    "today-first": lambda stage: stage.go(TODAY),
    "today": show_today,
    "today-own": show_today_of_own,
    "today-paused": show_today_paused,
    "today-out-of-reach": show_today_out_of_reach,
    "routine": lambda stage: stage.app.start_routine("front-stomach-release"),
    "session-settle": play(4.0),
    "session-inhale": play(21.0),
    "session-effort": play(32.0, "front-stomach-release"),
    "session-diaphragm": play(24.0, view=View.DIAPHRAGM),
    "session-dark": play(24.0, view=View.DARK),
    "session-paused": play(21.0, then=lambda stage: stage.app.player.pause()),
    "session-bar": play(21.0, then=show_bar),
    "session-end-asked": play(21.0, then=lambda stage: stage.press(Qt.Key.Key_Escape)),
    "session-closing": play(10_000.0),
    "history-empty": lambda stage: stage.go(HISTORY),
    "history": show_history,
    "history-details": show_details,
    "history-entry": show_entry,
    "transfer": show_transfer,
    "settings": show_settings,
    "help-1-keys": show_help(0),
    "help-2-psoas": show_help(1),
    "help-3-program": show_help(2),
    "help-in-a-session": play(21.0, then=lambda stage: stage.app.window.help_requested.emit()),
    "settings-search": show_search,
    **{f"settings-{one}": show_part(one) for one in Section},
}


@dataclass(frozen=True)
class Variant:
    """One kind of window: its size in pixels, text size in percent, theme, and typeface."""

    size: tuple[int, int]
    text: int
    theme: ThemeChoice
    font: str

    @property
    def name(self) -> str:
        family = self.font.replace(" ", "-").lower()
        return f"{self.size[0]}x{self.size[1]}-{self.text}-{self.theme}-{family}"


@contextmanager
def staged(qt: QApplication, variant: Variant) -> Iterator[Stage]:
    """The program in a window of one kind, on an empty folder."""
    is_ours = variant.font == OURS
    qt.setFont(QFont(FONTS[1] if is_ours else variant.font, 10))
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(qt, Path(folder))
        preferences = stage.app.preferences
        typeface = Typeface.OURS if is_ours else Typeface.SYSTEM
        text_percent = float(variant.text)
        preferences.change(
            replace(preferences.settings, theme=variant.theme, text_percent=text_percent, typeface=typeface)
        )
        stage.app.window.resize(*variant.size)
        yield stage
        if stage.app.player.is_active:
            stage.app.player.end()
        stage.app.close()
        qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def paint(qt: QApplication, variant: Variant, show: Callable[[Stage], None]) -> QPixmap:
    """Return the window as a scene leaves it."""
    with staged(qt, variant) as stage:
        show(stage)
        for _ in range(12):  # layouts settle in a few rounds, and pictures come after the first paint
            qt.processEvents()
        return stage.app.window.grab()


def lay_sheet(pictures: dict[str, QPixmap]) -> QPixmap:
    """Return the pictures on one sheet, each under its name."""
    first = next(iter(pictures.values()))
    scale = min(CELL_PX / max(first.width(), first.height()), 1.0)
    width, height = round(first.width() * scale), round(first.height() * scale) + LABEL_PX
    columns = max(min(len(pictures), 3200 // width), 1)
    sheet = QPixmap(columns * (width + 12), ceil(len(pictures) / columns) * (height + 12))
    sheet.fill(QColor(Qt.GlobalColor.gray))
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for index, (name, picture) in enumerate(pictures.items()):
        place = QRect(index % columns * (width + 12), index // columns * (height + 12), width, height)
        painter.drawText(place.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignTop, name)
        painter.drawPixmap(place.adjusted(0, LABEL_PX, 0, 0), picture)
    painter.end()
    return sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", action="append", help="such as 1080x760; all sizes unless given")
    parser.add_argument("--text", type=int, action="append", help="in percent")
    parser.add_argument("--theme", type=ThemeChoice, action="append", help="light or dark")
    parser.add_argument("--font", action="append", help="a family; the program's own and three others unless given")
    parser.add_argument("--only", default="", help="only the scenes whose name has this in it")
    parser.add_argument("--each", action="store_true", help="write each picture by itself, too")
    chosen = parser.parse_args()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    use_language(Language(catalogue_of(ENGLISH), write_number, write_list))
    screen = {"name": "large", "x": 0, "y": 0, "width": 3840, "height": 2400, "logicalDpi": 96, "dpr": 1}
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:  # no window is larger than its screen
        json.dump({"screens": [screen]}, file)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file.name}"
    qt = QApplication(sys.argv[:1])
    Path(file.name).unlink()
    qt.setStyle("Fusion")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    fonts = chosen.font or FONTS
    missing = [one for one in fonts if one != OURS and one not in QFontDatabase.families()]
    if missing:
        parser.error(f"not installed: {', '.join(missing)}")
    sizes = [tuple(map(int, one.split("x"))) for one in chosen.size] if chosen.size else SIZES
    for size in sizes:
        for text in chosen.text or TEXT_PERCENTS:
            for theme in chosen.theme or THEMES:
                for font in fonts:
                    variant = Variant((size[0], size[1]), text, theme, font)
                    pictures = {name: paint(qt, variant, show) for name, show in SCENES.items() if chosen.only in name}
                    lay_sheet(pictures).save(str(chosen.folder / f"{variant.name}.png"))
                    if chosen.each:
                        for name, picture in pictures.items():
                            picture.save(str(chosen.folder / f"{variant.name}-{name}.png"))
                    print(variant.name, flush=True)


if __name__ == "__main__":
    main()
