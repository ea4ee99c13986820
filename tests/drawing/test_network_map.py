"""The network on paper: every node on the sheet under its name, opposite flows apart, what is left out said."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from tests.estates import Estate
from urbanism.analyses.explorer import Exploration, Question, explore
from urbanism.drawing.explored import explored_scenes
from urbanism.drawing.furniture import PLANNED_ENTRY, Caption
from urbanism.drawing.network_map import Card, network_scenes
from urbanism.drawing.paper import PAPERS, Paper
from urbanism.drawing.scene import Line, Rectangle, areas, flat, texts
from urbanism.exports.network_words import drawn_in_words, hidden_in_words
from urbanism.graph import EstateGraph
from urbanism.palette import PLANNED
from urbanism.vocabulary import InterfaceState, LifecycleStatus

CAPTION = Caption("Échanges", "Qui échange avec qui", "urbanism", date(2026, 1, 1), fictitious=True)
HOSTILE = ("<script>alert(1)</script>", "‮à l’envers", "L" * 300, "😀", "=cmd()", "\x00", "")
SHEETS = [pytest.param(paper, id=paper.name) for paper in PAPERS.values()]


def drawn(parties: int) -> Exploration:
    """A ring of parties, each linked with the next in both ways."""
    made = Estate()
    ring = [made.application(f"{HOSTILE[rank % 7]}{rank}", f"Commune {rank % 9}") for rank in range(parties)]
    for rank, party in enumerate(ring):
        made.flow(party, ring[(rank + 1) % parties])
        made.flow(ring[(rank + 1) % parties], party)
    return explore(EstateGraph(made.snapshot()), Question())


@pytest.mark.parametrize("paper", SHEETS)
@pytest.mark.parametrize("parties", [2, 40, 400])
def test_every_drawn_node_has_its_name_within_the_sheet(paper: Paper, parties: int) -> None:
    found = drawn(parties)
    told = [drawn_in_words(found), *hidden_in_words(found)]
    (scene,) = explored_scenes(found, told, paper, CAPTION)
    cards = [area for area in areas(scene.shapes) if area.box]
    assert len(cards) == len(found.nodes)
    assert not any(one.box.overlaps(other.box) for one, other in combinations(cards, 2) if one.box and other.box)
    assert all(len(list(texts(card.shapes))) >= 1 for card in cards)
    assert all(card.box and card.box.holds(text.box, 0.11) for card in cards for text in texts(card.shapes))
    assert all(scene.box.holds(shape.box) for shape in flat(scene.shapes) if not isinstance(shape, Line))
    assert min(text.size for text in texts(scene.shapes)) >= paper.least
    said = " ".join(text.full for text in texts(scene.shapes))
    assert all(word in said for sentence in told for word in sentence.replace("\u00a0", " ").split())


def test_opposite_flows_are_two_arrows_apart() -> None:
    (scene,) = explored_scenes(drawn(2), [], PAPERS["A4"], CAPTION)
    one, other = (shape.points for shape in flat(scene.shapes) if isinstance(shape, Line))
    assert len({*one, *other}) == 4
    assert (one[1][0] - one[0][0]) * (other[1][0] - other[0][0]) + (one[1][1] - one[0][1]) * (
        other[1][1] - other[0][1]
    ) < 0


def test_what_is_planned_is_dashed_and_told_by_the_legend() -> None:
    made = Estate()
    running, coming = made.application("A", "Nord"), made.application("B", "Nord", status=LifecycleStatus.PROJECT)
    made.flow(running, coming, state=InterfaceState.PLANNED)
    made.flow(running, running)
    found = explore(EstateGraph(made.snapshot()), Question())
    (scene,) = explored_scenes(found, [], PAPERS["A4"], CAPTION)
    dashed = [shape for shape in flat(scene.shapes) if isinstance(shape, Line | Rectangle) and shape.dashed]
    assert {shape.colour if isinstance(shape, Line) else shape.stroke for shape in dashed} == {PLANNED}
    assert len(dashed) == 3  # the application, its flow, and the legend
    assert PLANNED_ENTRY.word in {text.full for text in texts(scene.shapes)}


def test_nothing_is_no_sheet_and_a_card_without_a_name_says_so() -> None:
    assert network_scenes([], [], [], [], PAPERS["A4"], CAPTION) == ()
    (scene,) = network_scenes([Card("1", "", "commune", (0, 0), "#000000")], [], [], [], PAPERS["A4"], CAPTION)
    assert "(sans nom)" in {text.full for text in texts(scene.shapes)}
