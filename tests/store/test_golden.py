"""Files that earlier programs wrote are read, and those written today are the same, byte for byte.

What stands in golden/ was made once and is never made anew: a person has such files in a drawer.
"""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Side, StageChoice
from psoas_timer.core.history.session import SessionRecord, Source, Status
from psoas_timer.core.settings import Settings, ThemeChoice, View
from psoas_timer.core.speech.sound import SoundChoice, SoundSet
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.store.backup.archive import read_archive, write_archive
from psoas_timer.store.settings_file import load_settings, save_settings
from psoas_timer.store.tables.csv_import import read_csv
from psoas_timer.store.tables.export import export_csv
from tests.store.histories import BINNED, KEPT, NOW, SESSION, SOME, Everything, Home

GOLDEN = Path(__file__).parent / "golden"

SETTINGS = Settings(
    patterns={**Settings().patterns, "slow": BreathPattern(5.5, 1.0, 7.0, 2.0)}, settle_s=30.0, wait_for_me=True,
    view=View.DIAPHRAGM, turn=270, theme=ThemeChoice.DARK, text_percent=125.0, reduced_motion=True,
    guidance=GuidanceLevel.COUNTS, sound=SoundChoice(
        sound_set=SoundSet.WAVES, breath_percent=55.0, voice_percent=65.0, offset_ms=120.0),
    choices={"hip-mat": {"rest": StageChoice("slow-hold", 90.0), "größe": StageChoice()}},
    acknowledged=frozenset({"hip-mat", "front-stomach-release"}), day_boundary_h=5, asks_discomfort=True,
    discomfort_stop=7, reminders_suggested=True, keeps_running=False, tray_told=True, autostart_granted=True,
)  # fmt: skip
PLAIN = replace(
    SESSION, uuid="u-3", status=Status.COMPLETE, sides_done=(), first_side=Side.RIGHT, source=Source.ENTERED,
    note="=1+1", is_counted=False, discomfort_before=None, discomfort_after=10, utc_offset_s=-12_600, zone="",
    started=SESSION.started + timedelta(hours=8), ended=SESSION.ended + timedelta(hours=8),
    practised_s=590.04,
)  # fmt: skip
SESSIONS = (SESSION, PLAIN)
HISTORY = Everything(
    (KEPT, BINNED, replace(KEPT, record=PLAIN)), SOME.goals, SOME.pauses, SOME.reminders, SETTINGS, SOME.routines
)


def as_it_was(file: Path) -> bytes:
    """Return a file without the settings that came since the golden ones were made."""
    since = rb',\n *"(?:language": ""|typeface": "ours"|teller": "voice"|plans": \{\}|window": \{[^}]*\})'
    return re.sub(since, b"", file.read_bytes())


def make_backup(file: Path, folder: Path) -> None:
    """Write the backup of HISTORY to ``file`` from a new home in ``folder``."""
    home = Home(folder)
    with closing(home.connection):
        home.become(HISTORY)
        write_archive(file, home.connection, SETTINGS, home.routines, NOW)


def test_a_table_is_written_as_ever_and_an_old_one_is_read(tmp_path: Path) -> None:
    export_csv(tmp_path / "sessions.csv", SESSIONS)
    assert (tmp_path / "sessions.csv").read_bytes() == (GOLDEN / "sessions.csv").read_bytes()
    plan = read_csv(GOLDEN / "sessions.csv", NOW)
    assert plan.records == tuple(map(as_in_a_table, SESSIONS))
    assert plan.bad_rows == plan.notices == ()


def as_in_a_table(record: SessionRecord) -> SessionRecord:
    """Return what a table keeps of a session: whole seconds, tenths, and nothing of how far each stage was reached."""
    return replace(
        record,
        started=record.started.replace(microsecond=0),
        practised_s=round(record.practised_s, 1),
        first_side=Side.LEFT,
        reached_s={},
        stage_index=0,
    )


def test_a_backup_is_written_as_ever_and_an_old_one_is_read(tmp_path: Path) -> None:
    make_backup(tmp_path / "backup.json", tmp_path)
    assert as_it_was(tmp_path / "backup.json") == (GOLDEN / "backup.json").read_bytes()
    backup = read_archive(GOLDEN / "backup.json")
    assert sorted(backup.sessions, key=lambda session: session.record.uuid) == list(HISTORY.sessions)
    assert (backup.goals, backup.pauses, backup.reminders) == (HISTORY.goals, HISTORY.pauses, HISTORY.reminders)
    assert (backup.settings, backup.routines, backup.notices) == (SETTINGS, HISTORY.routines, ())


def test_settings_are_written_as_ever_and_old_ones_are_read(tmp_path: Path) -> None:
    save_settings(tmp_path / "settings.json", SETTINGS)
    assert as_it_was(tmp_path / "settings.json") == (GOLDEN / "settings.json").read_bytes()
    assert load_settings(GOLDEN / "settings.json") == (SETTINGS, ())
