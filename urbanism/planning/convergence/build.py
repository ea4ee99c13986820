"""Builds the convergence problem from the estate and the urbanist's settings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from urbanism.analyses.support import support_end
from urbanism.analyses.trajectory import departure_year
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.planning.convergence.costs import dues, free_on, paid_once, spared
from urbanism.planning.convergence.problem import Bar, Item, Obligation, Pair, Problem, Target
from urbanism.planning.convergence.settings import Freeze, Settings
from urbanism.planning.convergence.targets import CRITERIA, UNKNOWN_MARK, Candidate, candidates
from urbanism.snapshot import Application
from urbanism.vocabulary import AuthorityRating, DataRole, InstanceKind, PoolingStance, Ternary

CONTRACTS, UNKNOWN_WORDS, DSI, BUDGET, BEFORE, TOGETHER = "contrats", "inconnus", "dsi", "budget", "avant", "suites"
WEAKEST = (
    PoolingStance.REFUSED,
    PoolingStance.UNKNOWN,
    PoolingStance.PROBABLE,
    PoolingStance.ACQUIRED,
    PoolingStance.GIVEN,
)
"""Words from the weakest to the strongest: a move rests on the weakest of its communes'."""


def build(graph: EstateGraph, settings: Settings | None = None) -> Problem:
    """The problem of an estate, as one viewer sees it."""
    return _Builder(graph, settings or Settings()).problem()


def first_year(graph: EstateGraph, settings: Settings) -> int:
    """The first year of the plan: as set, else next year."""
    return settings.first_year or graph.snapshot.today.year + 1


