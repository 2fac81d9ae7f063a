"""The report on paper: always one white page, and nothing a person wrote is treated as markup."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontDatabase, QPainter
from PySide6.QtWidgets import QApplication

from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.discomfort import Medians
from psoas_timer.core.history.report import Paper, Report, ReportNote, RoutineTotal
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.report.report_paper import report_pdf
from tests.typefaces import EACH_FAMILY, FAMILIES
from tests.ui.report.painted_report import MONDAY, PLAIN, paint

EMPTY = Report(first=MONDAY, last=MONDAY, made=MONDAY)
FULL = replace(
    PLAIN,
    weeks=[replace(PLAIN.weeks[index % 12], start=MONDAY - timedelta(weeks=1199 - index)) for index in range(1200)],
    weekly_discomfort=list(PLAIN.weekly_discomfort) * 100,
    routines=[RoutineTotal("A routine with a title that goes on and on " * 5, 30, 9000.0, 1, 2, 3)] * 60,
    notes=[ReportNote(MONDAY, "Bridge", "x" * 500), ReportNote(MONDAY, "Bridge", "word " * 100_000)] * 100,
)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("report", [PLAIN, EMPTY, FULL], ids=["plain", "empty", "full"])
@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_a_report_is_one_page_of_its_paper(report: Report, paper: Paper, size: tuple[int, int]) -> None:
    pdf = report_pdf(report, paper)
    assert pdf.startswith(b"%PDF")
    assert pages(pdf) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert box is not None
    assert (round(float(box[1])), round(float(box[2]))) == size
    assert b"/FontFile2" in pdf
    # Titles are written as UTF-16.
    assert "Practice report, ".encode("utf-16-be") in pdf.replace(b"\\(", b"(").replace(b"\\)", b")")


WEEKS = st.builds(
    Week,
    st.just(MONDAY),
    st.integers(0, 7).map(lambda days: (MONDAY,) * days),
    st.integers(0, 7),
    practised_s=st.floats(0, 1e7),
    paused=st.sampled_from([(), (MONDAY,)]),
)
TEXTS = st.text(max_size=300, alphabet=st.characters(codec="utf-8", max_codepoint=0x24F))


@EACH_FAMILY
@settings(max_examples=25)
@given(
    weeks=st.lists(WEEKS, max_size=120),
    routines=st.lists(st.builds(RoutineTotal, TEXTS, st.integers(0, 10**6), st.floats(0, 1e9)), max_size=12),
    notes=st.lists(st.builds(ReportNote, st.just(MONDAY), TEXTS, TEXTS), max_size=40),
    paper=st.sampled_from(Paper),
    change=st.sampled_from([Medians(), Medians(9.5, 1.0, 3, 4)]),
)
def test_any_report_is_one_page_with_every_text_on_it(
    weeks: list[Week], routines: list[RoutineTotal], notes: list[ReportNote], paper: Paper, change: Medians
) -> None:
    dated = [replace(week, start=MONDAY - timedelta(weeks=back)) for back, week in enumerate(weeks)]
    report = replace(
        PLAIN,
        weeks=dated[::-1], weekly_discomfort=[change] * len(weeks), routines=routines,
        notes=notes, earlier=change, later=Medians(2.0, 2.0, 1, 1), imported=1, partial=1, counted=1,
    )  # fmt: skip
    assert pages(report_pdf(report, paper)) == 1
    _image, reader = paint(report)
    inner = QRectF(55, 55, 634, 942)
    outside = [text for text, place in zip(reader.texts, reader.places, strict=True) if not inner.contains(place)]
    assert outside == []


def test_a_report_is_white_in_dark_mode_too(qapp: QApplication) -> None:
    light, _reader = paint(PLAIN)
    try:
        apply_style(qapp, DARK, 9.0, 100.0)
        dark, _reader = paint(PLAIN)
    finally:
        apply_style(qapp, LIGHT, 9.0, 100.0)
    assert light.pixelColor(2, 2) == dark.pixelColor(2, 2) == QColor("white")
    assert light == dark


@EACH_FAMILY
@pytest.mark.parametrize("report", [PLAIN, EMPTY, FULL], ids=["plain", "empty", "full"])
def test_nothing_is_painted_beside_the_margins(report: Report) -> None:
    image, _reader = paint(report)
    white = QColor("white").rgb()
    for y in range(0, image.height(), 3):
        assert all(image.pixel(x, y) == white for x in (*range(0, 50, 7), *range(694, 744, 7))), y
    for y in (*range(50), *range(1000, 1052)):
        assert all(image.pixel(x, y) == white for x in range(0, 744, 9)), y


def test_everything_stands_in_its_order_and_markup_as_it_was_written() -> None:
    _image, reader = paint(PLAIN)
    wanted = [
        "Practice report",
        "7 September 2026 to 23 November 2026. Made on 23 November 2026.",
        "Self-reported: recorded with Psoas Timer by the person who practised. This is not a medical record.",
        "4 of 11", "weeks met", "40", "44", "220",
        "Goal", "5 days a week", "Paused", "12 Oct 2026 to 18 Oct 2026",
        "target 5",
        "Discomfort, median", "Week of", "23 Nov 2026", "16 Nov 2026", "7 Sept 2026",
        "Sessions by routine", "Supported bridge", "Front release",
        "Discomfort, 0 to 10", "Where the figures come from", "With the timer: 41.", "Entered later: 3.",
        "Notes", "23 Nov 2026, Supported <i>bridge</i>: <b>easier</b> &amp; today",
    ]  # fmt: skip
    texts = iter(reader.texts)
    assert [text for text in wanted if text not in texts] == []


def test_what_does_not_fit_is_left_out_and_said() -> None:
    _image, reader = paint(FULL)
    told = " ".join(reader.texts)
    assert re.search(r"The latest \d\d of 1,200 weeks; the bars show all\.", told)
    assert re.search(r"5\d more routines", told)
    assert re.search(r"19\d more notes", told)
    assert "A routine with a title that goes on and on " * 3 not in told
    assert "Average days a week in each year" in told


def test_a_report_without_sessions_says_so_and_has_no_table() -> None:
    _image, reader = paint(EMPTY)
    assert reader.texts[-1].startswith("No sessions were recorded in this period.")
    assert "Week of" not in reader.texts


def test_the_page_says_what_its_boxes_stand_for(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", staticmethod(lambda *_system: FAMILIES))
    notes = [ReportNote(MONDAY, "Bridge", "今天 🧘"), ReportNote(MONDAY, "Bridge", "שלום (3/10)")]
    _image, reader = paint(replace(PLAIN, notes=notes))
    told = [text for text in reader.texts if text.startswith("Boxes stand for")]
    assert len(told) == 1
    assert "Chinese" in told[0] and "emoji" in told[0] and "Hebrew" not in told[0]
    assert any("□□ □" in text for text in reader.texts)
    assert any("שלום (3/10)" in text for text in reader.texts)
    assert not any(text.startswith("Boxes") for text in paint(PLAIN)[1].texts)


def test_a_report_that_is_broken_off_ends_its_painter(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    painters: list[QPainter] = []

    def break_off(painter: QPainter, *_rest: object) -> None:
        painters.append(painter)
        raise KeyboardInterrupt

    monkeypatch.setattr("psoas_timer.ui.report.report_paper.paint_report", break_off)
    with pytest.raises(KeyboardInterrupt):
        report_pdf(PLAIN, Paper.A4)
    assert not painters[0].isActive()
