"""What tells a bloc: its keywords, the products known for it, their makers.

A bloc that nobody wrote keywords for (a nomenclature of the user's own) is told by the words of its name and
description; where there are keywords those words would only add noise.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from urbanism.analyses.blocks.phrases import Phrase, PhraseIndex, name_word, phrase_of
from urbanism.analyses.search import fold
from urbanism.nomenclature.records import KeywordSet, KnownProduct
from urbanism.vocabulary import Confidence

KEYWORD, LONG_KEYWORD, NAME_WORD, DESCRIPTION_WORD = 1.0, 1.4, 0.8, 0.4
"""What a keyword of one word weighs, of several, and a word of a bloc's name or description (shared between blocs)."""

MOST_BLOCKS = 2
"""A word that more blocs than this have in their name or description tells none of them."""

TRUST = {Confidence.HIGH: 1.0, Confidence.MEDIUM: 0.8, Confidence.LOW: 0.6, Confidence.UNKNOWN: 0.6}

PASSE_PARTOUT = frozenset(
    "access; custom; dropbox; excel; filemaker; filemaker pro; google drive; libreoffice; microsoft access;"
    " microsoft excel; microsoft office; microsoft sql server; microsoft word; ms access; ms excel; ms office;"
    " ms sql server; ms word; mysql; office; oracle; oracle database; oracle db; outlook; php; postgresql; salesforce;"
    " sharepoint; sql; sql server; tableur; visual basic; windows; word".split("; ")
)
"""Products that serve anything: that another application of the same one has a bloc says nothing."""


class BlockText(NamedTuple):
    """A bloc as the nomenclature words it."""

    code: str
    name: str
    description: str


class Weight(NamedTuple):
    """How much something speaks for a bloc (its code)."""

    block: str
    weight: float


class Usage(NamedTuple):
    """A product in use, its maker (suite, else editor), and the bloc that a person gave it."""

    product: str | None
    maker: str | None
    block: str


class Knowledge:
    """What is known before looking at an application."""

    def __init__(
        self,
        blocks: Iterable[BlockText],
        keywords: Iterable[KeywordSet] = (),
        products: Iterable[KnownProduct] = (),
        usages: Iterable[Usage] = (),
    ) -> None:
        blocks = tuple(blocks)
        codes = {block.code for block in blocks}
        known = [product for product in products if product.block in codes]
        self.phrases = PhraseIndex(_phrases(blocks, [entry for entry in keywords if entry.block in codes]))
        self.products = PhraseIndex(_products(known), name_word)
        self._uses: dict[str, Counter[str]] = defaultdict(Counter)
        self._makers: dict[str, Counter[str]] = defaultdict(Counter)
        for product in known:
            for maker in {fold(product.suite), fold(product.editor)} - {""}:
                self._makers[maker][product.block] += 1
        for usage in usages:
            if usage.product and fold(usage.product) not in PASSE_PARTOUT:
                self._uses[fold(usage.product)][usage.block] += 1
            if usage.maker:
                self._makers[fold(usage.maker)][usage.block] += 1

    def uses(self, product: str) -> Mapping[str, int]:
        """How many applications of that product have each bloc, by a person's word."""
        return self._uses.get(fold(product), {})

    def made_for(self, maker: str) -> Mapping[str, int]:
        """How many products and applications of that suite or editor each bloc has."""
        return self._makers.get(fold(maker), {})


def _phrases(blocks: Iterable[BlockText], keywords: Sequence[KeywordSet]) -> dict[Phrase, tuple[Weight, ...]]:
    """What each phrase weighs for each bloc; a phrase of several blocs is shared between them."""
    stated: dict[Phrase, set[str]] = defaultdict(set)
    for entry in keywords:
        for words in entry.words:
            stated[phrase_of(words)].add(entry.block)
    for block in blocks:
        for words in re.split(r"[()]", block.name):
            stated[phrase_of(words)].add(block.code)
    stated.pop((), None)
    found = _words([block for block in blocks if block.code not in {entry.block for entry in keywords}])
    for phrase, codes in stated.items():
        weight = (LONG_KEYWORD if len(phrase) > 1 else KEYWORD) / len(codes)
        found[phrase] = tuple(Weight(code, weight) for code in sorted(codes))
    return found


def _words(blocks: Iterable[BlockText]) -> dict[Phrase, tuple[Weight, ...]]:
    """The words of names and descriptions that few blocs have."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for block in blocks:
        for text, weight in ((block.name, NAME_WORD), (block.description, DESCRIPTION_WORD)):
            for word in phrase_of(text):
                found[word].setdefault(block.code, weight)
    return {
        (word,): tuple(Weight(code, weight / len(weights)) for code, weight in weights.items())
        for word, weights in found.items()
        if len(weights) <= MOST_BLOCKS
    }


def _products(products: Iterable[KnownProduct]) -> dict[Phrase, tuple[KnownProduct, ...]]:
    """Known products by each of their names: « e.sedit RH (SEDIT RH) » has two."""
    found: dict[Phrase, tuple[KnownProduct, ...]] = {}
    for product in products:
        for name in re.split(r"[()]", product.name):
            phrase = phrase_of(name, name_word)
            if phrase:
                found[phrase] = (*found.get(phrase, ()), product)
    return found
