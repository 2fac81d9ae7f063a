"""The report on paper: one page, dark ink on white, whatever the window looks like."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QLocale, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from psoas_timer.core.report import Paper, Report
from psoas_timer.ui.report_paint import draw_weeks
from psoas_timer.ui.report_words import (
    discomfort_lines,
    entry_lines,
    figures,
    heading_lines,
    note_line,
    routine_lines,
    thinned_sentence,
    week_cells,
    week_headings,
)
from psoas_timer.ui.theme import LIGHT
from psoas_timer.ui.words import tr

_DOTS_PER_INCH = 300
_MARGIN_MM = 16.0
# The printable width in the report's own measure: all lengths below are millimetres on A4.
_WIDTH_MM = 178.0

_TITLE_MM, _HEADING_MM, _TEXT_MM, _SMALL_MM = 7.0, 4.0, 3.3, 2.9
_ROW_MM = 4.5
_COLUMNS_MM = (29.0, 11.0, 13.0, 16.0, 15.0, 16.0)
_LONGEST_WORD = 24  # letters
_RIGHT_MM = 108.0  # where the right column begins


def report_pdf(report: Report, paper: Paper) -> bytes:
    """Return ``report`` as a PDF file of exactly one page."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    size = QPageSize.PageSizeId.A4 if paper is Paper.A4 else QPageSize.PageSizeId.Letter
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    writer.setResolution(_DOTS_PER_INCH)
    writer.setTitle(heading_lines(report)[0])
    writer.setCreator(tr("Psoas Timer"))
    room = writer.pageLayout().paintRectPixels(_DOTS_PER_INCH)
    painter = QPainter(writer)
    paint_report(painter, QRectF(0, 0, room.width(), room.height()), report)
    painter.end()
    return bytes(buffer.data().data())


def paint_report(painter: QPainter, room: QRectF, report: Report) -> None:
    """Paint the whole report into ``room`` of any device; what does not fit is left out, and said so."""
    _Sheet(painter, room).paint(report)


def breakable(text: str) -> str:
    """Return ``text`` so that a word too long for a line may be broken: with a space of no width here and there."""
    return " ".join(
        "\u200b".join(word[at : at + _LONGEST_WORD] for at in range(0, len(word), _LONGEST_WORD)) if word else ""
        for word in text.split(" ")
    )