class _Builder:
    def __init__(self, graph: EstateGraph, settings: Settings) -> None:
        self.graph = graph
        self.settings = settings
        start = first_year(graph, settings)
        self.years = range(start, start + settings.years)
        self.contracts = {contract.id: contract for contract in graph.snapshot.contracts}
        self.known = {application.id: application for application in graph.applications}

    def problem(self) -> Problem:
        settings = self.settings
        placed = [a for a in self.graph.applications if a.block_id is not None and a.block_id not in settings.kept_out]
        targets = tuple(self._targets(group(placed, lambda a: a.block_id or 0)))
        reachable = {target.block for target in targets}
        items = tuple(self._item(a) for a in placed if a.block_id in reachable)
        position = {item.application: index for index, item in enumerate(items)}
        goal = settings.reduction
        return Problem(
            settings=settings,
            first_year=self.years[0],
            applications=len(self.graph.applications),
            items=items,
            targets=targets,
            pairs=tuple(self._pairs(items, targets)),
            commune_capacity=self._commune_capacity(),
            dsi_capacity=self._dsi_capacity(),
            budget=None if settings.budget is None or BUDGET in settings.lifted else self._each_year(settings.budget),
            before=() if BEFORE in settings.lifted else tuple(sorted(self._before(position))),
            together=() if TOGETHER in settings.lifted else tuple(sorted(self._suites(position) | self._wished(items))),
            obligations=tuple(self._obligations(items)),
            served={index: self.graph.served.get(t.application or 0, frozenset()) for index, t in enumerate(targets)},
            goal=None if goal is None else math.ceil(goal * len(self.graph.applications)),
        )

    # Targets

    def _targets(self, placed: Mapping[int, list[Application]]) -> Iterator[Target]:
        found = candidates(self.graph, {**CRITERIA, **self.settings.criteria})
        for block in sorted(placed):
            for candidate in self._kept(block, found.get(block, ())):
                yield self._target(candidate)
            for new in self.settings.new_targets:
                if new.block == block and self.settings.chosen.get(block, new.name) == new.name:
                    yield Target(block, None, new.name, round(new.setup), round(new.yearly), UNKNOWN_MARK, "")

    def _kept(self, block: int, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """The candidates to consider: the chosen one, else the best ones; none that joins silos where forbidden."""
        if (chosen := self.settings.chosen.get(block)) is not None:
            return tuple(candidate for candidate in found if candidate.application == chosen)
        allowed = [c for c in found if not (self.settings.forbid_silos and c.warning)]
        return tuple(allowed[: self.settings.candidates])

    def _target(self, candidate: Candidate) -> Target:
        application, costs = self.known[candidate.application], self.settings.costs
        pooled = application.instance is InstanceKind.POOLED or len(self.graph.served[application.id]) > 1
        end = support_end(self.graph, application)
        old = end is not None and end < date(self.years[0], 12, 31)
        setup = (0 if pooled else costs.pooling) + (costs.renewal if old else 0)
        return Target(
            candidate.block, application.id, application.name, round(setup), 0, candidate.score, candidate.warning
        )

    # Items

    def _item(self, application: Application) -> Item:
        free = free_on(self.contracts.get(application.contract_id or 0), self.graph.snapshot.today)
        communes = tuple(sorted(self.graph.served[application.id]))
        words = tuple(self._word(communes, application.block_id or 0, year) for year in self.years)
        end = support_end(self.graph, application)
        return Item(
            application=application.id,
            block=application.block_id or 0,
            holder=application.commune_id,
            communes=communes,
            users=application.users,
            yearly=None if application.yearly_cost is None else round(application.yearly_cost),
            dues=tuple(round(dues(application, free, year)) for year in self.years),
            bars=tuple(tuple(self._bars(application, communes, free, year)) for year in self.years),
            words=words,
            old=tuple(int(end is not None and end < date(year, 12, 31)) for year in self.years),
            decided=self._decided(application),
        )

    def _decided(self, application: Application) -> int | None:
        """The departure that the estate records for the years of the plan, or for those before it starts."""
        year = departure_year(application, self.graph.snapshot.today, self.years[-1])
        return None if year is None or year > self.years[-1] else max(0, year - self.years[0])

    def _word(self, communes: Iterable[int], block: int, year: int) -> PoolingStance:
        towns = [commune for commune in communes if commune in self._towns] or list(communes)
        words = (self._words.get((commune, block, year), PoolingStance.UNKNOWN) for commune in towns)
        return min(words, key=WEAKEST.index)

    def _bars(self, a: Application, communes: tuple[int, ...], free: date | None, year: int) -> Iterator[Bar]:
        lifted, block = self.settings.lifted, a.block_id or 0
        if not self.settings.early_exit and free is not None and free > date(year, 12, 31) and CONTRACTS not in lifted:
            yield Bar(CONTRACTS, f"son contrat court jusqu’au {free:%d/%m/%Y}")
        for commune in communes:
            if self._words.get((commune, block, year)) is PoolingStance.REFUSED and f"refus:{commune}" not in lifted:
                yield Bar(f"refus:{commune}", f"{self.graph.label(commune)} refuse ce bloc en {year}")
        unknown = self._word(communes, block, year) is PoolingStance.UNKNOWN
        if unknown and not self.settings.unknown_words and UNKNOWN_WORDS not in lifted:
            yield Bar(UNKNOWN_WORDS, f"aucune parole ni hypothèse pour {year}")
        for rank, freeze in enumerate(self.settings.freezes):
            if f"gel:{rank}" not in lifted and _forbids(freeze, communes, block, year):
                yield Bar(f"gel:{rank}", f"{freeze.reason} en {year}")

    @cached_property
    def _towns(self) -> frozenset[int]:
        return frozenset(town.id for town in self.graph.towns)

    @cached_property
    def _words(self) -> Mapping[tuple[int, int, int], PoolingStance]:
        """The communes' words as recorded, then the refusals that the settings add."""
        words = {(p.commune_id, p.block_id, p.year): p.stance for p in self.graph.snapshot.poolings}
        return {**words, **dict.fromkeys(self.settings.refused, PoolingStance.REFUSED)}

    def _pairs(self, items: tuple[Item, ...], targets: tuple[Target, ...]) -> Iterator[Pair]:
        by_block = group(range(len(items)), lambda index: items[index].block)
        costs = self.settings.costs
        for index, target in enumerate(targets):
            into = self.known.get(target.application or 0)
            reached = set(self._links(target.application)) if target.application else set()
            for position in by_block.get(target.block, ()):
                leaving = self.known[items[position].application]
                if leaving.id == target.application:
                    continue
                once = round(paid_once(leaving, into, costs))
                known, supposed = map(round, spared(leaving, costs, bought=into is None))
                links = sum(link in reached for link in self._links(leaving.id))
                yield Pair(position, index, once, known, supposed, links)

    def _links(self, application: int) -> Iterator[tuple[str, int]]:
        """Each link of an application as (direction, bloc or system at its other end).

        One that the target has too disappears with the move.
        """
        for flow in self.graph.incoming.get(application, ()):
            yield "de", self.graph.block.get(flow.source_id, flow.source_id)
        for flow in self.graph.outgoing.get(application, ()):
            yield "vers", self.graph.block.get(flow.target_id, flow.target_id)

    # Constraints

    def _commune_capacity(self) -> Mapping[int, tuple[int, ...]]:
        settings = self.settings
        used = group(
            ((commune, a.id) for a in self.graph.applications for commune in self.graph.served[a.id]),
            lambda pair: pair[0],
        )
        return {
            commune: self._capacity(len(used[commune]), settings.commune_share, settings.commune_floor, commune)
            for commune in sorted(used)
            if f"capacite:{commune}" not in settings.lifted
        }

    def _dsi_capacity(self) -> tuple[int, ...] | None:
        settings = self.settings
        if DSI in settings.lifted:
            return None
        return self._capacity(len(self.graph.applications), settings.dsi_share, settings.dsi_floor, None)

    def _capacity(self, size: int, share: float, floor: int, commune: int | None) -> tuple[int, ...]:
        """Moves by year; months of freeze, of everyone or of this commune, shorten the year."""
        whole = max(floor, math.ceil(share * size))
        return tuple(math.floor(whole * self._months_open(year, commune) / 12) for year in self.years)

    def _months_open(self, year: int, commune: int | None) -> int:
        frozen = (
            freeze.months
            for rank, freeze in enumerate(self.settings.freezes)
            if freeze.year == year and freeze.months < 12 and freeze.block is None
            if freeze.commune in (None, commune) and f"gel:{rank}" not in self.settings.lifted
        )
        return max(0, 12 - sum(frozen))

    def _each_year(self, value: float) -> tuple[int, ...]:
        return tuple(round(value) for _ in self.years)

    def _before(self, position: Mapping[int, int]) -> set[tuple[int, int]]:
        """(master, fed): an application that receives an object from its master does not move before that master."""
        masters = {(use.application_id, use.data_object_id) for use in self.graph.uses if use.role is DataRole.MASTER}
        for referential in self.graph.snapshot.referentials:
            if referential.authority is AuthorityRating.REFERENCE and referential.data_object_id is not None:
                masters.add((self.graph.host.get(referential.id, referential.id), referential.data_object_id))
        found = set()
        for flow in self.graph.flows:
            source = self.graph.host.get(flow.source_id, flow.source_id)
            target = self.graph.host.get(flow.target_id, flow.target_id)
            fed = any((source, carried) in masters for carried in self.graph.objects.get(flow.id, ()))
            if fed and source != target and source in position and target in position:
                found.add((position[source], position[target]))
        return found

    def _wished(self, items: tuple[Item, ...]) -> set[tuple[int, int]]:
        """A holder's applications in two blocs that the urbanist wants to move together."""
        held = group(range(len(items)), lambda index: (items[index].holder, items[index].block))
        return {
            (min(left, right), max(left, right))
            for one, other in self.settings.together
            if one != other
            for holder in {item.holder for item in items}
            for left in held.get((holder, one), ())
            for right in held.get((holder, other), ())
        }

    def _suites(self, position: Mapping[int, int]) -> set[tuple[int, int]]:
        """Applications of one closed suite of one holder that exchange with each other."""
        suite = self.graph.suite
        answers = group((a for a in self.graph.applications if a.id in suite), lambda a: suite[a.id])
        closed = {
            name
            for name, members in answers.items()
            if Ternary.YES not in (opens := {a.open_api for a in members}) and Ternary.NO in opens
        }
        found = set()
        for flow in self.graph.flows:
            ends = (flow.source_id, flow.target_id)
            if all(end in position and suite.get(end) in closed for end in ends) and ends[0] != ends[1]:
                left, right = ends
                same = suite[left] == suite[right] and self.graph.holder[left] == self.graph.holder[right]
                if same and self.graph.block[left] != self.graph.block[right]:
                    found.add((min(position[left], position[right]), max(position[left], position[right])))
        return found

    def _obligations(self, items: tuple[Item, ...]) -> Iterator[Obligation]:
        """The words given for the years of the plan, where the commune has something to move and is in no pool yet."""
        movable = {(commune, item.block) for item in items for commune in item.communes}
        pooled = {
            (commune, a.block_id)
            for a in self.graph.applications
            if len(self.graph.served[a.id]) > 1
            for commune in self.graph.served[a.id]
        }
        for (commune, block, year), stance in sorted(self._words.items()):
            key = f"parole:{commune}:{block}:{year}"
            if stance is not PoolingStance.GIVEN or year not in self.years or key in self.settings.lifted:
                continue
            if (commune, block) in movable and (commune, block) not in pooled:
                yield Obligation(key, commune, block, year - self.years[0])


def _forbids(freeze: Freeze, communes: tuple[int, ...], block: int, year: int) -> bool:
    return (
        freeze.year == year
        and freeze.months >= 12
        and (freeze.commune is None or freeze.commune in communes)
        and (freeze.block is None or freeze.block == block)
    )
