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
from urbanism.snapshot import Application, Referential
from urbanism.vocabulary import Severity, Ternary

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
    """No base that mixes sectors and covers everybody. Without a record count, mixing alone is told, as attention."""
    bases = group(graph.snapshot.referentials, lambda referential: referential.application_id)
    personal = [a for a in graph.applications if a.personal_data is Ternary.YES]
    breaches = []
    for application in personal:
        sectors = _mixed_sectors(graph, application)
        if len(sectors) < thresholds.population_sectors:
            continue
        share = _share_of_inhabitants(graph, application, bases.get(application.id, []))
        if share is not None and share < thresholds.population_share:
            continue
        known = (
            "couverture de la population non connue" if share is None else f"{percentage(share, 1)} de la population"
        )
        text = f"Réunit les usagers de {len(sectors)} secteurs ({graph.labels(sectors)}), {known} ({CAVEAT})."
        path = (application.id, *(base.id for base in bases.get(application.id, [])), *sectors)
        breaches.append(Breach((application.id,), text, path, None if share is None else Severity.ALERT))
    unsaid = sum(a.personal_data is Ternary.UNKNOWN for a in graph.applications)
    lacking = "Aucune application ne dit qu’elle tient des données personnelles"
    return judged(breaches, len(personal), len(personal) + unsaid, "applications à données personnelles", lacking)


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


def _mixed_sectors(graph: EstateGraph, application: Application) -> tuple[int, ...]:
    """The sectors of all the blocs that an application serves, channels left out."""
    blocks = (application.block_id, *graph.secondary_blocks.get(application.id, ()))
    found = (graph.blocks[block] for block in blocks if block is not None)
    return tuple(sorted({b.sector_id for b in found if b.sector_id is not None and not b.transverse_channel}))


def _share_of_inhabitants(graph: EstateGraph, application: Application, bases: list[Referential]) -> float | None:
    """Records of its largest base of personal data over the holder's inhabitants; None if not known."""
    counts = [
        base.record_count
        for base in bases
        if base.record_count is not None
        and base.data_object_id is not None
        and graph.data_objects[base.data_object_id].personal is Ternary.YES
    ]
    inhabitants = graph.communes[application.commune_id].inhabitants
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
