"""Doublon: one group of rival referentials, side by side: why it is one, who feeds and reads them, the target."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.referentials.report import Case, proposed_rules, report
from urbanism.analyses.referentials.target import links_of, target
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.flows import flows_table
from urbanism.dashboard.components.gestures import RULE_SOURCES, offered
from urbanism.dashboard.components.kept_comparisons import show_kept
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import asked_object, link
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.picker import chosen_code
from urbanism.dashboard.components.referential_doubts import decision_buttons
from urbanism.dashboard.components.referential_target import show_candidates, show_reasons, show_target
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.text import known, plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.paper import SCREEN
from urbanism.drawing.rivals_map import in_words, rivals_scenes
from urbanism.french import count, day, number
from urbanism.governance.authority import set_rules


def show(estate: Estate) -> None:
    case = _asked(answer(report, estate).cases) if estate.snapshot.referentials else None
    if case is None:
        heading("Doublon de référentiels")
        empty("Ce groupe n’existe pas ou plus", "Retrouvez-le dans la liste des doublons.", "search_off")
        link("doublons", "Ouvrir les doublons", icon="content_copy")
        return
    graph = graph_of(estate)
    group = case.group
    heading(f"{count(len(group.members), 'référentiel')} : {group.name}", "", estate)
    settled = "décidé par une personne" if group.decided else "proposé, à décider"
    st.markdown(f"Vraisemblance : **{number(100 * group.score)} %** :gray[({settled})]")
    st.markdown("\n".join(f"- {plain(sentence, 500)}" for sentence in case.evidence))
    st.header("Côte à côte", anchor=False)
    _side_by_side(estate, case)
    st.header("Qui les alimente et les lit", anchor=False)
    st.caption(in_words(group))

    def draw(paper: Paper) -> tuple[Scene, ...]:
        words = caption(estate, f"Doublon de référentiels : {group.name}", "Qui les alimente et les lit")
        return rivals_scenes(graph, group, case.proposal.master, paper, words)

    show_map(draw(SCREEN)[0], "doublon-dessin")
    paper_button(estate, f"doublon {group.name}", draw, "doublon")
    with st.expander("Les mêmes flux en tableau", icon=":material/table:"):
        flows_table(estate, links_of(graph, group), "flux-groupe", one="flux")
    show_kept(estate, group.referentials)
    st.header("Lequel fait référence ?", anchor=False)
    if case.proposal.open:
        st.warning(
            "Les deux premiers sont proches : le patrimoine ne suffit pas à trancher.", icon=":material/balance:"
        )
    show_candidates(estate, case.proposal)
    master = _chosen(estate, case)
    st.header("La cible", anchor=False)
    show_target(estate, target(graph, answer(report, estate).groups.vocabulary, group, master))
    _authority(estate, case, master)
    _identity(estate, case)
    link("doublons", "Tous les doublons", icon="arrow_back")


def _asked(cases: tuple[Case, ...]) -> Case | None:
    """The case whose proposed master the address names, else one that it belongs to."""
    asked = asked_object()
    named = (case for case in cases if case.proposal.master == asked)
    holding = (case for case in cases if asked in case.group.referentials)
    return next(named, None) or next(holding, None)


def _side_by_side(estate: Estate, case: Case) -> None:
    name = estate.name_of
    members = [(member, estate.snapshot.by_id[member.referential]) for member in case.group.members]
    st.table(
        {
            "Référentiel": [plain(base.name, 80) for _, base in members],
            "Porte": ["la donnée même" if member.own else "une copie" for member, _ in members],
            "Détenteur": [known(name(base.commune_id)) for _, base in members],
            "Direction": [known(name(base.department_id)) for _, base in members],
            "Application": [known(name(base.application_id)) for _, base in members],
            "Technique": [known(base.technology) for _, base in members],
            "Volume": [
                known(number(base.record_count) if base.record_count is not None else None) for _, base in members
            ],
            "À jour au": [known(day(base.updated_on) if base.updated_on else None) for _, base in members],
            "Clé": [known(base.key) for _, base in members],
            "Colonnes": [known(base.attributes, 200) for _, base in members],
        },
        border="horizontal",
        hide_index=True,
    )


def _chosen(estate: Estate, case: Case) -> int:
    """The reference that a person tries: the proposed one first."""
    ranked = [candidate.referential for candidate in case.proposal.candidates]
    bases = [estate.snapshot.by_id[one] for one in ranked]
    names = {str(base.id): f"{base.name} – {estate.name_of(base.commune_id)}" for base in bases}
    master = int(chosen_code("Référence retenue", names, "reference", str(ranked[0])))
    show_reasons(next(each for each in case.proposal.candidates if each.referential == master))
    return master


def _authority(estate: Estate, case: Case, master: int) -> None:
    """Decide: one reference, the others discouraged."""
    rules = proposed_rules(graph_of(estate), case, master)
    if not rules:
        st.info("Aucun membre ne nomme sa donnée : complétez-la pour écrire une règle d’autorité.")
        return
    if not offered(estate, RULE_SOURCES):
        return
    label = f"Désigner « {estate.name_of(master)} » comme référence"
    if st.button(plain(label), type="primary", icon=":material/verified:", key=f"designer-{master}"):
        with refusals_said():
            set_rules(estate.engine, rules, estate.viewer.name)
            st.rerun()


def _identity(estate: Estate, case: Case) -> None:
    with st.expander("Est-ce bien le même objet ?", icon=":material/rule:"):
        members = list(case.group.referentials)
        picked = st.multiselect(
            "Référentiels concernés",
            members,
            default=members,
            format_func=lambda each: estate.name_of(each) or "",
            key=f"concernes-{members[0]}",
        )
        if len(picked) > 1:
            decision_buttons(estate, picked, f"groupe-{members[0]}")


show(open_estate())
