"""Application: all that is known of one application, what surrounds it, and where each value came from."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.departures import departures
from urbanism.analyses.search import Filters
from urbanism.analyses.stoppable import APPLICATION, party_name
from urbanism.analyses.surroundings import Surroundings, surroundings
from urbanism.dashboard.address import link_to
from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.edit_form import edit_buttons, edit_form, is_edited
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import asked_object, link, object_address
from urbanism.dashboard.components.others_pay import others_pay
from urbanism.dashboard.components.story import show_origins, show_story
from urbanism.dashboard.components.table import Column, Target, object_table, said
from urbanism.dashboard.components.text import known, plain
from urbanism.dashboard.components.undoing import say_done
from urbanism.dashboard.components.views import views
from urbanism.dashboard.fields import Line, application_lines, contract_lines
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.french import count, listing, number
from urbanism.snapshot import (
    Application,
    Contract,
    DataUse,
    Interface,
    Processing,
    ProcessStep,
    Referential,
    ServedCommune,
)


def show(estate: Estate) -> None:
    application = asked_application(estate)
    if application is None:
        heading("Application")
        empty("Cette application n’existe pas, ou plus", "Retrouvez-la dans l’inventaire.", "search_off")
        link("inventaire", "Ouvrir l’inventaire", icon="apps")
        return
    around = derived(surroundings, estate)
    heading(application.name, application.description or "", estate)
    _shortcuts(estate, application)
    views(
        {
            "Fiche": lambda: _sheet_or_form(estate, application, around),
            "Flux": lambda: _flows(estate, application, around),
            "Données": lambda: _data(estate, application, around),
            "Qui s’en sert": lambda: _usage(estate, application, around),
            "D’où viennent ces valeurs": lambda: _memory(estate, application),
        }
    )


def _sheet_or_form(estate: Estate, application: Application, around: Surroundings) -> None:
    say_done(estate)
    if is_edited(application):
        edit_form(estate, "applications", application)
    else:
        departure = departures(graph_of(estate)).get(application.id)
        for project in departure.projects if departure else ():
            link(
                "projet",
                f"Le projet « {project.name} » prévoit de la retirer",
                object_address(project.id),
                "event_busy",
            )
        edit_buttons(estate, "applications", application)
        _sheet(estate, application, around)


def _memory(estate: Estate, application: Application) -> None:
    show_origins(estate, application)
    show_story(estate, application.id)


def asked_application(estate: Estate) -> Application | None:
    """The application that the address names, if it is one."""
    asked = asked_object()
    if asked is None or asked not in estate.snapshot.application_ids:
        return None
    found: Application = estate.snapshot.by_id[asked]
    return found


def _shortcuts(estate: Estate, application: Application) -> None:
    """Links to the neighbours in the inventory: same commune, same bloc, same editor."""
    records = estate.snapshot.by_id
    commune = records[application.commune_id]
    with st.container(horizontal=True, gap="small"):
        link("inventaire", commune.name, link_to(Filters(communes=(commune.code,))), "location_city")
        if application.block_id is not None:
            block = records[application.block_id]
            link("inventaire", block.name, link_to(Filters(blocks=(block.code,))), "grid_view")
        if application.editor_id is not None:
            editor = records[application.editor_id]
            link("inventaire", editor.name, link_to(Filters(editors=(editor.name,))), "storefront")
        if application.is_active:
            question = {"sorte": [APPLICATION], "quoi": [party_name(graph_of(estate), application.id)]}
            link("impact", "Et si elle s’arrêtait ?", question, "bolt")


def _sheet(estate: Estate, application: Application, around: Surroundings) -> None:
    sections = dict(application_lines(application, estate.name_of))
    secondary = [estate.name_of(block) or "" for block in around.secondary_blocks.get(application.id, ())]
    if secondary:
        sections["À qui, pour quoi"] = [
            *sections["À qui, pour quoi"],
            Line("Blocs secondaires", listing(secondary)),
        ]
    if application.contract_id is not None:
        contract: Contract = estate.snapshot.by_id[application.contract_id]
        sections["Contrat"] = contract_lines(contract, estate.name_of)
    columns = st.columns(2, gap="large")
    for position, (title, lines) in enumerate(sections.items()):
        with columns[position % 2]:
            st.header(title, anchor=False)
            _lines(lines)
    if application.commune_id in estate.snapshot.hidden_communes:
        st.caption("Les coûts et le contrat de cette commune ne vous sont pas montrés.")
    others_pay(estate, application)


def _lines(lines: Sequence[Line]) -> None:
    st.table(
        {"Champ": [plain(line.label) for line in lines], "Valeur": [known(line.value, 2000) for line in lines]},
        border="horizontal",
        hide_header=True,
        hide_index=True,
    )


def _flows(estate: Estate, application: Application, around: Surroundings) -> None:
    flows = [("envoie à", flow, flow.target_id) for flow in around.outgoing.get(application.id, ())]
    flows += [("reçoit de", flow, flow.source_id) for flow in around.incoming.get(application.id, ())]
    if not flows:
        empty(
            "Aucun flux connu", "Personne n’a dit que cette application échange, ni qu’elle n’échange pas.", "sync_alt"
        )
        return

    def objects(flow: Interface) -> str | None:
        names = [estate.name_of(data) or "" for data in around.objects.get(flow.id, ())]
        return listing(names) if names else None

    def opens(line: tuple[str, Interface, int]) -> Target | None:
        return ("application", object_address(line[2])) if line[2] in estate.snapshot.application_ids else None

    columns: list[Column[tuple[str, Interface, int]]] = [
        Column("Autre bout", lambda line: estate.name_of(line[2])),
        Column("Sens", lambda line: line[0]),
        Column("Données", lambda line: objects(line[1])),
        Column("Moyen", lambda line: said(line[1].means)),
        Column("Format", lambda line: line[1].format),
        Column("Rythme", lambda line: said(line[1].rhythm)),
        Column("État", lambda line: said(line[1].state)),
        Column("Données personnelles", lambda line: said(line[1].personal_data)),
    ]
    sent = sum(sense == "envoie à" for sense, *_ in flows)
    st.markdown(f"**{count(sent, 'flux envoyé', 'flux envoyés')}, {count(len(flows) - sent, 'reçu')}**")
    object_table(flows, columns, "flux-application", opens, "flux")


def _data(estate: Estate, application: Application, around: Surroundings) -> None:
    uses = around.uses.get(application.id, ())
    referentials = around.referentials.get(application.id, ())
    processings = around.processings.get(application.id, ())
    if not (uses or referentials or processings):
        empty(
            "Aucune donnée connue",
            "Personne n’a dit quelles données cette application crée, lit ou modifie.",
            "database",
        )
        return
    if uses:
        st.header("Ce qu’elle fait des données", anchor=False)
        object_table(uses, _use_columns(estate), "usages-donnees")
    if referentials:
        st.header("Les référentiels qu’elle porte", anchor=False)
        object_table(referentials, _referential_columns(estate, around), "referentiels-application")
    if processings:
        st.header("Les traitements du registre où elle intervient", anchor=False)
        object_table(processings, _processing_columns(), "traitements-application")


def _use_columns(estate: Estate) -> list[Column[DataUse]]:
    return [
        Column("Donnée", lambda use: estate.name_of(use.data_object_id)),
        Column("Crée", lambda use: said(use.creates)),
        Column("Lit", lambda use: said(use.reads)),
        Column("Modifie", lambda use: said(use.updates)),
        Column("Supprime", lambda use: said(use.deletes)),
        Column("Rôle", lambda use: said(use.role)),
        Column("Arrivée", lambda use: said(use.entry)),
        Column("Périmètre", lambda use: use.scope),
    ]


def _referential_columns(estate: Estate, around: Surroundings) -> list[Column[Referential]]:
    def carried(referential: Referential) -> str | None:
        names = [estate.name_of(data) or "" for data in around.carried.get(referential.id, ())]
        return listing(names) if names else None

    return [
        Column("Référentiel", lambda r: r.name),
        Column("Donnée", lambda r: estate.name_of(r.data_object_id)),
        Column("Autres données recopiées", carried),
        Column("Technologie", lambda r: r.technology),
        Column("Enregistrements", lambda r: r.record_count, "number"),
        Column("Mis à jour", lambda r: r.updated_on, "date"),
    ]


def _processing_columns() -> list[Column[Processing]]:
    return [
        Column("Traitement", lambda p: p.name),
        Column("Finalité", lambda p: p.purpose),
        Column("Base légale", lambda p: p.legal_basis),
        Column("Durée de conservation", lambda p: p.retention),
        Column("Destinataires", lambda p: p.recipients),
    ]


def _usage(estate: Estate, application: Application, around: Surroundings) -> None:
    _served(estate, application, around.served.get(application.id, ()))
    _steps(estate, around.steps.get(application.id, ()))
    _sisters(estate, application, around)


def _served(estate: Estate, application: Application, served: Sequence[ServedCommune]) -> None:
    st.header("Les communes", anchor=False)
    users = f" ({number(application.users)} agents)" if application.users is not None else ""
    st.markdown(f"Détenue par **{plain(estate.name_of(application.commune_id))}**{users}.")
    if served:
        columns: list[Column[ServedCommune]] = [
            Column("Commune servie", lambda pair: estate.name_of(pair.commune_id)),
            Column("Agents utilisateurs", lambda pair: pair.users, "number"),
        ]
        object_table(served, columns, "communes-servies")


def _steps(estate: Estate, steps: Sequence[ProcessStep]) -> None:
    if not steps:
        return
    st.header("Les processus où elle sert", anchor=False)
    columns: list[Column[ProcessStep]] = [
        Column("Processus", lambda step: estate.name_of(step.process_id)),
        Column("Étape", lambda step: step.name),
        Column("Acteur", lambda step: step.actor),
        Column("Données lues", lambda step: step.data_read),
        Column("Données écrites", lambda step: step.data_written),
    ]
    object_table(steps, columns, "etapes")


def _sisters(estate: Estate, application: Application, around: Surroundings) -> None:
    st.header("Le même produit ailleurs", anchor=False)
    if application.product_id is None:
        st.markdown(":gray[Le produit de cette application est inconnu : on ne peut pas dire qui d’autre l’utilise.]")
        return
    sisters = [other for other in around.instances[application.product_id] if other.id != application.id]
    if not sisters:
        st.markdown(":gray[Aucune autre application connue de ce produit.]")
        return
    columns: list[Column[Application]] = [
        Column("Application", lambda other: other.name),
        Column("Commune", lambda other: estate.name_of(other.commune_id)),
        Column("Version", lambda other: other.version),
        Column("Statut", lambda other: said(other.status)),
        Column("Agents utilisateurs", lambda other: other.users, "number"),
        Column("Coût annuel", lambda other: other.yearly_cost, "euros"),
    ]
    object_table(sisters, columns, "soeurs", lambda other: ("application", object_address(other.id)), "application")


show(open_estate())