class _Sheet:
    """A page that is filled from the top; places are in millimetres from its top left corner."""

    def __init__(self, painter: QPainter, room: QRectF) -> None:
        self._painter = painter
        self._unit = room.width() / _WIDTH_MM
        self._height_mm = room.height() / self._unit
        painter.translate(room.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, report: Report) -> None:
        y = self._draw_heading(report)
        y = self._draw_figures(report, y + 4)
        if report.sessions == 0:
            self._text(tr("No session was kept in these days."), 0, y + 2, _TEXT_MM)
            return
        box = QRectF(0, (y + 3) * self._unit, _WIDTH_MM * self._unit, 46 * self._unit)
        draw_weeks(self._painter, box, report.weeks, self._unit, self._font(_SMALL_MM))
        y += 54
        self._draw_weeks_table(report, y)
        self._draw_right(report, y)

    # The parts of the page

    def _draw_heading(self, report: Report) -> float:
        title, stretch, self_reported = heading_lines(report)
        self._text(title, 0, 0, _TITLE_MM, is_bold=True)
        self._text(stretch, 0, 10.5, _HEADING_MM)
        self._text(self_reported, 0, 16.5, _SMALL_MM, colour=LIGHT.muted)
        return 21.5

    def _draw_figures(self, report: Report, y: float) -> float:
        named = figures(report)
        step = _WIDTH_MM / len(named)
        for index, (figure, caption) in enumerate(named):
            self._text(figure, index * step, y, 6.0, width=step - 3, is_bold=True)
            self._text(caption, index * step, y + 7.6, _SMALL_MM, width=step - 3, colour=LIGHT.muted)
        self._line(y + 13.5)
        return y + 14

    def _draw_weeks_table(self, report: Report, y: float) -> None:
        with_discomfort = any(one.n_before or one.n_after for one in report.weekly_discomfort)
        self._row(week_headings(with_discomfort), y, colour=LIGHT.muted)
        self._line(y + _ROW_MM + 0.3, _RIGHT_MM - 8)
        y += _ROW_MM + 1.2
        most = int((self._height_mm - y) / _ROW_MM) - 1
        weeks = list(zip(report.weeks, report.weekly_discomfort, strict=True))
        for week, medians in weeks[::-1][:most]:
            self._row(week_cells(week, medians, report.made.year, with_discomfort=with_discomfort), y)
            y += _ROW_MM
        if len(weeks) > most:
            self._text(thinned_sentence(most, len(weeks)), 0, y + 0.5, _SMALL_MM, colour=LIGHT.muted)

    def _draw_right(self, report: Report, y: float) -> None:
        for heading, lines in (
            (tr("Sessions by routine"), routine_lines(report)),
            (tr("Discomfort, 0 to 10"), discomfort_lines(report)),
            (tr("How it was kept"), entry_lines(report)),
        ):
            if lines:
                lines = [breakable(line) for line in lines]
                y = self._draw_block(heading, lines, y)
        if report.notes:
            self._draw_notes(report, y)

    def _draw_block(self, heading: str, lines: Sequence[str], y: float) -> float:
        """Draw a heading with its lines in the right column, as far as there is room; return where it ends."""
        width = _WIDTH_MM - _RIGHT_MM
        if y + 10 > self._height_mm:
            return y
        self._text(heading, _RIGHT_MM, y, _TEXT_MM, width=width, is_bold=True)
        y += 5.2
        for line in lines:
            height = self._height_of(line, width, _SMALL_MM)
            if y + height > self._height_mm:
                break
            self._text(line, _RIGHT_MM, y, _SMALL_MM, width=width, height=height)
            y += height + 0.9
        return y + 3

    def _draw_notes(self, report: Report, y: float) -> None:
        """Draw notes, newest first, while there is room for two more lines: the last says how many are left out."""
        width, most = _WIDTH_MM - _RIGHT_MM, 3 * self._line_mm(_SMALL_MM)
        if y + 12 > self._height_mm:
            return
        self._text(tr("Notes"), _RIGHT_MM, y, _TEXT_MM, width=width, is_bold=True)
        y += 5.2
        for index, note in enumerate(report.notes):
            line = breakable(note_line(note, report.made.year))
            height = min(self._height_of(line, width, _SMALL_MM), most)
            is_last = index == len(report.notes) - 1
            if y + height + (0 if is_last else 5.0) > self._height_mm:
                left = len(report.notes) - index
                words = tr("1 more note") if left == 1 else tr("{n} more notes").format(n=QLocale().toString(left))
                self._text(words, _RIGHT_MM, y, _SMALL_MM, width=width, colour=LIGHT.muted)
                return
            self._text(self._cut(line, width, height), _RIGHT_MM, y, _SMALL_MM, width=width, height=height)
            y += height + 0.9

    # Ink

    def _font(self, size_mm: float, *, is_bold: bool = False) -> QFont:
        font = QFont()
        font.setPixelSize(max(round(size_mm * self._unit), 1))
        font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
        return font

    def _line_mm(self, size_mm: float) -> float:
        return QFontMetricsF(self._font(size_mm), self._painter.device()).lineSpacing() / self._unit

    def _height_of(self, text: str, width: float, size_mm: float) -> float:
        metrics = QFontMetricsF(self._font(size_mm), self._painter.device())
        room = QRectF(0, 0, width * self._unit, 1e6)
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() / (self._unit)

    def _cut(self, text: str, width: float, height: float) -> str:
        """Return as much of ``text`` as is at most so high, with an ellipsis where it is not all of it."""
        if self._height_of(text, width, _SMALL_MM) <= height + 0.1:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self._height_of(text[:middle].rstrip() + "…", width, _SMALL_MM) <= height + 0.1
            low, high = (middle, high) if fits else (low, middle - 1)
        return text[:low].rstrip() + "…"

    def _text(
        self,
        text: str,
        x: float,
        y: float,
        size_mm: float,
        *,
        width: float | None = None,
        height: float | None = None,
        is_bold: bool = False,
        colour: str = LIGHT.text,
    ) -> None:
        """Draw a text as it is: one line, elided where it is too long, or several where ``height`` is given."""
        painter, unit = self._painter, self._unit
        room_mm = (width or _WIDTH_MM - x, height or self._line_mm(size_mm))
        font = self._font(size_mm, is_bold=is_bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        place = QRectF(x * unit, y * unit, room_mm[0] * unit, room_mm[1] * unit)
        if height is None:
            metrics = QFontMetricsF(font, painter.device())
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.TextFlag.TextSingleLine, text)
        else:
            painter.drawText(place, Qt.TextFlag.TextWordWrap, text)

    def _row(self, cells: Sequence[str], y: float, *, colour: str = LIGHT.text) -> None:
        x = 0.0
        for cell, width in zip(cells, _COLUMNS_MM, strict=False):
            self._text(cell, x, y, _SMALL_MM, width=width - 1, colour=colour)
            x += width

    def _line(self, y: float, width: float = _WIDTH_MM) -> None:
        self._painter.setPen(QPen(QColor(LIGHT.line), 0.25 * self._unit))
        self._painter.drawLine(QLineF(0, y * self._unit, width * self._unit, y * self._unit))
