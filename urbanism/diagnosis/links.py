"""The flows that the project opens: straight ones, scripts, those that cross sectors; applications left alone."""

from __future__ import annotations

from collections.abc import Iterator

from urbanism.diagnosis.case import Case
from urbanism.diagnosis.results import Statement
from urbanism.french import count, listing
from urbanism.snapshot import Interface
from urbanism.vocabulary import InterfaceMeans, LifecycleStatus, Severity, Ternary

FRAGILE = (InterfaceMeans.SCRIPT, InterfaceMeans.DATABASE_LINK, InterfaceMeans.MANUAL)
"""Means that break, or lose things, when one side changes."""


def links(case: Case) -> Iterator[Statement]:
    """What the flows of the project do to the estate's fabric."""
    yield from _by_pot(case)
    yield from _straight(case)
    yield from _crossings(case)
    yield from _gathered(case)
    yield from _fading_ends(case)
    yield from _alone(case)
    yield from _ready_systems(case)


def _by_pot(case: Case) -> Iterator[Statement]:
    """What the doctrine asks for: one link to the common pot."""
    flows = [flow.id for flow in case.flows if case.by_hub(flow)]
    if flows:
        verb = "passe" if len(flows) == 1 else "passent"
        text = f"{count(len(flows), 'flux', 'flux')} {verb} par le pot commun : {case.graph.labels(flows, 4)}."
        yield Statement("POT_COMMUN", Severity.INFO, text, case.subjects((*flows, *(hub.id for hub in case.hubs))))


def _straight(case: Case) -> Iterator[Statement]:
    """Direct links between ends of ours, worst means first."""
    internal = [flow for flow in case.flows if case.graph.is_internal(flow) and not case.by_hub(flow)]
    unsaid = [flow for flow in internal if flow.means is InterfaceMeans.UNKNOWN]
    if unsaid:
        why = "non évaluable parce que leur moyen n’est pas dit (pot commun ou direct)"
        text = f"{count(len(unsaid), 'flux', 'flux')} : {why}."
        yield Statement("POINT_A_POINT", None, text, case.subjects(flow.id for flow in unsaid))
    fragile = [flow for flow in internal if flow.means in FRAGILE]
    straight = [flow for flow in internal if flow.means not in (*FRAGILE, InterfaceMeans.UNKNOWN)]
    pot = f" ; le pot commun ({listing([hub.name for hub in case.hubs[:2]])}) existe" if case.hubs else ""
    for code, flows, severity, what in (
        ("MOULINETTE", fragile, Severity.ALERT, "fragile"),
        ("POINT_A_POINT", straight, Severity.ATTENTION, "direct"),
    ):
        if flows:
            kinds = listing(sorted({flow.means.value for flow in flows}))
            text = (
                f"{count(len(flows), f'lien {what}', f'liens {what}s')} de point à point (par {kinds}) :"
                f" {case.graph.labels([flow.id for flow in flows], 4)}{pot}."
            )
            reserve = f"Passer par le pot commun, ou par une API décrite, plutôt que par {kinds}."
            yield Statement(code, severity, text, case.subjects(flow.id for flow in flows), reserve)


def _crossings(case: Case) -> Iterator[Statement]:
    """Users' data that would go from one RU-30 sector to another without a recorded ground."""
    for flow in case.flows:
        sectors = case.sector(flow.source_id), case.sector(flow.target_id)
        if None in sectors or sectors[0] == sectors[1] or flow.legal_basis or flow.agreement:
            continue
        names = " à ".join(f"« {case.graph.label(sector or 0)} »" for sector in sectors)
        evidence = case.subjects((flow.id, *sectors))
        if case.is_personal(flow):
            text = (
                f"Le flux {case.graph.label(flow.id)} ferait passer des données d’usagers de {names}, sans base légale"
                " ni accord tracés (RU-30, doctrine de 2013) : à examiner avec le DPO."
            )
            reserve = "Faire examiner avec le DPO les passages d’un secteur RU-30 à l’autre, et tracer leur fondement."
            yield Statement("SECTEURS", Severity.ALERT, text, evidence, reserve)
        elif flow.personal_data is Ternary.UNKNOWN:
            why = "non évaluable parce qu’on ne sait pas si ses données sont personnelles"
            text = f"Le flux {case.graph.label(flow.id)} va de {names} : {why}."
            yield Statement("SECTEURS", None, text, evidence)


