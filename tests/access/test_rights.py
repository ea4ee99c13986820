"""Who may write what: every plan is held against the rights of whoever applies it."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import database_at
from mini_estate import write_estate
from sqlalchemy import Engine

from urbanism.errors import NotAllowed
from urbanism.snapshot import Application, Snapshot
from urbanism.store import (
    Creations,
    Deletion,
    Identifiers,
    Membership,
    Plan,
    Update,
    Viewer,
    apply_plan,
    as_viewer,
    load_snapshot,
    open_estate,
    read_base,
)
from urbanism.store.audit import entries
from urbanism.store.history import runs
from urbanism.store.undo import undo
from urbanism.vocabulary import Act, Duty, Origin, Role


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_estate(database_at(tmp_path / "estate.sqlite"))
    write_estate(engine, applications=12)
    return engine


@pytest.fixture
def seen(engine: Engine) -> Snapshot:
    return load_snapshot(engine)


def member(commune: int, duty: Duty, *blocks: int) -> Viewer:
    return Viewer("Camille", Role.COMMUNE, frozenset({commune}), (Membership(commune, duty, frozenset(blocks)),))


def rename(engine: Engine, application: Application, who: Viewer, **after: object) -> None:
    values = {"name": "Autre nom", **after}
    update = Update("application", application.id, {n: getattr(application, n) for n in values}, values)
    apply_plan(as_viewer(engine, who), Plan("x", "essai", Origin.EDIT, read_base(engine), updates=(update,)))


def held(seen: Snapshot, position: int) -> Application:
    return next(a for a in seen.applications if a.commune_id == seen.communes[position].id and a.block_id is not None)


def test_a_correspondent_writes_what_their_commune_holds_and_nothing_else(engine: Engine, seen: Snapshot) -> None:
    who = member(seen.communes[0].id, Duty.CORRESPONDENT)
    rename(engine, held(seen, 0), who)
    with pytest.raises(NotAllowed):
        rename(engine, held(seen, 1), who)
    assert {a.id for a in load_snapshot(engine).applications if a.name == "Autre nom"} == {held(seen, 0).id}
    assert runs(engine)[0].author == "Camille"


def test_an_application_is_neither_given_to_nor_taken_from_another_commune(engine: Engine, seen: Snapshot) -> None:
    who = member(seen.communes[0].id, Duty.CORRESPONDENT)
    with pytest.raises(NotAllowed):
        rename(engine, held(seen, 0), who, commune_id=seen.communes[1].id)


@pytest.mark.parametrize("duty", [Duty.ELECTED, Duty.READER, Duty.VALIDATOR])
def test_other_members_change_nothing_of_the_map(duty: Duty, engine: Engine, seen: Snapshot) -> None:
    with pytest.raises(NotAllowed):
        rename(engine, held(seen, 0), member(seen.communes[0].id, duty))


def test_a_referent_writes_the_applications_of_their_blocks(engine: Engine, seen: Snapshot) -> None:
    application = held(seen, 0)
    others = [b.id for b in seen.blocks if b.id != application.block_id][:3]
    with pytest.raises(NotAllowed):
        rename(engine, application, member(application.commune_id, Duty.REFERENT, *others))
    rename(engine, application, member(application.commune_id, Duty.REFERENT, application.block_id or 0))


@pytest.mark.parametrize("role", [Role.GUEST, Role.DSI, Role.DPO])
def test_reading_everything_is_not_writing_it(role: Role, engine: Engine, seen: Snapshot) -> None:
    with pytest.raises(NotAllowed):
        rename(engine, held(seen, 0), Viewer("Dominique", role))


def test_what_communes_share_is_the_urbanists(engine: Engine, seen: Snapshot) -> None:
    editor = seen.editors[0]
    change = Update("editor", editor.id, {"name": editor.name}, {"name": "Autre éditeur"})
    plan = Plan("x", "essai", Origin.EDIT, read_base(engine), updates=(change,))
    with pytest.raises(NotAllowed):
        apply_plan(as_viewer(engine, member(seen.communes[0].id, Duty.CORRESPONDENT)), plan)
    apply_plan(as_viewer(engine, Viewer("Ursule", Role.URBANIST)), plan)


def test_a_commune_adds_the_editor_its_file_names_and_takes_it_back(engine: Engine, seen: Snapshot) -> None:
    who = as_viewer(engine, member(seen.communes[0].id, Duty.CORRESPONDENT))
    base = read_base(engine)
    made = Identifiers(base).take()
    run = apply_plan(
        who, Plan("x", "essai", Origin.EDIT, base, (Creations("editor", ("id", "name"), [(made, "Neuf")]),))
    )
    gone = Deletion("editor", seen.editors[0].id, {"id": seen.editors[0].id, "name": seen.editors[0].name})
    with pytest.raises(NotAllowed):
        apply_plan(who, Plan("x", "essai", Origin.EDIT, read_base(engine), deletions=(gone,)))
    undo(who, run, "x")
    assert load_snapshot(engine).editors == seen.editors


def test_the_rows_of_an_application_follow_it(engine: Engine, seen: Snapshot) -> None:
    who = as_viewer(engine, member(seen.communes[0].id, Duty.CORRESPONDENT))
    block = seen.blocks[-1].id
    for position, allowed in ((0, True), (1, False)):
        row = Creations("secondary_block", ("application_id", "block_id"), [(held(seen, position).id, block)])
        plan = Plan("x", "essai", Origin.EDIT, read_base(engine), (row,))
        if allowed:
            apply_plan(who, plan)
        else:
            with pytest.raises(NotAllowed):
                apply_plan(who, plan)


def test_the_operation_of_someone_else_is_not_undone(engine: Engine, seen: Snapshot) -> None:
    with pytest.raises(NotAllowed):
        undo(as_viewer(engine, member(seen.communes[0].id, Duty.CORRESPONDENT)), runs(engine)[0].id, "x")


def test_a_change_and_its_refusal_are_told_by_the_log(engine: Engine, seen: Snapshot) -> None:
    with pytest.raises(NotAllowed):
        rename(engine, held(seen, 1), member(seen.communes[0].id, Duty.READER))
    rename(engine, held(seen, 1), member(seen.communes[1].id, Duty.CORRESPONDENT))
    assert [entry.act for entry in entries(engine)][:2] == [Act.CHANGE, Act.CHANGE_REFUSED]
