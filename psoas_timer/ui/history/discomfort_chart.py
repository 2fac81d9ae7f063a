"""The chart of the weekly medians of discomfort, which stands under that of the weeks and lines up with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.discomfort import SCALE, Medians
from psoas_timer.ui.history.discomfort_paint import (
    NAMED_LEVELS,
    Mark,
    MediansScene,
    draw_after,
    draw_before,
    draw_medians,
    level_y,
)
from psoas_timer.ui.kit.discomfort_words import medians_summary, no_answers_sentence
from psoas_timer.ui.kit.theme import LIGHT, Theme
from psoas_timer.ui.kit.week_ticks import week_ticks
from psoas_timer.ui.kit.words import tr

_MARK_EM = 0.3  # the radius of a mark in the legend, in line heights
_GAP_EM = 1.1  # between two entries of the legend
_DATES_EM = 2.3  # the room for the dates below


class DiscomfortChart(QWidget):
    """Shows the medians of the weeks in view; which of them is chosen, another chart says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._starts: Sequence[date] = ()
        self._medians: Sequence[Medians] = ()
        self._selected: int | None = None
        self._theme = LIGHT
        self._span: tuple[float, float] | None = None
        self.setAccessibleName(tr("Discomfort, weekly medians"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_weeks((), ())

    def show_weeks(self, starts: Sequence[date], medians: Sequence[Medians]) -> None:
        """Show the ``medians`` of the weeks that begin with ``starts``, oldest first, as many of the one as the other.

        No week is chosen then.
        """
        self._starts, self._medians, self._selected = starts, medians, None
        self.setAccessibleDescription(medians_summary(starts, medians))
        self.update()

    def select(self, index: int | None) -> None:
        """Mark a week by its place among those shown; None or a place beside them marks none."""
        self._selected = index if index is not None and 0 <= index < len(self._medians) else None
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_span(self, left_px: float, right_px: float) -> None:
        """Let the weeks begin and end at these places of this widget, as they do in the chart above."""
        self._span = left_px, right_px
        self.update()

    @property
    def plot(self) -> QRectF:
        """Where the weeks are painted, in pixels of this widget."""
        metrics = QFontMetricsF(self._font())
        left, right = self._span or (metrics.horizontalAdvance(str(SCALE[-1])) + 10.0, self.width() - 8.0)
        top = len(self._legend_lines()) * self._line_h + 4.0
        bottom = self.height() - QFontMetricsF(self.font()).height() * _DATES_EM
        return QRectF(left, top, max(right - left, 1.0), max(bottom - top, 1.0))

    @property
    def _has_figures(self) -> bool:
        return any(one.n_before or one.n_after for one in self._medians)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.92)
        return font

    # The legend

    @property
    def _line_h(self) -> float:
        return QFontMetricsF(self.font()).height() * 1.35

    def _legend(self) -> list[tuple[str, Mark | None, bool]]:
        """Return words, the mark before them, and whether they are the title."""
        return [
            (tr("Discomfort"), None, True),
            (tr("weekly median"), None, False),
            (tr("before sessions"), draw_before, False),
            (tr("after sessions"), draw_after, False),
            (tr("n: how many answers"), None, False),
        ]

    def _legend_lines(self) -> list[list[tuple[float, str, Mark | None, bool]]]:
        """Return the legend in as many lines as it needs, each entry with where it begins."""
        em = QFontMetricsF(self.font()).height()
        lines: list[list[tuple[float, str, Mark | None, bool]]] = [[]]
        x = 0.0
        for text, mark, is_title in self._legend():
            width = QFontMetricsF(self._legend_font(is_title)).horizontalAdvance(text) + (em if mark else 0.0)
            if x and x + width > self.width():
                lines.append([])
                x = 0.0
            lines[-1].append((x, text, mark, is_title))
            x += width + em * _GAP_EM
        return lines

    def _legend_font(self, is_title: bool) -> QFont:
        font = QFont(self.font()) if is_title else self._font()
        font.setWeight(QFont.Weight.DemiBold if is_title else QFont.Weight.Normal)
        return font

    def _draw_legend(self, painter: QPainter) -> None:
        em = QFontMetricsF(self.font()).height()
        for number, line in enumerate(self._legend_lines()):
            middle = (number + 0.5) * self._line_h
            for x, text, mark, is_title in line:
                if mark:
                    mark(painter, QPointF(x + em * 0.4, middle), em * _MARK_EM, self._theme)
                    x += em
                painter.setFont(self._legend_font(is_title))
                painter.setPen(QColor(self._theme.text if is_title else self._theme.muted))
                place = QRectF(x, middle - self._line_h / 2, self.width() - x, self._line_h)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    # The axes

    def _draw_levels(self, painter: QPainter, plot: QRectF, scene: MediansScene) -> None:
        metrics = QFontMetricsF(self._font())
        painter.setFont(self._font())
        painter.setPen(QColor(self._theme.muted))
        for level in NAMED_LEVELS:
            width = metrics.horizontalAdvance(str(level))
            y = level_y(plot, scene, level) - metrics.height() / 2
            place = QRectF(max(plot.left() - 7.0 - width, 0.0), y, width + 1.0, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(level))

    def _draw_dates(self, painter: QPainter, plot: QRectF) -> None:
        metrics = QFontMetricsF(self._font())
        painter.setFont(self._font())
        painter.setPen(QColor(self._theme.muted))
        slot_px = plot.width() / len(self._starts)
        # The dates of a week do not depend on what was practised in it.
        weeks = [Week(start, (), 0) for start in self._starts]
        for index, text in week_ticks(weeks, slot_px, metrics.horizontalAdvance):
            width = _widest(text, metrics.horizontalAdvance)
            left = plot.left() + (index + 0.5) * slot_px - width / 2
            left = min(max(left, 0.0), self.width() - width)
            place = QRectF(left, plot.bottom() + 3.0, width + 1.0, metrics.height() * 2.1)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)

    # Qt's overrides

    def sizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(self.font()).height() * 30), self._height(10.0))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(self.font()).height() * 12), self._height(7.0))

    def _height(self, plot_em: float) -> int:
        """Return the height with the legend as it is now, two lines at least, and a plot of so many line heights."""
        em, lines = QFontMetricsF(self.font()).height(), max(len(self._legend_lines()), 2)
        return round(self._line_h * lines + em * (plot_em + _DATES_EM))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # the legend may need another number of lines

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_legend(painter)
        plot = self.plot
        selected = self._selected if self._has_figures else None
        scene = MediansScene(self._medians, selected, self._theme, self._font())
        draw_medians(painter, plot, scene)
        self._draw_levels(painter, plot, scene)
        if self._starts:
            self._draw_dates(painter, plot)
        if not self._has_figures:
            painter.setFont(self.font())
            painter.setPen(QColor(self._theme.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            place = plot.adjusted(8, 4, -8, -4)
            ground = QFontMetricsF(self.font()).boundingRect(place, flags, no_answers_sentence())
            painter.fillRect(ground.adjusted(-10, -2, 10, 2), QColor(self._theme.surface))
            painter.drawText(place, flags, no_answers_sentence())


def _widest(text: str, advance: Callable[[str], float]) -> float:
    return max(advance(line) for line in text.split("\n"))
