"""What the explorer may be centred on, by kind and by a name that an address can hold, and what the address asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from urbanism.analyses.explorer import NATIONAL, UNKNOWN, Exploration, Grouping, Question, explore, members
from urbanism.analyses.indexes import application_index, referential_index
from urbanism.analyses.search import Filters, search
from urbanism.analyses.stoppable import APPLICATION, EDITOR, REFERENTIAL, SYSTEM, stoppable
from urbanism.dashboard.analysing import answer
from urbanism.dashboard.state import Estate, derived
from urbanism.graph import EstateGraph

EVERYTHING, BLOCK, COMMUNE = "Tout le patrimoine", "Un bloc", "Une commune"
CENTRE_KINDS = (EVERYTHING, APPLICATION, REFERENTIAL, BLOCK, COMMUNE, EDITOR, SYSTEM)
OPENED = "ouvert"
"""The parameter of the address that names the groups to open."""


class Centres(NamedTuple):
    """For each kind, what the drawing may be centred on: its name, and its parties."""

    kinds: Mapping[str, Mapping[str, tuple[int, ...]]]


def centres(graph: EstateGraph) -> Centres:
    """Everything that may stand in the middle, each kind in the order of names."""
    single = stoppable(graph).kinds
    kinds = {kind: single[kind] for kind in (APPLICATION, REFERENTIAL, EDITOR, SYSTEM)}
    for kind, grouping in ((BLOCK, Grouping.BLOCK), (COMMUNE, Grouping.COMMUNE)):
        named = {graph.label(group): parties for group, parties in members(graph, grouping).items() if group > UNKNOWN}
        kinds[kind] = dict(sorted(named.items(), key=lambda item: item[0].casefold()))
    return Centres({EVERYTHING: {}, **kinds})


def centre_name(graph: EstateGraph, party: int) -> tuple[str, str] | None:
    """The kind and the name under which a party may be asked for as a centre."""
    for kind in (APPLICATION, REFERENTIAL, SYSTEM):
        for name, parties in stoppable(graph).kinds[kind].items():
            if parties == (party,):
                return kind, name
    return None


def opened_groups() -> frozenset[int]:
    """The groups that the address asks to open."""
    known = {str(group): group for group in (UNKNOWN, NATIONAL)}
    texts = st.query_params.get_all(OPENED)
    return frozenset(
        known.get(text, int(text) if text.isascii() and text.isdigit() and len(text) < 18 else UNKNOWN)
        for text in texts
    )


def explored(estate: Estate, question: Question) -> Exploration:
    """What the question draws, computed once for each reading of the estate."""
    return answer(
        _explored,
        estate,
        question.centre,
        question.depth,
        question.grouping.value,
        tuple(sorted(question.opened)),
        None if question.kept is None else tuple(sorted(question.kept)),
        question.most_links,
    )


def _explored(
    graph: EstateGraph,
    centre: tuple[int, ...],
    depth: int,
    grouping: str,
    opened: tuple[int, ...],
    kept: tuple[int, ...] | None,
    most_links: int,
) -> Exploration:
    within = None if kept is None else frozenset(kept)
    asked = Question(centre, depth, Grouping(grouping), frozenset(opened), within, most_links=most_links)
    return explore(graph, asked)


def kept_parties(estate: Estate, filters: Filters) -> frozenset[int] | None:
    """The applications and referentials that the filters keep; None where nothing is asked."""
    if filters == Filters():
        return None
    applications = search(derived(application_index, estate), filters)
    referentials = search(derived(referential_index, estate), filters)
    return frozenset([*(entry.record.id for entry in applications), *(entry.record.id for entry in referentials)])
