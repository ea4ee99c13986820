"""From the names, columns and descriptions of referentials to comparable words.

A word is reduced to a stem, and the synonyms of one family (those that the nomenclature gives a data object, those of
the lexicon) to one token. What stands between brackets or after a dash *qualifies* a name: it tells « plaintes
(bruit) » from « plaintes (déchets) ».
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from urbanism.analyses.referentials.lexicon import (
    ALIAS_MARKS,
    CONTAINERS,
    FAMILIES,
    FUNCTION_WORDS,
    IDENTIFIERS,
    NEGATIONS,
    OPPOSITES,
    SHARED,
    TECHNICAL,
    TELLING_ASIDE,
)
from urbanism.matching.lexicon import STOP_WORDS
from urbanism.matching.normalise import plain
from urbanism.snapshot import DataObject

LONGEST_PHRASE = 4
LISTED = 3
"""From how many parts on a sentence is a list."""
FAMILY = "§"
"""Starts a token that stands for a family; no stem starts so."""

_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])")
_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\s[–—:/-]\s+(.*)$")
_ENUMERATION = re.compile(r"[.;:(]")
"""Ends the first sentence of a description, the one that may list what the object is made of."""
_SEPARATOR = re.compile(r"[,;|\n/]+")
_ALIAS = re.compile(r"\b(?:" + "|".join(ALIAS_MARKS) + r")\s*[«\"'“]?\s*([^.;,()»\"”]{2,60})", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its plural and feminine marks: « voies » and « voie » are one, « parties » and « party » too."""
    if len(word) < 4 or not word.isalpha():
        return word
    bare = word[:-1] if word[-1] in "sx" else word
    if len(bare) > 3:
        bare = bare.removesuffix("e")
    return f"{bare[:-1]}i" if bare.endswith("y") else bare


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order, small words left out; « nomVoie » and « nom_voie » give two."""
    return tuple(each for each, _ in _read(text))


@lru_cache(maxsize=100_000)
def _read(text: str) -> tuple[tuple[str, str], ...]:
    """Each stem of a text, with the word as it is written; the same few words head most referentials."""
    found = ((plain(word), word) for word in _WORD.findall(_HUMP.sub(" ", text)))
    return tuple((stem(bare), word.lower()) for bare, word in found if bare not in STOP_WORDS)


def _listed(text: str) -> frozenset[str]:
    return frozenset(stems(text))


_CONTAINERS, _SHARED, _TECHNICAL = _listed(CONTAINERS), _listed(SHARED), _listed(TECHNICAL)


_FUNCTION_WORDS = _listed(FUNCTION_WORDS)
_NEGATIONS, _IDENTIFIERS = _listed(NEGATIONS), _listed(IDENTIFIERS)
_OPPOSITES = tuple(tuple(_listed(side) for side in line.split("|")) for line in OPPOSITES)
_MUTE_ASIDE = _CONTAINERS - _listed(TELLING_ASIDE)


class Label(NamedTuple):
    """A name: the tokens that say what it is about, and those that qualify it."""

    core: frozenset[str]
    qualifiers: frozenset[str]


def contrary(left: Label, right: Label) -> tuple[frozenset[str], frozenset[str]] | None:
    """The words by which one name says the contrary of the other (« internes », « externes »; « non »), if any."""
    ours, theirs = left.core | left.qualifiers, right.core | right.qualifiers
    if (ours ^ theirs) & _NEGATIONS:
        return ours & _NEGATIONS, theirs & _NEGATIONS
    for one, other in _OPPOSITES:
        for first, second in ((one, other), (other, one)):
            if ours & first and theirs & second and not (ours & second or theirs & first):
                return ours & first, theirs & second
    return None


NO_LABEL = Label(frozenset(), frozenset())


class Vocabulary:
    """The families of synonyms of an estate, and the words that tell nothing in it (its places, its technologies).

    What an object's description enumerates are its kinds (« secteurs scolaires, bureaux de vote »): each keeps a token
    of its own. `objects` leads from a token to the known object it belongs to; `written` is one way of writing each
    token, for people.
    """

    def __init__(self, objects: Iterable[DataObject] = (), neutral: Iterable[str] = ()) -> None:
        self._phrases: dict[tuple[str, ...], str] = {}
        self.objects: dict[str, DataObject] = {}
        self.written: dict[str, str] = {}
        self._neutral = _SHARED | {token for text in neutral for token in stems(text)}
        known = [item for item in objects if item.synonyms]
        kinds = {item.id: _kinds(item) for item in known}
        for item in known:
            others = [name for name in (item.synonyms or "").split("|") if name not in kinds[item.id]]
            bare = _ASIDE.sub(" ", item.name).strip()
            self._learn([bare, item.name, *others], item)
        for line in FAMILIES:
            self._learn(line.split("|"))
        for item in known:
            for name in kinds[item.id]:
                self._learn([name], item)
        self.hints = self._hints(known)

    def _hints(self, known: Iterable[DataObject]) -> dict[str, DataObject]:
        """The words that one object's description alone lists (« écoles, gymnases, salles »): they hint at it."""
        tellers: dict[str, list[DataObject]] = defaultdict(list)
        for item in known:
            listed = _ENUMERATION.split(item.description or "")[0].split(",")
            for token in self.content(" ".join(listed) if len(listed) >= LISTED else ""):
                tellers[token].append(item)
        return {token: each[0] for token, each in tellers.items() if len(each) == 1 and token not in self.objects}

    def _learn(self, phrases: Sequence[str], item: DataObject | None = None) -> None:
        """Give one token to phrases, the one that some of them already have; `item` is the object they belong to."""
        keys = [key for phrase in phrases if (key := stems(phrase)) and not _CONTAINERS.issuperset(key)]
        token = next((self._phrases[key] for key in keys if key in self._phrases), f"{FAMILY}{phrases[0]}")
        self.written.setdefault(token, phrases[0].strip().lower())
        if item is not None:
            self.objects.setdefault(token, item)
        for key in keys:
            self._phrases.setdefault(key, token)

    def tokens(self, text: str) -> tuple[str, ...]:
        """The tokens of a text, in order: the longest phrases of a family first."""
        read = _read(text)
        words, found, start = tuple(each for each, _ in read), [], 0
        while start < len(words):
            for size in range(min(LONGEST_PHRASE, len(words) - start), 0, -1):
                token = self._phrases.get(words[start : start + size])
                if token is not None:
                    break
            found.append(token or words[start])
            self.written.setdefault(found[-1], read[start][1])
            start += size
        return tuple(found)

    def said(self, tokens: Iterable[str], most: int = 6) -> str:
        """Tokens as people write them, in one French phrase."""
        shown = sorted(self.written.get(token, token) for token in tokens)
        more = f" et {len(shown) - most} de plus" if len(shown) > most else ""
        return ", ".join(f"« {word} »" for word in shown[:most]) + more

    def label(self, name: str) -> Label:
        """What a name is about and what qualifies it; a name of containers only is about them."""
        aside = " ".join(part for found in _ASIDE.findall(name) for part in found)
        every = self.tokens(_ASIDE.sub(" ", name)) or self.tokens(name)
        telling = frozenset(every) - _CONTAINERS - self._neutral
        core = telling or frozenset(every) - self._neutral or frozenset(every)
        return Label(core, frozenset(self.tokens(aside)) - _MUTE_ASIDE - self._neutral - core)

    def columns(self, text: str | None) -> tuple[frozenset[str], ...]:
        """The columns that a text lists, each as its telling tokens; columns that any table has are left out."""
        if not text:
            return ()
        found = (frozenset(self.tokens(part)) - _TECHNICAL for part in _SEPARATOR.split(text))
        return tuple(dict.fromkeys(column for column in found if column))

    def identifiers(self, *texts: str | None) -> frozenset[str]:
        """The identifiers of wide use that columns bear (« siret »): they stand for the same thing everywhere."""
        return _IDENTIFIERS.intersection(stems(" ".join(filter(None, texts))))

    def content(self, text: str | None) -> frozenset[str]:
        """The telling tokens of a description."""
        tokens = frozenset(token for token in self.tokens(text or "") if len(token) > 2)
        return tokens - _CONTAINERS - _FUNCTION_WORDS - self._neutral


def _kinds(item: DataObject) -> frozenset[str]:
    """The synonyms of an object that its description enumerates, its own name apart."""
    told, own = f" {' '.join(stems(item.description or ''))} ", stems(_ASIDE.sub(" ", item.name))
    return frozenset(
        name
        for name in (item.synonyms or "").split("|")
        if (key := stems(name)) and key != own and f" {' '.join(key)} " in told
    )


def other_names(description: str | None, extra: Mapping[str, object]) -> tuple[str, ...]:
    """The other names that a description gives (« aussi appelé… »), or a column of synonyms kept aside."""
    found = [match.strip() for match in _ALIAS.findall(description or "")]
    for header, value in extra.items():
        if re.search(r"synon[yi]|alias|autre.?s? nom|other.?names?", plain(header)):
            found += [part.strip() for part in _SEPARATOR.split(str(value))]
    return tuple(name for name in dict.fromkeys(found) if name)
