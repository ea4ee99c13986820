"""Departures already decided oblige the plan; what stays says what holds it."""

from __future__ import annotations

from datetime import date

import pytest
from estates import Estate

from urbanism.analyses.trajectory import departure_year
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.remaining import remaining
from urbanism.planning.convergence.report import lines
from urbanism.planning.convergence.settings import Settings
from urbanism.planning.convergence.solve import Plan, solve
from urbanism.vocabulary import InstanceKind, LifecycleStatus

TODAY = date(2026, 1, 1)
FREE = {"cost_total": 0.0, "cost_staff": 0.0, "users": 500}
"""An application that costs nothing to keep and much to leave."""


class Towns(Estate):
    """A pooled application, and three local ones that nothing makes leave."""

    def __init__(self, **decided: object) -> None:
        super().__init__(TODAY)
        self.application("Commune", commune="Métropole", block="gmao", instance=InstanceKind.POOLED, **FREE)
        self.first = self.application("Locale", commune="Aulne", block="gmao", **{**FREE, **decided})
        for town in ("Bresle", "Cèdre"):
            self.application(f"Locale {town}", commune=town, block="gmao", **FREE)
        self.graph = EstateGraph(self.snapshot())

    def plan(self, settings: Settings | None = None) -> Plan:
        return solve(build(self.graph, settings), 10)


def years(plan: Plan) -> dict[int, int]:
    return {plan.problem.items[m.item].application: plan.problem.first_year + m.year for m in plan.moves}


@pytest.mark.parametrize("decision", ["retirer", "Migrer", "converger"])
@pytest.mark.parametrize(("day", "latest"), [((2028, 6, 30), 2028), ((2026, 12, 31), 2027), ((2031, 1, 1), 2031)])
def test_a_dated_departure_is_kept_though_it_does_not_pay(
    decision: str, day: tuple[int, int, int], latest: int
) -> None:
    estate = Towns(target_decision=decision, target_date=date(*day))
    plan = estate.plan()
    gone = years(plan)
    assert gone.keys() == {estate.first}
    assert gone[estate.first] <= latest
    assert lines(estate.graph, plan.problem, plan.moves)[0].reason.startswith("départ déjà décidé")


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"target_decision": "conserver", "target_date": date(2028, 1, 1)},
        {"target_decision": "retirer", "target_date": date(2040, 1, 1)},
    ],
)
def test_what_is_not_decided_within_the_plan_obliges_nothing(facts: dict[str, object]) -> None:
    assert years(Towns(**facts).plan()) == {}


def test_a_departure_that_the_budget_forbids_is_told_first() -> None:
    estate = Towns(target_decision="retirer", target_date=date(2028, 1, 1))
    plan = estate.plan(Settings(budget=1000.0))
    told = remaining(estate.graph, plan.problem, plan.moves)
    assert (told[0].application, [one.broken for one in told]) == (estate.first, [True, False, False, False])
    assert told[0].reason.startswith("le budget n’y suffit plus (2027 à 2028)")


def test_what_stays_says_whether_it_pays_or_what_holds_it() -> None:
    estate = Towns(target_decision="retirer", target_date=date(2028, 1, 1))
    plan = estate.plan()
    told = remaining(estate.graph, plan.problem, plan.moves)
    assert len(told) == 2
    assert all("partir coûterait" in one.reason for one in told)


def test_a_full_capacity_is_named() -> None:
    estate = Estate(TODAY)
    estate.application("Commune", commune="Métropole", block="gmao", instance=InstanceKind.POOLED)
    for town in "ABCD":
        estate.application(town, commune=town, block="gmao", cost_total=9000.0, users=1)
    graph = EstateGraph(estate.snapshot())
    plan = solve(build(graph, Settings(years=2, dsi_share=0, dsi_floor=1)), 10)
    told = remaining(graph, plan.problem, plan.moves)
    assert len(plan.moves) == len(told) == 2
    assert all(one.reason == "la DSI ne peut pas faire plus (2027 à 2028)" for one in told)


def test_the_year_of_a_departure() -> None:
    def year(**facts: object) -> int | None:
        estate = Estate(TODAY)
        estate.application("A", commune="A", block="gmao", **facts)
        return departure_year(estate.snapshot().applications[0], TODAY, 2031)

    assert year() is None
    assert year(target_decision="retirer") == 2031
    assert year(target_decision="retirer", target_date=date(2020, 1, 1)) == 2031
    assert year(target_decision="retirer", target_date=date(2029, 1, 1), ends_on=date(2027, 1, 1)) == 2029
    assert year(status=LifecycleStatus.LEAVING, ends_on=date(2027, 1, 1)) == 2027
    assert year(status=LifecycleStatus.IN_USE, ends_on=date(2027, 1, 1)) is None
