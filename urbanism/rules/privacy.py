"""Personal data: sealed sectors, each commune answerable, everything in the register.

RU-30 has had no legal force since May 2018: its findings are worded as doctrine, to be examined with the DPO.
"""

from __future__ import annotations

from urbanism.analyses.register import asked_by_register, missing_in_entry, register_entries
from urbanism.analyses.silos import CAVEAT, Placed, sealed_sectors, shared_identifiers, silos
from urbanism.french import percentage
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.rules.rule import Breach, Unknown, Verdict, judged, rule
from urbanism.rules.thresholds import Thresholds
from urbanism.snapshot import Referential
from urbanism.vocabulary import DataRole, Severity, Ternary

NO_PERSONAL = "Aucun flux de données personnelles n’a de secteur connu"


@rule("R21", Severity.ALERT, "Examinez ce flux avec le DPO : consignez sa base légale et l’accord, ou retirez-le.")
def r21(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Personal data do not pass from one sector to another without a recorded basis or agreement."""
    result = silos(graph)
    breaches = (
        Breach(
            _flow(one), f"Secteurs {_sectors(graph, one)} : ni base légale ni accord consignés ({CAVEAT}).", _ends(one)
        )
        for one in result.crossings
        if not one.justified
    )
    placed = len(result.placed) - len(result.unplaced)
    total = len(result.placed) + len(result.unknown)
    return judged(breaches, placed, total, "flux personnels ou dont on ne sait s’ils le sont", NO_PERSONAL)


@rule(
    "R22", Severity.ALERT, "Gardez un identifiant par secteur ; reliez-les par fédération, jamais par un numéro commun."
)
def r22(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """No identifier of persons common to several sectors of a holder."""
    sealed = sealed_sectors(graph)
    exposed = [a for a in graph.applications if a.id in sealed and a.personal_data is not Ternary.NO]
    breaches = [
        Breach(
            shared.applications,
            f"{graph.label(shared.holder)} : « {shared.identifier} » sert dans {len(shared.sectors)} secteurs, "
            f"{graph.labels(shared.sectors)} ({CAVEAT}).",
            shared.applications,
        )
        for shared in shared_identifiers(graph)
    ]
    known = sum(bool(application.user_identifier) for application in exposed)
    lacking = "Aucune application d’un secteur ne dit quel identifiant d’usager elle emploie"
    return judged(breaches, known, len(exposed), "applications d’un secteur", lacking)


@rule("R23", Severity.ATTENTION, "Examinez cette base avec le DPO et séparez les secteurs qu’elle réunit.")
def r23(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """No base that mixes sectors and covers everybody. Without a record count, mixing alone is told, as attention.

    A base is an application that holds personal data, or a referential that no application hosts.
    """
    bases = group(graph.snapshot.referentials, lambda referential: graph.host.get(referential.id, referential.id))
    held = _sectors_of_data(graph)
    personal = {a.id for a in graph.applications if a.personal_data is Ternary.YES}
    holding = sorted(personal | held.keys())
    breaches = []
    for party in holding:
        sectors = tuple(sorted(held.get(party, set()) | _sectors_of_blocks(graph, party)))
        if len(sectors) < thresholds.population_sectors:
            continue
        own = bases.get(party, [])
        share = _share_of_inhabitants(graph, party, own)
        if share is not None and share < thresholds.population_share:
            continue
        known = (
            "couverture de la population non connue" if share is None else f"{percentage(share, 1)} de la population"
        )
        text = f"Réunit les usagers de {len(sectors)} secteurs ({graph.labels(sectors)}), {known} ({CAVEAT})."
        path = (*dict.fromkeys((party, *(base.id for base in own))), *sectors)
        breaches.append(Breach((party,), text, path, None if share is None else Severity.ALERT))
    unsaid = sum(a.personal_data is Ternary.UNKNOWN and a.id not in held for a in graph.applications)
    lacking = "Aucune application ne dit qu’elle tient des données personnelles"
    return judged(breaches, len(holding), len(holding) + unsaid, "bases de données personnelles", lacking)


@rule("R24", Severity.ALERT, "Signez une convention entre les deux collectivités (RGPD, articles 26 et 28).")
def r24(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Each commune answers for its processings: personal data leave it under an agreement."""
    result = silos(graph)
    breaches = (
        Breach(_flow(one), f"{_holders(graph, one)} : flux de données personnelles sans convention.", _ends(one))
        for one in result.between_communes
        if not one.agreed
    )
    total = len(result.placed) + len(result.unknown)
    lacking = "Aucun flux ne dit qu’il porte des données personnelles"
    return judged(breaches, len(result.placed), total, "flux personnels ou dont on ne sait s’ils le sont", lacking)


@rule("R25", Severity.ALERT, "Inscrivez le traitement au registre, ou complétez sa fiche.")
def r25(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Every application with personal data is in the register, with a complete entry.

    A holder whose register is not in the estate at all is not judged: nobody said it has none. In the same way an entry
    is asked only for what the holder's register says of some other entry.
    """
    asked = asked_by_register(graph)
    personal = [a for a in graph.applications if a.personal_data is Ternary.YES]
    judgeable = [a for a in personal if a.commune_id in asked]
    entries = register_entries(graph)
    breaches = []
    for application in judgeable:
        own = entries.get(application.id, ())
        if not own:
            breaches.append(Breach((application.id,), "Données personnelles, sans traitement inscrit au registre."))
        elif all(missing_in_entry(entry) & asked[application.commune_id] for entry in own):
            missing = sorted(missing_in_entry(own[0]) & asked[application.commune_id])
            text = f"Traitement « {own[0].name} » incomplet ; manquent : {', '.join(missing)}."
            breaches.append(Breach((application.id,), text, (own[0].id,), Severity.ATTENTION))
    lacking = "Aucune application à données personnelles d’une collectivité dont le registre est connu"
    return judged(breaches, len(judgeable), len(personal), "applications à données personnelles", lacking)


def _sectors_of_blocks(graph: EstateGraph, party: int) -> set[int]:
    """The sectors of all the blocs that an application serves, channels left out."""
    found = (graph.blocks[block] for block in (graph.block.get(party), *graph.secondary_blocks.get(party, ())) if block)
    return {b.sector_id for b in found if b.sector_id is not None and not b.transverse_channel}


def _sectors_of_data(graph: EstateGraph) -> dict[int, set[int]]:
    """The sectors of the personal data that running applications, and referentials without one, keep."""
    sectors = {
        o.id: o.sector_id for o in graph.snapshot.data_objects if o.sector_id is not None and o.personal is Ternary.YES
    }
    kept = [(use.application_id, use.data_object_id) for use in graph.uses if use.role is not DataRole.READER]
    kept += [(base.id, base.data_object_id or 0) for base in graph.snapshot.referentials]
    kept += [(carried.referential_id, carried.data_object_id) for carried in graph.snapshot.carried_objects]
    running = {application.id for application in graph.applications}
    held: dict[int, set[int]] = {}
    for party, data_object in kept:
        host = graph.host.get(party, party)
        if data_object in sectors and (host in running or host == party):
            held.setdefault(host, set()).add(sectors[data_object])
    return held


def _share_of_inhabitants(graph: EstateGraph, party: int, bases: list[Referential]) -> float | None:
    """Records of its largest base of personal data over the holder's inhabitants; None if not known."""
    counts = [
        base.record_count
        for base in bases
        if base.record_count is not None
        and base.data_object_id is not None
        and graph.data_objects[base.data_object_id].personal is Ternary.YES
    ]
    inhabitants = graph.communes[graph.holder[party]].inhabitants
    return max(counts) / inhabitants if counts and inhabitants else None


def _flow(one: Placed) -> tuple[int]:
    return (one.flow.id,)


def _ends(one: Placed) -> tuple[int, int]:
    return one.flow.source_id, one.flow.target_id


def _sectors(graph: EstateGraph, one: Placed) -> str:
    return graph.labels(sorted(one.sectors))


def _holders(graph: EstateGraph, one: Placed) -> str:
    source, target = _ends(one)
    return f"De {graph.label(graph.holder[source])} à {graph.label(graph.holder[target])}"


RULES = (r21, r22, r23, r24, r25)
