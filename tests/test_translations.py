"""The translators' files: every marked sentence can be found, and the English plurals are complete."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from psoas_timer.store.places import assets_dir

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "packaging" / "translations"))

from pseudo import pseudo  # noqa: E402
from sentences import Marked, NotWrittenOut, marked_sentences  # noqa: E402
from update import PREFIX, update  # noqa: E402

FILES = sorted((assets_dir() / "translations").glob("*.ts"))
ENGLISH = assets_dir() / "translations" / f"{PREFIX}en.ts"


def messages(file: Path) -> dict[str, list[str]]:
    """Return the translations of a .ts file by source sentence; unfinished ones have none."""
    found = {}
    for message in ElementTree.parse(file).iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        found[message.findtext("source", "")] = forms if translation.get("type") is None else []
    return found


def write(folder: Path, text: str) -> Path:
    package = folder / "package"
    package.mkdir()
    (package / "one.py").write_text(text, encoding="utf-8")
    return package


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_holds_the_sentences_of_the_sources_as_they_are_now(file: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(file, tmp_path))
    update(copy, marked_sentences())
    assert copy.read_text(encoding="utf-8") == file.read_text(encoding="utf-8"), "run packaging/translations/update.py"


def test_english_has_both_forms_of_every_plural() -> None:
    plurals = [one.text for one in marked_sentences() if one.is_plural]
    assert messages(ENGLISH).keys() == set(plurals)
    for text, forms in messages(ENGLISH).items():
        assert len(forms) == 2, f"write both forms of {text!r}, and take the mark off that says it is unfinished"
        assert forms[0], text
        assert forms[1] == text


def test_a_new_language_has_every_sentence_and_its_own_number_of_forms(tmp_path: Path) -> None:
    file = tmp_path / f"{PREFIX}ru.ts"
    sentences = marked_sentences()
    update(file, sentences)
    assert messages(file).keys() == {one.text for one in sentences}
    plural = next(one for one in ElementTree.parse(file).iter("message") if one.get("numerus"))
    assert len(list(plural.iter("numerusform"))) == 3


def test_what_was_translated_stays(tmp_path: Path) -> None:
    file = tmp_path / f"{PREFIX}de.ts"
    update(file, [Marked("Rest", False, ("a.py",)), Marked("Gone", False, ("a.py",))])
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace('<translation type="unfinished"></translation>', "<translation>Pause</translation>", 1)
    )
    update(file, [Marked("Rest", False, ("b.py",)), Marked("%n days", True, ("b.py",))])
    assert messages(file) == {"Rest": ["Pause"], "%n days": []}


def test_marks_of_every_form_are_found(tmp_path: Path) -> None:
    package = write(tmp_path, 'tr("a")\nN_("b" "c")\ntr(\n    "%n d",\n    2,\n)\ntr("e", n)\nmarked = 1\ntr(marked)\n')
    file = ("package/one.py",)
    assert marked_sentences(package) == [
        Marked("a", False, file), Marked("bc", False, file), Marked("%n d", True, file), Marked("e", True, file),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ['tr(f"{a} b")', 'tr("a" if b else "c")', 'tr("a" + b)', "N_(a)", 'tr("a", 1)\ntr("a")']
)
def test_a_sentence_that_is_not_written_out_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(NotWrittenOut, match=r"package/one\.py:"):
        marked_sentences(write(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Rest", "[Réšţöö]"),
        ("{n} of %n days", "[{n} öf %n đàýš łöñ]"),
        ("&Open <b>now</b> &amp; here", "[&Opéñ <b>ñöw</b> &amp; héřé łöñğ]"),
        ("dddd, d MMMM", "'['dddd, d MMMM']'"),
        ("CSV table (*.csv)", "[ÇŠV ţàbłé łöñ] (*.csv)"),
        (" s", " [šö]"),
    ],
)
def test_the_pseudo_language_keeps_what_stands_for_something_else(text: str, shown: str) -> None:
    assert pseudo(text) == shown
