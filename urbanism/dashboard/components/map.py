"""A drawing or a table on a page: its areas are real links, that mouse and keyboard open without leaving the session.

The framework takes drawings out of plain HTML, and loads everything again at each link; a component of our own shows
them. What it is given escapes whatever people wrote: the XML of `urbanism.exports.svg`, the HTML of our tables.
"""

from __future__ import annotations

from urllib.parse import parse_qs

import streamlit as st

from urbanism.dashboard.catalogue import PAGES
from urbanism.dashboard.components.links import go_to
from urbanism.drawing import Scene
from urbanism.exports.svg import scene_svg
from urbanism.palette import ACCENT, PAPER

_HTML = """
<a class="passer" href="#" hidden>Passer à la suite</a>
<div class="carte"></div>
<a class="passer" href="#" hidden>Revenir au début</a>
"""
"""The drawing between two links that only the keyboard meets: past a thousand others, and back."""

MANY_LINKS = 20
"""Links of a drawing from which the keyboard may skip it."""

_CSS = f"""
.passer {{ position: absolute; z-index: 1; padding: 4px 10px; background: {PAPER}; color: {ACCENT}; }}
.passer:focus {{ outline: 2px solid {ACCENT}; }}
.passer:not(:focus) {{ clip-path: inset(50%); }}
.carte {{ overflow-x: auto; }}
.carte svg {{ display: block; width: 100%; min-width: var(--etroite, 800px); max-width: 1360px; height: auto; }}
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
  place.style.setProperty("--etroite", `${data.least}px`);
  if (place.drawn !== data.drawn) {
    const parsed = new DOMParser().parseFromString(data.drawn, data.kind);
    const { head, body, documentElement: drawing } = parsed;
    const parts = head ? [...head.children, ...body.children] : [drawing];
    if (!head) ["width", "height"].forEach((side) => drawing.removeAttribute(side));
    place.replaceChildren(...parts.map((part) => document.importNode(part, true)));
    place.drawn = data.drawn;
  }
  const ends = [...parentElement.querySelectorAll(".passer")];
  ends.forEach((end, rank) => {
    end.hidden = place.querySelectorAll("a").length < data.many;
    end.onclick = (event) => {
      event.preventDefault();
      ends[1 - rank].focus();
    };
  });
  place.onclick = (event) => {
    const link = event.target.closest("a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setTriggerValue("opened", link.getAttribute("href"));
  };
}
"""

_map = st.components.v2.component("urbanism.carte", html=_HTML, css=_CSS, js=_JS)


def show_map(scene: Scene, key: str, least: int = 800) -> None:
    """Show the drawing as wide as its place, `least` pixels at least; what is clicked opens its page."""
    _show(scene_svg(scene), "image/svg+xml", key, least)


def show_linked(html: str, key: str) -> None:
    """Show HTML of ours, whose links name pages of the dashboard; what is clicked opens its page."""
    _show(html, "text/html", key)


def _show(drawn: str, kind: str, key: str, least: int = 800) -> None:
    data = {"drawn": drawn, "kind": kind, "least": least, "many": MANY_LINKS}
    shown = _map(data=data, key=key, on_opened_change=_nothing)
    if shown.opened:
        page, _, parameters = str(shown.opened).partition("?")
        if page in PAGES:
            go_to(page, parse_qs(parameters))


def _nothing() -> None:
    """A trigger is told only to those who listen."""
