"""Keys by their place: layouts without the letter or the digit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from psoas_timer.ui.kit.key_place import digit_of, letter_key

CYRILLIC_A, GREEK_PHI = 0x410, 0x3A6  # what F gives on a Russian and on a Greek keyboard
NONE = Qt.KeyboardModifier.NoModifier


def pressed(key: int, scan: int = 0, virtual: int = 0, text: str = "") -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, NONE, scan, virtual, 0, text)


@pytest.mark.parametrize("key", [CYRILLIC_A, GREEK_PHI])
@pytest.mark.parametrize(("platform", "codes"), [("linux", (41, 0)), ("win32", (33, 70)), ("darwin", (0, 3))])
def test_key_without_a_latin_letter_is_the_letter_at_its_place(key: int, platform: str, codes: tuple[int, int]) -> None:
    assert letter_key(pressed(key, *codes), platform) == Qt.Key.Key_F


@pytest.mark.parametrize(("scan", "letter"), [(27, "R"), (28, "T"), (32, "O"), (41, "F"), (55, "V")])
def test_every_letter_of_the_session_has_its_place_on_linux(scan: int, letter: str) -> None:
    assert letter_key(pressed(CYRILLIC_A, scan), "linux") == getattr(Qt.Key, f"Key_{letter}")


def test_letter_of_the_layout_goes_before_its_place() -> None:
    """On a Dvorak keyboard, the key that says U is where F is elsewhere."""
    assert letter_key(pressed(Qt.Key.Key_U, 41), "linux") == Qt.Key.Key_U


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_Space, Qt.Key.Key_MediaPlay])
def test_keys_without_a_character_stay_themselves(key: Qt.Key) -> None:
    assert letter_key(pressed(key, 41), "linux") == key


def test_key_without_a_code_stays_itself() -> None:
    assert letter_key(pressed(CYRILLIC_A), "linux") == CYRILLIC_A
    assert digit_of(pressed(Qt.Key.Key_Ampersand), "linux") == -1


@pytest.mark.parametrize(("platform", "codes"), [("linux", (10, 0)), ("win32", (2, 49)), ("darwin", (0, 18))])
def test_french_ampersand_is_where_one_is(platform: str, codes: tuple[int, int]) -> None:
    assert digit_of(pressed(Qt.Key.Key_Ampersand, *codes), platform) == 1


def test_digit_itself_is_left_to_its_shortcut() -> None:
    assert digit_of(pressed(Qt.Key.Key_1, 10), "linux") == -1
    assert digit_of(pressed(Qt.Key.Key_Q, 24), "linux") == -1
