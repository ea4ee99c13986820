"""What the colours of the plan d'occupation des sols may say: one question, a category for each bloc and product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from statistics import quantiles
from typing import NamedTuple

from urbanism.analyses.coverage import equipped_blocks
from urbanism.analyses.ground_plan import GroundPlan, PlannedBlock
from urbanism.analyses.overview import SOON
from urbanism.analyses.support import support_end
from urbanism.analyses.trajectory import goes
from urbanism.french import NO_BREAK_SPACE, count, euros, number
from urbanism.graph import EstateGraph
from urbanism.snapshot import Application
from urbanism.vocabulary import InstanceKind


class Question(StrEnum):
    """What the colours answer; the value is the word that people choose."""

    REDUNDANCY = "redondance"
    COVERAGE = "couverture"
    COST = "coût"
    SUPPORT = "fin de support"
    POOLING = "mutualisation"
    SECTOR = "secteur RU-30"
    CONVERGENCE = "convergence"


class Judgement(NamedTuple):
    """What is said of a bloc: the rank of its category, and the figure behind it in a few words ("" for nothing)."""

    category: int
    words: str


class Reading(NamedTuple):
    """The answer for a whole plan: the categories in the order of a legend, each bloc's, and each application's.

    `applications` is empty where the question is about blocs only.
    """

    question: Question
    categories: tuple[str, ...]
    blocks: Mapping[int, Judgement]
    applications: Mapping[int, int]


def read_plan(graph: EstateGraph, plan: GroundPlan, question: Question) -> Reading:
    """The category of each bloc of the plan for a question."""
    return _READERS[question](graph, plan)


def _by_block(
    question: Question, categories: Sequence[str], plan: GroundPlan, judge: Callable[[PlannedBlock], Judgement]
) -> Reading:
    return Reading(question, tuple(categories), {block.block.id: judge(block) for block in plan.blocks}, {})


def _redundancy(graph: EstateGraph, plan: GroundPlan) -> Reading:
    """Running applications beyond the first of each bloc and holder, as the indicator I02 counts them."""

    def judge(block: PlannedBlock) -> Judgement:
        applications = block.applications
        if not applications:
            return Judgement(4, "")
        surplus = len(applications) - len({application.commune_id for application in applications})
        return Judgement(_step(surplus, (1, 3, 6)), count(surplus, "double"))

    categories = ("Aucun double", "1 ou 2 doubles", "3 à 5 doubles", "6 doubles et plus", "Aucune application")
    return _by_block(Question.REDUNDANCY, categories, plan, judge)


def _coverage(graph: EstateGraph, plan: GroundPlan) -> Reading:
    """Communes equipped over communes expected to be (indicator I04), whatever the filters."""
    equipped = equipped_blocks(graph)
    expected: dict[int, list[int]] = {}
    for row in graph.snapshot.expected_blocks:
        expected.setdefault(row.block_id, []).append(row.commune_id)

    def judge(block: PlannedBlock) -> Judgement:
        asked = expected.get(block.block.id, [])
        if not asked:
            return Judgement(4, "")
        have = sum(block.block.id in equipped.get(commune, ()) for commune in asked)
        return Judgement(3 - _step(have / len(asked), (0.5, 0.75, 1)), f"{number(have)} sur {number(len(asked))}")

    categories = ("Toutes les communes attendues", "Trois quarts et plus", "La moitié et plus", "Moins de la moitié")
    return _by_block(Question.COVERAGE, (*categories, "Attendu d’aucune commune"), plan, judge)


def _cost(graph: EstateGraph, plan: GroundPlan) -> Reading:
    """Known yearly costs, in four equal parts of the blocs; those that the viewer may not see are not counted."""
    costs: dict[int, float] = {}
    withheld: set[int] = set()
    for block in plan.blocks:
        known = [cost for application in block.applications if (cost := application.yearly_cost) is not None]
        if known:
            costs[block.block.id] = sum(known)
        if any(application.commune_id in graph.snapshot.hidden_communes for application in block.applications):
            withheld.add(block.block.id)
    limits = [_round(limit) for limit in quantiles(costs.values(), n=4)] if len(costs) > 1 else [0.0, 0.0, 0.0]

    def judge(block: PlannedBlock) -> Judgement:
        cost, hidden = costs.get(block.block.id), block.block.id in withheld
        if cost is None:
            return Judgement(5 if hidden else 4, "coûts non visibles" if hidden else "")
        return Judgement(_step(cost, limits), f"{euros(cost)}{' + non visible' if hidden else ''}")

    low, middle, high = map(euros, limits)
    categories = (f"Moins de {low} par an", f"{low} à {middle}", f"{middle} à {high}", f"{high} et plus")
    return _by_block(Question.COST, (*categories, "Coût inconnu", "Coût non visible"), plan, judge)


def _support(graph: EstateGraph, plan: GroundPlan) -> Reading:
    """When support stops, by application; a bloc takes the worst of its own."""
    today = graph.snapshot.today

    def judge(application: Application) -> int:
        end = support_end(graph, application)
        if end is None:
            return 3
        return 0 if end < today else 1 if end <= today + SOON else 2

    categories = ("Hors support", "Dans les six mois", "Plus tard", "Fin inconnue", "Aucune application")
    return _by_application(
        Question.SUPPORT, categories, plan, judge, ("hors support", "sous six mois", "soutenues", "inconnues")
    )


def _pooling(graph: EstateGraph, plan: GroundPlan) -> Reading:
    """Whether one instance serves several communes (indicator I03), by application; a bloc may be mixed."""
    towns = {town.id for town in graph.towns}

    def judge(application: Application) -> int:
        if application.instance is InstanceKind.POOLED or len(graph.served[application.id] & towns) > 1:
            return 0
        return 2 if application.instance is InstanceKind.COMMUNAL else 3

    def whole(block: PlannedBlock) -> Judgement:
        found = Counter(judge(application) for application in block.applications)
        if not found:
            return Judgement(4, "")
        words = f"{number(found[0])}{NO_BREAK_SPACE}sur {number(found.total())} mutualisées"
        kinds = set(found) - {3}
        return Judgement(kinds.pop() if len(kinds) == 1 else 1 if kinds else 3, words)

    categories = ("Mutualisée", "Pour partie", "Communale", "Inconnu", "Aucune application")
    applications = {a.id: judge(a) for block in plan.blocks for a in block.applications}
    return Reading(Question.POOLING, categories, {block.block.id: whole(block) for block in plan.blocks}, applications)


def _sector(graph: EstateGraph, plan: GroundPlan) -> Reading:
    """The sector of the CNIL's RU-30 that the nomenclature gives a bloc."""
    sectors = sorted(graph.snapshot.sectors, key=lambda sector: sector.number)
    rank = {sector.id: position for position, sector in enumerate(sectors)}

    def judge(block: PlannedBlock) -> Judgement:
        position = rank.get(block.block.sector_id or 0)
        if position is None:
            return Judgement(len(sectors), "")
        return Judgement(position, f"secteur {number(sectors[position].number)}")

    categories = [f"{number(sector.number)}. {sector.name}" for sector in sectors]
    return _by_block(Question.SECTOR, (*categories, "Hors secteur"), plan, judge)


