"""The program's and the tests' source files, as the rules of the house look at them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "psoas_timer"
TESTS = ROOT / "tests"


def name_of(path: Path) -> str:
    """Return the path below the checkout, with slashes."""
    return path.relative_to(ROOT).as_posix()


def modules() -> Iterator[Path]:
    """Yield the program's modules; a package's ``__init__.py`` is none."""
    return (path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "__init__.py")


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports_of(path: Path) -> set[str]:
    """Return the dotted names that a file imports, wherever in it: of modules, and of what is taken out of them."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def complaint(kind: str, found: Mapping[str, object], allowed: Mapping[str, object]) -> str:
    """Return what is wrong where ``found`` is not what the list allows; the list can be copied from it."""
    changed = sorted(name for name in found.keys() | allowed.keys() if found.get(name) != allowed.get(name))
    lines = [f"  {name}: {allowed.get(name, 'not in the list')} -> {found.get(name, 'needs the list no more')}"
             for name in changed]  # fmt: skip
    wanted = [f'    "{name}": {count!r},' for name, count in sorted(found.items())]
    return "\n".join(
        [f"{kind}: mend the code, or where it is better now, shorten the list.", *lines, "Found:", *wanted]
    )
