"""How far a header names a field: word for word, by its words, by abbreviation, or by likeness."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from importers.fields import KINDS, ValueType
from importers.lexicon import standing_for
from importers.values import fold
from importers.values.wording import significant_words

EXACT, SAME_WORDS, LAST_LEVEL, SKELETON, WEAK, ALIKE = 1.0, 0.95, 0.85, 0.62, 0.6, 0.8
WITHOUT_BRACKETS = 0.97
ABBREVIATED = 0.75
ALIKE_FROM = 86
"""Below this likeness (rapidfuzz ratio, of 100) two headers are two things."""

_KINDS_OF_VALUE = {
    ValueType.DATE: frozenset(("date", "annee", "year", "jahr", "jaar", "echeance", "fin", "debut")),
    ValueType.INTEGER: frozenset(("nombre", "total")),
    ValueType.MONEY: frozenset(("cout", "total")),
    ValueType.CODE: frozenset(("code", "id", "identifiant", "reference", "numero", "n°", "n", "matricule")),
}
_OF_A_KIND = frozenset().union(*_KINDS_OF_VALUE.values()) | frozenset(
    """commentaire comment remarque remark observation url lien link email courriel mail telephone phone taux %
    contrat marche support licence flux interface serie""".split()
)
"""Words that announce what a column's cells are, or of what it speaks: a header with one more names something else."""
_LIGHT = {
    ValueType.DATE: frozenset(("date",)),
    ValueType.INTEGER: frozenset(("nombre",)),
    ValueType.MONEY: frozenset(("annuel", "annuelle", "an", "annual", "ttc", "ht", "htva")),
}
"""Words that add nothing to a field of a kind."""
COMPOUND = 0.77
_COMPOUND, _PART = 10, 6
"""From how many letters a word may be a compound, and a known header a part of it."""
AT_THE_BEGINNING, AT_THE_END = 0.15, 0.13
_CAMEL = re.compile(r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Ý][a-zà-ÿ])")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_CODE_MARKS = frozenset(("n", "no", "num", "numero", "code", "ref", "reference", "id", "identifiant", "matricule"))
_UNITS = re.compile(
    r"\((?:en )?(?:k?€|m€|euros?|eur|keur|ht|ttc|€ ?/ ?an|k€ ?/ ?an|€ ttc|€ ht|\$|£)[^)]*\)|[€$£]"
    r"|/ ?(?:an|year|jahr|jaar|\d+)\b"
)
_SEPARATORS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """How far a header names a field (0 to 1), and why, in French."""

    field: str
    score: float
    reason: str


def counts_something(header: str) -> bool:
    """Whether a header announces a count (« Nombre de données »), not the thing counted."""
    return bool(re.match(r"(nb|nbre|nombre|number|count|no)\b", fold(header)))


def match_header(kind: str, header: str) -> tuple[HeaderMatch, ...]:
    """The fields of a kind of sheet that a header may name, best first, one match a field."""
    return _match(kind, fold(_CAMEL.sub(" ", header)))


@cache
def _match(kind: str, header: str) -> tuple[HeaderMatch, ...]:
    found: dict[str, HeaderMatch] = {}
    for text, factor in _readings(header):
        for match in _match_text(kind, text):
            score = match.score * factor
            if match.field not in found or score > found[match.field].score:
                found[match.field] = HeaderMatch(match.field, round(score, 3), match.reason)
    return tuple(sorted(found.values(), key=lambda match: -match.score))


def _readings(header: str) -> list[tuple[str, float]]:
    """A header on several levels (« Contrat / Échéance ») is read whole, then backwards, then by its last level.

    What stands in brackets is an explanation: the header is read with it, then without.
    """
    levels = [level.strip() for level in header.split(" / ") if level.strip()]
    readings = [(header, 1.0)]
    if len(levels) > 1:
        readings += [(" ".join(reversed(levels)), 1.0), (levels[-1], LAST_LEVEL)]
    bare = [(_BRACKETS.sub("", text), factor * WITHOUT_BRACKETS) for text, factor in readings if _BRACKETS.search(text)]
    return readings + [(text, factor) for text, factor in bare if text.strip()]


