"""What it takes to get from a group of rivals to one reference: who attaches to it, what stops, what would be lost.

The target is one base of the object, to which the trades' own layers attach by its key; it is not one merged layer. A
member about the object itself is replaced; one that keeps a copy for its own trade becomes a layer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from urbanism.analyses.referentials.evidence import members_of, scripts_between
from urbanism.analyses.referentials.grouping import ReferentialGroup
from urbanism.analyses.referentials.words import Vocabulary
from urbanism.french import count, listing
from urbanism.graph import EstateGraph, Flow
from urbanism.snapshot import Referential
from urbanism.vocabulary import HolderKind, MasterLevel, ReferentialPattern


class Replug(NamedTuple):
    """An end that reads or feeds a member other than the master, to be linked to the master: by these flows today."""

    party: int
    member: int
    flows: tuple[int, ...]
    reads: bool


class Loss(NamedTuple):
    """Columns that no other member has; `kept` when the member stays as a trade's layer, which keeps them."""

    referential: int
    columns: tuple[str, ...]
    kept: bool


class Step(NamedTuple):
    """A step of the way, in order."""

    title: str
    detail: str


class Target(NamedTuple):
    """One reference for a group, and the way there.

    `links_before` counts the running links that touch the members; `links_after` those that the target needs: one a
    layer, one an outside reader or feeder. The effort is told in operations: `replugs`, `scripts`, `losses`.
    """

    master: int
    pattern: ReferentialPattern
    pattern_reason: str
    national: str | None
    layers: tuple[int, ...]
    replaced: tuple[int, ...]
    replugs: tuple[Replug, ...]
    scripts: tuple[int, ...]
    losses: tuple[Loss, ...]
    steps: tuple[Step, ...]
    links_before: int
    links_after: int

    @property
    def operations(self) -> int:
        """Links to make anew, scripts to stop, layers to key, replaced members whose own columns must be taken over."""
        lost = sum(not loss.kept for loss in self.losses)
        return len(self.replugs) + len(self.scripts) + len(self.layers) + lost


def target(graph: EstateGraph, vocabulary: Vocabulary, each: ReferentialGroup, master: int) -> Target:
    """The target of a group once `master`, one of its members, is the reference."""
    others = [member for member in each.members if member.referential != master]
    layers = tuple(member.referential for member in others if not member.own)
    replaced = tuple(member.referential for member in others if member.own)
    touching = links_of(graph, each)
    inside = set(each.referentials)
    replugs = tuple(_replugs(graph, touching, inside, master))
    losses = tuple(_losses(members_of(graph, each), vocabulary, layers, master))
    scripts = tuple(flow.id for flow in scripts_between(graph, each))
    pattern, reason = _pattern(graph, each, master, layers)
    outside = {end for flow in touching for end in (flow.source_id, flow.target_id)} - _nodes(graph, inside)
    fixable = [loss for loss in losses if not loss.kept]
    return Target(
        master,
        pattern,
        reason,
        _national(graph, each),
        layers,
        replaced,
        replugs,
        scripts,
        losses,
        tuple(_steps(graph, master, layers, replaced, replugs, scripts, fixable)),
        len(touching),
        len(outside) + len(layers),
    )


def _nodes(graph: EstateGraph, members: Iterable[int]) -> set[int]:
    return {node for member in members for node in (member, graph.host.get(member, member))}


def links_of(graph: EstateGraph, each: ReferentialGroup) -> list[Flow]:
    """The running links of a group's members, and those of their hosts that are known to carry the object."""
    found: dict[int, Flow] = {}
    for member in each.referentials:
        host = graph.host.get(member, member)
        for end in {member, host}:
            for flow in (*graph.outgoing.get(end, ()), *graph.incoming.get(end, ())):
                if end == member or each.data_object in graph.objects.get(flow.id, ()):
                    found[flow.id] = flow
    return [found[identifier] for identifier in sorted(found)]


def members_by_node(graph: EstateGraph, members: Iterable[int]) -> dict[int, int]:
    """The member that an end of a link stands for: itself, or the first one that it hosts."""
    members = sorted(members)
    return {graph.host.get(each, each): each for each in reversed(members)} | {each: each for each in members}


