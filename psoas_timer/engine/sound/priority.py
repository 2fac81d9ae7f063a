"""Asks the system to run the sound process before others, so that nothing breaks up on a busy machine.

No more is asked for than a sound server has itself, and no real time: a fault of ours must never hold up the machine.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

# As PulseAudio's own; rtkit grants down to -15.
NICE = -11
ANSWER_S = 1.0

# Who grants it on Linux to those who may not take it: bus, name, path, interface. In a sandbox process ids are others
# than outside, so there the portal asks rtkit.
_GRANTERS = (
    ("SYSTEM", "org.freedesktop.RealtimeKit1", "/org/freedesktop/RealtimeKit1", "org.freedesktop.RealtimeKit1"),
    ("SESSION", "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Realtime"),
)
_HIGH_PRIORITY_CLASS = 0x80
_USER_INTERACTIVE = 0x21  # QOS_CLASS_USER_INTERACTIVE


def raise_priority() -> str:
    """Return who has granted it, '' if nobody has; takes some milliseconds, or a second where a bus does not answer.

    It is granted to threads, not to processes: call it once those that play are running, in the one that feeds them. On
    Linux any thread may ask for all.
    """
    if sys.platform == "win32":
        return _ask_windows()
    if sys.platform == "darwin":
        return "qos" if ctypes.CDLL(None).pthread_set_qos_class_self_np(_USER_INTERACTIVE, 0) == 0 else ""
    threads = _playing_threads()
    with suppress(OSError):  # only root, and whom the system's limits allow it
        for thread in threads:
            os.setpriority(os.PRIO_PROCESS, thread, NICE)
        return "nice"
    return next((granter[1] for granter in _GRANTERS if _ask_bus(granter, threads)), "")


def _playing_threads() -> list[int]:
    """Return the main thread and those that libraries named: the rest compute or read, and bear its name.

    A thread that has real time already, as PipeWire's has, is left alone.
    """
    if sys.platform != "linux":  # for mypy
        return []
    tasks = Path("/proc/self/task")
    own = (tasks / str(os.getpid()) / "comm").read_text()
    found = []
    for task in tasks.iterdir():
        with suppress(OSError):  # it has ended meanwhile
            is_ours = int(task.name) == os.getpid() or (task / "comm").read_text() != own
            if is_ours and os.sched_getscheduler(int(task.name)) == os.SCHED_OTHER:
                found.append(int(task.name))
    return sorted(found)


def _ask_bus(granter: tuple[str, str, str, str], threads: Iterable[int]) -> bool:
    bus, name, path, interface = granter
    try:
        from jeepney import DBusAddress, MessageType, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        address = DBusAddress(path, name, interface)
        with open_dbus_connection(bus) as connection:
            for thread in threads:
                values = (os.getpid(), thread, NICE)
                asked = new_method_call(address, "MakeThreadHighPriorityWithPID", "tti", values)
                answer = connection.send_and_get_reply(asked, timeout=ANSWER_S)
                if answer.header.message_type is not MessageType.method_return:
                    return False
    except Exception:  # no jeepney, no bus, no answer: all the same to us
        return False
    return True


def _ask_windows() -> str:
    if sys.platform != "win32":  # for mypy
        return ""
    kernel = ctypes.WinDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.SetPriorityClass.argtypes = (ctypes.c_void_p, ctypes.c_uint32)
    granted = "class" if kernel.SetPriorityClass(kernel.GetCurrentProcess(), _HIGH_PRIORITY_CLASS) else ""
    with suppress(OSError):  # a Windows without multimedia (N) lacks it
        multimedia = ctypes.WinDLL("avrt")
        multimedia.AvSetMmThreadCharacteristicsW.restype = ctypes.c_void_p
        multimedia.AvSetMmThreadCharacteristicsW.argtypes = (ctypes.c_wchar_p, ctypes.c_void_p)
        task = ctypes.c_uint32(0)
        if multimedia.AvSetMmThreadCharacteristicsW("Audio", ctypes.byref(task)):
            granted = "mmcss"
    return granted
