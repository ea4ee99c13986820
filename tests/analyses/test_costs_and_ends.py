"""Costs whose coverage is said, and ends on the right day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.estates import Estate
from urbanism.analyses.costs import UNDETAILED, costs
from urbanism.analyses.ends import EndKind, ends, months_before
from urbanism.graph import EstateGraph
from urbanism.snapshot import Contract, Project
from urbanism.vocabulary import LifecycleStatus, ProjectStatus

MONEY = st.none() | st.integers(0, 10_000).map(float)


def test_an_unknown_cost_is_never_zero_and_a_hidden_one_is_counted_apart() -> None:
    made = Estate()
    made.application("A", "Nord", "paie", cost_total=100.0)
    made.application("B", "Nord", "paie")
    hidden = made.application("C", "Sud", "temps")
    graph = EstateGraph(made.snapshot(hidden_communes=frozenset([made.commune("Sud")])))
    found = costs(graph)
    assert (found.whole.cost, len(found.whole.known), len(found.whole.unknown)) == (100.0, 1, 1)
    assert found.whole.hidden == (hidden,)
    by_commune = {graph.label(share.key or 0): share.cost for share in found.by_commune}
    assert by_commune == {"Nord": 100.0, "Sud": None}


def test_what_a_total_leaves_beyond_its_parts_is_said() -> None:
    made = Estate()
    made.application("A", cost_total=100.0, cost_licence=60.0)
    over = made.application("B", cost_total=10.0, cost_staff=40.0)
    found = costs(EstateGraph(made.snapshot()))
    assert {kind.name: kind.cost for kind in found.by_kind}[UNDETAILED] == 40.0
    assert found.overrun == (over,)


@given(st.lists(st.tuples(st.sampled_from("NS"), st.sampled_from([None, "a", "b"]), MONEY, MONEY)))
def test_each_cut_adds_up_to_the_whole(said: list[tuple[str, str | None, float | None, float | None]]) -> None:
    made = Estate()
    for rank, (commune, block, total, licence) in enumerate(said):
        made.application(f"A{rank}", commune, block, cost_total=total, cost_licence=licence)
    found = costs(EstateGraph(made.snapshot()))
    for cut in (found.by_block, found.by_commune, found.by_editor):
        assert sum(share.cost or 0 for share in cut) == pytest.approx(found.whole.cost or 0)
        assert sorted(a for share in cut for a in share.applications) == list(found.whole.applications)


def test_only_what_is_kept_is_counted() -> None:
    made = Estate()
    one = made.application("A", cost_total=100.0)
    made.application("B", cost_total=10.0)
    assert costs(EstateGraph(made.snapshot()), frozenset([one])).whole.cost == 100.0


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 3, date(2025, 10, 15)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(1, 2, 1), 600, date.min),
    ],
)
def test_notice_is_counted_in_months(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


def test_every_known_end_is_there_and_the_unknown_ones_are_counted() -> None:
    made = Estate()
    made.add(
        "contracts",
        Contract,
        commune_id=made.commune("Nord"),
        reference="M1",
        end_date=date(2027, 6, 30),
        notice_months=6,
    )
    endless = made.add("contracts", Contract, commune_id=made.commune("Nord"), reference="M2")
    made.application("A", "Nord", end_of_support=date(2026, 2, 1))
    trial = made.application("B", "Nord", status=LifecycleStatus.TRIAL, ends_on=date(2025, 1, 1))
    found = ends(EstateGraph(made.snapshot()))
    assert [(end.kind, end.on) for end in found.ends] == [
        (EndKind.TRIAL, date(2025, 1, 1)),
        (EndKind.SUPPORT, date(2026, 2, 1)),
        (EndKind.NOTICE, date(2026, 12, 30)),
        (EndKind.CONTRACT, date(2027, 6, 30)),
    ]
    assert found.contracts_without == (endless,)
    assert found.support_unknown == (trial,)


def test_what_projects_bring_costs_nothing_yet_and_is_told_apart() -> None:
    made = Estate()
    made.application("A", block="paie", cost_total=100.0)
    coming = made.application("B", block="paie", cost_total=40.0, status=LifecycleStatus.PROJECT)
    made.application("C", block="temps", status=LifecycleStatus.PROJECT)
    found = costs(EstateGraph(made.snapshot()))
    assert (found.whole.cost, found.whole.coming, found.whole.planned) == (100.0, 40.0, (coming,))
    assert sum(share.coming for share in found.by_block) == 40.0
    assert coming not in {a for share in found.by_block for a in share.applications}


def test_a_project_that_goes_on_is_awaited_on_its_day() -> None:
    made = Estate()
    day, place = date(2027, 6, 30), made.commune("Nord")
    awaited = made.add("projects", Project, commune_id=place, ends_on=day, status=ProjectStatus.STARTED)
    made.add("projects", Project, commune_id=place, ends_on=day, status=ProjectStatus.DROPPED)
    made.add("projects", Project, commune_id=place, status=ProjectStatus.STARTED)
    found = ends(EstateGraph(made.snapshot()))
    assert not found.ends
    assert [(end.on, end.kind, end.subject, end.commune) for end in found.planned] == [
        (day, EndKind.PROJECT, awaited, place)
    ]
