"""A drawing on a page: its areas are real links, that the mouse and the keyboard open without leaving the session.

The framework takes drawings out of plain HTML; a component of our own shows them. The drawing comes as XML made by
`urbanism.exports.svg`, which escapes whatever people wrote.
"""

from __future__ import annotations

from urllib.parse import parse_qs

import streamlit as st

from urbanism.dashboard.catalogue import PAGES
from urbanism.dashboard.components.links import go_to
from urbanism.drawing import Scene
from urbanism.exports.svg import scene_svg
from urbanism.palette import ACCENT

_HTML = '<div class="carte"></div>'

_CSS = f"""
.carte {{ overflow-x: auto; }}
.carte svg {{ display: block; width: 100%; min-width: 800px; max-width: 1360px; height: auto; }}
.carte a {{ cursor: pointer; outline: none; }}
.carte a:hover rect:first-of-type {{ stroke: {ACCENT}; stroke-width: 0.6; }}
.carte a:focus-visible rect:first-of-type {{ stroke: {ACCENT}; stroke-width: 1.2; }}
.carte a:focus-visible text {{ text-decoration: underline; }}
.carte a:hover text {{ text-decoration: underline; }}
.carte a:hover rect ~ text {{ text-decoration: none; }}
"""

_JS = """
export default function ({ parentElement, data, setTriggerValue }) {
  const place = parentElement.querySelector(".carte");
  if (place.drawn !== data.svg) {
    const drawn = new DOMParser().parseFromString(data.svg, "image/svg+xml").documentElement;
    drawn.removeAttribute("width");
    drawn.removeAttribute("height");
    place.replaceChildren(document.importNode(drawn, true));
    place.drawn = data.svg;
  }
  place.onclick = (event) => {
    const link = event.target.closest("a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setTriggerValue("opened", link.getAttribute("href"));
  };
}
"""

_map = st.components.v2.component("urbanism.carte", html=_HTML, css=_CSS, js=_JS)


def show_map(scene: Scene, key: str) -> None:
    """Show the drawing as wide as the page; what is clicked opens its page."""
    shown = _map(data={"svg": scene_svg(scene)}, key=key, on_opened_change=_nothing)
    if shown.opened:
        page, _, parameters = str(shown.opened).partition("?")
        if page in PAGES:
            go_to(page, parse_qs(parameters))


def _nothing() -> None:
    """A trigger is told only to those who listen."""
