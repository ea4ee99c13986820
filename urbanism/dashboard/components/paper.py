"""Taking a map away: SVG, PDF and PowerPoint at the size of a sheet, its table as a workbook, each made when asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import streamlit as st

from urbanism.analyses.overview import is_fictitious
from urbanism.dashboard.catalogue import PAGES
from urbanism.dashboard.components.download import PDF, PPTX, SVG, XLSX, download_button
from urbanism.dashboard.components.filters import filters_in_words
from urbanism.dashboard.state import Estate, derived
from urbanism.drawing import PAPERS, Paper, Scene
from urbanism.drawing.furniture import Caption
from urbanism.exports.file_name import file_name

USUAL_PAPER = "A3"


def caption(estate: Estate, title: str, subtitle: str) -> Caption:
    """What a drawing of the estate says of itself: what is kept of it, where it comes from, when, whether invented."""
    source = f"urbanism, état n° {estate.snapshot.revision}"
    told = " – ".join(filter(None, (subtitle, filters_in_words(estate))))
    return Caption(title, told, source, estate.snapshot.today, derived(is_fictitious, estate))


def paper_button(
    estate: Estate,
    name: str,
    draw: Callable[[Paper], Sequence[Scene]],
    key: str,
    table: Callable[[], bytes] | None = None,
) -> None:
    """A button that opens the choice of a sheet and of a kind of file.

    `draw` gives the drawing for a sheet, `table` the workbook of its figures, called only where it is taken. A drawing
    of several sheets is one PDF, as many slides, and one SVG where they stand one under another.
    """
    with st.popover("Emporter", icon=":material/print:", help="PDF, PowerPoint, image ou tableau"):
        chosen = st.segmented_control(
            "Feuille",
            list(PAPERS),
            default=USUAL_PAPER,
            key=f"{key}-feuille",
            required=True,
            help="Du A4 au A0, couchée",
        )
        paper = PAPERS[chosen or USUAL_PAPER]
        file = f"{file_name(name)} {paper.name}"
        base = dashboard_address()
        with st.container(horizontal=True):
            download_button(estate, "PDF", lambda: _pdf(draw(paper), base), f"{file}.pdf", PDF, key=f"{key}-pdf")
            download_button(
                estate, "PowerPoint", lambda: _pptx(draw(paper), base), f"{file}.pptx", PPTX, key=f"{key}-pptx"
            )
            download_button(estate, "SVG", lambda: _svg(draw(paper), base), f"{file}.svg", SVG, key=f"{key}-svg")
            if table:
                download_button(estate, "Tableau", table, f"{file_name(name)}.xlsx", XLSX, key=f"{key}-xlsx")
        st.caption("PowerPoint : chaque rectangle se déplace et se réécrit.")


def dashboard_address() -> str:
    """Where the dashboard answers, for the links of a file that leaves it; "" where it is not known."""
    url = st.context.url
    return re.sub(rf"(?:{'|'.join(map(re.escape, PAGES))})?/?$", "", url.split("?")[0]) if url else ""


def _pdf(scenes: Sequence[Scene], base: str) -> bytes:
    from urbanism.exports.pdf import scenes_pdf

    return scenes_pdf(scenes, base)


def _pptx(scenes: Sequence[Scene], base: str) -> bytes:
    from urbanism.exports.slides import scenes_pptx

    return scenes_pptx(scenes, base)


def _svg(scenes: Sequence[Scene], base: str) -> bytes:
    from urbanism.exports.svg import svg_file

    return svg_file(scenes, base)
