"""What ARCHITECTURE.md names is there: a newcomer who opens a file that it gives finds it."""

from __future__ import annotations

import re

import pytest

from tests.house.sources import PACKAGE, ROOT

PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
FILES = sorted({found for found in re.findall(r"`([\w./-]+/[\w.-]+\.\w+)`", PAGE) if "{" not in found})
# `name` in `file`, or `file` (`name`): a name that is to be found there.
NAMED = re.findall(r"`(\w+)` (?:or `\w+` )?in\s+`([\w/]+\.py)`", PAGE)
NAMED += [(name, file) for file, name in re.findall(r"`([\w/]+\.py)`\s+\(`(\w+)`", PAGE)]


@pytest.mark.parametrize("file", FILES)
def test_every_file_that_is_named_is_there(file: str) -> None:
    assert "psoas_timer_de" in file or (PACKAGE / file).exists() or (ROOT / file).exists()


@pytest.mark.parametrize(("name", "file"), NAMED)
def test_a_name_is_in_the_file_that_is_given_for_it(name: str, file: str) -> None:
    path = PACKAGE / file
    source = (path if path.exists() else ROOT / file).read_text(encoding="utf-8")
    patterns = rf"\b(?:def|class) {name}\b", rf"^[^#\n]*\b{name}\b[^=\n]*=", rf"\b{name}\("
    assert any(re.search(pattern, source, re.MULTILINE) for pattern in patterns)


def test_something_is_named() -> None:
    assert len(FILES) > 30 and len(NAMED) > 8
