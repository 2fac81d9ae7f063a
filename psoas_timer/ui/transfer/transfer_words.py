"""The words for what a file would bring in, and for the result of an import."""

from __future__ import annotations

from psoas_timer.lib.translation import number_word, tr


def came_in_sentence(kind: str, new: int, same: int, other: int) -> str:
    """Return how many of one ``kind`` a backup contains, '' for none.

    ``kind`` is sessions, goals, pauses, reminders or routines.
    """
    if not (new or same or other):
        return ""
    sentence = {
        "sessions": tr("Sessions: {new} new, {same} already here, {other} different."),
        "goals": tr("Goals: {new} new, {same} already here, {other} different."),
        "pauses": tr("Pauses: {new} new, {same} already here, {other} different."),
        "reminders": tr("Reminders: {new} new, {same} already here, {other} different."),
        "routines": tr("Your own routines: {new} new, {same} already here, {other} different."),
    }[kind]
    return sentence.format(new=number_word(new), same=number_word(same), other=number_word(other))


def import_facts(new: int, same: int, other: int, binned: int, bad: int) -> list[str]:
    """Return what a table of sessions would import, as whole sentences."""
    facts = [tr("%n sessions are new.", new)]
    if same:
        facts.append(tr("%n sessions are already here.", same))
    if other:
        facts.append(tr("%n sessions are already here with different content. Yours are kept.", other))
    if binned:
        facts.append(tr("%n of these are in your bin and stay there.", binned))
    if bad:
        facts.append(tr("%n rows are skipped. The reasons are below.", bad))
    return facts


def bring_in_word(new: int) -> str:
    """Return the text of the import button, '' if there are no new sessions."""
    return tr("Import %n sessions", new) if new else ""


def brought_in_sentence(count: int) -> str:
    """Return how many sessions were imported."""
    return tr("%n sessions were imported.", count)
