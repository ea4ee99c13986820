"""Costs, ends and editors: every number opens its list."""

from __future__ import annotations

import pytest
from mini_estate import Open
from sqlalchemy import Engine
from test_pages import rows, shown

from urbanism.analyses.costs import costs
from urbanism.analyses.editors import editor_shares, suites
from urbanism.graph import EstateGraph
from urbanism.store import load_snapshot


def graph_of(engine: Engine) -> EstateGraph:
    return EstateGraph(load_snapshot(engine))


def figure(app, label: str) -> int:  # type: ignore[no-untyped-def]
    return int(next(metric.value for metric in app.metric if metric.label == label))


def test_costs_open_the_applications_they_come_from(estate: Engine, open_page: Open) -> None:
    found = costs(graph_of(estate))
    assert rows(open_page("costs", voir="connus")) == len(found.whole.known)
    assert figure(open_page("costs"), "Coût inconnu") == len(found.whole.unknown)
    assert rows(open_page("costs", voir="inconnus")) == len(found.whole.unknown)
    share = found.by_commune[0]
    assert rows(open_page("costs", voir=f"collectivité.{share.key}")) == len(share.applications)


@pytest.mark.parametrize("view", ["bloc", "collectivité", "éditeur", "nature"])
def test_each_cut_of_the_costs_has_its_table(estate: Engine, open_page: Open, view: str) -> None:
    app = open_page("costs", par=view)
    assert not app.error
    assert rows(app) > 0


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Déjà passées", "passees"),
        ("Dans les six mois", "proches"),
        ("Plus tard", "lointaines"),
        ("Support inconnu", "support-inconnu"),
    ],
)
def test_ends_open_their_list(estate: Engine, open_page: Open, label: str, key: str) -> None:
    counted = figure(open_page("ends"), label)
    app = open_page("ends", voir=key)
    assert counted == (rows(app) if app.dataframe else 0)


def test_the_ends_obey_the_filters(estate: Engine, open_page: Open) -> None:
    assert 0 < rows(open_page("ends", commune="C01")) < rows(open_page("ends"))
    assert rows(open_page("ends", lignes="éditeur", commune="C01")) == rows(open_page("ends", commune="C01"))


def test_an_editor_opens_what_would_leave_with_it(estate: Engine, open_page: Open) -> None:
    graph = graph_of(estate)
    share = editor_shares(graph)[0]
    assert rows(open_page("editors")) == len(editor_shares(graph))
    app = open_page("editors", voir=f"editeur.{share.editor}")
    assert f"Ce qui partirait avec {graph.label(share.editor)}" in shown(app)
    assert figure(app, "S’arrêtent") >= len(share.applications)


def test_the_editors_obey_the_filters(estate: Engine, open_page: Open) -> None:
    everyone, few = open_page("editors"), open_page("editors", commune="C01")
    assert 0 < few.dataframe[0].value["Applications"].sum() < everyone.dataframe[0].value["Applications"].sum()
    name = everyone.dataframe[0].value["Éditeur"][0]
    assert set(open_page("editors", recherche=name).dataframe[0].value["Éditeur"]) == {name}


def test_without_a_suite_the_page_says_what_to_do(estate: Engine, open_page: Open) -> None:
    assert not suites(graph_of(estate))
    assert "Aucune suite connue" in shown(open_page("editors", vue="Suites"))
