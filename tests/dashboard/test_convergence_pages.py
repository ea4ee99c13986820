"""The pages of convergence: where it pays, the plans, a scenario kept, a commune's own trajectory."""

from __future__ import annotations

import json
import time
from collections import Counter

import pytest
from mini_estate import Open
from sqlalchemy import Engine

from urbanism.dashboard.components.hypotheses import CAPACITIES
from urbanism.dashboard.solving import Give, Search, Task
from urbanism.french import count, euros, percentage
from urbanism.governance.carried_out import carried_out
from urbanism.governance.scenarios import UnacceptableScenario, kept_in, placed, progress, save_scenario
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.accounts import totals
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.check import check
from urbanism.planning.convergence.doctrines import as_they_come, by_layers, judged
from urbanism.planning.convergence.problem import Move
from urbanism.planning.convergence.settings import (
    COST_LABELS,
    PUBLIC_GOAL,
    WEIGHT_LABELS,
    Freeze,
    Keys,
    NewTarget,
    Settings,
    from_json,
)
from urbanism.planning.convergence.solve import Plan, Progress, solve
from urbanism.store import Plan as Changes
from urbanism.store import Update, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import LifecycleStatus, Origin

BLOCK = "gmao"


@pytest.fixture
def crowded(estate: Engine) -> Plan:
    """The small estate with a dozen applications in one bloc, and its best plan."""
    snapshot = load_snapshot(estate)
    block = next(one.id for one in snapshot.blocks if one.code == BLOCK)
    updates = [
        Update("application", one.id, {"block_id": one.block_id}, {"block_id": block})
        for one in snapshot.applications[:12]
    ]
    apply_plan(estate, Changes("essai", "Un bloc encombré", Origin.EDIT, read_base(estate), updates=updates))
    plan = solve(build(EstateGraph(load_snapshot(estate)), Settings()), 10)
    assert plan.moves
    return plan


def words(app) -> str:  # type: ignore[no-untyped-def]
    return " ".join(element.value for element in (*app.markdown, *app.caption, *app.warning, *app.error))


def test_where_convergence_pays(crowded: Plan, open_page: Open) -> None:
    app = open_page("convergence")
    assert not app.exception
    table = app.dataframe[0].value
    row = table[table["Surplus"] == 11]
    assert len(row) == 1
    assert int(row["Applications"].iloc[0]) == 12


def test_the_doctrines_are_compared_before_any_search(crowded: Plan, open_page: Open) -> None:
    app = open_page("convergence")
    table = next(frame.value for frame in app.dataframe if "Par couches" in frame.value.columns)
    assert list(table.columns) == ["Chiffre", "Par couches", "Au fil des opportunités"]
    assert "Solde" in list(table["Chiffre"])


def test_a_bloc_shows_its_targets_and_their_reasons(crowded: Plan, estate: Engine, open_page: Open) -> None:
    block = next(one.id for one in load_snapshot(estate).blocks if one.code == BLOCK)
    app = open_page("convergence_block", id=str(block))
    assert not app.exception
    assert {"Application", "Note", "En support", "Mutualisée"} <= set(app.dataframe[0].value.columns)
    joined = next((text for text in app.dataframe[0].value["Silos"].head(1) if text), "")
    assert [block.value for block in app.warning] == ([f"Y converger {joined}."] if joined else [])


def test_a_plan_is_kept_and_read_again(crowded: Plan, estate: Engine, open_page: Open) -> None:
    identifier = save_scenario(estate, "Comité de juin", "optimum", crowded, "essai")
    app = open_page("convergence_plan", id=str(identifier), onglet="Avancement")
    assert not app.exception
    assert "à venir" in words(app)
    app = open_page("convergence_plan", id=str(identifier), onglet="Mouvements")
    moves = next(frame.value for frame in app.dataframe if "Pourquoi" in frame.value.columns)
    assert len(moves) == len(crowded.moves)


def test_a_plan_is_drawn_on_a_line_of_time(crowded: Plan, estate: Engine, open_page: Open) -> None:
    identifier = save_scenario(estate, "Comité de juin", "optimum", crowded, "essai")
    app = open_page("convergence_plan", id=str(identifier))
    assert not app.exception
    drawing = json.loads(app.get("bidi_component")[0].proto.json)["drawn"]
    for year, leaving in Counter(crowded.problem.years[move.year] for move in crowded.moves).items():
        assert f"{count(leaving, 'départ')} en {year}" in drawing
    assert {"PDF", "PowerPoint", "SVG"} <= {one.label for one in app.get("download_button")}


