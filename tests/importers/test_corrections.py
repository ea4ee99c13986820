"""What a person corrects of an import: kinds, columns, names, whose file it is, who is right."""

from __future__ import annotations

import pytest
from importing import WriteTable, accounted
from sqlalchemy import Engine

from importers.choices import Choices
from importers.kept_profiles import keeping_profiles
from importers.profiles import Profile, TableProfile, profile_from_json
from importers.run import ImportPreview, apply_import, prepare_import
from importers.typed import Side
from importers.values import fold
from urbanism.store import load_snapshot

HEADERS = ("Nom du logiciel", "Truc", "Nb utilisateurs")
ROWS = [HEADERS, ("Concerto", "Arpège", 12), ("Ciril RH", "Ciril", 40)]


def told(kind: str | None, headers: tuple[str, ...] = HEADERS, **columns: str | None) -> Profile:
    folded = {fold(header): field for header, field in columns.items()}
    return Profile(tables=(TableProfile(frozenset(map(fold, headers)), kind, folded),))


def fields(preview: ImportPreview) -> dict[str, str | None]:
    return {column.header: column.field for column in preview.files[0].tables[0].guess.columns}


def test_a_column_told_takes_its_field_and_the_others_are_still_guessed(
    estate: Engine, write_table: WriteTable
) -> None:
    path = write_table("Saint-Aubin.csv", ROWS)
    assert fields(prepare_import(estate, [path])) == {
        "Nom du logiciel": "name",
        "Truc": None,
        "Nb utilisateurs": "users",
    }
    preview = prepare_import(estate, [path], profile=told("applications", Truc="editor"))
    assert fields(preview) == {"Nom du logiciel": "name", "Truc": "editor", "Nb utilisateurs": "users"}


def test_a_field_told_for_one_column_is_taken_from_another(estate: Engine, write_table: WriteTable) -> None:
    path = write_table("Saint-Aubin.csv", ROWS)
    preview = prepare_import(estate, [path], profile=told("applications", Truc="name"))
    assert fields(preview)["Truc"] == "name"
    assert fields(preview)["Nom du logiciel"] != "name"


def test_two_columns_never_share_a_field(estate: Engine, write_table: WriteTable) -> None:
    path = write_table("Saint-Aubin.csv", ROWS)
    profile = told("applications", Truc="name", **{"Nom du logiciel": "name"})
    found = fields(prepare_import(estate, [path], profile=profile))
    assert found == {"Nom du logiciel": "name", "Truc": None, "Nb utilisateurs": "users"}


def test_a_table_set_aside_is_counted_and_said(estate: Engine, write_table: WriteTable) -> None:
    path = write_table("Saint-Aubin.csv", ROWS)
    preview = prepare_import(estate, [path], profile=told(None))
    sheet = preview.to_json()["files"][0]["sheets"][0]
    assert accounted(sheet)
    assert sheet["ignored_because"] == {"écarté par une personne": 2, "en-tête": 1}
    assert sheet["issues"] == []


def test_the_values_of_each_column_are_shown(estate: Engine, write_table: WriteTable) -> None:
    rows = [HEADERS, *((f"Logiciel {n}", "Ciril", n) for n in range(9))]
    table = prepare_import(estate, [write_table("Saint-Aubin.csv", rows)]).files[0].tables[0]
    assert table.examples == [[f"Logiciel {n}" for n in range(5)], ["Ciril"], [str(n) for n in range(5)]]


def test_a_kept_profile_is_used_next_time_and_goes_with_its_run(estate: Engine, write_table: WriteTable) -> None:
    path = write_table("Saint-Aubin.csv", ROWS)
    profile = told("applications", Truc="editor")
    preview = prepare_import(estate, [path], profile=profile)
    commune = preview.files[0].commune_id
    assert commune is not None
    apply_import(estate, keeping_profiles(estate, preview, {commune: profile}))
    assert {editor.name for editor in load_snapshot(estate).editors} >= {"Arpège", "Ciril"}
    assert fields(prepare_import(estate, [path]))["Truc"] == "editor"
    again = prepare_import(estate, [path])
    changed = keeping_profiles(estate, again, {commune: Profile(names={"paie": "P1"})})
    apply_import(estate, changed)
    assert fields(prepare_import(estate, [path]))["Truc"] == "editor"
    assert keeping_profiles(estate, prepare_import(estate, [path]), {commune: profile}).plan.is_empty


