"""Plots the weekly medians of discomfort: hollow circles before sessions, filled diamonds after them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from psoas_timer.core.history.discomfort import SCALE, Medians
from psoas_timer.ui.history.plot import Places, WeekPlot
from psoas_timer.ui.kit.discomfort_words import count_figure, no_answers_sentence
from psoas_timer.ui.kit.theme import LIGHT, Theme

# The levels with a grid line and a label.
NAMED_LEVELS = (0, 5, 10)
# The largest a mark gets.
_RADIUS_PX = 5.5

_NONE: NDArray[Any] = np.empty(0)

# How pyqtgraph draws a mark (symbol, size in pixels, pen and brush), and a function that makes one for a theme.
Style = dict[str, Any]
Mark = Callable[[float, Theme], Style]


class MediansPlot:
    """The medians in a plot of weeks, always on the same scale."""

    def __init__(self, plot: WeekPlot) -> None:
        self._plot = plot
        self._medians: Sequence[Medians] = ()
        self._marked: int | None = None
        self._theme = LIGHT
        # Before and after; the line that joins the two of a week comes last.
        self._points = [(_NONE, _NONE), (_NONE, _NONE)]
        self._lines = [pg.PlotCurveItem(antialias=True) for _ in range(3)]
        self._marks = [pg.ScatterPlotItem(antialias=True) for _ in range(2)]
        for item in (*self._lines, *self._marks):
            plot.view.addItem(item, ignoreBounds=True)
        plot.paint_with(self._draw_words)
        plot.show_levels(NAMED_LEVELS)
        plot.view.sigResized.connect(self.fit)

    def show(self, medians: Sequence[Medians], theme: Theme) -> None:
        """Plot the medians of each week, oldest first, in place of the previous ones; afterwards no week is marked."""
        self._medians, self._theme = medians, theme
        levels = [np.array([getattr(one, when) for one in medians], float) for when in ("before", "after")]
        self._points = [(np.flatnonzero(~np.isnan(one)), one[~np.isnan(one)]) for one in levels]
        fine = self._plot.devicePixelRatioF()  # pyqtgraph measures line widths in device pixels
        before = pg.mkPen(theme.muted, width=1.2 * fine, style=Qt.PenStyle.DashLine)
        after = pg.mkPen(theme.accent, width=1.4 * fine)
        for line, (weeks, known), pen in zip(self._lines[:2], self._points, (before, after), strict=True):
            # Lines join adjacent weeks, and never cross a week without an answer.
            line.setData(weeks, known, connect=np.diff(weeks, append=-1) == 1, pen=pen)
        both = np.flatnonzero(~np.isnan(levels[0] + levels[1]))
        ends = np.stack(levels, axis=1)[both].ravel()
        self._lines[2].setData(np.repeat(both, 2), ends, connect="pairs", pen=pg.mkPen(theme.muted, width=fine))
        self.mark(None)
        self.fit()

    def mark(self, index: int | None) -> None:
        """Mark a week by its index; None, an index out of range, or weeks without any figures mark none."""
        self._marked = index if self._has_figures and index is not None and 0 <= index < len(self._medians) else None
        self._plot.mark(self._marked)

    def fit(self) -> None:
        """Leave room for a mark and its n above 10 and below 0, and make the marks as large as the weeks allow."""
        inset_px = _RADIUS_PX + 3.0 + QFontMetricsF(self._plot.label_font).height()
        room_px = max(self._plot.places.rect.height() - 2 * inset_px, 1.0)
        inset = SCALE[-1] * inset_px / room_px
        self._plot.view.setYRange(SCALE[0] - inset, SCALE[-1] + inset, padding=0)
        radius = _radius(self._plot.places.slot_px)
        for marks, (weeks, levels), mark in zip(self._marks, self._points, (before_mark, after_mark), strict=True):
            marks.setData(weeks, levels, **mark(radius, self._theme))

    @property
    def _has_figures(self) -> bool:
        return any(one.n_before or one.n_after for one in self._medians)

    def _draw_words(self, painter: QPainter, places: Places) -> None:
        """Draw the n of each median, above the upper mark and below the lower one; draw none if they would touch."""
        if not self._has_figures:
            self._draw_no_answers(painter, places.rect)
            return
        font = self._plot.label_font
        metrics = QFontMetricsF(font)
        counts = list(_counts(places, self._medians))
        widest = max(metrics.horizontalAdvance(word) for _index, _point, word, _is_above in counts)
        if widest + metrics.horizontalAdvance("0") > places.slot_px:
            return
        painter.setFont(font)
        away = _radius(places.slot_px) + 2.0
        for index, point, word, is_above in counts:
            top = point.y() - away - metrics.height() if is_above else point.y() + away
            place = QRectF(point.x() - widest / 2 - 2, top, widest + 4, metrics.height())
            ground = self._theme.accent_soft if index == self._marked else self._theme.surface
            painter.fillRect(place.adjusted(0, 1, 0, -1), QColor(ground))  # keep lines from running through a figure
            painter.setPen(QColor(self._theme.muted if index != self._marked else self._theme.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)

    def _draw_no_answers(self, painter: QPainter, rect: QRectF) -> None:
        painter.setFont(self._plot.font())
        painter.setPen(QColor(self._theme.muted))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        place = rect.adjusted(8, 4, -8, -4)
        ground = painter.boundingRect(place, flags, no_answers_sentence())
        painter.fillRect(ground.adjusted(-10, -2, 10, 2), QColor(self._theme.surface))
        painter.drawText(place, flags, no_answers_sentence())


def before_mark(radius: float, theme: Theme) -> Style:
    """Return the mark of a median before sessions: a hollow circle."""
    # In diameters, like the symbol, so that the rim looks equally thick at every pixel density.
    pen = pg.mkPen(theme.text, width=max(0.15, 0.5 / radius), cosmetic=False)
    return {"symbol": "o", "size": 2 * radius, "pen": pen, "brush": pg.mkBrush(theme.surface)}


def after_mark(radius: float, theme: Theme) -> Style:
    """Return the mark of a median after sessions: a filled diamond that fits inside the circle."""
    return {"symbol": "d", "size": 2.2 * radius, "pen": pg.mkPen(None), "brush": pg.mkBrush(theme.accent)}


def draw_mark(painter: QPainter, centre: QPointF, mark: Style) -> None:
    """Draw a mark outside a plot."""
    painter.save()
    painter.translate(centre)
    drawSymbol(painter, **mark)
    painter.restore()


def _radius(slot_px: float) -> float:
    """Return the radius of a mark for weeks of this width, both in pixels."""
    return max(min(_RADIUS_PX, slot_px * 0.36), 1.2)


def _counts(places: Places, medians: Sequence[Medians]) -> Iterator[tuple[int, QPointF, str, bool]]:
    """Yield week, point, text, and whether the text is above its mark."""
    for index, one in enumerate(medians):
        is_before_above = one.before is not None and (one.after is None or one.before >= one.after)
        if one.before is not None:
            yield index, places.at(index, one.before), count_figure(one.n_before), is_before_above
        if one.after is not None:
            yield index, places.at(index, one.after), count_figure(one.n_after), not is_before_above
