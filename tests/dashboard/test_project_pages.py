"""The pages of projects: opened in one form, diagnosed at once, signed, put in service; empty states say what to do."""

from __future__ import annotations

from datetime import date

import pytest
from mini_estate import Open
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest
from test_pages import rows, shown

from urbanism.diagnosis import diagnose
from urbanism.diagnosis.intentions import brought_applications
from urbanism.governance.going_live import go_live
from urbanism.governance.opinions import NewOpinion, NewReserve, lift_reserve, sign_opinion, signed_diagnosis
from urbanism.governance.project_applications import plan_application
from urbanism.governance.projects import NewApplication, ProjectForm, Ties, edit_project, open_project
from urbanism.snapshot import Project
from urbanism.store import load_snapshot
from urbanism.vocabulary import LifecycleStatus, Opinion, ProjectStatus


@pytest.fixture
def project(estate: Engine) -> Project:
    """A project that doubles an application of its commune."""
    snapshot = load_snapshot(estate)
    twin = next(a for a in snapshot.applications if a.block_id is not None and a.is_active)
    form = ProjectForm("Refonte <b>", "Mieux suivre", twin.commune_id, block_id=twin.block_id,
                       application=NewApplication("Neuve"))  # fmt: skip
    identifier = open_project(estate, form, "essai")
    return next(one for one in load_snapshot(estate).projects if one.id == identifier)


def test_without_projects_the_list_says_what_to_do(estate: Engine, open_page: Open) -> None:
    assert "Aucun projet" in shown(open_page("projects"))


def test_the_list_gives_each_project_its_opinion_and_reserves(
    estate: Engine, project: Project, open_page: Open
) -> None:
    diagnosis = diagnose(load_snapshot(estate), project.id)
    reserve = NewReserve("Dire quoi retirer", "DSI", date(2020, 1, 1))
    sign_opinion(
        estate,
        project,
        diagnosis,
        NewOpinion(Opinion.WITH_RESERVES, "", "M. Roy", date(2020, 1, 1), (reserve,)),
        "essai",
    )
    app = open_page("projects")
    assert not app.exception
    assert rows(app) == 1
    assert app.dataframe[0].value["Avis"].tolist() == ["favorable avec réserves"]
    assert app.dataframe[0].value["En retard"].tolist() == [1]


def test_the_reserves_of_all_projects_open_from_their_count(estate: Engine, project: Project, open_page: Open) -> None:
    today = load_snapshot(estate).today
    reserves = (
        NewReserve("Dire quoi retirer", "DSI", date(2020, 1, 1)),
        NewReserve("Dire qui paie", "Finances", today),
        NewReserve("Dire où", "DPO", None),
    )
    found = diagnose(load_snapshot(estate), project.id)
    sign_opinion(estate, project, found, NewOpinion(Opinion.WITH_RESERVES, "", "M. Roy", today, reserves), "essai")
    app = open_page("projects", voir="reserves")
    assert not app.exception
    table = app.dataframe[0].value
    assert table["Projet"].tolist() == [project.name] * 3
    assert table["Qui la lève"].tolist() == ["DSI", "Finances", "DPO"]
    assert table["Retard"].tolist() == ["en retard", "–", "–"]
    assert open_page("projects", voir="retard").dataframe[0].value["Réserve"].tolist() == ["Dire quoi retirer"]
    assert "Avis" in open_page("projects", voir="rien").dataframe[0].value


def test_the_diagnosis_is_shown_with_its_evidence(estate: Engine, project: Project, open_page: Open) -> None:
    app = open_page("project", id=str(project.id))
    assert not app.exception
    assert not app.error
    text = shown(app)
    for statement in diagnose(load_snapshot(estate), project.id).statements:
        assert statement.text.split(" ")[0] in text
    assert "Avis proposé" in text
    assert "non évaluable parce qu’elles suivent les flux de bout en bout" in text
    assert "<b>Refonte" not in text


@pytest.mark.parametrize("view", ["Fiche et contenu", "Avis et réserves", "Avant et après"])
def test_each_view_of_a_project_opens(estate: Engine, project: Project, open_page: Open, view: str) -> None:
    app = open_page("project", id=str(project.id), vue=view)
    assert not app.exception
    assert not app.error


