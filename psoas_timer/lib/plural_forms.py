"""Which form of a sentence a number takes: "1 day", "2 days"; other languages have from one to six forms.

The rules and the order of the forms are those of Qt Linguist, which asks translators for them in a .ts file;
`tests/lib/test_plural_forms.py` compares them with Qt's.
"""

from __future__ import annotations

from collections.abc import Callable

PluralRule = Callable[[int], int]


def plural_rule(language: str) -> PluralRule:
    """Return the rule from a number of things to the index of its form in ``language``, such as "de" or "pt_BR"."""
    return _RULES.get(language) or _RULES.get(language.partition("_")[0], _only)


def _only(_n: int) -> int:
    return 0


def _english(n: int) -> int:
    return 0 if n == 1 else 1


def _french(n: int) -> int:
    return 0 if n < 2 else 1


def _irish(n: int) -> int:
    return n - 1 if n in (1, 2) else 2


def _russian(n: int) -> int:
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2


def _czech(n: int) -> int:
    if n == 1:
        return 0
    return 1 if n in (2, 3, 4) else 2


def _polish(n: int) -> int:
    if n == 1:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2


def _arabic(n: int) -> int:
    if n < 3:
        return n
    if 3 <= n % 100 <= 10:
        return 3
    return 4 if n % 100 >= 11 else 5


def _welsh(n: int) -> int:
    if n < 2:
        return n
    if n < 6:
        return 2
    return 3 if n == 6 else 4


def _gaelic(n: int) -> int:
    if n in (1, 11):
        return 0
    if n in (2, 12):
        return 1
    return 2 if 3 <= n <= 19 else 3


def _icelandic(n: int) -> int:
    return 0 if n % 10 == 1 and n % 100 != 11 else 1


def _lithuanian(n: int) -> int:
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 and not 10 <= n % 100 <= 19 else 2


def _latvian(n: int) -> int:
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n else 2


def _macedonian(n: int) -> int:
    return n % 10 - 1 if n % 10 in (1, 2) else 2


def _maltese(n: int) -> int:
    if n == 1:
        return 0
    if n == 0 or 1 <= n % 100 <= 10:
        return 1
    return 2 if 11 <= n % 100 <= 19 else 3


def _romanian(n: int) -> int:
    if n == 1:
        return 0
    return 1 if n == 0 or 1 <= n % 100 <= 19 else 2


def _slovenian(n: int) -> int:
    if n % 100 in (1, 2):
        return n % 100 - 1
    return 2 if n % 100 in (3, 4) else 3


# By language code; languages not listed, such as Japanese, Turkish and Hungarian, have one form.
_RULES: dict[str, PluralRule] = {
    code: rule
    for rule, codes in {
        _english: "aa ab af am as az ba bg bn ca co da de el en eo es et eu fi fo fur fy gl gu ha he hi ia ie it ka kk "
        "kl km kn ks ku kw ky la lb lg ln lo mg ml mn mr nb ne nl nn nso oc or pa ps pt_PT qu rm rn rw sd si sn so sq "
        "ss st sv sw ta te tg tk tn to ts ug ur uz vo wo xh yi zu",
        _french: "br fil fr hy pt ti wa",
        _irish: "dv ga gv iu mi sa se",
        _russian: "be bs hr ru sr uk",
        _czech: "cs sk",
        _polish: "pl",
        _arabic: "ar",
        _welsh: "cy",
        _gaelic: "gd",
        _icelandic: "is",
        _lithuanian: "lt",
        _latvian: "lv",
        _macedonian: "mk",
        _maltese: "mt",
        _romanian: "ro",
        _slovenian: "sl",
    }.items()
    for code in codes.split()
}
