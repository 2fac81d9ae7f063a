"""Faults in files that come in: what is imported is right, and what is not is named."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.trials.trial import PATIENCE_S, Ground, trial

CSV, LOOP, BACKUP = "From a CSV file…", "From Loop Habit Tracker…", "Restore from a backup…"
HEAD = "practice_date{0}routine{0}planned_s{0}practised_s\n"


@dataclass(frozen=True)
class Came:
    """What a person read on the way, and the sessions in the end."""

    texts: list[str]
    told: str
    sessions: list[dict[str, object]]

    @property
    def days(self) -> list[object]:
        return [one["day"] for one in self.sessions]

    @property
    def lengths(self) -> list[tuple[object, object]]:
        return [(one["planned_s"], one["practised_s"]) for one in self.sessions]

    def says(self, *words: str) -> bool:
        return any(all(word in text for word in words) for text in (*self.texts, self.told))


def choose(ground: Ground, button: str, file: Path, *habit: str, data: str = "data") -> Came:
    """Import ``file`` with the real program, into a data folder of its own."""
    command = [sys.executable, "-m", "tests.trials.chosen_file", str(ground.folder / data), button, str(file), *habit]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S * 4, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr[-400:]
    return Came(**json.loads(done.stdout.splitlines()[-1]))


def written(ground: Ground, name: str, content: str | bytes) -> Path:
    file = ground.folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@trial(8, "1,200 and 1.200 are read as the file means them, or left out and named")
def thousands(ground: Ground) -> None:
    us = written(
        ground, "us.csv", HEAD.format(",") + '2026-11-06,Bridge,"1,200",900\n2026-11-07,Bridge,"1,200","1,200"\n'
    )
    assert choose(ground, CSV, us, data="us").lengths == [(1200.0, 900.0), (1200.0, 1200.0)]
    german = written(
        ground, "german.csv", HEAD.format(";") + "2026-11-06;Bridge;1.200;900\n2026-11-07;Bridge;1.200;900,5\n"
    )
    assert choose(ground, CSV, german, data="german").lengths == [(1200.0, 900.0), (1200.0, 900.5)]
    tabs = written(
        ground, "tabs.csv", HEAD.format("\t") + "2026-11-06\tBridge\t1.200\t900\n2026-11-07\tBridge\t600\t600\n"
    )
    came = choose(ground, CSV, tabs, data="tabs")
    assert came.lengths == [(600.0, 600.0)]
    assert came.says("Line 2 of", "planned_s", "'1.200' may mean 1200 or 1.2"), came.texts
    told = written(ground, "told.csv", HEAD.format("\t") + "2026-11-06\tBridge\t1.200\t12,5\n")
    assert choose(ground, CSV, told, data="told").lengths == [(1200.0, 12.5)]


@trial(9, "Excel's sep= line is a hint and not the header")
def separator(ground: Ground) -> None:
    rows = "practice_date;routine;practised_s\r\n2026-11-03;Bridge;600,0\r\n"
    for number, content in enumerate(
        (f"sep=;\r\n{rows}".encode(), f'"sep=;"\r\n{rows}'.encode(), f"sep=;\r\n{rows}".encode("utf-16"))
    ):
        came = choose(ground, CSV, written(ground, f"{number}.csv", content), data=f"data{number}")
        assert [one["practised_s"] for one in came.sessions] == [600.0], came.told


HABITS = "Position,Name,Type,Question,Description,Unit\n001,Breathing,YES_NO,,,\n002,Rest,NUMERICAL,,,minutes\n"
TABLES = {
    "Habits.csv": HABITS,
    "001 Breathing/Checkmarks.csv": "Date,Value,Notes\n2026-11-03,YES_MANUAL,\n2026-11-02,NO,\n",
    "002 Rest/Checkmarks.csv": "Date,Value,Notes\n2026-11-04,12000,\n2026-11-03,0,\n",
    "Checkmarks.csv": "Date,Breathing,Rest,\n",
}


def packed(file: Path, names: dict[str, str]) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in names.items():
            member = zipfile.ZipInfo("x" * len(name))
            member.filename = name
            archive.writestr(member, text)
    return file


@trial(10, "Loop's export is an export with its folder, from a Mac, and with backslashes")
def repacked(ground: Ground) -> None:
    inside = {f"Loop Habits CSV/{name}": text for name, text in TABLES.items()}
    ways = {
        "folder": inside,
        "mac": {**inside, "__MACOSX/Loop Habits CSV/001 Breathing/._Checkmarks.csv": "\0\5\x16\7",
                "__MACOSX/Loop Habits CSV/._Habits.csv": "\0\5\x16\7", "Loop Habits CSV/.DS_Store": "\0"},
        "windows": {name.replace("/", "\\"): text for name, text in inside.items()},
        "capitals": {name.upper(): text for name, text in TABLES.items()},
    }  # fmt: skip
    for way, names in ways.items():
        came = choose(ground, LOOP, packed(ground.folder / f"{way}.zip", names), "Breathing", data=way)
        assert came.days == ["2026-11-03"], f"{way}: {came.told}"
    for name, text in TABLES.items():
        written(ground, f"own/Loop Habits CSV/{name}", text)
    if shutil.which("zip"):
        subprocess.run(["zip", "-qr", "../own.zip", "Loop Habits CSV"], cwd=ground.folder / "own", check=True)
        assert choose(ground, LOOP, ground.folder / "own.zip", "Breathing", data="own-data").days == ["2026-11-03"]


@trial(11, "Loop's full backup and a habit in minutes are read, another database is named")
def loops_backup(ground: Ground) -> None:
    file = ground.folder / "Loop Habits Backup.db"
    noon = (date(2026, 11, 3) - date(1970, 1, 1)).days * 86_400_000
    with closing(sqlite3.connect(file)) as made:
        made.executescript(f"""
            CREATE TABLE Habits (id integer primary key, name text, position integer, type integer, unit text);
            CREATE TABLE Repetitions (id integer primary key, habit integer, timestamp integer, value integer);
            INSERT INTO Habits VALUES (1, 'Breathing', 0, 0, ''), (2, 'Rest', 1, 1, 'Minuten'), (3, 'Walk', 2, 1, 'km');
            INSERT INTO Repetitions (habit, timestamp, value)
                VALUES (1, {noon}, 2), (2, {noon}, 12000), (2, {noon - 86_400_000}, 0), (3, {noon}, 5000);
        """)
    before = file.read_bytes()
    assert choose(ground, LOOP, file, "Breathing", data="ticks").days == ["2026-11-03"]
    assert choose(ground, LOOP, file, "Rest", data="minutes").lengths == [(720.0, 720.0)]
    assert choose(ground, LOOP, file, "Walk", data="km").says("is measured in 'km'")
    assert file.read_bytes() == before
    export = packed(ground.folder / "minutes.zip", TABLES)
    assert choose(ground, LOOP, export, "Rest", data="export").lengths == [(720.0, 720.0)]
    own = next((ground.folder / "export").glob("*.sqlite3"))
    assert choose(ground, LOOP, own, data="own").says("contains sessions of Psoas Timer", "Restore from a backup")
    assert choose(ground, CSV, file, data="csv").says("is a database, not a table")


@trial(12, "Short rows and every certain form of ISO 8601 are read; an instant stays one")
def short_and_iso(ground: Ground) -> None:
    rows = {
        "2026-11-03T18:30:00Z": "2026-11-03T18:30:00+00:00",
        "2026-11-04T18:30:00+01:00": "2026-11-04T17:30:00+00:00",
        "2026-11-04 18:30:00.5-0330": "2026-11-04T22:00:00.500000+00:00",
        "2026-11-05 8:05": "2026-11-05T08:05:00+00:00",
        "20261106T183000Z": "2026-11-06T18:30:00+00:00",
    }
    text = "started,routine,practised_s,note\n" + "".join(f"{one},Bridge\n" for one in rows)
    came = choose(ground, CSV, written(ground, "iso.csv", text))
    assert [one["started"] for one in came.sessions] == list(rows.values()), (came.texts, came.told)


@trial(14, "A file of 5,000 rows with one fault is told once with its count")
def one_fault(ground: Ground) -> None:
    rows = "".join(f"{number % 28 + 1}.11.2026,Bridge\n" for number in range(5000))
    came = choose(ground, CSV, written(ground, "many.csv", f"practice_date,routine\n{rows}"))
    told = [text for text in came.texts if "is not a date" in text]
    assert len(told) == 1, f"{len(told)} sentences"
    assert told[0].replace(",", "").startswith("5000 rows of "), told[0]
    assert came.sessions == []


@trial(16, "A report says which script no font here can draw")
def scripts(ground: Ground) -> None:
    rows = ["practice_date,routine,note", "2026-11-20,Bridge,שלום (3/10)"]
    choose(ground, CSV, written(ground, "notes.csv", "\n".join(rows)))
    days = ("--from", "2026-11-01", "--to", "2026-11-28", "--notes")
    plain = ground.run("report", ground.folder / "plain.pdf", *days, code=0)
    assert "boxes" not in plain.stderr or "Hebrew" in plain.stderr, plain.stderr
    choose(ground, CSV, written(ground, "more.csv", f"{rows[0]}\n2026-11-21,呼吸,今天 \U0010fffd\n"))
    done = ground.run("report", ground.folder / "boxes.pdf", *days, code=0)
    assert "boxes in place of some characters" in done.stderr, done.stderr
    found = (
        subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True).stdout
        if shutil.which("fc-list")
        else "?"
    )
    assert found or "Chinese" in done.stderr, done.stderr
    if shutil.which("pdftotext"):
        page = subprocess.run(
            ["pdftotext", str(ground.folder / "boxes.pdf"), "-"], capture_output=True, text=True
        ).stdout
        assert "Boxes stand for" in page, page


@trial(31, "Year 9999 and bytes that are no text are told in what comes in")
def far_and_no_text(ground: Ground) -> None:
    rows = "9999-12-31T23:59:59-12:00,Bridge\n0001-01-01T00:00:00+14:00,Bridge\n9999-12-31 23:59,Bridge\n"
    far = choose(
        ground, CSV, written(ground, "far.csv", f"started,routine\n{rows}2026-11-03 18:30,Bridge\n"), data="far"
    )
    assert far.days == ["2026-11-03"]
    assert far.says("3 rows of", "is not within the years 1970 to 2200"), far.texts
    torn = written(ground, "torn.csv", b"started,zone,routine\n2026-11-03 18:30,Euro\xffpe,Bridge\n")
    assert choose(ground, CSV, torn, data="torn").says("is not in UTF-8: see line 2")
    choose(
        ground, CSV, written(ground, "one.csv", "started,utc_offset,zone,routine\n2026-11-03 18:30,UTC,Here,Bridge\n")
    )
    ground.run("backup", ground.folder / "all.json", code=0)
    text = (ground.folder / "all.json").read_text(encoding="utf-8")
    assert '"Here"' in text
    for zone, told in ((r'"\ud800"', "incomplete character"), ("[]", "is not text")):
        broken = written(ground, "broken.json", text.replace('"Here"', zone))
        came = choose(ground, BACKUP, broken, data="restored")
        assert came.says("cannot be restored", "zone", told), (came.texts, came.told)
        assert came.sessions == []