def _gathered(case: Case) -> Iterator[Statement]:
    """Users' data of several sectors that would meet in one new application."""
    for application in case.applications:
        found: dict[int, list[Interface]] = {}
        for flow in case.flows:
            if application.id in (flow.source_id, flow.target_id) and case.is_personal(flow):
                other = flow.source_id if flow.target_id == application.id else flow.target_id
                sector = case.sector(other)
                if sector is not None:
                    found.setdefault(sector, []).append(flow)
        if len(found) > 1:
            names = listing([f"« {case.graph.label(sector)} »" for sector in found])
            text = (
                f"« {application.name} » réunirait des données d’usagers de {count(len(found), 'secteur')} RU-30"
                f" ({names}) : ni fichier de population ni identifiant unique des usagers ; à examiner avec le DPO."
            )
            reserve = "Cloisonner par secteur les données d’usagers, et faire examiner ce cloisonnement avec le DPO."
            flows = [flow.id for ends in found.values() for flow in ends]
            evidence = case.subjects((application.id, *found, *flows))
            yield Statement("SECTEURS_REUNIS", Severity.ALERT, text, evidence, reserve)


def _fading_ends(case: Case) -> Iterator[Statement]:
    """A new link to what is about to stop is work lost."""
    ends = {end for flow in case.flows for end in (flow.source_id, flow.target_id)}
    fading = [
        a
        for a in case.graph.snapshot.applications
        if a.id in ends and a.status in (LifecycleStatus.LEAVING, LifecycleStatus.STOPPED)
    ]
    if fading:
        text = f"Des flux prévus s’appuient sur ce qui s’arrête : {case.names(fading)}."
        reserve = "Raccorder le projet à ce qui remplace les applications en sortie."
        yield Statement("BOUT_EN_SORTIE", Severity.ALERT, text, case.subjects(a.id for a in fading), reserve)


def _alone(case: Case) -> Iterator[Statement]:
    """New applications that the map would not know where to put, or that exchange with nobody."""
    linked = {end for flow in case.flows for end in (flow.source_id, flow.target_id)}
    for application in case.applications:
        evidence = case.subjects([application.id])
        if application.block_id is None:
            text = f"« {application.name} » n’a pas de bloc : elle serait orpheline sur le plan d’occupation des sols."
            yield Statement(
                "ORPHELINE", Severity.ALERT, text, evidence, "Rattacher l’application à un bloc fonctionnel."
            )
        if application.id not in linked:
            text = f"Flux de « {application.name} » : non évaluable parce que le projet n’en décrit aucun."
            yield Statement("ISOLEE", None, text, evidence)


def _ready_systems(case: Case) -> Iterator[Statement]:
    """The national platforms that the blocs of the new applications are expected to exchange with."""
    blocks = {application.block_id for application in case.applications}
    ends = {end for flow in case.flows for end in (flow.source_id, flow.target_id)}
    expected = [
        row.external_system_id
        for row in case.graph.snapshot.external_system_blocks
        if row.block_id in blocks and row.external_system_id not in ends
    ]
    if expected:
        names = case.graph.labels(dict.fromkeys(expected), 6)
        text = f"Interfaces nationales de ce métier que le projet ne prévoit pas : {names}."
        yield Statement("NATIONAL_DISPONIBLE", Severity.INFO, text, case.subjects(dict.fromkeys(expected)))