def test_what_the_difference_with_each_doctrine_buys(crowded: Plan, estate: Engine, open_page: Open) -> None:
    graph, problem = EstateGraph(load_snapshot(estate)), crowded.problem
    identifier = save_scenario(estate, "Plan", "couches", judged(problem, by_layers(graph, problem), 1), "essai")
    said = bought(open_page("convergence_plan", id=str(identifier)))
    assert "« Par couches »" in said[0]
    for same in ("d’applications", "d’argent", "de liens", "d’agents"):
        assert f"autant {same}" in said[0]
    plan, other = (totals(problem, moves) for moves in (by_layers(graph, problem), as_they_come(graph, problem)))
    assert "« Au fil des opportunités »" in said[1]
    assert plan.balance != other.balance
    way = "de plus" if plan.balance > other.balance else "de moins"
    assert f"rapporte {euros(abs(plan.balance - other.balance))} {way} sur 10 ans" in said[1]


def test_the_best_plan_is_set_against_both_doctrines(crowded: Plan, open_page: Open) -> None:
    app = press(open_page("convergence"), "Chercher le meilleur plan")
    app.session_state["search"][1].wait()
    app.run()
    assert not app.exception
    assert len(bought(app)) == 2


def test_a_plan_short_of_the_public_goal_says_which(crowded: Plan, open_page: Open) -> None:
    assert totals(crowded.problem, crowded.moves).reduction < PUBLIC_GOAL
    app = press(open_page("convergence"), "Chercher le meilleur plan")
    app.session_state["search"][1].wait()
    app.run()
    goal = percentage(PUBLIC_GOAL, 1)
    assert f"retire moins de {goal} des applications" in words(app)
    assert f"Qu’est-ce qui interdit {goal} ?" in [button.label for button in app.button]


def bought(app) -> list[str]:  # type: ignore[no-untyped-def]
    text = next(one.value for one in app.markdown if "Ce que la différence achète" in one.value)
    return [line for line in text.splitlines() if line.startswith("- Face à")]


def test_a_kept_plan_finds_its_place_in_todays_estate(crowded: Plan, estate: Engine) -> None:
    save_scenario(estate, "Plan", "optimum", crowded, "essai")
    snapshot = load_snapshot(estate)
    kept = kept_in(snapshot.scenarios[0])
    problem = build(EstateGraph(snapshot), kept.settings)
    moves, lost = placed(problem, kept)
    assert (moves, lost) == (crowded.moves, 0)
    assert check(problem, moves) == ()
    late = progress(snapshot.applications, kept, problem.years[-1])
    assert len(late.late) == len(moves)


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_scenario_needs_a_name(crowded: Plan, estate: Engine, name: str) -> None:
    with pytest.raises(UnacceptableScenario):
        save_scenario(estate, name, "optimum", crowded, "essai")


def test_two_scenarios_never_share_a_name(crowded: Plan, estate: Engine) -> None:
    save_scenario(estate, "Plan", "optimum", crowded, "essai")
    with pytest.raises(UnacceptableScenario):
        save_scenario(estate, " Plan ", "couches", crowded, "essai")


@pytest.mark.parametrize("page", ["convergence_block", "convergence_plan"])
@pytest.mark.parametrize("asked", ["", "0", "999999", "x"])
def test_an_unknown_address_says_what_to_do(page: str, asked: str, crowded: Plan, open_page: Open) -> None:
    app = open_page(page, id=asked)
    assert not app.exception
    assert "page de convergence" in words(app)


def test_a_search_runs_beside_the_page_and_can_be_stopped(crowded: Plan) -> None:
    search = Search(crowded.problem, 10)
    search.wait()
    assert search.plan is not None
    assert search.plan.objective == crowded.objective
    stopped = Search(crowded.problem, 600)
    stopped.stop()
    stopped.wait()
    assert stopped.failed
    assert stopped.plan is None


def test_a_stopped_search_keeps_the_best_plan_found(crowded: Plan) -> None:
    search = Task(give_then_linger, crowded.moves)
    deadline = time.monotonic() + 30
    while search.answer is None and time.monotonic() < deadline:
        time.sleep(0.05)
    search.stop()
    search.wait()
    assert (search.failed, search.answer) == (False, crowded.moves)


def give_then_linger(moves: tuple[Move, ...], _tell: Progress, give: Give) -> None:
    give(moves)
    time.sleep(600)


def test_a_first_plan_is_told_before_the_best(crowded: Plan) -> None:
    told: list[Plan] = []
    best = solve(crowded.problem, 20, better=told.append)
    assert told
    assert check(crowded.problem, told[0].moves) == ()
    assert told[0].objective >= best.objective >= told[0].bound


