"""The lists behind the numbers of point-to-point links, named by a word that an address can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from functools import partial
from typing import NamedTuple

from urbanism.analyses.point_to_point import PointToPoint, point_to_point, within_suite
from urbanism.analyses.tangles import Tangle, tangles
from urbanism.governance.assessments import thresholds_of
from urbanism.graph import EstateGraph, Flow
from urbanism.graph.once import once


class LinkList(NamedTuple):
    """Some links and what they have in common; the knot that they make, if they do."""

    title: str
    flows: Sequence[Flow]
    knot: Tangle | None = None


class Links(NamedTuple):
    """What the page of links asks of the estate, computed together."""

    counts: PointToPoint
    knots: Sequence[Tangle]


def links_of(graph: EstateGraph, *, among: Set[int] | None = None) -> Links:
    """The links sorted and counted, and the knots from the user's own size on.

    With `among`, only those links are counted, and a knot is there, whole, when one of them is of it.
    """
    touched = tuple(knot for knot in _knots(graph) if among is None or not among.isdisjoint(knot.flows))
    return Links(point_to_point(graph, among=among), touched)


@once
def _knots(graph: EstateGraph) -> Sequence[Tangle]:
    return tangles(graph, least=thresholds_of(graph.snapshot.assessments).knot_size)


def link_list(graph: EstateGraph, links: Links, key: str) -> LinkList | None:
    """The list of that name, or None where there is none.

    A name is a kind (« directs ») or a kind and what it is about: « moyen.API », « bloc.12-40 », « noeud.1 ».
    """
    kind, _, about = key.partition(".")
    if not about:
        title, flows_of = _PLAIN.get(kind, ("", None))
        return LinkList(title, flows_of(graph, links.counts)) if flows_of else None
    if kind == "moyen":
        flows = [flow for flow in links.counts.direct if flow.means.value == about]
        return LinkList(f"Liens directs par {about}", flows) if flows else None
    if kind == "noeud":
        return _knot(graph, links, about)
    sides = _SIDES.get(kind)
    if sides is None:
        return None
    wanted = about if about == UNKNOWN else _numbers(about)
    flows = [flow for flow in links.counts.direct if wanted in _keys(sides(graph, flow))]
    title = f"Liens directs, {kind} : {_named(graph, wanted)}"
    return LinkList(title, flows) if flows else None


UNKNOWN = "inconnu"
"""What stands for links of which a side is not known."""


def key_of(kind: str, ids: Sequence[int]) -> str:
    """The name of a line of a table of counts."""
    return f"{kind}.{'-'.join(map(str, ids)) or UNKNOWN}"


def _by_suite(wanted: bool | None, graph: EstateGraph, counts: PointToPoint) -> Sequence[Flow]:
    return [flow for flow in counts.direct if within_suite(graph, flow) is wanted]


_PLAIN: Mapping[str, tuple[str, Callable[[EstateGraph, PointToPoint], Sequence[Flow]]]] = {
    "directs": ("Liens directs", lambda _, counts: counts.direct),
    "pot-commun": ("Liens qui passent par le pot commun", lambda _, counts: counts.by_hub),
    "moyen-inconnu": ("Liens dont personne n’a dit le moyen", lambda _, counts: counts.unknown),
    "boucles": ("Liens d’une application avec elle-même", lambda _, counts: counts.loops),
    "dans-une-suite": ("Liens directs à l’intérieur d’une suite", partial(_by_suite, True)),
    "entre-suites": ("Liens directs d’une suite à une autre", partial(_by_suite, False)),
    "suite-inconnue": ("Liens directs dont une suite est inconnue", partial(_by_suite, None)),
}
"""The kinds of links that a figure counts: their title, and the way to list them."""


def _knot(graph: EstateGraph, links: Links, about: str) -> LinkList | None:
    rank = int(about) if about.isascii() and about.isdigit() and len(about) < 9 else 0
    if not 1 <= rank <= len(links.knots):
        return None
    knot = links.knots[rank - 1]
    return LinkList(f"Nœud n° {rank}", [graph.snapshot.by_id[flow] for flow in knot.flows], knot)


Sides = Sequence[tuple[int | None, ...]]


def _editor(graph: EstateGraph, end: int) -> int | None:
    return graph.editor.get(graph.host.get(end, 0))


_SIDES: Mapping[str, Callable[[EstateGraph, Flow], Sides]] = {
    "donnée": lambda graph, flow: [(o,) for o in graph.objects.get(flow.id, ())] or [(None,)],
    "bloc": lambda graph, flow: [graph.ends(flow)],
    "commune": lambda graph, flow: [(graph.holder[end],) for end in (flow.source_id, flow.target_id)],
    "éditeur": lambda graph, flow: [(_editor(graph, flow.source_id), _editor(graph, flow.target_id))],
}
"""What a link is counted under in each table, as `point_to_point` does."""


def _keys(sides: Sides) -> list[tuple[int, ...] | str]:
    return [UNKNOWN if None in side else tuple(s for s in dict.fromkeys(side) if s is not None) for side in sides]


def _numbers(about: str) -> tuple[int, ...]:
    parts = about.split("-")
    return tuple(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 18)


def _named(graph: EstateGraph, wanted: tuple[int, ...] | str) -> str:
    return wanted if isinstance(wanted, str) else " → ".join(map(graph.label, wanted))
