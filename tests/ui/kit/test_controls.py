"""Fields look and behave as one family: as high as a button, with signs that can be pressed, and no wheel."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.controls import ChoiceBox, DayBox, FigureBox, NumberBox, SearchBox, Slider, TimeBox
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.kit.widgets import button
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import open_window

KINDS = (NumberBox, FigureBox, TimeBox, DayBox, ChoiceBox, Slider, lambda: SearchBox("Search"))
STEPPED = pytest.mark.parametrize("kind", [NumberBox, FigureBox, TimeBox])


def shown(qtbot: QtBot, made: QWidget) -> QWidget:
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def signs(field: QWidget) -> list[QToolButton]:
    return [one for one in field.findChildren(QToolButton) if one.property("role") == "step"]


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 250.0])
def test_all_are_as_high_as_a_button(qapp: QApplication, qtbot: QtBot, percent: float, family: str) -> None:
    apply_style(qapp, LIGHT, 10.5, percent)
    plain = shown(qtbot, button("Done"))
    for kind in KINDS:
        height = shown(qtbot, kind()).height()
        assert height >= 40
        assert abs(height - plain.height()) <= 2, kind


@STEPPED
def test_minus_and_plus_are_pressed_and_the_keyboard_stays_in_the_field(
    qtbot: QtBot, kind: type[QAbstractSpinBox]
) -> None:
    field = shown(qtbot, kind())
    assert isinstance(field, QAbstractSpinBox)
    before = field.text()
    more, less = sorted(signs(field), key=lambda one: one.accessibleName(), reverse=True)
    assert (more.accessibleName(), less.accessibleName()) == ("More", "Less")
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert field.text() != before
    assert field.window().focusWidget() is not None
    QTest.mouseClick(less, Qt.MouseButton.LeftButton)
    assert field.text() == before
    assert not any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in signs(field))


@EACH_FAMILY
@STEPPED
@pytest.mark.parametrize("percent", [100.0, 250.0])
def test_the_signs_lie_beside_the_text_and_inside_the_field(
    qapp: QApplication, qtbot: QtBot, kind: type[QAbstractSpinBox], percent: float, family: str
) -> None:
    apply_style(qapp, DARK, 10.5, percent)
    field = shown(qtbot, kind())
    [edit] = field.findChildren(QLineEdit)
    text_width = edit.fontMetrics().horizontalAdvance(edit.text())
    text_right = edit.mapTo(field, QPoint(edit.textMargins().left() + text_width, 0)).x()
    minus, plus = sorted((one.geometry() for one in signs(field)), key=lambda place: place.left())
    assert text_right < minus.left()
    assert minus.right() < plus.left()
    assert field.rect().contains(plus)


def test_figures_have_steps_and_limits(qtbot: QtBot) -> None:
    box = NumberBox()
    box.setRange(0, 60)
    box.setSingleStep(5)
    box.setValue(58)
    shown(qtbot, box)
    plus = max(signs(box), key=lambda one: one.x())
    for _ in range(3):
        QTest.mouseClick(plus, Qt.MouseButton.LeftButton)
    assert box.value() == 60


def test_a_time_keeps_what_it_is_given(qtbot: QtBot) -> None:
    assert shown(qtbot, TimeBox(QTime(18, 30))).time() == QTime(18, 30)  # type: ignore[attr-defined]


def test_a_day_is_picked_from_a_calendar_or_typed(qtbot: QtBot) -> None:
    box = DayBox()
    box.show_day(date(2026, 11, 25))
    shown(qtbot, box)
    assert box.day == date(2026, 11, 25)
    assert box.calendarPopup()


@pytest.mark.parametrize("kind", [NumberBox, FigureBox, TimeBox, ChoiceBox, Slider])
def test_the_wheel_is_left_to_the_page(qtbot: QtBot, kind: type[QWidget]) -> None:
    field = kind()
    if isinstance(field, ChoiceBox):
        field.addItems(["One", "Two"])
    shown(qtbot, field)
    before = field.grab().toImage()
    place = QPointF(field.rect().center())
    wheel = QWheelEvent(
        place, field.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, wheel)
    assert field.grab().toImage() == before


def test_a_choice_shows_that_it_opens(qapp: QApplication, qtbot: QtBot) -> None:
    apply_style(qapp, LIGHT, 10.5, 100.0)
    box = shown(qtbot, ChoiceBox())
    image = box.grab().toImage()
    right = [image.pixelColor(x, y).name() for x in range(image.width() - 40, image.width() - 4) for y in range(8, 32)]
    assert LIGHT.text in right


# A level


def slider(qtbot: QtBot) -> Slider:
    made = Slider()
    made.setRange(0, 100)
    made.setValue(50)
    shown(qtbot, made)
    return made


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_slider_is_painted_in_the_colours_of_the_theme_and_shows_the_focus(
    qapp: QApplication, qtbot: QtBot, theme: Theme
) -> None:
    apply_style(qapp, theme, 10.5, 100.0)
    level = slider(qtbot)

    def at(x: int, y: int) -> str:
        return level.grab().toImage().pixelColor(x, y).name()

    middle = level.height() // 2
    assert (at(level.width() // 4, middle), at(level.width() * 3 // 4, middle)) == (theme.accent, theme.line)
    open_window(level)
    level.setFocus()
    assert at(level.width() // 2, 0) == theme.accent


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_a_press_anywhere_moves_the_slider_there(qapp: QApplication, qtbot: QtBot, share: float) -> None:
    apply_style(qapp, LIGHT, 10.5, 100.0)
    level = slider(qtbot)
    place = QPoint(round((level.width() - 1) * share), level.height() // 2)
    QTest.mouseClick(level, Qt.MouseButton.LeftButton, pos=place)
    assert abs(level.value() - 100 * share) <= 8  # the handle is wide
    before = level.value()
    QTest.mouseClick(level, Qt.MouseButton.LeftButton, pos=place)
    assert level.value() == before, "pressed again, it stays"


# A search


def test_escape_empties_a_search_before_it_leaves(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    box = SearchBox("Search settings")
    box.setParent(host)
    open_window(host)
    left: list[int] = []
    host.keyPressEvent = lambda event: left.append(event.key())  # type: ignore[method-assign]
    box.setFocus()
    QTest.keyClicks(box, "sound")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), left) == ("", [])
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert left == [Qt.Key.Key_Escape]


def test_a_search_is_emptied_by_its_sign_which_is_there_only_when_needed(qtbot: QtBot) -> None:
    box = SearchBox("Search settings")
    shown(qtbot, box)
    [clear] = box.findChildren(QToolButton)
    assert not clear.isVisible() and clear.accessibleName() == "Clear the search"
    box.setText("sound")
    assert clear.isVisible() and box.rect().contains(clear.geometry())
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert box.text() == ""
