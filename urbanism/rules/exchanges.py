"""Links: knots of direct ones, and the contract of each."""

from __future__ import annotations

from urbanism.analyses.tangles import tangles
from urbanism.graph import EstateGraph
from urbanism.rules.rule import Breach, Unknown, Verdict, judged, rule
from urbanism.rules.thresholds import Thresholds
from urbanism.snapshot import Interface
from urbanism.vocabulary import InterfaceMeans, Rhythm, Severity

NO_INTERFACE = "Aucune interface en service n’est décrite"


@rule("R17", Severity.ALERT, "Remplacez ces liens par un seul vers le pot commun pour chaque application.")
def r17(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """No knot of direct links: each application links once, to the common pot."""
    internal = [flow for flow in graph.flows if graph.is_internal(flow)]
    known = sum(flow.means is not InterfaceMeans.UNKNOWN for flow in internal)
    direct = sum(graph.is_direct(flow) for flow in internal)
    breaches = []
    for knot in tangles(graph, least=thresholds.knot_size):
        ends = tuple(dict.fromkeys((*knot.producers, *knot.consumers)))
        text = (
            f"{len(knot.flows)} liens directs entre {len(knot.producers)} producteurs et {len(knot.consumers)} "
            f"consommateurs ; le pot commun en demanderait {knot.connectors}."
        )
        breaches.append(Breach(ends, text, knot.flows))
    note = f"{direct} liens directs en tout."
    return judged(breaches, known, len(internal), "liens entre applications", NO_INTERFACE, note)


@rule("R33", Severity.INFO, "Complétez le contrat de l’interface avec ceux qui la tiennent.")
def r33(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Each interface has an owner, a format, a rhythm and a document."""

    def breach(flow: Interface, missing: list[str]) -> Breach:
        severity = Severity.ATTENTION if len(missing) == len(_CONTRACT) else None
        return Breach((flow.id,), f"Manquent : {', '.join(missing)}.", (flow.source_id, flow.target_id), severity)

    incomplete = ((flow, _missing(flow)) for flow in graph.flows)
    breaches = (breach(flow, missing) for flow, missing in incomplete if missing)
    return judged(breaches, len(graph.flows), len(graph.flows), "interfaces", NO_INTERFACE)


_CONTRACT = ("responsable", "format", "rythme", "document")


def _missing(flow: Interface) -> list[str]:
    rhythm = None if flow.rhythm is Rhythm.UNKNOWN else flow.rhythm
    values = (flow.owner, flow.format, rhythm, flow.document)
    return [word for word, value in zip(_CONTRACT, values, strict=True) if not value]


RULES = (r17, r33)
