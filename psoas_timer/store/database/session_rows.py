"""A session as a row of the database, there and back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.session import SessionRecord, Status

COLUMNS = (
    "uuid", "started_utc", "ended_utc", "utc_offset_s", "zone", "practice_date", "planned_s", "practised_s", "status",
    "routine_id", "routine_title", "sides_done", "first_side", "progress", "stage_index", "source", "note",
    "is_counted", "discomfort_before", "discomfort_after",
)  # fmt: skip

Value = str | int | float | None
Row = tuple[Any, ...]


def to_row(record: SessionRecord) -> dict[str, Value]:
    """Return a session by the names of its table's columns; instants are kept to the microsecond."""
    return {
        "uuid": record.uuid,
        "started_utc": to_text(record.started),
        "ended_utc": to_text(record.ended),
        "utc_offset_s": record.utc_offset_s,
        "zone": record.zone,
        "practice_date": record.practice_date.isoformat(),
        "planned_s": record.planned_s,
        "practised_s": record.practised_s,
        "status": record.status,
        "routine_id": record.routine_id,
        "routine_title": record.routine_title,
        "sides_done": ",".join(record.sides_done),
        "first_side": record.first_side,
        "progress": json.dumps(dict(record.reached_s), allow_nan=False),
        "stage_index": record.stage_index,
        "source": record.source,
        "note": record.note,
        "is_counted": int(record.is_counted),
        "discomfort_before": record.discomfort_before,
        "discomfort_after": record.discomfort_after,
    }


def to_record(row: Row) -> SessionRecord:
    """Return the session of a row whose values are in the order of COLUMNS."""
    kept = dict(zip(COLUMNS, row, strict=True))
    return SessionRecord(
        uuid=kept["uuid"],
        routine_id=kept["routine_id"],
        routine_title=kept["routine_title"],
        started=datetime.fromisoformat(kept["started_utc"]),
        ended=datetime.fromisoformat(kept["ended_utc"]),
        utc_offset_s=kept["utc_offset_s"],
        zone=kept["zone"],
        practice_date=date.fromisoformat(kept["practice_date"]),
        planned_s=kept["planned_s"],
        practised_s=kept["practised_s"],
        status=Status(kept["status"]),
        sides_done=tuple(Side(side) for side in kept["sides_done"].split(",") if side),
        first_side=Side(kept["first_side"]),
        reached_s={int(index): reached_s for index, reached_s in json.loads(kept["progress"]).items()},
        stage_index=kept["stage_index"],
        source=kept["source"],
        note=kept["note"],
        is_counted=bool(kept["is_counted"]),
        discomfort_before=kept["discomfort_before"],
        discomfort_after=kept["discomfort_after"],
    )


def to_text(instant: datetime) -> str:
    """Return ``instant`` in UTC to the microsecond, of one width, so that texts sort as instants do."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no zone")
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
