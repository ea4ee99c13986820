"""Editing an application in place: what is written, refused, and shown when someone else was faster."""

from __future__ import annotations

from mini_estate import Open, edit_application
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from urbanism.dashboard.components.text import JOINER
from urbanism.snapshot import Application
from urbanism.store import load_snapshot
from urbanism.vocabulary import BlockBasis


def application(engine: Engine) -> Application:
    return load_snapshot(engine).applications[1]


def begin(engine: Engine, open_page: Open) -> AppTest:
    app = open_page("application", id=str(application(engine).id))
    return app.button(key="fiche-modifier").click().run()


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def test_what_is_changed_is_written_and_nothing_else(estate: Engine, open_page: Open) -> None:
    before = application(estate)
    block = load_snapshot(estate).blocks[7].id
    app = begin(estate, open_page)
    app.text_input(key="fiche-version").set_value("4.2")
    app.number_input(key="fiche-users").set_value(77)
    app.selectbox(key="fiche-block_id").set_value(block)
    press(app, "Enregistrer")
    wanted = before._replace(version="4.2", users=77, block_id=block, block_basis=BlockBasis.CONFIRMED)
    assert application(estate) == wanted
    press(app, "Annuler")
    assert application(estate) == before


def test_what_someone_else_changed_is_not_overwritten_but_shown(estate: Engine, open_page: Open) -> None:
    app = begin(estate, open_page)
    app.number_input(key="fiche-users").set_value(77)
    edit_application(estate, application(estate), {"users": 5, "version": "9"}, "quelqu’un")
    press(app, "Enregistrer")
    assert application(estate).users == 5
    shown = "\n".join(str(block.value) for block in app.markdown).replace("\\", "").replace(JOINER, "")
    assert "Utilisateurs : vous lisiez 1, la fiche dit maintenant **5**" in shown
    press(app, "Repartir de la fiche actuelle")
    next(field for field in app.number_input if field.label == "Utilisateurs").set_value(78)
    press(app, "Enregistrer")
    assert (application(estate).users, application(estate).version) == (78, "9")


def test_what_someone_else_changed_elsewhere_on_the_sheet_stays(estate: Engine, open_page: Open) -> None:
    app = begin(estate, open_page)
    app.number_input(key="fiche-users").set_value(77)
    edit_application(estate, application(estate), {"version": "9"}, "quelqu’un")
    press(app, "Enregistrer")
    assert (application(estate).users, application(estate).version) == (77, "9")


def test_an_impossible_value_is_refused_with_a_word(estate: Engine, open_page: Open) -> None:
    before = application(estate)
    app = begin(estate, open_page)
    app.text_input(key="fiche-name").set_value("  ")
    press(app, "Enregistrer")
    assert "Cette valeur est nécessaire" in app.error[0].value
    press(app, "Renoncer")
    assert application(estate) == before
    assert not app.text_input
