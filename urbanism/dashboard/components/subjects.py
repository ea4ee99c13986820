"""What a result speaks of, as links: an application or a bloc opens its page, a flow its line."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.search import Filters
from urbanism.dashboard.address import link_to
from urbanism.dashboard.components.links import link, object_address
from urbanism.dashboard.components.table import Target
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate
from urbanism.french import number
from urbanism.graph import Subject

MOST_STEPS = 40
"""Steps of a path shown at once."""


def subject_target(estate: Estate, subject: Subject) -> Target | None:
    """The page of an object, or the list that holds it; None where no page speaks of it."""
    match subject.kind:
        case "application":
            return "application", object_address(subject.id)
        case "commune":
            return "inventaire", link_to(Filters(communes=(subject.code,)))
        case "bloc":
            return "bloc", {"bloc": [subject.code]}
        case "quartier":
            return "quartier", {"quartier": [subject.code]}
        case "zone":
            return "zone", {"zone": [subject.code]}
        case "éditeur":
            return "inventaire", link_to(Filters(editors=(subject.label,)))
        case "interface":
            return "flux", link_to(Filters(text=subject.label))
        case "référentiel":
            return "referentiels", link_to(Filters(text=subject.label))
    return None


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
