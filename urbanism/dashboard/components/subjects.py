"""What a result speaks of, as links: an application or a bloc opens its page, a flow its line."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.referentials.report import report
from urbanism.analyses.search import Filters
from urbanism.dashboard.address import link_to
from urbanism.dashboard.analysing import answer
from urbanism.dashboard.components.links import link, object_address
from urbanism.dashboard.components.table import Target
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate
from urbanism.french import number
from urbanism.graph import Subject

MOST_STEPS = 40
"""Steps of a path shown at once."""

_NUMBERED = {
    "application": "application",
    "processus": "processus",
    "projet": "projet",
    "scénario": "plan-de-convergence",
}
"""The page of each kind whose objects are named by their number."""

_CODED = {
    "bloc": ("bloc", "bloc"),
    "quartier": ("quartier", "quartier"),
    "zone": ("zone", "zone"),
    "objet": ("donnee", "objet"),
    "règle": ("regle", "code"),
    "indicateur": ("indicateur", "code"),
}
"""The page, and its parameter, of each kind whose objects are named by their code."""

_FILED = {
    "interface": "interfaces",
    "référentiel": "referentials",
    "contrat": "contracts",
    "direction": "departments",
    "traitement": "processings",
}
"""The table of each kind whose objects have a sheet and no page of their own."""

_LISTED = {"système national": "flux", "produit": "inventaire"}
"""The list, searched for its name, of each kind whose objects are seen by what uses them."""


def subject_target(estate: Estate, subject: Subject) -> Target | None:
    """The page of an object, or the list that holds it; None where no page speaks of it."""
    kind = subject.kind
    if kind in _NUMBERED:
        return _NUMBERED[kind], object_address(subject.id)
    if kind in _CODED:
        page, parameter = _CODED[kind]
        return page, {parameter: [subject.code]}
    if kind == "référentiel" and _has_rivals(estate, subject.id):
        return "doublon", object_address(subject.id)
    if kind in _FILED:
        return "fiche", {"quoi": [_FILED[kind]], **object_address(subject.id)}
    if kind in _LISTED:
        return _LISTED[kind], link_to(Filters(text=subject.label))
    match kind:
        case "commune":
            return "inventaire", link_to(Filters(communes=(estate.snapshot.by_id[subject.id].code,)))
        case "éditeur":
            return "inventaire", link_to(Filters(editors=(subject.label,)))
        case "suite":
            return "editeurs", {"voir": [f"suite.{subject.id}"]}
    return None


def _has_rivals(estate: Estate, referential: int) -> bool:
    return any(referential in case.group.referentials for case in answer(report, estate).cases)


def named(subjects: Sequence[Subject], most: int = 3) -> str:
    """A few names on one line, and how many more there are."""
    shown = ", ".join(subject.label for subject in subjects[:most])
    more = len(subjects) - most
    return f"{shown} et {number(more)} de plus" if more > 0 else shown


def subject_links(estate: Estate, subjects: Sequence[Subject], arrows: bool = False) -> None:
    """Each object as a link with its kind and holder; `arrows` when their order is a path."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for rank, subject in enumerate(subjects[:MOST_STEPS]):
            if rank and arrows:
                st.markdown(":material/arrow_forward:", width="content")
            words = f"{subject.label} ({subject.commune})" if subject.commune else subject.label
            target = subject_target(estate, subject)
            if target:
                link(target[0], words, target[1])
            else:
                st.markdown(plain(words), width="content")
        if len(subjects) > MOST_STEPS:
            st.markdown(f"et {number(len(subjects) - MOST_STEPS)} de plus", width="content")
