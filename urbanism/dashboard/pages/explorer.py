"""Explorateur des échanges: a part of the estate as a network, what it leaves out, and the way to see it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from urbanism.analyses.explorer import (
    FEW_LINKS,
    MOST_LINKS,
    Exploration,
    Grouping,
    Link,
    Node,
    Question,
    Reason,
    along,
)
from urbanism.analyses.impact import ways
from urbanism.analyses.stoppable import stoppable
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.behind import behind_table
from urbanism.dashboard.components.download import HTML, download_button
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.flows import flows_table
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import go_to, link
from urbanism.dashboard.components.network import network
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.picker import choose, pick
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.exploring import (
    CENTRE_KINDS,
    EVERYTHING,
    OPENED,
    centre_name,
    centres,
    explored,
    kept_parties,
    opened_groups,
)
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.explored import explored_scenes
from urbanism.exports.network_page import Heading, in_words, network_page
from urbanism.exports.network_words import REASONS, amounts, drawn_in_words, hidden_in_words
from urbanism.french import day

AROUND, BETWEEN = "Autour de…", "Le chemin entre deux"
NODES, LINKS, HIDDEN = "Nœuds", "Liens", "Non affichés"
GROUPINGS = {"bloc": Grouping.BLOCK, "commune": Grouping.COMMUNE, "éditeur": Grouping.EDITOR, "rien": Grouping.NONE}
ESSENTIAL = "l’essentiel"
LINKS_DRAWN = {ESSENTIAL: FEW_LINKS, "davantage": MOST_LINKS}
MIDDLE, NAME = "milieu", "nom"
"""How an address says what stands in the middle: its kind, its name."""

FARTHEST = 4
WAYS_TO_DRAW = "Pour les dessiner : davantage de liens, moins de pas, un regroupement, un filtre ou un autre milieu."


def show(estate: Estate) -> None:
    heading("Explorateur des échanges", "Qui échange avec qui, autour de ce que vous choisissez.", estate)
    if not graph_of(estate).flows:
        empty("Aucun flux", "Importez un tableur qui dit quelles applications échangent.", "hub")
        return
    view = st.segmented_control(
        "Vue", (AROUND, BETWEEN), default=AROUND, key="vue", bind="query-params", label_visibility="collapsed"
    )
    if view == BETWEEN:
        _between(estate)
    else:
        _around(estate)


def _around(estate: Estate) -> None:
    found_centres = answer(centres, estate).kinds
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind, name = pick(
            "Autour de", {kind: found_centres[kind] for kind in CENTRE_KINDS}, (MIDDLE, NAME), whole=EVERYTHING
        )
        depth = st.number_input("À combien de pas", 1, FARTHEST, key="pas", bind="query-params", width=150)
        grouping = st.selectbox("Regrouper par", list(GROUPINGS), key="par", bind="query-params", width=130) or "bloc"
        links = st.selectbox("Liens tracés", list(LINKS_DRAWN), key="traits", bind="query-params", width=130)
    filters = filter_bar(estate, "Ne garder que ce qui se nomme…")
    if kind != EVERYTHING and name is None:
        st.markdown(":gray[Choisissez ce qui sera au milieu du dessin.]")
        return
    centre = found_centres[kind][name] if name else ()
    most_links = LINKS_DRAWN[links or ESSENTIAL]
    kept = kept_parties(estate, filters)
    question = Question(centre, depth, GROUPINGS[grouping], opened_groups(), kept, most_links=most_links)
    _opened(estate, question)
    _drawing(estate, explored(estate, question), f"Échanges autour de : {name or 'tout le patrimoine'}")


def _opened(estate: Estate, question: Question) -> None:
    """The groups that were opened, each to be closed again."""
    if question.opened and question.grouping is not Grouping.NONE:
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.caption("Groupes ouverts :", width="content")
            for group in sorted(question.opened):
                label = plain(graph_of(estate).label(group) if group > 0 else "sans place")
                st.button(label, key=f"fermer-{group}", icon=":material/close:", on_click=_turn_group, args=(group,))


def _between(estate: Estate) -> None:
    names = answer(stoppable, estate).parties
    with st.grid(2, min_column_width=260, gap="small"):
        with st.container(gap="xsmall"):
            start = choose("De", names, "de")
        with st.container(gap="xsmall"):
            end = choose("Vers", names, "vers")
    if start is None or end is None:
        st.markdown(":gray[Choisissez un départ et une arrivée.]")
        return
    found = answer(ways, estate, names[start], names[end])
    if not any(found):
        empty("Aucun chemin connu", "Aucune suite de flux décrits ne mène de l’un à l’autre.", "wrong_location")
        return
    link("impact", "Les flux de chaque pas", {"vue": ["Le chemin d’une donnée"], "de": [start], "vers": [end]}, "route")
    _drawing(estate, along(graph_of(estate), found), f"Chemins de {start} à {end}")


def _drawing(estate: Estate, found: Exploration, title: str) -> None:
    if not found.nodes:
        empty("Rien à dessiner", "Les filtres écartent tout : enlevez-en un.", "filter_alt_off")
        return
    told = [drawn_in_words(found), *hidden_in_words(found)]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown("  \n".join(plain(sentence, 400) for sentence in told), width="stretch")
        with st.container(horizontal=True, width="content"):
            _download(estate, found, title)
            paper_button(estate, title, partial(_on_paper, estate, found, told, title), "reseau-papier")
    st.caption(
        "Cliquez un groupe pour l’ouvrir, un objet pour voir sa fiche. Un trait porte le nombre de flux qu’il réunit ;"
        " deux sens font deux traits. Au clavier : la liste sous le dessin."
    )
    clicked = network(found, title, f"{title}. {' '.join(told)} La liste est sous le dessin.", "reseau")
    by_id = {node.id: node for node in found.nodes}
    if clicked in by_id:
        _open(estate, by_id[clicked])
    _lists(estate, found)


def _download(estate: Estate, found: Exploration, title: str) -> None:
    source = f"Source : cartographie du patrimoine applicatif, état du {day(estate.snapshot.today)}."
    download_button(
        estate,
        "Enregistrer la page",
        lambda: network_page(found, Heading(title, source)),
        "echanges.html",
        HTML,
        icon=":material/download:",
        help="Un seul fichier, qui s’ouvre partout et sans connexion.",
    )


def _on_paper(estate: Estate, found: Exploration, told: Sequence[str], title: str, paper: Paper) -> Sequence[Scene]:
    words = "Chaque case est un objet ou un groupe ; chaque flèche, les flux de l’un vers l’autre"
    return explored_scenes(found, told, paper, caption(estate, title, words))


def _open(estate: Estate, node: Node) -> None:
    """Open a group on the drawing; leave for the page of anything else."""
    if node.is_group:
        _turn_group(node.id)
        st.rerun()
    go_to(*_target(estate, node))


def _target(estate: Estate, node: Node) -> Target:
    graph = graph_of(estate)
    if node.is_group:
        kept = {name: st.query_params.get_all(name) for name in st.query_params if name != OPENED}
        return "explorateur", {**kept, OPENED: [*st.query_params.get_all(OPENED), str(node.id)]}
    page = subject_target(estate, graph.subject(node.id))
    if page:
        return page
    kind, name = centre_name(graph, node.id) or (EVERYTHING, "")
    return "explorateur", {MIDDLE: [kind], NAME: [name]}


def _turn_group(group: int) -> None:
    """Open a closed group, close an open one."""
    opened = st.query_params.get_all(OPENED)
    text = str(group)
    st.query_params[OPENED] = [one for one in opened if one != text] if text in opened else [*opened, text]


def _lists(estate: Estate, found: Exploration) -> None:
    """The drawing as tables, and what it leaves out."""
    chosen = st.segmented_control("En liste", (NODES, LINKS, HIDDEN), default=NODES, key="liste", bind="query-params")
    if chosen == LINKS:
        _links(estate, found)
    elif chosen == HIDDEN:
        _hidden(estate, found)
    else:
        columns: list[Column[Node]] = [
            Column("Nœud", lambda node: node.label),
            Column("Sorte", lambda node: node.kind),
            Column("Commune", lambda node: node.commune or "–"),
            Column("Objets", lambda node: len(node.members), "number"),
            Column("Prévu par un projet", lambda node: "oui" if node.planned else "non"),
            Column("Retraits prévus", lambda node: node.leaving, "number"),
            Column("Classe", lambda node: node.block_class and node.block_class.value),
        ]
        found_table(found.nodes, columns, "noeuds", "nœud", opens=lambda node: _target(estate, node))


def _links(estate: Estate, found: Exploration) -> None:
    names = {node.id: in_words(node) for node in found.nodes}
    columns: list[Column[Link]] = [
        Column("De", lambda line: names[line.source]),
        Column("Vers", lambda line: names[line.target]),
        Column("Flux", lambda line: len(line.flows), "number"),
        Column("Prévu par un projet", lambda line: "oui" if line.planned else "non"),
        Column("Retraits prévus", lambda line: line.leaving, "number"),
    ]
    asked = st.query_params.get("lien", "")
    for line in found.links:
        if _named(line) == asked:
            st.markdown(f"**{plain(names[line.source])} → {plain(names[line.target])}**")
            flows_table(estate, [graph_of(estate).snapshot.by_id[flow] for flow in line.flows], "flux-lien", one="flux")
            st.button("Revenir à tous les liens", icon=":material/arrow_back:", on_click=_forget_link, type="tertiary")
            return

    def opens(line: Link) -> Target:
        kept = {name: st.query_params.get_all(name) for name in st.query_params}
        return "explorateur", {**kept, "lien": [_named(line)]}

    found_table(found.links, columns, "liens", "lien", opens=opens)


def _named(line: Link) -> str:
    """How an address names a link."""
    return f"{line.source}.{line.target}{'.prevu' if line.planned else ''}"


def _forget_link() -> None:
    del st.query_params["lien"]


def _hidden(estate: Estate, found: Exploration) -> None:
    """What is left out, one reason at a time."""
    if not found.hidden:
        st.markdown(hidden_in_words(found)[0])
        return
    reasons = {hidden.reason.value: hidden for hidden in found.hidden}
    chosen = st.selectbox(
        "Pourquoi",
        list(reasons),
        format_func=lambda reason: REASONS[Reason(reason)].capitalize(),
        key="raison",
        bind="query-params",
    )
    hidden = reasons[chosen or next(iter(reasons))]
    st.caption(f"{amounts(hidden)}. {WAYS_TO_DRAW}")
    if hidden.parties:
        behind_table(estate, hidden.parties, "noeuds-caches")
    if hidden.flows:
        flows_table(estate, [graph_of(estate).snapshot.by_id[flow] for flow in hidden.flows], "flux-caches", one="flux")


show(open_estate())
