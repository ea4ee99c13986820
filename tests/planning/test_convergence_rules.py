"""From an estate to its plan: contracts, words, freezes, silos, orders, suites, costs, doctrines, and what clashes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from estates import Estate
from hypothesis import given
from hypothesis import strategies as st

from urbanism.graph import EstateGraph
from urbanism.planning.convergence.accounts import by_year, totals
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.check import check
from urbanism.planning.convergence.clash import clash
from urbanism.planning.convergence.costs import free_on
from urbanism.planning.convergence.doctrines import DOCTRINES, plan_of
from urbanism.planning.convergence.opportunity import opportunities
from urbanism.planning.convergence.problem import Problem
from urbanism.planning.convergence.report import lines
from urbanism.planning.convergence.sensitivity import sensitivity
from urbanism.planning.convergence.settings import (
    Freeze,
    ImpossibleSettings,
    Keys,
    NewTarget,
    Settings,
    UnitCosts,
    Weights,
    from_json,
)
from urbanism.planning.convergence.sharing import bills, share
from urbanism.planning.convergence.solve import Plan, solve
from urbanism.planning.convergence.targets import CRITERIA, candidates
from urbanism.snapshot import Contract, Pooling, ServedCommune
from urbanism.vocabulary import DataRole, InstanceKind, PoolingStance, Ternary

YEARS = range(2027, 2032)


class Towns(Estate):
    """Three towns and the métropole with a maintenance application each; the métropole's is pooled."""

    def __init__(self) -> None:
        super().__init__()
        self.pooled = self.gmao("Commune", "Métropole", instance=InstanceKind.POOLED, overlays="bâtiments ; éclairage")
        self.others = [self.gmao(f"Locale {town}", town) for town in ("Aulne", "Bresle", "Cèdre")]
        self.add("served_communes", ServedCommune, application_id=self.pooled, commune_id=self.commune("Dune"))

    def gmao(self, name: str, town: str, **fields: object) -> int:
        facts: dict[str, object] = {"cost_total": 10000.0, "users": 20, "product": name, **fields}
        return self.application(name, commune=town, block="gmao", **facts)

    def word(self, town: str, year: int, stance: PoolingStance) -> None:
        self.add(
            "poolings",
            Pooling,
            commune_id=self.commune(town),
            block_id=self.block("gmao"),
            year=year,
            stance=stance,
            reason=None,
        )

    def contract(self, town: str, end: date, notice: int | None = None) -> int:
        return self.add(
            "contracts", Contract, commune_id=self.commune(town), reference="M", end_date=end, notice_months=notice
        )

    @property
    def graph(self) -> EstateGraph:
        return EstateGraph(self.snapshot())


def moved(plan: Plan) -> dict[int, int]:
    """The year in which each application leaves."""
    problem = plan.problem
    return {problem.items[move.item].application: problem.years[move.year] for move in plan.moves}


def best(estate: Towns, **settings: object) -> Plan:
    plan = solve(build(estate.graph, Settings(**settings)), 20)  # type: ignore[arg-type]
    assert check(plan.problem, plan.moves) == ()
    return plan


def test_everyone_joins_the_pooled_one_at_once() -> None:
    estate = Towns()
    plan = best(estate)
    assert moved(plan) == dict.fromkeys(estate.others, 2027)
    assert {line.target for line in lines(estate.graph, plan.problem, plan.moves)} == {estate.pooled}


def test_a_refusal_holds_for_its_year_only_and_a_hypothesis_is_told() -> None:
    estate = Towns()
    estate.word("Aulne", 2027, PoolingStance.REFUSED)
    estate.word("Aulne", 2028, PoolingStance.PROBABLE)
    plan = best(estate)
    assert moved(plan)[estate.others[0]] == 2028
    told = {line.application: line.word for line in lines(estate.graph, plan.problem, plan.moves)}
    assert told[estate.others[0]] is PoolingStance.PROBABLE
    assert told[estate.others[1]] is PoolingStance.UNKNOWN


def test_without_unknown_words_only_what_somebody_said_moves() -> None:
    estate = Towns()
    estate.word("Bresle", 2029, PoolingStance.ACQUIRED)
    assert moved(best(estate, unknown_words=False)) == {estate.others[1]: 2029}


