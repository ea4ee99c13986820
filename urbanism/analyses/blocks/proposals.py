"""Propose the blocs an application may belong to, best first, with the evidence of each.

Everything that speaks for a bloc adds to its strength. The score of a bloc is the square of its strength, over the sum
of the squares of all blocs' strengths and of 1, the strength of "none of them": an only keyword gives 0.5, one against
another 0.33, two against one 0.67.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from urbanism.analyses.blocks.knowledge import TRUST, Knowledge
from urbanism.analyses.blocks.phrases import Found, name_word, phrase_of
from urbanism.nomenclature.records import KnownProduct

CONVINCING = 0.5
"""The score from which a proposal is worth putting on an application until a person confirms it."""

KNOWN_PRODUCT, SAME_PRODUCT, SAME_MAKER = 2.0, 2.0, 0.7
UNSURE = 0.45
"""What is left of a known product's weight, never enough alone, when editors differ or a word of a name is all."""

OFTEN = 1 / 3
"""The share of a maker's products and applications from which it may be said to serve a bloc often."""

MOST_WORDS_SHOWN = 4


class Source(StrEnum):
    """Where evidence comes from, as a sentence says it."""

    DOMAIN = "du domaine indiqué"
    NAME = "de son nom"
    PURPOSE = "de sa finalité"
    DESCRIPTION = "de sa description"
    PRODUCT = "de son produit"
    DATA = "de ses données"
    DEPARTMENT = "de sa direction"
    KNOWN_PRODUCT = "produit connu"
    SAME_PRODUCT = "même produit ailleurs"
    MAKER = "suite ou éditeur"


class Described(NamedTuple):
    """What is known of an application, as it was written; `domain` is a text that stood for its bloc and is none."""

    name: str
    description: str | None = None
    purpose: str | None = None
    data_categories: str | None = None
    product: str | None = None
    editor: str | None = None
    suite: str | None = None
    department: str | None = None
    domain: str | None = None


class Evidence(NamedTuple):
    """What speaks for a bloc: the words found in a text, or the product, suite or editor; how many elsewhere."""

    source: Source
    words: tuple[str, ...]
    weight: float
    times: int = 0

    @property
    def sentence(self) -> str:
        """As a French sentence without its full stop."""
        if self.source is Source.KNOWN_PRODUCT:
            return f"le produit « {self.words[0]} » est connu pour ce bloc"
        if self.source is Source.SAME_PRODUCT:
            times = "une autre application" if self.times == 1 else f"{self.times} autres applications"
            return f"le produit « {self.words[0]} » sert ce bloc dans {times}"
        if self.source is Source.MAKER:
            return f"« {self.words[0]} » sert souvent ce bloc"
        shown = ", ".join(f"« {word} »" for word in self.words[:MOST_WORDS_SHOWN])
        alone = len(self.words) == 1 and " " not in shown.strip("« »")
        return f"{'le mot' if alone else 'les mots'} {shown} {self.source.value}"


class Proposal(NamedTuple):
    """A bloc (its code) that an application may belong to; `score` is between 0 and 1."""

    block: str
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def is_convincing(self) -> bool:
        """Whether it may stand on the application until a person confirms it."""
        return self.score >= CONVINCING

    @property
    def sentence(self) -> str:
        """The evidence in one French sentence, the weightiest first."""
        return " ; ".join(item.sentence for item in self.evidence)


_TEXTS = (
    (Source.NAME, "name", 1.0),
    (Source.DOMAIN, "domain", 1.0),
    (Source.PURPOSE, "purpose", 1.0),
    (Source.DESCRIPTION, "description", 1.0),
    (Source.PRODUCT, "product", 0.8),
    (Source.DATA, "data_categories", 0.5),
    (Source.DEPARTMENT, "department", 0.4),
)
"""The texts that are read, and what their words are worth; a phrase counts once, where it is worth most."""

DEPARTMENT_AT_MOST = 0.4
"""What a department's words may add to a bloc: they place an application, they do not tell what it does."""


class Proposer:
    """Proposes blocs from a body of knowledge; equal texts are read once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._read: dict[str, tuple[Found, ...]] = {}

    def propose(self, application: Described) -> tuple[Proposal, ...]:
        """Every bloc that something speaks for, best first."""
        evidence: dict[str, list[Evidence]] = defaultdict(list)
        for block, item in self._evidence(application):
            evidence[block].append(item)
        strengths = {block: sum(item.weight for item in items) for block, items in evidence.items()}
        whole = 1 + sum(strength**2 for strength in strengths.values())
        ranked = sorted(strengths, key=lambda block: (-strengths[block], block))
        return tuple(
            Proposal(
                block,
                round(strengths[block] ** 2 / whole, 3),
                tuple(sorted(evidence[block], key=lambda item: -item.weight)),
            )
            for block in ranked
        )

    def _evidence(self, application: Described) -> Iterator[tuple[str, Evidence]]:
        yield from self._known_product(application)
        if application.product:
            yield from self._elsewhere(application.product)
        maker = application.suite or application.editor
        if maker:
            yield from self._maker(maker)
        yield from self._words(application)

    def _words(self, application: Described) -> Iterator[tuple[str, Evidence]]:
        met = set()
        for source, field, factor in _TEXTS:
            spoken: dict[str, list[tuple[str, float]]] = {}
            for phrase, words in self._phrases(getattr(application, field)):
                if phrase not in met:
                    met.add(phrase)
                    for block, weight in self._knowledge.phrases[phrase]:
                        spoken.setdefault(block, []).append((words, weight * factor))
            for block, found in spoken.items():
                weight = sum(weight for _, weight in found)
                limited = min(weight, DEPARTMENT_AT_MOST) if source is Source.DEPARTMENT else weight
                yield block, Evidence(source, tuple(words for words, _ in found), limited)

    def _phrases(self, text: str | None) -> tuple[Found, ...]:
        if not text:
            return ()
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self._knowledge.phrases.find(text)
        return found

    def _known_product(self, application: Described) -> Iterator[tuple[str, Evidence]]:
        """The known product that the application's product or name is, or holds."""
        for text in (application.product, application.name):
            weights: dict[str, Evidence] = {}
            for found in self._knowledge.products.find(text or ""):
                for product in self._knowledge.products[found.phrase]:
                    weight = KNOWN_PRODUCT * TRUST[product.trust.confidence]
                    weight *= _resemblance(product, found, text or "", application.editor)
                    if product.block not in weights or weights[product.block].weight < weight:
                        weights[product.block] = Evidence(Source.KNOWN_PRODUCT, (product.name,), weight)
            if weights:
                yield from weights.items()
                return

    def _elsewhere(self, product: str) -> Iterator[tuple[str, Evidence]]:
        uses = self._knowledge.uses(product)
        total = sum(uses.values())
        for block, count in uses.items():
            yield block, Evidence(Source.SAME_PRODUCT, (product,), SAME_PRODUCT * count / (total + 0.5), count)

    def _maker(self, maker: str) -> Iterator[tuple[str, Evidence]]:
        made = self._knowledge.made_for(maker)
        total = sum(made.values())
        for block, count in made.items():
            if count >= OFTEN * total:
                yield block, Evidence(Source.MAKER, (maker,), SAME_MAKER * count / (total + 1), count)


def _resemblance(product: KnownProduct, found: Found, text: str, editor: str | None) -> float:
    """How surely a text that holds a known product's name is about it, 0 to 1."""
    if editor:
        return 1.0 if set(phrase_of(editor)) & set(phrase_of(product.editor)) else UNSURE
    return 1.0 if len(found.phrase) > 1 or found.phrase == phrase_of(text, name_word) else UNSURE
