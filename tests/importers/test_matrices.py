"""Tables that cross two lists become the rows they stand for, counted as the sheet shows them."""

from __future__ import annotations

from importing import ImportRows, accounted
from sqlalchemy import Engine

from importers.run import ImportPreview
from urbanism.store.snapshots import load_snapshot
from urbanism.vocabulary import Ternary

BLOCKS_BY_COMMUNE = [
    ["Applications par bloc et par commune", None, None, None],
    ["Bloc fonctionnel", "Valgris", "Port-Brume", "Saint-Aubin"],
    ["État civil", "Mélodie", "Siècle", "x"],
    ["Paie", "Ciril RH ; Kelio", "non", "Astre RH"],
    ["Médiathèques", "-", "n.c.", None],
]


def applications(engine: Engine) -> set[tuple[str, str, str]]:
    """Commune, bloc and name of each application."""
    snapshot = load_snapshot(engine)
    communes = {commune.id: commune.name for commune in snapshot.communes}
    blocks = {block.id: block.name for block in snapshot.blocks}
    return {(communes[a.commune_id], blocks[a.block_id or 0].split(" et ")[0], a.name) for a in snapshot.applications}


def only_table(preview: ImportPreview) -> dict[str, int]:
    (table,) = preview.files[0].tables
    assert accounted(table.counts())
    return table.counts()


def test_blocs_by_communes_become_applications(estate: Engine, import_rows: ImportRows) -> None:
    counts = only_table(import_rows(estate, BLOCKS_BY_COMMUNE, sheet="Matrice"))
    assert applications(estate) == {
        ("Valgris", "État civil", "Mélodie"),
        ("Port-Brume", "État civil", "Siècle"),
        ("Saint-Aubin", "État civil", "État civil"),
        ("Valgris", "Paie", "Ciril RH"),
        ("Valgris", "Paie", "Kelio"),
        ("Saint-Aubin", "Paie", "Astre RH"),
    }
    assert counts["rows_read"] == 5
    assert counts["created"] == 2
    assert counts["ignored"] == 3  # the title, the header, a row without a filled cell


def test_a_matrix_imported_again_changes_nothing(estate: Engine, import_rows: ImportRows) -> None:
    import_rows(estate, BLOCKS_BY_COMMUNE, sheet="Matrice")
    again = import_rows(estate, BLOCKS_BY_COMMUNE, sheet="Matrice", apply=False)
    assert again.plan.is_empty
    assert only_table(again)["unchanged"] == 2


def test_communes_by_blocs_say_the_same(estate: Engine, import_rows: ImportRows) -> None:
    turned = [list(row) for row in zip(*BLOCKS_BY_COMMUNE[1:], strict=True)]
    turned[0][0] = "Commune"
    import_rows(estate, turned, sheet="Matrice")
    assert len(applications(estate)) == 6
    assert ("Saint-Aubin", "Paie", "Astre RH") in applications(estate)


def test_columns_beside_the_crossed_ones_are_kept(estate: Engine, import_rows: ImportRows) -> None:
    rows = [
        ["Bloc", "Commentaire", "Valgris", "Port-Brume"],
        ["Paie", "marché groupé", "Ciril RH", "Astre RH"],
        ["État civil", None, "Mélodie", "Siècle"],
    ]
    import_rows(estate, rows, sheet="Matrice")
    said = {a.name: a.description or a.extra for a in load_snapshot(estate).applications}
    assert "marché groupé" in str(said["Ciril RH"])


def test_a_matrix_of_flows_becomes_interfaces(estate: Engine, import_rows: ImportRows) -> None:
    import_rows(estate, [["Nom", "Éditeur"], ["Ciril RH", "Ciril"], ["Astre", "GFI"], ["Mélodie", "Arpège"]])
    rows = [
        ["de \\ vers", "Ciril RH", "Astre", "Mélodie"],
        ["Ciril RH", None, "Mandats de paie", None],
        ["Astre", None, None, None],
        ["Mélodie", None, "x", None],
    ]
    counts = only_table(import_rows(estate, rows, sheet="Flux", name="Saint-Aubin flux.xlsx"))
    snapshot = load_snapshot(estate)
    names = {a.id: a.name for a in snapshot.applications}
    assert {(names[i.source_id], names[i.target_id]) for i in snapshot.interfaces} == {
        ("Ciril RH", "Astre"),
        ("Mélodie", "Astre"),
    }
    assert counts["rows_read"] == 4
    assert counts["created"] == 2


def test_a_matrix_of_letters_becomes_uses_of_data(estate: Engine, import_rows: ImportRows) -> None:
    import_rows(estate, [["Nom", "Éditeur"], ["Ciril RH", "Ciril"], ["Mélodie", "Arpège"]])
    objects = [item.name for item in load_snapshot(estate).data_objects[:2]]
    rows = [["Application", *objects], ["Ciril RH", "CRUD", "R"], ["Mélodie", None, "C, U"]]
    import_rows(estate, rows, sheet="CRUD", name="Saint-Aubin données.xlsx")
    uses = load_snapshot(estate).data_uses
    assert len(uses) == 3
    assert sum(use.deletes is Ternary.YES for use in uses) == 1


def test_an_inventory_is_no_matrix(estate: Engine, import_rows: ImportRows) -> None:
    rows = [
        ["Nom", "Bloc", "Éditeur", "Hébergement"],
        ["Ciril RH", "Paie", "Ciril", "SaaS"],
        ["Mélodie", "État civil", "Arpège", "interne"],
    ]
    preview = import_rows(estate, rows)
    assert preview.files[0].tables[0].guess.kind == "applications"
    assert preview.counts()["created"] == 2


def test_a_list_of_flows_between_names_of_blocs_is_no_matrix(estate: Engine, import_rows: ImportRows) -> None:
    rows = [
        ["Source", "Destination", "Données échangées"],
        ["État civil", "Paie", "Agents"],
        ["Paie", "Autre", "Tiers"],
    ]
    assert import_rows(estate, rows).files[0].tables[0].guess.kind == "interfaces"
