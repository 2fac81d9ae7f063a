"""Brings the .ts files up to date with the sources: `python packaging/translations/update.py [LANGUAGE...]`.

Without a language, every file in assets/translations. A new language, such as `de`, gets a new file. What was
translated stays; a sentence that has changed a little keeps its translation, marked as unfinished.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import PySide6
from sentences import CONTEXT, ROOT, Marked, marked_sentences

FOLDER = ROOT / "assets" / "translations"
PREFIX = "psoas_timer_"
SOURCE_LANGUAGE = "en"


def update(file: Path, sentences: Iterable[Marked]) -> None:
    """Update one .ts file; that of the sources' own language has only the plurals."""
    language = file.stem.removeprefix(PREFIX)
    if language == SOURCE_LANGUAGE:
        sentences = [sentence for sentence in sentences if sentence.is_plural]
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "sentences.cpp"
        written.write_text("".join(map(_line, sentences)), encoding="utf-8")
        _run("lupdate", "-silent", "-no-obsolete", "-locations", "none", "-source-language", SOURCE_LANGUAGE,
             "-target-language", language, str(written), "-ts", str(file))  # fmt: skip


def _line(sentence: Marked) -> str:
    """Return a sentence as a line of C++, which lupdate knows best: with its context, and a number if it has one."""
    number = ', "", n' if sentence.is_plural else ""
    text = json.dumps(sentence.text, ensure_ascii=False)
    return f'//: {", ".join(sentence.files)}\nQCoreApplication::translate("{CONTEXT}", {text}{number});\n'


def _run(tool: str, *arguments: str) -> None:
    """Run one of Qt's own tools, which come with PySide6."""
    folder = Path(PySide6.__file__).parent
    subprocess.run([str(folder / tool), *arguments], check=True)


def main() -> None:
    """Update the languages that are named, or all."""
    files = [FOLDER / f"{PREFIX}{language}.ts" for language in sys.argv[1:]] or sorted(FOLDER.glob("*.ts"))
    sentences = marked_sentences()
    for file in files:
        update(file, sentences)
        print(f"{file.relative_to(ROOT)}: {len(sentences)} sentences in the sources")


if __name__ == "__main__":
    main()
