"""Shared by the tests of the cards: a window like Settings, what is cut off in it, and a turn of the wheel."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.widgets import Column, scrolled
from tests.ui.keyboard import open_window


def turn_wheel(widget: QWidget) -> None:
    """Turn the wheel down one notch over ``widget``."""
    middle = QPointF(widget.rect().center())
    turn = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, turn)


def in_page(qtbot: QtBot, card: QWidget, width: int, height: int) -> QWidget:
    """Return a window that shows ``card`` as Settings does."""
    content = Column()
    content.column.addWidget(card)
    content.column.addStretch(1)
    window = scrolled(content)
    qtbot.addWidget(window)
    window.resize(width, height)
    open_window(window)
    return window


def cut_off(card: QWidget) -> list[str]:
    """Return the parts of ``card`` that are not wholly inside it, or have less room than their text needs."""
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
