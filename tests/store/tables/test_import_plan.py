"""What a file would add: counted first, then written whole or not at all, and never twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.lib.translation import list_words, number_word, problem_text
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.tables import import_plan
from psoas_timer.store.tables.csv_import import read_csv
from psoas_timer.store.tables.import_plan import ImportCounts, ImportPlan, preview_import, run_import
from tests.store.tables.csv_files import NOW, SESSION, exported, plan_of


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(tmp_path / "sessions.sqlite3", NOW).connection) as connection:
        yield connection


def test_rows_without_uuid_are_doubled_neither_by_a_second_run_nor_by_another_note(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    head = "practice_date,started,routine,note\n"
    rows = "2026-05-30,,Slow,\n2026-05-30,,Slow,\n2026-05-31,2026-05-31 08:00,Slow,\n"
    first = plan_of(tmp_path, head + rows)
    assert run_import(first, connection, NOW) == 3  # two sessions of one day are two
    again = plan_of(tmp_path, head.replace(",", ";") + rows.replace(",\n", ",Better\n").replace(",", ";"))
    assert preview_import(again, connection) == ImportCounts(conflicting=3)
    assert run_import(again, connection, NOW) == 0


def test_a_deleted_session_stays_deleted_and_an_edited_one_stays_edited(
    tmp_path: Path, connection: sqlite3.Connection
) -> None:
    records = [replace(SESSION, uuid=uuid) for uuid in ("a", "b", "c")]
    plan = read_csv(exported(tmp_path, records), NOW)
    log = SessionLog(connection)
    log.save(records[0], NOW)
    log.save(records[1], NOW)
    log.delete("a", NOW)
    log.set_note("b", "Mine", NOW)
    assert preview_import(plan, connection) == ImportCounts(new=1, already_there=1, conflicting=1, binned=1)
    assert run_import(plan, connection, NOW) == 1
    kept = {record.uuid: record.note for record in log.sessions()}
    assert kept == {"b": "Mine", "c": SESSION.note}


def test_a_preview_knows_as_many_as_there_are(tmp_path: Path, connection: sqlite3.Connection) -> None:
    records = tuple(replace(SESSION, uuid=str(number)) for number in range(1201))
    plan = ImportPlan(tmp_path / "mine.csv", records)
    run_import(replace(plan, records=records[::2]), connection, NOW)
    assert preview_import(plan, connection) == ImportCounts(new=600, already_there=601)


def test_all_is_written_or_nothing(connection: sqlite3.Connection, tmp_path: Path) -> None:
    broken = ImportPlan(tmp_path / "mine.csv", (SESSION, replace(SESSION, uuid="u-2", planned_s=-1.0)))
    with pytest.raises(sqlite3.IntegrityError):
        run_import(broken, connection, NOW)
    assert SessionLog(connection).count() == 0


def test_rows_with_the_same_fault_are_told_once_with_their_count(tmp_path: Path) -> None:
    rows = [f"{1 + number % 28:02}.05.2026,Slow,600" for number in range(5000)]
    rows[1:1] = ["2026-05-30,,600", "2026-05-30,Slow,never", "2026-05-31,,600"]
    plan = plan_of(tmp_path, "\n".join(["practice_date,routine,practised_s", *rows]))
    file = tmp_path / "mine.csv"
    assert [problem_text(one) for one in plan.told()] == [
        f"{number_word(5000)} rows of {file} are skipped for the same reason. The first are lines"
        f" {list_words(['2', '6', '7', '8', '9'])}. Line 2 of {file}"
        " is skipped: see practice_date. '01.05.2026' is not a date like 2026-05-31. Dates must be year-month-day:"
        " choose that format in your spreadsheet, then save the table again.",
        f"2 rows of {file} are skipped for the same reason: see lines {list_words(['3', '5'])}. Line 3 of {file} is"
        " skipped: it has no routine. Fill in routine, then import the file again.",
        f"Line 4 of {file} is skipped: see practised_s. 'never' is not a number from 0 to 86400. Correct that cell,"
        " then import the file again.",
    ]
    assert str(plan.told()[0]).startswith(f"5000 rows of {file} are skipped for the same reason.")


def test_faults_of_two_columns_are_two(tmp_path: Path) -> None:
    rows = "practice_date,routine,planned_s,practised_s\n2026-05-30,Slow,x,\n2026-05-30,Slow,,x\n"
    assert len(plan_of(tmp_path, rows).told()) == 2


def test_notices_come_before_faults(tmp_path: Path) -> None:
    told = plan_of(tmp_path, "practice_date,routine,mood\nnever,Slow,\n").told()
    assert [str(one).split(" ", 1)[0] for one in told] == ["Some", "Line"]


def test_a_file_of_faults_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_plan, "MOST_BAD_ROWS", 2)
    with pytest.raises(Problem, match=r"More than 2 rows of .* is line 4\. Line 2 of .* '1\.5\.2026' is not a date"):
        plan_of(tmp_path, "practice_date,routine\n" + "1.5.2026,Slow\n" * 3)
