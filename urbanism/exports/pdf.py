"""Scenes as a PDF, one a page, drawn by typst from the scene's own figures: text stays text, nothing is a picture.

The fonts come with the packages (Source Sans; typst's own for other scripts): the same page is made on any machine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from urbanism.drawing.scene import Area, Box, Line, Rectangle, Scene, Shape, Text
from urbanism.drawing.text import baselines, tidy
from urbanism.exports.svg import arrow_head

_TEMPLATE = Path(__file__).with_name("scene.typ")


def scenes_pdf(scenes: Sequence[Scene], base: str = "") -> bytes:
    """The drawings as a PDF, each on a page of its own size; `base` is where links lead, none without it."""
    document = {
        "title": tidy(scenes[0].title),
        "description": tidy(scenes[0].description),
        "pages": [
            {"width": scene.width, "height": scene.height, "shapes": _shapes(scene.shapes, base)} for scene in scenes
        ],
    }
    made = _compiler().compile(
        input=_TEMPLATE.read_bytes(), format="pdf", sys_inputs={"scenes": json.dumps(document)}, pdf_tags=False
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single document")
    return made


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    folder = str(files("font_source_sans_pro") / "files")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


def _shapes(shapes: Sequence[Shape], base: str) -> list[dict[str, Any]]:
    """The shapes as the template reads them, in the order of drawing, areas opened."""
    drawn: list[dict[str, Any]] = []
    for shape in shapes:
        if isinstance(shape, Area):
            drawn += _shapes(shape.shapes, base)
            if base and shape.link and shape.box:
                drawn.append({"kind": "link", "to": base + shape.link.href, **_place(shape.box)})
        elif isinstance(shape, Rectangle):
            drawn.append(_rectangle(shape))
            drawn += _text(shape.text) if shape.text else []
        elif isinstance(shape, Line):
            drawn += _line(shape)
        else:
            drawn += _text(shape)
    return drawn


def _place(box: Box) -> dict[str, float]:
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def _rectangle(shape: Rectangle) -> dict[str, Any]:
    return {
        "kind": "rectangle",
        **_place(shape.box),
        "fill": shape.fill,
        "stroke": shape.stroke,
        "stroke_width": shape.stroke_width,
        "dash": "dashed" if shape.dashed else "solid",
        "radius": min(shape.radius, shape.box.height / 2, shape.box.width / 2),
    }


def _text(text: Text) -> list[dict[str, Any]]:
    return [
        {
            "kind": "text",
            "x": text.box.x,
            "y": y,
            "width": text.box.width,
            "align": {"left": "left", "centre": "center", "right": "right"}[text.align],
            "words": tidy(line),
            "size": text.size,
            "colour": text.colour,
            "weight": "semibold" if text.bold else "regular",
        }
        for line, y in baselines(text)
    ]


def _line(line: Line) -> list[dict[str, Any]]:
    drawn: list[dict[str, Any]] = [
        {
            "kind": "line",
            "points": line.points,
            "colour": line.colour,
            "width": line.width,
            "dash": "dashed" if line.dashed else "solid",
        }
    ]
    head = arrow_head(line) if line.arrow else ()
    return [*drawn, {"kind": "polygon", "points": head, "colour": line.colour}] if head else drawn