def test_an_opinion_is_signed_with_reserves_changed_added_and_taken_off(
    estate: Engine, project: Project, open_page: Open
) -> None:
    app = open_page("project", id=str(project.id), vue="Avis et réserves")
    asked = len(diagnose(load_snapshot(estate), project.id).reserves)
    pressed(app, "Ajouter une réserve")
    fields = [area for area in app.text_area if area.label.startswith("Réserve")]
    assert len(fields) == asked + 1
    fields[-1].set_value("Dire qui paie")
    [one for one in app.text_input if one.label == "Qui la lève"][-1].set_value("Finances")
    for _ in range(asked):
        pressed(app, "Ôter")
    next(one for one in app.selectbox if one.label == "Avis").set_value(Opinion.WITH_RESERVES)
    next(one for one in app.text_input if one.label == "Signé par").set_value("M. Roy")
    pressed(app, "Signer")
    assert not app.exception
    after = load_snapshot(estate)
    assert [(one.opinion, one.signed_by) for one in after.diagnostics] == [(Opinion.WITH_RESERVES, "M. Roy")]
    assert [(one.text, one.owner) for one in after.reserves] == [("Dire qui paie", "Finances")]
    assert "L’avis est signé" in " ".join(one.value for one in app.success)


def test_a_diagnosis_that_was_not_read_is_not_signed(estate: Engine, project: Project, open_page: Open) -> None:
    app = open_page("project", id=str(project.id), vue="Avis et réserves")
    plan_application(estate, project, NewApplication("Venue après"), "un autre")
    pressed(app, "Signer")
    assert "relisez-le" in app.error[0].value
    assert not load_snapshot(estate).diagnostics
    next(one for one in app.selectbox if one.label == "Avis").set_value(Opinion.UNFAVOURABLE)
    pressed(app, "Signer")
    assert not app.error
    assert load_snapshot(estate).diagnostics


def test_going_live_from_the_page_changes_the_map(estate: Engine, project: Project, open_page: Open) -> None:
    app = open_page("project", id=str(project.id), vue="Avis et réserves")
    next(button for button in app.button if button.key == "projet-service").click().run()
    snapshot = load_snapshot(estate)
    assert next(a for a in snapshot.applications if a.name == "Neuve").status is LifecycleStatus.IN_USE
    assert snapshot.projects[0].status is ProjectStatus.DELIVERED
    assert "Aucun diagnostic n’a été signé" in shown(open_page("project", id=str(project.id)))
    whole = open_page("project", id=str(project.id), vue="Fiche et contenu")
    assert "Ce qu’il a mis en service" in shown(whole)
    assert "Prévoir cette application" not in [button.label for button in whole.button]


def test_a_project_in_service_keeps_the_diagnosis_that_was_signed(
    estate: Engine, project: Project, open_page: Open
) -> None:
    found = diagnose(load_snapshot(estate), project.id)
    reserve = NewReserve("Dire qui paie", "Finances")
    wanted = NewOpinion(Opinion.WITH_RESERVES, "", "M. Roy", date(2020, 1, 1), (reserve,))
    sign_opinion(estate, project, found, wanted, "essai")
    lift_reserve(estate, load_snapshot(estate).reserves[0], date(2020, 2, 1), "La délibération", "essai")
    go_live(estate, load_snapshot(estate).projects[0], "essai")
    assert signed_diagnosis(load_snapshot(estate), project.id) == found
    signed = shown(open_page("project", id=str(project.id)))
    assert f"à l’état n° {found.revision}" in signed
    assert found.assessed[0].text.split(" ")[0] in signed
    assert "levée le 01/02/2020 : La délibération" in shown(
        open_page("project", id=str(project.id), vue="Avis et réserves")
    )
    story = shown(open_page("project", id=str(project.id), vue="Fiche et contenu"))
    assert "Levée le : :gray[*inconnu*] → 01/02/2020" in story
    assert "Création** (avis)" in story


@pytest.mark.parametrize("asked", ["", "0", "x", "999999"])
def test_a_project_that_is_not_there_is_said(estate: Engine, open_page: Open, asked: str) -> None:
    app = open_page("project", id=asked)
    assert not app.exception
    assert "Ce projet n’existe pas" in shown(app)


def test_the_short_form_opens_a_project(estate: Engine, open_page: Open) -> None:
    app = open_page("new_project")
    assert not app.exception
    app.text_area(key="projet-besoin").set_value("Suivre la maintenance des bâtiments et la GMAO").run()
    assert not app.exception
    assert "Maintenance" in shown(app)
    app.text_input(key="projet-nom").set_value("GMAO")
    next(button for button in app.button if "diagnostiquer" in button.label).click().run()
    assert not app.exception
    assert [one.name for one in load_snapshot(estate).projects] == ["GMAO"]


def test_the_file_is_completed_in_its_page(estate: Engine, project: Project, open_page: Open) -> None:
    app = open_page("project", id=str(project.id), vue="Fiche et contenu")
    app.button(key="projet-modifier").click().run()
    app.text_input(key="projet-nom").set_value("Refonte suivie")
    app.text_area(key="projet-besoin").set_value("Mieux suivre les ateliers")
    pressed(app, "Enregistrer")
    assert not app.exception
    kept = load_snapshot(estate).projects[0]
    assert (kept.name, kept.need) == ("Refonte suivie", "Mieux suivre les ateliers")
    assert "Enregistrer" not in [button.label for button in app.button]


