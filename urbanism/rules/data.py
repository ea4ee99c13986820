"""Data: one master, fed copies, no local master of a national reference, nothing asked for twice."""

from __future__ import annotations

from collections.abc import Iterable

from urbanism.analyses.masters import competing_masters, copies
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.rules.rule import Breach, Unknown, Verdict, judged, rule
from urbanism.rules.thresholds import Thresholds
from urbanism.snapshot import Referential
from urbanism.vocabulary import AuthorityRating, DataEntry, DataRole, HolderKind, MasterLevel, Severity

NO_ROLE = "Aucun usage de donnée ne dit qui en est le maître"


@rule("R07", Severity.ALERT, "Désignez un seul maître ; les autres deviennent des copies alimentées par lui.")
def r07(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """One master an object and scope."""
    breaches = []
    for case in competing_masters(graph):
        scope = f", périmètre « {case.scope} »" if case.scope else ""
        text = (
            f"{graph.label(case.holder)}{scope} : {len(case.applications)} maîtres de "
            f"« {graph.label(case.data_object)} », {graph.labels(case.applications)}."
        )
        breaches.append(Breach(case.applications, text, (case.data_object, *case.applications)))
    known = sum(use.role is not DataRole.UNKNOWN for use in graph.uses)
    return judged(breaches, known, len(graph.uses), "usages de données", NO_ROLE)


@rule("R08", Severity.ALERT, "Alimentez la copie depuis le maître, ou retirez-la.")
def r08(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Copies are fed by the master, by declared flows."""
    found = copies(graph)
    breaches = []
    for copy in found:
        if copy.fed is False:
            masters = f" (maître : {graph.labels(copy.masters, 3)})" if copy.masters else ""
            text = f"« {graph.label(copy.party)} » garde une copie de « {graph.label(copy.data_object)} »"
            path = (copy.data_object, *copy.masters[:3], copy.party)
            breaches.append(Breach((copy.party,), f"{text} qu’aucun flux déclaré n’alimente{masters}.", path))
    known = sum(copy.fed is not None for copy in found)
    return judged(breaches, known, len(found), "copies", "Aucune copie n’est déclarée ou ne peut être suivie")


@rule("R19", Severity.ALERT, "Reprenez la donnée nationale ; gardez en propre ce qu’elle ne dit pas.")
def r19(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """No local master where a national reference is authoritative; the local address base is the commune's own."""
    national = {o.id for o in graph.snapshot.data_objects if o.master_level is MasterLevel.NATIONAL}
    settled = sum(o.master_level is not MasterLevel.UNKNOWN for o in graph.snapshot.data_objects)
    breaches = [
        Breach(
            (use.application_id,),
            f"Se dit maître de « {graph.label(use.data_object_id)} », dont la référence est nationale.",
            (use.data_object_id, use.application_id),
        )
        for use in graph.uses
        if use.role is DataRole.MASTER and use.data_object_id in national
    ]
    breaches += [
        Breach(
            (referential.id,),
            f"Fait référence pour « {graph.label(referential.data_object_id)} », dont la référence est nationale.",
            (referential.data_object_id, referential.id),
        )
        for referential in graph.snapshot.referentials
        if referential.authority is AuthorityRating.REFERENCE
        and referential.data_object_id is not None
        and referential.data_object_id in national
    ]
    lacking = "Aucun objet de données ne dit si sa référence est nationale ou communale"
    if not any(use.role is not DataRole.UNKNOWN for use in graph.uses) and not breaches:
        return Unknown(f"{NO_ROLE}.")
    return judged(breaches, settled, len(graph.snapshot.data_objects), "objets de données", lacking)


@rule("R20", Severity.ATTENTION, "Reprenez la donnée là où elle existe déjà, au lieu de la redemander.")
def r20(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Nothing is typed in several blocs of a holder when a national source or a referential already has it."""
    typed = group(
        (use for use in graph.uses if use.entry is DataEntry.TYPED and use.application_id in graph.block),
        lambda use: (use.data_object_id, graph.holder[use.application_id]),
    )
    bases = group(graph.snapshot.referentials, lambda referential: referential.data_object_id)
    breaches = []
    for (data_object, holder), uses in typed.items():
        applications = tuple(dict.fromkeys(use.application_id for use in uses))
        blocks = {graph.block[application] for application in applications}
        source = _known_source(graph, data_object, holder, bases.get(data_object, []))
        if len(blocks) > 1 and source:
            text = (
                f"{graph.label(holder)} saisit « {graph.label(data_object)} » dans {len(blocks)} blocs "
                f"({graph.labels(applications)}) alors que {source} existe."
            )
            breaches.append(Breach(applications, text, (data_object, *applications)))
    known = sum(use.entry is not DataEntry.UNKNOWN for use in graph.uses)
    lacking = "Aucun usage de donnée ne dit si elle est saisie ou reçue"
    return judged(breaches, known, len(graph.uses), "usages de données", lacking)


def _known_source(graph: EstateGraph, data_object: int, holder: int, bases: Iterable[Referential]) -> str:
    """Where the holder could take the object from: a national source, its own referential or the métropole's."""
    if national := graph.data_objects[data_object].national_source:
        return f"la source nationale « {national} »"
    for referential in bases:
        if referential.commune_id == holder or graph.communes[referential.commune_id].kind is HolderKind.METROPOLE:
            return f"le référentiel « {referential.name} »"
    return ""


RULES = (r07, r08, r19, r20)
