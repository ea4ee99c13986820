"""Why a group of referentials is one, in sentences that a person can check: from names to scripts between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from urbanism.analyses.referentials.grouping import ReferentialGroup, ReferentialGroups
from urbanism.analyses.referentials.words import Vocabulary
from urbanism.french import count, day, listing
from urbanism.graph import EstateGraph, Flow
from urbanism.snapshot import Referential
from urbanism.vocabulary import InterfaceMeans

SCRIPTED = (InterfaceMeans.SCRIPT, InterfaceMeans.DATABASE_LINK, InterfaceMeans.MANUAL)
"""Means that translate data from one base to another by hand or by a home-made program."""


def members_of(graph: EstateGraph, each: ReferentialGroup) -> list[Referential]:
    """The referentials of a group."""
    return [graph.snapshot.by_id[identifier] for identifier in each.referentials]


def links_between(graph: EstateGraph, each: ReferentialGroup) -> list[Flow]:
    """The running flows from one member of a group to another."""
    inside = set(each.referentials)
    return [f for m in each.referentials for f in graph.outgoing.get(m, ()) if f.target_id in inside]


def scripts_between(graph: EstateGraph, each: ReferentialGroup) -> list[Flow]:
    """Those of them that are scripts, database links or typing again."""
    return [flow for flow in links_between(graph, each) if flow.means in SCRIPTED]


def why(graph: EstateGraph, groups: ReferentialGroups, each: ReferentialGroup) -> tuple[str, ...]:
    """The evidence of a group: object, names, columns, keys, flows, then what opposes its members' upkeep."""
    members = members_of(graph, each)
    told = (
        _object(each),
        *_links(groups, each),
        _columns(groups.vocabulary, members),
        _keys(members),
        _scripts(graph, each),
        _shared_ends(graph, each),
        _coverage(members, graph),
        _technologies(members),
        _dates(members),
        _national(members),
    )
    return tuple(sentence for sentence in told if sentence)


def _object(each: ReferentialGroup) -> str:
    about = sum(member.own and member.told for member in each.members)
    copied = sum(not member.own for member in each.members)
    silent = len(each.members) - about - copied
    told = [
        count(about, "référentiel porte", "référentiels portent") + f" sur « {each.name} »" if about else "",
        count(copied, "en garde sa propre copie", "en gardent leur propre copie") if copied else "",
        count(silent, "ne dit pas son objet", "ne disent pas leur objet") if silent else "",
    ]
    return f"Objet : {listing(filter(None, told))}."


def _links(groups: ReferentialGroups, each: ReferentialGroup) -> Iterable[str]:
    """What the comparison of members whose object nobody said, or said otherwise, rests on."""
    said: Counter[str] = Counter()
    for position, left in enumerate(each.members):
        for right in each.members[position + 1 :]:
            found = groups.between(left, right)
            if found is not None and left.data_object != right.data_object:
                said.update({argument.sentence: 1 for argument in found.evidence if argument.weight > 0})
    return [sentence for sentence, _ in said.most_common(3)]


def _columns(vocabulary: Vocabulary, members: Iterable[Referential]) -> str:
    bearers: Counter[str] = Counter()
    for member in members:
        bearers.update(frozenset().union(*vocabulary.columns(member.attributes)))
    shared = [token for token, bearing in bearers.most_common() if bearing > 1][:6]
    return f"Colonnes que plusieurs ont : {vocabulary.said(shared)}." if shared else ""


def _keys(members: Iterable[Referential]) -> str:
    keys = dict.fromkeys(member.key for member in members if member.key)
    return f"{len(keys)} clés différentes : {listing(keys)}." if len(keys) > 1 else ""


def _scripts(graph: EstateGraph, each: ReferentialGroup) -> str:
    links, scripts = links_between(graph, each), scripts_between(graph, each)
    if not links:
        return ""
    how = count(len(scripts), "moulinette, lien de base ou ressaisie", "moulinettes, liens de base ou ressaisies")
    return f"{count(len(links), 'flux les relie', 'flux les relient')}, dont {how}."


def _shared_ends(graph: EstateGraph, each: ReferentialGroup) -> str:
    feeders = Counter(s for m in each.referentials for s in {f.source_id for f in graph.incoming.get(m, ())})
    readers = Counter(t for m in each.referentials for t in {f.target_id for f in graph.outgoing.get(m, ())})
    inside = set(each.referentials)
    both = [party for ends in (feeders, readers) for party, met in ends.items() if met > 1 and party not in inside]
    return f"Alimentent ou lisent plusieurs d’entre eux : {graph.labels(both)}." if both else ""


def _coverage(members: Iterable[Referential], graph: EstateGraph) -> str:
    places = dict.fromkeys(member.territory or graph.label(member.commune_id) for member in members)
    return f"Territoires : {listing(list(places)[:8])}."


def _technologies(members: Iterable[Referential]) -> str:
    used = dict.fromkeys(member.technology for member in members if member.technology)
    return f"{len(used)} techniques : {listing(used)}." if len(used) > 1 else ""


def _dates(members: Iterable[Referential]) -> str:
    dates = sorted(member.updated_on for member in members if member.updated_on)
    if len(dates) < 2 or dates[0] == dates[-1]:
        return ""
    return f"Mises à jour : du {day(dates[0])} au {day(dates[-1])}."


def _national(members: Iterable[Referential]) -> str:
    sources = dict.fromkeys(member.national_source for member in members if member.national_source)
    return f"Source nationale citée : {listing(sources)}." if sources else ""
