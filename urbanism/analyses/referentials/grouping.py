"""Groups of referentials that carry one object on the same ground, with what people decided.

A group says why it is one. What only looks alike waits for a person (`Doubt`), what bears one word for two things is
told apart (`homonyms`), and what cannot be judged says what to ask, to whom (`Silence`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

from urbanism.analyses.crud import Silence
from urbanism.analyses.referentials.concepts import Concepts, concepts
from urbanism.analyses.referentials.facets import Facet, carried
from urbanism.analyses.referentials.likeness import Likeness
from urbanism.analyses.referentials.scopes import Scope, Scopes, overlapping
from urbanism.analyses.referentials.words import Vocabulary
from urbanism.graph import EstateGraph
from urbanism.identity_keys import REFERENTIALS, code_key
from urbanism.matching import Decision, Pair, Zone, group
from urbanism.vocabulary import IdentityVerdict

ONE_PRINT = 0.99
"""The score of two bases that read the same: same object or name, same columns, same key, same description."""


class ReferentialGroup(NamedTuple):
    """Referentials that carry one object on territories that overlap.

    `data_object` is the object most of them name, None where nobody named one; `name` is what to call it. `members` are
    facets, those about the object first. `score` is that of the weakest link that was needed to join them.
    """

    data_object: int | None
    name: str
    members: tuple[Facet, ...]
    score: float
    decided: bool

    @property
    def referentials(self) -> tuple[int, ...]:
        return tuple(member.referential for member in self.members)


class Doubt(NamedTuple):
    """Two facets that a person has to look at: maybe one object, maybe two views of it or two homonyms (`apart`)."""

    left: Facet
    right: Facet
    likeness: Likeness

    @property
    def apart(self) -> bool:
        return self.likeness.apart


class Held(NamedTuple):
    """A link held back: it would bring together two referentials that people said are different."""

    left: int
    right: int
    apart: tuple[int, int]
    confirmed: bool


@dataclass(frozen=True)
class ReferentialGroups:
    """All that can be said of who carries the same object."""

    groups: tuple[ReferentialGroup, ...]
    doubts: tuple[Doubt, ...]
    homonyms: tuple[Doubt, ...]
    held: tuple[Held, ...]
    silences: tuple[Silence, ...]
    concepts: Concepts
    vocabulary: Vocabulary
    print_of: Mapping[Facet, int]

    def between(self, left: Facet, right: Facet) -> Likeness | None:
        """How far two facets are alike, None when they were joined through others only."""
        a, b = sorted((self.print_of[left], self.print_of[right]))
        return self.concepts.pairs.get((a, b))


def referential_groups(graph: EstateGraph) -> ReferentialGroups:
    """Group the referentials of an estate, in time that grows with their number."""
    found = carried(graph)
    shared = concepts(graph, found)
    print_of = {facet: number for number, each in enumerate(found.prints) for facet in found.prints[each]}
    said = decisions_of(graph)
    scopes = Scopes(graph)
    scope_of = {each.id: scopes.of(each) for each in graph.snapshot.referentials}
    nodes, links = _links(found.facets, print_of, shared, scope_of)
    grouping = group(links, [*_on_nodes(said, nodes)])
    held = tuple(
        Held(*_ends(conflict.left, conflict.right), _ends(*conflict.apart), conflict.confirmed)
        for conflict in grouping.conflicts
        if {conflict.left, conflict.right} != set(conflict.apart)
    )
    groups = tuple(
        _group(graph, [nodes[member] for member in each.members], each.score, said, print_of, shared)
        for each in grouping.groups
    )
    together = {(facet.referential, number) for number, each in enumerate(groups) for facet in each.members}
    facets_of = [found.prints[each] for each in shared.prints]
    doubts = tuple(_doubts(shared, facets_of, scope_of, together, said))
    apart = tuple(_homonyms(shared, facets_of))
    known = {member for each in groups for member in each.referentials}
    silences = tuple(_silences(graph, found.facets, print_of, shared, known))
    return ReferentialGroups(_ordered(groups), doubts, apart, held, silences, shared, found.vocabulary, print_of)


def decisions_of(graph: EstateGraph) -> Mapping[tuple[int, int], bool]:
    """What people said of two referentials that are both there, the lower identifier first."""
    keys = {
        code_key(each.code, graph.communes[each.commune_id].code): each.id
        for each in graph.snapshot.referentials
        if each.commune_id in graph.communes
    }
    found = {}
    for row in graph.snapshot.identity_decisions:
        if row.kind == REFERENTIALS and row.left_key in keys and row.right_key in keys:
            left, right = sorted((keys[row.left_key], keys[row.right_key]))
            found[left, right] = row.verdict is IdentityVerdict.SAME
    return found


def _links(
    facets: Sequence[Facet], print_of: Mapping[Facet, int], shared: Concepts, scope_of: Mapping[int, Scope]
) -> tuple[dict[str, Facet], list[Pair]]:
    """The nodes (one a referential and concept) and the links between those whose territories overlap."""
    of_concept: dict[int, dict[int, Facet]] = defaultdict(dict)
    for facet in facets:  # a referential's own object comes before its copies
        of_concept[shared.concept[print_of[facet]]].setdefault(facet.referential, facet)
    joined: dict[int, list[tuple[tuple[int, int], float]]] = defaultdict(list)
    for pair, found in shared.pairs.items():
        if found.zone is Zone.SAME and shared.concept[pair[0]] == shared.concept[pair[1]]:
            joined[shared.concept[pair[0]]].append((pair, found.score))
    nodes: dict[str, Facet] = {}
    links: list[Pair] = []
    for concept, members in of_concept.items():
        nodes |= {_node(each, concept): facet for each, facet in members.items()}
        for area in overlapping({each: scope_of[each] for each in members}):
            if len(area) > 1:
                links += _area_links(concept, [members[each] for each in area], print_of, joined[concept])
    return nodes, links


def _area_links(
    concept: int,
    members: Sequence[Facet],
    print_of: Mapping[Facet, int],
    joined: Sequence[tuple[tuple[int, int], float]],
) -> Iterator[Pair]:
    """The links of one concept on one ground: all in a row, those found alike, those who read the same.

    The first ones carry the concept's weakest score, which a direct link replaces: they stand for bases of other
    grounds that made it one.
    """
    bearers: dict[int, list[str]] = defaultdict(list)
    for facet in members:
        bearers[print_of[facet]].append(_node(facet.referential, concept))
    first = {number: nodes[0] for number, nodes in bearers.items()}
    least = min((score for _, score in joined), default=ONE_PRINT)
    for left, right in pairwise(first.values()):
        yield Pair(left, right, least, Zone.SAME)
    for (a, b), score in joined:
        if a in first and b in first:
            yield Pair(first[a], first[b], score, Zone.SAME)
    for number, others in bearers.items():
        yield from (Pair(first[number], other, ONE_PRINT, Zone.SAME) for other in others[1:])


def _node(referential: int, concept: int) -> str:
    return f"{referential}:{concept}"


def _ends(left: str, right: str) -> tuple[int, int]:
    return int(left.split(":")[0]), int(right.split(":")[0])


def _on_nodes(said: Mapping[tuple[int, int], bool], nodes: Mapping[str, Facet]) -> Iterator[Decision]:
    """Decisions on referentials, as decisions on nodes: what is different is so in all it carries."""
    by_referential: dict[int, list[str]] = defaultdict(list)
    for node, facet in nodes.items():
        by_referential[facet.referential].append(node)
    for (left, right), same in said.items():
        ours, theirs = by_referential[left], by_referential[right]
        if same:
            shared = [(a, b) for a in ours for b in theirs if a.split(":")[1] == b.split(":")[1]]
            yield from (Decision(a, b, same=True) for a, b in shared or [(ours[0], theirs[0])])
        else:
            yield from (Decision(a, b, same=False) for a in ours for b in theirs)


def _group(
    graph: EstateGraph,
    facets: Iterable[Facet],
    score: float,
    said: Mapping[tuple[int, int], bool],
    print_of: Mapping[Facet, int],
    shared: Concepts,
) -> ReferentialGroup:
    members = sorted({f.referential: f for f in facets}.values(), key=lambda f: (not f.own, f.referential))
    ids = [member.referential for member in members]
    objects = Counter(f.data_object for f in members if f.data_object is not None)
    data_object = max(objects, key=lambda item: (objects[item], -item)) if objects else None
    names = [shared.prints[print_of[facet]].text for facet in members]
    name = graph.label(data_object) if data_object is not None else min(names, key=lambda text: (len(text), text))
    decided = any(said.get(pair) for pair in combinations(sorted(ids), 2)) if said else False
    return ReferentialGroup(data_object, name, tuple(members), score, decided)


def _ordered(groups: Sequence[ReferentialGroup]) -> tuple[ReferentialGroup, ...]:
    return tuple(sorted(groups, key=lambda each: (-len(each.members), each.name, each.referentials)))


def _doubts(
    shared: Concepts,
    facets_of: Sequence[Sequence[Facet]],
    scope_of: Mapping[int, Scope],
    together: set[tuple[int, int]],
    said: Mapping[tuple[int, int], bool],
) -> Iterator[Doubt]:
    """The pairs to look at, most likely first, once a ground: what was decided or already joined is not asked."""
    groups_of: dict[int, set[int]] = defaultdict(set)
    for referential, number in together:
        groups_of[referential].add(number)
    for (a, b), found in sorted(shared.pairs.items(), key=lambda item: -item[1].score):
        if found.zone is not Zone.REVIEW:
            continue
        side = {f.referential: f for number in (b, a) for f in facets_of[number]}
        for area in overlapping({each: scope_of[each] for each in side}):
            ours = [each for each in area if side[each] in facets_of[a]]
            theirs = [each for each in area if side[each] in facets_of[b]]
            if ours and theirs and not groups_of[ours[0]] & groups_of[theirs[0]]:
                left, right = sorted((ours[0], theirs[0]))
                if left != right and (left, right) not in said:
                    yield Doubt(side[left], side[right], found)


def _homonyms(shared: Concepts, facets_of: Sequence[Sequence[Facet]]) -> Iterator[Doubt]:
    """The pairs that bear one word for two things."""
    for (a, b), found in shared.pairs.items():
        if found.apart and found.zone is Zone.DIFFERENT:
            yield Doubt(facets_of[a][0], facets_of[b][0], found)


def _silences(
    graph: EstateGraph, facets: Sequence[Facet], print_of: Mapping[Facet, int], shared: Concepts, known: set[int]
) -> Iterator[Silence]:
    """The referentials that nothing but their name describes, and that stand in no group."""
    told = known.union(facet.referential for facet in facets if facet.told)
    for facet in facets:
        each = shared.prints[print_of[facet]]
        if not facet.own or facet.referential in told or each.columns or each.description:
            continue
        referential = graph.snapshot.by_id[facet.referential]
        department = graph.snapshot.by_id.get(referential.department_id or 0)
        whom = referential.owner or (department and department.name) or graph.label(referential.commune_id)
        yield Silence(
            facet.referential,
            f"« {referential.name} » ne dit ni l’objet qu’il décrit, ni ses colonnes : seul son nom parle.",
            f"Demandez à {whom} : sur quoi porte ce référentiel, quelles sont ses colonnes et sa clé ?",
        )
