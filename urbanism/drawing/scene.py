"""What a drawing is made of: frozen shapes, in millimetres from the top left corner.

A scene says everything that a screen, a sheet or a slide shows. It is built once from a result, then the modules of
`urbanism.exports` draw the same shapes as SVG, PDF and PowerPoint. A scene holds text, never markup: whatever people
wrote is escaped by whoever draws it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple
from urllib.parse import urlencode

POINT = 25.4 / 72
"""Millimetres in a typographic point."""

Align = Literal["left", "centre", "right"]

_PAGE = re.compile(r"[a-z][a-z-]*")


class Box(NamedTuple):
    """A place on the sheet, in millimetres."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def inside(self, left: float, top: float | None = None, right: float | None = None, bottom: float = -1) -> Box:
        """The box within margins, in the order left, top, right, bottom; those not given follow their opposite."""
        top = left if top is None else top
        right = left if right is None else right
        bottom = top if bottom < 0 else bottom
        width, height = max(self.width - left - right, 0), max(self.height - top - bottom, 0)
        return Box(self.x + left, self.y + top, width, height)

    def holds(self, other: Box, slack: float = 0.01) -> bool:
        """Whether the other box is within this one, to `slack` millimetres."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def overlaps(self, other: Box, slack: float = 0.01) -> bool:
        """Whether the two boxes share more than an edge, to `slack` millimetres."""
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.bottom - slack
            and other.y < self.bottom - slack
        )


class Link(NamedTuple):
    """A page of the dashboard and the parameters of its address; never an address that someone typed.

    Raises ValueError on a page that is not a plain word, when asked for its `href`.
    """

    page: str
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def href(self) -> str:
        """The relative address, its parameters quoted."""
        if not _PAGE.fullmatch(self.page):
            raise ValueError(f"not a page: {self.page!r}")
        return f"{self.page}?{urlencode(self.parameters, errors='replace')}" if self.parameters else self.page


@dataclass(frozen=True)
class Text:
    """Lines that fit in their box; `full` is what they say, uncut. `size` is in points; the first baseline is `top`."""

    box: Box
    lines: tuple[str, ...]
    full: str
    size: float
    colour: str
    bold: bool = False
    align: Align = "left"

    @property
    def cut(self) -> bool:
        """Whether the end is missing (marked by an ellipsis)."""
        return bool(self.lines) and self.lines[-1].endswith("…") and not self.full.endswith("…")

    @property
    def written(self) -> str:
        """The lines as one, with the spaces of what they say and no others: a word over two lines is one again."""
        said = ""
        for line in self.lines:
            said += " " + line if said and self.full[len(said) : len(said) + 1] == " " else line
        return said

    @property
    def anchor(self) -> float:
        """The abscissa that the lines are aligned on."""
        return {"left": self.box.x, "centre": self.box.x + self.box.width / 2, "right": self.box.right}[self.align]


@dataclass(frozen=True)
class Rectangle:
    """A rectangle, with the text written in it; `""` is no colour."""

    box: Box
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.2
    radius: float = 0.0
    text: Text | None = None
    dashed: bool = False


@dataclass(frozen=True)
class Line:
    """A line through points, with an arrow at its end or not; `width` in millimetres."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 0.3
    arrow: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class Area:
    """Shapes that are one thing: described by `title` (shown on hover, read aloud), opening `link` where it has one."""

    shapes: tuple[Shape, ...]
    title: str
    link: Link | None = None
    box: Box | None = None


Shape = Rectangle | Text | Line | Area


@dataclass(frozen=True)
class Scene:
    """A drawing on one sheet, `width` by `height` millimetres. The title and description are its text alternative."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)


def flat(shapes: Sequence[Shape]) -> Iterator[Rectangle | Text | Line]:
    """Every shape that is not an area, those within areas included, in the order of drawing."""
    for shape in shapes:
        if isinstance(shape, Area):
            yield from flat(shape.shapes)
        else:
            yield shape


def texts(shapes: Sequence[Shape]) -> Iterator[Text]:
    """Every text, those of rectangles included."""
    for shape in flat(shapes):
        if isinstance(shape, Text):
            yield shape
        elif isinstance(shape, Rectangle) and shape.text is not None:
            yield shape.text


def areas(shapes: Sequence[Shape]) -> Iterator[Area]:
    """Every area, those within areas included."""
    for shape in shapes:
        if isinstance(shape, Area):
            yield shape
            yield from areas(shape.shapes)


def shifted(shape: Shape, down: float) -> Shape:
    """The shape, so many millimetres lower."""
    if isinstance(shape, Line):
        return replace(shape, points=tuple((x, y + down) for x, y in shape.points))
    if isinstance(shape, Area):
        box = _lower(shape.box, down) if shape.box else None
        return replace(shape, shapes=tuple(shifted(one, down) for one in shape.shapes), box=box)
    if isinstance(shape, Text):
        return _lower_text(shape, down)
    return replace(shape, box=_lower(shape.box, down), text=_lower_text(shape.text, down) if shape.text else None)


def _lower(box: Box, down: float) -> Box:
    return box._replace(y=box.y + down)


def _lower_text(text: Text, down: float) -> Text:
    return replace(text, box=_lower(text.box, down))
