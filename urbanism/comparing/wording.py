"""From a value as a base writes it to what it says: case, accents, abbreviations, padding and prefixes put aside.

Abbreviations of ways and titles are those of the French postal norm (NF Z 10-011) and of the land registry's list of
ways (FANTOIR), and what people write instead.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
_HEAD = re.compile(r"(?:.*[\W_])?[^\W\d_]*")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?(?:e[+-]?\d{1,2})?")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "œ": "oe", "Œ": "OE", "’": "'"})
_REPEATS = frozenset({"bis", "ter", "quater"})
_LINKS = frozenset("a au aux d de des du en et l la le les".split())
_ABBREVIATIONS = {
    short: full
    for full, shorts in {
        "allee": "alle allees", "avenue": "av ave aven", "boulevard": "bd bld blvd boul bvd", "carrefour": "car carr",
        "chemin": "che chem", "cours": "crs", "faubourg": "fbg fg", "general": "gal gl", "impasse": "imp",
        "lieu dit": "ld lieudit", "lotissement": "lot", "marechal": "mal", "montee": "mte", "passage": "pas pass",
        "place": "pl plc", "president": "pdt", "promenade": "prom", "residence": "res", "rond point": "rpt rdpt",
        "route": "rte", "ruelle": "rle", "saint": "st", "sainte": "ste", "sentier": "sen sent", "square": "sq sqr",
        "traverse": "tra", "docteur": "dr", "commandant": "cdt", "capitaine": "cne", "professeur": "pr prof",
    }.items()
    for short in shorts.split()
}  # fmt: skip
_FIRST_ABBREVIATIONS = {"r": "rue", "ch": "chemin", "all": "allee", "c": "chemin", "q": "quai"}
"""Too short to be trusted anywhere but at the start, or after a house number."""
_YES = frozenset({"oui", "o", "yes", "y", "vrai", "true", "1", "x"})
_NO = frozenset({"non", "n", "no", "faux", "false", "0"})
SHARED_HEAD = 0.95
"""A prefix that so many values of a column bear tells nothing."""


def fold(text: str) -> str:
    """Lower case without accents, spaces made plain."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_SPACES))
        text = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(text.casefold().split())


def plain_text(text: str) -> str:
    """« AV. de la République » and « Avenue République » are one: words in full, without link words."""
    words = _WORD.findall(fold(text))
    start = next((place for place, word in enumerate(words) if not word.isdigit() and word not in _REPEATS), 0)
    full = [
        _FIRST_ABBREVIATIONS.get(word) if place == start and word in _FIRST_ABBREVIATIONS else _ABBREVIATIONS.get(word)
        for place, word in enumerate(words)
    ]
    kept = [long or word for long, word in zip(full, words, strict=True) if word not in _LINKS]
    return " ".join(kept or words) or fold(text)


def shared_head(codes: Iterable[str]) -> str:
    """What nearly all codes of a column begin with before their figures (« voi- », « 38185_ »), or ""."""
    heads = Counter(_head(fold(code)) for code in codes)
    if not heads:
        return ""
    head, times = heads.most_common(1)[0]
    return head if times >= SHARED_HEAD * heads.total() else ""


def plain_code(code: str, head: str) -> str:
    """« VOI-000123 », « 123 » and « 00123 » are one: without the column's prefix, padding and punctuation."""
    folded = fold(code).removeprefix(head)
    bare = "".join(_WORD.findall(folded))
    return bare.lstrip("0") or bare or folded


def plain_flag(text: str) -> str:
    """« O », « oui » and « 1 » are one."""
    folded = fold(text)
    return "oui" if folded in _YES else "non" if folded in _NO else folded


def are_flags(texts: Iterable[str]) -> bool:
    """Whether these values only say yes or no."""
    return set(map(fold, texts)) <= _YES | _NO


def number(text: str) -> tuple[float, int] | None:
    """The number that a text is, and its decimals; None where it is none."""
    tidy = text.translate(_SPACES).strip().casefold()
    if not _NUMBER.fullmatch(tidy):
        return None
    digits = tidy.replace(" ", "").replace(",", ".")
    value = float(digits)
    if not math.isfinite(value):
        return None
    return value, len(digits.partition("e")[0].partition(".")[2])


def plain_number(value: float) -> str:
    """The shortest writing of a number."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _head(folded: str) -> str:
    found = _HEAD.match(folded)
    return found[0] if found and found[0] != folded else ""
