"""Everything that a person can read of a window: what widgets say, what is painted, what a screen reader hears."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QSpinBox,
    QWidget,
)

from psoas_timer.store.places import assets_dir

_WRAP = Qt.TextFlag.TextWordWrap
_ROUNDS = 20  # a layout may need some turns of the event loop until it stands
_WORD = re.compile(r"[^\W\d_]{2,}")  # two letters in a row


class Shown:
    """What was shown so far in the pseudo-language, and which texts are not part of it or are cut off."""

    def __init__(self, data: Iterator[str]) -> None:
        self.foreign: dict[str, str] = {}  # text: where
        self.cut: dict[str, str] = {}
        self.count = 0
        self.painted = 0
        self._data = sorted({one for one in data if one}, key=len, reverse=True)

    def take(self, window: QWidget, place: str) -> None:
        """Read everything that ``window`` shows now, including what must be scrolled to."""
        size = window.size()
        for _round in range(_ROUNDS):
            QApplication.sendPostedEvents()
            QApplication.processEvents()
            cut = dict(self._cut_in(window))
            if not cut:
                break
        self.cut.update({text: f"{place}: {why}" for text, why in cut.items()})
        if window.width() > size.width() or window.height() > size.height():
            self.cut[place] = f"the window has grown from {size} to {window.size()}"
        with self.painting(place):
            window.grab()
            for area in window.findChildren(QScrollArea):
                if area.isVisible() and area.widget() is not None:
                    area.widget().grab()
        for widget in (window, *window.findChildren(QWidget)):
            if widget.isVisible() and widget.window() is window:
                for text in texts_of_widget(widget):
                    self.read(text, f"{place}: {type(widget).__name__}")

    def read(self, text: str, place: str) -> None:
        """Read one text."""
        self.count += 1
        if rest := self._untranslated(text):
            self.foreign[text] = f"{place}: {rest}"

    @contextmanager
    def painting(self, place: str) -> Iterator[None]:
        """Read what is painted meanwhile by our own hand, and whether it has room."""
        draw = QPainter.drawText

        def draw_text(painter: QPainter, *given: Any) -> Any:
            text = next(one for one in reversed(given) if isinstance(one, str))
            self.painted += 1
            self.read(text, f"{place}: painted")
            if "…" in text and text.count("[") != text.count("]"):
                self.cut[text] = f"{place}: painted with dots"
            if isinstance(given[0], QRect | QRectF) and len(given) == 3:
                room, flags = QRectF(given[0]), given[1]
                needed = QRectF(painter.boundingRect(QRectF(room.topLeft(), room.size()), int(flags), text))
                if needed.width() > room.width() + 1.5 or (
                    int(flags) & int(_WRAP.value) and needed.height() > room.height() + 1.5
                ):
                    self.cut[text] = f"{place}: painted in {room}, needs {needed}"
            return draw(painter, *given)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(QPainter, "drawText", draw_text)
            yield

    def _untranslated(self, text: str) -> str:
        text = text.replace("\u200b", "")  # a place to break a path
        for known in self._data:
            text = text.replace(known, "")
        while (shorter := re.sub(r"\[[^][]*\]", "", text)) != text:
            text = shorter
        found = _WORD.search(text)
        return text if found or "[" in text or "]" in text else ""

    @staticmethod
    def _cut_in(window: QWidget) -> Iterator[tuple[str, str]]:
        """Yield the words that have too little room or reach beyond their widget, and why."""
        for one in window.findChildren(QWidget):
            is_words = isinstance(one, QLabel | QAbstractButton | QComboBox)
            if not (is_words and one.isVisible() and one.window() is window):
                continue
            text = one.currentText() if isinstance(one, QComboBox) else one.text()
            wraps = isinstance(one, QLabel) and one.wordWrap()
            needs = one.heightForWidth(one.width()) if one.hasHeightForWidth() else one.minimumSizeHint().height()
            inside = one.parentWidget()
            if text and (one.height() < needs or (not wraps and one.width() < one.minimumSizeHint().width())):
                yield text, f"{type(one).__name__} has {one.size()}, needs a height of {needs}"
            elif text and inside is not None and not inside.rect().contains(one.geometry()):
                yield text, f"{type(one).__name__} {one.geometry()} reaches out of {inside.rect()}"
            elif text and one.mapTo(window, QPoint(one.width(), 0)).x() > window.width():
                yield text, f"{type(one).__name__} reaches out of the window"


def texts_of_widget(widget: QWidget) -> Iterator[str]:
    """Yield what a widget says to the eye, to the mouse and to a screen reader."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QSpinBox | QDoubleSpinBox):
        yield from (widget.prefix(), widget.suffix(), widget.specialValueText())
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        columns = 1 if isinstance(widget, QListView) else model.columnCount()  # that of a list is private
        found = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(columns)]
        for row in range(min(model.rowCount(), 5)):
            found += [model.index(row, column).data(role) for column in range(columns) for role in roles]
        yield from (one for one in found if isinstance(one, str))
    yield from (action.text() for action in widget.actions())


def names_of_days() -> Iterator[str]:
    """Yield the names of days and months, and of what a clock shows: they come from the locale, not from us."""
    locale = QLocale()
    for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
        for day in range(1, 8):
            yield from (locale.dayName(day, form), locale.standaloneDayName(day, form))
        for month in range(1, 13):
            yield from (locale.monthName(month, form), locale.standaloneMonthName(month, form))


def words_of_routines() -> Iterator[str]:
    """Yield every text of the bundled routines: they are data, as those of a person's own are."""

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | dict):
            for one in value.values() if isinstance(value, dict) else value:
                yield from texts(one)

    for file in Path(assets_dir() / "routines").glob("*.toml"):
        yield from texts(tomllib.loads(file.read_text(encoding="utf-8")))
        yield file.stem
