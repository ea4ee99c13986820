"""Which referential of a group should be the reference: criteria computed from the estate, each with its reason.

Every criterion is worth what the table below says, at most; one that nobody informed counts nothing and says what to
ask. A person decides: a proposal is never applied by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from urbanism.analyses.referentials.authority import Authority
from urbanism.analyses.referentials.evidence import members_of
from urbanism.analyses.referentials.grouping import ReferentialGroup
from urbanism.analyses.referentials.scopes import Scopes
from urbanism.analyses.referentials.words import Vocabulary
from urbanism.analyses.support import support_end
from urbanism.french import count, day, number
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import Referential
from urbanism.vocabulary import AuthorityRating, DataRole, ReferentialPattern, Ternary

CLOSE = 1.0
"""Under so many points between the first two, the choice is said to be open."""
RULE, STATEMENT = 12.0, 4.0
"""What a rule that a person wrote is worth, more than all the rest together; and what a workbook says of itself."""
OFFICE_FILES = ("excel", "access", "csv", "papier", "tableur", "calc", "word", "filemaker")
YEAR = 365.25
_PATTERNS = {
    ReferentialPattern.CENTRALISED: 1.0,
    ReferentialPattern.HUB: 1.0,
    ReferentialPattern.CONSOLIDATION: 0.5,
    ReferentialPattern.COOPERATION: 0.0,
    ReferentialPattern.SLAVE: -1.5,
}
_ROLES = {DataRole.MASTER: 2.0, DataRole.CONTRIBUTOR: 0.5, DataRole.READER: -0.5, DataRole.COPY: -1.0}


class Criterion(NamedTuple):
    """An argument: its French name, its points (None: nobody informed it), and the reason, or what to ask."""

    name: str
    points: float | None
    sentence: str


class Candidate(NamedTuple):
    """A member of a group, with what argues for and against its being the reference."""

    referential: int
    points: float
    criteria: tuple[Criterion, ...]


class Proposal(NamedTuple):
    """The candidates, best first. `open`: too little parts the first two for the estate to choose."""

    candidates: tuple[Candidate, ...]
    open: bool

    @property
    def master(self) -> int:
        return self.candidates[0].referential


class Proposer:
    """What the groups of an estate are weighed with, indexed once."""

    def __init__(self, graph: EstateGraph, vocabulary: Vocabulary) -> None:
        self.graph, self.vocabulary = graph, vocabulary
        self.scopes, self.authority = Scopes(graph), Authority(graph)
        self.roles = group(graph.uses, lambda use: (use.application_id, use.data_object_id))
        self.expected = {(row.data_object_id, row.block_id) for row in graph.snapshot.data_object_blocks}
        zones = graph.snapshot.zones
        self.shared_zones = {zone.id for zone in zones if zone.code in graph.landmarks.shared_zones}

    def propose(self, each: ReferentialGroup) -> Proposal:
        """Rank the members of a group."""
        weighing = _Weighing(self, each)
        members = members_of(self.graph, each)
        candidates = sorted(map(weighing.candidate, members), key=lambda c: (-c.points, c.referential))
        margin = candidates[0].points - candidates[1].points
        return Proposal(tuple(candidates), open=margin < CLOSE)


class _Weighing:
    """What the members of one group are compared by."""

    def __init__(self, known: Proposer, each: ReferentialGroup) -> None:
        self._known, self._graph, self._vocabulary, self._group = known, known.graph, known.vocabulary, each
        self._scopes, self._authority = known.scopes, known.authority
        self._own = {member.referential: member.own for member in each.members}
        members = members_of(self._graph, each)
        self._most_records = max((m.record_count or 0 for m in members), default=0)
        self._most_readers = max(len(self._readers(m)) for m in members)
        self._most_columns = max(len(self._vocabulary.columns(m.attributes)) for m in members)
        holders = {member.commune_id for member in members}
        self._uneven = len(holders) > 1 and any(not self._scopes.of(member).communes for member in members)

    def candidate(self, member: Referential) -> Candidate:
        weighed: tuple[Callable[[Referential], Criterion], ...] = (
            self._object, self._said, self._role, self._coverage, self._records, self._freshness, self._competence,
            self._consumers, self._technology, self._openness, self._national, self._pattern, self._richness,
        )  # fmt: skip
        criteria = tuple(weigh(member) for weigh in weighed)
        return Candidate(member.id, sum(c.points for c in criteria if c.points is not None), criteria)

    def _object(self, member: Referential) -> Criterion:
        if self._own[member.id]:
            return Criterion("Objet", 3.0, f"Porte sur « {self._group.name} » même.")
        return Criterion("Objet", 0.0, f"N’en garde qu’une copie, au service d’un autre objet ({self._about(member)}).")

    def _about(self, member: Referential) -> str:
        return f"« {self._graph.label(member.data_object_id)} »" if member.data_object_id is not None else "non dit"

    def _said(self, member: Referential) -> Criterion:
        item = self._group.data_object
        verdict = self._authority.of(member.id, item, (member.commune_id,)) if item is not None else None
        if verdict is None or verdict.rating is AuthorityRating.NO_OPINION:
            return Criterion("Autorité", None, "Aucune règle ne dit si cette source fait référence.")
        worth = RULE if verdict.rule is not None else STATEMENT
        points = worth if verdict.rating is AuthorityRating.REFERENCE else -worth
        whose = "par une règle" if verdict.rule is not None else "par qui le tient"
        return Criterion("Autorité", points, f"Dit « {verdict.rating.value} » {whose}.")

    def _role(self, member: Referential) -> Criterion:
        uses = self._known.roles.get((member.application_id or 0, self._group.data_object or 0), ())
        roles = {use.role for use in uses} - {DataRole.UNKNOWN}
        if not roles:
            return Criterion("Rôle déclaré", None, "À demander : son application est-elle maître de cette donnée ?")
        role = max(roles, key=lambda role: _ROLES[role])
        return Criterion("Rôle déclaré", _ROLES[role], f"Son application se dit {role.value} de cette donnée.")

    def _coverage(self, member: Referential) -> Criterion:
        where = member.territory or self._graph.label(member.commune_id)
        scope = self._scopes.of(member)
        if not self._uneven:
            return Criterion("Couverture", -0.5 if scope.part else 0.0, f"Couvre : {where}.")
        return Criterion("Couverture", 0.0 if scope.communes else 1.5, f"Couvre : {where}.")

    def _records(self, member: Referential) -> Criterion:
        if member.record_count is None:
            return Criterion("Volume", None, "À demander : combien d’enregistrements ?")
        share = member.record_count / self._most_records if self._most_records else 0.0
        return Criterion("Volume", share, f"{count(member.record_count, 'enregistrement')}.")

    def _freshness(self, member: Referential) -> Criterion:
        if member.updated_on is None:
            return Criterion("Fraîcheur", None, "À demander : quand a-t-il été mis à jour ?")
        years = max(0.0, (self._graph.snapshot.today - member.updated_on).days / YEAR)
        return Criterion("Fraîcheur", max(-1.0, 2.0 - 1.5 * years), f"À jour au {day(member.updated_on)}.")

    def _competence(self, member: Referential) -> Criterion:
        block = self._graph.block.get(member.id)
        if block is None:
            return Criterion("Compétence", None, "À demander : de quel bloc relève son application ?")
        label = self._graph.label(block)
        if self._graph.zone_of_block.get(block) in self._known.shared_zones:
            return Criterion("Compétence", 1.0, f"Tenu dans le bloc « {label} », dont c’est le rôle.")
        if (self._group.data_object, block) in self._known.expected:
            return Criterion("Compétence", 0.5, f"Tenu dans le bloc « {label} », qui emploie cette donnée.")
        return Criterion("Compétence", 0.0, f"Tenu dans le bloc « {label} ».")

    def _readers(self, member: Referential) -> set[int]:
        item = self._group.data_object
        ends = {member.id: None, member.application_id: item}
        return {
            flow.target_id
            for end, carried in ends.items()
            for flow in self._graph.outgoing.get(end or 0, ())
            if carried is None or carried in self._graph.objects.get(flow.id, ())
        }

    def _consumers(self, member: Referential) -> Criterion:
        readers = len(self._readers(member))
        if not self._most_readers:
            return Criterion("Consommateurs", None, "Aucun flux ne dit qui lit ces référentiels : à demander.")
        return Criterion("Consommateurs", 1.5 * readers / self._most_readers, f"Alimente {count(readers, 'autre')}.")

    def _technology(self, member: Referential) -> Criterion:
        host = self._graph.snapshot.by_id.get(member.application_id or 0)
        end = support_end(self._graph, host) if host is not None else None
        if host is not None and end is not None and end < self._graph.snapshot.today:
            return Criterion("Technique", -1.5, f"« {host.name} » n’est plus maintenue depuis le {day(end)}.")
        if not member.technology:
            return Criterion("Technique", None, "À demander : sur quelle technique repose-t-il ?")
        if any(word in member.technology.casefold() for word in OFFICE_FILES):
            return Criterion("Technique", -1.5, f"{member.technology} : un fichier bureautique ne se partage pas.")
        return Criterion("Technique", 0.5, f"{member.technology}.")

    def _openness(self, member: Referential) -> Criterion:
        host = self._graph.snapshot.by_id.get(member.application_id or 0)
        told = host.open_api if host is not None else Ternary.UNKNOWN
        if told is Ternary.UNKNOWN:
            return Criterion("Ouverture", None, "À demander : son application offre-t-elle une API ?")
        return Criterion("Ouverture", 0.5 if told is Ternary.YES else 0.0, f"API ouverte : {told.value}.")

    def _national(self, member: Referential) -> Criterion:
        if member.national_source:
            return Criterion("Source nationale", 0.5, f"Rattaché à « {member.national_source} ».")
        return Criterion("Source nationale", None, "À demander : est-il rattaché à une source nationale ?")

    def _pattern(self, member: Referential) -> Criterion:
        if member.pattern is ReferentialPattern.UNKNOWN:
            return Criterion("Patron", None, "À demander : comment est-il géré (centralisé, esclave…) ?")
        return Criterion("Patron", _PATTERNS[member.pattern], f"Géré en « {member.pattern.value} ».")

    def _richness(self, member: Referential) -> Criterion:
        columns = len(self._vocabulary.columns(member.attributes))
        if not columns:
            return Criterion("Richesse", None, "À demander : quelles sont ses colonnes ?")
        return Criterion("Richesse", 0.5 * columns / self._most_columns, f"{number(columns)} colonnes qui parlent.")
