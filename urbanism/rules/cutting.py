"""How the estate is cut: front desk from trade, steering from trade, what is shared apart."""

from __future__ import annotations

from collections import defaultdict

from urbanism.graph import EstateGraph
from urbanism.rules.rule import Breach, Unknown, Verdict, judged, rule
from urbanism.rules.thresholds import Thresholds
from urbanism.vocabulary import BlockClass, DataRole, Severity, Ternary

NO_CLASS = "Aucune application n’est dans un bloc dont la classe est connue"


@rule("R12", Severity.ALERT, "Rendez la donnée au métier ; la façade n’en garde qu’une copie alimentée.")
def r12(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """The front desk is the master of no data."""
    known = [use for use in graph.uses if use.role is not DataRole.UNKNOWN and use.application_id in graph.block]
    breaches = (
        Breach(
            (use.application_id,),
            f"Application d’accueil (bloc « {graph.label(graph.block[use.application_id])} ») maître de "
            f"« {graph.label(use.data_object_id)} ».",
            (use.data_object_id, use.application_id),
        )
        for use in known
        if use.role is DataRole.MASTER and _class(graph, graph.block[use.application_id]) is BlockClass.EXTERNAL
    )
    lacking = "Aucun usage de donnée n’a de rôle et de bloc connus"
    return judged(breaches, len(known), len(graph.uses), "usages de données", lacking)


@rule("R13", Severity.ALERT, "Faites corriger la donnée par le métier ; le décisionnel ne fait que lire.")
def r13(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Decision support never writes back to a trade."""
    steering = {block.id for block in graph.snapshot.blocks if block.code in graph.landmarks.decision_blocks}
    if not steering:
        return Unknown("Aucun bloc décisionnel n’est désigné dans la nomenclature.")
    known = graph.placed_flows
    breaches = (
        Breach(
            (flow.id,),
            f"« {graph.label(flow.source_id)} », décisionnel, met à jour « {graph.label(flow.target_id)} », métier.",
            (flow.source_id, flow.target_id),
        )
        for flow in known
        if graph.block[flow.source_id] in steering and _class(graph, graph.block[flow.target_id]) is BlockClass.VALUE
    )
    return judged(breaches, len(known), len(graph.flows), "interfaces", "Aucune interface ne joint deux blocs connus")


@rule("R14", Severity.ATTENTION, "Séparez le canal du métier : le portail transmet, l’application métier instruit.")
def r14(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """A portal is a channel only, and serves more than the suite it was sold with."""
    breaches = []
    known = [a for a in graph.applications if a.block_id is not None]
    for application in known:
        main = application.block_id or 0
        blocks = (main, *graph.secondary_blocks.get(application.id, ()))
        classes = {block: _class(graph, block) for block in blocks}
        if BlockClass.EXTERNAL not in classes.values():
            continue
        trades = tuple(block for block, kind in classes.items() if kind is BlockClass.VALUE)
        if trades:
            text = f"« {application.name} » porte à la fois le canal et le métier : {graph.labels(blocks)}."
            breaches.append(Breach((application.id,), text, blocks))
        elif classes[main] is BlockClass.EXTERNAL and (captive := _captive_of(graph, application.id)):
            text = f"Ce portail n’échange qu’avec sa propre suite, « {graph.label(captive)} »."
            breaches.append(Breach((application.id,), text, (captive,), Severity.INFO))
    return judged(breaches, len(known), len(graph.applications), "applications", NO_CLASS)


@rule("R15", Severity.ATTENTION, "Placez cette donnée dans un référentiel de la zone des données transverses.")
def r15(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """What several quartiers consume stands in the shared zone."""
    shared = {zone.id for zone in graph.snapshot.zones if zone.code in graph.landmarks.shared_zones}
    if not shared:
        return Unknown("Aucune zone de données transverses n’est désignée dans la nomenclature.")
    districts, kept = _consumer_districts(graph), _objects_kept_in(graph, shared)
    breaches = (
        Breach(
            (data_object,),
            f"« {graph.label(data_object)} » sert {len(found)} quartiers ({graph.labels(sorted(found), 4)}) "
            "sans référentiel dans la zone partagée.",
            tuple(sorted(found)),
        )
        for data_object, found in sorted(districts.items())
        if len(found) > 1 and data_object not in kept
    )
    lacking = "Aucun consommateur de donnée n’est connu"
    return judged(breaches, len(districts), len(graph.snapshot.data_objects), "objets de données", lacking)


def _class(graph: EstateGraph, block: int) -> BlockClass:
    return graph.blocks[block].block_class


def _captive_of(graph: EstateGraph, application: int) -> int | None:
    """The suite that an application exchanges with exclusively, if it belongs to it and exchanges at all."""
    suite = graph.suite.get(application)
    partners = {flow.source_id for flow in graph.incoming.get(application, ())}
    partners |= {flow.target_id for flow in graph.outgoing.get(application, ())}
    partners.discard(application)
    same = partners and all(graph.suite.get(graph.host.get(partner, 0)) == suite for partner in partners)
    return suite if same else None


def _consumer_districts(graph: EstateGraph) -> dict[int, set[int]]:
    """The quartiers that consume each data object, by declared use or by flow."""
    found: dict[int, set[int]] = defaultdict(set)
    for use in graph.uses:
        consumes = use.role in (DataRole.COPY, DataRole.READER) or use.reads is Ternary.YES
        if consumes and use.application_id in graph.block:
            found[use.data_object_id].add(graph.blocks[graph.block[use.application_id]].district_id)
    for data_object, flows in graph.flows_of_object.items():
        for flow in flows:
            if flow.target_id in graph.block:
                found[data_object].add(graph.blocks[graph.block[flow.target_id]].district_id)
    return found


def _objects_kept_in(graph: EstateGraph, zones: set[int]) -> set[int]:
    """The data objects with a referential or a master application in one of the zones."""
    kept = {
        referential.data_object_id
        for referential in graph.snapshot.referentials
        if graph.zone_of_block.get(graph.block.get(referential.id, 0)) in zones
    }
    for use in graph.uses:
        if use.role is DataRole.MASTER and graph.zone_of_block.get(graph.block.get(use.application_id, 0)) in zones:
            kept.add(use.data_object_id)
    return {data_object for data_object in kept if data_object is not None}


RULES = (r12, r13, r14, r15)
