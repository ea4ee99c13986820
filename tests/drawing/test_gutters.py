"""Ways between cards in columns: none passes behind a card, none touches a card where another does."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from urbanism.drawing.gutters import gutter_ways
from urbanism.drawing.scene import Box

CARD, PITCH = Box(0, 0, 50, 10), (80, 16)


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2)), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=25),
)
@settings(max_examples=80, deadline=None)
def test_no_way_passes_behind_a_card(columns: list[tuple[int, int]], wanted: list[tuple[int, int]]) -> None:
    places = {
        f"{column}.{row}": CARD._replace(x=30.0 + column * PITCH[0], y=30.0 + (above + row) * PITCH[1])
        for column, (cards, above) in enumerate(columns)
        for row in range(cards)
    }
    names = list(places)
    arrows = [(names[one % len(names)], names[other % len(names)]) for one, other in wanted]
    arrows = [arrow for arrow in arrows if arrow[0] != arrow[1]]
    ways = gutter_ways(arrows, places)
    for (source, target), way in zip(arrows, ways, strict=True):
        for card, (x, y) in ((source, way[0]), (target, way[-1])):
            assert x in (places[card].x, places[card].right)
            assert places[card].y < y < places[card].bottom
        for start, end in pairwise(way):
            points = [
                (start[0] + (end[0] - start[0]) * t / 40, start[1] + (end[1] - start[1]) * t / 40) for t in range(41)
            ]
            assert not any(box.inside(0.01).holds(Box(x, y, 0, 0), 0) for x, y in points for box in places.values())
    touched = [point for way in ways for point in (way[0], way[-1])]
    assert len(set(touched)) == len(touched)