def test_a_word_given_is_kept_even_when_it_costs() -> None:
    estate = Towns()
    estate.word("Aulne", 2028, PoolingStance.GIVEN)
    dear = UnitCosts(migration=10**6)
    assert moved(best(estate, costs=dear)).keys() == {estate.others[0]}
    estate.word("Aulne", 2027, PoolingStance.REFUSED)
    assert moved(best(estate, costs=dear)) == {estate.others[0]: 2028}


def test_a_contract_is_paid_to_its_end_or_kept() -> None:
    estate = Towns()
    held = estate.gmao("Tenue", "Aulne", contract_id=estate.contract("Aulne", date(2029, 6, 30)))
    problem = build(estate.graph)
    item = problem.items[problem.item_of[held]]
    assert item.dues == (15000, 5000, 0, 0, 0)
    assert moved(best(estate, early_exit=False))[held] == 2029


@pytest.mark.parametrize(
    ("end", "notice", "free"),
    [
        (date(2025, 12, 31), 3, None),
        (date(2026, 12, 31), 6, date(2026, 12, 31)),
        (date(2026, 3, 31), 6, date(2027, 3, 31)),
        (date(2026, 3, 31), None, date(2026, 3, 31)),
        (date(2028, 2, 29), 30, date(2029, 2, 28)),
        (None, 3, None),
    ],
)
def test_a_notice_too_late_costs_a_year(end: date | None, notice: int | None, free: date | None) -> None:
    estate = Towns()
    contract = estate.contract("Aulne", end, notice) if end else None
    found = next((c for c in estate.snapshot().contracts if c.id == contract), None)
    assert free_on(found, date(2026, 1, 1)) == free


def test_freezes_forbid_a_year_or_shorten_it() -> None:
    estate = Towns()
    frozen = Freeze(2027, reason="élections")
    assert set(moved(best(estate, freezes=(frozen,))).values()) == {2028}
    half = build(estate.graph, Settings(freezes=(Freeze(2027, months=6),)))
    assert half.dsi_capacity is not None
    assert half.dsi_capacity[0] == half.dsi_capacity[1] // 2


def test_capacity_and_budget_spread_the_moves() -> None:
    estate = Towns()
    tight = best(estate, dsi_share=0.0, dsi_floor=1)
    assert sorted(moved(tight).values()) == [2027, 2028, 2029]
    poor = best(estate, budget=9000)
    assert all(account.spent <= 9000 for account in by_year(poor.problem, poor.moves))


def test_the_master_goes_before_what_it_feeds() -> None:
    estate = Towns()
    first, fed = estate.others[0], estate.application("Paie", commune="Aulne", block="paie", cost_total=9000.0)
    estate.application("Paie pooled", commune="Métropole", block="paie", instance=InstanceKind.POOLED, cost_total=1.0)
    estate.use(first, "batiments", role=DataRole.MASTER)
    estate.flow(first, fed, "batiments")
    estate.word("Aulne", 2027, PoolingStance.REFUSED)
    problem = build(estate.graph)
    assert (problem.item_of[first], problem.item_of[fed]) in problem.before
    plan = best(estate)
    assert moved(plan)[first] == 2028
    assert moved(plan)[fed] >= 2028


def test_unknown_costs_stay_out_of_the_sums() -> None:
    estate = Towns()
    silent = estate.gmao("Muette", "Aulne", cost_total=None, users=None)
    plan = best(estate)
    assert silent in moved(plan)
    sums = totals(plan.problem, plan.moves)
    assert (sums.unknown_costs, sums.unknown_agents) == (1, 1)
    assert sums.supposed == 3000 * (Settings.money_years - 1)
    line = next(x for x in lines(estate.graph, plan.problem, plan.moves) if x.application == silent)
    assert line.unknown == ("coût annuel", "agents utilisateurs")
    assert line.saving == UnitCosts().upkeep


def test_overlays_that_the_target_lacks_are_carried_at_a_cost() -> None:
    estate = Towns()
    rich = estate.gmao("Riche", "Aulne", overlays="éclairage ; Voirie")
    plan = best(estate)
    line = next(x for x in lines(estate.graph, plan.problem, plan.moves) if x.application == rich)
    assert line.overlays == ("voirie",)


def test_a_product_to_buy_may_win() -> None:
    estate = Towns()
    block = estate.block("gmao")
    plan = best(estate, new_targets=(NewTarget(block, "Neuve", 0.0, 100.0),))
    assert len(plan.moves) == 4
    assert totals(plan.problem, plan.moves).after == 1


