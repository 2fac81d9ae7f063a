"""Thousands of routines: named at a glance, read when asked for, and every fault found in the end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from psoas_timer.core.breath.routine import RoutineName
from psoas_timer.store.routines import routine_shelf
from psoas_timer.store.routines.routine_file import load_routine, load_routines
from psoas_timer.store.routines.routine_shelf import READ_AT_ONCE, RoutineShelf, glance, open_shelf
from tests.store.routines.routine_texts import BUNDLED, GOOD, IDS
from tests.systems import POSIX

MANY = READ_AT_ONCE + 40


def text(title: str, routine_id: str = "") -> str:
    first = f'id = "{routine_id}"\n' if routine_id else ""
    return first + GOOD.replace('title = "Knees"', f'title = "{title}"', 1)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "routines"
    folder.mkdir()
    return folder


def fill(folder: Path, count: int = MANY) -> None:
    for number in range(count):
        (folder / f"own-{number:03}.toml").write_text(text(f"Own {number:03}"), encoding="utf-8")


def check_all(shelf: RoutineShelf) -> None:
    while shelf.check_next():
        pass


def faulty_names(shelf: RoutineShelf) -> list[str]:
    return sorted(path.name for path, _fault in shelf.faults)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read whole, as it happens."""
    names: list[str] = []

    def load(path: Path) -> object:
        names.append(path.name)
        return load_routine(path)

    monkeypatch.setattr(routine_shelf, "load_routine", load)
    return names


@pytest.mark.parametrize("count", [0, 1, READ_AT_ONCE])
def test_a_few_are_all_read_at_once(own: Path, count: int, read: list[str]) -> None:
    fill(own, count)
    (own / "own-000.toml").write_text("title = 3\n")
    shelf, loaded = open_shelf(BUNDLED, own), load_routines(BUNDLED, own)
    assert dict(shelf) == loaded.by_id
    assert [name.id for name in shelf.names] == [routine.id for routine in loaded.routines]
    assert faulty_names(shelf) == ["own-000.toml"]
    assert not shelf.check_next()
    assert read == []


def test_of_many_only_the_names_are_read_and_a_routine_when_it_is_asked_for(own: Path, read: list[str]) -> None:
    fill(own)
    shelf = open_shelf(BUNDLED, own)
    assert [name.id for name in shelf.names] == [*IDS, *(f"own-{number:03}" for number in range(MANY))]
    assert len(shelf) == len(list(shelf)) == len(IDS) + MANY
    assert read == []
    assert shelf["own-007"] == load_routines(BUNDLED, own).by_id["own-007"]
    assert shelf["own-007"].is_own
    assert read == ["own-007.toml"]
    assert "nothing" not in shelf


def test_many_are_the_same_as_if_all_had_been_read(own: Path) -> None:
    fill(own)
    for name, content in {
        "a": text("zebra"),
        "b": text("Apple", "my-apple"),
        "c": text("Pear", "own-003"),
        "d": text("", "e"),
        "Odd Name": text("Odd"),
        "long": f'steps = [\n"{"x" * 150}",\n]\n' + text("Long"),
        "quoted": text("Quoted").replace('title = "', '"title" = "'),
        "plain": text("Plain").replace('"Plain"', "'Plain'"),
        "three": text("Three").replace('"Three"', '"""Three"""'),
        "copy": text("Copy", IDS[0]),
        "broken": "title = \n",
        "curly": text("Curly").replace('"Curly"', "“Curly”"),
        "id-below": GOOD + 'id = "x"\n',
        "empty": "",
    }.items():
        (own / f"{name}.toml").write_text(content, encoding="utf-8")
    shelf, loaded = open_shelf(BUNDLED, own), load_routines(BUNDLED, own)
    check_all(shelf)
    assert dict(shelf) == loaded.by_id
    assert [name.id for name in shelf.names] == [routine.id for routine in loaded.routines]
    assert [name.title for name in shelf.names] == [routine.title for routine in loaded.routines]
    assert faulty_names(shelf) == sorted(path.name for path, _fault in loaded.faults)


def test_the_faults_of_many_are_found_one_by_one_and_their_names_go(own: Path, read: list[str]) -> None:
    fill(own)
    (own / "own-005.toml").write_text(text("Own 005") + "cycles = 1\n", encoding="utf-8")
    shelf = open_shelf(BUNDLED, own)
    assert (faulty_names(shelf), "own-005" in list(shelf)) == ([], True)
    for _ in range(6):
        assert shelf.check_next()
    assert (faulty_names(shelf), "own-005" in list(shelf)) == (["own-005.toml"], False)
    check_all(shelf)
    assert sorted(read) == sorted({*read}), "none is read twice"
    assert len(read) == MANY


