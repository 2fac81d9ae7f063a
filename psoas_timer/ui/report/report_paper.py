"""The report on paper: one page, dark ink on white, whatever the theme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from psoas_timer.core.history.report import Paper, Report
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.report.report_fonts import boxed, scripts_of, undrawn
from psoas_timer.ui.report.report_ink import Ink, breakable
from psoas_timer.ui.report.report_paint import draw_weeks
from psoas_timer.ui.report.report_words import (
    boxes_sentence,
    discomfort_heading,
    discomfort_lines,
    entry_lines,
    figures,
    file_title,
    heading_lines,
    more_notes_sentence,
    more_routines_sentence,
    no_sessions_sentence,
    note_line,
    routine_sentence,
    table_sentence,
    terms,
    week_cells,
    week_headings,
)

_DOTS_PER_INCH = 300
_MARGIN_MM = 16.0
# The printable width in the report's own units: all lengths below are millimetres on A4.
_WIDTH_MM = 178.0

_TITLE_MM, _HEADING_MM, _TEXT_MM, _SMALL_MM = 7.0, 4.0, 3.3, 2.9
_ROW_MM = 4.5
_COLUMNS_MM = (23.0, 13.0, 22.0, 15.0, 19.0, 18.0)
_WIDE_COLUMNS_MM = (30.0, 22.0, 30.0, 20.0)
_RIGHT_MM = 116.0  # where the right column begins
_BARS_MM = 46.0
_BLOCK_HEAD_MM, _BLOCK_GAP_MM, _GAP_MM = 5.2, 3.0, 0.9
_NOTES_MM = 36.0  # with this much room, notes use the whole width
_FEW_NOTES_MM = 27.0  # otherwise this much is kept free for them in the right column
_NOTE_LINES = 3

MOST_ROUTINES = 8
_LONGEST_TITLE, _LONGEST_NOTE = 120, 1200  # letters


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
    writer.setTitle(file_title(report))
    writer.setCreator(tr("Psoas Timer"))
    room = writer.pageLayout().paintRectPixels(_DOTS_PER_INCH)
    painter = QPainter(writer)
    try:
        paint_report(painter, QRectF(0, 0, room.width(), room.height()), report)
    finally:  # Ctrl+C may come while it paints, and Qt crashes if the paper goes before its painter
        painter.end()
    return bytes(buffer.data().data())


def paint_report(painter: QPainter, room: QRectF, report: Report) -> None:
    """Paint the whole report into ``room`` of any device; what does not fit is left out, and the page says so."""
    signs = undrawn(report, QFont())
    _Sheet(painter, room, scripts_of(signs)).paint(boxed(report, signs))


class _Sheet:
    """A page filled from the top; positions are in millimetres from its top left corner."""

    def __init__(self, painter: QPainter, room: QRectF, undrawn_scripts: Sequence[str]) -> None:
        unit = room.width() / _WIDTH_MM
        self._height_mm = room.height() / unit
        painter.translate(room.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ink = Ink(painter, unit, _WIDTH_MM)
        self._undrawn_scripts = undrawn_scripts

    def paint(self, report: Report) -> None:
        y = self._draw_heading(report)
        y = self._draw_figures(report, y + 4)
        y = self._draw_terms(report, y + 2)
        if report.sessions == 0:
            self._ink.text(no_sessions_sentence(), 0, y + 2, _TEXT_MM)
            return
        ink = self._ink
        box = QRectF(0, (y + 2) * ink.unit, _WIDTH_MM * ink.unit, _BARS_MM * ink.unit)
        draw_weeks(ink.painter, box, report.weeks, ink.unit, ink.font(_SMALL_MM))
        y += _BARS_MM + 9
        table_end = self._draw_weeks_table(report, y)
        right_end = self._draw_right(report, y)
        if not report.notes:
            return
        # Under a short table, notes get the whole width, otherwise what is left of the right column.
        below = max(table_end, right_end)
        if self._height_mm - below >= _NOTES_MM:
            self._draw_notes(report, 0, below + 1)
        else:
            self._draw_notes(report, _RIGHT_MM, right_end)

    # The parts of the page

    def _draw_heading(self, report: Report) -> float:
        title, stretch, self_reported = heading_lines(report)
        self._ink.text(title, 0, 0, _TITLE_MM, is_bold=True)
        self._ink.text(stretch, 0, 10.5, _HEADING_MM)
        self._ink.text(self_reported, 0, 16.5, _SMALL_MM, colour=LIGHT.muted)
        return 21.5

    def _draw_figures(self, report: Report, y: float) -> float:
        named = figures(report)
        step = _WIDTH_MM / len(named)
        for index, (figure, caption) in enumerate(named):
            self._ink.text(figure, index * step, y, 6.0, width=step - 3, is_bold=True)
            self._ink.text(caption, index * step, y + 7.6, _SMALL_MM, width=step - 3, colour=LIGHT.muted)
        self._ink.line(y + 13.5, _WIDTH_MM)
        return y + 14

    def _draw_terms(self, report: Report, y: float) -> float:
        """Draw goal and pauses, one line each, and what the boxes stand for if there are any."""
        named = terms(report)
        names_mm = max((self._ink.width_of(name, _SMALL_MM) for name, _words in named), default=0.0) + 3
        for name, words in named:
            self._ink.text(name, 0, y, _SMALL_MM, colour=LIGHT.muted)
            self._ink.text(words, names_mm, y, _SMALL_MM)
            y += _ROW_MM
        if sentence := boxes_sentence(self._undrawn_scripts):
            height = self._ink.height_of(sentence, _WIDTH_MM, _SMALL_MM)
            self._ink.text(sentence, 0, y, _SMALL_MM, height=height)
            y += max(height, _ROW_MM)
        return y

    def _draw_weeks_table(self, report: Report, y: float) -> float:
        """Draw the latest weeks, as many as fit, with a sentence about those left out."""
        with_discomfort = any(one.n_before or one.n_after for one in report.weekly_discomfort)
        columns = _COLUMNS_MM if with_discomfort else _WIDE_COLUMNS_MM
        if with_discomfort:
            x = sum(columns[:-2])
            self._ink.text(discomfort_heading(), x, y - 4, _SMALL_MM, width=_RIGHT_MM - 4 - x, colour=LIGHT.muted)
        self._ink.row(week_headings(with_discomfort), columns, y, _SMALL_MM, colour=LIGHT.muted)
        self._ink.line(y + _ROW_MM + 0.3, _RIGHT_MM - 8)
        y += _ROW_MM + 1.2
        weeks = list(zip(report.weeks, report.weekly_discomfort, strict=True))
        room = int((self._height_mm - y) / _ROW_MM)
        most = room if len(weeks) <= room and not report.is_cut else room - 2
        for week, medians in weeks[::-1][:most]:
            self._ink.row(week_cells(week, medians, with_discomfort=with_discomfort), columns, y, _SMALL_MM)
            y += _ROW_MM
        if sentence := table_sentence(report, min(most, len(weeks))):
            width = _RIGHT_MM - 8
            height = self._ink.height_of(sentence, width, _SMALL_MM)
            self._ink.text(sentence, 0, y + 0.5, _SMALL_MM, width=width, height=height, colour=LIGHT.muted)
            y += height + 0.5
        return y + 3

    def _draw_right(self, report: Report, y: float) -> float:
        """Draw routines, discomfort and sources; if they do not all fit, fewer routines."""
        blocks = [
            (heading, lines)
            for heading, lines in (
                (tr("Discomfort, 0 to 10"), discomfort_lines(report)),
                (tr("Where the figures come from"), entry_lines(report)),
            )
            if lines
        ]
        kept_free = sum(self._height_of_block(lines) for _heading, lines in blocks)
        kept_free += _FEW_NOTES_MM if report.notes else 0.0
        y = self._draw_routines(report, y, self._height_mm - kept_free)
        for heading, lines in blocks:
            y = self._draw_block(heading, lines, y)
        return y

    def _draw_routines(self, report: Report, y: float, bottom: float) -> float:
        """Draw each routine's title, cut to a line, with its figures, above ``bottom``."""
        width = _WIDTH_MM - _RIGHT_MM
        self._ink.text(tr("Sessions by routine"), _RIGHT_MM, y, _TEXT_MM, width=width, is_bold=True)
        y += _BLOCK_HEAD_MM
        line_mm = self._ink.line_mm(_SMALL_MM)
        for index, total in enumerate(report.routines):
            sentence = routine_sentence(total)
            height = self._ink.height_of(sentence, width, _SMALL_MM)
            left = len(report.routines) - index
            needed = line_mm + height + _GAP_MM + (line_mm if left > 1 else 0) + _BLOCK_GAP_MM
            if index >= MOST_ROUTINES or y + needed > bottom:
                self._ink.text(more_routines_sentence(left), _RIGHT_MM, y, _SMALL_MM, width=width, colour=LIGHT.muted)
                y += line_mm
                break
            self._ink.text(total.title[:_LONGEST_TITLE], _RIGHT_MM, y, _SMALL_MM, width=width)
            y += line_mm
            self._ink.text(sentence, _RIGHT_MM, y, _SMALL_MM, width=width, height=height, colour=LIGHT.muted)
            y += height + _GAP_MM
        return y + _BLOCK_GAP_MM

    def _draw_block(self, heading: str, lines: Sequence[str], y: float) -> float:
        """Draw a heading with its lines in the right column; return where it ends."""
        width = _WIDTH_MM - _RIGHT_MM
        self._ink.text(heading, _RIGHT_MM, y, _TEXT_MM, width=width, is_bold=True)
        y += _BLOCK_HEAD_MM
        for line in lines:
            height = self._ink.height_of(line, width, _SMALL_MM)
            self._ink.text(line, _RIGHT_MM, y, _SMALL_MM, width=width, height=height)
            y += height + _GAP_MM
        return y + _BLOCK_GAP_MM

    def _height_of_block(self, lines: Sequence[str]) -> float:
        width = _WIDTH_MM - _RIGHT_MM
        lines_mm = sum(self._ink.height_of(line, width, _SMALL_MM) + _GAP_MM for line in lines)
        return _BLOCK_HEAD_MM + lines_mm + _BLOCK_GAP_MM

    def _draw_notes(self, report: Report, x: float, y: float) -> None:
        """Draw notes, newest first, keeping room for one more line that says how many are left out."""
        width, line_mm = _WIDTH_MM - x, self._ink.line_mm(_SMALL_MM)
        most = line_mm * _NOTE_LINES
        if y + _BLOCK_HEAD_MM + most + line_mm > self._height_mm:
            self._ink.text(more_notes_sentence(len(report.notes)), x, y, _SMALL_MM, width=width, colour=LIGHT.muted)
            return
        self._ink.text(tr("Notes"), x, y, _TEXT_MM, width=width, is_bold=True)
        y += _BLOCK_HEAD_MM
        for index, note in enumerate(report.notes):
            # No place on the page fits more letters than this, and a note may be as long as a book.
            line = breakable(note_line(note)[:_LONGEST_NOTE])
            height = min(self._ink.height_of(line, width, _SMALL_MM), most)
            left = len(report.notes) - index
            if y + height + (line_mm + _GAP_MM if left > 1 else 0) > self._height_mm:
                self._ink.text(more_notes_sentence(left), x, y, _SMALL_MM, width=width, colour=LIGHT.muted)
                return
            self._ink.text(self._ink.cut(line, width, height, _SMALL_MM), x, y, _SMALL_MM, width=width, height=height)
            y += height + _GAP_MM