def test_a_refusal_shows_what_changes(crowded: Plan, estate: Engine, open_page: Open) -> None:
    identifier = save_scenario(estate, "Plan", "optimum", crowded, "essai")
    app = open_page("convergence_plan", id=str(identifier), onglet="Et si…")
    item = crowded.problem.items[crowded.moves[0].item]
    next(box for box in app.selectbox if box.label == "Une collectivité").set_value(item.holder).run()
    next(box for box in app.selectbox if box.label == "refuse le bloc").set_value(item.block).run()
    next(button for button in app.button if button.label == "Refaire le plan").click().run()
    app.session_state["et-si"][1].wait()
    app.run()
    assert not app.exception
    changes = next(frame.value for frame in app.dataframe if "Après" in frame.value.columns)
    forbidden = [m for m in crowded.moves if item.holder in crowded.problem.items[m.item].communes]
    assert len(changes) == len(forbidden)
    assert set(changes["Après"]) == {"reste"}


def test_the_most_uncertain_hypothesis_comes_first(crowded: Plan, estate: Engine, open_page: Open) -> None:
    identifier = save_scenario(estate, "Plan", "optimum", crowded, "essai")
    app = open_page("convergence_plan", id=str(identifier), onglet="Sensibilité")
    app = press(app, "Calculer la sensibilité")
    assert not app.exception
    search = app.session_state["sensitivity"][1]
    search.wait()
    assert len(search.found) == len(COST_LABELS)
    app.run()
    assert not app.exception
    swings = next(frame.value["Écart"] for frame in app.dataframe if "Écart" in frame.value.columns)
    assert list(swings) == sorted(swings, reverse=True)
    assert swings.iloc[0] > 0


def test_a_stopped_sensitivity_shows_what_it_knows(crowded: Plan, estate: Engine, open_page: Open) -> None:
    identifier = save_scenario(estate, "Plan", "optimum", crowded, "essai")
    app = open_page("convergence_plan", id=str(identifier), onglet="Sensibilité")
    app = press(app, "Calculer la sensibilité")
    search = app.session_state["sensitivity"][1]
    search.stop()
    search.wait()
    app.run()
    assert not app.exception
    assert "arrêté avant la fin" in " ".join(one.value for one in app.info)
    assert len([frame for frame in app.dataframe if "Écart" in frame.value.columns]) == bool(search.found)


def field(app, label: str):  # type: ignore[no-untyped-def]
    return next(one for one in app.number_input if one.label == label)


def press(app, label: str):  # type: ignore[no-untyped-def]
    return next(button for button in app.button if button.label == label).click().run()


def test_every_hypothesis_is_edited_and_says_it_is_one(crowded: Plan, open_page: Open) -> None:
    app = open_page("convergence")
    for label in (*COST_LABELS.values(), *WEIGHT_LABELS.values(), *(label for label, _ in CAPACITIES.values())):
        assert field(app, label).help.startswith("Hypothèse")
    field(app, COST_LABELS["migration"]).set_value(9000.0)
    field(app, CAPACITIES["dsi_floor"][0]).set_value(3.0)
    field(app, "Applications à retirer (%)").set_value(20.0)
    app = press(app, "Appliquer")
    assert not app.exception
    settings = app.session_state["reglages-en-main"]
    assert (settings.costs.migration, settings.dsi_floor, settings.reduction) == (9000, 3, 0.2)
    assert "Changé par vous : 3" in words(app)


def test_settings_that_make_no_sense_are_refused_in_words(crowded: Plan, open_page: Open) -> None:
    app = open_page("convergence")
    field(app, COST_LABELS["kept_share"]).set_value(2.0)
    app = press(app, "Appliquer")
    assert "entre 0 et 1" in words(app)
    assert "reglages-en-main" not in app.session_state


def test_what_cannot_be_is_named(crowded: Plan, open_page: Open) -> None:
    app = open_page("convergence")
    field(app, "Applications à retirer (%)").set_value(90.0)
    app = press(app, "Appliquer")
    app = press(app, "Chercher le meilleur plan")
    app.session_state["search"][1].wait()
    app.run()
    assert not app.exception
    app.session_state["clash"][1].wait()
    app.run()
    assert not app.exception
    assert "Aucun plan ne tient ensemble" in words(app)
    assert "90" in words(app)


