"""What ARCHITECTURE.md says of the floors is what the contracts hold them to."""

from __future__ import annotations

from tests.house.floors import PAGE, sentence_of, table, table_on
from tests.house.sources import PACKAGE


def test_the_table_of_floors_is_printed_from_the_contracts() -> None:
    wanted = table()
    is_true = table_on(PAGE.read_text(encoding="utf-8")) == wanted
    assert is_true, f"run python -m tests.house.floors --write, which puts this on the page:\n\n{wanted}"


def test_every_package_says_in_one_sentence_what_it_is_for() -> None:
    sentences = {path.parent: sentence_of(path.parent) for path in PACKAGE.rglob("__init__.py")}
    assert [folder.name for folder, sentence in sentences.items() if not sentence.endswith(".")] == []
