"""The network as one file: it asks nothing of the network, and shows hostile names as text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.estates import Estate
from urbanism.analyses.explorer import Exploration, Grouping, Question, Reason, explore
from urbanism.exports.network_page import Heading, library, network_page
from urbanism.exports.network_words import REASONS, drawn_in_words, hidden_in_words
from urbanism.graph import EstateGraph
from urbanism.vocabulary import InterfaceState, LifecycleStatus

HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--",
    "‮à l’envers",
    "L" * 300,
    "😀",
    "",
)
HEADING = Heading("Échanges <b>", "Source")


def hostile_network() -> Exploration:
    made = Estate()
    parties = [made.application(name, "Ville") for name in HOSTILE]
    for source, target in pairwise(parties):
        made.flow(source, target)
    return explore(EstateGraph(made.snapshot()), Question())


@pytest.mark.parametrize("framed", [False, True])
def test_the_page_asks_nothing_of_the_network(framed: bool) -> None:
    page = network_page(hostile_network(), HEADING, framed)
    assert "default-src 'none'" in page
    assert not re.search(r"<link|<script[^>]+src|@import|sourceMappingURL|\ssrc\s*=\s*[\"']?http", page)
    assert not re.search(r"https?:|//[a-z]", page.replace(library(), ""))  # the library names its authors' sites


@pytest.mark.parametrize("framed", [False, True])
def test_a_hostile_name_is_text(framed: bool) -> None:
    page = network_page(hostile_network(), HEADING, framed).replace(library(), "")
    assert page.count("<script>") == page.count("</script>") == 2
    assert "<img" not in page
    assert "<!--" not in page
    assert "Échanges &lt;b&gt;" in page


def test_what_is_left_out_is_said_on_the_page() -> None:
    made = Estate()
    one, other, third = (made.application(name, "Nord") for name in "ABC")
    made.flow(one, other)
    made.flow(other, third)
    found = explore(EstateGraph(made.snapshot()), Question((one,)))
    sentence = "1\u00a0nœud et 1\u00a0flux non affichés, parce qu’ils sont plus loin que le nombre de pas demandé."
    assert hidden_in_words(found) == [sentence]
    assert sentence in network_page(found, HEADING)


def test_every_reason_is_said() -> None:
    assert set(REASONS) == set(Reason)


def test_nothing_left_out_is_said_too() -> None:
    made = Estate()
    made.application("A", "Nord")
    found = explore(EstateGraph(made.snapshot()), Question(grouping=Grouping.NONE))
    assert hidden_in_words(found)[0].startswith("Rien n’est laissé de côté")


def test_what_is_planned_is_dashed_and_told_by_the_legend() -> None:
    made = Estate()
    running, coming = made.application("A", "Nord"), made.application("B", "Nord", status=LifecycleStatus.PROJECT)
    made.flow(running, coming, state=InterfaceState.PLANNED)
    found = explore(EstateGraph(made.snapshot()), Question())
    page = network_page(found, HEADING).replace(library(), "")
    assert '"borderDashes": [6, 4]' in page
    assert '"dashes": [6, 4]' in page
    assert "prévu par un projet, pas encore en service" in page
    assert "Prévus par des projets (en tirets) : 1\u00a0nœud, 1\u00a0flux." in drawn_in_words(found)
