"""One session in a data folder, as the program would have kept it."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import SESSIONS_FILE

MOMENT = datetime(2026, 11, 24, 18, tzinfo=UTC)


def keep_a_session(folder: Path, moment: datetime = MOMENT) -> None:
    """Keep a whole session that ended at ``moment``; the folder is made if it is missing."""
    folder.mkdir(exist_ok=True)
    record = SessionRecord(
        uuid="u-1", routine_id="supported-bridge", routine_title="Supported bridge", started=moment, ended=moment,
        utc_offset_s=0, zone="", practice_date=moment.date(), planned_s=300.0, practised_s=300.0,
        status=Status.COMPLETE,
    )  # fmt: skip
    with closing(open_database(folder / SESSIONS_FILE, moment).connection) as connection:
        SessionLog(connection).save(record, moment)