def test_the_urbanist_chooses_the_target() -> None:
    estate = Towns()
    chosen = estate.others[0]
    plan = best(estate, chosen={estate.block("gmao"): chosen})
    assert {plan.problem.targets[move.target].application for move in plan.moves} == {chosen}


@pytest.mark.parametrize(("personal", "warned"), [(Ternary.YES, True), (Ternary.UNKNOWN, True), (Ternary.NO, False)])
def test_a_target_that_joins_the_silos_of_several_communes_says_so(personal: Ternary, warned: bool) -> None:
    estate = Towns()
    block = estate.block("aides", sector=3)
    for town in ("Aulne", "Bresle"):
        estate.application(f"Dossiers {town}", commune=town, block="aides", personal_data=personal)
    found = candidates(estate.graph)[block]
    assert all(("réunirait les silos de 2 communes" in one.warning) is warned for one in found)
    kept = build(estate.graph, Settings(forbid_silos=True)).targets_of
    assert (block in kept) is not warned


def test_blocs_tied_by_the_urbanist_move_in_the_same_year() -> None:
    estate = Towns()
    other = estate.block("sig")
    for town in ("Aulne", "Bresle"):
        estate.application(f"Cartes {town}", commune=town, block="sig", cost_total=9000.0)
    tied = Settings(together=((estate.block("gmao"), other),), commune_floor=1, commune_share=0)
    problem = build(estate.graph, tied)
    assert problem.together
    plan = solve(problem, 10)
    assert check(problem, plan.moves) == ()
    year = {move.item: move.year for move in plan.moves}
    stays = {target.application for target in problem.targets}
    for left, right in problem.together:
        if not {problem.items[left].application, problem.items[right].application} & stays:
            assert year.get(left) == year.get(right)


def test_criteria_weigh_in_the_target_that_the_plan_chooses() -> None:
    estate = Towns()
    liked = estate.gmao("Ouverte", "Aulne", open_api=Ternary.YES)
    weights = dict.fromkeys(CRITERIA, 0.0)
    plan = best(estate, criteria={**weights, "ouverte": 5.0}, weights=Weights(misfit=100_000))
    assert {plan.problem.targets[move.target].application for move in plan.moves} == {liked}


def test_candidates_give_their_reasons_and_weights_change_the_order() -> None:
    estate = Towns()
    (found,) = candidates(estate.graph).values()
    assert found[0].application == estate.pooled
    assert {reason.criterion for reason in found[0].reasons} >= {"mutualisée", "surcouches", "en support"}
    assert any(not reason.known for reason in found[0].reasons)
    estate.gmao("Ouverte", "Aulne", open_api=Ternary.YES)
    (again,) = candidates(estate.graph, {"ouverte": 1.0}).values()
    assert estate.graph.label(again[0].application) == "Ouverte"


def test_opportunities_say_what_is_doubled_and_how_much_is_known() -> None:
    estate = Towns()
    estate.gmao("Muette", "Aulne", cost_total=None, users=None)
    (found,) = opportunities(estate.graph)
    assert (len(found.applications), found.surplus, found.updates) == (5, 4, 5)
    assert (found.cost, found.evitable, found.cost_coverage) == (40000, 30000, 0.8)
    assert (found.users, found.users_coverage) == (80, 0.8)


@pytest.mark.parametrize("doctrine", DOCTRINES)
def test_every_doctrine_keeps_every_constraint(doctrine: str) -> None:
    estate = Towns()
    estate.word("Aulne", 2028, PoolingStance.GIVEN)
    estate.word("Bresle", 2027, PoolingStance.REFUSED)
    plan = plan_of(estate.graph, Settings(), doctrine, 12)
    assert check(plan.problem, plan.moves) == ()
    assert moved(plan)[estate.others[0]] <= 2028
    assert plan.bound <= plan.objective


def test_the_optimum_is_never_worse_than_a_doctrine() -> None:
    estate = Towns()
    costs = {doctrine: plan_of(estate.graph, Settings(), doctrine, 12).objective for doctrine in DOCTRINES}
    assert costs["optimum"] <= min(costs.values())


def named(estate: Towns, settings: Settings) -> set[str]:
    found = clash(estate.graph, settings)
    return {key.split(":")[0] for key, _ in found.constraints} if found else set()