def _convergence(graph: EstateGraph, plan: GroundPlan) -> Reading:
    """How many products do the same: one is converged; decided, when those that stay are of one product."""

    def judge(block: PlannedBlock) -> Judgement:
        if not block.products:
            return Judgement(6, "")
        words = count(len(block.products), "produit")
        if len(block.products) == 1:
            return Judgement(0 if block.products[0].product is not None else 5, words)
        staying = [one for one in block.products if not all(map(goes, one.applications))]
        if len(staying) <= 1:
            return Judgement(1, f"{words}, {number(len(staying))} à terme")
        return Judgement(2 + _step(len(block.products), (4, 8)), words)

    categories = (
        "Un seul produit",
        "Convergence décidée",
        "2 ou 3 produits",
        "4 à 7 produits",
        "8 produits et plus",
        "Produit inconnu",
        "Aucune application",
    )
    return _by_block(Question.CONVERGENCE, categories, plan, judge)


def _by_application(
    question: Question,
    categories: tuple[str, ...],
    plan: GroundPlan,
    judge: Callable[[Application], int],
    said: Sequence[str],
) -> Reading:
    """Categories go from the worst; a bloc takes the worst of its applications, the last one where it has none."""
    applications = {a.id: judge(a) for block in plan.blocks for a in block.applications}

    def whole(block: PlannedBlock) -> Judgement:
        found = Counter(applications[application.id] for application in block.applications)
        if not found:
            return Judgement(len(categories) - 1, "")
        worst = min(found)
        return Judgement(worst, f"{number(found[worst])}{NO_BREAK_SPACE}{said[worst]}")

    return Reading(question, categories, {block.block.id: whole(block) for block in plan.blocks}, applications)


def _step(value: float, limits: Sequence[float]) -> int:
    """How many of the rising limits a value has reached."""
    return sum(value >= limit for limit in limits)


def _round(value: float) -> float:
    """Two significant figures: the limits of a legend are read, not computed with."""
    return float(f"{value:.2g}")


_READERS: Mapping[Question, Callable[[EstateGraph, GroundPlan], Reading]] = {
    Question.REDUNDANCY: _redundancy,
    Question.COVERAGE: _coverage,
    Question.COST: _cost,
    Question.SUPPORT: _support,
    Question.POOLING: _pooling,
    Question.SECTOR: _sector,
    Question.CONVERGENCE: _convergence,
}
