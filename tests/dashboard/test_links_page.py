"""The page of point-to-point links: every number opens its list, every knot its drawing."""

from __future__ import annotations

import pytest
from mini_estate import Open
from sqlalchemy import Engine
from test_pages import rows, shown

from urbanism.analyses.point_to_point import Count
from urbanism.dashboard.link_lists import key_of, link_list, links_of
from urbanism.graph import EstateGraph
from urbanism.store import Creations, Identifiers, Plan, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin


def graph_of(engine: Engine) -> EstateGraph:
    return EstateGraph(load_snapshot(engine))


def tie_a_knot(engine: Engine, size: int = 4) -> None:
    """Link the first applications that have a bloc, one by one, to the next ones."""
    base = read_base(engine)
    ids = Identifiers(base)
    running = [a for a in load_snapshot(engine).applications if a.is_active and a.block_id is not None]
    producers, consumers = running[:size], running[size : 2 * size]
    links = [(ids.take(), left, right) for left in producers for right in consumers]
    rows = [(i, left.commune_id, f"NŒUD-{i}", left.id, right.id, "moulinette", "active") for i, left, right in links]
    fields = ("id", "commune_id", "code", "source_id", "target_id", "means", "state")
    apply_plan(engine, Plan("essai", "Nœud", Origin.EDIT, base, (Creations("interface", fields, rows),)))


FIGURES = {
    "Liens directs": "directs",
    "Par le pot commun": "pot-commun",
    "Moyen inconnu": "moyen-inconnu",
    "Dans une suite": "dans-une-suite",
    "Entre suites": "entre-suites",
    "Suite inconnue": "suite-inconnue",
}


@pytest.mark.parametrize(("label", "key"), FIGURES.items())
def test_each_figure_opens_its_list(estate: Engine, open_page: Open, label: str, key: str) -> None:
    figure = next(metric.value for metric in open_page("links").metric if metric.label == label)
    app = open_page("links", voir=key)
    assert int(figure) == (rows(app) if app.dataframe else 0)


def test_each_line_of_each_table_opens_as_many_links_as_it_counts(estate: Engine) -> None:
    graph = graph_of(estate)
    links = links_of(graph)
    tables: dict[str, tuple[Count, ...]] = {
        "donnée": links.counts.by_object,
        "bloc": links.counts.by_block,
        "commune": links.counts.by_commune,
        "éditeur": links.counts.by_editor,
    }
    for kind, lines in tables.items():
        assert lines
        for line in lines:
            found = link_list(graph, links, key_of(kind, line.ids))
            assert found is not None
            assert len(found.flows) == line.links, (kind, line)
    for means, count in links.counts.by_means:
        found = link_list(graph, links, f"moyen.{means.value}")
        assert found is not None
        assert len(found.flows) == count


@pytest.mark.parametrize(
    "key", ["rien", "bloc.", "bloc.0", "noeud.0", "noeud.999", "noeud.x", "moyen.magie", "x.1", "<b>"]
)
def test_a_list_that_does_not_exist_shows_the_tables(estate: Engine, open_page: Open, key: str) -> None:
    app = open_page("links", voir=key)
    assert not app.exception
    assert not app.error
    assert len(app.tabs) == 6


def test_without_a_knot_the_page_says_so(estate: Engine, open_page: Open) -> None:
    assert "Aucun nœud" in shown(open_page("links"))


def test_a_knot_is_listed_and_drawn(estate: Engine, open_page: Open) -> None:
    tie_a_knot(estate)
    knot = next(table.value for table in open_page("links").dataframe if "Nœud" in table.value)
    assert list(knot["Liens"]) == [17]  # the small estate already links the last producer to the first consumer
    app = open_page("links", voir="noeud.1")
    assert rows(app) == 17
    drawing = next(block.proto.body for block in app.get("html") if "noeud" in block.proto.body)
    assert drawing.count('<td class="lien">') == 16
    assert drawing.count('<td class="lien">moulinette</td>') == 15


def test_the_list_obeys_the_filters(estate: Engine, open_page: Open) -> None:
    everything = rows(open_page("links", voir="directs"))
    assert 0 < rows(open_page("links", voir="directs", commune="C01")) < everything
    assert 0 < rows(open_page("links", voir="directs", recherche="logiciel 5")) < everything
    there = open_page("links", commune="C01")
    figure = next(int(metric.value) for metric in there.metric if metric.label == "Liens directs")
    assert figure == rows(open_page("links", voir="directs", commune="C01"))
