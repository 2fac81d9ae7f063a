"""What assistive technology is told of a widget that Qt knows nothing of: its role, its name, and what it can do.

A widget says so itself: by ``give_role``, and, if it can do more than be pressed, by a method ``accessible_actions``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleEvent
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QApplication, QLabel, QStackedWidget, QWidget

_ROLE = "accessible_role"  # the property of a widget
_HEADINGS = ("title", "heading", "strong")
# What is looked at as a whole: a review goes over names and not over descriptions, so its figures are in its name.
_PICTURES = (QAccessible.Role.Chart, QAccessible.Role.Graphic)
_Role, _Text = QAccessible.Role, QAccessible.Text


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a screen reader, a voice or a switch may ask of a widget; ``keys`` do the same."""

    name: str
    do: Callable[[], object]
    keys: str = ""


@runtime_checkable
class Acting(Protocol):
    """A widget with actions of its own."""

    def accessible_actions(self) -> Sequence[Action]: ...


@runtime_checkable
class Described(Protocol):
    """A widget whose description is asked for whenever it is wanted, so that it is never out of date."""

    def accessible_state(self) -> str: ...


def give_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Tell what ``widget`` is; a button keeps being one that can be pressed."""
    install()
    widget.setProperty(_ROLE, role.value)
    if QAccessible.isActive():
        known = QAccessible.queryAccessibleInterface(widget)
        if not isinstance(known, _Accessible):  # somebody has listened since it was made
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))


def tell_as_name(widget: QWidget, sentence: str) -> bool:
    """Have a screen reader say ``sentence`` as the new name of ``widget``, which has the focus.

    Returns whether it could: a widget without a role of ours is told of by Qt.
    """
    if widget.property(_ROLE) is None:
        return False
    _telling[:] = [sentence]
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.NameChanged))
    _telling.clear()
    _called_otherwise[:] = [widget]
    return True


def refresh(widget: QWidget) -> None:
    """Have who keeps what a widget was called and described as, ask again."""
    for event in (QAccessible.Event.NameChanged, QAccessible.Event.DescriptionChanged):
        QAccessible.updateAccessibility(QAccessibleEvent(widget, event))


def _call_by_name(before: QWidget | None, _now: QWidget | None) -> None:
    """Take back what a widget was last called, now that nobody reads out how its name changes."""
    if before is not None and before in _called_otherwise:
        refresh(before)
    _called_otherwise.clear()


# The widget that somebody may know by another name.
_called_otherwise: list[QWidget] = []
# What is being told as a name.
_telling: list[str] = []


@cache
def install() -> None:
    """Have Qt ask here first, from now on."""
    QAccessible.installFactory(_make)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.focusChanged.connect(_call_by_name)


# Qt owns them and ends them with their widgets, but Python would end those first that nobody holds.
_made: list[_Accessible] = []


def _make(_key: str, target: QObject) -> QAccessibleWidget | None:
    if isinstance(target, QStackedWidget) and target.property(_ROLE) is None:
        target.setProperty(_ROLE, _Role.Client.value)  # a layered pane to Qt, which is no news on each of its pages
    if not isinstance(target, QWidget) or target.property(_ROLE) is None:
        return None
    _made[:] = [one for one in _made if shiboken6.isValid(one)]
    _made.append(_Accessible(target))
    return _made[-1]


class _Accessible(QAccessibleWidget):
    """A widget as assistive technology meets it."""

    def _actions(self) -> Sequence[Action]:
        widget = self.widget()
        if isinstance(widget, Acting):
            return widget.accessible_actions()
        if isinstance(widget, QAbstractButton):
            return (Action(QAccessibleActionInterface.pressAction(), widget.click),)
        return ()

    # Qt's overrides

    def role(self) -> QAccessible.Role:
        return QAccessible.Role(self.widget().property(_ROLE))  # it may have changed since a listener first asked

    def childCount(self) -> int:
        return 0 if isinstance(self.widget(), QAbstractButton) else super().childCount()  # its name says all

    def actionNames(self) -> list[str]:
        actions = [one.name for one in self._actions()] if self.widget().isEnabled() else []
        return [*actions, *super().actionNames()]

    def doAction(self, name: str) -> None:
        for one in self._actions():
            if one.name == name:
                one.do()
                return
        super().doAction(name)

    def localizedActionName(self, name: str) -> str:
        return name if any(one.name == name for one in self._actions()) else super().localizedActionName(name)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return [one.keys for one in self._actions() if one.name == name and one.keys]

    def state(self) -> QAccessible.State:
        state, widget = super().state(), self.widget()
        if isinstance(widget, QAbstractButton) and widget.isCheckable():
            is_on = int(widget.isChecked())
            if self.role() is _Role.PageTab:
                state.selectable, state.selected = 1, is_on
            else:
                state.checkable, state.checked = 1, is_on
        if self.role() is _Role.Dialog:
            state.modal = 1
        return state

    def text(self, kind: QAccessible.Text) -> str:
        widget, role = self.widget(), self.role()
        if kind is _Text.Name and _telling:
            return _telling[0]
        if kind is _Text.Name:
            name = widget.accessibleName()
            if not name and isinstance(widget, QAbstractButton):
                name = widget.text().replace("&", "")
            if not name and role in (_Role.Grouping, _Role.Form):
                name = _heading_of(widget)
            if role in _PICTURES:
                name = ". ".join(text.rstrip(".") for text in (name, widget.accessibleDescription()) if text)
            return name or super().text(kind)
        if kind is _Text.Description:
            if role in _PICTURES:
                return ""
            if isinstance(widget, Described):
                return widget.accessible_state()
        return super().text(kind)


def _heading_of(frame: QWidget) -> str:
    """Return the first heading in a frame, '' if it has none."""
    headings = (one for one in frame.findChildren(QLabel) if one.property("role") in _HEADINGS)
    return next((one.text() for one in headings if one.text()), "")
