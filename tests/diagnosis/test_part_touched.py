"""A diagnosis reads a part of the estate: what it says must be what the whole would have said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from estates import Estate

from importers.run import apply_import, prepare_import
from urbanism import snapshot as records
from urbanism.demo import write_demo
from urbanism.diagnosis import case, diagnose
from urbanism.diagnosis.intentions import blank
from urbanism.diagnosis.part import part_touched
from urbanism.snapshot import Snapshot
from urbanism.store import load_snapshot, open_estate
from urbanism.vocabulary import (
    DataRole,
    InterfaceMeans,
    InterfaceState,
    LifecycleStatus,
    Operation,
    ProjectStatus,
    Ternary,
)

SEED, DRAWN, APPLICATIONS, COMMUNES = 1906, 12, 250, 5
FIRST = 10_000_000
"""An identifier beyond those of the sample."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("part")
    files = [str(folder / name) for name in write_demo(folder, SEED, APPLICATIONS, COMMUNES).files]
    engine = open_estate(f"sqlite:///{folder / 'sample.sqlite'}")
    apply_import(engine, prepare_import(engine, files))
    snapshot = load_snapshot(engine)
    engine.dispose()
    return snapshot


def said_by_part_and_whole(snapshot: Snapshot, project: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    part = diagnose(snapshot, project)
    with monkeypatch.context() as patched:
        for reading in ("part_touched", "near"):
            patched.setattr(case, reading, lambda whole, _project: whole)
        return part, diagnose(snapshot, project)


def made(kind: Any, **fields: Any) -> Any:
    return kind(**{**blank(kind), **fields})


def with_drawn_project(snapshot: Snapshot, seed: int) -> Snapshot:
    """The sample and one project, drawn: applications, flows, data, retirements, a joining, anywhere."""
    random = Random(seed)
    running = [a for a in snapshot.applications if a.is_active]
    commune, block = random.choice(snapshot.communes), random.choice(snapshot.blocks)
    own = {"commune_id": commune.id, "project_id": FIRST}
    project = made(records.Project, id=FIRST, code="P", name="Tiré", need="Un besoin", status=ProjectStatus.SUBMITTED,
                   commune_id=commune.id, block_id=block.id)  # fmt: skip
    brought = [
        made(records.Application, id=FIRST + 1 + i, code=f"N{i}", name=f"N{i}", block_id=block.id, **own,
             status=LifecycleStatus.PROJECT, product_id=random.choice(snapshot.products).id,
             user_identifier=random.choice(running).user_identifier, personal_data=random.choice(list(Ternary)),
             open_api=random.choice(list(Ternary)))
        for i in range(random.randint(0, 2))
    ]  # fmt: skip
    ends = [a.id for a in (*random.sample(running, 3), *brought)]
    flows, carried = [], []
    for i in range(random.randint(0, 3)):
        source, target = random.sample(ends, 2)
        flows.append(made(records.Interface, id=FIRST + 10 + i, code=f"F{i}", source_id=source, target_id=target, **own,
                          means=random.choice(list(InterfaceMeans)), state=InterfaceState.PLANNED,
                          personal_data=random.choice(list(Ternary))))  # fmt: skip
        carried.append(records.InterfaceObject(FIRST + 10 + i, random.choice(snapshot.data_objects).id))
    wishes = [
        made(records.ProjectDataObject, id=FIRST + 20 + i, project_id=FIRST, data_object_id=item.id,
             role=random.choice(list(DataRole)), reads=random.choice(list(Ternary)),
             writes=random.choice(list(Ternary)))
        for i, item in enumerate(random.sample(snapshot.data_objects, random.randint(0, 2)))
    ]  # fmt: skip
    own_ones = [a for a in running if a.commune_id == commune.id]
    gone = [
        made(records.IntendedChange, id=FIRST + 30 + i, project_id=FIRST, entity="application", object_id=old.id,
             operation=Operation.UPDATE, before={"status": old.status.value}, after={"status": "arrêtée"})
        for i, old in enumerate([random.choice(own_ones or running), random.choice(running)])
    ]  # fmt: skip
    joined = made(records.IntendedChange, id=FIRST + 40, project_id=FIRST, entity="served_commune",
                  object_id=(instance := random.choice(running)).id, operation=Operation.CREATE, before={},
                  after={"application_id": instance.id, "commune_id": random.choice(snapshot.communes).id,
                         "users": None})  # fmt: skip
    intended = random.sample([*gone, joined], random.randint(0, 2))
    return replace(
        snapshot,
        projects=(*snapshot.projects, project),
        applications=(*snapshot.applications, *brought),
        interfaces=(*snapshot.interfaces, *flows),
        interface_objects=(*snapshot.interface_objects, *carried),
        project_data_objects=(*snapshot.project_data_objects, *wishes),
        intended_changes=(*snapshot.intended_changes, *intended),
    )


def test_the_ready_projects_are_told_as_on_the_whole(sample: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    for project in sample.projects:
        part, whole = said_by_part_and_whole(sample, project.id, monkeypatch)
        assert part == whole, project.code


@pytest.mark.parametrize("seed", range(SEED, SEED + DRAWN))
def test_a_drawn_project_is_told_as_on_the_whole(seed: int, sample: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    estate = with_drawn_project(sample, seed)
    part, whole = said_by_part_and_whole(estate, FIRST, monkeypatch)
    assert part == whole


def test_the_part_is_smaller_than_the_whole(sample: Snapshot) -> None:
    parts = [part_touched(sample, project.id) for project in sample.projects]
    assert all(len(part.applications) < len(sample.applications) for part in parts)


def test_the_part_holds_what_the_bases_of_a_bloc_exchange_in_every_commune() -> None:
    made = Estate()
    base = made.referential("Arbres", commune="Loin", application_id=made.application("Parcs", "Loin", block="parcs"))
    flow = made.flow(made.application("Cartes", "Ailleurs", block="cartes"), base)
    project = made.add("projects", records.Project, block_id=made.block("parcs"), commune_id=made.commune("Ici"))
    assert [each.id for each in part_touched(made.snapshot(), project).interfaces] == [flow]
