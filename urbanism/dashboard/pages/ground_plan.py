"""Plan d'occupation des sols: zones, quartiers and blocs as a poster, coloured by a question; each opens its page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from urbanism.analyses.departures import told_departure
from urbanism.analyses.ground_plan import GroundPlan, PlannedBlock, ground_plan
from urbanism.analyses.indexes import application_index
from urbanism.analyses.plan_readings import Question, Reading, read_plan
from urbanism.analyses.search import NONE, Filters, search
from urbanism.dashboard.address import link_to
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading, nothing_fits
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.furniture import Caption
from urbanism.drawing.ground_plan import PlanDrawing, draw_ground_plan
from urbanism.drawing.paper import SCREEN
from urbanism.exports.sheet import sheet_xlsx
from urbanism.french import count, number
from urbanism.graph import EstateGraph

FIELDS = ("communes", "editors", "statuses")
TITLE = "Plan d’occupation des sols"
EXPLAINED = {
    Question.REDUNDANCY: "Applications au-delà de la première, dans un même bloc d’une même commune",
    Question.COVERAGE: "Communes équipées, parmi celles dont on attend qu’elles le soient",
    Question.COST: "Coûts annuels connus des applications du bloc",
    Question.SUPPORT: "Fin de support la plus proche parmi les applications du bloc",
    Question.POOLING: "Une seule installation pour plusieurs communes, ou une par commune",
    Question.SECTOR: "Secteur de la norme RU-30, à examiner avec le DPO (Hors secteur : aucun)",
    Question.CONVERGENCE: "Nombre de produits différents pour une même fonction",
}
DETAILS = {"Blocs": 0, "Principaux produits": 7, "Tous les produits": 1_000}  # products at most in a bloc

Kept = frozenset[int] | None


def show(estate: Estate) -> None:
    heading(TITLE, "Toutes les fonctions, et ce qui les sert ; cliquez une zone, un quartier ou un bloc.", estate)
    if not estate.snapshot.blocks:
        empty("Aucun bloc", "Chargez une nomenclature : ses zones, quartiers et blocs viendront ici.", "grid_view")
        return
    question, detail = _choices()
    filters = filter_bar(estate, "Ne garder que les applications qui disent…", FIELDS)
    kept = None
    if filters != Filters():
        kept = frozenset(entry.record.id for entry in search(derived(application_index, estate), filters))
        if not kept:
            nothing_fits()
            return
    plan, reading = answer(_read, estate, question, kept)
    told = caption(estate, TITLE, EXPLAINED[question])
    drawing = answer(_drawn, estate, question, kept, told, SCREEN, DETAILS[detail])
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        _accounts(plan)
        paper_button(
            estate,
            f"{TITLE} – {question}",
            partial(_on_paper, estate, question, kept, told),
            "plan",
            lambda: _table(estate, plan),
        )
    show_map(drawing.scenes[0], "carte-plan")
    with st.expander("Le même plan en tableau", icon=":material/table:"):
        _list(plan, reading)


def _choices() -> tuple[Question, str]:
    """What the colours say and how much is shown, both in the address."""
    with st.container(horizontal=True):
        question = st.selectbox(
            "Couleurs", [word.value for word in Question], key="couleurs", bind="query-params", width=240
        )
        detail = st.segmented_control(
            "Montrer", list(DETAILS), default="Principaux produits", key="detail", bind="query-params", required=True
        )
    return Question(question), detail or "Principaux produits"


def _read(graph: EstateGraph, question: Question, kept: Kept) -> tuple[GroundPlan, Reading]:
    plan = ground_plan(graph, kept)
    return plan, read_plan(graph, plan, question)


def _drawn(
    graph: EstateGraph, question: Question, kept: Kept, told: Caption, paper: Paper, most_lines: int
) -> PlanDrawing:
    return draw_ground_plan(*_read(graph, question, kept), told, paper, most_lines)


def _on_paper(estate: Estate, question: Question, kept: Kept, told: Caption, paper: Paper) -> Sequence[Scene]:
    plan, reading = answer(_read, estate, question, kept)
    return draw_ground_plan(plan, reading, told, paper).scenes


def _accounts(plan: GroundPlan) -> None:
    """How many applications stand on the plan, and a way to those that have no place on it."""
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        st.markdown(f"**{count(plan.placed, 'application')}** dans {count(len(plan.blocks), 'bloc')}", width="content")
        if plan.unplaced:
            link("inventaire", f"{number(len(plan.unplaced))} sans bloc", link_to(Filters(blocks=(NONE,))), "help")


def _list(plan: GroundPlan, reading: Reading) -> None:
    rows = [
        (zone.zone.name, district.district.name, block)
        for zone in plan.zones
        for district in zone.districts
        for block in district.blocks
    ]
    columns: list[Column[tuple[str, str, PlannedBlock]]] = [
        Column("Bloc", lambda row: row[2].block.name),
        Column("Quartier", lambda row: row[1]),
        Column("Zone", lambda row: row[0]),
        Column("Applications", lambda row: len(row[2].applications), "number"),
        Column("Produits", lambda row: len(row[2].products), "number"),
        Column("Prévues", lambda row: len(row[2].coming), "number"),
        Column("Retraits prévus", lambda row: row[2].leaving, "number"),
        Column("Couleur", lambda row: reading.categories[reading.blocks[row[2].block.id].category]),
        Column("Précision", lambda row: reading.blocks[row[2].block.id].words or None),
    ]
    object_table(rows, columns, "plan-tableau", lambda row: ("bloc", {"bloc": [row[2].block.code]}), "bloc")


def _table(estate: Estate, plan: GroundPlan) -> bytes:
    """Every application of the plan on its row, and those without a bloc."""
    titles = (
        "Zone",
        "Quartier",
        "Bloc",
        "Produit",
        "Application",
        "Commune",
        "Code",
        "Prévue par un projet",
        "Retrait",
    )
    graph = graph_of(estate)
    rows = [
        (
            zone.zone.name,
            district.district.name,
            block.block.name,
            product.label,
            a.name,
            _commune(estate, a),
            a.code,
            "oui" if product.planned else None,
            told_departure(graph, a.id),
        )
        for zone in plan.zones
        for district in zone.districts
        for block in district.blocks
        for product in block.lines
        for a in product.applications
    ]
    lost = [
        (
            None,
            None,
            None,
            estate.name_of(a.product_id),
            a.name,
            _commune(estate, a),
            a.code,
            None,
            told_departure(graph, a.id),
        )
        for a in plan.unplaced
    ]
    return sheet_xlsx(TITLE, titles, [*rows, *lost])


def _commune(estate, application):
    return estate.name_of(application.commune_id)


show(open_estate())
