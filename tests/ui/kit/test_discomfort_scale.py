"""The discomfort scale: nothing is chosen beforehand, every key works, and skipping is just as easy."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.choice_button import LEAST_TARGET_PX, ChoiceButton
from psoas_timer.ui.kit.discomfort_scale import DiscomfortScale
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import name_of, open_window, press
from tests.ui.scenes import count_differing

WIDTHS = (260, 330, 480, 620, 900)
PERCENTS = (75.0, 100.0, 175.0, 250.0)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with the scale between two fields, as on a page."""
    made = QWidget()
    qtbot.addWidget(made)
    layout = QVBoxLayout(made)
    for one in (QLineEdit(), DiscomfortScale("How is it?"), QLineEdit()):
        layout.addWidget(one)
    made.resize(700, 300)
    open_window(made)
    return made


@pytest.fixture
def scale(window: QWidget) -> DiscomfortScale:
    found: DiscomfortScale = window.findChild(DiscomfortScale)
    found.first.setFocus()
    return found


@pytest.fixture
def heard(scale: DiscomfortScale) -> list[object]:
    wishes: list[object] = []
    scale.level_chosen.connect(wishes.append)
    scale.skipped.connect(lambda: wishes.append("skipped"))
    return wishes


def buttons_of(scale: DiscomfortScale) -> list[ChoiceButton]:
    """Return the eleven levels, and Skip."""
    return scale.findChildren(ChoiceButton)


def chosen(scale: DiscomfortScale) -> list[str]:
    return [one.text() for one in buttons_of(scale) if one.isChecked()]


def at(scale: DiscomfortScale) -> str:
    """Return the text of the button that has the focus."""
    focused = scale.window().focusWidget()
    return focused.text() if isinstance(focused, ChoiceButton) else ""


def test_eleven_levels_and_skip_and_none_of_them_is_chosen(scale: DiscomfortScale) -> None:
    assert [one.text() for one in buttons_of(scale)] == [*(str(level) for level in range(11)), "Skip"]
    assert chosen(scale) == []
    assert scale.level is None


def test_first_focus_suggests_no_answer(scale: DiscomfortScale, heard: list[object]) -> None:
    assert scale.window().focusWidget() is scale
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        press(scale.window(), key)
    assert heard == []


def test_names_tell_the_level_and_what_the_ends_mean(scale: DiscomfortScale) -> None:
    names = [name_of(one) for one in buttons_of(scale)]
    assert names[0] == "0 of 10, no discomfort"
    assert names[4] == "4 of 10"
    assert names[10:] == ["10 of 10, the worst imaginable", "Skip"]
    assert name_of(scale) == "How is it?"
    assert [one.text() for one in scale.findChildren(QLabel)] == ["No discomfort", "The worst imaginable"]


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ("R", "0"), ("L", "10"), ("RR", "1"), ("RRL", "0"), ("RL", "0"), ("E", "10"), ("ER", "10"), ("EH", "0"),
        ("7", "7"), ("70", "0"), ("10", "10"), ("100", "0"), ("1R0", "0"), ("3LR", "3"),
    ],
)  # fmt: skip
def test_keys_move_to_a_level_and_choose_nothing(
    scale: DiscomfortScale, heard: list[object], keys: str, where: str
) -> None:
    named = {"L": Qt.Key.Key_Left, "R": Qt.Key.Key_Right, "H": Qt.Key.Key_Home, "E": Qt.Key.Key_End}
    for key in keys:
        press(scale.window(), named[key] if key in named else Qt.Key(Qt.Key.Key_0 + int(key)))
    assert at(scale) == where
    assert heard == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_choose_the_level(scale: DiscomfortScale, heard: list[object], key: Qt.Key) -> None:
    press(scale.window(), Qt.Key.Key_1)
    press(scale.window(), Qt.Key.Key_0)
    press(scale.window(), key)
    assert heard == [10]
    assert chosen(scale) == ["10"]


def test_up_and_down_change_the_row(scale: DiscomfortScale) -> None:
    scale.window().resize(330, 400)
    QApplication.processEvents()
    press(scale.window(), Qt.Key.Key_2)
    press(scale.window(), Qt.Key.Key_Down)
    assert at(scale) == "8"
    press(scale.window(), Qt.Key.Key_Up)
    assert at(scale) == "2"
    press(scale.window(), Qt.Key.Key_Up)
    assert at(scale) == "2"


