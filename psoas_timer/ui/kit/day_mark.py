"""What a day's mark says, as a shape and in words: done, partly done, missed, paused, today, still to come, before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QLineF, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from psoas_timer.core.history.adherence import PracticeDay, Week
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.dates import date_word
from psoas_timer.ui.kit.practice_words import sessions_figure
from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.kit.widgets import draw_tick
from psoas_timer.ui.kit.words import length_word

# A session shorter than this is called under a minute: length_word would round it up to one.
_MINUTE_S = 60.0


class DayState(StrEnum):
    """What a day's mark says."""

    DONE = "done"
    PARTLY = "partly"
    OPEN = "open"  # in the past, with no practice
    PAUSED = "paused"  # in a pause, with no practice
    TODAY = "today"
    TO_COME = "to_come"
    BEFORE = "before"  # before the first session: nothing was missed


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day; ``share`` is how much of the day's goal was done, 0 to 1."""

    date: date
    state: DayState
    is_today: bool
    share: float = 0.0


def mark_week(week: Week, days: Mapping[date, PracticeDay], today: date, since: date = date.min) -> list[DayMark]:
    """Return the marks of the days of ``week``: seven, or fewer if it was shortened.

    Before ``since``, the date of the first session, no day was missed.
    """
    marks = []
    for offset in range(week.length):
        day = week.start + timedelta(days=offset)
        known = days.get(day)
        share = known.share / week.sessions_a_day if known else 0.0
        if day in week.adherent:
            state = DayState.DONE
        elif share > 0:
            state = DayState.PARTLY
        elif day in week.paused:
            state = DayState.PAUSED
        elif day == today:
            state = DayState.TODAY
        elif day > today:
            state = DayState.TO_COME
        else:
            state = DayState.OPEN if day >= since else DayState.BEFORE
        marks.append(DayMark(day, state, day == today, min(share, 1.0)))
    return marks


def mark_days(weeks: Sequence[Week], days: Mapping[date, PracticeDay], today: date, year: int) -> dict[date, DayMark]:
    """Return the marks of the days of ``year``; a day before the first of ``weeks`` has none."""
    near = [week for week in weeks if week.start.year <= year <= week.end.year]
    marks = {mark.date: mark for week in near for mark in mark_week(week, days, today) if mark.date.year == year}
    day = max((today, *(week.end for week in weeks[-1:]))) + timedelta(days=1)
    for offset in range((date(year, 12, 31) - day).days + 1):
        coming = day + timedelta(days=offset)
        if coming.year == year:
            marks[coming] = DayMark(coming, DayState.TO_COME, False)
    return marks


def mark_word(mark: DayMark) -> str:
    """Return what a mark means, for a screen reader."""
    day = QLocale().dayName(mark.date.isoweekday())
    sentence = {
        DayState.DONE: tr("{day}: done"),
        DayState.PARTLY: tr("{day}: partly done"),
        DayState.OPEN: tr("{day}: no session"),
        DayState.PAUSED: tr("{day}: pause"),
        DayState.TODAY: tr("{day}: today, not done yet"),
        DayState.TO_COME: tr("{day}: still to come"),
        DayState.BEFORE: tr("{day}: before you started"),
    }[mark.state]
    return sentence.format(day=day)


def day_sentence(mark: DayMark, practised: PracticeDay | None = None) -> str:
    """Return what a mark means, with its date and how much was ``practised``, if anything."""
    day = date_word(mark.date, tr("dddd d MMMM yyyy"))
    if mark.is_today:
        day = tr("Today, {date}").format(date=day)
    if practised is not None and mark.state in (DayState.DONE, DayState.PARTLY):
        sentence = (
            tr("{day}: done, {sessions}, {length}")
            if mark.state is DayState.DONE
            else tr("{day}: partly done, {sessions}, {length}")
        )
        seconds = practised.practised_s
        length = tr("under 1 minute") if seconds < _MINUTE_S else length_word(seconds)
        return sentence.format(day=day, sessions=sessions_figure(practised.sessions), length=length)
    sentence = {
        DayState.DONE: tr("{day}: done"),
        DayState.PARTLY: tr("{day}: partly done"),
        DayState.OPEN: tr("{day}: no session"),
        DayState.PAUSED: tr("{day}: pause"),
        DayState.TODAY: tr("{day}: not done yet"),
        DayState.TO_COME: tr("{day}: still to come"),
        DayState.BEFORE: tr("{day}: before you started"),
    }[mark.state]
    return sentence.format(day=day)


def draw_day(painter: QPainter, centre: QPointF, radius: float, mark: DayMark, theme: Theme) -> None:
    """Draw one day's mark; every state has a shape of its own, and a day before the start has none."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark.state is DayState.DONE:
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(centre, radius, radius)
        draw_tick(painter, centre, radius, QColor(theme.on_accent))
    elif mark.state is DayState.PARTLY:
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.setBrush(QColor(theme.accent))
        painter.drawPie(box, 90 * 16, -round(mark.share * 360 * 16))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent), radius * 0.12))
        painter.drawEllipse(centre, radius, radius)
    elif mark.state is DayState.TODAY:
        painter.setPen(QPen(QColor(theme.accent), radius * 0.18))
        painter.drawEllipse(centre, radius * 0.92, radius * 0.92)
    elif mark.state is DayState.TO_COME:
        painter.setPen(QPen(QColor(theme.muted), radius * 0.1, Qt.PenStyle.DotLine))
        painter.drawEllipse(centre, radius * 0.8, radius * 0.8)
    elif mark.state is DayState.PAUSED:
        pen = QPen(QColor(theme.muted), radius * 0.22)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for x in (-0.24, 0.24):
            painter.drawLine(QLineF(centre + QPointF(x, -0.4) * radius, centre + QPointF(x, 0.4) * radius))
    elif mark.state is DayState.OPEN:
        pen = QPen(QColor(theme.muted), radius * 0.16)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QLineF(centre - QPointF(0.32, 0.0) * radius, centre + QPointF(0.32, 0.0) * radius))
