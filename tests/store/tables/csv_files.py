"""Tables in CSV files as the tests of the import write them, with one session in all its columns."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.store.tables.csv_import import read_csv
from psoas_timer.store.tables.export import export_csv
from psoas_timer.store.tables.import_plan import ImportPlan

NOW = datetime(2026, 6, 1, 20, 15, tzinfo=timezone(timedelta(hours=2)))


def plan_of(folder: Path, content: str | bytes, **changes: Any) -> ImportPlan:
    file = folder / "mine.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_csv(file, NOW, **changes)


def only(plan: ImportPlan) -> SessionRecord:
    assert plan.bad_rows == ()
    (record,) = plan.records
    return record


SESSION = SessionRecord(
    uuid="u-1", routine_id="front-stomach-release", routine_title="Front-stomach release",
    started=datetime(2026, 5, 30, 23, 30, 5, tzinfo=UTC), ended=datetime(2026, 5, 30, 23, 42, tzinfo=UTC),
    utc_offset_s=2 * 3600, zone="Europe/Berlin", practice_date=date(2026, 5, 30), planned_s=590.0, practised_s=412.2,
    status=Status.PARTIAL, sides_done=(Side.RIGHT, Side.LEFT), note='Calm, "soft",\r\nand\nslow.', is_counted=True,
    discomfort_before=6, discomfort_after=0,
)  # fmt: skip


def exported(folder: Path, records: list[SessionRecord]) -> Path:
    file = folder / "exported.csv"
    file.unlink(missing_ok=True)
    export_csv(file, records)
    return file
