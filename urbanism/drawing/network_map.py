"""A network on paper: a card for each node on a grid, an arrow for each link, and in words what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from urbanism.drawing.enlarging import enlarged
from urbanism.drawing.furniture import (
    LEAVING_ENTRY,
    PLANNED_ENTRY,
    Caption,
    LegendEntry,
    draw_footer,
    draw_title,
    footer_height,
    leaving_badge,
    planned_outline,
    title_height,
)
from urbanism.drawing.gutters import gutter_ways
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import POINT, Area, Box, Line, Link, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height, tidy, wrap
from urbanism.french import count
from urbanism.palette import INK, MUTED, PAPER, PLANNED, SEVERITY_COLOURS
from urbanism.vocabulary import Severity

ACROSS, DOWN = 0.8, 0.68
"""Shares of a cell that its card takes; the rest is for the arrows."""
APART = 0.62
"""The share of the width of a cell that its card takes where cards stand in columns with heads."""
FEW, LARGEST = 30, 1.25
"""A network of so few nodes has larger texts on a screen, by so much."""
SCREEN_ROW = 4.2
"""The height of a row on a screen, in lines of the text of its cards."""
WIDEST, HIGHEST = 26.0, 6.0
"""The largest card, in sizes of its text."""
THICKEST, MANY = 4.0, 9
"""How much thicker than that of one flow the fullest arrow is, where it holds more than so many."""
STOPPING = LegendEntry(PLANNED, "flux qui s’arrêtera avec l’un de ses bouts", line=True)
BY_HAND = SEVERITY_COLOURS[Severity.ALERT]

Point = tuple[float, float]


class Card(NamedTuple):
    """A node: its name, what it is in a few words, its cell (column, row), its colour and what it opens.

    `planned` where a project brings it; `leaving` is how many of what it stands for will be stopped.
    """

    key: str
    label: str
    note: str
    cell: Point
    colour: str
    fill: str = PAPER
    strong: bool = False
    planned: bool = False
    link: Link | None = None
    leaving: int = 0


class Arrow(NamedTuple):
    """All the flows from a card to another, drawn dashed where they are planned, or made by scripts and by hand.

    `leaving` where all of them will stop.
    """

    source: str
    target: str
    flows: int
    planned: bool = False
    by_hand: bool = False
    leaving: bool = False


def network_scenes(
    cards: Sequence[Card],
    arrows: Sequence[Arrow],
    told: Sequence[str],
    entries: Sequence[LegendEntry],
    paper: Paper,
    caption: Caption,
    heads: Mapping[float, str] | None = None,
) -> tuple[Scene, ...]:
    """The network on one sheet of paper; `told` are the sentences that say what is drawn and what is not, and why.

    A screen is as high as its rows ask for; its page tells the sentences.
    Two opposite arrows stand side by side. Nothing where there is no card.
    `heads` are the words above the columns, those without cards too: the arrows then go between the cards.
    """
    if not cards:
        return ()
    return enlarged(lambda large: (_scene(cards, arrows, told, entries, large, caption, heads or {}),), paper)


def _scene(
    cards: Sequence[Card],
    arrows: Sequence[Arrow],
    told: Sequence[str],
    entries: Sequence[LegendEntry],
    paper: Paper,
    caption: Caption,
    heads: Mapping[float, str],
) -> Scene:
    planned = any(card.planned for card in cards) or any(arrow.planned for arrow in arrows)
    legend = [*entries, *([PLANNED_ENTRY] if planned else [])]
    legend += [LEAVING_ENTRY] if any(card.leaving for card in cards) else []
    legend += [STOPPING] if any(arrow.leaving for arrow in arrows) else []
    large = (LARGEST if paper.scrolls and len(cards) <= FEW else 1) * paper.usual
    above = 1.6 * line_height(large) if heads else 0.0
    height = paper.height or above + len({card.cell[1] for card in cards}) * SCREEN_ROW * line_height(large)
    room = Box(0, 0, paper.width, height).inside(paper.margin)
    told_here = () if paper.scrolls else told
    lines = [line for sentence in told_here for line in wrap(tidy(sentence), room.width, paper.usual)]
    top = room.y + title_height(paper)
    below = top + (len(lines) + 0.8) * line_height(paper.usual)
    footer = footer_height(legend, paper, room.width)
    shapes = draw_title(caption, paper, room)
    for rank, line in enumerate(lines):
        place = Box(room.x, top + rank * line_height(paper.usual), room.width, line_height(paper.usual))
        words = fit(line, place, paper.usual, INK)
        shapes += [words] if words else []
    body = Box(room.x, below + above, room.width, room.bottom - footer - below - above - line_height(paper.usual))
    columns = sorted({card.cell[0] for card in cards}.union(heads))
    across = APART if heads else ACROSS
    places = {key: _within(cell, large, across) for key, cell in _cells(cards, columns, body).items()}
    thickest = max((arrow.flows for arrow in arrows), default=1)
    if heads:
        shapes += _heads(heads, columns, body._replace(y=below, height=above), large, paper)
        ways = gutter_ways([(arrow.source, arrow.target) for arrow in arrows], places)
    else:
        ways = [_straight(arrow, places, paper) for arrow in arrows]
    shapes += [_arrow(arrow, way, thickest, paper) for arrow, way in zip(arrows, ways, strict=True)]
    shapes += [_card(card, places[card.key], large, paper) for card in cards]
    shapes += draw_footer(caption, legend, paper, room)
    return Scene(paper.width, height, caption.title, " ".join(told), tuple(shapes))


def _heads(heads: Mapping[float, str], columns: Sequence[float], box: Box, large: float, paper: Paper) -> list[Shape]:
    """The words above each column."""
    width = box.width / len(columns)
    found = []
    for rank, column in enumerate(columns):
        place = Box(box.x + rank * width, box.y, width, box.height)
        words = heads.get(column, "")
        found.append(fit(words, place, large, MUTED, least=paper.least, bold=True, align="centre", middle=True))
    return [text for text in found if text]


def _cells(cards: Sequence[Card], columns: Sequence[float], body: Box) -> Mapping[str, Box]:
    """The cell of each card, on the grid that is spread over the sheet."""
    rows = sorted({card.cell[1] for card in cards})
    width, height = body.width / len(columns), body.height / len(rows)
    return {
        card.key: Box(
            body.x + columns.index(card.cell[0]) * width,
            body.y + rows.index(card.cell[1]) * height,
            width,
            height,
        )
        for card in cards
    }


def _within(cell: Box, large: float, across: float) -> Box:
    """The box of a card, in the middle of its cell."""
    width, height = min(across * cell.width, WIDEST * large * POINT), min(DOWN * cell.height, HIGHEST * large * POINT)
    return cell.inside((cell.width - width) / 2, (cell.height - height) / 2)


def _card(card: Card, box: Box, large: float, paper: Paper) -> Shape:
    """The name in the middle, what it is below where there is room for both."""
    size = paper.usual * POINT
    small = max(paper.least, 0.72 * large)
    inner = box.inside(0.05 * box.width, 0.03 * box.height)
    both = box.height >= line_height(paper.least) + line_height(small)
    foot = inner._replace(y=inner.bottom - line_height(small), height=line_height(small))
    note = fit(card.note, foot, small, MUTED, least=paper.least, align="centre") if both else None
    room = inner._replace(height=inner.height - (foot.height if note else 0))
    label = card.label or "(sans nom)"
    name = fit(label, room, large, INK, least=paper.least, bold=card.strong, align="centre", middle=True)
    if note and (name is None or name.cut):
        note = None
        name = fit(label, inner, large, INK, least=paper.least, bold=card.strong, align="centre", middle=True)
    plain = Rectangle(box, card.fill, card.colour, (0.3 if card.strong else 0.13) * size, 0.4 * size)
    outline = replace(planned_outline(box, 2 * paper.usual), fill=PAPER)
    above = box._replace(y=box.y - 0.5 * line_height(small))
    badge = leaving_badge(above, card.leaving, small) if card.leaving else None
    shapes = (outline if card.planned else plain, name, note, badge)
    told = f"{label} – {card.note}{', prévu par un projet' if card.planned else ''}"
    told += f", {count(card.leaving, 'retrait prévu', 'retraits prévus')}" if card.leaving else ""
    return Area(tuple(shape for shape in shapes if shape), told, card.link, box)


def _arrow(arrow: Arrow, way: Sequence[Point], most: int, paper: Paper) -> Line:
    """Along its way, as thick as its flows; `most` is the number of those of the fullest arrow."""
    width = 0.07 * paper.usual * POINT * (1 + (THICKEST - 1) * (arrow.flows - 1) / max(most - 1, MANY))
    colour = PLANNED if arrow.planned or arrow.leaving else BY_HAND if arrow.by_hand else MUTED
    return Line(tuple(way), colour, width, arrow=True, dashed=arrow.planned or arrow.by_hand)


def _straight(arrow: Arrow, places: Mapping[str, Box], paper: Paper) -> tuple[Point, ...]:
    """From the edge of a card to the edge of another, a little to the right of the way it goes."""
    source, target = places[arrow.source], places[arrow.target]
    if arrow.source == arrow.target:
        return _loop(source, paper)
    if any(_between(source, other, target) for other in places.values()):
        return _aside(source, target)
    return _way(source, target, arrow.planned, paper)


def _way(source: Box, target: Box, planned: bool, paper: Paper) -> tuple[Point, Point]:
    (x0, y0), (x1, y1) = _middle(source), _middle(target)
    aside = (0.9 if planned else 0.35) * paper.usual * POINT / ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    right, down = (y0 - y1) * aside, (x1 - x0) * aside
    start, end = (x0 + right, y0 + down), (x1 + right, y1 + down)
    return _edge(source, start, end), _edge(target, end, start)


def _between(source: Box, other: Box, target: Box) -> bool:
    """Whether the other card stands between two cards of its column."""
    low, high = sorted((source.y, target.y))
    return source.x == other.x == target.x and low < other.y < high


def _aside(source: Box, target: Box) -> tuple[Point, ...]:
    """From a card to another of its column, along the left side of those between: the farther, the more aside."""
    far = min(abs(source.y - target.y) / (12 * source.height), 1)
    out, (_, start), (_, end) = source.x - (0.03 + 0.08 * far) * source.width, _middle(source), _middle(target)
    return (source.x, start), (out, start), (out, end), (target.x, end)


def _middle(box: Box) -> Point:
    return box.x + box.width / 2, box.y + box.height / 2


def _edge(box: Box, inside: Point, outside: Point) -> Point:
    """Where the way from a point of the box to one out of it leaves the box."""
    across, down = outside[0] - inside[0], outside[1] - inside[1]
    shares = [1.0]
    if across:
        shares.append(((box.right if across > 0 else box.x) - inside[0]) / across)
    if down:
        shares.append(((box.bottom if down > 0 else box.y) - inside[1]) / down)
    share = max(min(shares), 0)
    return inside[0] + share * across, inside[1] + share * down


def _loop(box: Box, paper: Paper) -> tuple[Point, ...]:
    """From a card to itself, by its right side."""
    out = box.right + 0.6 * paper.usual * POINT
    high, low = box.y + 0.3 * box.height, box.y + 0.7 * box.height
    return (box.right, high), (out, high), (out, low), (box.right, low)
