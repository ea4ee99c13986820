"""A plan says exactly what a file changes; the same plan is applied; undoing it brings back what was before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from importing import Load, WriteTable, accounted
from sqlalchemy import Engine, select

from importers.run import ImportPreview, apply_import, prepare_import
from urbanism.errors import NothingToUndo
from urbanism.model.memory import Change
from urbanism.snapshot import Application
from urbanism.store import apply_plan, load_snapshot
from urbanism.store.apply import read_base
from urbanism.store.changes import Plan, Update
from urbanism.store.engine import reading
from urbanism.store.tables import TABLES, read_rows
from urbanism.store.undo import undo
from urbanism.vocabulary import LifecycleStatus, Operation, Origin

HEADERS = ("Code", "Nom", "Éditeur", "Produit", "Version", "Statut", "Nb utilisateurs", "Contrat", "Fin de contrat")
MELODIE = ("A1", "Mélodie", "Arpège", "Mélodie Opus", "5.1", "en service", 12, "M-01", "31/12/2026")
CONCERTO = ("A2", "Concerto", "Arpège", "Concerto", "7", "en service", 40, "M-02", "30/06/2027")
FILE = "Saint-Aubin.csv"
MEMORY = {"change", "change_set", "revision", "import_file", "import_sheet", "audit_entry", "alembic_version"}


@pytest.fixture
def load(estate: Engine, write_table: WriteTable) -> Load:
    """Import rows as a file of that name."""

    def run(*rows: Sequence[object], name: str = FILE, headers: Sequence[object] = HEADERS) -> ImportPreview:
        preview = prepare_import(estate, [write_table(name, [headers, *rows])])
        apply_import(estate, preview)
        assert accounted(preview.counts())
        return preview

    return run


def dump(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All that the estate holds, its memory apart."""
    with reading(engine) as connection:
        return {name: read_rows(connection, name) for name in TABLES if name not in MEMORY}


def application(engine: Engine, code: str) -> Application:
    return next(item for item in load_snapshot(engine).applications if item.code == code)


def edit(engine: Engine, code: str, field: str, value: object) -> int:
    """A correction by hand."""
    item = application(engine, code)
    before = {field: getattr(item, field)}
    change = Update("application", item.id, before, {field: value})
    return apply_plan(engine, Plan("une personne", "correction", Origin.EDIT, read_base(engine), updates=[change]))


def test_the_same_file_twice_changes_nothing(estate: Engine, load: Load) -> None:
    assert load(MELODIE, CONCERTO).counts()["created"] == 2
    before = dump(estate)
    again = load(MELODIE, CONCERTO)
    assert again.plan.is_empty
    assert again.counts()["unchanged"] == 2
    assert dump(estate) == before


def test_a_changed_cell_is_the_only_thing_that_changes(estate: Engine, load: Load) -> None:
    load(MELODIE, CONCERTO)
    preview = load((*MELODIE[:4], "6.0", *MELODIE[5:]), CONCERTO)
    (update,) = preview.plan.updates
    assert (update.before, update.after) == ({"version": "5.1"}, {"version": "6.0"})
    assert not any(batch.rows for batch in preview.plan.creations)
    counts = preview.counts()
    assert (counts["updated"], counts["unchanged"], counts["retired"]) == (1, 1, 0)


def test_a_changed_date_of_contract_is_the_contracts(estate: Engine, load: Load) -> None:
    load(MELODIE, CONCERTO)
    preview = load((*MELODIE[:8], "31/12/2030"), CONCERTO)
    (update,) = preview.plan.updates
    assert (update.entity, update.after) == ("contract", {"end_date": "2030-12-31"})
    assert preview.counts()["updated"] == 1


def test_an_emptied_cell_says_nothing(estate: Engine, load: Load) -> None:
    load(MELODIE, CONCERTO)
    preview = load((*MELODIE[:4], None, *MELODIE[5:]), CONCERTO)
    assert preview.plan.is_empty


def test_a_row_gone_is_retired_never_deleted_and_comes_back(estate: Engine, load: Load) -> None:
    load(MELODIE, CONCERTO)
    gone = load(MELODIE)
    assert gone.counts()["retired"] == 1
    assert not gone.plan.deletions
    assert application(estate, "A2").status is LifecycleStatus.STOPPED
    assert load(MELODIE).plan.is_empty  # retired once
    back = load(MELODIE, CONCERTO)
    assert back.counts()["updated"] == 1
    assert application(estate, "A2").status is LifecycleStatus.IN_USE


def test_a_retired_row_comes_back_even_where_the_file_says_no_status(estate: Engine, load: Load) -> None:
    headers, first, second = HEADERS[:5], MELODIE[:5], CONCERTO[:5]
    load(first, second, headers=headers)
    load(first, headers=headers)
    load(first, second, headers=headers)
    assert application(estate, "A2").status is LifecycleStatus.UNKNOWN


