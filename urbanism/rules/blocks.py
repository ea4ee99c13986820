"""Blocs on their own: few, asynchronous, standard exchanges by the common road, and no circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from urbanism.analyses.structure import block_cycles, call_chains
from urbanism.french import percentage
from urbanism.graph import EstateGraph, Flow
from urbanism.graph.estate import group
from urbanism.rules.rule import Breach, Unknown, Verdict, judged, rule
from urbanism.rules.thresholds import Thresholds
from urbanism.vocabulary import InterfaceMeans, Severity, Ternary

NO_BLOCKS = "Aucune interface en service ne joint deux blocs connus"


@rule("R04", Severity.INFO, "Rapprochez ce qui échange beaucoup, ou faites passer ses échanges par le pot commun.")
def r04(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """A bloc's flows stay mostly inside it; channels and the common pot, made to exchange, are left out."""
    inside: Counter[int] = Counter()
    total: Counter[int] = Counter()
    for (source, target), count in Counter(map(graph.ends, graph.flows)).items():
        for block in {source, target} - {None}:
            total[block or 0] += count
            inside[block or 0] += count if source == target else 0
    carriers = graph.hub_blocks | {b.id for b in graph.snapshot.blocks if b.transverse_channel}
    judgeable = [b for b, count in total.items() if count >= thresholds.autonomy_flows and b not in carriers]
    breaches = [
        Breach(
            (block,),
            f"{inside[block]} flux internes sur {total[block]}, soit {percentage(inside[block], total[block])}.",
        )
        for block in judgeable
        if inside[block] < thresholds.autonomy * total[block]
    ]
    lacking = f"Aucun bloc n’a {thresholds.autonomy_flows} flux ou plus"
    return judged(breaches, len(judgeable), len(graph.snapshot.blocks), "blocs", lacking)


@rule("R05", Severity.ATTENTION, "Décrivez chaque prise (événement traité, compte rendu), ou réduisez-les à une.")
def r05(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Flows enter a holder's bloc by described points: at most one entering application lacks any description."""
    entering = graph.crossing_flows
    places = group(entering, lambda flow: (graph.block[flow.target_id], graph.holder[flow.target_id]))
    breaches = []
    for (block, holder), flows in places.items():
        silent = [flow for flow in flows if not (flow.description or flow.document)]
        entries = tuple(dict.fromkeys(flow.target_id for flow in silent))
        if len(entries) > thresholds.undescribed_entries:
            text = (
                f"{graph.label(holder)}, bloc « {graph.label(block)} » : {len(entries)} prises sans description, "
                f"{graph.labels(entries)}."
            )
            breaches.append(Breach(entries, text, tuple(flow.id for flow in silent)))
    return judged(breaches, len(entering), len(graph.flows), "interfaces", NO_BLOCKS)


@rule("R06", Severity.ATTENTION, "Faites passer cet échange par le pot commun.")
def r06(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Between quartiers, flows take the common road: the pot."""
    district = {block.id: block.district_id for block in graph.snapshot.blocks}
    known = [flow for flow in graph.placed_flows if flow.means is not InterfaceMeans.UNKNOWN]

    def breaches() -> Iterable[Breach]:
        for flow in known:
            source, target = graph.block[flow.source_id], graph.block[flow.target_id]
            if district[source] != district[target] and not graph.by_hub(flow):
                text = (
                    f"Du quartier « {graph.label(district[source])} » au quartier « {graph.label(district[target])} »"
                )
                yield Breach((flow.id,), f"{text} par {flow.means.value}, hors du pot commun.", _ends(flow))

    return judged(breaches(), len(known), len(graph.flows), "interfaces", NO_BLOCKS)


@rule("R09", Severity.ALERT, "Remplacez l’accès direct par une API ou par le pot commun.")
def r09(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """No direct reach into another bloc's base."""
    return _between_blocks(
        graph,
        assessable=lambda flow: flow.means is not InterfaceMeans.UNKNOWN,
        broken=lambda flow: flow.means is InterfaceMeans.DATABASE_LINK,
        text="lien de base direct",
    )


@rule("R10", Severity.ALERT, "Rendez l’un des appels différé, par message ou par fichier, pour casser l’attente.")
def r10(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Blocs do not wait for each other; a long chain or a circle of waits is an alert, a lone wait calls attention."""
    between = graph.crossing_flows
    known = sum(flow.synchronous is not Ternary.UNKNOWN for flow in between)
    breaches: list[Breach] = []
    for chain in call_chains(graph, thresholds.synchronous_steps):
        shape = "s’attendent en boucle" if chain.loops else "s’attendent en chaîne"
        text = f"{len(chain.flows)} appels synchrones {shape} : {' → '.join(map(graph.label, chain.parties))}."
        breaches.append(Breach(chain.flows, text, chain.parties))
    chained = {flow for breach in breaches for flow in breach.subjects}
    for flow in between:
        if flow.synchronous is Ternary.YES and flow.id not in chained:
            text = f"« {graph.label(flow.source_id)} » attend la réponse de « {graph.label(flow.target_id)} »."
            breaches.append(Breach((flow.id,), text, _ends(flow), Severity.ATTENTION))
    lacking = "Aucune interface entre blocs ne dit si elle est synchrone"
    return judged(breaches, known, len(between), "interfaces entre blocs", lacking)


@rule("R11", Severity.ATTENTION, "Adoptez un format normalisé ou pivot, et retirez la moulinette.")
def r11(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Blocs emit standard results: neither a script nor a format of one's own."""
    return _between_blocks(
        graph,
        assessable=lambda flow: flow.standard is not Ternary.UNKNOWN or flow.means is InterfaceMeans.SCRIPT,
        broken=lambda flow: flow.means is InterfaceMeans.SCRIPT or flow.standard is Ternary.NO,
        text="moulinette ou format propre",
    )


@rule("R34", Severity.ALERT, "Faites passer l’un des flux de la boucle par un bloc tiers ou par le pot commun.")
def r34(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """No circle of blocs."""
    breaches = []
    for cycle in block_cycles(graph):
        circle = " → ".join(map(graph.label, cycle.circle))
        more = f" ; {len(cycle.blocks)} blocs se tiennent ainsi" if len(cycle.blocks) >= len(cycle.circle) else ""
        breaches.append(Breach(cycle.blocks, f"Boucle : {circle}{more}.", cycle.flows))
    return judged(breaches, len(graph.placed_flows), len(graph.flows), "interfaces", NO_BLOCKS)


def _between_blocks(
    graph: EstateGraph, *, assessable: Callable[[Flow], bool], broken: Callable[[Flow], bool], text: str
) -> Verdict | Unknown:
    """One finding a flow between two blocs that is `broken`."""
    known = [flow for flow in graph.placed_flows if assessable(flow)]
    breaches = (
        Breach(
            (flow.id,),
            f"Du bloc « {graph.label(graph.block[flow.source_id])} » au bloc "
            f"« {graph.label(graph.block[flow.target_id])} » : {text}.",
            _ends(flow),
        )
        for flow in known
        if broken(flow) and graph.between_blocks(flow)
    )
    return judged(breaches, len(known), len(graph.flows), "interfaces", NO_BLOCKS)


def _ends(flow: Flow) -> tuple[int, int]:
    return flow.source_id, flow.target_id


RULES = (r04, r05, r06, r09, r10, r11, r34)
