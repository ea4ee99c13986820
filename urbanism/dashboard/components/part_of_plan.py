"""The page of a bloc, quartier or zone: its figures, applications, products, flows, findings and référentiels."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.ground_plan import ProductInUse
from urbanism.analyses.part_of_plan import PartOfPlan, part_of_plan
from urbanism.analyses.search import Filters
from urbanism.dashboard.address import link_to
from urbanism.dashboard.analysing import all_findings, answer, graph_of
from urbanism.dashboard.components.findings import findings_table, kept_by
from urbanism.dashboard.components.flows import flows_table
from urbanism.dashboard.components.layout import empty, tile
from urbanism.dashboard.components.links import link, object_address
from urbanism.dashboard.components.table import Column, Target, found_table, said
from urbanism.dashboard.components.views import views
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.state import Estate
from urbanism.french import count, euros, listing, number
from urbanism.rules import Finding
from urbanism.snapshot import Application, FunctionalBlock, Referential

APPLICATIONS, PRODUCTS, FLOWS, FINDINGS = "Applications", "Produits", "Flux", "Constats"
VIEW = "onglet"
"""What says, in the address, which of the lists is open."""


def show_part(estate: Estate, blocks: Sequence[FunctionalBlock], filters: Filters) -> None:
    """What stands in these blocs; `filters` say the same part in the lists of other pages."""
    part = answer(part_of_plan, estate, frozenset(block.id for block in blocks))
    found = _findings(estate, filters)
    _figures(part, found, filters)
    with st.container(horizontal=True):
        link("inventaire", "Les voir dans l’inventaire", link_to(filters), "apps")
        link("explorateur", "Leurs échanges, dessinés", link_to(filters, par="rien"), "hub")
        link("processus", "Les processus qui y passent", link_to(filters), "account_tree")
    views(
        {
            APPLICATIONS: lambda: _applications(estate, part, several=len(blocks) > 1),
            PRODUCTS: lambda: _products(estate, part),
            FLOWS: lambda: _flows(estate, part),
            FINDINGS: lambda: findings_table(found, "constats-partie", with_rule=True),
            "Référentiels": lambda: _referentials(estate, part.referentials),
        },
        VIEW,
    )


@kept(16)
def _findings(estate: Estate, filters: Filters) -> Sequence[Finding]:
    return kept_by(estate, all_findings(estate), filters)


def _figures(part: PartOfPlan, found: Sequence[Finding], filters: Filters) -> None:
    here, places = st.session_state["page"], link_to(filters)
    flows = number(len(part.incoming) + len(part.outgoing))
    figures = (
        ("Applications", number(len(part.main)), "les voir", here, {VIEW: [APPLICATIONS]}),
        ("Produits", number(len(part.products)), "les voir", here, {VIEW: [PRODUCTS]}),
        ("Communes servies", number(len(part.communes)), "qui utilise quoi", "usages", places),
        ("Coût annuel connu", _cost(part), "d’où il vient", here, {VIEW: [APPLICATIONS]}),
        ("Flux externes", flows, "entrants, sortants", here, {VIEW: [FLOWS]}),
        ("Constats", number(len(found)), "les lire", here, {VIEW: [FINDINGS]}),
    )
    with st.grid(len(figures), min_column_width=136, gap="small"):
        for rank, figure in enumerate(figures):
            tile(*figure, f"partie-{rank}")
    if part.cost is not None or part.withheld:
        hidden = f" ; {count(part.withheld, 'coût non visible', 'coûts non visibles')}" if part.withheld else ""
        st.caption(f"Coût connu de {number(part.priced)} applications sur {number(len(part.main))}{hidden}.")


def _cost(part: PartOfPlan) -> str:
    if part.cost is not None:
        return euros(part.cost)
    return "non visible" if part.withheld else "inconnu"


def _applications(estate: Estate, part: PartOfPlan, several: bool) -> None:
    """All communes together; those that serve the part beside another bloc say it."""
    hidden, also = estate.snapshot.hidden_communes, {application.id for application in part.also}

    def cost(application: Application) -> str | None:
        if application.commune_id in hidden:
            return "non visible"
        return euros(application.yearly_cost) if application.yearly_cost is not None else None

    columns: list[Column[Application]] = [
        Column("Application", lambda a: a.name),
        Column("Commune", lambda a: estate.name_of(a.commune_id)),
        Column("Produit", lambda a: estate.name_of(a.product_id)),
        Column("Éditeur", lambda a: estate.name_of(graph_of(estate).editor.get(a.id))),
        Column("Statut", lambda a: said(a.status)),
        Column("Instance", lambda a: said(a.instance)),
        Column("Coût annuel", cost, "figure"),
        Column("Fin de support", lambda a: a.end_of_support, "date"),
        Column("Place", lambda a: "bloc secondaire" if a.id in also else "bloc principal"),
    ]
    if several:
        columns.insert(1, Column("Bloc", lambda a: estate.name_of(a.block_id)))
    everything = sorted((*part.main, *part.also), key=lambda a: (a.name.casefold(), a.id))
    if not everything:
        empty("Aucune application", "Aucune commune n’a dit s’équiper ici.", "apps")
        return
    if part.also:
        beside = f"dont le bloc principal est ailleurs : {number(len(part.also))}"
        st.caption(f"Applications dont le bloc principal est ici : {number(len(part.main))} ; {beside}.")
    found_table(everything, columns, "applications-partie", "application", opens=_application_target)


def _application_target(application: Application) -> Target:
    return "application", object_address(application.id)


def _products(estate: Estate, part: PartOfPlan) -> None:
    served = graph_of(estate).served

    def communes(product: ProductInUse) -> str:
        found = {commune for application in product.applications for commune in served[application.id]}
        return listing(sorted(estate.name_of(commune) or "" for commune in found))

    columns: list[Column[ProductInUse]] = [
        Column("Produit", lambda product: product.label),
        Column("Applications", lambda product: len(product.applications), "number"),
        Column("Reconnu", lambda product: "oui" if product.product else "produit inconnu"),
        Column("Communes", communes),
    ]
    found_table(part.products, columns, "produits-partie", "produit", opens=_product_target)


def _product_target(product: ProductInUse) -> Target:
    if len(product.applications) == 1:
        return _application_target(product.applications[0])
    return "inventaire", link_to(Filters(text=product.label))


def _flows(estate: Estate, part: PartOfPlan) -> None:
    if not (part.incoming or part.outgoing or part.inside):
        empty("Aucun flux connu", "Personne n’a dit que ces applications échangent.", "sync_alt")
        return
    kinds = {"Entrants": part.incoming, "Sortants": part.outgoing, "À l’intérieur": part.inside}
    st.caption(" ; ".join(f"{kind.lower()} : {number(len(flows))}" for kind, flows in kinds.items()).capitalize() + ".")
    chosen = st.segmented_control(
        "Sens", list(kinds), default="Entrants", key="sens", bind="query-params", required=True
    )
    flows_table(estate, kinds[chosen or "Entrants"], f"flux-partie-{chosen}", one="flux")


def _referentials(estate: Estate, referentials: Sequence[Referential]) -> None:
    if not referentials:
        empty("Aucun référentiel", "Aucune application d’ici n’est dite en porter un.", "database")
        return
    columns: list[Column[Referential]] = [
        Column("Référentiel", lambda one: one.name),
        Column("Donnée", lambda one: estate.name_of(one.data_object_id)),
        Column("Application", lambda one: estate.name_of(one.application_id)),
        Column("Commune", lambda one: estate.name_of(one.commune_id)),
        Column("Technologie", lambda one: one.technology),
    ]

    def opens(one: Referential) -> Target:
        return "fiche", {"quoi": ["referentials"], **object_address(one.id)}

    found_table(referentials, columns, "referentiels-partie", "référentiel", opens=opens)
