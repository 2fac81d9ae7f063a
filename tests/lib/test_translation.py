"""Sentences, numbers, lists and problems in the language in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_timer.core.problem import BadValue, Problem, Problems
from psoas_timer.core.sentence import N_
from psoas_timer.lib.catalogue import Catalogue
from psoas_timer.lib.translation import Language, list_words, number_word, path_text, problem_text, tr, use_language

GERMAN = {
    "Rest": ("Pause",),
    "%n days": ("%n Tag", "%n Tage"),
    "{file} has %n faults.": ("{file} hat %n Fehler (einen).", "{file} hat %n Fehler."),
    "Use one of: {known}.": ("Erlaubt sind {known}.",),
    "{name} holds {most:n} rows in line {line}.": ("In Zeile {line} hat {name} {most:n} Zeilen.",),
    "the table": ("die Tabelle",),
    "{fault}": ("{fault}",),
    "Mend it.": ("Beheben Sie das.",),
}


@pytest.fixture(autouse=True)
def _german() -> None:
    def write_number(value: float) -> str:
        return f"{value:,}".replace(",", ".")

    use_language(Language(Catalogue("de", GERMAN), write_number, " und ".join))


def test_a_sentence_is_in_the_language_in_use() -> None:
    assert (tr("Rest"), tr("Not translated")) == ("Pause", "Not translated")


@pytest.mark.parametrize(("n", "said"), [(0, "0 Tage"), (1, "1 Tag"), (1234, "1.234 Tage")])
def test_a_number_stands_in_its_form_as_the_country_writes_it(n: int, said: str) -> None:
    assert tr("%n days", n) == said


def test_numbers_and_lists_are_written_by_the_country() -> None:
    assert (number_word(1500), list_words(["a", "b"])) == ("1.500", "a und b")


def test_before_any_language_is_chosen_all_is_as_in_the_sources() -> None:
    use_language(Language())
    assert (tr("%n days", 1234), number_word(1234), number_word(0.5), list_words("ab")) == (
        "1,234 days", "1,234", "0.5", "a, b",
    )  # fmt: skip


def test_a_problem_is_told_with_its_number_its_list_and_the_sentences_in_it() -> None:
    assert problem_text(Problem("{file} has %n faults.", "Mend it.", file=Path("a"), n=2)) == (
        "a hat 2 Fehler. Beheben Sie das."
    )
    assert problem_text(BadValue("", "Use one of: {known}.", known=("x", "y"))) == "Erlaubt sind x und y."
    assert problem_text(Problem("{fault}", "", fault=Problem("", "Mend it."))) == "Beheben Sie das."


def test_an_amount_is_written_by_the_country_and_a_place_in_a_file_is_not() -> None:
    told = problem_text(
        Problem("{name} holds {most:n} rows in line {line}.", "", name=N_("the table"), most=5000, line=1234)
    )
    assert told == "In Zeile 1234 hat die Tabelle 5.000 Zeilen."


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert problem_text(Problem("{a}", "", a="{b} {0} {")) == "{b} {0} {"


def test_several_faults_are_told_a_line_each() -> None:
    faults = Problems([Problem("", "Mend it."), Problem("{file} has %n faults.", "", file="b", n=1)])
    assert problem_text(faults) == "Beheben Sie das.\nb hat 1 Fehler (einen)."


def test_a_path_is_shown_whatever_bytes_are_in_its_name() -> None:
    odd = Path("größe-\udcff-\udce4.csv")  # as Python reads the bytes FF and E4
    assert path_text(odd) == "größe-\\xff-\\xe4.csv"
    assert problem_text(Problem("{file} is full.", "", file=odd)) == "größe-\\xff-\\xe4.csv is full."
