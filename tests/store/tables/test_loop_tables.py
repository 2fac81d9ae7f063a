"""An export that people unpacked and packed again is an export: with its folder, by a Mac, with other slashes."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.store.tables.loop_tables import free_name, tables_of_text, tables_of_zip
from tests.store.tables.loop_files import MINUTES, NEW, OLD, packed

FOLDER = "Loop Habits CSV 2026-06-01"


def named(files: dict[str, str]) -> list[str]:
    return [table.habit for table in tables_of_zip(Path("mine.zip"), packed(files))]


def as_packed_by_a_mac(files: dict[str, str]) -> dict[str, str]:
    found = {f"{FOLDER}/": "", f"{FOLDER}/.DS_Store": "\0\1", f"__MACOSX/._{FOLDER}": "\0\5\x16\7"}
    for name, text in files.items():
        folder, _slash, last = name.rpartition("/")
        found[f"{FOLDER}/{name}"] = text
        found[f"__MACOSX/{FOLDER}/{folder}/._{last}".replace("//", "/")] = "\0\5\x16\7"
    return found


WAYS = {
    "in its folder": lambda files: {f"{FOLDER}/{name}": text for name, text in files.items()},
    "deep down": lambda files: {f"a/b c/001 d/e/{name}": text for name, text in files.items()},
    "from the folder itself": lambda files: {f"./{name}": text for name, text in files.items()},
    "from the root": lambda files: {f"/{name}": text for name, text in files.items()},
    "on Windows": lambda files: {f"{FOLDER}\\{name}".replace("/", "\\"): text for name, text in files.items()},
    "by a Mac": as_packed_by_a_mac,
    "in capitals": lambda files: {name.upper(): text for name, text in files.items()},
    "in small letters": lambda files: {name.lower(): text for name, text in files.items()},
    "only the habits' own tables": lambda files: {
        name: text for name, text in files.items() if name == "Habits.csv" or name.count("/") == 1
    },
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("files", [OLD, NEW, MINUTES])
def test_an_export_that_was_packed_again_holds_the_same(files: dict[str, str], way: str) -> None:
    tables = tables_of_zip(Path("mine.zip"), packed(WAYS[way](files)))
    expected = tables_of_zip(Path("mine.zip"), packed(files))
    assert len(expected) > 1
    assert [(one.habit, one.rows, one.is_measured, one.unit) for one in tables] == [
        (one.habit, one.rows, one.is_measured, one.unit) for one in expected
    ]


def test_a_table_is_named_without_the_folders_around_it() -> None:
    """They may be as long as a book, and are repeated in every fault."""
    (table, *_others) = tables_of_zip(Path("mine.zip"), packed({f"{'x' * 30_000}/{one}": NEW[one] for one in NEW}))
    assert table.table == Path("mine.zip/001 Psoas slowly/Checkmarks.csv")


def test_two_exports_in_one_folder_keep_their_own_names() -> None:
    first = {f"March/{name}": text for name, text in OLD.items()}
    second = {f"May/{name}": text for name, text in MINUTES.items()}
    assert named({**first, **second}) == ["Psoas, slowly", "Walk", "Breathing", "Walk (2)"]


@pytest.mark.parametrize(
    "name",
    ["../001 Psoas/Checkmarks.csv", "..\\001 Psoas\\Checkmarks.csv", "__MACOSX/001 Psoas/Checkmarks.csv",
     "001 Psoas/._Checkmarks.csv", "001 Psoas/Checkmarks.csv/", "Checkmarks.csv", "Psoas/Checkmarks.csv"],
)  # fmt: skip
def test_what_is_no_habits_own_table_is_left_alone(name: str) -> None:
    assert named({name: NEW["001 Psoas slowly/Checkmarks.csv"]}) == []


def test_a_table_that_was_unpacked_is_found_in_the_list_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "001 Breathing" / "Checkmarks.csv"
    file.parent.mkdir()
    text = MINUTES["001 Breathing/Checkmarks.csv"]
    assert [(one.habit, one.unit) for one in tables_of_text(file, text)] == [("Breathing", "")]
    (tmp_path / "Habits.csv").write_text(MINUTES["Habits.csv"].replace("Breathing", "Breath & rest"))
    assert [(one.habit, one.unit) for one in tables_of_text(file, text)] == [("Breath & rest", "minutes")]
    (tmp_path / "Habits.csv").write_bytes(b"\xff\0")
    assert [(one.habit, one.unit) for one in tables_of_text(file, text)] == [("Breathing", "")]


def test_the_table_for_all_may_have_lost_the_empty_cell_at_its_end() -> None:
    tables = tables_of_text(Path("Checkmarks.csv"), "Date,Psoas,Walk,\n2026-05-31,2,0\n2026-05-30,2,0,\n2026-05-29,2\n")
    assert [(table.habit, len(table.rows), table.odd) for table in tables] == [("Psoas", 2, [4]), ("Walk", 2, [4])]


def test_a_damaged_zip_is_told() -> None:
    with pytest.raises(Problem, match=r"mine\.zip is a damaged ZIP file"):
        tables_of_zip(Path("mine.zip"), packed(NEW)[:-30])


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_name("a", 2, {"b"}) == "a"
    assert free_name("a", 2, {"a", "a (2)"}) == "a (3)"
