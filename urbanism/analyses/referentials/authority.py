"""Which source is the reference for what, for whom: the rules in force, and the rating they give every interface.

A rule says (source, data object, scope) → reference, discouraged or no opinion, as Waltz's authoritative sources do.
The scope is a commune, a block, both or neither; the most specific rule wins: commune and block, commune, block,
everywhere. A referential's own stated authority stands for a rule without a scope, where there is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.snapshot import AuthorityRule
from urbanism.vocabulary import AuthorityRating


class Verdict(NamedTuple):
    """A rating and the rule behind it (None: the referential's own statement, or nobody's word)."""

    rating: AuthorityRating
    rule: AuthorityRule | None


class RatedFlow(NamedTuple):
    """What the rules say of an interface for an object it carries (None: it does not say what it carries)."""

    flow: int
    data_object: int | None
    verdict: Verdict


class WantedRule(NamedTuple):
    """A rule that is proposed or wanted: its source (a party), object, scope (None: everywhere), rating and reason."""

    source_id: int
    data_object_id: int
    commune_id: int | None
    block_id: int | None
    rating: AuthorityRating
    reason: str


NO_OPINION = Verdict(AuthorityRating.NO_OPINION, None)


class Authority:
    """The rules of an estate, ready to be asked."""

    def __init__(self, graph: EstateGraph) -> None:
        self._graph = graph
        self._rules: Mapping[tuple[int, int], list[AuthorityRule]] = defaultdict(list)
        for rule in graph.snapshot.authority_rules:
            self._rules[rule.source_id, rule.data_object_id].append(rule)
        self._hosted: Mapping[int, list[int]] = defaultdict(list)
        self._statements = {(r.id, r.data_object_id): r.authority for r in graph.snapshot.referentials}
        for referential in graph.snapshot.referentials:
            if referential.application_id is not None:
                self._hosted[referential.application_id].append(referential.id)

    def of(self, source: int, data_object: int, communes: Collection[int] = (), block: int | None = None) -> Verdict:
        """What is said of a source for an object, to a consumer of these communes and that block."""
        found = [
            rule
            for party in self._same(source)
            for rule in self._rules.get((party, data_object), ())
            if (rule.commune_id is None or rule.commune_id in communes)
            and (rule.block_id is None or rule.block_id == block)
        ]
        if found:
            best = max(found, key=lambda rule: (*specificity(rule), rule.source_id == source, rule.id))
            return Verdict(best.rating, best)
        return self._stated(source, data_object)

    def rated_flows(self) -> Sequence[RatedFlow]:
        """The rating of every running interface, for each object it carries."""
        found = []
        for flow in self._graph.flows:
            communes, block = self._graph.communes_of(flow.target_id), self._graph.block.get(flow.target_id)
            carried = self._graph.objects.get(flow.id, ())
            found += [RatedFlow(flow.id, o, self.of(flow.source_id, o, communes, block)) for o in carried]
            if not carried:
                found.append(RatedFlow(flow.id, None, NO_OPINION))
        return found

    def _same(self, source: int) -> Sequence[int]:
        """A referential, its host, and what the host holds answer for one another."""
        host = self._graph.host.get(source, source)
        return [source, host] if source != host else [source, *self._hosted.get(source, ())]

    def _stated(self, source: int, data_object: int) -> Verdict:
        for party in self._same(source):
            stated = self._statements.get((party, data_object), AuthorityRating.NO_OPINION)
            if stated is not AuthorityRating.NO_OPINION:
                return Verdict(stated, None)
        return NO_OPINION


def specificity(rule: AuthorityRule) -> tuple[bool, bool]:
    """How narrow a rule's scope is: larger wins."""
    return rule.commune_id is not None, rule.block_id is not None
