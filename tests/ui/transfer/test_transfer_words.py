"""The words for an import: whole sentences with the right numbers, and none for what there is none of."""

from __future__ import annotations

import pytest

from psoas_timer.ui.transfer.transfer_words import (
    bring_in_word,
    brought_in_sentence,
    came_in_sentence,
    import_facts,
)

KINDS = ("sessions", "goals", "pauses", "reminders", "routines")


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_told_unless_there_is_none_of_it(kind: str) -> None:
    assert came_in_sentence(kind, 0, 0, 0) == ""
    for figures in ((1, 0, 0), (0, 1, 0), (0, 0, 1)):
        new, same, other = figures
        assert came_in_sentence(kind, *figures).endswith(f": {new} new, {same} already here, {other} different.")


def test_each_kind_has_a_sentence_of_its_own_with_numbers_of_the_locale() -> None:
    assert len({came_in_sentence(kind, 1, 2, 3) for kind in KINDS}) == len(KINDS)
    assert came_in_sentence("sessions", 36500, 0, 2) == "Sessions: 36,500 new, 0 already here, 2 different."


def test_only_what_there_is_is_a_fact_and_what_is_new_always() -> None:
    assert import_facts(0, 0, 0, 0, 0) == ["0 sessions are new."]
    assert import_facts(1, 1, 1, 1, 1) == [
        "1 session is new.",
        "1 session is already here.",
        "1 session is already here with different content. Yours is kept.",
        "1 of these is in your bin and stays there.",
        "1 row is skipped. The reason is below.",
    ]
    assert import_facts(1200, 0, 0, 0, 3) == ["1,200 sessions are new.", "3 rows are skipped. The reasons are below."]


@pytest.mark.parametrize(("new", "word"), [(0, ""), (1, "Import 1 session"), (2500, "Import 2,500 sessions")])
def test_the_button_says_how_many_and_is_missing_for_none(new: int, word: str) -> None:
    assert bring_in_word(new) == word


@pytest.mark.parametrize(
    ("count", "sentence"), [(1, "1 session was imported."), (36500, "36,500 sessions were imported.")]
)
def test_what_came_in_is_told(count: int, sentence: str) -> None:
    assert brought_in_sentence(count) == sentence
