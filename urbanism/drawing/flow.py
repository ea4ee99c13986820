"""Texts one under another, in columns and on as many sheets as they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from urbanism.drawing.scene import Box, Rectangle, Shape
from urbanism.drawing.text import fit, line_height, tidy, wrap
from urbanism.french import typeset
from urbanism.palette import INK


class Paragraph(NamedTuple):
    """A text and how it is written: `dot` is the colour of a mark before it, `most` the lines after which it is cut.

    One that is `inset` stands below the text of a marked one. One that is `kept` goes with the next one: it is never
    left alone at the bottom.
    """

    text: str
    size: float
    colour: str = INK
    bold: bool = False
    dot: str = ""
    before: float = 1.0
    most: int = 4
    kept: bool = False
    inset: bool = False


DOT = 2.2
"""Millimetres across of a mark."""


def height_of(paragraph: Paragraph, width: float) -> float:
    """Millimetres that a paragraph takes, the space before it included."""
    lines = wrap(tidy(typeset(paragraph.text)), _room(paragraph, width), paragraph.size, paragraph.bold)
    return paragraph.before + min(max(len(lines), 1), paragraph.most) * line_height(paragraph.size)


def draw(paragraph: Paragraph, x: float, y: float, width: float) -> list[Shape]:
    """The shapes of a paragraph whose top is `y`."""
    indent = width - _room(paragraph, width)
    top = y + paragraph.before
    box = Box(x + indent, top, width - indent, height_of(paragraph, width) - paragraph.before)
    shapes: list[Shape] = []
    if paragraph.dot:
        middle = top + (line_height(paragraph.size) - DOT) / 2
        shapes.append(Rectangle(Box(x, middle, DOT, DOT), paragraph.dot, radius=DOT / 2))
    text = fit(
        typeset(paragraph.text), box, paragraph.size, paragraph.colour, least=paragraph.size, bold=paragraph.bold
    )
    return [*shapes, text] if text else shapes


def fill(paragraphs: Sequence[Paragraph], box: Box) -> tuple[list[Shape], int]:
    """The shapes of the first paragraphs, as many as the box holds, and how many they are."""
    shapes: list[Shape] = []
    y = box.y
    for rank, paragraph in enumerate(paragraphs):
        needed = height_of(paragraph, box.width)
        follower = paragraphs[rank + 1 : rank + 2] if paragraph.kept else ()
        if y + needed + sum(height_of(one, box.width) for one in follower) > box.bottom:
            return shapes, rank
        shapes += draw(paragraph, box.x, y, box.width)
        y += needed
    return shapes, len(paragraphs)


def sheets(paragraphs: Sequence[Paragraph], columns: Sequence[Box]) -> Iterable[list[Shape]]:
    """The paragraphs over the same columns of as many sheets as needed.

    Raises:
        ValueError: a paragraph higher than a column.
    """
    left = list(paragraphs)
    while left:
        shapes: list[Shape] = []
        before = len(left)
        for column in columns:
            drawn, number = fill(left, column)
            shapes += drawn
            left = left[number:]
        if len(left) == before:
            raise ValueError("a paragraph is higher than its column")
        yield shapes


def _room(paragraph: Paragraph, width: float) -> float:
    return width - (1.8 * DOT if paragraph.dot or paragraph.inset else 0)
