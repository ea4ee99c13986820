"""The pages of the dashboard: one line each, in the order of the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

PAGES_FOLDER = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class PageEntry:
    """A page: its file, its title and icon, the section of the navigation it stands in ("" for none, at the top).

    `writes`: the page is there to change the estate, and has nothing to show of a past one.
    """

    file: str
    title: str
    icon: str
    section: str = ""
    hidden: bool = False
    writes: bool = False


PAGES: dict[str, PageEntry] = {
    "accueil": PageEntry("home.py", "Accueil", "home"),
    "rechercher": PageEntry("find.py", "Rechercher", "search"),
    "plan": PageEntry("ground_plan.py", "Plan d’occupation des sols", "map", "Cartes"),
    "zone": PageEntry("zone.py", "Zone", "map", "Cartes", hidden=True),
    "quartier": PageEntry("district.py", "Quartier", "map", "Cartes", hidden=True),
    "bloc": PageEntry("block.py", "Bloc", "grid_view", "Cartes", hidden=True),
    "bandes": PageEntry("bands.py", "Une commune en trois bandes", "view_agenda", "Cartes"),
    "usages": PageEntry("uses.py", "Communes et blocs", "grid_on", "Cartes"),
    "processus": PageEntry("processes.py", "Processus", "account_tree", "Cartes"),
    "modeliser": PageEntry(
        "model_process.py", "Modéliser un processus", "account_tree", "Cartes", hidden=True, writes=True
    ),
    "explorateur": PageEntry("explorer.py", "Explorateur", "hub", "Cartes"),
    "inventaire": PageEntry("inventory.py", "Inventaire", "apps", "Patrimoine"),
    "application": PageEntry("application.py", "Application", "widgets", "Patrimoine", hidden=True),
    "blocs": PageEntry("blocks.py", "Blocs", "grid_view", "Patrimoine"),
    "flux": PageEntry("interfaces.py", "Flux", "sync_alt", "Patrimoine"),
    "contrats": PageEntry("contracts.py", "Contrats", "contract", "Patrimoine"),
    "echeances": PageEntry("ends.py", "Échéances", "event", "Patrimoine"),
    "couts": PageEntry("costs.py", "Coûts", "payments", "Patrimoine"),
    "editeurs": PageEntry("editors.py", "Éditeurs et suites", "storefront", "Patrimoine"),
    "referentiels": PageEntry("referentials.py", "Référentiels", "database", "Données et référentiels"),
    "doublons": PageEntry(
        "referential_groups.py", "Doublons de référentiels", "content_copy", "Données et référentiels"
    ),
    "doublon": PageEntry(
        "referential_group.py", "Doublon de référentiels", "content_copy", "Données et référentiels", hidden=True
    ),
    "autorite": PageEntry("authority.py", "Autorité des sources", "verified", "Données et référentiels"),
    "crud": PageEntry("crud.py", "Données et applications", "table_view", "Données et référentiels"),
    "donnee": PageEntry("data_way.py", "Chemin d’une donnée", "conversion_path", "Données et référentiels"),
    "silos": PageEntry("silos.py", "Silos", "shield", "Données et référentiels"),
    "constats": PageEntry("findings.py", "Constats", "flag", "Analyses"),
    "regles": PageEntry("rules.py", "Règles", "gavel", "Analyses"),
    "regle": PageEntry("rule.py", "Règle", "gavel", "Analyses", hidden=True),
    "indicateurs": PageEntry("indicators.py", "Indicateurs", "speed", "Analyses"),
    "indicateur": PageEntry("indicator.py", "Indicateur", "speed", "Analyses", hidden=True),
    "impact": PageEntry("impact.py", "Impact", "bolt", "Analyses"),
    "liens": PageEntry("links.py", "Liens point à point", "share", "Analyses"),
    "tendances": PageEntry("trends.py", "Tendances", "trending_up", "Analyses"),
    "evolution": PageEntry("evolution.py", "Évolution", "difference", "Analyses"),
    "projets": PageEntry("projects.py", "Projets", "assignment", "Projets"),
    "projet": PageEntry("project.py", "Projet", "assignment", "Projets", hidden=True, writes=True),
    "nouveau-projet": PageEntry("new_project.py", "Ouvrir un projet", "add", "Projets", hidden=True, writes=True),
    "tables": PageEntry("round_tables.py", "Projets et directions", "groups", "Projets"),
    "convergence": PageEntry("convergence.py", "Convergence", "merge_type", "Convergence"),
    "convergence-bloc": PageEntry("convergence_block.py", "Cibles d’un bloc", "target", "Convergence", hidden=True),
    "plan-de-convergence": PageEntry("convergence_plan.py", "Un plan", "timeline", "Convergence", hidden=True),
    "trajectoire": PageEntry("convergence_commune.py", "Une trajectoire", "route", "Convergence", hidden=True),
    "pot-commun": PageEntry("common_pot.py", "Pot commun", "hub", "Convergence"),
    "comites": PageEntry("committees.py", "Comités communaux", "groups", "Communes"),
    "revue": PageEntry("review.py", "Revue de la carte", "fact_check", "Communes", writes=True),
    "propositions": PageEntry("proposals.py", "Propositions", "rate_review", "Communes", writes=True),
    "mutualisation": PageEntry("pooling.py", "Mutualisation à la carte", "handshake", "Communes", writes=True),
    "campagnes": PageEntry("campaigns.py", "Campagnes", "campaign", "Communes", writes=True),
    "importer": PageEntry("import_files.py", "Importer", "upload_file", "Mettre à jour", writes=True),
    "blocs-a-confirmer": PageEntry(
        "blocks_to_confirm.py", "Blocs à confirmer", "task_alt", "Mettre à jour", writes=True
    ),
    "rapprochements": PageEntry("reconcile.py", "Rapprochements", "merge", "Mettre à jour", writes=True),
    "tableau": PageEntry("bulk_edit.py", "Modifier en tableau", "table_edit", "Mettre à jour", writes=True),
    "fiche": PageEntry("record.py", "Fiche", "edit_note", "Mettre à jour", hidden=True),
    "comparer": PageEntry("compare_extracts.py", "Comparer des extraits", "compare_arrows", "Mettre à jour"),
    "exporter": PageEntry("export.py", "Exporter", "download", "Mettre à jour"),
    "operations": PageEntry("operations.py", "Opérations", "history", "Administration"),
    "journal": PageEntry("audit.py", "Journal", "policy", "Administration", writes=True),
}
"""Every page by its address."""


def page_file(address: str) -> Path:
    """The file of the page at `address`: what links and page switches name."""
    return PAGES_FOLDER / PAGES[address].file


def sections() -> dict[str, list[Page]]:
    """The pages by section, for the navigation; the first one is where people land."""
    first = next(iter(PAGES))
    found: dict[str, list[Page]] = {}
    for address, entry in PAGES.items():
        page = st.Page(
            page_file(address),
            title=entry.title,
            icon=f":material/{entry.icon}:",
            url_path="" if address == first else address,
            default=address == first,
            visibility="hidden" if entry.hidden else "visible",
        )
        found.setdefault(entry.section, []).append(page)
    return found
