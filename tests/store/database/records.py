"""A session of five minutes, of ten that were planned, in as many forms as the tests of the database want."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from psoas_timer.core.history.session import SessionRecord

NOW = datetime(2026, 1, 5, 6, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
DAY = date(2026, 1, 5)


def a_record(uuid: str = "a", **changes: Any) -> SessionRecord:
    usual = SessionRecord(
        uuid=uuid,
        routine_id="slow",
        routine_title="Slow breathing",
        started=NOW,
        ended=NOW + timedelta(minutes=5),
        utc_offset_s=3600,
        zone="Europe/Berlin",
        practice_date=DAY,
        planned_s=600.0,
        practised_s=300.0,
    )
    return replace(usual, **changes)
