"""Editors and suites: shares, concentration, openness."""

from __future__ import annotations

import pytest
from estates import Estate

from urbanism.analyses.editors import concentration, editor_shares, suites
from urbanism.graph import EstateGraph
from urbanism.vocabulary import Ternary


def test_shares_concentration_and_known_costs() -> None:
    made = Estate()
    for name, editor, cost in (("A", "E1", 100.0), ("B", "E1", None), ("C", "E2", None)):
        made.application(name, editor_id=made.editor(editor), cost_total=cost, serves=["Bourg"])
    made.application("?")
    graph = EstateGraph(made.snapshot())
    assert [(graph.label(s.editor), len(s.applications), s.cost, s.communes) for s in editor_shares(graph)] == [
        ("E1", 2, 100.0, 2),
        ("E2", 1, None, 2),
    ]
    assert concentration(graph, graph.applications) == pytest.approx((4 + 1) / 9)
    assert concentration(graph, []) is None


def test_suites_with_their_links_inside_and_outwards() -> None:
    made = Estate()
    for product in ("P", "Q"):
        made.product(product, suite="Gamme")
    left = made.application("A", product="P", open_api=Ternary.YES)
    right, other = made.application("B", product="Q", open_api=Ternary.NO), made.application("C")
    made.flow(left, right)
    made.flow(left, other)
    (found,) = suites(EstateGraph(made.snapshot()))
    assert (found.inside, found.outwards, found.open_api, found.closed_api) == (1, 1, 1, 1)
