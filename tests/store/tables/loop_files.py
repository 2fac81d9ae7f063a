"""Exports of Loop Habit Tracker, of both kinds, as the tests of the import write them."""

from __future__ import annotations

import zipfile
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

NOW = datetime(2026, 6, 1, 7, 30, tzinfo=timezone(timedelta(hours=2)))

# An export of version 2.0 and before, where values are numbers and a habit's own table has no header row.
OLD = {
    "Habits.csv": (
        "Position,Name,Question,Description,NumRepetitions,Interval,Color\n"
        '001,"Psoas, slowly",Did you?,,1,1,#FF8F00\n'
        "002,Walk,How far?,,1,1,#00897B\n"
    ),
    "001 Psoas slowly/Checkmarks.csv": "2026-06-01,2\n2026-05-31,1\n2026-05-30,0\n2026-05-29,2\n2026-05-28,3\n",
    "001 Psoas slowly/Scores.csv": "2026-06-01,0.0519\n",
    "002 Walk/Checkmarks.csv": "2026-06-01,2000\n2026-05-31,2\n2026-05-30,-1\n",
    "Checkmarks.csv": "Date,Psoas, slowly,Walk,\n2026-06-01,2,2000,\n",
    "Scores.csv": "Date,Psoas, slowly,Walk,\n2026-06-01,0.0519,0.1000,\n",
}

# An export of version 2.1 and later, where values are words.
NEW = {
    "Habits.csv": (
        "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
        "Target Value,Archived?\n"
        '001,"Psoas, slowly",YES_NO,Did you?,,1,1,#FF8F00,,,,false\n'
        "002,Walk,NUMERICAL,How far?,,1,1,#00897B,km,AT_LEAST,2.0,false\n"
        "003,呼吸,YES_NO,,,1,1,#00897B,,,,false\n"
    ),
    "001 Psoas slowly/Checkmarks.csv": (
        "Date,Value,Notes\n2026-06-01,YES_MANUAL,\n2026-05-31,YES_AUTO,\n"
        '2026-05-30,NO,"Ill,\nin bed"\n2026-05-29,YES_MANUAL,\n2026-05-28,SKIP,\n2026-05-27,UNKNOWN,\n'
    ),
    "001 Psoas slowly/Scores.csv": "Date,Score\n2026-06-01,0.0519\n",
    "002 Walk/Checkmarks.csv": "Date,Value,Notes\n2026-06-01,YES_MANUAL,\n2026-05-31,NO,\n",
    "003/Checkmarks.csv": "Date,Value,Notes\n",
    "Checkmarks.csv": "Date,Psoas, slowly,Walk,呼吸,\n2026-06-01,YES_MANUAL,YES_MANUAL,UNKNOWN,\n",
}


def zipped(files: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text, method)
    return whole.getvalue()


def written(folder: Path, content: bytes | str, name: str = "Loop Habits CSV 2026-06-01.zip") -> Path:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def packed(files: dict[str, str]) -> bytes:
    """A ZIP whose names stand in it as they are given, as no other program would change them: with any slashes."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, text in files.items():
            member = zipfile.ZipInfo("x" * len(name))
            member.filename = name
            archive.writestr(member, text)
    return whole.getvalue()


# As version 2.3 writes it: a habit of minutes, and one of another unit.
MINUTES = {
    "Habits.csv": (
        "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
        "Target Value,Archived?\n"
        "001,Breathing,NUMERICAL,How long?,,1,1,#FF8F00,minutes,AT_LEAST,10.0,false\n"
        "002,Walk,NUMERICAL,How far?,,1,1,#00897B,km,AT_LEAST,2.0,false\n"
    ),
    "001 Breathing/Checkmarks.csv": (
        "Date,Value,Notes\n2026-05-31,12000,\n2026-05-30,NO,\n2026-05-29,7500,short\n2026-05-28,SKIP,\n"
        "2026-05-27,UNKNOWN,\n2026-05-26,0,\n"
    ),
    "002 Walk/Checkmarks.csv": "Date,Value,Notes\n2026-05-31,2500,\n",
}
