"""Which letter or digit a key is by its place on the keyboard, for layouts that have no such letter or digit.

A Cyrillic or Greek layout has no F, and a French one gives its digits only with Shift. Where the layout has the
letter, the letter counts, wherever it is; otherwise the place does, as it is on a keyboard with Latin letters.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ROWS = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
# The code of the first key of each row: set 1 of the PC's keyboard controller, as Windows tells it; Linux counts the
# same (linux/input-event-codes.h), and X11 and Wayland's xkb add 8.
_FIRST = (2, 16, 30, 44)
_XKB = 8
# Apple's virtual key codes by place (Carbon's HIToolbox/Events.h, kVK_ANSI_*).
_MAC = {
    "A": 0, "S": 1, "D": 2, "F": 3, "H": 4, "G": 5, "Z": 6, "X": 7, "C": 8, "V": 9, "B": 11, "Q": 12, "W": 13,
    "E": 14, "R": 15, "Y": 16, "T": 17, "1": 18, "2": 19, "3": 20, "4": 21, "6": 22, "5": 23, "9": 25, "7": 26,
    "8": 28, "0": 29, "O": 31, "U": 32, "I": 34, "P": 35, "L": 37, "J": 38, "K": 40, "N": 45, "M": 46,
}  # fmt: skip


def _places(platform: str) -> Mapping[int, str]:
    """Return the character of each key by its code on a ``platform``, as sys.platform names it."""
    if platform == "darwin":
        return {code: character for character, code in _MAC.items()}
    added = 0 if platform == "win32" else _XKB
    return {
        first + added + index: character
        for row, first in zip(_ROWS, _FIRST, strict=True)
        for index, character in enumerate(row)
    }


def _at_place(event: QKeyEvent, platform: str) -> str:
    code = event.nativeVirtualKey() if platform == "darwin" else event.nativeScanCode()
    # Apple's code of A is 0, which is also what an event without a code has; A is none of our keys.
    return _places(platform).get(code, "") if code else ""


def letter_key(event: QKeyEvent, platform: str = sys.platform) -> int:
    """Return the key of an event; a key without a Latin letter, such as a Cyrillic one, is the letter at its place."""
    key = event.key()
    character = _at_place(event, platform)
    is_foreign = key > 0x7F and key < Qt.Key.Key_Escape
    if is_foreign and character.isalpha():
        return int(getattr(Qt.Key, f"Key_{character}"))
    return key


def digit_of(event: QKeyEvent, platform: str = sys.platform) -> int:
    """Return the digit at the place of a key that gives none itself, -1 for any other key."""
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return -1
    character = _at_place(event, platform)
    return int(character) if character.isdigit() else -1
