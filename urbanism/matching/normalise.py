"""From a text as people typed it to the words that name the thing.

Accents, case and punctuation go; legal forms, articles and words that any software bears ("logiciel",
"application") are kept apart as weak words; "v4.0", "version 4" and "4" become the same number.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from urbanism.matching.lexicon import EDITIONS, GENERIC, LEGAL_FORMS, PHRASES, PLATFORMS, STOP_WORDS, TRADES


class WordKind(StrEnum):
    """What a word of a name tells."""

    NAME = "nom"
    NUMBER = "nombre"
    YEAR = "année"
    CODE = "référence"
    EDITION = "édition"
    PLATFORM = "plateforme"
    TRADE = "métier"
    WEAK = "mot courant"


_WORD = re.compile(r"\d+(?:\.\d+)*[^\W\d_]*|[^\W\d_][^\W_]*(?:'[^\W\d_]+)?")
_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "´": "'", "`": "'", "ø": "o", "đ": "d", "ł": "l"}
)
_VERSION_MARK = re.compile(r"\b(?:version|versions|release|ver|vers|v)\s*\.?\s*(?=\d)")
_VERSION = re.compile(r"\b(?:version|release|ver|vers|v)\s*\.?\s*(\d+(?:\.\d+)*)|(?<![\d.])(\d+(?:\.\d+)+)")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_SPACED_DECIMAL = re.compile(r"(?<=\d)\s+\.(?=\d)")
_ELISION = re.compile(r"\b(?:d|l|qu|n|s|j|m|t|c)'(?=[a-z]{2})|'s\b|(?<=\w)\s'\s?s\b")


_PHRASES = re.compile(r"\b(?:" + "|".join(phrase.replace(" ", r"[\s-]+") for phrase in PHRASES) + r")\b")


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """The text in lower case, without accents, ligatures or typographic quotes."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES).lower().translate(_LIGATURES))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class Parsed(NamedTuple):
    """The words of a text; those it only says aside, between brackets ("Swift (OpenStack)"); its version numbers."""

    words: tuple[str, ...]
    aside: frozenset[str]
    versions: frozenset[str]


def parse(text: str) -> Parsed:
    """The words of a text, which of them stand between brackets only, which are said to be versions ("v4", "2.1")."""
    every = words(text)
    outside = set(words(_BRACKETS.sub(" ", text))) if "(" in text or "[" in text else set(every)
    aside = frozenset(every) - outside if outside else frozenset()
    versions = frozenset(_tidy(marked or decimal) for marked, decimal in _VERSION.findall(plain(text)))
    return Parsed(every, aside, versions)


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """The distinct words of a text, in order: "SOAP-UI v5.0" gives ("soap", "ui", "5")."""
    bare = _INITIALS.sub(lambda found: found[0].replace(".", ""), plain(text))
    bare = _SPACED_DECIMAL.sub(".", _ELISION.sub(" ", bare))
    bare = _PHRASES.sub(lambda found: PHRASES[re.sub(r"[\s-]+", " ", found[0])], bare)
    found = _WORD.findall(_VERSION_MARK.sub(" ", bare))
    return tuple(dict.fromkeys(_tidy(word) for word in found))


def _tidy(word: str) -> str:
    if word[0].isdigit() and "." in word:
        return re.sub(r"(?:\.0+)+$", "", word)
    return word.replace("'", "")


@lru_cache(maxsize=500_000)
def kind(word: str) -> WordKind:
    """What the word tells, judged on the word alone."""
    if word[0].isdigit() and word.replace(".", "").isdigit():
        if len(word) == 4 and "1980" <= word <= "2049":
            return WordKind.YEAR
        return WordKind.CODE if len(word) >= 5 and "." not in word else WordKind.NUMBER
    if any(c.isdigit() for c in word):
        return WordKind.CODE if len(word) >= 4 else WordKind.NUMBER
    if word in STOP_WORDS or word in LEGAL_FORMS or word in GENERIC:
        return WordKind.WEAK
    if word in EDITIONS:
        return WordKind.EDITION
    if word in PLATFORMS:
        return WordKind.PLATFORM
    return WordKind.TRADE if word in TRADES else WordKind.NAME
