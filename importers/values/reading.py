"""What became of a cell: its value, what could not be kept in it, or why it could not be read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Stored = Any


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell, read as its field wants it.

    Attributes:
        value: the stored value; None when nobody said.
        original: the cell's text where `value` does not say all of it (kept among the extra attributes), else None.
        problem: why the cell could not be read at all, in French, else None (the text is then in `original`).
    """

    value: Stored
    original: str | None = None
    problem: str | None = None


UNKNOWN = Reading(None)

UNKNOWN_WORDS = (
    "", "-", "--", "---", "–", "—", ".", "..", "...", "…", "?", "??", "???", "/", "\\",
    "n.c.", "n.c", "nc", "n/c", "n.r.", "n.r", "nr", "n.s.p.", "nsp", "ne sait pas", "n/d", "nd", "n.d.",
    "inconnu", "inconnue", "unknown", "non connu", "non renseigné", "non renseignée", "à renseigner", "vide",
    "non communiqué", "non communiquée", "à compléter", "à définir", "à préciser", "tbd", "tbc", "todo",
    "néant", "sans objet", "s.o.", "s.o", "so", "s/o", "non applicable", "non concerné", "null", "none", "#n/a",
)  # fmt: skip
"""What people write where they do not know, or where the question makes no sense."""


_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "œ": "oe", "Œ": "oe"})
_ACCENTS = re.compile("[\u0300-\u036f]+")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case, without accents, spaces and apostrophes made plain: for comparing, never for showing."""
    if text.isascii():
        return " ".join(text.casefold().split())
    letters = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(_PLAIN)))
    return " ".join(letters.casefold().split())


_FOLDED_UNKNOWN = frozenset(fold(word) for word in UNKNOWN_WORDS)
_LONGEST_UNKNOWN = max(map(len, UNKNOWN_WORDS)) + 4


def says_nothing(text: str) -> bool:
    """Whether a cell's text means "nobody said" or "the question does not apply"."""
    return len(text) <= _LONGEST_UNKNOWN and fold(text) in _FOLDED_UNKNOWN


def show(cell: Any) -> str:
    """A cell as a person would read it in the sheet."""
    if type(cell) is str:
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat(sep=" ")) if hasattr(cell, "hour") and hasattr(cell, "year") else str(cell)
    return str(cell).strip()
