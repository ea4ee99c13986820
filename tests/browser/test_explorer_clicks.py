"""The drawn network in a real browser: a click opens a group, then the page of an application."""

from __future__ import annotations

import re

import pytest
from browsing import Watched
from playwright.sync_api import Frame

pytestmark = pytest.mark.browser


def drawing(visit: Watched) -> Frame:
    """The frame of the drawing, once it is drawn."""
    visit.page.locator("iframe").first.content_frame.locator("canvas").wait_for()
    return next(frame for frame in visit.page.frames if frame.query_selector("#dessin"))


def click_node(visit: Watched, label: str) -> None:
    """Click the node of that label where it is drawn."""
    frame = drawing(visit)
    place = frame.evaluate(
        "label => { const node = reseau.body.data.nodes.get().find(one => one.label.includes(label));"
        " return reseau.canvasToDOM(reseau.getPositions([node.id])[node.id]); }",
        label,
    )
    frame.locator("#dessin").click(position={"x": place["x"], "y": place["y"]})


def test_a_click_opens_a_group_then_the_page_of_an_application(visit: Watched) -> None:
    visit.open("explorateur?par=commune")
    click_node(visit, "Saint-Aubin")
    visit.page.wait_for_url("**ouvert=*")
    visit.settle()
    click_node(visit, "Logiciel 7")
    visit.page.wait_for_url("**/application?id=*")
    visit.settle()
    assert visit.page.inner_text("h1") == "Logiciel 7"


def test_hostile_names_are_drawn_as_text(visit: Watched) -> None:
    visit.open("explorateur?par=rien")
    labels = drawing(visit).evaluate("reseau.body.data.nodes.get().map(one => one.label)")
    assert any("<script>alert(1)</script>" in re.sub("[\n\u2068\u2069]", "", label) for label in labels)
