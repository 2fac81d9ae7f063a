"""The command line without a window: if it fails, it prints a message and returns 1."""

from __future__ import annotations

import os
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
from psoas_timer.store.backup.archive import read_archive
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import SESSIONS_FILE, assets_dir
from tests.store.spoilt_cells import NO_TEXT, spoil
from tests.systems import LINUX

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


def test_a_script_is_that_of_the_persons_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = '{"version": 1, "settle_s": 7, "guidance": "tones", "patterns": {"slow": {"inhale_s": 5, "exhale_s": 7}}}'
    (tmp_path / "settings.json").write_text(own)
    assert main(["--data-dir", str(tmp_path), "script", "sitting-check"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("With your settings: the voice says only safety and what to do.\n")
    assert " inhale" not in said
    assert "1:19.0  the end" in said, "after 7 seconds, and 6 breaths of 12"


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


READING = (["export", "out.csv"], ["backup", "out.json"], ["report", "out.pdf"])
EACH_READING = pytest.mark.parametrize("command", READING, ids=[command for command, _file in READING])


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@EACH_READING
def test_who_only_reads_says_that_a_database_is_damaged_and_leaves_it(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    data, out = tmp_path / "data", tmp_path / command[1]
    data.mkdir()
    keep_a_session(data)
    database = data / SESSIONS_FILE
    database.write_bytes(database.read_bytes()[:9000])
    before = content_of(data)
    assert main(["--data-dir", str(data), command[0], str(out)]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.strip()) == (
        "",
        f"{database} is damaged, so nothing was written."
        " Start Psoas Timer: it keeps the damaged file and offers to restore a copy.",
    )
    assert not out.exists()
    assert content_of(data) == before


@EACH_READING
def test_who_only_reads_leaves_out_a_row_that_cannot_be_read_and_says_so(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    data, out = tmp_path / "data", tmp_path / command[1]
    data.mkdir()
    with closing(open_database(data / SESSIONS_FILE, NOW).connection) as connection:
        for uuid in "ab":
            SessionLog(connection).save(replace(RECORD, uuid=uuid), NOW)
    spoil(data / SESSIONS_FILE, [("session", "note", 0, NO_TEXT)])
    before = content_of(data)
    assert main(["--data-dir", str(data), command[0], str(out)]) == 1
    told = capsys.readouterr()
    assert str(out) in told.out
    assert told.err.startswith(f"1 entry in {data / SESSIONS_FILE} cannot be read, so it was left out.")
    assert content_of(data) == before
    if command[0] == "backup":
        assert [one.record.uuid for one in read_archive(out).sessions] == ["b"]
    elif command[0] == "export":
        assert out.read_text(encoding="utf-8-sig").count("Supported bridge") == 1


@EACH_READING
def test_who_only_reads_makes_no_folder(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert main(["--data-dir", str(tmp_path / "mistyped"), command[0], str(tmp_path / command[1])]) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@EACH_READING
def test_a_database_without_a_byte_holds_no_sessions(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    (tmp_path / SESSIONS_FILE).touch()
    assert main(["--data-dir", str(tmp_path), command[0], str(tmp_path / command[1])]) == 1
    assert "no sessions" in capsys.readouterr().err
    assert not (tmp_path / command[1]).exists()


def test_settings_that_cannot_be_read_stay_where_they_are_and_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_a_session(tmp_path)
    (tmp_path / "settings.json").write_text("{")
    assert main(["--data-dir", str(tmp_path), "backup", str(tmp_path / "all.json")]) == 1
    assert "settings.json is damaged: line 1" in capsys.readouterr().err
    assert (tmp_path / "settings.json").read_text() == "{"


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


@pytest.mark.parametrize(
    "link",
    ["PSOAS-TIMER:start/supported-bridge", "Psoas-Timer://start/supported-bridge", "PSOAS-TIMER:START/SUPPORTED-BRIDGE",
     "psoas-timer:start/supported%2Dbridge", "psoas-timer:start%2fsupported-bridge"],
)  # fmt: skip
def test_a_link_has_no_case_and_may_be_escaped(link: str) -> None:
    assert tuple(follow_link(link)) == ("start", "supported-bridge")


@pytest.mark.parametrize(
    "link", ["PSOAS-TIMER:", "PSOAS-TIMER:EXPORT/x", "psoas-timer:start/%2D%2Ddata-dir", "psoas-timer:start/a%00",
             "psoas-timer:start/a%20b", "psoas-timer:start/%2e%2e/x", "psoas-timer:start/a%252Db",
             "psoas-timer:start/b%C4%B1g", "psoas-timer:start/a\n"],
)  # fmt: skip
def test_an_escaped_link_that_wants_anything_else_is_refused(link: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([link]) == 1
    assert "is not a Psoas Timer link" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("28.11.2026", "Write it as 2026-11-28."),
        ("1. 2. 2026", "Write it as 2026-02-01."),
        ("20261128", "Write it as 2026-11-28."),
        ("2026-1-5", "Write it as 2026-01-05."),
        ("2026/11/28", "Write it as 2026-11-28."),
        ("11/28/2026", "Write year, month and day, such as 2026-11-28."),
        ("1/2/2026", "Write year, month and day, such as 2026-11-28."),
        ("31.02.2026", "Write year, month and day, such as 2026-11-28."),
        ("2026-W48-6", "Write year, month and day, such as 2026-11-28."),
        ("yesterday", "Write year, month and day, such as 2026-11-28."),
        ("", "Write year, month and day, such as 2026-11-28."),
        ("２０２６-11-28", "Write year, month and day, such as 2026-11-28."),
    ],
)
@pytest.mark.parametrize("option", ["--from", "--to"])
def test_a_date_in_another_form_is_told_with_the_right_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, given: str, told: str
) -> None:
    assert main(["--data-dir", str(tmp_path), "report", str(tmp_path / "report.pdf"), option, given]) == 1
    assert capsys.readouterr() == ("", f"{given} is not a date that Psoas Timer reads. {told}\n")


def test_a_date_that_no_calendar_has_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data-dir", str(tmp_path), "report", str(tmp_path / "report.pdf"), "--from", "2026-02-30"]) == 1
    assert capsys.readouterr() == ("", "2026-02-30 is not in the calendar. Choose another day.\n")


def test_a_report_may_reach_from_the_first_day_to_the_last(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_a_session(tmp_path)
    for number, days in enumerate((["--to", "0001-01-02"], ["--from", "0001-01-01", "--to", "9999-12-31"])):
        assert main(["--data-dir", str(tmp_path), "report", str(tmp_path / f"{number}.pdf"), *days]) == 0
    told = capsys.readouterr().out
    assert "from 0001-01-01 to 0001-01-02, sessions: 0." in told
    assert "are still to come" in told


@pytest.mark.parametrize("days", [["--from", "9999-12-31"], ["--to", "9999-12-31"]])
def test_a_report_of_days_to_come_is_refused_with_the_day_that_it_is(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], days: list[str]
) -> None:
    keep_a_session(tmp_path)
    assert main(["--data-dir", str(tmp_path), "report", str(tmp_path / "report.pdf"), *days]) == 1
    assert "is still to come. Choose an earlier --from. Today is " in capsys.readouterr().err
    assert not (tmp_path / "report.pdf").exists()


@pytest.mark.parametrize("paper", ["A4", "a4", "Letter", "LETTER"])
def test_a_paper_has_no_case(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], paper: str
) -> None:
    keep_a_session(tmp_path)
    assert main(["--data-dir", str(tmp_path), "report", str(tmp_path / "report.pdf"), "--paper", paper]) == 0
    assert main(["--data-dir", str(tmp_path), "report", str(tmp_path / "other.pdf"), "--paper", "a5"]) == 1
    assert capsys.readouterr().err == "There is no paper a5 here. Use one of: a4, letter.\n"


@pytest.mark.parametrize(
    "command", [["export", "out"], ["backup", "out"], ["report", "out"], ["script", "supported-bridge"]]
)
@pytest.mark.parametrize("names_it_last", [False, True])
def test_a_mistyped_folder_is_told_and_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str],
    names_it_last: bool,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    named = ["--data-dir", str(tmp_path / "mistyped" / "folder")]
    assert main([*command, *named] if names_it_last else [*named, *command]) == 1
    told = capsys.readouterr().err
    assert told == f"There is no folder {tmp_path / 'mistyped' / 'folder'}. Check the name after --data-dir.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["export", "-"], ["backup", "-"], ["report", "-"], ["script", "supported-bridge"]])
def test_who_only_reads_leaves_the_folder_as_it_is(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """Not even the short-lived file is made in it that tries out whether it can be written."""
    monkeypatch.setattr("psoas_timer.store.places.private_folder", lambda folder: pytest.fail(f"made {folder}"))
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(BytesIO(), encoding="utf-8"))
    keep_a_session(tmp_path)
    (tmp_path / "settings.json").write_text('{"version": 1, "settle_s": 12.0}')
    before = sorted(path.name for path in tmp_path.iterdir())
    assert main(["--data-dir", str(tmp_path), *command]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", ["backup", "report"])
def test_damaged_settings_are_told_and_left_where_they_are(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    keep_a_session(tmp_path)
    (tmp_path / "settings.json").write_text("{")
    assert main(["--data-dir", str(tmp_path), command, str(tmp_path / "out")]) == 1
    assert "settings.json is damaged" in capsys.readouterr().err
    assert (tmp_path / "settings.json").read_text() == "{"
    assert (tmp_path / "out").exists(), "with everything else in it"


@pytest.mark.parametrize("command", [["export", "-"], ["script", "supported-bridge"], []])
@pytest.mark.parametrize("name", ["", " "])
def test_an_empty_name_is_not_the_folder_of_the_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: list[str], name: str
) -> None:
    """As of a script whose variable is not set."""
    monkeypatch.chdir(tmp_path)
    assert main(["--data-dir", name, *command]) == 1
    assert capsys.readouterr().err.startswith("The name after --data-dir is empty.")
    assert list(tmp_path.iterdir()) == []


FAULTY = 'title = "Faulty"\n[[stage]]\nid = "a"\ntitle = "A"\npattern = "fast"\ncycles = 3\n'
SOUND = FAULTY.replace("fast", "slow")


def test_a_script_of_a_faulty_routine_tells_its_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "mine.toml").write_text(FAULTY)
    assert main(["--data-dir", str(tmp_path), "script", "mine"]) == 1
    assert "mine.toml, line 5: stage[1].pattern" in capsys.readouterr().err


def test_several_files_and_folders_are_checked_and_every_fault_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "routines"
    folder.mkdir()
    for name, text in (("b.toml", FAULTY), ("a.TOML", SOUND), ("c.toml", SOUND), (".d.toml", ""), ("notes.txt", "")):
        (folder / name).write_text(text)
    (tmp_path / "other.toml").write_text(SOUND)
    assert main(["check", str(tmp_path / "other.toml"), str(folder), str(tmp_path / "gone.toml")]) == 1
    out, err = capsys.readouterr()
    assert [line.split(":")[0] for line in out.splitlines() if "No errors" in line] == [
        str(tmp_path / "other.toml"), str(folder / "a.TOML"), str(folder / "c.toml")
    ]  # fmt: skip
    assert [line.split()[0] for line in err.splitlines()] == [f"{folder / 'b.toml'},", "There"]
    assert "gone.toml" in err
    assert main(["check", str(folder / "a.TOML"), str(folder / "c.toml")]) == 0


def test_files_of_a_folder_with_the_same_id_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(f'id = "mine"\n{SOUND}')
    assert main(["check", str(tmp_path)]) == 1
    assert f"{tmp_path / 'b.toml'} has the same id as {tmp_path / 'a.toml'}" in capsys.readouterr().err


def test_a_folder_without_routines_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(f"There is no routine file in the folder {tmp_path}.")


@LINUX
@pytest.mark.parametrize("command", [["export"], ["backup"], ["report"]], ids=" ".join)
def test_folders_and_files_may_have_names_that_are_not_utf8(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    keep_a_session(folder)
    output = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(output, encoding="utf-8"))
    assert main(["--data-dir", str(folder), *command, str(folder / os.fsdecode(b"out-\xff.x"))]) == 0
    sys.stdout.flush()
    assert b"sessions" in output.getvalue()
    assert (folder / os.fsdecode(b"out-\xff.x")).stat().st_size > 100
