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
    "inventaire": PageEntry("inventory.py", "Inventaire", "apps", "Patrimoine"),
    "plan": PageEntry("ground_plan.py", "Plan d’occupation des sols", "map", "Cartes"),
    "bandes": PageEntry("bands.py", "Une commune en trois bandes", "view_agenda", "Cartes"),
    "zone": PageEntry("zone.py", "Zone", "map", "Cartes", hidden=True),
    "quartier": PageEntry("district.py", "Quartier", "map", "Cartes", hidden=True),
    "bloc": PageEntry("block.py", "Bloc", "grid_view", "Cartes", hidden=True),
    "blocs": PageEntry("blocks.py", "Blocs", "grid_view", "Patrimoine"),
    "flux": PageEntry("interfaces.py", "Flux", "sync_alt", "Patrimoine"),
    "referentiels": PageEntry("referentials.py", "Référentiels", "database", "Patrimoine"),
    "contrats": PageEntry("contracts.py", "Contrats", "contract", "Patrimoine"),
    "application": PageEntry("application.py", "Application", "widgets", "Patrimoine", hidden=True),
    "usages": PageEntry("uses.py", "Communes et blocs", "grid_on", "Cartes"),
    "crud": PageEntry("crud.py", "Données et applications", "table_view", "Cartes"),
    "donnee": PageEntry("data_way.py", "Chemin d’une donnée", "conversion_path", "Cartes"),
    "explorateur": PageEntry("explorer.py", "Explorateur", "hub", "Cartes"),
    "processus": PageEntry("processes.py", "Processus", "account_tree", "Cartes"),
    "modeliser": PageEntry(
        "model_process.py", "Modéliser un processus", "account_tree", "Cartes", hidden=True, writes=True
    ),
    "tables": PageEntry("round_tables.py", "Projets et directions", "groups", "Cartes"),
    "editeurs": PageEntry("editors.py", "Éditeurs et suites", "storefront", "Cartes"),
    "echeances": PageEntry("ends.py", "Échéances", "event", "Cartes"),
    "couts": PageEntry("costs.py", "Coûts", "payments", "Cartes"),
    "regles": PageEntry("rules.py", "Règles", "gavel", "Analyses"),
    "regle": PageEntry("rule.py", "Règle", "gavel", "Analyses", hidden=True),
    "constats": PageEntry("findings.py", "Constats", "flag", "Analyses"),
    "indicateurs": PageEntry("indicators.py", "Indicateurs", "speed", "Analyses"),
    "indicateur": PageEntry("indicator.py", "Indicateur", "speed", "Analyses", hidden=True),
    "liens": PageEntry("links.py", "Liens point à point", "share", "Analyses"),
    "pot-commun": PageEntry("common_pot.py", "Pot commun", "hub", "Analyses"),
    "doublons": PageEntry("referential_groups.py", "Doublons de référentiels", "content_copy", "Analyses"),
    "doublon": PageEntry("referential_group.py", "Doublon de référentiels", "content_copy", "Analyses", hidden=True),
    "autorite": PageEntry("authority.py", "Autorité des sources", "verified", "Analyses"),
    "impact": PageEntry("impact.py", "Impact", "bolt", "Analyses"),
    "evolution": PageEntry("evolution.py", "Évolution", "difference", "Analyses"),
    "tendances": PageEntry("trends.py", "Tendances", "trending_up", "Analyses"),
    "silos": PageEntry("silos.py", "Silos", "shield", "Analyses"),
    "convergence": PageEntry("convergence.py", "Convergence", "merge_type", "Convergence"),
    "convergence-bloc": PageEntry("convergence_block.py", "Cibles d’un bloc", "target", "Convergence", hidden=True),
    "plan-de-convergence": PageEntry("convergence_plan.py", "Un plan", "timeline", "Convergence", hidden=True),
    "projets": PageEntry("projects.py", "Projets", "assignment", "Projets"),
    "projet": PageEntry("project.py", "Projet", "assignment", "Projets", hidden=True, writes=True),
    "nouveau-projet": PageEntry("new_project.py", "Ouvrir un projet", "add", "Projets", hidden=True, writes=True),
    "rapprochements": PageEntry("reconcile.py", "Rapprochements", "merge", "Données", writes=True),
    "comparer": PageEntry("compare_extracts.py", "Comparer des extraits", "compare_arrows", "Données"),
    "importer": PageEntry("import_files.py", "Importer", "upload_file", "Données", writes=True),
    "blocs-a-confirmer": PageEntry("blocks_to_confirm.py", "Blocs à confirmer", "task_alt", "Données", writes=True),
    "tableau": PageEntry("bulk_edit.py", "Modifier en tableau", "table_edit", "Données", writes=True),
    "fiche": PageEntry("record.py", "Fiche", "edit_note", "Données", hidden=True),
    "operations": PageEntry("operations.py", "Opérations", "history", "Données"),
    "journal": PageEntry("audit.py", "Journal", "policy", "Données", writes=True),
    "exporter": PageEntry("export.py", "Exporter", "download", "Données"),
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
            url_path=address,
            default=address == first,
            visibility="hidden" if entry.hidden else "visible",
        )
        found.setdefault(entry.section, []).append(page)
    return found
