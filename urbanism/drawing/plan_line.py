"""A convergence plan on a line of time: a line a bloc, a bar from its first to its last year, what leaves each year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from urbanism.drawing.furniture import Caption, LegendEntry
from urbanism.drawing.paper import Paper
from urbanism.drawing.rows import RowDrawing, Sides, row_scenes, sides
from urbanism.drawing.scene import POINT, Area, Box, Line, Link, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height
from urbanism.french import count
from urbanism.palette import ACCENT, INK, LINE, MUTED, QUANTITY, readable_on

WAITING = QUANTITY[0]
LEGEND = (
    LegendEntry(ACCENT, "applications qui partent dans l’année : leur nombre"),
    LegendEntry(WAITING, "aucun départ dans l’année"),
)


class PlanRow(NamedTuple):
    """A bloc: its name, what replaces its applications, how many leave in each year that has some, what it opens."""

    name: str
    target: str
    leaving: Mapping[int, int]
    link: Link | None = None

    @property
    def words(self) -> str:
        """The line, for those who do not see it."""
        told = ", ".join(f"{count(number, 'départ')} en {year}" for year, number in sorted(self.leaving.items()))
        return f"{self.name}, vers {self.target} : {told}"


def plan_scenes(
    rows: Sequence[PlanRow], years: Sequence[int], paper: Paper, caption: Caption, named: str = "Bloc"
) -> tuple[Scene, ...]:
    """The rows on as many sheets as they need; a screen holds them all. `named` is what each row is."""

    def drawing(large: Paper) -> RowDrawing[PlanRow]:
        step = 1.9 * line_height(large.usual)
        beside = sides((named, *(row.name for row in rows)), (row.target for row in rows), large)
        return RowDrawing[PlanRow](
            step,
            lambda row, box: [_row(row, years, beside, large, box)],
            lambda shown: " ; ".join(row.words for row in shown),
            head=step,
            draw_heads=lambda body: _heads(named, years, beside, large, body, step),
            legend=LEGEND,
        )

    return row_scenes(rows, drawing, paper, caption)


def _column(box: Box, rank: int, years: Sequence[int], beside: Sides) -> Box:
    """The place of a year in a line."""
    middle = beside.middle(box)
    width = middle.width / len(years)
    return middle._replace(x=middle.x + rank * width, width=width)


def _ends(box: Box, beside: Sides, paper: Paper) -> tuple[Box, Box]:
    """The places of the name of a bloc and of its target."""
    gap = 0.6 * paper.usual * POINT
    target = box._replace(x=box.right - beside.right, width=beside.right)
    return box._replace(width=beside.left).inside(0, 0, gap), target.inside(gap, 0, 0)


def _heads(named: str, years: Sequence[int], beside: Sides, paper: Paper, body: Box, step: float) -> list[Shape]:
    """What each column is, and a thin line where each year begins."""
    above = body._replace(y=body.y - step, height=step)
    names, targets = _ends(above, beside, paper)
    last = beside.middle(body).right
    words = [
        fit(named, names, paper.usual, MUTED, least=paper.least, align="right", middle=True),
        fit("Cible", targets, paper.usual, MUTED, least=paper.least, middle=True),
    ]
    shapes: list[Shape] = []
    for rank, year in enumerate(years):
        place = _column(above, rank, years, beside)
        words.append(fit(year, place, paper.usual, INK, least=paper.least, bold=True, align="centre", middle=True))
        shapes.append(Line(((place.x, body.y), (place.x, body.bottom)), LINE, 0.2))
    shapes.append(Line(((last, body.y), (last, body.bottom)), LINE, 0.2))
    return [*shapes, *(text for text in words if text)]


def _row(row: PlanRow, years: Sequence[int], beside: Sides, paper: Paper, box: Box) -> Shape:
    name, target = _ends(box, beside, paper)
    words = (
        fit(row.name, name, paper.usual, INK, least=paper.least, align="right", middle=True),
        fit(row.target, target, paper.usual, MUTED, least=paper.least, middle=True),
    )
    ranks = [rank for rank, year in enumerate(years) if row.leaving.get(year)]
    shapes: list[Shape] = []
    if ranks:
        first, last = _column(box, ranks[0], years, beside), _column(box, ranks[-1], years, beside)
        shapes.append(Rectangle(first._replace(width=last.right - first.x).inside(0, 0.14 * box.height), WAITING))
    for rank in ranks:
        cell = _column(box, rank, years, beside).inside(0, 0.14 * box.height)
        text = fit(
            row.leaving[years[rank]],
            cell,
            paper.usual,
            readable_on(ACCENT),
            least=paper.least,
            align="centre",
            middle=True,
        )
        shapes.append(Rectangle(cell, ACCENT, text=text))
    return Area((*shapes, *(text for text in words if text)), row.words, row.link, box)
