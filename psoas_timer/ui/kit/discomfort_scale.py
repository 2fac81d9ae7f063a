"""The discomfort scale: eleven buttons, none chosen beforehand, and one to skip the question."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from psoas_timer.core.history.discomfort import SCALE
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.choice_button import ENDS, ROWS, STEPS, ChoiceButton, is_moving_key
from psoas_timer.ui.kit.discomfort_words import highest_word, level_name, lowest_word
from psoas_timer.ui.kit.widgets import label

# How many levels to put in a row: all of them if there is room.
_COLUMNS = (len(SCALE), 6, 4)
_PRESSING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDEST_EM = 3.0  # a button's maximum width, in line heights


class DiscomfortScale(QWidget):
    """Asks for 0 to 10. The levels are one Tab stop, Skip is the next.

    Tab stops at the whole group until a level has been visited, so that the focus suggests no answer. Arrows, Home,
    End and digits move to a level; Enter and Space choose it. A digit alone chooses nothing, because someone typing
    10 would already have chosen 1. Typed after the 1, the 0 moves on to 10.
    """

    level_chosen = Signal(int)
    skipped = Signal()

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        """``question`` names the group for a screen reader."""
        super().__init__(parent)
        self.setAccessibleName(question)
        give_role(self, QAccessible.Role.Grouping)
        self._columns = len(SCALE)
        self._at: int | None = None  # the level where Tab stops; None: the group
        self._key_before = 0
        self._levels = [ChoiceButton(str(level), self) for level in SCALE]
        for level, one in zip(SCALE, self._levels, strict=True):
            one.setAccessibleName(level_name(level))
            one.key_pressed.connect(self._move)
            one.focused.connect(lambda level=level: self._stop_at(level))
            one.clicked.connect(lambda _checked, level=level: self._choose(level))
        self._skip = ChoiceButton(tr("Skip"), self)
        self._skip.setAccessibleDescription(tr("Skip the question this time"))
        self._skip.key_pressed.connect(self._move)
        self._skip.clicked.connect(self._choose_none)
        self._ends = (label(lowest_word(), "muted"), label(highest_word(), "muted"))
        for word in self._ends:
            word.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._stop_at(None)

    @property
    def level(self) -> int | None:
        """The chosen level, None if there is none."""
        return next((level for level, one in zip(SCALE, self._levels, strict=True) if one.isChecked()), None)

    @property
    def first(self) -> QWidget:
        """Where Tab stops: the group, or the last level visited."""
        return self if self._at is None else self._levels[self._at]

    def show_level(self, level: int | None) -> None:
        """Mark ``level`` as chosen, or none for None, without emitting a signal."""
        for index, one in zip(SCALE, self._levels, strict=True):
            one.setChecked(index == level)
        self._skip.setChecked(False)
        self._stop_at(level)

    def _choose(self, level: int) -> None:
        self.show_level(level)
        self.level_chosen.emit(level)

    def _choose_none(self) -> None:
        self.show_level(None)
        self._skip.setChecked(True)
        self.skipped.emit()

    def _stop_at(self, level: int | None) -> None:
        self._at, self._key_before = level, 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if level is None else Qt.FocusPolicy.NoFocus)
        for index, one in zip(SCALE, self._levels, strict=True):
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if index == level else Qt.FocusPolicy.ClickFocus)

    def _move(self, key: int) -> None:
        target = self._target(Qt.Key(key))
        if target in SCALE:
            self._levels[target].setFocus(Qt.FocusReason.OtherFocusReason)
            self._stop_at(target)
            self._key_before = key

    def _target(self, key: Qt.Key) -> int:
        """Return the level that a key leads to, which may be off the scale."""
        if key in ENDS:
            return ENDS[key]
        if key in STEPS or key in ROWS:
            step = STEPS.get(key, 0) + ROWS.get(key, 0) * self._columns
            if self._at is None:
                return SCALE[0] if step > 0 else SCALE[-1]
            return self._at if self._skip.hasFocus() else self._at + step  # from Skip back to the levels
        if key is Qt.Key.Key_0 and self._key_before == Qt.Key.Key_1:
            return SCALE[-1]
        return key - Qt.Key.Key_0

    def _light(self, is_lit: bool) -> None:
        for one in self._levels:
            one.is_of_focused_group = is_lit
            one.update()

    # Places

    @property
    def _gap(self) -> int:
        return max(round(self.fontMetrics().height() * 0.26), 4)

    def _plan(self, width: int) -> tuple[int, int, bool]:
        """Return how many levels fit in a row, how wide each is, and whether Skip fits beside them."""
        em, skip = self.fontMetrics().height(), self._skip.sizeHint().width() + 3 * self._gap
        narrowest = max(one.sizeHint().width() for one in self._levels)
        widest = max(round(em * _WIDEST_EM), narrowest)
        for is_beside in (True, False):
            room = width - skip * is_beside + self._gap
            for columns in _COLUMNS:
                if columns * (narrowest + self._gap) <= room:
                    return columns, min(room // columns - self._gap, widest), is_beside
        return _COLUMNS[-1], narrowest, False

    def _places(self, width: int) -> tuple[list[QRect], QRect, list[QRect]]:
        """Return the places of the levels, of Skip and of the words at both ends."""
        columns, cell, is_beside = self._plan(width)
        high, gap = self._skip.least_height, self._gap
        row_px = columns * (cell + gap) - gap
        low, top_word = (self._word_place(one, row_px // 2 if columns == len(SCALE) else row_px) for one in self._ends)
        levels, top = [], 0
        for index in range(len(SCALE)):
            if index and index % columns == 0:
                top += high + gap + (low.height() + gap if index == columns else 0)
            levels.append(QRect(index % columns * (cell + gap), top, cell, high))
        low.moveTop(high + gap)
        top_word.moveTop(top + high + gap)
        top_word.moveRight(max(levels[-1].right(), top_word.width() - 1))
        skip = QRect(QPoint(row_px + 3 * gap, 0), QSize(self._skip.sizeHint().width(), high))
        if not is_beside:
            skip.moveTopLeft(QPoint(0, top_word.bottom() + 1 + gap))
        return levels, skip, [low, top_word]

    def _word_place(self, word: QLabel, most_px: int) -> QRect:
        width = min(word.fontMetrics().horizontalAdvance(word.text()) + 2, most_px)
        return QRect(0, 0, width, max(word.heightForWidth(width), self.fontMetrics().height()))

    def _lay_out(self) -> None:
        self._columns = self._plan(self.width())[0]
        levels, skip, words = self._places(self.width())
        children = (*self._levels, self._skip, *self._ends)
        for one, place in zip(children, (*levels, skip, *words), strict=True):
            one.setGeometry(place)

    # Qt's overrides

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._light(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._light(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_moving_key(event):
            self._move(event.key())
        elif event.key() not in _PRESSING:  # there is nothing to press yet, but the page must not handle the key itself
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        _levels, skip, words = self._places(width)
        return max(skip.bottom(), words[1].bottom()) + 1

    def sizeHint(self) -> QSize:
        em, cells = self.fontMetrics().height(), len(SCALE)
        width = cells * (round(em * 2.6) + self._gap) + 2 * self._gap + self._skip.sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        narrowest = max(one.sizeHint().width() for one in self._levels)
        width = _COLUMNS[-1] * (narrowest + self._gap) - self._gap
        return QSize(width, self._skip.least_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._lay_out()
