"""The explorer's page: what its address asks, and the way to see what is not drawn."""

from __future__ import annotations

import pytest
from mini_estate import Open
from sqlalchemy import Engine
from test_pages import rows, shown

from urbanism.analyses.explorer import Question, explore
from urbanism.analyses.stoppable import APPLICATION, stoppable
from urbanism.dashboard.components import picker
from urbanism.graph import EstateGraph
from urbanism.store import load_snapshot


def test_the_whole_estate_is_drawn_by_blocs_at_first(estate: Engine, open_page: Open) -> None:
    app = open_page("explorer")
    assert "Rien n’est laissé de côté" in shown(app)
    assert set(app.dataframe[0].value["Sorte"]) == {"bloc", "groupe"}


def test_a_neighbourhood_is_named_by_the_address(estate: Engine, open_page: Open) -> None:
    graph = EstateGraph(load_snapshot(estate))
    party = graph.applications[0]
    found = explore(graph, Question((party.id,)))
    name = f"{party.name} – {graph.label(party.commune_id)} ({party.code})"
    app = open_page("explorer", milieu="Une application", nom=name, par="rien")
    assert rows(app) == len(found.nodes)
    assert "plus loin que le nombre de pas demandé" in shown(app)


def test_what_is_not_drawn_is_listed_by_reason(estate: Engine, open_page: Open) -> None:
    app = open_page("explorer", liste="Non affichés", par="commune", recherche="logiciel 3")
    assert app.selectbox(key="raison").value == "filtres"
    assert rows(app) > 20


def test_a_link_opens_its_flows(estate: Engine, open_page: Open) -> None:
    graph = EstateGraph(load_snapshot(estate))
    link = explore(graph, Question()).links[0]
    app = open_page("explorer", liste="Liens", par="rien", lien=f"{link.source}.{link.target}")
    assert rows(app) == len(link.flows)


def test_groups_are_opened_by_the_address_and_odd_ones_do_nothing(estate: Engine, open_page: Open) -> None:
    commune = load_snapshot(estate).communes[0]
    app = open_page("explorer", par="commune", ouvert=[str(commune.id), "<b>", "999999999"])
    assert not app.exception
    assert "application" in set(app.dataframe[0].value["Sorte"])


def test_filters_that_keep_nothing_say_what_to_do(estate: Engine, open_page: Open) -> None:
    app = open_page("explorer", recherche="introuvable", par="rien")
    assert "non affichés, parce que les filtres les écartent" in shown(app)
    assert set(app.dataframe[0].value["Sorte"]) == {"système national"}  # of no commune and no bloc: always kept


def test_the_way_between_two_is_drawn(estate: Engine, open_page: Open) -> None:
    graph = EstateGraph(load_snapshot(estate))
    flow = next(f for f in graph.flows if f.source_id != f.target_id)
    names = [f"{graph.label(p)} – {graph.subject(p).commune} ({graph.subject(p).code})" for p in flow[5:7]]
    app = open_page("explorer", vue="Le chemin entre deux", de=names[0], vers=names[1])
    assert "ne sont sur aucun de ces chemins" in shown(app)
    assert rows(app) >= 2


def test_too_many_names_are_reduced_by_a_word_and_the_chosen_one_stays(
    estate: Engine, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picker, "MOST", 3)
    name = list(stoppable(EstateGraph(load_snapshot(estate))).kinds[APPLICATION])[-1]
    app = open_page("explorer", milieu=APPLICATION, nom=name, par="rien")
    assert app.selectbox(key="nom").value == name
    assert len(app.selectbox(key="nom").options) <= 4
    app.text_input(key="nom-mots").set_value("nul ne se nomme ainsi").run()
    assert app.selectbox(key="nom").options == [name]
