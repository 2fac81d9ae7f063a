"""What a Linux desktop learns about the program: valid according to its own tools, and true."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from psoas_timer.__main__ import LINK, build_parser
from psoas_timer.desktop.autostart.desktop_entry import split_command
from psoas_timer.lib.own_program import DESKTOP_ID
from psoas_timer.store.places import assets_dir
from psoas_timer.store.routines.routine_file import load_routines
from tests.desktop.glib_launch import LAUNCH, has_glib
from tests.real_window import wait_for
from tests.systems import needs

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
ENTRY, METAINFO = (LINUX / f"{DESKTOP_ID}.{ending}" for ending in ("desktop", "metainfo.xml"))
MANUAL = LINUX / "psoas-timer.1"

pytestmark = needs("desktop-file-validate", "appstreamcli")


def read_entry(path: Path = ENTRY) -> configparser.ConfigParser:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]  # keys are told apart by their case
    entry.read(path, encoding="utf-8")
    return entry


def first_argument(command: str) -> str:
    """Return the quoted program of an Exec line, as the Desktop Entry Specification reads it: twice unescaped."""
    quoted = re.fullmatch(r'"(.*)" %u', command.replace("\\\\", "\\"))
    assert quoted, command
    return re.sub(r'\\(["`$\\])', r"\1", quoted[1]).replace("%%", "%")


def run(*command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ, **environ})


def test_the_menu_entry_is_valid() -> None:
    ran = run("desktop-file-validate", str(ENTRY))
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stdout


def test_the_metainfo_is_valid() -> None:
    told = run("appstreamcli", "validate", "--no-net", str(METAINFO)).stdout
    faults = re.findall(r"^[EW]: (?:.*: )?(.+)$", told, re.MULTILINE)
    # There is no page to name yet: AppStream 1.0, of Debian 13, warns of that; 0.16, of Debian 12, does not.
    assert set(faults) <= {"url-homepage-missing"}, told
    assert "alidation" in told  # it was understood


def test_all_that_a_desktop_is_given_has_the_one_id() -> None:
    component = ElementTree.parse(METAINFO).getroot()
    said = [component.findtext(name) for name in ("id", "launchable", "icon")]
    assert said == [DESKTOP_ID, f"{DESKTOP_ID}.desktop", DESKTOP_ID]
    assert read_entry()["Desktop Entry"]["Icon"] == DESKTOP_ID
    assert f"\nid={DESKTOP_ID}\n" in (LINUX / "install-menu-entry.sh").read_text(encoding="utf-8")


def test_the_entrys_actions_start_routines_under_their_titles() -> None:
    entry = read_entry()
    titles = {one.id: one.title for one in load_routines(assets_dir() / "routines", ROOT / "none").routines}
    actions = entry["Desktop Entry"]["Actions"].rstrip(";").split(";")
    assert len(actions) >= 3
    for action in actions:
        section = entry[f"Desktop Action {action}"]
        assert section["Exec"] == f"psoas-timer start {action}"
        assert section["Name"] == f"Start {titles[action]}"


def test_links_are_handled_as_the_command_line_knows_them() -> None:
    scheme = entry_type = read_entry()["Desktop Entry"]["MimeType"]
    assert scheme == f"x-scheme-handler/{LINK.rstrip(':')};"
    provided = [one.text for one in ElementTree.parse(METAINFO).getroot().iter("mediatype")]
    assert provided == [entry_type.rstrip(";")]


def test_the_manual_names_every_command_and_option() -> None:
    text = MANUAL.read_text(encoding="utf-8").replace("\\-", "-")
    usage = build_parser().format_help()
    commands = re.findall(r"^    (\w+) ", usage, re.MULTILINE)
    assert {"start", "script", "check", "export", "backup", "report"} == set(commands)
    for word in (*commands, "--data-dir", "--version", "--help", "--from", "--to", "--paper", "--notes"):
        assert word in text, word


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_manual_has_no_faults() -> None:
    ran = run("groff", "-man", "-ww", "-Tutf8", "-z", str(MANUAL))
    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_symbolic_icon_has_one_colour() -> None:
    drawing = (assets_dir() / "icons" / "psoas-timer-symbolic.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'fill="(#\w+)"', drawing)) == {"#2e3436"}
    ElementTree.fromstring(drawing)


@pytest.mark.parametrize("name", ["plain", 'a "b" $c `d` & |f', 'a "b" $c `d` %e & |f', "a=b"])
def test_the_entry_is_installed_for_this_person_and_taken_away(tmp_path: Path, name: str) -> None:
    checkout, home = tmp_path / name, tmp_path / "home"
    (checkout / ".venv" / "bin").mkdir(parents=True)
    program = checkout / ".venv" / "bin" / "psoas-timer"
    program.write_text('#!/bin/sh\nprintf %s "$0" >"$HOME/started.draft" && mv "$HOME/started.draft" "$HOME/started"\n')
    program.chmod(0o755)
    shutil.copytree(LINUX, checkout / "packaging" / "linux")
    shutil.copytree(assets_dir() / "icons", checkout / "assets" / "icons")
    script = str(checkout / "packaging" / "linux" / "install-menu-entry.sh")
    old = home / "applications" / "psoas-timer.desktop"
    old.parent.mkdir(parents=True)
    old.touch()
    ran = run("sh", script, XDG_DATA_HOME=str(home), HOME=str(tmp_path))
    assert (ran.returncode, ran.stderr) == (0, "")
    installed = home / "applications" / f"{DESKTOP_ID}.desktop"
    assert not old.exists()
    ran = run("desktop-file-validate", str(installed))
    assert (ran.returncode, ran.stdout) == (0, "")
    exec_line = read_entry(installed)["Desktop Entry"]["Exec"]
    assert split_command(exec_line) == (str(program), "%u")
    if not {"%", "="} & set(name):
        assert first_argument(exec_line) == str(program)
    if has_glib() or os.environ.get("CI"):
        assert run(sys.executable, "-c", LAUNCH, str(installed), HOME=str(tmp_path)).returncode == 0
        wait_for((tmp_path / "started").exists, "program")
        assert (tmp_path / "started").read_text() == str(program)
    assert run("sh", script, "--remove", XDG_DATA_HOME=str(home), HOME=str(tmp_path)).returncode == 0
    assert [path.name for path in home.rglob("*psoas*")] == []


def test_without_the_program_nothing_is_installed(tmp_path: Path) -> None:
    shutil.copytree(LINUX, tmp_path / "packaging" / "linux")
    script = str(tmp_path / "packaging" / "linux" / "install-menu-entry.sh")
    ran = run("sh", script, XDG_DATA_HOME=str(tmp_path / "home"))
    assert ran.returncode == 1
    assert "Run it" in ran.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("has_sudo", [True, False])
def test_who_may_not_install_libraries_is_told_what_root_can_do(tmp_path: Path, has_sudo: bool) -> None:
    lines = {
        "id": "echo 1000",
        "uname": "echo Linux",
        "ldconfig": "echo '\tnone.so (libc6,x86-64)'",
        "apt-get": "exit 1",
    }
    if has_sudo:
        lines["sudo"] = "echo 'you are not in the sudoers file' >&2; exit 1"
    for name, line in lines.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{line}\n")
        (tmp_path / name).chmod(0o755)
    for name in ("dirname", "env", "find", "head", "python3"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    ran = run(shutil.which("sh") or "sh", str(LINUX / "install-libraries.sh"), PATH=str(tmp_path))
    assert ran.returncode == 1
    assert "as root: apt-get update && apt-get install libegl1 " in ran.stderr
    assert ("sudoers" in ran.stderr) == has_sudo
