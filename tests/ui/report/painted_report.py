"""Reports of every length, painted and read back."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from psoas_timer.core.history.adherence import MetShare, Week
from psoas_timer.core.history.discomfort import Medians
from psoas_timer.core.history.report import Report, ReportNote, RoutineTotal
from psoas_timer.ui.report.report_paper import paint_report

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
    complete=44,
    entered=3,
    pauses=[(MONDAY - timedelta(weeks=6), MONDAY - timedelta(days=36))],
    routines=[RoutineTotal("Supported bridge", 30, 9000.0), RoutineTotal("Front release", 14, 4200.0, 10, 3, 1)],
    discomfort=Medians(5.0, 3.5, 40, 38),
    weekly_discomfort=[Medians(5.0, 3.0, 3, 3)] * 12,
    notes=[ReportNote(MONDAY, "Supported <i>bridge</i>", "<b>easier</b> &amp; today")],
)


class Reader(QPainter):
    """A painter that records each text with its position."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self.texts: list[str] = []
        self.places: list[QRectF] = []

    def drawText(self, place: QRectF, flags: object, text: str) -> None:  # type: ignore[override]
        self.texts.append(text.replace("\u200b", ""))
        self.places.append(self.worldTransform().mapRect(place))
        super().drawText(place, flags, text)  # type: ignore[call-overload]


def paint(report: Report) -> tuple[QImage, Reader]:
    image = QImage(744, 1052, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = Reader(image)
    paint_report(painter, QRectF(56, 56, 632, 940), report)
    painter.end()
    return image, painter