def test_levels_are_one_stop_of_tab_and_skip_is_the_next(scale: DiscomfortScale) -> None:
    before, after = scale.window().findChildren(QLineEdit)
    for visited in (False, True):
        if visited:
            QTest.mouseClick(buttons_of(scale)[5], Qt.MouseButton.LeftButton)
        before.setFocus()
        stops = []
        for _ in range(3):
            press(scale.window(), Qt.Key.Key_Tab)
            stops.append(scale.window().focusWidget())
        assert stops == [buttons_of(scale)[5] if visited else scale, buttons_of(scale)[-1], after]


def test_arrows_lead_from_skip_back_to_the_level_visited(scale: DiscomfortScale) -> None:
    press(scale.window(), Qt.Key.Key_6)
    press(scale.window(), Qt.Key.Key_Tab)
    assert at(scale) == "Skip"
    press(scale.window(), Qt.Key.Key_Left)
    assert at(scale) == "6"


def test_keys_with_ctrl_are_left_to_the_window(scale: DiscomfortScale) -> None:
    QTest.keyClick(scale, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert scale.window().focusWidget() is scale


def test_another_answer_takes_the_place_of_the_one_before(scale: DiscomfortScale, heard: list[object]) -> None:
    for index in (3, 3, 8, 11, 2):
        QTest.mouseClick(buttons_of(scale)[index], Qt.MouseButton.LeftButton)
    assert heard == [3, 3, 8, "skipped", 2]
    assert chosen(scale) == ["2"]


def test_skip_takes_the_answer_back_and_says_so(scale: DiscomfortScale, heard: list[object]) -> None:
    scale.show_level(4)
    QTest.mouseClick(buttons_of(scale)[-1], Qt.MouseButton.LeftButton)
    assert chosen(scale) == ["Skip"]
    assert scale.level is None
    assert heard == ["skipped"]


@pytest.mark.parametrize("level", [None, 0, 10])
def test_level_can_be_shown_without_being_told(scale: DiscomfortScale, heard: list[object], level: int | None) -> None:
    scale.show_level(level)
    assert scale.level == level
    assert heard == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: str(theme.name))
def test_chosen_level_differs_by_its_shape_too(scale: DiscomfortScale, theme: Theme, qapp: QApplication) -> None:
    apply_style(qapp, theme, 9.0, 100.0)
    QApplication.processEvents()
    one = buttons_of(scale)[4]
    before = one.grab().toImage()
    scale.show_level(4)
    after = one.grab().toImage()
    assert _count(after, theme.on_accent) > _count(before, theme.text) + 10  # the tick is added to the figure
    assert count_differing(after, before, above=40) > after.width() * after.height() * 0.4


def _count(image: QImage, colour: str) -> int:
    wanted = QImage(image.size(), QImage.Format.Format_RGB32)
    wanted.fill(colour)
    return image.width() * image.height() - count_differing(image, wanted, above=60)


@EACH_FAMILY
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("percent", PERCENTS)
def test_nothing_is_cut_off_or_covered_at_any_size(
    qtbot: QtBot, qapp: QApplication, width: int, percent: float
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    scale = DiscomfortScale("How is it?")
    qtbot.addWidget(scale)
    width = max(width, scale.minimumSizeHint().width())
    scale.resize(width, scale.heightForWidth(width))
    open_window(scale)
    places: list[QRect] = []
    for one in buttons_of(scale):
        assert one.width() >= one.sizeHint().width(), one.text()
        assert one.height() >= LEAST_TARGET_PX
        assert one.height() >= one.sizeHint().height()
        places.append(one.geometry())
    for word in scale.findChildren(QLabel):
        assert word.width() >= max(map(QFontMetrics(word.font()).horizontalAdvance, word.text().split()))
        assert word.height() >= word.heightForWidth(word.width())
        places.append(word.geometry())
    assert all(scale.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for index, a in enumerate(places) for b in places[index + 1 :])
    assert len({place.height() for place in places[:12]}) == 1, "Skip is as large a target as a level"


@EACH_FAMILY
def test_levels_stand_in_one_row_where_there_is_room_and_in_order_where_not(qtbot: QtBot) -> None:
    scale = DiscomfortScale("How is it?")
    qtbot.addWidget(scale)
    rows = []
    for width in (700, 330, 200):
        scale.resize(width, 400)
        scale.show()
        places = [(one.y(), one.x()) for one in buttons_of(scale)[:11]]
        assert all(a < b for a, b in pairwise(places))
        rows.append(len({y for y, _x in places}))
    assert rows == [1, 2, 3]
