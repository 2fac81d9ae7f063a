"""The words for what comes in from a file, and what came of it."""

from __future__ import annotations

from psoas_timer.lib.translation import number_word, tr


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
    return sentence.format(new=number_word(new), same=number_word(same), other=number_word(other))


def import_facts(new: int, same: int, other: int, binned: int, bad: int) -> list[str]:
    """Return what a table of sessions would bring in, as whole sentences."""
    facts = [tr("%n sessions are new.", new)]
    if same:
        facts.append(tr("%n sessions are here already.", same))
    if other:
        facts.append(tr("%n sessions are here with other content: yours stay.", other))
    if binned:
        facts.append(tr("%n of these are in your bin and stay there.", binned))
    if bad:
        facts.append(tr("%n rows are left out; the reasons are below.", bad))
    return facts


def bring_in_word(new: int) -> str:
    """Return what the button says that brings sessions in, '' where there are none."""
    return tr("Bring in %n sessions", new) if new else ""


def brought_in_sentence(count: int) -> str:
    """Return how many sessions came in."""
    return tr("%n sessions came in.", count)
