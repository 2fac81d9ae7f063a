"""What can be tested here about other systems: every module of the program is imported as it would be there."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Others' libraries come first, for they belong to this system; then what only this system has is taken away.
IMPORT_ALL = """
import asyncio, importlib, logging.handlers, os, pkgutil, shutil, signal, socket, subprocess, sys, sysconfig, time
import numpy, platformdirs, pyqtgraph
from PySide6 import QtMultimedia, QtNetwork, QtSvg, QtTest, QtTextToSpeech, QtWidgets

system, *gone = sys.argv[1:]
sys.platform = system
for word in gone:
    module, _, name = word.partition(".")
    if name:
        vars(sys.modules[module]).pop(name, None)
    else:
        sys.modules[module] = None
import psoas_timer
for found in pkgutil.walk_packages(psoas_timer.__path__, "psoas_timer."):
    importlib.import_module(found.name)
print(len([name for name in sys.modules if name.startswith("psoas_timer.")]))
"""
LINUX_ALONE = ("jeepney", "time.CLOCK_BOOTTIME", "socket.AF_NETLINK", "os.O_TMPFILE", "os.sched_getaffinity")
POSIX_ALONE = (
    "fcntl", "grp", "pwd", "resource", "termios", "os.O_DIRECTORY", "os.fchmod", "os.geteuid", "os.getuid", "os.mkfifo",
    "signal.SIGHUP", "signal.SIGKILL", "signal.SIGUSR1", "socket.AF_UNIX", "time.clock_gettime", "time.tzset",
)  # fmt: skip


@pytest.mark.parametrize(
    ("system", "gone"), [("win32", LINUX_ALONE + POSIX_ALONE), ("darwin", LINUX_ALONE)], ids=["windows", "macos"]
)
def test_nothing_is_imported_that_a_system_lacks(system: str, gone: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", IMPORT_ALL, system, *gone]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 100
