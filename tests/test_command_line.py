"""The command line without a window: if it fails, it prints a message and returns 1."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from psoas_timer.__main__ import follow_link, main
from psoas_timer.app.commands import paint_offscreen
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import SESSIONS_FILE, assets_dir

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
RECORD = SessionRecord(
    uuid="u-1", routine_id="supported-bridge", routine_title="Supported bridge", started=NOW, ended=NOW,
    utc_offset_s=0, zone="", practice_date=date(2026, 11, 24), planned_s=300.0, practised_s=300.0,
    status=Status.COMPLETE,
)  # fmt: skip


@pytest.mark.parametrize("routine", sorted((assets_dir() / "routines").glob("*.toml")), ids=lambda path: path.stem)
def test_the_programs_own_routines_have_no_faults(routine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(routine)]) == 0
    assert "No errors found." in capsys.readouterr().out


def test_a_faulty_routine_is_told_with_line_key_and_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faulty = tmp_path / "faulty.toml"
    faulty.write_text('title = "Faulty"\n[[stage]]\nid = "a"\ntitle = "A"\npattern = "fast"\ncycles = 3\n')
    assert main(["check", str(faulty)]) == 1
    told = capsys.readouterr().err
    assert "faulty.toml, line 5" in told
    assert "pattern" in told
    assert "contract-release" in told


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_letters_that_the_output_does_not_know_are_spelled_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    own = (assets_dir() / "routines" / "sitting-check.toml").read_text(encoding="utf-8")
    mine = tmp_path / "mine.toml"
    mine.write_text(own.replace('title = "', 'title = "横隔膜 ', 1), encoding="utf-8")
    output = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(output, encoding=encoding))
    assert main(["check", str(mine)]) == 0
    sys.stdout.flush()
    assert "横隔膜".encode(encoding, "backslashreplace") in output.getvalue()


def test_without_any_output_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)  # as pythonw.exe starts it
    assert main(["check", str(assets_dir() / "routines" / "sitting-check.toml")]) == 0


def test_a_script_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(tmp_path), "script", "sitting-check"]) == 0
    assert "That is the end. Take your time." in capsys.readouterr().out


def test_an_unknown_routine_names_those_that_are_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(tmp_path), "script", "nothing"]) == 1
    assert "supported-bridge" in capsys.readouterr().err


def test_the_sessions_are_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(open_database(tmp_path / SESSIONS_FILE, NOW).connection) as connection:
        SessionLog(connection).save(RECORD, NOW)
    assert main(["--data-dir", str(tmp_path), "export", str(tmp_path / "out.csv")]) == 0
    assert "newest first: 1" in capsys.readouterr().out
    assert "Supported bridge" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "out.csv").write_text("mine")
    assert main(["--data-dir", str(tmp_path), "export", str(tmp_path / "out.csv")]) == 1
    assert "already exists" in capsys.readouterr().err
    assert (tmp_path / "out.csv").read_text() == "mine"


def test_without_sessions_there_is_nothing_to_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(tmp_path), "export", str(tmp_path / "out.csv")]) == 1
    assert "no sessions" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def keep_a_session(folder: Path, note: str = RECORD.note) -> None:
    with closing(open_database(folder / SESSIONS_FILE, NOW).connection) as connection:
        SessionLog(connection).save(replace(RECORD, note=note), NOW)


def test_everything_is_backed_up_and_never_over_another_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_a_session(tmp_path)
    file = tmp_path / "all.json"
    assert main(["--data-dir", str(tmp_path), "backup", str(file)]) == 0
    assert "sessions: 1" in capsys.readouterr().out
    before = file.read_bytes()
    assert b"Supported bridge" in before
    assert main(["--data-dir", str(tmp_path), "backup", str(file)]) == 1
    assert "already exists" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_a_report_is_written_for_the_days_that_are_named(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_a_session(tmp_path)
    file = tmp_path / "report.pdf"
    days = ["--from", "2026-11-01", "--to", "2026-11-30", "--paper", "letter", "--notes"]
    assert main(["--data-dir", str(tmp_path), "report", str(file), *days]) == 0
    assert "from 2026-11-01 to 2026-11-30, sessions: 1" in capsys.readouterr().out
    assert file.read_bytes().startswith(b"%PDF")
    assert main(["--data-dir", str(tmp_path), "report", str(file)]) == 1
    assert "already exists" in capsys.readouterr().err


def test_a_report_with_boxes_says_so(qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep_a_session(tmp_path, note="better \U0010fffd")  # no font has that one
    days = ["--from", "2026-11-01", "--to", "2026-11-30", "--notes"]
    assert main(["--data-dir", str(tmp_path), "report", str(tmp_path / "report.pdf"), *days]) == 0
    assert "The report shows boxes in place of some characters" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("system", "before", "after"),
    [
        ("linux", {}, {"QT_QPA_PLATFORM": "offscreen"}),
        ("darwin", {}, {"QT_QPA_PLATFORM": "offscreen"}),
        ("linux", {"QT_QPA_PLATFORM": "xcb"}, {"QT_QPA_PLATFORM": "xcb"}),
        ("win32", {}, {}),
    ],
)
def test_a_report_is_painted_where_there_are_letters(
    system: str, before: dict[str, str], after: dict[str, str]
) -> None:
    paint_offscreen(before, system)
    assert before == after


def test_a_report_whose_days_are_the_wrong_way_round_is_refused(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_a_session(tmp_path)
    days = ["--from", "2026-11-30", "--to", "2026-11-01"]
    assert main(["--data-dir", str(tmp_path), "report", str(tmp_path / "report.pdf"), *days]) == 1
    assert "is after the last day" in capsys.readouterr().err
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize(
    ("link", "arguments"),
    [
        ("psoas-timer:start/supported-bridge", ("start", "supported-bridge")),
        ("psoas-timer://start/supported-bridge/", ("start", "supported-bridge")),
        ("check", ("check",)),
    ],
)
def test_a_link_stands_for_a_routine_to_start(link: str, arguments: tuple[str, ...]) -> None:
    assert tuple(follow_link(link)) == arguments


@pytest.mark.parametrize(
    "link", ["psoas-timer:", "psoas-timer:export/x", "psoas-timer:start/--data-dir", "psoas-timer:start/a b",
             "psoas-timer:start/../x", "psoas-timer:start/"],
)  # fmt: skip
def test_a_link_that_wants_anything_else_is_refused(link: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([link]) == 1
    assert "is not a Psoas Timer link" in capsys.readouterr().err
