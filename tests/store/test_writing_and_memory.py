"""The two doors: plans of changes, applied whole and remembered; readings, made for a viewer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine

from urbanism.errors import ConflictingChange, ImpossibleChange
from urbanism.store import apply_plan, load_snapshot
from urbanism.store.apply import read_base
from urbanism.store.changes import Base, Creations, FileReport, Plan, SheetReport, Update
from urbanism.store.history import origins, runs, story
from urbanism.store.viewer import LOCAL, Viewer
from urbanism.vocabulary import Operation, Origin, Role

COLUMNS = [{"header": "Nom", "field": "name", "letter": "B"}, {"header": "Version", "field": "version", "letter": "D"}]


def import_plan(base: Base) -> Plan:
    """Two communes and an application each, from rows 2 and 3 of a sheet."""
    first = base.next_id
    communes = Creations("commune", ("id", "code", "name"), [(first, "va", "Valgris"), (first + 1, "pb", "Port-Brume")])
    contracts = Creations(
        "contract",
        ("id", "commune_id", "reference", "yearly_amount"),
        [(first + 2, first, "M1", 1000.0), (first + 3, first + 1, "M2", 2000.0)],
    )
    applications = Creations(
        "application",
        ("id", "commune_id", "code", "name", "version", "cost_total", "contract_id"),
        [
            (first + 4, first, "A1", "Mélodie", "5", 10.0, first + 2),
            (first + 5, first + 1, "A1", "Siècle", "3", 20.0, first + 3),
        ],
        [(first + 7, 2), (first + 7, 3)],
    )
    sheet = SheetReport(first + 7, "Feuil1", "applications", COLUMNS, {}, [])
    files = [FileReport(first + 6, "parc.xlsx", "imported", None, None, [sheet])]
    return Plan("test", "import", Origin.IMPORT, base, creations=[communes, contracts, applications], files=files)


def by_name(engine: Engine, name: str, viewer: Viewer = LOCAL) -> Any:
    return next(item for item in load_snapshot(engine, viewer).applications if item.name == name)


def edit(engine: Engine, item: Any, **after: object) -> Plan:
    before = {field: getattr(item, field) for field in after}
    change = Update("application", item.id, before, after)
    return Plan("Camille", "vérifié sur place", Origin.EDIT, read_base(engine), updates=[change])


@pytest.fixture
def estate(engine: Engine) -> Engine:
    apply_plan(engine, import_plan(read_base(engine)))
    return engine


def test_each_value_says_where_it_came_from(estate: Engine) -> None:
    found = origins(estate, by_name(estate, "Mélodie").id)
    version = found["version"]
    assert (version.file, version.sheet, version.row, version.cell, version.header) == (
        "parc.xlsx", "Feuil1", 2, "D2", "Version",
    )  # fmt: skip
    assert found["name"].cell == "B2"
    assert found["code"].cell is None  # no column gave it
    assert "users" not in found  # nobody said


def test_a_correction_is_the_values_new_origin_and_the_others_keep_theirs(estate: Engine) -> None:
    item = by_name(estate, "Mélodie")
    apply_plan(estate, edit(estate, item, version="6"))
    found = origins(estate, item.id)
    assert (found["version"].author, found["version"].reason, found["version"].origin) == (
        "Camille", "vérifié sur place", Origin.EDIT,
    )  # fmt: skip
    assert found["name"].file == "parc.xlsx"


def test_an_objects_story_is_told_in_order(estate: Engine) -> None:
    item = by_name(estate, "Mélodie")
    apply_plan(estate, edit(estate, item, version="6"))
    created, changed = story(estate, item.id)
    assert (created.operation, created.row) == (Operation.CREATE, 2)
    assert (changed.operation, dict(changed.before), dict(changed.after)) == (
        Operation.UPDATE, {"version": "5"}, {"version": "6"},
    )  # fmt: skip


def test_runs_are_listed_newest_first(estate: Engine) -> None:
    apply_plan(estate, edit(estate, by_name(estate, "Mélodie"), version="6"))
    found = runs(estate)
    assert [run.id for run in found] == sorted((run.id for run in found), reverse=True)
    assert (found[0].origin, found[0].changes, found[0].undone) == (Origin.EDIT, 1, False)


def test_a_plan_refused_at_its_end_leaves_nothing(estate: Engine) -> None:
    before = load_snapshot(estate)
    base = read_base(estate)
    twice = Creations(
        "commune", ("id", "code", "name"), [(base.next_id, "x", "Nouvelle"), (base.next_id + 1, "y", "Valgris")]
    )
    with pytest.raises(ImpossibleChange):
        apply_plan(estate, Plan("test", "essai", Origin.EDIT, base, creations=[twice]))
    assert load_snapshot(estate) == before
    assert read_base(estate) == base


def test_a_reference_to_nothing_is_refused_at_the_end_of_the_plan(estate: Engine) -> None:
    with pytest.raises(ImpossibleChange):
        apply_plan(estate, edit(estate, by_name(estate, "Mélodie"), commune_id=999_999))
    assert by_name(estate, "Mélodie").commune_id != 999_999


def test_two_corrections_of_the_same_value_conflict(estate: Engine) -> None:
    item = by_name(estate, "Mélodie")
    mine, theirs = edit(estate, item, version="6"), edit(estate, item, version="7")
    apply_plan(estate, theirs)
    with pytest.raises(ConflictingChange):
        apply_plan(estate, mine)
    assert by_name(estate, "Mélodie").version == "7"


def test_corrections_of_different_objects_do_not(estate: Engine) -> None:
    mine = edit(estate, by_name(estate, "Mélodie"), version="6")
    theirs = edit(estate, by_name(estate, "Siècle"), version="4")
    apply_plan(estate, theirs)
    apply_plan(estate, mine)
    assert (by_name(estate, "Mélodie").version, by_name(estate, "Siècle").version) == ("6", "4")


def test_of_writers_at_the_same_moment_one_wins_and_the_others_are_told(estate: Engine) -> None:
    item = by_name(estate, "Mélodie")
    plans = [edit(estate, item, version=str(number)) for number in range(8)]

    def write(plan: Plan) -> str | None:
        try:
            apply_plan(estate, plan)
        except ConflictingChange:
            return None
        return str(plan.updates[0].after["version"])

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(write, plans))
    (winner,) = [result for result in results if result is not None]
    assert by_name(estate, "Mélodie").version == winner


def test_a_commune_sees_the_names_of_others_and_its_own_figures_only(estate: Engine) -> None:
    own = by_name(estate, "Mélodie").commune_id
    viewer = Viewer("référente de Valgris", Role.COMMUNE, frozenset({own}))
    assert by_name(estate, "Mélodie", viewer).cost_total == 10.0
    other = by_name(estate, "Siècle", viewer)
    assert (other.name, other.version) == ("Siècle", "3")
    assert other.cost_total is None
    amounts = {item.reference: item.yearly_amount for item in load_snapshot(estate, viewer).contracts}
    assert amounts.get("M1") == 1000.0
    assert amounts.get("M2") is None


def test_who_may_see_no_commune_sees_no_figure(estate: Engine) -> None:
    snapshot = load_snapshot(estate, Viewer("visiteur", Role.GUEST, frozenset()))
    assert len(snapshot.applications) == 2
    assert all(item.cost_total is None for item in snapshot.applications)
    assert all(item.yearly_amount is None for item in snapshot.contracts)
