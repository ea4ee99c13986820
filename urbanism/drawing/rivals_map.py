"""Who feeds and reads the members of a group of referentials: the reference marked, scripts dashed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from urbanism.analyses.referentials import ReferentialGroup
from urbanism.analyses.referentials.evidence import SCRIPTED
from urbanism.analyses.referentials.target import links_of, members_by_node
from urbanism.drawing.furniture import Caption, LegendEntry
from urbanism.drawing.network_map import BY_HAND, Arrow, Card, Point, network_scenes
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Link, Scene
from urbanism.french import count
from urbanism.graph import EstateGraph
from urbanism.palette import ACCENT, FRAME, MUTED, PAPER

MOST = 5
"""Outside ends drawn on each side of a member; the others are counted in one card."""
LEGEND = (
    LegendEntry(ACCENT, "la référence proposée", outlined=True),
    LegendEntry(FRAME, "un membre du groupe"),
    LegendEntry(BY_HAND, "moulinette, lien de base ou ressaisie", dashed=True, line=True),
)
FEEDS, READS = -1, 1


def rivals_scenes(
    graph: EstateGraph, group: ReferentialGroup, master: int, paper: Paper, caption: Caption
) -> tuple[Scene, ...]:
    """The group from its producers on the left to its readers on the right."""
    member_of = members_by_node(graph, group.referentials)
    inside: list[tuple[int, int, bool]] = []
    outside: Mapping[tuple[int, int], dict[int, bool]] = defaultdict(dict)
    for flow in links_of(graph, group):
        source, reader = member_of.get(flow.source_id), member_of.get(flow.target_id)
        by_hand = flow.means in SCRIPTED
        if source is not None and reader is not None:
            inside += [(source, reader, by_hand)] if source != reader else []
        elif reader is not None:
            outside[reader, FEEDS][flow.source_id] = by_hand or outside[reader, FEEDS].get(flow.source_id, False)
        elif source is not None:
            outside[source, READS][flow.target_id] = by_hand or outside[source, READS].get(flow.target_id, False)
    depths = _depths(group.referentials, inside)
    ordered = sorted(group.members, key=lambda member: depths[member.referential])
    cards = [
        _member(
            graph, member.referential, member.referential == master, not member.own, (depths[member.referential], row)
        )
        for row, member in enumerate(ordered)
    ]
    arrows = [Arrow(str(source), str(reader), 1, by_hand=by_hand) for source, reader, by_hand in dict.fromkeys(inside)]
    columns = {FEEDS: -1, READS: max(depths.values(), default=0) + 1}
    beside: dict[int, dict[str, Card]] = {FEEDS: {}, READS: {}}
    for (member, side), ends in outside.items():
        for card, by_hand in _ends(graph, member, side, ends):
            arrows.append(_arrow(card.key, str(member), side, by_hand))
            beside[side][card.key] = card
    tallest = max(len(cards), *map(len, beside.values()))
    cards = [card._replace(cell=(card.cell[0], card.cell[1] + (tallest - len(ordered)) // 2)) for card in cards]
    for side, found in beside.items():
        above = (tallest - len(found)) // 2
        cards += [card._replace(cell=(columns[side], above + row)) for row, card in enumerate(found.values())]
    heads: dict[float, str] = {
        columns[side]: word for side, word in ((FEEDS, "Alimentent"), (READS, "Lisent")) if beside[side]
    }
    heads |= {0: "Le groupe"}
    cards.sort(key=lambda card: card.cell)  # as the keyboard goes through them
    return network_scenes(cards, arrows, [in_words(group)], LEGEND, paper, caption, heads)


def in_words(group: ReferentialGroup) -> str:
    """What the drawing shows, in a sentence."""
    return f"De gauche à droite : qui alimente, les {count(len(group.members), 'membre')} du groupe, qui lit."


def _depths(members: Iterable[int], links: Sequence[tuple[int, int, bool]]) -> dict[int, int]:
    """The column of each member: beyond those that feed it, as far as members that feed each other allow."""
    depths = dict.fromkeys(members, 0)
    for _ in depths:
        for source, reader, _by_hand in links:
            depths[reader] = max(depths[reader], min(depths[source] + 1, len(depths) - 1))
    return depths


def _member(graph: EstateGraph, member: int, is_master: bool, copies: bool, cell: Point) -> Card:
    note = "référence proposée" if is_master else "copie" if copies else graph.subject(member).commune
    colour, fill = (ACCENT, PAPER) if is_master else (MUTED, FRAME)
    link = Link("fiche", (("quoi", "referentials"), ("id", str(member))))
    return Card(str(member), graph.label(member), note, cell, colour, fill, is_master, link=link)


def _ends(graph: EstateGraph, member: int, side: int, ends: Mapping[int, bool]) -> Iterable[tuple[Card, bool]]:
    """The outside ends of a member, the first ones by name and the others as a count; whether by hand."""
    for party, by_hand in list(ends.items())[:MOST]:
        subject = graph.subject(party)
        link = Link("application", (("id", str(party)),)) if subject.kind == "application" else None
        key = f"{party}.{side}"
        yield Card(key, subject.label, subject.commune or subject.kind, (0, 0), MUTED, link=link), by_hand
    if len(ends) > MOST:
        left = list(ends.items())[MOST:]
        note = "alimentent" if side == FEEDS else "lisent"
        card = Card(f"reste.{member}.{side}", f"et {count(len(left), 'autre')}", note, (0, 0), PAPER)
        yield card, any(by_hand for _, by_hand in left)


def _arrow(outside: str, member: str, side: int, by_hand: bool) -> Arrow:
    source, reader = (outside, member) if side == FEEDS else (member, outside)
    return Arrow(source, reader, 1, by_hand=by_hand)
