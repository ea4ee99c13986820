"""Proposals, by hand or by a workbook that comes back: nothing changes before it is accepted, nothing leaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from databases import copy_of, database_at
from sqlalchemy import Engine

from importers.run import apply_import, prepare_import
from urbanism.demo import write_demo
from urbanism.errors import ConflictingChange, NotAllowed
from urbanism.exports import estate_workbook
from urbanism.governance.editing import Edit, edit
from urbanism.governance.proposals import (
    UnacceptableProposal,
    accept,
    conflicts_of,
    pending_of,
    propose,
    propose_correction,
    refuse,
    withdraw,
)
from urbanism.governance.returned import read_returned
from urbanism.snapshot import Application, Proposal
from urbanism.store import (
    LOCAL,
    Creations,
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
    viewer_of,
)
from urbanism.store.history import runs
from urbanism.store.rights import may_decide
from urbanism.store.undo import undo
from urbanism.vocabulary import Duty, Origin, ProposalStatus, Role


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write_demo(folder / "jeu", applications=120, communes=4)
    engine = open_estate(database_at(folder / "estate.sqlite"))
    files = sorted(str(path) for path in (folder / "jeu").iterdir() if path.suffix != ".json")
    apply_import(engine, prepare_import(engine, files))
    engine.dispose()
    return folder / "estate.sqlite"


@pytest.fixture
def engine(sample: Path, tmp_path: Path) -> Engine:
    return open_estate(copy_of(sample, tmp_path / "estate.sqlite"))


def correspondent(engine: Engine, commune: int) -> Engine:
    membership = Membership(commune, Duty.CORRESPONDENT)
    return as_viewer(engine, Viewer("Camille", Role.COMMUNE, frozenset({commune}), (membership,)))


def workbook(engine: Engine, commune: int, path: Path) -> Path:
    path.write_bytes(estate_workbook(load_snapshot(engine), commune))
    return path


def mended(path: Path, sheet: str, code: str, **cells: Any) -> None:
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    headers = [cell.value for cell in page[1]]
    row = next(row for row in page.iter_rows(min_row=2) if row[headers.index("Code")].value == code)
    for header, value in cells.items():
        row[headers.index(header.replace("_", " "))].value = value
    book.save(path)


def proposed(engine: Engine, commune: int, path: Path) -> list[Proposal]:
    snapshot = load_snapshot(engine)
    returned = read_returned(engine, snapshot, commune, str(path), "retour.xlsx")
    propose(engine, snapshot, commune, returned.wanted, "Camille", None)
    return pending_of(load_snapshot(engine), commune)


def application(engine: Engine, commune: int, rank: int = 0) -> Application:
    return [a for a in load_snapshot(engine).applications if a.commune_id == commune][rank]


def test_a_workbook_that_comes_back_unchanged_proposes_nothing(engine: Engine, tmp_path: Path) -> None:
    for commune in load_snapshot(engine).communes:
        for who in (as_viewer(engine, LOCAL), correspondent(engine, commune.id)):
            path = workbook(who, commune.id, tmp_path / "retour.xlsx")
            returned = read_returned(who, load_snapshot(who), commune.id, str(path), "retour.xlsx")
            assert returned.wanted == (), commune.name


def test_each_difference_is_proposed_then_accepted_one_by_one(engine: Engine, tmp_path: Path) -> None:
    commune = load_snapshot(engine).communes[1].id
    who = correspondent(engine, commune)
    path = workbook(who, commune, tmp_path / "retour.xlsx")
    first, second = application(engine, commune), application(engine, commune, 1)
    mended(path, "Applications", first.code, Version="12.5")
    mended(path, "Applications", second.code, Description="Corrigée hors ligne")
    found = proposed(who, commune, path)
    assert len(found) == 2
    assert application(engine, commune).version == first.version
    assert proposed(who, commune, path) == found  # given twice, proposed once
    accept(who, load_snapshot(who), [found[0]], "Camille")
    after = load_snapshot(engine)
    assert [p.status for p in after.proposals] == [ProposalStatus.ACCEPTED, ProposalStatus.PENDING]
    accept(who, after, pending_of(after), "Camille")
    assert application(engine, commune).version == "12.5"
    assert application(engine, commune, 1).description == "Corrigée hors ligne"
    undo(engine, runs(engine)[0].id, "Ursule")
    assert len(pending_of(load_snapshot(engine))) == 1


def test_a_new_application_comes_with_its_new_editor(engine: Engine, tmp_path: Path) -> None:
    snapshot = load_snapshot(engine)
    commune = snapshot.communes[1]
    who = correspondent(engine, commune.id)
    path = workbook(who, commune.id, tmp_path / "retour.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet, new in (
        ("Éditeurs", {"Nom": "Maison neuve"}),
        ("Applications", {"Commune": commune.name, "Code": "NEUVE-1", "Nom": "Neuve", "Éditeur": "Maison neuve"}),
    ):
        page = book[sheet]
        page.append([new.get(str(cell.value)) for cell in page[1]])
    book.save(path)
    found = proposed(who, commune.id, path)
    assert [p.title for p in found] == ["Ajouter l’application « Neuve »"]
    edit(engine, snapshot, "applications", [Edit(snapshot.applications[0], {"version": "9"})], "Ursule")
    accept(who, load_snapshot(who), found, "Camille")
    after = load_snapshot(engine)
    made = next(a for a in after.applications if a.code == "NEUVE-1")
    assert after.by_id[made.editor_id or 0].name == "Maison neuve"


def test_what_changed_meanwhile_is_a_conflict_that_a_person_settles(engine: Engine, tmp_path: Path) -> None:
    commune = load_snapshot(engine).communes[1].id
    who = correspondent(engine, commune)
    path = workbook(who, commune, tmp_path / "retour.xlsx")
    seen = application(engine, commune)
    mended(path, "Applications", seen.code, Version="12.5")
    edit(engine, load_snapshot(engine), "applications", [Edit(seen, {"version": "11"})], "Ursule")
    (found,) = proposed(who, commune, path)
    (conflict,) = conflicts_of(found, load_snapshot(who))
    assert (conflict.field, conflict.present, conflict.wanted) == ("version", "11", "12.5")
    edit(engine, load_snapshot(engine), "applications", [Edit(application(engine, commune), {"version": "13"})], "U")
    with pytest.raises(ConflictingChange):
        accept(who, load_snapshot(who), [found], "Camille")
    accept(who, load_snapshot(who), [found], "Camille", despite=True)
    assert application(engine, commune).version == "12.5"


def test_the_workbook_of_another_commune_is_refused(engine: Engine, tmp_path: Path) -> None:
    one, other = (c.id for c in load_snapshot(engine).communes[1:3])
    path = workbook(engine, other, tmp_path / "autre.xlsx")
    mended(path, "Applications", application(engine, other).code, Version="99")
    who = correspondent(engine, one)
    for commune in (one, other):
        with pytest.raises(NotAllowed):
            read_returned(who, load_snapshot(who), commune, str(path), "autre.xlsx")
    assert load_snapshot(engine).proposals == ()


def test_a_shared_product_is_corrected_by_the_urbanist_alone(engine: Engine) -> None:
    snapshot = load_snapshot(engine)
    one, other = (c.id for c in snapshot.communes[1:3])
    who, product = correspondent(engine, one), snapshot.products[0]
    wanted = Edit(product, {"description": "Un meilleur mot"})
    propose_correction(who, load_snapshot(who), one, "products", wanted, "Faute", "Camille")
    (found,) = load_snapshot(who).proposals
    assert load_snapshot(correspondent(engine, other)).proposals == ()
    assert not may_decide(viewer_of(who), one, found.content)
    with pytest.raises(NotAllowed):
        accept(who, load_snapshot(who), [found], "Camille")
    with pytest.raises(NotAllowed):
        refuse(who, load_snapshot(who), found, "Non", "Camille")
    accept(engine, load_snapshot(engine), [found], "Ursule")
    assert load_snapshot(engine).products[0].description == "Un meilleur mot"


def test_nobody_marks_a_proposal_as_decided_who_may_not_decide_of_it(engine: Engine) -> None:
    commune = load_snapshot(engine).communes[1].id
    who, product = correspondent(engine, commune), load_snapshot(engine).products[0]
    wanted = Edit(product, {"description": "Un meilleur mot"})
    propose_correction(who, load_snapshot(who), commune, "products", wanted, "Faute", "Camille")
    (found,) = load_snapshot(who).proposals
    base = read_base(engine)
    marked = Update("proposal", found.id, {"status": found.status.value}, {"status": ProposalStatus.ACCEPTED.value})
    born = {**found._asdict(), "id": Identifiers(base).take(), "content": dict(found.content)}
    born |= {"proposed_on": "2026-01-01", "status": ProposalStatus.ACCEPTED.value}
    made = Creations("proposal", tuple(born), [tuple(born.values())])
    for plan in (
        Plan("Camille", "essai", Origin.DECISION, base, updates=(marked,)),
        Plan("Camille", "essai", Origin.DECISION, base, (made,)),
    ):
        with pytest.raises(NotAllowed):
            apply_plan(who, plan)
    withdraw(who, load_snapshot(who), found, "Camille")
    undo(who, runs(engine)[0].id, "Camille")
    assert [one.status for one in load_snapshot(engine).proposals] == [ProposalStatus.PENDING]


def test_a_refusal_says_why_to_the_commune(engine: Engine) -> None:
    snapshot = load_snapshot(engine)
    commune = snapshot.communes[1].id
    who, block = correspondent(engine, commune), snapshot.blocks[0]
    propose_correction(who, snapshot, commune, "blocks", Edit(block, {"name": "Autre nom"}), "Plus clair", "Camille")
    (found,) = load_snapshot(engine).proposals
    with pytest.raises(UnacceptableProposal):
        refuse(engine, load_snapshot(engine), found, " ", "Ursule")
    refuse(engine, load_snapshot(engine), found, "C’est le nom de la nomenclature.", "Ursule")
    (told,) = load_snapshot(who).proposals
    assert (told.status, told.answer) == (ProposalStatus.REFUSED, "C’est le nom de la nomenclature.")
    with pytest.raises(UnacceptableProposal):
        withdraw(who, load_snapshot(who), told, "Camille")


@pytest.mark.parametrize(("wanted", "reason"), [({}, "Motif"), ({"name": "X"}, " "), ({"rank": 3}, "Motif"),
                                                ({"name": " "}, "Motif")])  # fmt: skip
def test_an_empty_proposal_is_refused(wanted: dict[str, Any], reason: str, engine: Engine) -> None:
    snapshot = load_snapshot(engine)
    edit_wanted = Edit(snapshot.blocks[0], wanted)
    with pytest.raises(UnacceptableProposal):
        propose_correction(engine, snapshot, snapshot.communes[0].id, "blocks", edit_wanted, reason, "Camille")
