"""The report on paper: always one page, white, and nothing that a person wrote is taken for markup."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from psoas_timer.core.adherence import MetShare, Week
from psoas_timer.core.discomfort import Medians
from psoas_timer.core.report import Paper, Report, ReportNote, RoutineTotal
from psoas_timer.ui.report_paper import breakable, paint_report, report_pdf
from psoas_timer.ui.report_words import discomfort_lines, entry_lines, figures, heading_lines, note_line, routine_lines
from psoas_timer.ui.style import apply_style
from psoas_timer.ui.theme import DARK, LIGHT

MONDAY = date(2026, 11, 23)
PLAIN = Report(
    first=MONDAY - timedelta(weeks=11),
    last=MONDAY,
    made=MONDAY,
    weeks=[
        Week(MONDAY - timedelta(weeks=11 - index), (MONDAY,) * (index % 8), 0 if index == 5 else 5, practised_s=1500.0)
        for index in range(12)
    ],
    met=MetShare(4, 11),
    days=40,
    sessions=44,
    practised_s=13_200.0,
    entered=3,
    routines=[RoutineTotal("Supported bridge", 30, 9000.0), RoutineTotal("Front release", 14, 4200.0, 10, 3, 1)],
    discomfort=Medians(5.0, 3.5, 40, 38),
    weekly_discomfort=[Medians(5.0, 3.0, 3, 3)] * 12,
    notes=[ReportNote(MONDAY, "Supported bridge", "<b>easier</b> today")],
)
EMPTY = Report(first=MONDAY, last=MONDAY, made=MONDAY)
FULL = replace(
    PLAIN,
    weeks=list(PLAIN.weeks) * 100,
    weekly_discomfort=list(PLAIN.weekly_discomfort) * 100,
    routines=[RoutineTotal("A routine with a title that goes on and on " * 5, 30, 9000.0, 1, 2, 3)] * 60,
    notes=[ReportNote(MONDAY, "Bridge", "x" * 500), ReportNote(MONDAY, "Bridge", "word " * 100)] * 100,
)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def paint(report: Report) -> QImage:
    image = QImage(744, 1052, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_report(painter, QRectF(56, 56, 632, 940), report)
    painter.end()
    return image


@pytest.mark.parametrize("report", [PLAIN, EMPTY, FULL], ids=["plain", "empty", "full"])
@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_a_report_is_one_page_of_its_paper(
    qapp: QApplication, report: Report, paper: Paper, size: tuple[int, int]
) -> None:
    pdf = report_pdf(report, paper)
    assert pdf.startswith(b"%PDF")
    assert pages(pdf) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert box is not None
    assert (round(float(box[1])), round(float(box[2]))) == size


def test_a_report_is_white_in_dark_mode_too(qapp: QApplication) -> None:
    light = paint(PLAIN)
    try:
        apply_style(qapp, DARK, 9.0, 100.0)
        dark = paint(PLAIN)
    finally:
        apply_style(qapp, LIGHT, 9.0, 100.0)
    assert light.pixelColor(2, 2) == dark.pixelColor(2, 2) == QColor("white")
    assert light == dark


@pytest.mark.parametrize("report", [PLAIN, EMPTY, FULL], ids=["plain", "empty", "full"])
def test_nothing_is_painted_beside_the_margins(qapp: QApplication, report: Report) -> None:
    image = paint(report)
    white = QColor("white").rgb()
    for y in range(0, image.height(), 3):
        assert all(image.pixel(x, y) == white for x in (*range(0, 50, 7), *range(694, 744, 7))), y
    for y in (*range(50), *range(1000, 1052)):
        assert all(image.pixel(x, y) == white for x in range(0, 744, 9)), y


def test_the_words_tell_figures_and_where_they_come_from() -> None:
    assert heading_lines(PLAIN)[1] == "7 September 2026 to 23 November 2026. Made on 23 November 2026."
    assert "Self-reported" in heading_lines(PLAIN)[2]
    assert figures(PLAIN)[0] == ("4 of 11", "weeks met")
    assert routine_lines(PLAIN) == [
        "Supported bridge: 30 sessions, 150 min.",
        "Front release: 14 sessions, 70 min. Both sides 10, left only 3, right only 1.",
    ]
    assert routine_lines(FULL)[-1] == "52 more routines"
    assert discomfort_lines(PLAIN) == ["Median before sessions: 5 (n 40).", "Median after sessions: 3.5 (n 38)."]
    assert discomfort_lines(EMPTY) == []
    assert entry_lines(PLAIN) == ["By the timer: 41.", "Entered later: 3."]
    assert note_line(PLAIN.notes[0], 2026) == "23 November: <b>easier</b> today"


def test_a_word_too_long_for_a_line_may_be_broken_and_stays_the_same_to_read() -> None:
    text = "short " + "x" * 100
    assert breakable("short words stay") == "short words stay"
    assert breakable(text).replace("\u200b", "") == text
    assert max(len(part) for part in breakable(text).replace("\u200b", " ").split()) <= 24
