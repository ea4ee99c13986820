"""Importing gives a bloc to who has none, says why, and yields to what holders and persons say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from databases import database_at
from sqlalchemy import Engine

from importers.run import apply_import, prepare_import
from urbanism.nomenclature import load_nomenclature
from urbanism.store import apply_plan, open_database
from urbanism.store.apply import current_base
from urbanism.store.changes import Plan, Update
from urbanism.store.engine import reading
from urbanism.store.nomenclature import nomenclature_plan
from urbanism.store.tables import fields_of, read_rows
from urbanism.vocabulary import Origin

LIST = """Nom de l'application;Bloc fonctionnel;Finalité;Produit;Éditeur
Cimet;Cimetières et funéraire;;Zorgol;Zorg
Sépulta;;Suivi des dossiers;Zorgol;Zorg
Soldo;;Calcul de la paie et des carrières des agents;;
Divers;;Suivi des dossiers;;
Aqua;Ressources en eau;;;
"""


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_database(database_at(tmp_path / "estate.sqlite"))
    apply_plan(engine, nomenclature_plan(engine, load_nomenclature()).plan)
    return engine


def import_list(engine: Engine, folder: Path, text: str, name: str = "liste.csv") -> dict[str, int]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    preview = prepare_import(engine, [str(path)], commune="Arvelle")
    apply_import(engine, preview)
    return preview.counts()


def applications(engine: Engine) -> dict[str, dict[str, Any]]:
    with reading(engine) as connection:
        codes = dict(read_rows(connection, "functional_block", ("id", "code")))
        rows = [dict(zip(fields_of("application"), row, strict=True)) for row in read_rows(connection, "application")]
    return {row["name"]: {**row, "block": codes.get(row["block_id"])} for row in rows}


def rests_on(engine: Engine, name: str) -> tuple[str | None, str, str | None]:
    row = applications(engine)[name]
    return row["block"], row["block_basis"], row["block_evidence"]


def confirm(engine: Engine, name: str) -> None:
    """A person confirms the bloc that an application has."""
    row = applications(engine)[name]
    with reading(engine) as connection:
        base = current_base(connection)
    update = Update("application", row["id"], {"block_basis": row["block_basis"]}, {"block_basis": "confirmé"})
    apply_plan(engine, Plan("urbaniste", "Blocs confirmés", Origin.EDIT, base, updates=(update,)))


def test_blocs_are_proposed_where_nobody_said(engine: Engine, tmp_path: Path) -> None:
    import_list(engine, tmp_path, LIST)
    assert rests_on(engine, "Cimet") == ("cimetieres", "déclaré", None)
    assert rests_on(engine, "Sépulta") == (
        "cimetieres",
        "proposé",
        "le produit « Zorgol » sert ce bloc dans une autre application ; « Zorg » sert souvent ce bloc",
    )
    assert rests_on(engine, "Soldo") == ("paie", "proposé", "les mots « paie et des carrières » de sa finalité")
    assert rests_on(engine, "Divers") == (None, "inconnu", None)
    assert rests_on(engine, "Aqua") == ("eau", "proposé", "le mot « eau » du domaine indiqué")


def test_the_same_file_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    import_list(engine, tmp_path, LIST)
    before = applications(engine)
    counts = import_list(engine, tmp_path, LIST)
    assert (counts["unchanged"], counts["updated"]) == (5, 0)
    assert applications(engine) == before


@pytest.mark.parametrize("name", ["liste.csv", "autre.csv"])
def test_a_proposal_yields_to_what_a_holder_states(engine: Engine, tmp_path: Path, name: str) -> None:
    import_list(engine, tmp_path, LIST)
    counts = import_list(engine, tmp_path, LIST.replace("Soldo;;", "Soldo;Temps et activités;"), name)
    assert (counts["updated"], counts["rejected"]) == (1, 0)
    assert rests_on(engine, "Soldo") == ("temps", "déclaré", None)


def test_what_a_person_confirmed_stays(engine: Engine, tmp_path: Path) -> None:
    import_list(engine, tmp_path, LIST)
    confirm(engine, "Soldo")
    confirmed = rests_on(engine, "Soldo")
    assert confirmed[:2] == ("paie", "confirmé")
    same = import_list(engine, tmp_path, LIST.replace("Soldo;;", "Soldo;Paie et carrières;"))
    assert (same["updated"], same["rejected"]) == (0, 0)
    assert rests_on(engine, "Soldo") == confirmed
    other = import_list(engine, tmp_path, LIST.replace("Soldo;;", "Soldo;Temps et activités;"), "autre.csv")
    assert other["rejected"] == 1
    assert rests_on(engine, "Soldo") == confirmed


def test_that_an_application_has_no_bloc_may_be_confirmed_too(engine: Engine, tmp_path: Path) -> None:
    import_list(engine, tmp_path, LIST)
    confirm(engine, "Divers")
    import_list(engine, tmp_path, LIST.replace("Divers;;Suivi des dossiers", "Divers;;Paie et carrières"))
    assert rests_on(engine, "Divers") == (None, "confirmé", None)