def _match_text(kind: str, header: str) -> list[HeaderMatch]:
    index = _index(kind)
    plain = _plain(header)
    if not plain:
        return []
    exact = index.exact.get(plain)
    if exact:
        return [HeaderMatch(field, score, "l’intitulé est connu") for field, score in exact]
    words = frozenset(_words(plain))
    if _CODE_MARKS & words and words - _CODE_MARKS and words - _CODE_MARKS <= index.subjects:
        return [HeaderMatch(field, 0.97, "numéro de ce que liste le tableau") for field in index.codes]
    same = index.by_words.get(words)
    if same:
        return [HeaderMatch(field, score * SAME_WORDS, "mêmes mots que l’intitulé connu") for field, score in same]
    found = _by_some_words(kind, index, plain)
    if plain in _known_headers():  # a header known of another kind of sheet is neither shortened nor mistyped
        return found
    return [*found, *_by_abbreviation(index, plain), *_by_compound(index, plain), *_by_likeness(kind, index, plain)]


@cache
def _known_headers() -> frozenset[str]:
    """Every header known word for word, of any kind of sheet."""
    return frozenset(text for kind in KINDS for text in _index(kind).exact)


@dataclass(frozen=True, slots=True)
class _Index:
    exact: dict[str, list[tuple[str, float]]]
    by_words: dict[frozenset[str], list[tuple[str, float]]]
    by_initials: dict[str, list[tuple[str, list[str]]]]
    texts: tuple[str, ...]
    subjects: frozenset[str]
    codes: tuple[str, ...]
    vocabulary: dict[str, frozenset[str]]
    holding: dict[str, list[frozenset[str]]]


@cache
def _index(kind: str) -> _Index:
    exact: dict[str, list[tuple[str, float]]] = {}
    for field in KINDS[kind].fields:
        names = (field.name.replace("_", " "), field.label, *field.synonyms)
        for synonym, score in [*((name, EXACT) for name in names), *((name, WEAK) for name in field.weak)]:
            entries = exact.setdefault(_plain(fold(synonym)), [])
            if field.name not in (entry[0] for entry in entries):
                entries.append((field.name, score))
    by_words: dict[frozenset[str], list[tuple[str, float]]] = {}
    for text, found in exact.items():
        by_words.setdefault(frozenset(_words(text)), []).extend(found)
    by_initials: dict[str, list[tuple[str, list[str]]]] = {}
    for text in exact:
        by_initials.setdefault(_initials(_words(text)), []).append((text, _words(text)))
    subjects = frozenset(word for text in KINDS[kind].words for word in _words(fold(text)))
    codes = tuple(field.name for field in KINDS[kind].fields if field.name in ("code", "reference"))
    vocabulary: dict[str, frozenset[str]] = {field.name: frozenset() for field in KINDS[kind].fields}
    for known, found in by_words.items():
        for name, _score in found:
            vocabulary[name] |= known
    return _Index(exact, by_words, by_initials, tuple(exact), subjects, codes, vocabulary, _holding(by_words))


def _holding(by_words: Mapping[frozenset[str], list[tuple[str, float]]]) -> dict[str, list[frozenset[str]]]:
    """By word, the sets of words that hold it and name one field (« application a » and « b » leave the same one)."""
    holding: dict[str, list[frozenset[str]]] = {}
    for known, found in by_words.items():
        one_field = len({name for name, _score in found}) == 1
        if one_field and not all(word.isdigit() or len(word) == 1 for word in known):
            for word in known:
                holding.setdefault(word, []).append(known)
    return holding


