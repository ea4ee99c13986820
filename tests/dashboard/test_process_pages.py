"""The pages of processes: listed, drawn, modelled."""

from __future__ import annotations

from mini_estate import Open
from sqlalchemy import Engine
from test_pages import rows, shown

from urbanism.analyses.process_map import candidates, steps_of
from urbanism.dashboard.modelling import ACTOR, APPLICATION, BLOCK, ORDER, READ, STEP, WRITTEN, steps_written
from urbanism.french import listing
from urbanism.governance.process_edits import ProcessDraft, StepDraft, save_process
from urbanism.graph import EstateGraph
from urbanism.store import load_snapshot


def model(engine: Engine) -> int:
    snapshot = load_snapshot(engine)
    application = snapshot.applications[0].id
    steps = (StepDraft("Recevoir", "Accueil", snapshot.blocks[0].id, application), StepDraft("Répondre", "Secteur"))
    draft = ProcessDraft("Répondre à une demande", steps, snapshot.communes[0].id)
    return save_process(engine, None, (), draft, "essai").process


def test_without_a_process_the_page_says_what_to_do(estate: Engine, open_page: Open) -> None:
    assert "Aucun processus" in shown(open_page("processes"))


def test_a_process_is_listed_and_opened(estate: Engine, open_page: Open) -> None:
    process = model(estate)
    assert list(open_page("processes").dataframe[0].value["Étapes"]) == [2]
    app = open_page("processes", id=str(process))
    assert app.title[0].value == "Répondre à une demande"
    assert rows(app) == 2
    assert "application inconnue" in set(app.dataframe[1].value["Passage"])


def test_a_process_is_looked_at_in_another_commune(estate: Engine, open_page: Open) -> None:
    process = model(estate)
    graph = EstateGraph(load_snapshot(estate))
    other = next(
        one for one in graph.snapshot.communes if one.id not in graph.served[graph.snapshot.applications[0].id]
    )
    app = open_page("processes", id=str(process), dans=other.code)
    told = list(app.dataframe[0].value["Applications de cette commune dans le bloc"])
    found = [candidates(graph, step, other.id) for step in steps_of(graph, process)]
    assert told == [listing(map(graph.label, one)) or "aucune" for one in found]


def test_the_processes_obey_the_filters(estate: Engine, open_page: Open) -> None:
    model(estate)
    blocks = load_snapshot(estate).blocks
    assert rows(open_page("processes", bloc=blocks[0].code)) == 1
    assert not open_page("processes", bloc=blocks[1].code).dataframe
    assert not open_page("processes", commune="C01").dataframe


def test_a_process_is_changed_and_saved(estate: Engine, open_page: Open) -> None:
    process = model(estate)
    app = open_page("model_process", id=str(process))
    app.text_input(key=f"nom-{process}").set_value("Répondre mieux").run()
    next(button for button in app.button if button.label == "Enregistrer").click().run()
    assert load_snapshot(estate).by_id[process].name == "Répondre mieux"


def test_a_process_without_a_step_is_refused_in_words(estate: Engine, open_page: Open) -> None:
    app = open_page("model_process")
    app.text_input(key="nom-nouveau").set_value("Nouveau").run()
    next(button for button in app.button if button.label == "Enregistrer").click().run()
    assert "de 1 à 200 étapes" in shown(app)


def test_the_lines_make_steps_in_their_order() -> None:
    empty = dict.fromkeys((ORDER, STEP, ACTOR, APPLICATION, BLOCK, READ, WRITTEN))
    lines = [
        {**empty, ORDER: 2, STEP: " Deuxième "},
        {**empty, ORDER: 1, STEP: "Première", APPLICATION: "SIG", BLOCK: "inventé"},
        {**empty, ORDER: 3},
        {**empty, ACTOR: "Secteur"},
    ]
    found = steps_written(lines, {"SIG": 7}, {})
    assert found == (
        StepDraft("Première", application_id=7),
        StepDraft("Deuxième"),
        StepDraft("", "Secteur"),
    )
