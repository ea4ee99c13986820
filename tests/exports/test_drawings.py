"""Scenes as files: the same shapes as SVG, PDF and PowerPoint, whatever the labels are."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.shapes.group import GroupShape
from pypdf import PdfReader

from urbanism.drawing import PAPERS, Area, Box, Line, Link, Rectangle, Scene, Shape, fit
from urbanism.drawing.furniture import Caption, LegendEntry, draw_footer, draw_title, footer_height
from urbanism.exports.pdf import _UNDRAWN, compiler, scenes_pdf
from urbanism.exports.slides import scenes_pptx
from urbanism.exports.svg import scene_svg, svg_file
from urbanism.palette import INK

HOSTILE = [
    "<script>alert(1)</script>",
    "\"'&]]>--><!--",
    "‮à l’envers‬ שלום",
    "L" * 300,
    "😀🏳️‍🌈",
    "",
    "\x00\ud800#raw[x] $x^2$ *gras* \\",
]
SVG = "{http://www.w3.org/2000/svg}"
BASE = "http://localhost:8501/"


def scene(labels: list[str], paper: str = "A4") -> Scene:
    """A sheet with a title, a rectangle and a link for each label, an arrow and a legend."""
    sheet = PAPERS[paper]
    caption = Caption(labels[0], "sous-titre", "source", date(2026, 1, 31), fictitious=True)
    page = Box(0, 0, sheet.width, sheet.height).inside(sheet.margin)
    legend = [LegendEntry("#0072b2", "Une couleur"), LegendEntry("#e69f00", "Une autre")]
    shapes: list[Shape] = draw_title(caption, sheet, page)
    for rank, label in enumerate(labels):
        box = Box(page.x + (rank % 3) * 60, page.y + 30 + (rank // 3) * 22, 55, 20)
        drawn = Rectangle(box, "#eeeeee", "#333333", radius=2, text=fit(label, box.inside(2), 9, INK, least=6))
        shapes.append(Area((drawn,), label, Link("bloc", (("bloc", label),)), box))
    shapes.append(Line(((10, 150), (50, 160), (90, 150)), "#d55e00", arrow=True, dashed=True))
    height = footer_height(legend, sheet, page.width)
    foot = page._replace(y=page.bottom - height, height=height)
    shapes += draw_footer(caption, legend, sheet, foot)
    return Scene(sheet.width, sheet.height, labels[0], "Une description", tuple(shapes))


@given(st.lists(st.text(max_size=80) | st.sampled_from(HOSTILE), min_size=1, max_size=5))
def test_an_svg_is_well_formed_whatever_the_labels(labels: list[str]) -> None:
    root = ElementTree.fromstring(scene_svg(scene(labels)).encode())
    kinds = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert kinds <= {"svg", "title", "desc", "a", "g", "rect", "text", "tspan", "polyline", "polygon"}
    assert all(link.get("href", "").startswith("bloc?bloc=") for link in root.iter(f"{SVG}a"))
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)


def test_an_svg_says_what_it_is() -> None:
    root = ElementTree.fromstring(svg_file([scene(["Plan"])]).decode().split("\n", 1)[1])
    named = root.get("aria-labelledby", "").split()
    assert [element.text for element in root if element.get("id") in named] == ["Plan", "Une description"]
    assert not list(root.iter(f"{SVG}a")), "a file that does not know the dashboard's address opens nothing"
    assert root.get("width") == "297mm"


@settings(max_examples=8)
@given(st.lists(st.text(max_size=60) | st.sampled_from(HOSTILE), min_size=1, max_size=4))
def test_pdf_and_slides_take_any_label(labels: list[str]) -> None:
    assert len(PdfReader(BytesIO(scenes_pdf([scene(labels)]))).pages) == 1
    assert len(Presentation(BytesIO(scenes_pptx([scene(labels)]))).slides) == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_a_pdf_has_the_sheet_asked_and_its_text(paper: str) -> None:
    read = PdfReader(BytesIO(scenes_pdf([scene(["Échéances à l’œuvre", HOSTILE[0]], paper)] * 2)))
    assert len(read.pages) == 2
    sides = [float(side) * 25.4 / 72 for side in read.pages[0].mediabox[2:]]
    assert sides == pytest.approx([PAPERS[paper].width, PAPERS[paper].height], abs=0.1)
    text = read.pages[0].extract_text()
    assert "Échéances à l’œuvre" in text
    assert HOSTILE[0] in text
    assert "JEU FICTIF" in text
    assert "état du 31/01/2026" in text


def test_a_pdf_carries_its_fonts() -> None:
    page = PdfReader(BytesIO(scenes_pdf([scene(["Plan"])]))).pages[0]
    fonts = page["/Resources"]["/Font"].values()  # type: ignore[index]
    assert fonts
    assert all("SourceSansPro" in font.get_object()["/BaseFont"] for font in fonts)


def test_links_of_paper_lead_to_the_dashboard_only_when_it_is_known() -> None:
    drawn = scene(["voirie & réseaux"])
    page = PdfReader(BytesIO(scenes_pdf([drawn], BASE))).pages[0]
    links = [note.get_object()["/A"]["/URI"] for note in page["/Annots"]]  # type: ignore[union-attr]
    assert links == [f"{BASE}bloc?bloc=voirie+%26+r%C3%A9seaux"]
    assert "/Annots" not in PdfReader(BytesIO(scenes_pdf([drawn]))).pages[0]


def test_a_slide_has_one_real_shape_for_each_rectangle() -> None:
    drawn = scene(["Voirie", "Éclairage"])
    deck = Presentation(BytesIO(scenes_pptx([drawn], BASE)))
    assert deck.slide_width == PAPERS["A4"].width * 36_000
    shapes = list(deck.slides[0].shapes)
    assert not [shape for shape in shapes if shape.shape_type is not None and "PICTURE" in str(shape.shape_type)]
    found = {shape.text_frame.text: shape for shape in shapes if shape.has_text_frame and shape.text_frame.text}
    assert {"Voirie", "Éclairage", "JEU FICTIF"} <= set(found)
    assert found["Éclairage"].click_action.hyperlink.address == f"{BASE}bloc?bloc=%C3%89clairage"
    assert found["Voirie"].width == 55 * 36_000


def test_a_slide_has_a_title_and_a_group_with_a_name_for_each_card() -> None:
    box = Box(20, 40, 60, 30)
    parts = (Rectangle(box, "#eeeeee"), *filter(None, [fit("Voirie", box, 9, INK), fit("3 produits", box, 7, INK)]))
    way = Line(((20, 80), (50, 80), (50, 90), (90, 90)), "#d55e00", arrow=True)
    drawn = scene(["Plan"])
    drawn = replace(drawn, shapes=(*drawn.shapes, Area(parts, "Voirie : 3 produits", None, box), way))
    (slide,) = Presentation(BytesIO(scenes_pptx([drawn]))).slides
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "Plan"
    (group,) = [shape for shape in slide.shapes if isinstance(shape, GroupShape)]
    assert group.name == "Voirie : 3 produits"
    assert [shape.name for shape in group.shapes] == ["Voirie : 3 produits", "Voirie", "3 produits"]
    assert (group.left, group.width) == (20 * 36_000, 60 * 36_000)
    assert len([shape for shape in slide.shapes if shape.name == "Flèche"]) == 2, "each line one shape"
    assert len({shape.shape_id for shape in slide.shapes}) == len(slide.shapes)


def test_a_text_that_was_cut_is_whole_in_the_notes() -> None:
    deck = Presentation(BytesIO(scenes_pptx([scene(["Plan", "mot " * 200])])))
    assert ("mot " * 200).strip() in deck.slides[0].notes_slide.notes_text_frame.text


def test_a_sign_that_no_font_draws_is_written_by_its_number() -> None:
    text = PdfReader(BytesIO(scenes_pdf([scene(["Portail 😀 中", "🏳️‍🌈"])]))).pages[0].extract_text()
    assert "Portail [U+1F600] [U+4E2D]" in text
    assert "[U+1F3F3][U+1F308]" in text
    assert "Portail 😀" in scene_svg(scene(["Portail 😀"])), "where other fonts may draw it, the sign itself"


def test_the_fonts_of_the_pdf_draw_what_is_not_written_by_a_number() -> None:
    known = [sign for sign in map(chr, range(0x21, 0x2C00, 7)) if not _UNDRAWN.match(sign) and sign.isprintable()]
    source = '#set text(font: ("Source Sans Pro", "Libertinus Serif", "DejaVu Sans Mono"))\n' + (
        "#for sign in json(bytes(sys.inputs.signs)) { block(text(sign)) }"
    )
    signs = json.dumps(["中", *known])
    made = compiler().compile(input=source.encode(), format="svg", sys_inputs={"signs": signs})
    drawn = b"".join(made if isinstance(made, list) else [made]).decode()
    absent = re.findall(r'<use xlink:href="#(\w+)"', drawn)[0]
    assert len(known) > 500
    assert drawn.count(f'"#{absent}"') == 1


def test_several_sheets_stand_one_under_another_in_an_svg() -> None:
    sheets = [scene(["Premier"]), scene(["Second"])]
    root = ElementTree.fromstring(svg_file(sheets, BASE))
    assert root.get("height") == "420mm"
    words = "".join(root.itertext())
    assert "Premier" in words
    assert "Second" in words
    arrows = [line.get("points", "").split()[0] for line in root.iter(f"{SVG}polyline")]
    assert arrows == ["10,150", "10,360"]
    cards = [box for box in root.iter(f"{SVG}rect") if box.get("width") == "55"]
    assert float(cards[1].get("y", 0)) - float(cards[0].get("y", 0)) == pytest.approx(210)
