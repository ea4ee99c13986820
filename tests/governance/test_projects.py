"""A project from its short form to the estate: file, pieces, opinion, reserves, documents, going live, undo."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from databases import database_at
from sqlalchemy import Engine

from urbanism.diagnosis import diagnose
from urbanism.diagnosis.intentions import brought_applications
from urbanism.errors import ConflictingChange
from urbanism.governance.documents import (
    LARGEST,
    UnacceptableDocument,
    attach_document,
    media_type_of,
    read_document,
    remove_document,
    safe_name,
)
from urbanism.governance.going_live import AlreadyOver, go_live
from urbanism.governance.opinions import (
    NewOpinion,
    NewReserve,
    UnacceptableOpinion,
    lift_reserve,
    open_reserves,
    overdue_reserves,
    set_status,
    sign_opinion,
)
from urbanism.governance.project_applications import drop_project, plan_application, withdraw_application
from urbanism.governance.project_contents import (
    NewFlow,
    NewUse,
    give_up,
    give_up_flow,
    intend_data,
    intend_flow,
    intend_joining,
    intend_retirement,
)
from urbanism.governance.projects import (
    NewApplication,
    ProjectForm,
    UnacceptableProject,
    edit_project,
    open_project,
    ties_of,
)
from urbanism.graph import EstateGraph
from urbanism.rules import Assessed, check_rules
from urbanism.snapshot import Project, Snapshot
from urbanism.store import Creations, Identifiers, Plan, Update, apply_plan, load_snapshot, open_estate, read_base
from urbanism.store.history import story
from urbanism.store.undo import undo
from urbanism.vocabulary import (
    DataRole,
    InterfaceMeans,
    InterfaceState,
    LifecycleStatus,
    Operation,
    Opinion,
    Origin,
    ProjectStatus,
    Ternary,
)

TODAY = date(2026, 3, 1)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """Two towns; one application in each."""
    made = open_estate(database_at(tmp_path / "estate.sqlite"))
    ids = Identifiers(base := read_base(made))
    north, south, old, pooled = (ids.take() for _ in range(4))
    block = next(block.id for block in load_snapshot(made).blocks if block.code == "gmao")
    applications = [
        (old, north, "A1", "Ancienne", block, "en service"),
        (pooled, south, "B1", "Commune", block, "en service"),
    ]
    creations = (
        Creations(
            "commune", ("id", "code", "name", "kind"), [(north, "N", "Nord", "commune"), (south, "S", "Sud", "commune")]
        ),
        Creations("application", ("id", "commune_id", "code", "name", "block_id", "status"), applications),
    )
    apply_plan(made, Plan("essai", "essai", Origin.EDIT, base, creations))
    return made


def snapshot_of(engine: Engine) -> Snapshot:
    return load_snapshot(engine, today=TODAY)


def named(engine: Engine, name: str) -> Any:
    snapshot = snapshot_of(engine)
    found: tuple[Any, ...] = (*snapshot.applications, *snapshot.communes, *snapshot.projects)
    return next(one for one in found if one.name == name)


def change(engine: Engine, seen: Any, field: str, value: Any) -> None:
    """Someone else changes an application."""
    update = Update("application", seen.id, {field: getattr(seen, field)}, {field: value})
    apply_plan(engine, Plan("un autre", "essai", Origin.EDIT, read_base(engine), updates=(update,)))


def opened(engine: Engine, **fields: Any) -> Project:
    fields = {"commune_id": named(engine, "Nord").id, "application": NewApplication("Neuve"), **fields}
    block = named(engine, "Ancienne").block_id
    open_project(engine, ProjectForm("GMAO", "Suivre les ateliers", block_id=block, **fields), "Mme Petit")
    found: Project = named(engine, "GMAO")
    return found


def signed(engine: Engine, project: Project, opinion: Opinion, *reserves: NewReserve) -> int:
    diagnosis = diagnose(snapshot_of(engine), project.id)
    return sign_opinion(engine, project, diagnosis, NewOpinion(opinion, "Vu.", "M. Roy", TODAY, reserves), "Mme Petit")


def r30(engine: Engine) -> int:
    (result,) = check_rules(EstateGraph(snapshot_of(engine)), {}, only=["R30"])
    return len(result.findings) if isinstance(result, Assessed) else 0


def test_a_short_form_makes_a_file_and_a_planned_application(engine: Engine) -> None:
    project = opened(engine)
    assert project.status is ProjectStatus.SUBMITTED
    assert project.code == "PRJ-GMAO"
    planned = named(engine, "Neuve")
    assert (planned.status, planned.project_id, planned.block_id) == (
        LifecycleStatus.PROJECT,
        project.id,
        project.block_id,
    )
    assert [event.origin for event in story(engine, project.id)] == [Origin.PROJECT]
    assert opened(engine).code == "PRJ-GMAO"
    assert sorted(p.code for p in snapshot_of(engine).projects) == ["PRJ-GMAO", "PRJ-GMAO-2"]


@pytest.mark.parametrize(
    "fields", [{"cost": -1.0}, {"commune_id": None}, {"starts_on": TODAY, "ends_on": TODAY - timedelta(1)}]
)
def test_what_cannot_be_is_refused(engine: Engine, fields: dict[str, Any]) -> None:
    with pytest.raises(UnacceptableProject):
        opened(engine, **fields)
    assert snapshot_of(engine).projects == ()


def test_editing_a_file_never_overwrites_someone_else(engine: Engine) -> None:
    seen = opened(engine)
    edit_project(engine, seen, {"cost": 10.0}, "un")
    with pytest.raises(ConflictingChange):
        edit_project(engine, seen, {"cost": 20.0}, "deux")
    with pytest.raises(UnacceptableProject):
        edit_project(engine, named(engine, "GMAO"), {"cost": 10.0}, "trois")


def test_pieces_are_said_and_taken_back(engine: Engine) -> None:
    project = opened(engine)
    voies = snapshot_of(engine).data_objects[0].id
    flow = NewFlow(named(engine, "Ancienne").id, named(engine, "Neuve").id, InterfaceMeans.API, Ternary.NO, (voies,))
    intend_flow(engine, project, flow, "Mme Petit")
    intend_data(engine, project, NewUse(voies, DataRole.COPY, Ternary.YES), "Mme Petit")
    with pytest.raises(UnacceptableProject, match="déjà sur la fiche"):
        intend_data(engine, project, NewUse(voies), "Mme Petit")
    intend_retirement(engine, project, named(engine, "Ancienne"), "Mme Petit")
    snapshot = snapshot_of(engine)
    (planned,) = snapshot.interfaces
    assert planned.state is InterfaceState.PLANNED
    give_up_flow(engine, project, planned, "Mme Petit")
    give_up(engine, project, snapshot.intended_changes[0], "Mme Petit")
    give_up(engine, project, snapshot.project_data_objects[0], "Mme Petit")
    after = snapshot_of(engine)
    assert (after.interfaces, after.intended_changes, after.project_data_objects) == ((), (), ())


def test_going_live_is_one_change_that_undo_takes_back(engine: Engine) -> None:
    project = opened(engine)
    voies = snapshot_of(engine).data_objects[0].id
    intend_data(engine, project, NewUse(voies, DataRole.COPY, Ternary.YES, Ternary.NO), "Mme Petit")
    intend_retirement(engine, project, named(engine, "Ancienne"), "Mme Petit")
    intend_joining(engine, project, named(engine, "Commune"), named(engine, "Nord").id, "Mme Petit")
    before = snapshot_of(engine)
    run = go_live(engine, project, "Mme Petit")
    live = snapshot_of(engine)
    assert live.revision == before.revision + 1
    assert named(engine, "Neuve").status is LifecycleStatus.IN_USE
    assert named(engine, "Ancienne").status is LifecycleStatus.STOPPED
    assert named(engine, "GMAO").status is ProjectStatus.DELIVERED
    assert [(use.data_object_id, use.role) for use in live.data_uses] == [(voies, DataRole.COPY)]
    assert [row.commune_id for row in live.served_communes] == [named(engine, "Nord").id]
    assert story(engine, named(engine, "Neuve").id)[-1].origin is Origin.PROJECT
    with pytest.raises(AlreadyOver):
        go_live(engine, named(engine, "GMAO"), "Mme Petit")
    undo(engine, run, "Mme Petit")
    after = snapshot_of(engine)
    for table in ("applications", "data_uses", "served_communes", "projects", "intended_changes"):
        assert getattr(after, table) == getattr(before, table), table


def test_a_bloc_that_someone_else_took_off_meanwhile_is_told(engine: Engine) -> None:
    project = opened(engine, other_blocks=[block.id for block in snapshot_of(engine).blocks[:2]])
    seen = ties_of(snapshot_of(engine), project.id)
    assert len(seen.blocks) == 2
    run = edit_project(engine, project, {}, "un autre", (seen, seen._replace(blocks=seen.blocks[:1])))
    with pytest.raises(ConflictingChange):
        edit_project(engine, project, {"need": "Autre"}, "Mme Petit", (seen, seen._replace(blocks=())))
    assert named(engine, "GMAO").need == project.need
    undo(engine, run, "un autre")
    assert ties_of(snapshot_of(engine), project.id) == seen


def test_what_changed_meanwhile_stops_the_going_live(engine: Engine) -> None:
    project = opened(engine)
    old = named(engine, "Ancienne")
    intend_retirement(engine, project, old, "Mme Petit")
    change(engine, old, "status", LifecycleStatus.LEAVING)
    before = snapshot_of(engine)
    with pytest.raises(ConflictingChange, match=r"en service.*en sortie"):
        go_live(engine, project, "Mme Petit")
    assert snapshot_of(engine) == before


def test_a_signed_opinion_is_frozen_with_what_was_said_that_day(engine: Engine) -> None:
    project = opened(engine)
    said = diagnose(snapshot_of(engine), project.id)
    signed(engine, project, Opinion.FAVOURABLE)
    (kept,) = snapshot_of(engine).signed_diagnoses
    assert kept.revision == said.revision
    assert kept.content == json.loads(json.dumps(said.as_json()))
    change(engine, named(engine, "Ancienne"), "name", "Autre nom")
    assert snapshot_of(engine).signed_diagnoses == (kept,)


def test_an_opinion_on_an_older_estate_is_refused(engine: Engine) -> None:
    project = opened(engine)
    old = diagnose(snapshot_of(engine), project.id)
    change(engine, named(engine, "Ancienne"), "users", 3)
    with pytest.raises(ConflictingChange):
        sign_opinion(engine, project, old, NewOpinion(Opinion.FAVOURABLE, "", "M. Roy", TODAY), "Mme Petit")
    assert snapshot_of(engine).diagnostics == ()


@pytest.mark.parametrize(
    ("opinion", "by", "reserves"),
    [
        (Opinion.FAVOURABLE, " ", ()),
        (Opinion.PENDING, "M. Roy", ()),
        (Opinion.WITH_RESERVES, "M. Roy", ()),
        (Opinion.FAVOURABLE, "M. Roy", (NewReserve("Lever", "DSI"),)),
        (Opinion.WITH_RESERVES, "M. Roy", (NewReserve("Lever", " "),)),
    ],
)
def test_what_is_no_opinion_is_refused(
    engine: Engine, opinion: Opinion, by: str, reserves: tuple[NewReserve, ...]
) -> None:
    project = opened(engine)
    diagnosis = diagnose(snapshot_of(engine), project.id)
    with pytest.raises(UnacceptableOpinion):
        sign_opinion(engine, project, diagnosis, NewOpinion(opinion, "", by, TODAY, reserves), "Mme Petit")


def test_reserves_are_followed_until_lifted_and_r30_sees_them(engine: Engine) -> None:
    project = opened(engine)
    set_status(engine, project, ProjectStatus.STARTED, "Mme Petit")
    project = named(engine, "GMAO")
    assert r30(engine) == 1
    signed(engine, project, Opinion.WITH_RESERVES, NewReserve("Clause de restitution", "DSI", TODAY - timedelta(1)))
    assert r30(engine) == 1
    (reserve,) = overdue_reserves(snapshot_of(engine), project.id)
    with pytest.raises(UnacceptableOpinion):
        lift_reserve(engine, reserve, TODAY, " ", "M. Roy")
    lift_reserve(engine, reserve, TODAY, "Avenant n° 2", "M. Roy")
    assert open_reserves(snapshot_of(engine), project.id) == ()
    assert "Avenant n° 2" in story(engine, reserve.id)[-1].reason
    assert r30(engine) == 0
    with pytest.raises(ConflictingChange):
        lift_reserve(engine, reserve, TODAY, "encore", "un autre")


def test_documents_are_kept_bounded_and_named_safely(engine: Engine) -> None:
    project = opened(engine)
    content = b"%PDF-1.7 cahier des charges"
    attach_document(engine, project, "..\\..\\C:\\<script>cahier\u202e.pdf", content, "Mme Petit")
    (document,) = snapshot_of(engine).project_documents
    assert (document.name, document.media_type, document.size) == (
        "_script_cahier.pdf",
        "application/pdf",
        len(content),
    )
    assert read_document(engine, document.id) == content
    run = remove_document(engine, project, document, "Mme Petit")
    with pytest.raises(UnacceptableDocument):
        read_document(engine, document.id)
    undo(engine, run, "Mme Petit")
    assert read_document(engine, document.id) == content


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00\xff", b"<html><script>", b"x" * (LARGEST + 1), b"PK\x03\x04broken"]
)
def test_what_is_not_kept_is_refused(engine: Engine, content: bytes) -> None:
    with pytest.raises(UnacceptableDocument):
        attach_document(engine, opened(engine), "a.pdf", content, "Mme Petit")


def test_a_kind_is_told_by_what_a_file_holds() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert (media_type_of(held.getvalue()) or "").endswith("wordprocessingml.document")
    assert media_type_of("Noté à la main".encode()) == "text/plain"
    assert safe_name("/") == "document"


def test_a_project_brings_several_applications_and_takes_one_back_with_its_flows(engine: Engine) -> None:
    project = opened(engine)
    second = plan_application(engine, project, NewApplication("Mobile"), "Mme Petit")
    intend_flow(engine, project, NewFlow(named(engine, "Neuve").id, second), "Mme Petit")
    assert {a.name for a in brought_applications(snapshot_of(engine), project.id)} == {"Neuve", "Mobile"}
    withdraw_application(engine, project, named(engine, "Mobile"), "Mme Petit")
    left = snapshot_of(engine)
    assert {a.name for a in brought_applications(left, project.id)} == {"Neuve"}
    assert not left.interfaces
    assert [event.operation for event in story(engine, second)] == [Operation.CREATE, Operation.DELETE]


def test_what_something_else_counts_on_is_not_taken_back(engine: Engine) -> None:
    project = opened(engine)
    planned, old = named(engine, "Neuve"), named(engine, "Ancienne")
    fields = ("id", "commune_id", "code", "source_id", "target_id")
    base = read_base(engine)
    row = (Identifiers(base).take(), old.commune_id, "F1", old.id, planned.id)
    apply_plan(engine, Plan("un autre", "essai", Origin.EDIT, base, (Creations("interface", fields, [row]),)))
    with pytest.raises(UnacceptableProject, match="compte sur"):
        drop_project(engine, project, True, "Mme Petit")
    assert named(engine, "GMAO").status is ProjectStatus.SUBMITTED


@pytest.mark.parametrize("withdraw", [True, False])
def test_dropping_a_project_says_what_becomes_of_what_it_planned(engine: Engine, withdraw: bool) -> None:
    project = opened(engine)
    intend_flow(engine, project, NewFlow(named(engine, "Ancienne").id, named(engine, "Neuve").id), "Mme Petit")
    before = snapshot_of(engine)
    run = drop_project(engine, project, withdraw, "Mme Petit")
    after = snapshot_of(engine)
    assert bool(brought_applications(after, project.id)) is not withdraw
    assert bool(after.interfaces) is not withdraw
    assert named(engine, "GMAO").status is ProjectStatus.DROPPED
    with pytest.raises(UnacceptableProject, match="déjà abandonné"):
        drop_project(engine, named(engine, "GMAO"), withdraw, "Mme Petit")
    undo(engine, run, "M. Roy")
    assert snapshot_of(engine).applications == before.applications
    assert snapshot_of(engine).interfaces == before.interfaces
