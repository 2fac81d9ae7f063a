"""Shared by the tests of the pages: a person at the keyboard, and a person who listens to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

MARKUP = "<b>Knees</b> & <i>hips</i>"


def open_window(page: QWidget) -> None:
    """Show ``page`` and activate its window, because only the active window can have the focus."""
    page.show()
    page.activateWindow()
    QApplication.processEvents()


def press(window: QWidget, key: Qt.Key) -> None:
    """Press and release ``key`` at the focus of ``window``."""
    text = " " if key is Qt.Key.Key_Space else ""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        target = window.focusWidget() or window
        QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def repeat(window: QWidget, key: Qt.Key) -> None:
    """Send what the keyboard repeats while ``key`` is held."""
    target = window.focusWidget() or window
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", True))


def controls_of(page: QWidget) -> list[QWidget]:
    """Return the controls that a person can use on ``page`` as shown now."""
    return [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one.isVisibleTo(page)
        and one.isEnabled()
    ]


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls ``widget``."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def nameless_controls(page: QWidget) -> list[QWidget]:
    return [one for one in controls_of(page) if not name_of(one).strip() or not _is_labelled(one)]


def _is_labelled(control: QWidget) -> bool:
    """Tell whether a choice has a label as its buddy; Qt calls it by what is chosen, whatever its accessible name."""
    relations = QAccessible.queryAccessibleInterface(control).relations()
    return not isinstance(control, QComboBox) or any(how == QAccessible.RelationFlag.Label for _, how in relations)


def reach_by_tab(page: QWidget) -> set[QWidget]:
    """Return the controls of ``page`` that get the focus while Tab is pressed repeatedly."""
    window, controls = page.window(), controls_of(page)
    reached: set[QWidget] = set()
    for _ in range(len(controls) + 20):
        press(window, Qt.Key.Key_Tab)
        focused = window.focusWidget()
        if focused is not None:
            reached.add(focused)
    return reached & set(controls)


def texts_of(page: QWidget) -> list[str]:
    """Return every text shown by the labels and buttons of ``page``."""
    shown = [one for one in page.findChildren(QWidget) if one.isVisibleTo(page)]
    return [one.text() for one in shown if isinstance(one, QLabel | QAbstractButton) and one.text()]


def labels_that_read_markup(page: QWidget) -> list[str]:
    """Return the texts of labels that would interpret markup."""
    return [one.text() for one in page.findChildren(QLabel) if one.textFormat() is not Qt.TextFormat.PlainText]


def button_named(page: QWidget, text: str) -> QAbstractButton:
    return next(one for one in page.findChildren(QAbstractButton) if one.text() == text and one.isVisibleTo(page))
