"""The figures of the home page, and what deserves a look."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from estates import TODAY, Estate

from urbanism.analyses.overview import Watch, applications_by_block, is_fictitious, overview, watch_lists
from urbanism.snapshot import Contract
from urbanism.vocabulary import DataHolder, InterfaceMeans, InterfaceState, LifecycleStatus, Ternary

YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)


def test_a_cost_nobody_stated_is_not_zero() -> None:
    made = Estate()
    made.application("Paie", cost_total=1000.0)
    made.application("Congés", cost_licence=10.0, cost_hosting=5.0)
    made.application("Badges")
    figures = overview(made.snapshot())
    assert (figures.yearly_cost, figures.priced, figures.applications) == (1015.0, 2, 3)


def test_a_commune_uses_what_it_holds_and_what_serves_it() -> None:
    made = Estate()
    made.application("Paie", commune="Métropole", serves=["Bourg", "Métropole"])
    made.application("Congés", commune="Bourg", block="rh")
    lines = {line.commune.name: (line.used, line.held, line.placed) for line in overview(made.snapshot()).communes}
    assert lines == {"Bourg": (2, 1, 1), "Métropole": (1, 1, 0)}


def test_a_block_is_served_by_a_running_application_even_as_a_secondary_one() -> None:
    made = Estate()
    made.application("Paie", block="rh", also=["budget"])
    made.application("Vieille", block="stock", status=LifecycleStatus.STOPPED)
    snapshot = made.snapshot()
    assert (overview(snapshot).covered_blocks, overview(snapshot).blocks) == (2, 3)
    assert {len(served) for served in applications_by_block(snapshot).values()} == {1}


@pytest.mark.parametrize(
    ("fields", "watch"),
    [
        ({}, Watch.NO_BLOCK),
        ({"block": "rh", "end_of_support": YESTERDAY}, Watch.UNSUPPORTED),
        ({"block": "rh", "end_of_support": TODAY}, Watch.SUPPORT_ENDING),
        ({"block": "rh", "status": LifecycleStatus.TRIAL, "ends_on": YESTERDAY}, Watch.TRIAL_OVER),
    ],
)
def test_an_application_is_watched_for_the_right_reason_only(fields: dict[str, object], watch: Watch) -> None:
    made = Estate()
    application = made.application("Paie", **fields)
    lists = watch_lists(made.snapshot())
    assert {reason for reason, found in lists.items() if found} == {watch}
    assert lists[watch] == (application,)


@pytest.mark.parametrize(
    "fields",
    [
        {"block": "rh", "end_of_support": TODAY + timedelta(365)},
        {"block": "rh", "end_of_support": YESTERDAY, "status": LifecycleStatus.STOPPED},
        {"block": "rh", "status": LifecycleStatus.TRIAL, "ends_on": YESTERDAY, "trial_decision": "abandon"},
        {"block": "rh", "status": LifecycleStatus.TRIAL, "ends_on": TODAY},
    ],
)
def test_what_is_in_order_is_not_watched(fields: dict[str, object]) -> None:
    made = Estate()
    made.application("Paie", **fields)
    assert not any(watch_lists(made.snapshot()).values())


def test_the_product_s_end_of_support_counts_where_the_application_says_none() -> None:
    made = Estate()
    made.product("Mélodie", end_of_support=YESTERDAY)
    old = made.application("Paie", block="rh", product="Mélodie")
    made.application("Congés", block="rh", product="Mélodie", end_of_support=TODAY + timedelta(900))
    assert watch_lists(made.snapshot())[Watch.UNSUPPORTED] == (old,)


@pytest.mark.parametrize(
    ("end", "notice", "watch"),
    [
        (YESTERDAY, None, Watch.CONTRACT_ENDED),
        (TOMORROW, None, Watch.CONTRACT_ENDING),
        (TODAY + timedelta(250), 3, Watch.CONTRACT_ENDING),
        (TODAY + timedelta(250), None, None),
        (None, 12, None),
    ],
)
def test_a_contract_is_watched_by_its_end_and_its_notice(
    end: date | None, notice: int | None, watch: Watch | None
) -> None:
    made = Estate()
    made.add("contracts", Contract, commune_id=made.commune(), reference="M", end_date=end, notice_months=notice)
    assert [reason for reason, found in watch_lists(made.snapshot()).items() if found] == ([watch] if watch else [])


def test_data_are_captive_only_where_the_contract_says_so() -> None:
    made = Estate()
    refuses, silent = (
        made.add("contracts", Contract, commune_id=made.commune(), reference=str(n), data_return_clause=clause)
        for n, clause in enumerate((Ternary.NO, Ternary.UNKNOWN))
    )
    captive = made.application("Eau", block="eau", data_holder=DataHolder.DELEGATE, contract_id=refuses)
    made.application("Bus", block="eau", data_holder=DataHolder.DELEGATE, contract_id=silent)
    made.application("Paie", block="eau", data_holder=DataHolder.IN_HOUSE, contract_id=refuses)
    assert watch_lists(made.snapshot())[Watch.DATA_NOT_RETURNED] == (captive,)


def test_a_stopped_flow_is_no_longer_watched() -> None:
    made = Estate()
    left, right = made.application("A", block="x"), made.application("B", block="x")
    typed = made.flow(left, right, means=InterfaceMeans.MANUAL)
    made.flow(left, right, means=InterfaceMeans.MANUAL, state=InterfaceState.STOPPED)
    lists = watch_lists(made.snapshot())
    assert lists[Watch.MANUAL_FLOW] == (typed,)
    assert not lists[Watch.UNKNOWN_FLOW]


def test_only_an_impossible_insee_code_tells_that_data_are_invented() -> None:
    real, invented = Estate(), Estate()
    real.commune("Bourg", insee="01001")
    invented.commune("Bourg", insee="00101")
    assert not is_fictitious(real.snapshot())
    assert is_fictitious(invented.snapshot())
