"""What a referential carries: the object it is about, and those of which it keeps its own copy.

Each is a `Facet`. Where nobody said the object, the name tells it, and a key named after a known object (« n_rue »)
tells that the rows are those of that object. Facets that read the same make one `Print`: a thousand communes that name
a base alike cost no more than one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import NamedTuple

from urbanism.analyses.referentials.words import NO_LABEL, Label, Vocabulary, other_names
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import DataObject, Referential

Kin = tuple[tuple[int, float], ...]
"""Known objects, each with the share of a name's telling words that belong to it."""


class Facet(NamedTuple):
    """One object that a referential carries. `own`: the object it is about; `told`: somebody said so."""

    referential: int
    data_object: int | None
    own: bool
    told: bool


@dataclass(frozen=True)
class Print:
    """What facets that read the same say.

    `name` is what the referential's name is about, `thing` what the object's name is about. `columns`, `key` and
    `description` are sets of tokens, `identifiers` those of its columns that mean the same everywhere; `aliases` the
    other names given to the thing; `kin` the known objects that its name belongs to. A copied object has but its own
    name: what the base says is about something else. `told` is false when only the base's key tells it.
    """

    data_object: int | None
    text: str
    name: Label = NO_LABEL
    thing: Label = NO_LABEL
    columns: frozenset[frozenset[str]] = frozenset()
    key: frozenset[str] = frozenset()
    identifiers: frozenset[str] = frozenset()
    description: frozenset[str] = frozenset()
    aliases: frozenset[frozenset[str]] = frozenset()
    national: frozenset[str] = frozenset()
    kin: Kin = ()
    told: bool = True

    @property
    def labels(self) -> tuple[Label, ...]:
        """What it may be called: its object's name, its own."""
        return tuple(label for label in (self.thing, self.name) if label.core)


@dataclass(frozen=True)
class Carried:
    """The facets of an estate, and the print of each."""

    facets: tuple[Facet, ...]
    prints: Mapping[Print, Sequence[Facet]]
    vocabulary: Vocabulary


def carried(graph: EstateGraph) -> Carried:
    """What every referential carries, in time proportional to their number."""
    vocabulary = vocabulary_of(graph)
    rows = group(graph.snapshot.carried_objects, lambda row: row.referential_id)
    reader = _Reader(graph, vocabulary)
    facets: list[Facet] = []
    prints: dict[Print, list[Facet]] = defaultdict(list)
    for referential in graph.snapshot.referentials:
        copied = dict.fromkeys(row.data_object_id for row in rows.get(referential.id, ()))
        for facet in _facets(referential, copied, vocabulary):
            facets.append(facet)
            prints[reader.read(referential, facet)].append(facet)
    return Carried(tuple(facets), prints, vocabulary)


def vocabulary_of(graph: EstateGraph) -> Vocabulary:
    """The words of this estate; its places and technologies tell no object."""
    places = (commune.name for commune in graph.snapshot.communes)
    technologies = {referential.technology or "" for referential in graph.snapshot.referentials}
    return Vocabulary(graph.snapshot.data_objects, (*places, *technologies))


def _facets(referential: Referential, copied: Iterable[int], vocabulary: Vocabulary) -> list[Facet]:
    about = referential.data_object_id
    found = [Facet(referential.id, about, own=True, told=about is not None)]
    found += [Facet(referential.id, item, own=False, told=True) for item in copied if item != about]
    if about is None and len(found) == 1:
        known = vocabulary.label(referential.name).core
        rows = {token for token in vocabulary.tokens(referential.key or "") if token in vocabulary.objects}
        copied = sorted({vocabulary.objects[token].id for token in rows if known != {token}})
        found += [Facet(referential.id, item, own=False, told=False) for item in copied]
    return found


class _Reader:
    """Reads facets, each distinct text once."""

    def __init__(self, graph: EstateGraph, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._objects: Mapping[int, DataObject] = graph.data_objects
        self._labels: dict[str, Label] = {}

    def read(self, referential: Referential, facet: Facet) -> Print:
        """The print of a facet."""
        item = self._objects.get(facet.data_object or 0)
        thing = self._label(item.name) if item is not None else NO_LABEL
        aliases = other_names(item.description, item.extra) if item is not None else ()
        read = Print(
            facet.data_object,
            item.name if item else referential.name,
            thing=thing,
            kin=self._kin(thing),
            told=facet.own or facet.told,
        )
        if facet.own:
            name, words = self._label(referential.name), self._vocabulary
            aliases += other_names(referential.description, referential.extra)
            read = replace(
                read,
                name=name,
                columns=frozenset(words.columns(referential.attributes)),
                key=frozenset().union(*words.columns(referential.key)),
                identifiers=words.identifiers(referential.key, referential.attributes),
                description=words.content(referential.description),
                national=words.content(referential.national_source),
                kin=self._kin(thing if item is not None else name),
            )
        return replace(read, aliases=frozenset(core for name in aliases if (core := self._label(name).core)))

    def _kin(self, label: Label) -> Kin:
        """The known objects of a name; where it names none, the one whose description lists its words, less sure."""
        known = Counter(self._vocabulary.objects[token].id for token in label.core if token in self._vocabulary.objects)
        if known:
            return tuple((item, count / len(label.core)) for item, count in sorted(known.items()))
        hinted = [self._vocabulary.hints[token].id for token in label.core if token in self._vocabulary.hints]
        if len(hinted) < len(label.core) or len(set(hinted)) != 1:
            return ()
        return ((hinted[0], len(hinted) / (len(hinted) + 1)),)

    def _label(self, text: str) -> Label:
        if text not in self._labels:
            self._labels[text] = self._vocabulary.label(text)
        return self._labels[text]


def rarities(prints: Iterable[Print]) -> Mapping[str, float]:
    """How telling each token is, from 0 (every print bears it) to 1 (one does): log(n / bearers) / log(n)."""
    bearers: Counter[str] = Counter()
    size = 1
    for each in prints:
        size += 1
        bearers.update(tokens_of(each))
    return {token: max(0.1, log(size / count) / log(size)) for token, count in bearers.items()}


def tokens_of(each: Print) -> frozenset[str]:
    """Every token that a print bears, wherever."""
    return frozenset().union(
        *(label.core | label.qualifiers for label in each.labels),
        *each.columns,
        each.key,
        each.description,
        *each.aliases,
    )
