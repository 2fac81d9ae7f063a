"""The keys of a routine file: which may be where, and what an id is."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.store.routines.routine_keys import ID, PICTURES, to_id
from tests.store.routines.routine_texts import ASSETS, GOOD, faults_of, load_text


def test_every_picture_that_a_file_may_name_is_there() -> None:
    assert set(PICTURES) <= {path.stem for path in (ASSETS / "illustrations").glob("*.svg")}


def test_a_file_name_that_is_no_id_asks_for_one(tmp_path: Path) -> None:
    told = faults_of(tmp_path, GOOD, "My Knees (2).toml")
    assert told == ['My Knees (2).toml, line 1: id is missing. Add it, such as id = "my-knees-2".']
    assert load_text(tmp_path, 'id = "knees-2"\n' + GOOD, "My Knees (2).toml").id == "knees-2"


@given(st.text(max_size=200))
def test_whatever_a_name_is_an_id_can_be_made_of_it(name: str) -> None:
    made = to_id(name, "my-routine")
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", made)
    assert to_id(made, "another") == made
    assert len(made) <= ID