def test_a_project_may_serve_several_blocs_and_its_story_says_since_when(
    estate: Engine, project: Project, open_page: Open
) -> None:
    other = next(block for block in load_snapshot(estate).blocks if block.id != project.block_id)
    app = open_page("project", id=str(project.id), vue="Fiche et contenu")
    app.button(key="projet-modifier").click().run()
    choose_blocs(app, [project.block_id, other.id])
    pressed(app, "Enregistrer")
    assert not app.exception
    kept = load_snapshot(estate)
    assert kept.projects[0].block_id == project.block_id
    assert [row.block_id for row in kept.project_blocks] == [other.id]
    assert f"Autre bloc : :gray[*inconnu*] → {other.name}" in shown(app)
    app.button(key="projet-modifier").click().run()
    choose_blocs(app, [other.id])
    pressed(app, "Enregistrer")
    left = load_snapshot(estate)
    assert left.projects[0].block_id == other.id
    assert not left.project_blocks
    assert f"Autre bloc : {other.name} → :gray[*inconnu*]" in shown(app)


def test_the_short_form_takes_several_blocs(estate: Engine, open_page: Open) -> None:
    first, second = (block.id for block in load_snapshot(estate).blocks[:2])
    app = open_page("new_project")
    app.text_area(key="projet-besoin").set_value("Zzz").run()
    app.text_input(key="projet-nom").set_value("Portail")
    choose_blocs(app, [second, first])
    next(button for button in app.button if "diagnostiquer" in button.label).click().run()
    kept = load_snapshot(estate)
    assert kept.projects[0].block_id == second
    assert [row.block_id for row in kept.project_blocks] == [first]


def test_a_file_changed_by_someone_else_is_not_overwritten(estate: Engine, project: Project, open_page: Open) -> None:
    app = open_page("project", id=str(project.id), vue="Fiche et contenu")
    app.button(key="projet-modifier").click().run()
    edit_project(estate, project, {"need": "Autre chose"}, "un autre")
    app.text_area(key="projet-besoin").set_value("Encore autre chose")
    pressed(app, "Enregistrer")
    assert app.error
    assert load_snapshot(estate).projects[0].need == "Autre chose"
    assert "vous lisiez Mieux suivre, la fiche dit maintenant **Autre chose**" in shown(app)
    pressed(app, "Repartir de la fiche actuelle")
    assert [area.value for area in app.text_area if area.label == "Le besoin"] == ["Autre chose"]


def test_ties_changed_by_someone_else_are_shown_and_stay(estate: Engine, project: Project, open_page: Open) -> None:
    theirs, mine = [block for block in load_snapshot(estate).blocks if block.id != project.block_id][:2]
    app = open_page("project", id=str(project.id), vue="Fiche et contenu")
    app.button(key="projet-modifier").click().run()
    edit_project(estate, project, {}, "un autre", (Ties(), Ties(blocks=(theirs.id,))))
    choose_blocs(app, [project.block_id, mine.id])
    pressed(app, "Enregistrer")
    assert app.error
    assert f"Autres blocs : vous lisiez rien, la fiche dit maintenant **{theirs.name}**" in shown(app)
    assert [row.block_id for row in load_snapshot(estate).project_blocks] == [theirs.id]


@pytest.mark.parametrize("label", ["Prévoir ce flux", "Ajouter", "Prévoir cette application"])
def test_a_piece_left_blank_is_told(label: str, estate: Engine, project: Project, open_page: Open) -> None:
    before = load_snapshot(estate)
    app = open_page("project", id=str(project.id), vue="Fiche et contenu")
    pressed(app, label)
    assert len(app.error) == 1
    assert load_snapshot(estate) == before


def test_what_starting_without_an_opinion_means_is_said(estate: Engine, project: Project, open_page: Open) -> None:
    assert "règle R30" in shown(open_page("project", id=str(project.id), vue="Avis et réserves"))


def test_another_application_is_planned_then_all_is_dropped(estate: Engine, project: Project, open_page: Open) -> None:
    app = open_page("project", id=str(project.id), vue="Fiche et contenu")
    app.text_input(key="projet-application").set_value("Mobile")
    pressed(app, "Prévoir cette application")
    assert len(brought_applications(load_snapshot(estate), project.id)) == 2
    app = open_page("project", id=str(project.id), vue="Avis et réserves")
    assert "2 applications prévues" in app.checkbox(key="projet-retirer-prevu").label.replace("\N{NO-BREAK SPACE}", " ")
    app.button(key="projet-abandon").click().run()
    assert not app.exception
    after = load_snapshot(estate)
    assert after.projects[0].status is ProjectStatus.DROPPED
    assert not brought_applications(after, project.id)


def pressed(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


def choose_blocs(app: AppTest, blocks: list[int | None]) -> None:
    next(one for one in app.multiselect if one.label.startswith("Blocs fonctionnels")).set_value(blocks)
