"""What a spreadsheet, or a therapist, gets of the sessions."""

from __future__ import annotations

import csv
import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.core.problem import Problem
from psoas_timer.store.tables.export import COLUMNS, export_csv, neutralise, take_back
from tests.systems import POSIX

RECORD = SessionRecord(
    uuid="u-1", routine_id="front-stomach-release", routine_title="Front-stomach release",
    started=datetime(2026, 11, 24, 23, 30, 5, 250_000, UTC), ended=datetime(2026, 11, 24, 23, 42, tzinfo=UTC),
    utc_offset_s=-5 * 3600, zone="America/New_York", practice_date=date(2026, 11, 24), planned_s=590.0,
    practised_s=412.25, status=Status.PARTIAL, sides_done=(Side.LEFT,), note='Calm, "soft", and\nslow.',
    is_counted=True, discomfort_before=6,
)  # fmt: skip


def read(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_a_session_is_one_row_with_local_times(tmp_path: Path) -> None:
    assert export_csv(tmp_path / "out.csv", [RECORD]) == 1
    assert read(tmp_path / "out.csv") == [
        {
            "practice_date": "2026-11-24", "started": "2026-11-24 18:30:05", "ended": "2026-11-24 18:42:00",
            "utc_offset": "UTC-05:00", "zone": "America/New_York", "routine": "Front-stomach release",
            "routine_id": "front-stomach-release", "status": "partial", "planned_s": "590.0", "practised_s": "412.2",
            "sides_done": "left", "source": "timer", "note": 'Calm, "soft", and\nslow.', "is_counted": "yes",
            "discomfort_before": "6", "discomfort_after": "", "uuid": "u-1",
        }
    ]  # fmt: skip


def test_it_begins_as_spreadsheets_want_utf_8_to_begin(tmp_path: Path) -> None:
    export_csv(tmp_path / "out.csv", [])
    assert (tmp_path / "out.csv").read_bytes() == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_note_is_never_a_formula(sign: str, tmp_path: Path) -> None:
    export_csv(tmp_path / "out.csv", [replace(RECORD, note=f"{sign}1+1")])
    assert read(tmp_path / "out.csv")[0]["note"] == f"'{sign}1+1"


TEXTS = st.text() | st.text("'=+-@\t\rx", max_size=6)


@given(TEXTS)
def test_no_text_is_a_formula_and_none_is_lost(text: str) -> None:
    safe = neutralise(text)
    assert safe.endswith(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert take_back(safe) == text


def test_an_apostrophe_of_ones_own_stays() -> None:
    assert neutralise("'tis calm") == take_back("'tis calm") == "'tis calm"
    assert neutralise("'=1") == "''=1"


@POSIX
def test_it_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    export_csv(tmp_path / "out.csv", [RECORD])
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o600


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be used"):
        export_csv(tmp_path / "nowhere" / "out.csv", [RECORD])