def _by_some_words(kind: str, index: _Index, plain: str) -> list[HeaderMatch]:
    """A known header whose every word stands in this longer one, the better if it begins or ends it.

    « Current System Vendor » ends with what it names, « Objectifs poursuivis » begins with it. Words that only say
    what the cells are (« date », « nombre ») count neither way.
    """
    ordered = _words(plain)
    words = frozenset(ordered)
    if len(words) < 2:
        return []
    matches = []
    candidates = dict.fromkeys(known for word in ordered for known in index.holding.get(word, ()) if known < words)
    for known in candidates:
        for field, score in index.by_words[known]:
            light = _LIGHT.get(KINDS[kind].field(field).kind, frozenset())
            heavy, named = [word for word in ordered if word not in light], known - light
            if named and _admits(kind, field, words - known):
                begins, ends = frozenset(heavy[: len(named)]) == named, frozenset(heavy[-len(named) :]) == named
                place = AT_THE_BEGINNING if begins else AT_THE_END if ends else 0.0
                trust = min(0.35 + 0.5 * len(named) / len(set(heavy)) + place, SAME_WORDS)
                matches.append(HeaderMatch(field, score * trust, "contient l’intitulé connu"))
    return matches


def _admits(kind: str, field: str, others: frozenset[str]) -> bool:
    """Whether the words that a header has beside a known one leave it the same thing."""
    own = _index(kind).vocabulary[field]
    return (others & _OF_A_KIND) - own <= _KINDS_OF_VALUE.get(KINDS[kind].field(field).kind, frozenset())


def _by_abbreviation(index: _Index, plain: str) -> list[HeaderMatch]:
    """« Nb util. » or « Hébgt » for known headers: each word begins the known one's, or keeps its main letters."""
    parts = _words(plain)
    if not parts or len(plain.replace(" ", "")) < 3:
        return []
    matches = []
    for text, words in index.by_initials.get(_initials(parts), ()):
        if all(word.startswith(part) for word, part in zip(words, parts, strict=True)):
            score = ABBREVIATED if len(plain) >= 0.4 * len(text) else SKELETON
        elif all(_shortens(part, word) for word, part in zip(words, parts, strict=True)):
            score = SKELETON
        else:
            continue
        matches += [HeaderMatch(f, s * score, "abréviation d’un intitulé connu") for f, s in index.exact[text]]
    return matches


def _shortens(part: str, word: str) -> bool:
    """Whether a word was shortened by dropping letters inside it (« hebgt » for « hebergement »)."""
    letters = iter(word)
    return part == word or (2 <= len(part) < 0.6 * len(word) and all(letter in letters for letter in part))


def _by_compound(index: _Index, plain: str) -> list[HeaderMatch]:
    """« Softwarehersteller », « Benutzeranzahl »: words that German and Dutch write as one, the head last."""
    if " " in plain or len(plain) < _COMPOUND:
        return []
    matches = []
    for text in index.texts:
        if _PART <= len(text) < len(plain) and (plain.endswith(text) or plain.startswith(text)):
            score = COMPOUND if plain.endswith(text) else SKELETON
            matches += [HeaderMatch(f, s * score, f"composé de « {text} »") for f, s in index.exact[text]]
    return matches


def _by_likeness(kind: str, index: _Index, plain: str) -> list[HeaderMatch]:
    if len(plain) < 5:
        return []
    close = process.extract(plain, index.texts, scorer=fuzz.ratio, score_cutoff=ALIKE_FROM, limit=3)
    return [
        HeaderMatch(field, score * ALIKE * likeness / 100, f"ressemble à « {text} »")
        for text, likeness, _ in close
        for field, score in index.exact[text]
        if _admits(kind, field, frozenset(_words(plain)) - frozenset(_words(text)))
    ]


def _plain(text: str) -> str:
    return " ".join(_SEPARATORS.sub(" ", _UNITS.sub(" ", text)).split())


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words)


def _words(text: str) -> list[str]:
    """The words that count, each by the one that stands for its like."""
    return [standing for word in significant_words(text) for standing in standing_for(word)]
