"""What was lost from the history is told together with the copies that may bring it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from psoas_timer.lib.translation import problem_text, tr
from psoas_timer.store.backup.rescue import RestorableCopy, keep_for_good, restorable_copies
from psoas_timer.store.database.connection import HistoryLost
from psoas_timer.store.database.daily_copy import CopyReason
from psoas_timer.ui.kit.dates import date_word, time_word
from psoas_timer.ui.kit.message_bar import Message, MessageBar

# More copies than this are in Settings.
MOST_NAMED = 3


def offer_copies(messages: MessageBar, lost: HistoryLost, folder: Path, preview: Callable[[Path], None]) -> None:
    """Tell what was ``lost``, and name the newest copies in ``folder`` that can be restored.

    A button shows what the newest would bring back, by ``preview``. That copy is kept for good.
    """
    copies = restorable_copies(folder, MOST_NAMED)
    if not copies:
        messages.show_message(Message(tr("{lost} There is no copy to restore.").format(lost=problem_text(lost))))
        return
    newest = keep_for_good(copies[0].copy)
    copies[0] = replace(copies[0], copy=newest)
    lines = "\n".join(_line(one) for one in copies)
    told = tr("{lost} These copies can be restored, and Settings lists them all:\n{copies}")
    sentence = told.format(lost=problem_text(lost), copies=lines)
    messages.show_message(Message(sentence, tr("Restore the newest copy"), lambda: preview(newest.path)))


def copy_word(reason: CopyReason) -> str:
    """Return why a copy was made, as Settings names it."""
    words = {
        CopyReason.DAILY: tr("Daily copy"),
        CopyReason.BEFORE_UPDATE: tr("Before an update"),
        CopyReason.BEFORE_RESTORE: tr("Before a restore"),
        CopyReason.BEFORE_IMPORT: tr("Before an import"),
        CopyReason.BEFORE_DAMAGE: tr("Before the damage"),
    }
    return words[reason]


def _line(one: RestorableCopy) -> str:
    made = one.copy.made.astimezone()
    day = date_word(made.date(), tr("dddd, d MMMM yyyy"))
    line = tr("{day}, {time}  ·  {reason}  ·  %n sessions", one.sessions)
    return line.format(day=day, time=time_word(made), reason=copy_word(one.copy.reason))
