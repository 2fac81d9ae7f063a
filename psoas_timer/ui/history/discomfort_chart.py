"""The chart of weekly discomfort medians, below the chart of the weeks and aligned with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.discomfort import Medians
from psoas_timer.lib.translation import tr
from psoas_timer.ui.history.discomfort_paint import Mark, MediansPlot, after_mark, before_mark, draw_mark
from psoas_timer.ui.history.plot import RING_PX, WeekPlot
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.discomfort_words import medians_summary
from psoas_timer.ui.kit.theme import LIGHT, Theme

_MARK_EM = 0.3  # the radius of a mark in the legend, in line heights
_GAP_EM = 1.1  # between two legend entries


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A text of the legend, the mark before it, and the place of both in pixels of the chart."""

    text: str
    mark: Mark | None
    is_title: bool
    place: QRectF


class DiscomfortChart(QWidget):
    """Shows the medians of the weeks in view; another chart says which week is chosen.

    ``week_pointed`` carries the index of the week under the mouse.
    """

    week_pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._medians: Sequence[Medians] = ()
        self._theme = LIGHT
        self.plot = WeekPlot()
        self._shown = MediansPlot(self.plot)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.plot)
        name = tr("Discomfort, weekly medians")
        self.setAccessibleName(name)
        give_role(self, QAccessible.Role.Chart)
        self.plot.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMouseTracking(True)
        self.set_theme(LIGHT)
        self.plot.sides_changed.connect(self._make_room)
        self._make_room()

    def show_weeks(self, starts: Sequence[date], medians: Sequence[Medians]) -> None:
        """Show the ``medians`` of the weeks that begin on ``starts``, both oldest first and equally many.

        Afterwards no week is chosen.
        """
        self._medians = medians
        self.setAccessibleDescription(medians_summary(starts, medians))
        # The dates of a week do not depend on what was practised in it.
        self.plot.show_weeks([Week(start, (), 0) for start in starts])
        self._shown.show(medians, self._theme)

    def select(self, index: int | None) -> None:
        """Mark a week by its index among those shown; None or an index out of range marks none."""
        self._shown.mark(index)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in the colours of ``theme``; afterwards no week is chosen."""
        self._theme = theme
        self.plot.set_theme(theme)
        self._shown.show(self._medians, theme)
        self.update()

    @property
    def plot_rect(self) -> QRectF:
        """The plot area, in pixels of this widget."""
        return self.plot.places.rect.translated(self.plot.pos())

    # The legend

    @property
    def legend(self) -> Sequence[LegendEntry]:
        """The entries of the legend, in as many lines as the width needs."""
        em, line_h = QFontMetricsF(self.font()).height(), self._line_h
        texts: tuple[tuple[str, Mark | None, bool], ...] = (
            (tr("Discomfort"), None, True),
            (tr("weekly median"), None, False),
            (tr("before sessions"), before_mark, False),
            (tr("after sessions"), after_mark, False),
            (tr("n: number of answers"), None, False),
        )
        entries: list[LegendEntry] = []
        x, line = 0.0, 0
        for text, mark, is_title in texts:
            width = QFontMetricsF(self._legend_font(is_title)).horizontalAdvance(text) + (em if mark else 0.0)
            if x and x + width > self.width():
                x, line = 0.0, line + 1
            entries.append(LegendEntry(text, mark, is_title, QRectF(x, line * line_h, width, line_h)))
            x += width + em * _GAP_EM
        return entries

    @property
    def _line_h(self) -> float:
        return QFontMetricsF(self.font()).height() * 1.35

    @property
    def _legend_h(self) -> float:
        return self.legend[-1].place.bottom()

    def _legend_font(self, is_title: bool) -> QFont:
        font = QFont(self.font()) if is_title else self.plot.label_font
        font.setWeight(QFont.Weight.DemiBold if is_title else QFont.Weight.Normal)
        return font

    def _draw_legend(self, painter: QPainter) -> None:
        em = QFontMetricsF(self.font()).height()
        for one in self.legend:
            place = QRectF(one.place)
            if one.mark:
                middle = QPointF(place.left() + em * 0.4, place.center().y())
                draw_mark(painter, middle, one.mark(em * _MARK_EM, self._theme))
                place.setLeft(place.left() + em)
            place.setRight(self.width())  # a text may be a little wider than its advance
            painter.setFont(self._legend_font(one.is_title))
            painter.setPen(QColor(self._theme.text if one.is_title else self._theme.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, one.text)

    def _make_room(self) -> None:
        """Keep the legend clear of the plot, which starts where the bars of the chart above start."""
        self._column.setContentsMargins(RING_PX, round(self._legend_h) + 4, RING_PX, 0)
        self.updateGeometry()

    # Qt's overrides

    def sizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(self.font()).height() * 30), self._height(10.0))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(self.font()).height() * 12), self._height(7.0))

    def _height(self, plot_em: float) -> int:
        """Return the height for the current legend, at least two lines, and a plot of this many line heights."""
        em, legend_h = QFontMetricsF(self.font()).height(), max(self._legend_h, 2 * self._line_h)
        dates_h: float = self.plot.axes["bottom"].fixedHeight
        return round(legend_h + em * plot_em + dates_h)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._make_room()  # the legend may need more or fewer lines

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.plot.index_at(self.plot.mapFromParent(event.position().toPoint()))
        if index is not None:
            self.week_pointed.emit(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_legend(painter)
