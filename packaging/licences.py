"""Writes the licences of all that is in a frozen tree into one text: python packaging/licences.py TREE MODULES

MODULES is the list of modules that PyInstaller wrote when it made the tree. Run it with the Python whose packages the
tree was made of, on a Debian or Ubuntu, whose packages say of each system library what its licence is. It fails if a
library in the tree belongs to nobody it knows.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, packages_distributions, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = Path("/usr/share/common-licenses")
TEXTS = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)

HEAD = """\
Psoas Timer {ours}, and what ships with it

Psoas Timer is under the MIT licence, the first text below. The letters, Python and the libraries that ship with it
have licences of their own, which follow.

Qt {qt} and PySide6 {qt} are used under the GNU Lesser General Public License, version 3. They are shared libraries in
files of their own (_internal/PySide6, _internal/shiboken6), unchanged: you may put others in their place, such as ones
that you have changed and built yourself, and Psoas Timer runs with those. You may take Psoas Timer apart to find out
what went wrong with that. The sources of Qt and PySide6 are at

    https://download.qt.io/official_releases/qt/
    https://download.qt.io/official_releases/QtForPython/pyside6/

The recorded voice was spoken by the model Kokoro-82M (Apache 2.0), which is not part of the program.
"""


def packages_in(modules: Path) -> Iterator[Distribution]:
    """Yield the Python packages in the tree, by PyInstaller's list, and PyInstaller itself: its loader starts it."""
    _file, contents = ast.literal_eval(modules.read_text(encoding="utf-8"))
    tops = {name.partition(".")[0] for name, _source, _kind in contents}
    owners = packages_distributions()
    names = {name for top in tops for name in owners.get(top, ())} | {"pyinstaller"}
    yield from (distribution(name) for name in sorted(names, key=str.lower))


def texts_of(package: Distribution) -> Iterator[tuple[str, str]]:
    """Yield the name and the content of each licence that a package has brought."""
    for file in package.files or ():
        if ".dist-info" in file.parts[0] and TEXTS.search("/".join(file.parts[1:])):
            yield "/".join(file.parts[1:]), file.read_text(encoding="utf-8")


def system_libraries(tree: Path) -> Iterator[tuple[str, Path]]:
    """Yield each of Debian's packages of which a library is in the tree, and the file with its copyright."""
    ours = {file.name for file in tree.glob("*.so*") if file.is_file() and not file.is_symlink()}
    known = {line.split()[0]: line.split()[-1] for line in _run("ldconfig", "-p").splitlines()[1:] if "x86-64" in line}
    owners = {}
    for name in sorted(ours):
        if name.startswith("libpython"):
            continue
        found = _run("dpkg", "-S", *_places(known[name]))
        package = found.splitlines()[0].partition(": ")[0]
        owners[package.partition(":")[0]] = Path("/usr/share/doc", package.partition(":")[0], "copyright")
    yield from sorted(owners.items())


def _places(path: str) -> list[str]:
    """Return where dpkg may know a library: since /lib is a link to /usr/lib, under either name."""
    real = str(Path(path).resolve())
    return [real.removeprefix("/usr"), "/usr" + real.removeprefix("/usr")]


def _run(*command: str) -> str:
    path = "/usr/sbin:/usr/bin:/sbin:/bin"
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": path, "LC_ALL": "C"}).stdout


def write(title: str, text: str) -> None:
    print(f"\n\n{'=' * 100}\n{title}\n{'=' * 100}\n\n{text.strip()}")


def main(tree: Path, modules: Path) -> None:
    print(HEAD.format(ours=version("psoas-timer"), qt=version("PySide6_Essentials")), end="")
    write("Psoas Timer", (ROOT / "LICENSE").read_text(encoding="utf-8"))
    write("Atkinson Hyperlegible Next", (ROOT / "assets" / "fonts" / "OFL.txt").read_text(encoding="utf-8"))
    for name in ("LGPL-3", "GPL-3"):
        write(f"Qt and PySide6: {name}", (COMMON / name).read_text(encoding="utf-8"))
    write(f"Python {sys.version.split()[0]}", (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt").read_text("utf-8"))
    for package in packages_in(modules):
        for name, text in texts_of(package):
            write(f"{package.metadata['Name']} {package.version}: {name}", text)
    for name, copyright_file in system_libraries(tree):
        write(f"{name}, of Debian", copyright_file.read_text(encoding="utf-8", errors="replace"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) / "_internal", Path(sys.argv[2]))
