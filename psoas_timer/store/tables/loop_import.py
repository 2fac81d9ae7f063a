"""Ticks read from Loop Habit Tracker (the Android app): one habit's days become sessions.

It is read from its CSV export (`loop_tables.py`) or from its full backup (`loop_backup.py`). A habit that a person
ticks says on which days; one that is measured in minutes or another time says how long, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from psoas_timer.core.history.session import SessionRecord, Source, Status
from psoas_timer.core.problem import BadValue, Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.bounded_file import read_bounded
from psoas_timer.store.tables.csv_cells import SECONDS, read_date
from psoas_timer.store.tables.csv_import import NOON
from psoas_timer.store.tables.csv_text import SQLITE_SIGN, brief, decode
from psoas_timer.store.tables.import_plan import ImportPlan, PlanDraft, stable_uuid
from psoas_timer.store.tables.loop_backup import tables_of_database
from psoas_timer.store.tables.loop_tables import (
    AMOUNT,
    EXPORT_AGAIN,
    MOST_BYTES,
    OTHERS,
    TICKS,
    ZIP_SIGNS,
    LoopTable,
    tables_of_text,
    tables_of_zip,
    within_zip,
)

# What a person may have written as the unit of a habit, in the languages that the app is used in most. An "m" alone
# may be metres.
_UNITS_S = {
    60.0: "min mins minute minutes minuten minuto minutos minuti minuut minuter minut minuta minuty minutter"
    " minuuttia minuutti perc dakika dk мин минута минуты минут хв хвилин хвилини phút menit minit 分 分钟 分鐘 分間 분"
    " λεπτά λεπτό דקות דקה دقيقة دقائق मिनट",
    3600.0: "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur timme timmar time timer godzina"
    " godziny godzin saat ч час часа часов год години jam giờ 小时 小時 時間 시간 ώρες ώρα שעות שעה ساعة ساعات घंटे",
    1.0: "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos secondo secondi seconden"
    " sekund sekundy saniye с сек секунд секунды detik giây 秒 초",
}  # fmt: skip
_SECONDS = {word.casefold(): seconds for seconds, words in _UNITS_S.items() for word in words.split()}
_WORD = re.compile(r"[^\s/.,()]+")

# Words and signs of a measured habit for days without an amount.
_NOTHING = {"", "-1", "0", "3", "UNKNOWN", "NO", "SKIP"}


@dataclass(frozen=True, slots=True)
class LoopHabit:
    """A habit in an export: its name, and on how many days it was done by hand.

    ``is_timed`` says that its values are lengths; ``is_numerical``, that they are amounts of something else.
    """

    name: str
    ticks: int
    is_numerical: bool = False
    is_timed: bool = False


def loop_habits(file: Path) -> tuple[LoopHabit, ...]:
    """Return the habits of an export, in its order; raises Problem if ``file`` is not an export.

    ``file`` is the ZIP, a Checkmarks.csv from it (a habit's own or the one for all habits), or the full backup.
    """
    return tuple(_habit(table) for table in _tables(file))


def read_loop(
    file: Path, habit: str, routine_id: str, routine_title: str, planned_s: float, now: datetime
) -> ImportPlan:
    """Return a session of ``routine_id`` for each day on which ``habit`` was done by hand; nothing is written.

    It is complete, with ``planned_s``, or as long as the habit says. Loop stores no time of day: a session is placed at
    noon of its date, with an unknown zone. ``now`` is aware, in the person's own zone: days in the future are skipped.
    Raises Problem if the file cannot be used, has no such habit, or the habit records amounts of anything but time.
    """
    table = next((one for one in _tables(file) if one.habit == habit), None)
    if table is None:
        raise Problem(
            N_("{file} has no habit named {habit}."),
            N_("Choose one of the habits in it."),
            file=file,
            habit=brief(habit),
        )
    unit_s = _unit_s(table)
    if unit_s is None and table.holds_amounts():
        raise _no_time(table)
    draft = PlanDraft(file, table.table)
    for line in table.odd:
        with draft.row(line):
            raise BadValue(
                N_("Line {line} of {file} is skipped: its cells do not match the first row."),
                N_("Import the whole ZIP instead: it has a table for each habit."),
            )
    for line, cells in table.rows:
        with draft.row(line):
            day = read_date({"Date": cells[0]}, "Date", now.date())
            cell = cells[table.column].strip()
            length_s = _length_s(cell, unit_s) if unit_s else planned_s if _is_tick(cell) else None
            if day is None or length_s is None:
                continue
            started = datetime.combine(day, NOON, UTC)
            draft.add(
                line,
                SessionRecord(
                    uuid=stable_uuid("loop", habit, day),
                    routine_id=routine_id,
                    routine_title=routine_title,
                    started=started,
                    ended=started + timedelta(seconds=length_s),
                    utc_offset_s=0,
                    zone="",
                    practice_date=day,
                    planned_s=length_s,
                    practised_s=length_s,
                    status=Status.COMPLETE,
                    source=Source.IMPORTED,
                ),
            )
    return draft.plan()


def _tables(file: Path) -> list[LoopTable]:
    """Return where each habit's values are, each under a unique name; raises Problem if there are none."""
    content = read_bounded(file, MOST_BYTES)
    tables = _tables_of(file, content)
    if not tables and content.startswith(ZIP_SIGNS):
        inner = within_zip(file, content)
        tables = _tables_of(*inner) if inner else []
    if not tables:
        raise Problem(N_("{file} is not an export from Loop Habit Tracker."), EXPORT_AGAIN, file=file)
    return tables


def _tables_of(file: Path, content: bytes) -> list[LoopTable]:
    if content.startswith(SQLITE_SIGN):
        return tables_of_database(file, content)
    if content.startswith(ZIP_SIGNS):
        return tables_of_zip(file, content)
    return tables_of_text(file, decode(content, file))


def _habit(table: LoopTable) -> LoopHabit:
    if _unit_s(table):
        days = sum(value not in _NOTHING for value in table.values())
        return LoopHabit(table.habit, days, is_timed=True)
    if table.holds_amounts():
        return LoopHabit(table.habit, 0, is_numerical=True)
    return LoopHabit(table.habit, sum(value in TICKS for value in table.values()))


def _unit_s(table: LoopTable) -> float | None:
    """Return the seconds in the unit of a measured habit, None if it is not a time or not known."""
    word = _WORD.search(table.unit.casefold()) if table.is_measured else None
    return _SECONDS.get(word.group()) if word else None


def _no_time(table: LoopTable) -> Problem:
    if table.unit:
        return Problem(
            N_("{habit} in {file} is measured in {unit}, not in minutes, so it does not say how long you practised."),
            N_("Choose a habit with ticks, or one that is measured in minutes."),
            habit=brief(table.habit), file=table.table, unit=brief(table.unit),
        )  # fmt: skip
    return Problem(
        N_("{habit} in {file} records amounts, not ticks, and does not say in which unit."),
        N_("If it is measured in minutes, import the whole ZIP: its list of habits says so. Otherwise, choose a habit"
        " with ticks."),
        habit=brief(table.habit), file=table.table,
    )  # fmt: skip


def _length_s(cell: str, unit_s: float) -> float | None:
    """Return how long a measured habit took on a day, None if it was not done."""
    value = cell.upper()
    if value in _NOTHING:
        return None
    if not AMOUNT.fullmatch(value):
        raise _odd(cell)
    seconds = round(int(value) / 1000 * unit_s, 3)
    if not 1 <= seconds <= SECONDS.most:
        raise BadValue(
            N_("Line {line} of {file} is skipped: {value} is not a length from 1 second to 1 day."),
            N_("Correct it in Loop Habit Tracker, or enter that session yourself."),
            value=brief(cell),
        )  # fmt: skip
    return seconds


def _is_tick(cell: str) -> bool:
    value = cell.upper()
    if value not in TICKS and value not in OTHERS:
        raise _odd(cell)
    return value in TICKS


def _odd(cell: str) -> BadValue:
    return BadValue(
        N_("Line {line} of {file} is skipped: {value} is not a value that Loop Habit Tracker writes."),
        EXPORT_AGAIN,
        value=brief(cell),
    )
