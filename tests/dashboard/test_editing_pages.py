"""Creating, editing and retiring objects of any kind on their page, and many at once in a table."""

from __future__ import annotations

import pytest
from mini_estate import Open, edit_application
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from urbanism.governance.editable import NAMES
from urbanism.governance.editing import create
from urbanism.store import load_snapshot
from urbanism.vocabulary import InterfaceState


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize("table", NAMES)
def test_every_kind_has_its_form_and_its_table(estate: Engine, open_page: Open, table: str) -> None:
    form = open_page("record", quoi=table)
    assert not form.exception
    assert "Créer" in [button.label for button in form.button]
    assert not open_page("bulk_edit", nature=table).exception


def test_a_department_is_created_then_shown(estate: Engine, open_page: Open) -> None:
    app = open_page("record", quoi="departments")
    app.selectbox(key="fiche-commune_id").set_value(load_snapshot(estate).communes[0].id)
    app.text_input(key="fiche-name").set_value("Direction des routes")
    press(app, "Créer")
    (made,) = load_snapshot(estate).departments
    assert (made.name, made.commune_id) == ("Direction des routes", load_snapshot(estate).communes[0].id)


def test_a_creation_without_a_name_is_refused_with_its_place(estate: Engine, open_page: Open) -> None:
    app = press(open_page("record", quoi="editors"), "Créer")
    assert "**Nom** : Cette valeur est nécessaire" in app.error[0].value


def test_a_flow_is_edited_then_retired_and_its_story_told(estate: Engine, open_page: Open) -> None:
    flow = load_snapshot(estate).interfaces[0]
    app = press(open_page("record", quoi="interfaces", id=str(flow.id)), "Modifier")
    app.text_input(key="fiche-format").set_value("CSV")
    press(app, "Enregistrer")
    press(app, "Retirer")
    after = load_snapshot(estate).interfaces[0]
    assert (after.format, after.state) == ("CSV", InterfaceState.STOPPED)
    told = "\n".join(str(block.value) for block in app.markdown)
    assert told.count("**Modification**") == 2
    press(app, "Retirer")
    assert "déjà close" in app.error[0].value


def test_a_table_is_previewed_then_written_then_undone(estate: Engine, open_page: Open) -> None:
    before = load_snapshot(estate)
    app = open_page("bulk_edit", nature="applications")
    app.session_state["tableau-1"] = {"edited_rows": {0: {"name": "Nouveau nom"}, 2: {"criticality": "forte"}}}
    app.run()
    preview = app.dataframe[-1].value.to_dict("records")
    assert [(row["Champ"], row["Avant"], row["Après"]) for row in preview] == [
        ("Nom", "Logiciel 0", "Nouveau nom"), ("Criticité", "inconnu", "forte"),
    ]  # fmt: skip
    assert load_snapshot(estate) == before
    press(app, "Enregistrer")
    after = load_snapshot(estate)
    assert (after.applications[0].name, after.applications[2].criticality) == ("Nouveau nom", "forte")
    press(app, "Annuler")
    assert load_snapshot(estate).applications == before.applications


def test_a_table_does_not_overwrite_what_someone_else_changed(estate: Engine, open_page: Open) -> None:
    app = open_page("bulk_edit", nature="applications")
    edit_application(estate, load_snapshot(estate).applications[0], {"name": "Leur nom"}, "quelqu’un")
    app.session_state["tableau-1"] = {"edited_rows": {0: {"name": "Mon nom"}}}
    app.run()
    press(app, "Enregistrer")
    assert "Quelqu’un d’autre a modifié" in app.error[0].value
    told = " ".join(one.value for one in app.markdown)
    assert "Logiciel 0\\, Nom : vous lisiez Logiciel 0, la fiche dit maintenant **Leur nom**" in told
    assert load_snapshot(estate).applications[0].name == "Leur nom"


def test_a_table_begun_is_kept_when_someone_adds_a_sheet(estate: Engine, open_page: Open) -> None:
    app = open_page("bulk_edit", nature="applications")
    snapshot = load_snapshot(estate)
    theirs = {"commune_id": snapshot.communes[0].id, "code": "V1", "name": "Venue entre-temps"}
    app.session_state["tableau-1"] = {"edited_rows": {0: {"name": "Mon nom"}}}
    create(estate, snapshot, "applications", theirs, "quelqu’un")
    app.run()
    press(app, "Enregistrer")
    assert not app.error
    assert {"Mon nom", "Venue entre-temps"} <= {one.name for one in load_snapshot(estate).applications}
