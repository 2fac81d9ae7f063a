"""What the tests of the cards share: a window as Settings has it, what is cut off there, and a turn of the wheel."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.widgets import Column, scrolled
from tests.ui.keyboard import open_window


def turn_wheel(widget: QWidget) -> None:
    """Turn the wheel down by a notch over ``widget``."""
    middle = QPointF(widget.rect().center())
    turn = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, turn)


def in_page(qtbot: QtBot, card: QWidget, width: int, height: int) -> QWidget:
    """Return a window in which ``card`` stands as it does in Settings."""
    content = Column()
    content.column.addWidget(card)
    content.column.addStretch(1)
    window = scrolled(content)
    qtbot.addWidget(window)
    window.resize(width, height)
    open_window(window)
    return window


def cut_off(card: QWidget) -> list[str]:
    """Return what of ``card`` is not wholly inside it, or has less room than its words need."""
    found = []
    for one in card.findChildren(QWidget):
        if not one.isVisibleTo(card) or one.isWindow() or one.window() is not card.window():
            continue
        place = one.rect().translated(one.mapTo(card, QPoint(0, 0)))
        needs = one.heightForWidth(one.width()) if one.hasHeightForWidth() else one.minimumSizeHint().height()
        is_words = isinstance(one, QLabel | QAbstractButton | QComboBox)
        if not card.rect().contains(place) or (is_words and one.height() < needs):
            found.append(f"{type(one).__name__} {one.accessibleName()} {place} needs {needs}")
    return found
