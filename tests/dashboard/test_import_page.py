"""The page that imports: what was understood, corrected, kept, and the plan that is applied."""

from __future__ import annotations

import pytest
from mini_estate import Open
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from importers.run import apply_import, prepare_import
from urbanism.dashboard.correcting import Draft
from urbanism.dashboard.importing import PASTED
from urbanism.store import load_snapshot

CELLS = "Nom du logiciel\tTruc\tNb utilisateurs\nConcerto\tArpège\t12\nCiril RH\tCiril\t40"
COMMUNE = "cellules collées"
FILE = f"{COMMUNE}.tsv"


def read(open_page: Open, cells: str) -> AppTest:
    """The second step, for pasted cells of one commune (a new commune cannot be typed without a browser)."""
    app = open_page("import_files")
    app.session_state["import-en-cours"] = Draft([(PASTED, cells.encode())], COMMUNE)
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def choice(app: AppTest, what: str, column: int | None = None):
    place = "" if column is None else f"-{column}"
    return app.selectbox(key=f"{what}-{FILE}-0{place}")


def figures(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def test_pasted_cells_ask_whose_they_are_unless_a_column_says_it(nothing: Engine, open_page: Open) -> None:
    app = open_page("import_files")

    def is_waiting(cells: str) -> bool:
        app.text_area(key="import-collage").set_value(cells).run()
        assert not app.exception
        return next(button for button in app.button if button.label == "Lire").disabled

    assert is_waiting(CELLS)
    assert any("quelle commune" in caption.value for caption in app.caption)
    assert not is_waiting("Nom du logiciel\tCommune\nConcerto\tValombreuil")


def test_a_correction_does_not_read_the_files_again(nothing: Engine, open_page: Open, monkeypatch) -> None:
    app = read(open_page, CELLS)
    monkeypatch.setattr("importers.sources.read_files", lambda paths, _limits: iter([1 / 0 for _ in paths]))
    choice(app, "champ", 1).set_value("editor").run()
    assert not app.exception
    assert choice(app, "champ", 1).value == "editor"


def test_a_column_corrected_changes_the_plan_and_is_used_next_time(nothing: Engine, open_page: Open) -> None:
    app = read(open_page, CELLS)
    assert choice(app, "champ", 1).value == ""
    choice(app, "champ", 1).set_value("editor").run()
    assert choice(app, "champ", 1).value == "editor"
    assert load_snapshot(nothing).applications == ()
    press(app, "Enregistrer")
    snapshot = load_snapshot(nothing)
    assert {snapshot.by_id[a.editor_id].name for a in snapshot.applications if a.editor_id} == {"Arpège", "Ciril"}
    again = read(open_page, CELLS.replace("40", "41"))
    assert choice(again, "champ", 1).value == "editor"
    assert figures(again)["Modifiées"] == "1"


def test_corrections_are_not_kept_where_nobody_wants_it(nothing: Engine, open_page: Open) -> None:
    app = read(open_page, CELLS)
    choice(app, "champ", 1).set_value("editor").run()
    app.checkbox(key="import-garder").uncheck().run()
    press(app, "Enregistrer")
    other = read(open_page, CELLS.replace("Arpège", "rouge").replace("\tCiril\t", "\tbleu\t"))
    assert choice(other, "champ", 1).value == ""


def test_a_table_that_is_not_to_be_imported_is_left_out(nothing: Engine, open_page: Open) -> None:
    app = read(open_page, CELLS)
    choice(app, "nature").set_value("").run()
    assert figures(app)["Créées"] == "0"
    choice(app, "nature").set_value("applications").run()
    assert figures(app)["Créées"] == "2"


def test_the_commune_of_a_file_can_be_corrected(nothing: Engine, open_page: Open) -> None:
    app = read(open_page, CELLS)
    assert app.selectbox(key=f"commune-{FILE}").value == COMMUNE
    app.session_state["import-en-cours"].give_to(FILE, "Saint-Aubin")
    app.run()
    press(app, "Enregistrer")
    assert [commune.name for commune in load_snapshot(nothing).communes] == ["Saint-Aubin"]


def test_a_name_without_an_answer_is_asked_then_used(nothing: Engine, open_page: Open) -> None:
    press(read(open_page, "Code\tNom du logiciel\tNb utilisateurs\nP1\tPaie\t3\nP2\tPaie\t4"), "Enregistrer")
    app = read(open_page, "Application source\tApplication cible\tMoyen\nPaie\tP1\tfichier\nOrchidée\tP1\tAPI")
    assert figures(app)["Refusées"] == "2"
    asked = app.selectbox(key=f"nom-{FILE}-0-Paie")
    assert asked.options == [f"Paie ({COMMUNE}, P1)", f"Paie ({COMMUNE}, P2)"]
    asked.set_value(f"P2 ({COMMUNE})").run()
    app.selectbox(key=f"nom-{FILE}-0-Orchidée").set_value(f"P1 ({COMMUNE})").run()
    assert figures(app)["Refusées"] == "0"
    press(app, "Enregistrer")
    assert len(load_snapshot(nothing).interfaces) == 2


@pytest.mark.parametrize(("side", "users"), [("Les fichiers ont raison", 50), ("La cartographie a raison", 12)])
def test_a_disagreement_is_settled_on_the_page(
    nothing: Engine, open_page: Open, tmp_path_factory: pytest.TempPathFactory, side: str, users: int
) -> None:
    file = tmp_path_factory.mktemp("files") / "autre.tsv"
    file.write_text("Code\tNom du logiciel\tNb utilisateurs\nC1\tConcerto\t12", encoding="utf-8")
    apply_import(nothing, prepare_import(nothing, [str(file)], commune=COMMUNE))
    app = read(open_page, "Code\tNom du logiciel\tNb utilisateurs\nC1\tConcerto\t50\nC2\tCiril RH\t1")
    assert figures(app)["Refusées"] == "1"
    [asked] = app.radio
    assert asked.label == "Concerto – Utilisateurs"
    assert asked.options == ["Garder « 12 »", "Prendre « 50 » (ligne 2)"]
    press(press(app, side), "Enregistrer")
    assert {a.code: a.users for a in load_snapshot(nothing).applications} == {"C1": users, "C2": 1}


def test_a_plan_overtaken_by_another_is_made_again_and_said(nothing: Engine, open_page: Open) -> None:
    app = read(open_page, CELLS)
    press(read(open_page, "Code\tNom du logiciel\tNb utilisateurs\nP1\tPaie\t3"), "Enregistrer")
    press(app, "Enregistrer")
    assert "La cartographie a changé" in app.warning[0].value
    assert len(load_snapshot(nothing).applications) == 1
    press(app, "Enregistrer")
    assert len(load_snapshot(nothing).applications) == 3


def test_old_and_new_values_are_shown(nothing: Engine, open_page: Open) -> None:
    press(read(open_page, CELLS), "Enregistrer")
    app = read(open_page, CELLS.replace("40", "41").replace("Concerto\tArpège\t12\n", ""))
    changes, stopped = (table.value for table in app.dataframe[:2])
    assert changes[["Objet", "Champ", "Avant", "Après"]].to_numpy().tolist() == [
        ["Ciril RH", "Utilisateurs", "40", "41"]
    ]
    assert stopped["Objet"].tolist() == ["Concerto"]
