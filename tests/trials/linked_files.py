"""Files of a person's that are links into a folder of their own."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

from tests.trials.kept_session import keep_a_session
from tests.trials.trial import Ground, trial

# The real store, in a process of its own, as the window saves a setting half a second after it was changed.
_SAVE = (
    "import sys; from pathlib import Path; from dataclasses import replace\n"
    "from PySide6.QtCore import QCoreApplication\n"
    "from psoas_timer.services.preferences import Preferences\n"
    "qt = QCoreApplication([]); kept = Preferences(Path(sys.argv[1]))\n"
    "kept.failed.connect(lambda problem: print(problem))\n"
    "kept.adjust(settle_s=(kept.settings.settle_s or 0) + 1); kept.flush()\n"
)


def _save(ground: Ground) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _SAVE, str(ground.data / "settings.json")], capture_output=True, text=True, check=True
    )
    assert not done.stderr, done.stderr
    return done.stdout.strip()


@trial(15, "Settings that are a link into a dotfiles folder are written there, through every kind of link")
def settings_through_links(ground: Ground) -> None:
    dotfiles, settings = ground.folder / "dotfiles", ground.data / "settings.json"
    dotfiles.mkdir()
    ground.data.mkdir()
    target = dotfiles / "psoas.json"
    hop = ground.folder / "hop"
    hop.symlink_to(target)
    for leads_to in (target, Path("../dotfiles/psoas.json"), hop, Path("../hop")):
        for exists in (False, True):
            target.unlink(missing_ok=True)
            if exists:
                target.write_text("{}\n")
                target.chmod(0o644)
            settings.unlink(missing_ok=True)
            settings.symlink_to(leads_to)
            told = _save(ground)
            assert not told, told
            assert settings.is_symlink(), f"the link to {leads_to} has gone"
            assert settings.readlink() == leads_to
            assert "settle_s" in target.read_text()
            assert stat.S_IMODE(target.stat().st_mode) == (0o644 if exists else 0o600)
    assert sorted(one.name for one in dotfiles.iterdir()) == ["psoas.json"]


@trial(15, "Settings with a second name keep it, and links in a circle are told")
def settings_with_two_names(ground: Ground) -> None:
    settings, other = ground.data / "settings.json", ground.folder / "same.json"
    ground.data.mkdir()
    settings.write_text("{}\n")
    other.hardlink_to(settings)
    assert not _save(ground)
    assert settings.samefile(other)
    settings.unlink()
    settings.symlink_to("settings.json")
    told = _save(ground)
    kept = list(ground.data.iterdir())
    assert "symbolic links" in told or any(one.name.startswith("settings.damaged") for one in kept), told


@trial(15, "A file given for an export is never put in the place of a device, a pipe, a folder or a link")
def exports_replace_nothing(ground: Ground) -> None:
    keep_a_session(ground.data)
    pipe, folder, link, other = (ground.folder / name for name in ("pipe", "folder", "link", "other"))
    os.mkfifo(pipe)
    folder.mkdir()
    link.symlink_to(other)
    other.write_text("mine")
    assert "is a folder" in ground.run("export", folder, code=1).stderr
    assert "already exists" in ground.run("export", link, code=1).stderr
    assert other.read_text() == "mine"
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    ground.run("export", pipe, code=0)
    assert os.read(reader, 3) == b"\xef\xbb\xbf"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert "not enough disk space" in ground.run("export", "/dev/full", code=1).stderr
    ground.run("export", "/dev/null", code=0)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
