"""Without Qt, what the desktop brings shows the sentence, word for word."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from psoas_timer.desktop.bare_dialog import is_seen_elsewhere, show_bare_dialog
from tests.systems import POSIX

TEXT = "Psoas Timer needs <libraries> & more. Install them with: sudo apt install 'x'"
ON_SCREEN = {"DISPLAY": ":0"}


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of programs, the only one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, code: int = 0) -> Path:
    """Install a program that writes down its last argument, and return where."""
    seen = folder.parent / f"{name}.seen"
    (folder / name).write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(seen)!r}, 'w').write(sys.argv[-1])\nsys.exit({code})\n"
    )
    (folder / name).chmod(0o755)
    return seen


@POSIX
@pytest.mark.parametrize("name", ["zenity", "kdialog", "xmessage", "notify-send"])
def test_whichever_program_there_is_gets_the_text(programs: Path, name: str) -> None:
    seen = install(programs, name)
    show_bare_dialog(TEXT, system="linux", environ=ON_SCREEN)
    assert seen.read_text() == TEXT


@POSIX
def test_each_desktop_gets_its_own(programs: Path) -> None:
    gnome, kde = install(programs, "zenity"), install(programs, "kdialog")
    show_bare_dialog(TEXT, system="linux", environ={**ON_SCREEN, "XDG_CURRENT_DESKTOP": "KDE"})
    assert kde.exists() and not gnome.exists()
    kde.unlink()
    show_bare_dialog(TEXT, system="linux", environ={**ON_SCREEN, "XDG_CURRENT_DESKTOP": "ubuntu:GNOME"})
    assert gnome.exists() and not kde.exists()


@POSIX
def test_one_that_fails_is_followed_by_the_next(programs: Path) -> None:
    install(programs, "zenity", code=127)
    last = install(programs, "notify-send")
    show_bare_dialog(TEXT, system="linux", environ=ON_SCREEN)
    assert last.read_text() == TEXT


@POSIX
def test_without_a_screen_or_a_program_nothing_happens(programs: Path) -> None:
    show_bare_dialog(TEXT, system="linux", environ=ON_SCREEN)
    seen = install(programs, "zenity")
    show_bare_dialog(TEXT, system="linux", environ={})
    assert not seen.exists()


@POSIX
def test_on_macos_the_system_shows_it(programs: Path) -> None:
    seen = install(programs, "osascript")
    show_bare_dialog(TEXT, system="darwin", environ={})
    assert seen.read_text() == TEXT


@pytest.mark.parametrize(
    ("platform", "is_seen"),
    [("", False), ("xcb", False), ("wayland;xcb", False), ("offscreen", True), ("minimal:x", True)],
)
def test_only_who_wants_no_window_gets_none(platform: str, is_seen: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)  # as pythonw.exe starts it
    assert is_seen_elsewhere({"QT_QPA_PLATFORM": platform}) is is_seen


def test_in_a_terminal_the_line_there_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert is_seen_elsewhere({})
