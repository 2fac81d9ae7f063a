"""The words for what comes in from a file, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from psoas_timer.lib.translation import tr


def came_in_sentence(kind: str, new: int, same: int, other: int) -> str:
    """Return how much of a ``kind`` of thing a backup holds, '' for nothing.

    ``kind`` is sessions, goals, pauses, reminders or routines.
    """
    if not (new or same or other):
        return ""
    sentence = {
        "sessions": tr("Sessions: {new} new, {same} here already, {other} different."),
        "goals": tr("Goals: {new} new, {same} here already, {other} different."),
        "pauses": tr("Pauses: {new} new, {same} here already, {other} different."),
        "reminders": tr("Reminders: {new} new, {same} here already, {other} different."),
        "routines": tr("Your own routines: {new} new, {same} here already, {other} different."),
    }[kind]
    return sentence.format(new=_figure(new), same=_figure(same), other=_figure(other))


def import_facts(new: int, same: int, other: int, binned: int, bad: int) -> list[str]:
    """Return what a table of sessions would bring in, as whole sentences."""
    facts = [tr("1 session is new.") if new == 1 else tr("{n} sessions are new.").format(n=_figure(new))]
    if same:
        facts.append(
            tr("1 session is here already.") if same == 1
            else tr("{n} sessions are here already.").format(n=_figure(same))
        )  # fmt: skip
    if other:
        facts.append(
            tr("1 session is here with other content: yours stays.") if other == 1
            else tr("{n} sessions are here with other content: yours stay.").format(n=_figure(other))
        )  # fmt: skip
    if binned:
        facts.append(
            tr("1 of these is in your bin and stays there.") if binned == 1
            else tr("{n} of these are in your bin and stay there.").format(n=_figure(binned))
        )  # fmt: skip
    if bad:
        facts.append(
            tr("1 row is left out; the reason is below.") if bad == 1
            else tr("{n} rows are left out; the reasons are below.").format(n=_figure(bad))
        )  # fmt: skip
    return facts


def bring_in_word(new: int) -> str:
    """Return what the button says that brings sessions in, '' where there are none."""
    if new == 0:
        return ""
    return tr("Bring in 1 session") if new == 1 else tr("Bring in {n} sessions").format(n=_figure(new))


def brought_in_sentence(count: int) -> str:
    """Return how many sessions came in."""
    return tr("1 session came in.") if count == 1 else tr("{n} sessions came in.").format(n=_figure(count))


def _figure(count: int) -> str:
    return QLocale().toString(count)
