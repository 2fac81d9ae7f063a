"""The contents of a backup: each unusable value is reported, or affects only itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.store.backup.documents import document_of, fault_of, read
from tests.store.histories import (
    SOME,
    Home,
    home,
    no_sync,
    other,
    shared_homes,
)

__all__ = ["home", "no_sync", "other", "shared_homes"]  # pytest finds its fixtures by their names


def test_a_setting_that_cannot_be_used_is_told_and_costs_only_itself(home: Home) -> None:
    document = document_of(home)
    document["settings"] |= {"turn": 45, "colour": "red"}
    backup = read(home.folder, document)
    assert backup.settings == SOME.settings
    assert [str(notice).split(" cannot be used")[0] for notice in backup.notices] == [
        f"settings.{key} in {backup.file}" for key in ("turn", "colour")
    ]


def test_what_is_there_later_may_be_missing(home: Home) -> None:
    document = document_of(home)
    short = {key: document[key] for key in ("format", "version", "sessions")}
    backup = read(home.folder, short)
    assert (len(backup.sessions), backup.settings, backup.routines, backup.made) == (2, None, {}, None)
    assert read(home.folder, {**document, "settings": None}).settings is None


def changed(path: tuple[str | int, ...], value: object) -> Callable[[dict[str, Any]], None]:
    def change(document: Any) -> None:
        for part in path[:-1]:
            document = document[part]
        if value is ...:
            del document[path[-1]]
        else:
            document[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("sessions", 1, "practised_s"), -1, "see sessions[2].practised_s in line 7. -1 is not a number from 0 to"),
        (("sessions", 1, "practised_s"), 1e999, "see sessions[2].practised_s in line 7. inf is not a number"),
        (("sessions", 1, "practised_s"), float("nan"), "see sessions[2].practised_s in line 7. nan is not a number"),
        (("sessions", 1, "planned_s"), 10**400, "see sessions[2].planned_s in line 7. inf is not a number"),
        (("sessions", 0, "planned_s"), True, "see sessions[1].planned_s in line 6. True is not a number"),
        (("sessions", 0, "planned_s"), "590", "see sessions[1].planned_s in line 6. '590' is not a number"),
        (("sessions", 0, "stage_index"), 1.0, "see sessions[1].stage_index in line 6. 1.0 is not a whole number"),
        (("sessions", 0, "utc_offset_s"), 86_400, "86400 is not a whole number from -86399 to 86399."),
        (("sessions", 0, "discomfort_after"), 11, "11 is not a whole number from 0 to 10."),
        (("sessions", 0, "practice_date"), "20260530", "'20260530' is not a date like 2026-05-31."),
        (("sessions", 0, "practice_date"), "2026-02-30", "'2026-02-30' is not a date like"),
        (("sessions", 0, "practice_date"), "2026-W22-1", "'2026-W22-1' is not a date like"),
        (("sessions", 0, "practice_date"), "9999-12-31", "'9999-12-31' is not within the years 1900 to 2200."),
        (("sessions", 0, "started_utc"), "2026-05-30T23:30:05", "is not a time like 2026-05-31T18:30:00Z."),
        (("sessions", 0, "started_utc"), "2026-05-30T25:30:05Z", "is not a time like"),
        (("sessions", 0, "started_utc"), "0001-01-01T00:00:00Z", "is not within the years"),
        (("sessions", 0, "deleted_utc"), "", "'' is not a time like"),
        (("sessions", 0, "status"), "done", "'done' is not one of: running, partial, complete."),
        (("sessions", 0, "status"), ["partial"], "['partial'] is not one of:"),
        (
            ("sessions", 0, "sides_done"), ["left", "left"],
            "see sessions[1].sides_done[2] in line 6. It repeats number 1 of",
        ),
        (("sessions", 0, "sides_done"), "left", "'left' is not a list."),
        (("sessions", 0, "progress"), {"x": 1}, "see sessions[1].progress.x in line 6. 'x' is not the number"),
        (("sessions", 0, "progress"), {"01": 1}, "'01' is not the number of a stage."),
        (("sessions", 0, "progress"), {"0": None}, "see sessions[1].progress.0 in line 6. None is not a number"),
        (("sessions", 0, "is_counted"), 1, "1 is neither true nor false."),
        (("sessions", 0, "note"), None, "None is not text."),
        (("sessions", 0, "note"), "\ud800", "'\\ud800' contains an incomplete character."),
        (("sessions", 0, "uuid"), "", "see sessions[1].uuid in line 6. It is empty."),
        (("sessions", 1, "uuid"), "u-1", "see sessions[2] in line 7. It repeats number 1 of the list."),
        (("sessions", 0, "note"), ..., "see sessions[1] in line 6. note is missing."),
        (("sessions", 0, "mood"), "good", "see sessions[1].mood in line 6. 'mood' is not a known name here."),
        (("sessions", 0), 7, "see sessions[1] in line 6. 7 is not a set of names and values."),
        (("sessions",), {}, "see sessions in line 5. {} is not a list."),
        (("sessions",), ..., "see line 1. sessions is missing."),
        (("goals", 1, "days_a_week"), 8, "see goals[2].days_a_week in line 11. 8 is not a whole number from 1 to 7."),
        (("goals", 1, "effective_date"), "0001-01-01", "see goals[2] in line 11. It repeats number 1 of the list"),
        (("pauses", 0, "last_date"), "2026-03-31", "see pauses[1] in line 14. This pause ends before it begins."),
        (("pauses", 0, "reason"), "bored", "'bored' is not one of: ill, travelling, told_to_rest, other."),
        (("reminders", 0, "weekdays"), [7], "see reminders[1].weekdays[1] in line 17. 7 is not a whole number"),
        (("reminders", 0, "weekdays"), [], "see reminders[1] in line 17. A reminder needs a day of the week."),
        (("reminders", 0, "at"), "24:00", "see reminders[1].at in line 17. '24:00' is not a time like 18:00."),
        (("reminders", 0, "at"), "6:30", "'6:30' is not a time like 18:00."),
        (("reminders", 0, "since_utc"), None, "None is not a time like"),
        (("reminders", 0, "is_on"), 1, "1 is neither true nor false."),
        (("settings",), [], "see settings in line 19. [] is not a set"),
        (("settings", "version"), 2, "see settings in line 19. They are from a newer version of Psoas Timer."),
        (("routines", "knees.toml"), 1, 'see routines."knees.toml" in line'),
        (("routines", "knees.toml"), "x" * 300_000, "It is larger than 256 KiB."),
        (
            ("routines", "../knees.toml"), "",
            "'../knees.toml' does not work as the name of a routine file on every system.",
        ),
        (("routines", "a/b.toml"), "", "'a/b.toml' does not work"),
        (("routines", "a\\b.toml"), "", "does not work as the name"),
        (("routines", "C:b.toml"), "", "does not work as the name"),
        (("routines", ".knees.toml"), "", "does not work as the name"),
        (("routines", "knees.txt"), "", "does not work as the name"),
        (("routines", "nul.toml"), "", "does not work as the name"),
        (("routines", "Com1 .x.toml"), "", "does not work as the name"),
        (("routines", "a\0.toml"), "", "does not work as the name"),
        (("routines", "\ud800.toml"), "", "contains an incomplete character."),
        (("routines", ".toml"), "", "does not work as the name"),
        (("format",), "json", "is not a Psoas Timer backup."),
        (("version",), 2, "is from a newer version of Psoas Timer."),
        (("version",), 1e999, "is from a newer version of Psoas Timer."),
        (("version",), "1", "see version in line 3. It is not 1."),
        (("version",), ..., "see line 1. version is missing."),
        (("made",), "today", "see made in line 4. 'today' is not a time"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_told_with_its_key_and_its_line(
    home: Home, path: tuple[str | int, ...], value: object, sentence: str
) -> None:
    document = document_of(home)
    changed(path, value)(document)
    parts = [f"  {json.dumps(key)}: {listed(part)}" for key, part in document.items()]
    told = fault_of(home.folder, "{\n" + ",\n".join(parts) + "\n}\n")
    assert sentence in told


def listed(value: object) -> str:
    """Return JSON with each list item on its own line, including values that are not numbers."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(json.dumps(item) for item in value) + "\n]"
    return json.dumps(value)
