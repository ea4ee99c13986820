"""Scenes as a PDF, one a page, drawn by typst from the scene's own figures: text stays text, nothing is a picture.

The fonts come with the packages (Source Sans; typst's own for other scripts): the same page is made on any machine.
A sign that none of them draws, an emoji for instance, is written by its Unicode number: « [U+1F600] ».
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from urbanism.drawing.scene import Area, Box, Line, Rectangle, Scene, Shape, Text
from urbanism.drawing.text import baselines, text_width, tidy
from urbanism.exports.svg import arrow_head

_TEMPLATE = Path(__file__).with_name("scene.typ")
_DRAWN = (
    "\u0020-\u034e\u0350-\u04ff\u0531-\u060b\u0621-\u063a\u0640-\u0655\u0900-\u097f\u10d0-\u10ff\u1d00-\u2040\u2054-\u211e"
    "\u2126-\u2184\u2190-\u23ff\u2460-\u262f\u2638-\u268b\u2798-\u27af\u27b1-\u27ff\u2801-\u2bff"
)
"""Ranges of signs that the fonts have; beyond, they lack most (a test asks them)."""
_UNDRAWN = re.compile(f"[^{_DRAWN}]")
_SHADES = re.compile("[\ufe00-\ufe0f]")
"""Marks that choose between two drawings of the sign before them."""


def scenes_pdf(scenes: Sequence[Scene], base: str = "") -> bytes:
    """The drawings as a PDF, each on a page of its own size; `base` is where links lead, none without it."""
    document = {
        "title": tidy(scenes[0].title),
        "description": tidy(scenes[0].description),
        "pages": [
            {"width": scene.width, "height": scene.height, "shapes": _shapes(scene.shapes, base)} for scene in scenes
        ],
    }
    made = compiler().compile(
        input=_TEMPLATE.read_bytes(), format="pdf", sys_inputs={"scenes": json.dumps(document)}, pdf_tags=False
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single document")
    return made


@lru_cache(maxsize=1)
def compiler() -> typst.Compiler:
    """What sets pages, with the fonts of the packages only."""
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
            "words": words,
            "size": text.size * _narrowed(words, text) if words != line else text.size,
            "colour": text.colour,
            "weight": "semibold" if text.bold else "regular",
        }
        for line, y in baselines(text)
        for words in (_legible(line),)
    ]


def _legible(line: str) -> str:
    """The line, each sign that no font draws written by its number."""
    return _UNDRAWN.sub(lambda sign: f"[U+{ord(sign.group()):04X}]", _SHADES.sub("", tidy(line)))


def _narrowed(words: str, text: Text) -> float:
    """By how much a line that holds numbers of signs is made smaller, so that it stays in its box."""
    return min(1, text.box.width / max(text_width(words, text.size, text.bold), 0.01))


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