def _replugs(graph: EstateGraph, touching: Iterable[Flow], inside: set[int], master: int) -> Iterable[Replug]:
    """The outside ends of the links of every member but the master."""
    member_of = members_by_node(graph, inside)
    flows: dict[tuple[int, int, bool], list[int]] = {}
    for flow in touching:
        source, destination = member_of.get(flow.source_id), member_of.get(flow.target_id)
        if source is not None and destination is None and source != master:
            flows.setdefault((flow.target_id, source, True), []).append(flow.id)
        elif destination is not None and source is None and destination != master:
            flows.setdefault((flow.source_id, destination, False), []).append(flow.id)
    return (Replug(party, member, tuple(ids), reads) for (party, member, reads), ids in flows.items())


def _losses(members: list[Referential], vocabulary: Vocabulary, layers: tuple[int, ...], master: int) -> Iterable[Loss]:
    said = {member.id: _columns(member, vocabulary) for member in members}
    bearers = Counter(tokens for columns in said.values() for tokens in columns)
    for member in members:
        alone = tuple(text for tokens, text in said[member.id].items() if bearers[tokens] == 1)
        if alone and member.id != master:
            yield Loss(member.id, alone, member.id in layers)


def _columns(member: Referential, vocabulary: Vocabulary) -> Mapping[frozenset[str], str]:
    """The telling columns of a referential as it writes them, by their tokens."""
    texts = [text.strip() for text in (member.attributes or "").replace(";", ",").split(",")]
    return {tokens: text for text in texts for tokens in vocabulary.columns(text)}


def _national(graph: EstateGraph, each: ReferentialGroup) -> str | None:
    """The national source that is master of the object, None where it is not the nation."""
    item = graph.data_objects.get(each.data_object or 0)
    return item.national_source if item is not None and item.master_level is MasterLevel.NATIONAL else None


def _pattern(
    graph: EstateGraph, each: ReferentialGroup, master: int, layers: tuple[int, ...]
) -> tuple[ReferentialPattern, str]:
    """Which of the five patterns fits (Cadre commun d'architecture des référentiels de données), and why."""
    item = graph.data_objects.get(each.data_object or 0)
    holders = {graph.holder[member] for member in each.referentials}
    whole = graph.communes[graph.holder[master]].kind is not HolderKind.COMMUNE
    if item is not None and item.master_level is MasterLevel.NATIONAL:
        reason = f"la nation est maître ({item.national_source}) : la base locale se synchronise sur elle"
        return ReferentialPattern.SLAVE, reason
    if master in graph.on_hub or graph.host.get(master, master) in graph.on_hub:
        return ReferentialPattern.HUB, "la base est déjà reliée au pot commun, qui redistribue"
    if len(holders) == 1:
        trades = " ; les couches des métiers s’y rattachent par sa clé" if layers else ""
        return ReferentialPattern.CENTRALISED, f"un seul détenteur : une seule base, que les autres lisent{trades}"
    if item is not None and item.master_level is MasterLevel.COMMUNAL:
        return ReferentialPattern.CONSOLIDATION, "chaque commune reste maître chez elle ; la base les rassemble"
    if whole:
        return ReferentialPattern.CENTRALISED, "la base couvre tout le territoire : les communes la lisent"
    return ReferentialPattern.COOPERATION, "aucune base ne couvre tout : les détenteurs en écrivent une ensemble"


def _steps(
    graph: EstateGraph,
    master: int,
    layers: tuple[int, ...],
    replaced: tuple[int, ...],
    replugs: tuple[Replug, ...],
    scripts: tuple[int, ...],
    losses: list[Loss],
) -> Iterable[Step]:
    """The order: name, complete, key the layers, re-plug, stop, retire; nothing stops before its reader moved."""
    name = graph.label(master)
    yield Step("Désigner la référence", f"« {name} » ; sa clé devient celle de tous.")
    if losses:
        columns = sum(len(loss.columns) for loss in losses)
        bases = graph.labels(loss.referential for loss in losses)
        yield Step("Reprendre ce que les autres sont seuls à avoir", f"{count(columns, 'colonne')} de {bases}.")
    if layers:
        yield Step("Rattacher les couches des métiers", f"{graph.labels(layers)} : ajouter la clé de « {name} ».")
    if replugs:
        parties = graph.labels(dict.fromkeys(replug.party for replug in replugs))
        yield Step("Rebrancher", f"{parties} : sur « {name} ».")
    if scripts:
        yield Step(
            "Arrêter", f"{count(len(scripts), 'liaison bricolée', 'liaisons bricolées')} : {graph.labels(scripts)}."
        )
    if replaced:
        yield Step(
            "Retirer", listing([f"« {graph.label(each)} »" for each in replaced]) + ", une fois vides de lecteurs."
        )