def test_a_faulty_file_is_found_when_its_routine_is_asked_for_too(own: Path) -> None:
    fill(own)
    (own / "own-005.toml").write_text(text("Own 005") + "cycles = 1\n", encoding="utf-8")
    shelf = open_shelf(BUNDLED, own)
    assert shelf.get("own-005") is None
    assert faulty_names(shelf) == ["own-005.toml"]
    assert "own-005" not in list(shelf)
    check_all(shelf)
    assert faulty_names(shelf) == ["own-005.toml"]


def test_where_the_first_with_an_id_is_faulty_the_next_one_is_used(own: Path) -> None:
    fill(own)
    (own / "a.toml").write_text(text("First", "mine") + "cycles = 1\n", encoding="utf-8")
    for name in ("b", "c"):
        (own / f"{name}.toml").write_text(text(f"Later {name}", "mine"), encoding="utf-8")
    shelf = open_shelf(BUNDLED, own)
    assert faulty_names(shelf) == ["b.toml", "c.toml"]
    assert shelf["mine"].title == "Later b"
    assert RoutineName("mine", "Later b") in shelf.names
    assert faulty_names(shelf) == ["a.toml", "c.toml"]


def test_a_file_that_changes_meanwhile_is_never_taken_for_another_routine(own: Path) -> None:
    fill(own)
    shelf = open_shelf(BUNDLED, own)
    (own / "own-001.toml").write_text(text("Own 001", "own-002"), encoding="utf-8")
    (own / "own-003.toml").unlink()
    assert shelf.get("own-001") is None
    assert shelf.get("own-003") is None
    assert shelf["own-002"].title == "Own 002"
    told = [str(fault) for _path, fault in shelf.faults]
    assert "has been changed since" in told[0]
    assert "There is no file" in told[1]


def test_too_many_that_a_glance_cannot_name_are_read_later(own: Path, read: list[str]) -> None:
    for number in range(MANY):
        odd = text(f"Odd {number}").replace('title = "', '"title" = "')
        (own / f"odd-{number:03}.toml").write_text(odd, encoding="utf-8")
    shelf = open_shelf(BUNDLED, own)
    assert len(read) == READ_AT_ONCE
    check_all(shelf)
    assert len(shelf) == len(IDS) + MANY
    assert len(read) == MANY


@pytest.mark.parametrize(
    ("top", "name"),
    [
        ('title = "Box"', RoutineName("mine", "Box")),
        ('title="Box"#c', RoutineName("mine", "Box")),
        ('\ufefftitle = "Box"\r', RoutineName("mine", "Box")),
        ('id = "other"\ntitle = "Box"', RoutineName("other", "Box")),
        ('title = "Box\\n"', None),
        ("title = 'Box'", None),
        ('title = "Box"\ntitle = "Bax"', None),
        ('title = "Box"\nid = "Other"', None),
        ('title = "Box"\nid = 3', None),
        ('title = "Box"\nid.x = 3', None),
        ('summary = """\ntitle = "Box"\n"""', None),
        ('summary = """\ntitle = "Bax"\n[a]\n"""\ntitle = "Box"', None),
        ("source = '''\nid = 3\n'''\ntitle = \"Box\"  # \"\"\"", None),
        ('# """\ntitle = "# Box"\n# """', None),
        ('title = "# Box" # "', RoutineName("mine", "# Box")),
        ('source = """a "" b \\""" c"""\ntitle = "Box"', RoutineName("mine", "Box")),
        ('source = """\ntitle = "Box"\n', None),
        (f'title = "{"x" * 61}"', None),
        ('title = " "', None),
        ("", None),
    ],
)
def test_a_glance_sees_what_is_plain(tmp_path: Path, top: str, name: RoutineName | None) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(f'{top}\n[[stage]]\nid = "a"\ntitle = "A"\n'.encode())
    assert glance(path) == name


def test_a_glance_does_not_reach_to_the_end_of_a_long_beginning(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('title = "Box"\n' + "# long\n" * 2000 + 'id = "x"\n[[stage]]\n')
    assert glance(path) is None


@pytest.mark.parametrize("routine_id", IDS)
def test_a_copy_of_any_of_the_programs_own_is_named_at_a_glance(routine_id: str) -> None:
    """They are what a person begins with."""
    path = BUNDLED / f"{routine_id}.toml"
    assert glance(path) == RoutineName(routine_id, load_routine(path).title)


@POSIX
def test_a_glance_waits_for_no_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert glance(tmp_path / "pipe.toml") is None
    assert glance(tmp_path / "none.toml") is None
