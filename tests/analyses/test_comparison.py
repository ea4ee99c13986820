"""Two readings compared: what appeared, disappeared and changed, where, and what it does to the indicators."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from estates import Estate

from urbanism.analyses.comparison import FieldChange, Kind, compare, compare_indicators, tally
from urbanism.analyses.indicators import indicators
from urbanism.analyses.trends import days_to_look_at, moment
from urbanism.graph import EstateGraph
from urbanism.snapshot import Snapshot


def two_readings() -> tuple[Snapshot, Snapshot]:
    """A payroll whose version and secondary bloc change, a notebook that goes, a portal and its flow that come."""
    made = Estate()
    pay = made.application("Paie", block="rh", version="1")
    made.application("Carnet", "Hameau", block="rh")
    made.application("Annuaire", block="rh")
    made.block("budget")
    before = made.snapshot()
    portal = made.application("Portail", block="accueil", also=("rh",))
    made.flow(portal, pay, "agents")
    after = made.snapshot()
    changed = tuple(
        application._replace(version="2") if application.id == pay else application
        for application in after.applications
        if application.name != "Carnet"
    )
    tied = (*after.secondary_blocks, after.secondary_blocks[0]._replace(application_id=pay))
    return before, replace(after, applications=changed, secondary_blocks=tied)


def test_each_difference_is_told_once_with_its_place() -> None:
    before, after = two_readings()
    found = {(one.table, one.kind, one.name) for one in compare(before, after)}
    assert found == {
        ("applications", Kind.APPEARED, "Portail"),
        ("applications", Kind.DISAPPEARED, "Carnet"),
        ("applications", Kind.CHANGED, "Paie"),
        ("interfaces", Kind.APPEARED, "Portail → Paie"),
        ("blocks", Kind.APPEARED, "accueil"),
        ("districts", Kind.APPEARED, "quartier accueil"),
        ("data_objects", Kind.APPEARED, "agents"),
    }
    places = {one.name: (one.commune_id, one.block_id) for one in compare(before, after)}
    carnet = next(a for a in before.applications if a.name == "Carnet")
    portal = next(a for a in after.applications if a.name == "Portail")
    assert places["Carnet"] == (carnet.commune_id, carnet.block_id)
    assert places["Portail → Paie"] == (portal.commune_id, portal.block_id)


def test_what_changed_is_told_field_by_field_associations_included() -> None:
    before, after = two_readings()
    (pay,) = [one for one in compare(before, after) if one.kind is Kind.CHANGED]
    (block,) = {row.block_id for row in after.secondary_blocks}
    assert pay.fields == (FieldChange("version", "1", "2"), FieldChange("secondary_blocks", (), (block,)))


def test_the_other_way_round_what_appeared_disappears() -> None:
    before, after = two_readings()
    turned = {Kind.APPEARED: Kind.DISAPPEARED, Kind.DISAPPEARED: Kind.APPEARED, Kind.CHANGED: Kind.CHANGED}
    there = sorted((one.table, turned[one.kind], one.id) for one in compare(before, after))
    assert there == sorted((one.table, one.kind, one.id) for one in compare(after, before))
    assert compare(after, after) == ()


def test_differences_are_counted_by_kind_of_object_commune_and_bloc() -> None:
    before, after = two_readings()
    found = compare(before, after)
    assert tally(found)["applications"] == dict.fromkeys(Kind, 1)
    assert sum(sum(counts.values()) for counts in tally(found, "block_id").values()) == len(found)


def test_indicators_are_compared_part_by_part() -> None:
    before, after = two_readings()
    figures = [indicators(EstateGraph(snapshot), {}) for snapshot in (before, after)]
    known = {(one.code, one.part_kind, one.part_id): one for one in compare_indicators(*figures)}
    assert known
    assert all(one.before != one.after for one in known.values())
    assert compare_indicators(figures[0], figures[0]) == ()


def test_a_moment_counts_the_estate() -> None:
    before, after = two_readings()
    assert moment(before).counts["applications"] == 3
    assert moment(after).counts["interfaces"] == 1
    assert moment(after).day == after.today


def test_days_are_close_in_a_short_memory_and_spaced_in_a_long_one() -> None:
    first = date(2026, 1, 30)
    assert days_to_look_at(first, first) == [first]
    assert days_to_look_at(first, date(2026, 2, 1)) == [first, date(2026, 1, 31), date(2026, 2, 1)]
    assert days_to_look_at(first, date(2026, 3, 1))[:3] == [first, date(2026, 2, 6), date(2026, 2, 13)]
    for span in (22, 23, 24, 160, 161, 600, 3_000):
        days = days_to_look_at(first, first + timedelta(span))
        assert (days[0], days[-1]) == (first, first + timedelta(span))
        assert len(days) <= 24
        assert days == sorted(set(days))
