"""Amounts, counts and levels: « 12 500,00 € », « 12,5 k€ », « ~50 agents », « Niveau 3 »."""

from __future__ import annotations

import math
import re
from typing import Any

from importers.values.reading import UNKNOWN, Reading, fold, says_nothing, show

_NUMBER = re.compile(r"(?:(?<=eur)|(?<![a-z\d.,])(?<![a-z]-))[-+]?\d[\d\s.,'’\u00a0\u202f]*")
"""A number of a folded text, unless letters are glued to it (« GPL2 », « LGPL-2.1 » are names)."""
_SCALES = (
    (re.compile(r"\b(m€|meur|m eur|millions?)"), 1_000_000.0),
    (re.compile(r"\b(k€|keur|k eur|k\b|milliers?)"), 1_000.0),
)
_PLAIN_UNITS = re.compile(r"(€|\$|£|eur|euros?|ttc|ht|/\s*an|par an|annuels?|/\s*year|\s)+")
_MONTHLY = re.compile(r"/\s*mois|par mois|mensuel|/\s*month|monthly")
_FREE = frozenset(("gratuit", "gratuite", "libre et gratuit", "free", "sans cout", "aucun cout"))
_LEVEL_WORDS = {
    "nul": 0, "aucun": 0, "aucune": 0,
    "faible": 1, "bas": 1, "basse": 1, "low": 1, "public": 1, "publique": 1, "normal": 1, "normale": 1,
    "moyen": 2, "moyenne": 2, "modere": 2, "moderee": 2, "medium": 2, "moderate": 2, "interne": 2, "internal": 2,
    "fort": 3, "forte": 3, "eleve": 3, "elevee": 3, "haut": 3, "haute": 3, "high": 3, "sensible": 3, "sensitive": 3,
    "confidentiel": 3, "confidentielle": 3, "confidential": 3, "important": 3, "importante": 3,
    "tres fort": 4, "tres forte": 4, "tres eleve": 4, "tres elevee": 4, "critique": 4, "critical": 4, "protected": 4,
    "secret": 4, "vital": 4, "vitale": 4, "maximal": 4, "maximale": 4, "very high": 4, "restricted": 4,
}  # fmt: skip


_ENGLISH = re.compile(r"[$£]|\b(?:usd|gbp)\b")
"""Currencies of those who part thousands by a comma."""


MOST = 2**31 - 1
"""The largest count a database column holds everywhere."""
LARGEST_AMOUNT = 1e15
"""An amount beyond this (euros) is no amount."""


def parse_number(text: str, *, grouped: bool = False) -> float | None:
    """The number a text is, with French or English separators; None if it is not one.

    « 1,200 » is one and a fifth, unless it is known to be `grouped`: a count, or an amount in dollars or pounds.
    """
    compact = re.sub(r"[\s'’\u00a0\u202f]", "", text)
    if not re.fullmatch(r"[-+]?[\d.,]*\d[\d.,]*", compact):
        return None
    comma, point = compact.rfind(","), compact.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (".", ",") if comma > point else (",", ".")
        compact = compact.replace(thousands, "").replace(decimal, ".")
    elif comma >= 0:
        compact = _one_separator(compact, ",", thousands=grouped)
    elif point >= 0:
        compact = _one_separator(compact, ".")
    try:
        number = float(compact)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _one_separator(text: str, separator: str, *, thousands: bool = False) -> str:
    """Decide whether the only separator used marks thousands (1,234,567 or 12.500) or decimals (12,5)."""
    whole, *groups = text.split(separator)
    grouped = (
        all(len(group) == 3 for group in groups) and 1 <= len(whole.lstrip("+-")) <= 3 and whole.lstrip("+-") != "0"
    )
    if len(groups) > 1 or ((separator == "." or thousands) and grouped):
        return text.replace(separator, "") if grouped else "?"
    return text.replace(separator, ".")


def read_money(cell: Any, scale: float = 1.0) -> Reading:
    """A yearly amount in euros; `scale` is what the header says of the unit (1 000 for « Coût (k€) »)."""
    if isinstance(cell, bool):
        return _unreadable(cell, "un montant")
    if isinstance(cell, int | float):
        return _amount(cell, float(cell) * scale) if abs(cell) < LARGEST_AMOUNT else _unreadable(cell, "un montant")
    text = show(cell)
    if says_nothing(text):
        return UNKNOWN
    words = fold(text)
    if words in _FREE:
        return Reading(0.0, text)
    found = _NUMBER.search(words)
    number = parse_number(found.group(), grouped=bool(_ENGLISH.search(words))) if found else None
    if found is None or number is None:
        return _unreadable(cell, "un montant")
    rest = (words[: found.start()] + " " + words[found.end() :]).strip()
    factor = next((value for pattern, value in _SCALES if pattern.search(rest)), None)
    amount = number * (factor if factor is not None else scale)
    unit = next((pattern.sub("", rest) for pattern, value in _SCALES if value == factor), rest)
    if _MONTHLY.search(unit):
        return _amount(cell, amount * 12, text)
    if _NUMBER.search(unit):
        return _unreadable(cell, "un seul montant")
    return _amount(cell, amount, None if not _PLAIN_UNITS.sub("", unit) else text)


def _amount(cell: Any, amount: float, original: str | None = None) -> Reading:
    return Reading(round(amount, 2), original) if abs(amount) < LARGEST_AMOUNT else _unreadable(cell, "un montant")


def read_integer(cell: Any) -> Reading:
    """A count: « 1 200 », « env. 50 agents »."""
    if isinstance(cell, bool):
        return _unreadable(cell, "un nombre entier")
    if isinstance(cell, int | float):
        if not 0 <= cell <= MOST:
            return _unreadable(cell, "un nombre entier")
        return Reading(int(cell)) if float(cell).is_integer() else Reading(round(cell), show(cell))
    text = show(cell)
    if says_nothing(text):
        return UNKNOWN
    words = fold(text)
    found = _NUMBER.search(words)
    number = parse_number(found.group().strip(" .,"), grouped=True) if found else None
    if found is None or number is None or not 0 <= number <= MOST or _NUMBER.search(words[found.end() :]):
        return _unreadable(cell, "un nombre entier")
    exact = found.group().strip() == words and number.is_integer()
    return Reading(round(number), None if exact else text)


def read_level(cell: Any) -> Reading:
    """A need or a value from 0 to 5: « 3 », « fort », « Niveau 3 », « 3/4 »."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return (
            Reading(int(cell))
            if float(cell).is_integer() and 0 <= cell <= 5
            else _unreadable(cell, "un niveau de 0 à 5")
        )
    text = show(cell)
    if says_nothing(text):
        return UNKNOWN
    words = fold(text)
    if len(words) == 1 and words.isdecimal() and int(words) <= 5:
        return Reading(int(words))
    if words in _LEVEL_WORDS:
        return Reading(_LEVEL_WORDS[words], text)
    digits = re.findall(r"(?<!\d)[0-5](?!\d)", words)
    if digits:
        return Reading(int(digits[0]), text)
    known = [level for word, level in _LEVEL_WORDS.items() if re.search(rf"\b{word}\b", words)]
    return Reading(known[-1], text) if known else _unreadable(cell, "un niveau de 0 à 5")


def _unreadable(cell: Any, wanted: str) -> Reading:
    text = show(cell)
    return Reading(None, text, f"« {text[:80]} » n’est pas {wanted}")
