"""Signs in a report that no font on this computer can draw: they come out as boxes, which must not pass in silence."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import replace

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from psoas_timer.core.history.report import Report
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.translation import tr

# What nobody sees: control, format, space and selectors of a form.
_UNSEEN = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_PICTURES = (range(0x2600, 0x27C0), range(0x1F000, 0x1FB00))
_MOST_SCRIPTS = 6
_BOX = "\u25a1"

# Scripts in which a font without rules for joining letters is of no use, and not used by Qt.
_SHAPED = {
    "DEVANAGARI": QFontDatabase.WritingSystem.Devanagari,
    "BENGALI": QFontDatabase.WritingSystem.Bengali,
    "GURMUKHI": QFontDatabase.WritingSystem.Gurmukhi,
    "GUJARATI": QFontDatabase.WritingSystem.Gujarati,
    "ORIYA": QFontDatabase.WritingSystem.Oriya,
    "TAMIL": QFontDatabase.WritingSystem.Tamil,
    "TELUGU": QFontDatabase.WritingSystem.Telugu,
    "KANNADA": QFontDatabase.WritingSystem.Kannada,
    "MALAYALAM": QFontDatabase.WritingSystem.Malayalam,
    "SINHALA": QFontDatabase.WritingSystem.Sinhala,
    "KHMER": QFontDatabase.WritingSystem.Khmer,
}


def missing_fonts(report: Report) -> Problem | None:
    """Return that ``report`` shows boxes, in place of what, and the remedy; None if every sign can be drawn."""
    scripts = scripts_of(undrawn(report, QFont()))
    if not scripts:
        return None
    return Problem(
        N_("The report shows boxes in place of some characters: no font on this computer can draw {scripts}."),
        N_("Install a font for them, such as Noto, then save the report again."),
        scripts=scripts,
    )


def undrawn(report: Report, font: QFont) -> frozenset[str]:
    """Return the signs in the notes and names of ``report`` that neither ``font`` nor any other here can draw."""
    texts = [total.title for total in report.routines]
    for note in report.notes:
        texts += (note.routine_title, note.text)
    signs = {sign for text in texts if not text.isascii() for sign in text if _is_seen(sign)}
    own = QRawFont.fromFont(font)
    left = {sign for sign in signs if _shaping(sign) or not own.supportsCharacter(ord(sign))}
    for system in {_shaping(sign) for sign in left}:
        asked = {sign for sign in left if _shaping(sign) is system}
        left -= asked
        for family in QFontDatabase.families(system or QFontDatabase.WritingSystem.Any):
            other = QRawFont.fromFont(QFont(family))
            asked = {sign for sign in asked if not other.supportsCharacter(ord(sign))}
            if not asked:
                break
        left |= asked
    return frozenset(left)


def boxed(report: Report, signs: Collection[str]) -> Report:
    """Return ``report`` with a box for each of ``signs``, which would come out in a different way on each system."""
    if not signs:
        return report
    table = {ord(sign): _BOX for sign in signs}
    return replace(
        report,
        routines=[replace(total, title=total.title.translate(table)) for total in report.routines],
        notes=[
            replace(note, routine_title=note.routine_title.translate(table), text=note.text.translate(table))
            for note in report.notes
        ],
    )


def scripts_of(signs: Iterable[str]) -> list[str]:
    """Return the names of the scripts that ``signs`` belong to, in a fixed order, the last for all without a name."""
    named = dict.fromkeys(_script(sign) for sign in sorted(signs))
    other = tr("other characters")
    known = [name for name in named if name != other]
    # A comma of its own comes with a script, and says less.
    has_others = any(_script(sign) == other and not unicodedata.category(sign).startswith("P") for sign in signs)
    is_more = other in named and (has_others or not known)
    return known[:_MOST_SCRIPTS] + ([other] if is_more or len(known) > _MOST_SCRIPTS else [])


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSEEN and not any(ord(sign) in some for some in _SELECTORS)


def _script(sign: str) -> str:
    if any(ord(sign) in some for some in _PICTURES):
        return tr("emoji")
    names = {
        "CJK": tr("Chinese"),
        "HIRAGANA": tr("Japanese"),
        "KATAKANA": tr("Japanese"),
        "HANGUL": tr("Korean"),
        "HEBREW": tr("Hebrew"),
        "ARABIC": tr("Arabic"),
        "DEVANAGARI": tr("Hindi"),
        "BENGALI": tr("Bengali"),
        "GURMUKHI": tr("Punjabi"),
        "GUJARATI": tr("Gujarati"),
        "TAMIL": tr("Tamil"),
        "TELUGU": tr("Telugu"),
        "KANNADA": tr("Kannada"),
        "MALAYALAM": tr("Malayalam"),
        "SINHALA": tr("Sinhala"),
        "THAI": tr("Thai"),
        "LAO": tr("Lao"),
        "KHMER": tr("Khmer"),
        "MYANMAR": tr("Burmese"),
        "TIBETAN": tr("Tibetan"),
        "ETHIOPIC": tr("Ethiopic"),
        "GEORGIAN": tr("Georgian"),
        "ARMENIAN": tr("Armenian"),
        "CYRILLIC": tr("Cyrillic"),
        "GREEK": tr("Greek"),
    }
    return names.get(_first_word(sign), tr("other characters"))


def _shaping(sign: str) -> QFontDatabase.WritingSystem | None:
    """Return the writing system whose rules Qt demands of a font for this sign, None for most."""
    return _SHAPED.get(_first_word(sign))


def _first_word(sign: str) -> str:
    """Return the first word of a sign's name in Unicode, which is its script for letters."""
    return unicodedata.name(sign, "").partition(" ")[0]