def test_a_profile_written_and_read_again_is_the_same() -> None:
    profile = Profile(
        "Saint-Aubin", (*told("applications", Truc="editor").tables, *told(None, ("a",)).tables), {"x": "y"}
    )
    assert profile_from_json(profile.to_json()) == profile


@pytest.mark.parametrize("written", ["Saint-Aubin.csv", "Lot.zip"])
def test_files_are_shown_under_the_names_given(estate: Engine, write_table: WriteTable, written: str) -> None:
    path = write_table("tmp123.csv", ROWS)
    preview = prepare_import(estate, [path], choices=Choices(shown={path: written}))
    assert preview.files[0].path == written
    assert path not in str(preview.to_json()) + preview.plan.reason


def test_each_file_may_be_given_its_commune(estate: Engine, write_table: WriteTable) -> None:
    paths = [write_table("a.csv", ROWS), write_table("b.csv", ROWS)]
    preview = prepare_import(estate, paths, choices=Choices(communes={paths[1]: "Ormes"}))
    assert preview.files[1].commune == "Ormes"
    assert preview.files[0].commune != "Ormes"


def test_an_ambiguous_name_is_asked_and_the_answer_used(estate: Engine, write_table: WriteTable) -> None:
    inventory = write_table("Ormes.csv", [("Code", "Application", "Éditeur"), ("P1", "Paie", "A"), ("P2", "Paie", "B")])
    flows = write_table(
        "Ormes flux.csv",
        [
            ("Application source", "Application cible", "Moyen"),
            ("Paie", "P1", "fichier"),
            ("Orchidée", "P1", "fichier"),
        ],
    )
    preview = prepare_import(estate, [inventory, flows], commune="Ormes")
    questions = preview.files[1].tables[0].questions
    assert [candidate.written for candidate in questions["Paie"].candidates] == ["P1 (Ormes)", "P2 (Ormes)"]
    assert questions["Orchidée"].candidates == ()
    answers = Profile(names={"paie": "P2 (Ormes)", "orchidee": "P1"})
    preview = prepare_import(estate, [inventory, flows], commune="Ormes", profile=answers)
    assert preview.files[1].tables[0].questions == {}
    apply_import(estate, preview)
    snapshot = load_snapshot(estate)
    ends = {(snapshot.by_id[f.source_id].code, snapshot.by_id[f.target_id].code) for f in snapshot.interfaces}
    assert ends == {("P2", "P1"), ("P1", "P1")}


@pytest.mark.parametrize(("side", "users"), [(Side.FILE, 50), (Side.ESTATE, 12)])
def test_a_disagreement_is_settled_by_a_person(estate: Engine, write_table: WriteTable, side: Side, users: int) -> None:
    first = [("Code", "Nom du logiciel", "Nb utilisateurs"), ("C1", "Concerto", 12)]
    apply_import(estate, prepare_import(estate, [write_table("un.csv", first)], commune="Ormes"))
    other = write_table("deux.csv", [("Code", "Nom du logiciel", "Nb utilisateurs"), ("C1", "Concerto", 50)])
    table = prepare_import(estate, [other], commune="Ormes").files[0].tables[0]
    [dispute] = table.disputes
    assert (dispute.field, dispute.present, dispute.told, dispute.settled) == ("users", 12, 50, None)
    assert table.counts()["rejected"] == 1
    settled = {(dispute.entity, dispute.object_id, dispute.field): side}
    preview = prepare_import(estate, [other], commune="Ormes", choices=Choices(settled=settled))
    assert preview.counts()["rejected"] == 0
    assert preview.files[0].tables[0].disputes[0].settled is side
    apply_import(estate, preview)
    assert load_snapshot(estate).applications[0].users == users
