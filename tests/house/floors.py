"""The table of floors in ARCHITECTURE.md, printed from the contracts of import-linter and the packages' own sentences.

``python -m tests.house.floors --write`` renews it.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import PACKAGE, ROOT

PAGE = ROOT / "ARCHITECTURE.md"
TABLE = re.compile(r"(?<=<!-- floors -->\n).*?(?=<!-- /floors -->)", re.DOTALL)
HEAD = "| floor | | what lives there |\n|---|---|---|\n"


def table_on(page: str) -> str:
    """Return the table as ``page`` has it between its two marks."""
    found = TABLE.search(page)
    assert found, "ARCHITECTURE.md has lost the marks <!-- floors --> and <!-- /floors -->"
    return found[0]


def table() -> str:
    """Return the table as the contracts have it: the ground floor is 1 and comes last."""
    return HEAD + "".join(
        f"| {number} | `{path.relative_to(PACKAGE).as_posix()}{'/' if path.is_dir() else ''}` | {sentence_of(path)} |\n"
        for number, path in _rows(PACKAGE, "")
    )


def floors() -> list[str]:
    """Return the floors of the whole program, from above."""
    return _layers()["psoas_timer"]


def sentence_of(path: Path) -> str:
    """Return the first line of the docstring of a module or a package."""
    file = path / "__init__.py" if path.is_dir() else path
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def _rows(folder: Path, number: str) -> Iterator[tuple[str, Path]]:
    """Yield what a contract of layers has in ``folder``, from above, and within each what is in it."""
    layers = _layers().get(".".join(folder.relative_to(ROOT).parts), [])
    for height, layer in zip(range(len(layers), 0, -1), layers, strict=True):
        for name in layer.split(" | "):
            path = folder / name if (folder / name).is_dir() else folder / f"{name}.py"
            yield f"{number}{height}", path
            yield from _rows(path, f"{number}{height}.")


def _layers() -> dict[str, list[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return {
        container: contract["layers"]
        for contract in settings["contracts"]
        if contract["type"] == "layers"
        for container in contract["containers"]
    }


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    if "--write" in sys.argv[1:]:
        PAGE.write_text(TABLE.sub(lambda _old: table(), page), encoding="utf-8")
    else:
        print(table(), end="")