def test_what_another_file_tells_of_is_not_retired(estate: Engine, load: Load) -> None:
    load(MELODIE)
    preview = load(CONCERTO, name="Saint-Aubin suite.csv")
    assert preview.counts()["retired"] == 0


def test_a_correction_by_hand_stays_while_the_file_does_not_move(estate: Engine, load: Load) -> None:
    load(MELODIE, CONCERTO)
    edit(estate, "A1", "version", "5.2")
    preview = load(MELODIE, CONCERTO)
    assert preview.plan.is_empty
    assert application(estate, "A1").version == "5.2"


def test_a_correction_by_hand_against_the_file_is_a_conflict(estate: Engine, load: Load) -> None:
    load(MELODIE, CONCERTO)
    edit(estate, "A1", "version", "5.2")
    preview = load((*MELODIE[:4], "6.0", *MELODIE[5:]), CONCERTO)
    (issue,) = [issue for table in preview.files[0].tables for issue in table.issues]
    assert issue.code == "sources_en_desaccord"
    assert issue.cell == "E2"
    assert "5.2" in issue.message
    assert "6.0" in issue.message
    assert preview.counts()["rejected"] == 1
    assert application(estate, "A1").version == "5.2"


def test_next_years_file_updates_what_it_changes(estate: Engine, load: Load) -> None:
    """Another year or version in a file's name makes no other source of it."""
    load(MELODIE, CONCERTO, name="Saint-Aubin 2024.csv")
    preview = load((*MELODIE[:4], "6.0", *MELODIE[5:]), CONCERTO, name="Saint-Aubin 2025 v2.csv")
    assert preview.counts()["updated"] == 1
    assert preview.counts()["rejected"] == 0


def test_a_new_name_in_a_list_is_an_update(estate: Engine, load: Load) -> None:
    headers = ("Code", "Nom", "Éditeur", "Blocs secondaires")
    load(("A1", "Mélodie", "Arpège", "Élections"), headers=headers)
    preview = load(("A1", "Mélodie", "Arpège", "Élections ; Cimetières"), headers=headers)
    assert preview.counts()["updated"] == 1
    assert len(load_snapshot(estate).secondary_blocks) == 2


def test_undoing_an_import_brings_back_everything(estate: Engine, load: Load) -> None:
    empty = dump(estate)
    load(MELODIE, CONCERTO)
    full = dump(estate)
    load(
        (*MELODIE[:4], "6.0", *MELODIE[5:]),
        ("A3", "Siècle", "Logitud", "Siècle", "3", "projet", 5, "M-03", "01/01/2028"),
    )
    with reading(estate) as connection:
        last = max(connection.execute(select(Change.change_set_id)).scalars())
    assert undo(estate, last, "une personne") > 0
    assert dump(estate) == full
    undo(estate, last - 1, "une personne")
    assert dump(estate) == empty


def test_undoing_is_refused_where_later_changes_depend(estate: Engine, load: Load) -> None:
    load(MELODIE, CONCERTO)
    with reading(estate) as connection:
        first = max(connection.execute(select(Change.change_set_id)).scalars())
    later = edit(estate, "A1", "version", "5.2")
    before = dump(estate)
    with pytest.raises(NothingToUndo, match=f"opération n° {later}"):
        undo(estate, first, "une personne")
    assert dump(estate) == before
    undo(estate, later, "une personne")
    undo(estate, first, "une personne")
    assert load_snapshot(estate).applications == ()


def test_undone_twice_is_refused(estate: Engine, load: Load) -> None:
    load(MELODIE)
    with reading(estate) as connection:
        last = max(connection.execute(select(Change.change_set_id)).scalars())
    undo(estate, last, "une personne")
    with pytest.raises(NothingToUndo, match="déjà été annulée"):
        undo(estate, last, "une personne")


def test_every_creation_says_its_row(estate: Engine, load: Load) -> None:
    load(MELODIE, CONCERTO)
    with reading(estate) as connection:
        query = select(Change.row).where(Change.entity == "application", Change.operation == Operation.CREATE)
        assert sorted(connection.execute(query).scalars()) == [2, 3]


def test_a_list_without_products_gives_each_edited_application_the_product_of_its_name(
    estate: Engine, tmp_path: Path
) -> None:
    """« Logiciel ; Éditeur » is how most inventories are; what is made at home, or without editor, is no product."""
    file = tmp_path / "Ormes.csv"
    file.write_text("Logiciel;Éditeur\nConcerto;Arpège\nSuivi des clés;Développement interne\nBloc-notes;\n", "utf-8")
    apply_import(estate, prepare_import(estate, [str(file)], commune="Ormes"))
    snapshot = load_snapshot(estate)
    products = {product.id: product.name for product in snapshot.products}
    found = {item.name: products.get(item.product_id or 0) for item in snapshot.applications}
    assert found == {"Concerto": "Concerto", "Suivi des clés": None, "Bloc-notes": None}
    assert prepare_import(estate, [str(file)], commune="Ormes").plan.is_empty
