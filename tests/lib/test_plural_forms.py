"""The plural rules, compared with those of Qt's tools."""

from __future__ import annotations

import subprocess
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QTranslator

from psoas_timer.lib.plural_forms import plural_rule

# One language of each rule, one of a country's own, and one that has none.
LANGUAGES = (
    "en", "de", "fr", "pt", "pt_PT", "pt_BR", "ga", "ru", "cs", "pl", "ar", "cy", "gd", "is", "lt", "lv", "mk", "mt",
    "ro", "sl", "ja", "hu", "tr", "zh_TW",
)  # fmt: skip
MOST_FORMS = 6
NUMBERS = range(1001)
TS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="{language}">
<context><name>c</name>
<message numerus="yes"><source>%n</source><translation>{forms}</translation></message></context></TS>"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_takes_the_form_that_qt_gives_it(language: str, tmp_path: Path) -> None:
    forms = "".join(f"<numerusform>{form}</numerusform>" for form in range(MOST_FORMS))
    source, release = tmp_path / "one.ts", tmp_path / "one.qm"
    source.write_text(TS.format(language=language, forms=forms))
    lrelease = Path(PySide6.__file__).parent / "lrelease"
    subprocess.run([lrelease, "-silent", source, "-qm", release], check=True, timeout=60)
    translator = QTranslator()
    assert translator.load(str(release))
    rule = plural_rule(language)
    assert [str(rule(n)) for n in NUMBERS] == [translator.translate("c", "%n", None, n) for n in NUMBERS]


def test_a_countrys_language_has_the_rule_of_the_language() -> None:
    assert plural_rule("ru_UA")(3) == plural_rule("ru")(3) == 1
