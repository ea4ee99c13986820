"""Scenes as PowerPoint slides: each rectangle a shape that a person can move, colour and rewrite.

What is one thing on the drawing (a card and what it holds) is one group, named by what it shows; the title of the
drawing is that of the slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Mm, Pt

from urbanism.drawing.scene import Area, Box, Line, Rectangle, Scene, Shape, Text, texts
from urbanism.drawing.text import tidy

FONT = "Arial"
"""Found wherever PowerPoint or LibreOffice is, as wide as texts are measured."""

TITLE_ONLY = 5
"""The layout of python-pptx's own template whose one place is for a title."""
LONGEST_NAME = 120
_ALIGNMENTS = {"left": PP_ALIGN.LEFT, "centre": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}


def scenes_pptx(scenes: Sequence[Scene], base: str = "") -> bytes:
    """The drawings as slides of the size of the first one; `base` is where links lead, none without it.

    The note of each slide holds its description, and the texts that were cut, whole.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Mm(scenes[0].width), Mm(scenes[0].height)
    deck.core_properties.title = tidy(scenes[0].title)[:255]
    deck.core_properties.language = "fr-FR"
    for scene in scenes:
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
        slide.shapes.turbo_add_enabled = True  # else numbering shapes takes a time that grows as their square
        title = _title(slide, scene)
        for shape in scene.shapes:
            if shape is not title:
                _draw(slide, shape, base, None)
        for rank, properties in enumerate(slide.shapes._spTree.iter(qn("p:cNvPr")), 1):
            properties.set("id", str(rank))  # groups and open shapes take numbers that others have
        whole = [text.full for text in texts(scene.shapes) if text.cut]
        slide.notes_slide.notes_text_frame.text = "\n".join(
            map(tidy, [scene.title, scene.description, *(["Textes coupés sur le dessin :"] if whole else []), *whole])
        )
    kept = BytesIO()
    deck.save(kept)
    return kept.getvalue()


def _title(slide: Any, scene: Scene) -> Shape | None:
    """The text of the scene that is its title, written as that of the slide; none where the drawing does not say it."""
    place = slide.shapes.title
    title = next((one for one in scene.shapes if isinstance(one, Text) and one.full == tidy(scene.title)), None)
    if title is None:
        place._element.getparent().remove(place._element)
        return None
    place.name = "Titre"
    place.left, place.top, place.width, place.height = _place(title.box)
    _write(place, title, title.box)
    place.text_frame.word_wrap = len(title.lines) > 1
    return title


def _draw(slide: Any, shape: Shape, base: str, area: Area | None) -> list[Any]:
    """The shapes of the slide that the shape becomes."""
    if isinstance(shape, Area):
        return _group(slide, [one for part in shape.shapes for one in _draw(slide, part, base, shape)], shape)
    if isinstance(shape, Line):
        return [_line(slide, shape)]
    if isinstance(shape, Rectangle):
        drawn = _rectangle(slide, shape)
        _name(drawn, area.title if area else shape.text.full if shape.text else "Cadre", area)
        if base and area and area.link:
            drawn.click_action.hyperlink.address = base + area.link.href
        return [drawn]
    written = slide.shapes.add_textbox(*_place(shape.box))
    _write(written, shape, shape.box)
    _name(written, shape.full, None)
    written.text_frame.word_wrap = len(shape.lines) > 1  # a hair too wide, a line alone must not become two
    return [written]


def _group(slide: Any, parts: list[Any], area: Area) -> list[Any]:
    """The parts of an area as one group, which moves whole; as they are where they are not several."""
    if len(parts) < 2:
        return parts
    group = slide.shapes.add_group_shape(parts)
    _name(group, area.title, area)
    return [group]


def _name(drawn: Any, name: str, area: Area | None) -> None:
    """What the list of shapes calls it, and what is read aloud of it where it stands for an area."""
    properties = drawn._element._nvXxPr.cNvPr
    properties.set("name", tidy(name)[:LONGEST_NAME] or "Forme")
    if area and area.title:
        properties.set("descr", tidy(area.title))


def _rectangle(slide: Any, shape: Rectangle) -> Any:
    kind = MSO_SHAPE.ROUNDED_RECTANGLE if shape.radius else MSO_SHAPE.RECTANGLE
    drawn = slide.shapes.add_shape(kind, *_place(shape.box))
    if shape.radius:
        least = min(shape.box.width, shape.box.height) or 1
        drawn.adjustments[0] = min(shape.radius / least, 0.5)
    drawn._element.remove(drawn._element.find(qn("p:style")))  # the theme's shadow, which some programs draw
    if shape.fill:
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = _colour(shape.fill)
    else:
        drawn.fill.background()
    if shape.stroke:
        drawn.line.color.rgb = _colour(shape.stroke)
        drawn.line.width = Mm(shape.stroke_width)
        if shape.dashed:
            drawn.line.dash_style = MSO_LINE.DASH
    else:
        drawn.line.fill.background()
    if shape.text:
        _write(drawn, shape.text, shape.box)
    return drawn


def _write(drawn: Any, text: Text, box: Box) -> None:
    """One paragraph, wrapped by the shape at the width it was measured for."""
    frame = drawn.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    frame.margin_left, frame.margin_top = Mm(max(text.box.x - box.x, 0)), Mm(max(text.box.y - box.y, 0))
    frame.margin_right, frame.margin_bottom = Mm(max(box.right - text.box.right - 0.2, 0)), 0
    paragraph = frame.paragraphs[0]
    paragraph.alignment = _ALIGNMENTS[text.align]
    paragraph.line_spacing = 1.0
    run = paragraph.add_run()
    run.text = tidy(text.written)
    run.font.name, run.font.size, run.font.bold = FONT, Pt(text.size), text.bold
    run.font.color.rgb = _colour(text.colour)
    run._r.get_or_add_rPr().set("lang", "fr-FR")


def _line(slide: Any, line: Line) -> Any:
    """A straight line as a connector, a broken one as one open shape; the arrow is its end."""
    (x, y), *others = line.points
    if len(others) == 1:
        drawn = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Mm(x), Mm(y), *map(Mm, others[0]))
    else:
        path = slide.shapes.build_freeform(Mm(x), Mm(y))
        path.add_line_segments([(Mm(across), Mm(down)) for across, down in others], close=False)
        drawn = path.convert_to_shape()
        drawn.fill.background()
    drawn._element.remove(drawn._element.find(qn("p:style")))  # the theme's shadow, which some programs draw
    _name(drawn, "Flèche" if line.arrow else "Trait", None)
    drawn.line.color.rgb = _colour(line.colour)
    drawn.line.width = Mm(line.width)
    if line.dashed:
        drawn.line.dash_style = MSO_LINE.DASH
    if line.arrow:
        end = drawn.line._get_or_add_ln().makeelement(qn("a:tailEnd"), {"type": "triangle"})
        drawn.line._get_or_add_ln().append(end)
    return drawn


def _place(box: Box) -> tuple[Any, Any, Any, Any]:
    return Mm(box.x), Mm(box.y), Mm(box.width), Mm(box.height)


def _colour(colour: str) -> Any:
    make: Any = RGBColor
    return make.from_string(colour.lstrip("#").upper())
