"""What a commune keeps to itself is not in what others read: fields, tables, stories, runs, findings."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import database_at
from planted import AMOUNT, MARK, plant, texts_of
from sqlalchemy import Engine

from urbanism.graph import EstateGraph
from urbanism.rules import RULES, Assessed, check_rules
from urbanism.store import Plan, Update, Viewer, apply_plan, as_viewer, load_snapshot, open_estate, read_base
from urbanism.store.history import origins, runs, story
from urbanism.store.runs import files_of_run, objects_of_run, tally_of_run
from urbanism.store.snapshots import SOURCES
from urbanism.vocabulary import Origin, Role


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, int, int]:
    folder: Path = tmp_path_factory.mktemp("planted")
    engine = open_estate(database_at(folder / "estate.sqlite"))
    marked = plant(engine)
    return engine, marked, next(c.id for c in load_snapshot(engine).communes if c.id != marked)


def viewer(*communes: int, role: Role = Role.COMMUNE) -> Viewer:
    return Viewer("Quelqu’un", role, frozenset(communes))


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_marked_is_in_what_another_commune_or_a_guest_reads(
    name: str, planted: tuple[Engine, int, int]
) -> None:
    engine, _marked, other = planted
    for asks in (viewer(other), viewer(role=Role.GUEST)):
        told = texts_of(getattr(load_snapshot(engine, asks), name))
        assert MARK not in told
        assert str(AMOUNT)[:5] not in told


def test_its_own_people_and_those_of_the_metropole_read_it_all(planted: tuple[Engine, int, int]) -> None:
    engine, marked, other = planted
    everything = load_snapshot(engine)
    assert load_snapshot(engine, Viewer("U", Role.URBANIST)).contracts == everything.contracts
    theirs = load_snapshot(engine, viewer(marked))
    both = load_snapshot(engine, viewer(marked, other))
    for name in ("contracts", "projects", "processings"):
        assert texts_of(getattr(theirs, name)).count(MARK) == texts_of(getattr(everything, name)).count(MARK) > 0
        assert getattr(both, name) == getattr(everything, name)


def test_what_is_withheld_today_is_withheld_in_the_past(tmp_path: Path) -> None:
    engine = open_estate(database_at(tmp_path / "past.sqlite"))
    marked = plant(engine)
    before = load_snapshot(engine)
    other = next(c.id for c in before.communes if c.id != marked)
    contract = next(c for c in before.contracts if MARK in repr(c))
    use = next(a for a in before.applications if MARK in repr(a))
    changes = (
        Update("application", use.id, {"description": use.description}, {"description": None}),
        Update("contract", contract.id, {"reference": contract.reference}, {"reference": "Autre"}),
    )
    apply_plan(engine, Plan("essai", "essai", Origin.EDIT, read_base(engine), updates=changes))
    assert MARK in texts_of(load_snapshot(engine, at=before.revision).contracts)
    for asks in (viewer(other), viewer(role=Role.GUEST)):
        past = load_snapshot(engine, asks, at=before.revision)
        assert not [name for name in SOURCES if MARK in texts_of(getattr(past, name))]


def test_names_products_blocks_and_flows_are_seen_by_all(planted: tuple[Engine, int, int]) -> None:
    engine, _marked, other = planted
    everything, seen = load_snapshot(engine), load_snapshot(engine, viewer(other))
    for name in ("applications", "interfaces", "referentials", "data_uses"):
        assert [record.id for record in getattr(seen, name)] == [record.id for record in getattr(everything, name)]
    assert [(a.name, a.product_id, a.block_id) for a in seen.applications] == [
        (a.name, a.product_id, a.block_id) for a in everything.applications
    ]


def test_an_engine_bound_to_a_viewer_reads_for_them_without_being_told(planted: tuple[Engine, int, int]) -> None:
    engine, _marked, other = planted
    assert MARK not in texts_of(load_snapshot(as_viewer(engine, viewer(other))).applications)
    assert MARK in texts_of(load_snapshot(engine).applications)


def test_the_story_of_an_object_is_its_communes(planted: tuple[Engine, int, int]) -> None:
    engine, marked, other = planted
    application = next(a for a in load_snapshot(engine).applications if a.commune_id == marked)
    assert story(as_viewer(engine, viewer(marked)), application.id)
    for asks in (viewer(other), viewer(role=Role.GUEST)):
        assert story(as_viewer(engine, asks), application.id) == ()
        assert origins(as_viewer(engine, asks), application.id) == {}


def test_runs_of_others_are_not_listed_nor_read_by_a_guessed_number(planted: tuple[Engine, int, int]) -> None:
    engine, marked, other = planted
    last = runs(engine)[0].id
    assert [run.id for run in runs(as_viewer(engine, viewer(marked)))][:1] == [last]
    stranger = as_viewer(engine, viewer(other))
    assert runs(stranger) == ()
    assert files_of_run(stranger, last) == ()
    assert objects_of_run(stranger, last, 100) == ()
    assert tally_of_run(stranger, last) == {}


def test_findings_are_those_of_ones_own_commune(planted: tuple[Engine, int, int]) -> None:
    engine, marked, other = planted
    graph = EstateGraph(load_snapshot(engine, viewer(other)))
    results = check_rules(graph, {code: rule.title for code, rule in RULES.items()})
    found = [f for r in results if isinstance(r, Assessed) for f in (*r.findings, *(w.finding for w in r.waived))]
    name = graph.communes[marked].name
    assert found
    assert not [f for f in found if f.subjects and f.subjects[0].commune == name]
    assert MARK not in repr(results)
