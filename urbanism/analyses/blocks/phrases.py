"""Finding known turns of phrase in a text, whatever their plural, accents and little words.

« Gestion de la paie et des carrières » holds « paie » and « carrière »; where several phrases begin at one word the
longest is kept, so that « qualité de l'eau de baignade » does not speak of drinking water.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from urbanism.analyses.search import fold

Phrase = tuple[str, ...]
"""The stems of a turn of phrase, little words left out."""

STOP_WORDS = frozenset(
    "au aux avec ce ces dans de des du elle en est et il la le les leur leurs ou par pas pour qui sa se ses son sur un"
    " une an and are as at be by for from in into is its of on or that the their this to with".split()
)

_WORD = re.compile(r"[^\W_]+")

Reading = Callable[[str], str]
"""What is compared of a word as it was written; "" for a word that does not count."""


class Found(NamedTuple):
    """A known phrase met in a text, and how the text wrote it."""

    phrase: Phrase
    words: str


@lru_cache(maxsize=200_000)
def meaning_word(word: str) -> str:
    """The stem of a word that means something: neither a little word nor a letter alone."""
    folded = fold(word)
    return stem(folded) if len(folded) > 1 and folded not in STOP_WORDS else ""


@lru_cache(maxsize=200_000)
def name_word(word: str) -> str:
    """A word as it is but for case and accents: what names are made of."""
    return fold(word)


def stem(word: str) -> str:
    """A folded word without its plural and final « e », the same for « municipaux » and « municipale »."""
    if len(word) <= 3:
        return word
    if len(word) > 5 and word.endswith("aux") and not word.endswith("eaux"):
        return word[:-2] + "l"
    if word[-1] in "sx" and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 4 and word[-1] == "y" else word


def phrase_of(text: str, reading: Reading = meaning_word) -> Phrase:
    """A text as a phrase to be looked for."""
    return tuple(filter(None, map(reading, _WORD.findall(text))))


Meaning = TypeVar("Meaning")


class PhraseIndex(Generic[Meaning]):
    """Phrases and what they mean, ready to be found in texts whose words are read as theirs were."""

    def __init__(self, meanings: Mapping[Phrase, Meaning], reading: Reading = meaning_word) -> None:
        self._meanings, self._reading = meanings, reading
        self._lengths: dict[str, tuple[int, ...]] = {}
        for phrase in meanings:
            known = self._lengths.get(phrase[0], ())
            self._lengths[phrase[0]] = tuple(sorted({*known, len(phrase)}, reverse=True))

    def __getitem__(self, phrase: Phrase) -> Meaning:
        return self._meanings[phrase]

    def find(self, text: str) -> tuple[Found, ...]:
        """The phrases of a text from left to right, the longest first, none overlapping another."""
        words = phrase_of(text, self._reading)
        if self._lengths.keys().isdisjoint(words):
            return ()
        spans = [match.span() for match in _WORD.finditer(text) if self._reading(match[0])]
        found = []
        position = 0
        while position < len(words):
            phrase = self._longest_at(words, position)
            if phrase:
                end = position + len(phrase)
                found.append(Found(phrase, " ".join(text[spans[position][0] : spans[end - 1][1]].split())))
            position += len(phrase) or 1
        return tuple(found)

    def _longest_at(self, words: Phrase, position: int) -> Phrase:
        """The longest phrase that begins there, () if none does."""
        for length in self._lengths.get(words[position], ()):
            phrase = words[position : position + length]
            if phrase in self._meanings:
                return phrase
        return ()
