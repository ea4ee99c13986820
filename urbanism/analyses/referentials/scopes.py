"""Which territories overlap: bases of one object compete only where they cover the same ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from urbanism.graph import EstateGraph
from urbanism.matching.normalise import plain
from urbanism.snapshot import Referential
from urbanism.vocabulary import HolderKind

Item = TypeVar("Item", bound=Hashable)
EVERYWHERE = (
    "toutes les communes",
    "toutes communes",
    "metropole",
    "metropolitain",
    "agglomeration",
    "national",
    "france",
)
"""Words of a territory that say it covers every commune."""


class Scope(NamedTuple):
    """A territory: the communes it lies in (none: it covers them all), and which part of them ("": all of it)."""

    communes: frozenset[int]
    part: str = ""


class Scopes:
    """The scope of each referential: its stated territory, else its holder's."""

    def __init__(self, graph: EstateGraph) -> None:
        self._towns = {plain(c.name): c.id for c in graph.towns}
        self._wide = {c.id for c in graph.snapshot.communes if c.kind is not HolderKind.COMMUNE}
        self._wide_names = {plain(graph.communes[c].name) for c in self._wide}
        self._known: dict[tuple[int, str], Scope] = {}

    def of(self, referential: Referential) -> Scope:
        """A holder that is no commune covers, as far as anyone knows, all of them."""
        key = (referential.commune_id, " ".join(plain(referential.territory or "").split()))
        if key not in self._known:
            self._known[key] = self._scope(*key)
        return self._known[key]

    def _scope(self, holder: int, territory: str) -> Scope:
        own = Scope(frozenset() if holder in self._wide else frozenset([holder]))
        if not territory or territory in self._wide_names or any(word in territory for word in EVERYWHERE):
            return own if not territory else Scope(frozenset())
        if territory in self._towns:
            return Scope(frozenset([self._towns[territory]]))
        listed = [part.strip() for part in territory.replace(" et ", ",").replace(";", ",").split(",")]
        if all(part in self._towns for part in listed):
            return Scope(frozenset(self._towns[part] for part in listed))
        return Scope(frozenset([holder]), territory)


def overlapping(scopes: Mapping[Item, Scope]) -> list[list[Item]]:
    """The items whose territories overlap, directly or through others, in their order."""
    items = list(scopes)
    if any(not scopes[item].communes for item in items):
        return [items]
    parts: dict[int, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        for identifier in scopes[item].communes:
            parts[identifier][scopes[item].part].append(item)
    bundles: list[Sequence[Item]] = []
    for commune in parts.values():
        if "" in commune:
            bundles.append([item for bundle in commune.values() for item in bundle])
        else:
            bundles.extend(commune.values())
    return _joined(items, bundles)


def _joined(items: Sequence[Item], bundles: Iterable[Sequence[Item]]) -> list[list[Item]]:
    leader = {item: item for item in items}

    def find(item: Item) -> Item:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for first, *others in bundles:
        for other in others:
            leader[find(other)] = find(first)
    found: dict[Item, list[Item]] = defaultdict(list)
    for item in items:
        found[find(item)].append(item)
    return list(found.values())