def test_clashing_constraints_are_named_and_no_other() -> None:
    estate = Towns()
    assert named(estate, Settings()) == set()
    assert named(estate, Settings(reduction=0.5, dsi_share=0.0, dsi_floor=0)) == {"objectif", "dsi"}
    assert named(estate, Settings(reduction=0.75, budget=10.0)) == {"objectif", "budget"}
    estate.word("Aulne", 2027, PoolingStance.GIVEN)
    frozen = (Freeze(2027, reason="élections"),)
    assert named(estate, Settings(freezes=frozen)) == {"parole", "gel"}
    held = Towns()
    held.word("Erable", 2027, PoolingStance.GIVEN)
    held.gmao("Tenue", "Erable", contract_id=held.contract("Erable", date(2030, 6, 30)))
    assert named(held, Settings(early_exit=False)) == {"parole", "contrats"}


def test_each_constraint_of_a_clash_counts() -> None:
    estate = Towns()
    settings = Settings(reduction=0.75, dsi_share=0.0, dsi_floor=1, years=2)
    found = clash(estate.graph, settings)
    assert found is not None
    assert found.proven
    for key, _ in found.constraints:
        without = replace(settings, reduction=None) if key == "objectif" else settings.lifting(frozenset({key}))
        assert clash(estate.graph, without) is None


amounts = st.floats(0, 1e7, allow_nan=False)
quantities = st.one_of(st.none(), st.floats(0, 1e6, allow_nan=False))


@given(amounts, st.lists(st.tuples(quantities, quantities, quantities), min_size=1, max_size=20), st.randoms())
def test_shares_add_up_to_the_cent(cost: float, towns: list[tuple[float | None, ...]], random: object) -> None:
    keys = Keys(*(random.choice((0, 0.5, 1)) for _ in range(4)))  # type: ignore[attr-defined]
    members = {n: dict(zip(("inhabitants", "agents", "users"), town, strict=True)) for n, town in enumerate(towns)}
    shares = share(cost, members, keys)
    assert sum(round(one.amount * 100) for one in shares) == round(cost * 100)
    assert all(one.amount >= 0 for one in shares)


def test_a_small_commune_sees_what_it_pays() -> None:
    members = {
        1: {"inhabitants": 900.0, "agents": None, "users": 9.0},
        2: {"inhabitants": 100.0, "agents": None, "users": 1.0},
    }
    small = {one.commune: one for one in share(1000, members, Keys(0.5, 0.0, 0.3, 0.2))}[2]
    assert small.amount == pytest.approx(1000 * (0.5 * 0.1 + 0.3 * 0.1 + 0.2 * 0.5))


def test_bills_add_up_to_what_the_plan_spends() -> None:
    estate = Towns()
    plan = best(estate)
    told = bills(estate.graph, plan.problem, plan.moves, Keys())
    assert sum(bill.pays for bill in told) == pytest.approx(totals(plan.problem, plan.moves).spent)


def test_sensitivity_keeps_the_plan_and_moves_its_balance() -> None:
    estate = Towns()
    estate.gmao("Muette", "Aulne", cost_total=None)
    plan = best(estate)
    ranges = {one.label: one for one in sensitivity(estate.graph, plan.problem, plan.moves)}
    kept = next(one for label, one in ranges.items() if "reste due" in label)
    assert kept.at_low > totals(plan.problem, plan.moves).balance > kept.at_high
    unsaid = next(one for label, one in ranges.items() if "supposé" in label)
    assert unsaid.swing == 2 * totals(plan.problem, plan.moves).supposed


def test_settings_come_back_from_json_and_bad_ones_are_refused() -> None:
    settings = Settings(
        freezes=(Freeze(2027),), new_targets=(NewTarget(3, "x", 1.0, 2.0),), chosen={4: 5}, refused=((1, 2, 2027),)
    )
    assert from_json(settings.as_json()) == settings
    for bad in ({"years": 0}, {"budget": -1}, {"costs": {"lunch": 3}}, {"freezes": 4}, {"commune_share": 3}):
        with pytest.raises(ImpossibleSettings):
            from_json(bad)


def test_an_empty_estate_has_an_empty_plan() -> None:
    graph = EstateGraph(Estate().snapshot())
    plan = solve(build(graph), 5)
    assert (plan.moves, plan.objective, plan.gap, plan.found) == ((), 0.0, 0.0, True)
    assert isinstance(plan.problem, Problem)
    assert totals(plan.problem, ()).reduction == 0