def test_a_target_is_chosen_a_product_added_a_bloc_left_alone(crowded: Plan, estate: Engine, open_page: Open) -> None:
    block = next(one.id for one in load_snapshot(estate).blocks if one.code == BLOCK)
    app = open_page("convergence_block", id=str(block))
    next(one for one in app.text_input if one.label == "Nom du produit").set_value("Bâtisseur")
    app = press(app, "Ajouter aux cibles")
    box = next(one for one in app.selectbox if one.label == "Cible retenue")
    assert "Bâtisseur (à acquérir)" in box.options
    box.set_value("Bâtisseur").run()
    settings = app.session_state["reglages-en-main"]
    assert settings.chosen == {block: "Bâtisseur"}
    only = build(EstateGraph(load_snapshot(estate)), settings)
    assert [target.name for target in only.targets if target.block == block] == ["Bâtisseur"]
    next(one for one in app.selectbox if one.label == "Cible retenue").set_value("Ce bloc reste comme il est").run()
    assert app.session_state["reglages-en-main"].kept_out == (block,)


def test_settings_come_back_as_they_were_kept() -> None:
    settings = Settings(
        freezes=(Freeze(2027, 2, None, 3, "élections"),),
        new_targets=(NewTarget(3, "Neuf", 1, 2),),
        chosen={3: "Neuf", 4: 12},
        criteria={"ouverte": 5.0},
        together=((3, 4),),
        keys=Keys(1, 0, 0, 0),
    )
    assert from_json(json.loads(json.dumps(settings.as_json()))) == settings


def test_scenarios_are_branched_and_compared(crowded: Plan, estate: Engine, open_page: Open) -> None:
    first = save_scenario(estate, "Plan", "optimum", crowded, "essai")
    other = judged(crowded.problem, crowded.moves[1:], 1, crowded.bound)
    assert other.bound == crowded.bound < other.objective
    second = save_scenario(estate, "Variante", "optimum", other, "essai", first)
    snapshot = load_snapshot(estate)
    assert next(one for one in snapshot.scenarios if one.id == second).parent_id == first
    app = open_page("convergence")
    next(box for box in app.multiselect if box.label == "Comparer").set_value(list(snapshot.scenarios)).run()
    assert not app.exception
    apart = next(frame.value for frame in app.dataframe if "Variante" in frame.value and "Application" in frame.value)
    assert (len(apart), apart["Variante"].iloc[0]) == (1, "reste")
    moved = next(frame.value for frame in app.dataframe if "Aujourd’hui" in frame.value).set_index("Indicateur")
    stopped = moved.loc[next(name for name in moved.index if name.startswith("I20"))]
    assert len(set(stopped[["Aujourd’hui", "Plan", "Variante"]])) == 3


def test_a_scenario_carried_out_stops_what_moves_and_serves_as_many(crowded: Plan, estate: Engine) -> None:
    identifier = save_scenario(estate, "Plan", "optimum", crowded, "essai")
    snapshot = load_snapshot(estate)
    graph = EstateGraph(snapshot)
    moves = kept_in(next(one for one in snapshot.scenarios if one.id == identifier)).moves
    after = EstateGraph(carried_out(graph, moves))
    stopped = {one.id for one in after.snapshot.applications if one.status is LifecycleStatus.STOPPED}
    assert {move.application for move in moves} <= stopped
    left = {one.id for one in after.snapshot.applications if one.is_active}
    served = frozenset().union(*(graph.served[move.application] for move in moves))
    assert served <= frozenset().union(*(after.served[one] for one in left))
    assert snapshot == load_snapshot(estate)


def test_a_scenario_is_the_start_of_another(crowded: Plan, estate: Engine, open_page: Open) -> None:
    identifier = save_scenario(estate, "Plan", "optimum", crowded, "essai")
    app = press(open_page("convergence_plan", id=str(identifier)), "Partir de ce scénario")
    assert app.session_state["branche-sur"] == identifier


def test_a_commune_has_its_trajectory_at_an_address(crowded: Plan, estate: Engine, open_page: Open) -> None:
    identifier = save_scenario(estate, "Plan", "optimum", crowded, "essai")
    app = open_page("convergence_commune", id=str(identifier), commune="C01")
    assert not app.exception
    assert app.selectbox[0].value == "C01"
    assert "Clés de partage" in words(app)
    held = next(frame.value for frame in app.dataframe if "Devient" in frame.value)
    graph = EstateGraph(load_snapshot(estate))
    commune = next(one.id for one in graph.snapshot.communes if one.code == "C01")
    own = [m for m in crowded.moves if commune in crowded.problem.items[m.item].communes]
    assert len(held) == len(own) > 0


def test_projects_are_opened_from_the_page_and_said(crowded: Plan, estate: Engine, open_page: Open) -> None:
    identifier = save_scenario(estate, "Plan", "optimum", crowded, "essai")
    app = press(open_page("convergence_plan", id=str(identifier), onglet="Projets"), "Ouvrir les projets")
    assert not app.exception
    assert load_snapshot(estate).projects
