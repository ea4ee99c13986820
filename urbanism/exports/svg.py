"""A scene as SVG: what a page shows, and a file that any browser or drawing tool opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from urbanism.drawing.scene import POINT, Area, Line, Link, Rectangle, Scene, Shape, Text, shifted
from urbanism.drawing.text import baselines, tidy

FONTS = "'Source Sans', 'Source Sans 3', 'Source Sans Pro', Arial, 'Liberation Sans', Helvetica, sans-serif"
"""Fonts no wider than the widths that texts are measured with."""

_ANCHORS = {"left": "start", "centre": "middle", "right": "end"}


def scene_svg(scene: Scene, base: str = "", links: bool = True) -> str:
    """The drawing as one SVG element, well-formed XML whatever the texts are.

    Its width follows the page it stands in; alone, it is as wide as its sheet. `base` goes before the addresses of
    links (a file that leaves the dashboard needs it whole); without `links` nothing opens anything.
    """

    def address(link: Link) -> str | None:
        return f"{base}{link.href}" if links else None

    body = "".join(_written(shape, address) for shape in scene.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_mm(scene.width)} {_mm(scene.height)}"'
        f' width="{_mm(scene.width)}mm" height="{_mm(scene.height)}mm" lang="fr" role="{"group" if links else "img"}"'
        f' aria-labelledby="carte-titre carte-description" font-family="{escape(FONTS)}">'
        f'<title id="carte-titre">{_words(scene.title)}</title>'
        f'<desc id="carte-description">{_words(scene.description)}</desc>{body}</svg>'
    )


def svg_file(scenes: Sequence[Scene], base: str = "") -> bytes:
    """The drawing as a file of its own, its sheets one under another.

    Links are there only where `base` says where the dashboard is.
    """
    text = scene_svg(_stacked(scenes), base, links=bool(base))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _stacked(scenes: Sequence[Scene]) -> Scene:
    """All the sheets as one, as wide as the widest."""
    if len(scenes) == 1:
        return scenes[0]
    shapes: list[Shape] = []
    top = 0.0
    for scene in scenes:
        shapes += [shifted(shape, top) for shape in scene.shapes]
        top += scene.height
    description = " ".join(scene.description for scene in scenes)
    return Scene(max(scene.width for scene in scenes), top, scenes[0].title, description, tuple(shapes))


def _written(shape: Shape, address: Callable[[Link], str | None]) -> str:
    if isinstance(shape, Area):
        return _area(shape, address)
    if isinstance(shape, Rectangle):
        return _rectangle(shape)
    return _line(shape) if isinstance(shape, Line) else _text(shape)


def _area(area: Area, address: Callable[[Link], str | None]) -> str:
    body = "".join(_written(shape, address) for shape in area.shapes)
    title = f"<title>{_words(area.title)}</title>" if area.title else ""
    href = address(area.link) if area.link else None
    if href is None:
        return f"<g>{title}{body}</g>"
    return f'<a href="{escape(href)}" aria-label="{_words(area.title)}">{title}{body}</a>'


def _rectangle(shape: Rectangle) -> str:
    box = shape.box
    stroke = f' stroke="{shape.stroke}" stroke-width="{_mm(shape.stroke_width)}"' if shape.stroke else ""
    stroke += f' stroke-dasharray="{_mm(4 * shape.stroke_width)}"' if shape.stroke and shape.dashed else ""
    radius = f' rx="{_mm(shape.radius)}"' if shape.radius else ""
    drawn = (
        f'<rect x="{_mm(box.x)}" y="{_mm(box.y)}" width="{_mm(box.width)}" height="{_mm(box.height)}"'
        f' fill="{shape.fill or "none"}"{stroke}{radius}/>'
    )
    return drawn + (_text(shape.text) if shape.text else "")


def _text(text: Text) -> str:
    x, anchor = _mm(text.anchor), _ANCHORS[text.align]
    spans = "".join(f'<tspan x="{x}" y="{_mm(y)}">{_words(line)}</tspan>' for line, y in baselines(text))
    weight = ' font-weight="600"' if text.bold else ""
    style = f'font-size="{_mm(text.size * POINT)}" fill="{text.colour}" text-anchor="{anchor}"{weight}'
    return f"<text {style}>{spans}</text>"


def _line(line: Line) -> str:
    points = " ".join(f"{_mm(x)},{_mm(y)}" for x, y in line.points)
    dashes = f' stroke-dasharray="{_mm(4 * line.width)}"' if line.dashed else ""
    drawn = (
        f'<polyline points="{points}" fill="none" stroke="{line.colour}" stroke-width="{_mm(line.width)}"'
        f' stroke-linejoin="round"{dashes}/>'
    )
    return drawn + (_head(arrow_head(line), line.colour) if line.arrow else "")


def arrow_head(line: Line) -> Sequence[tuple[float, float]]:
    """The triangle at the end of a line, its point first; nothing where the line has no length."""
    (x0, y0), (x1, y1) = line.points[-2:]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    if not length:
        return ()
    along, size = ((x1 - x0) / length, (y1 - y0) / length), min(6 * line.width, 0.6 * length)
    back = x1 - along[0] * size, y1 - along[1] * size
    side = -along[1] * size / 2.5, along[0] * size / 2.5
    return (x1, y1), (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1])


def _head(points: Iterable[tuple[float, float]], colour: str) -> str:
    corners = " ".join(f"{_mm(x)},{_mm(y)}" for x, y in points)
    return f'<polygon points="{corners}" fill="{colour}"/>' if corners else ""


def _words(text: str) -> str:
    return escape(tidy(text))


def _mm(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
