"""National referentials: where the nation is the master a local one is a finding; where the commune is, the opposite.

The electoral roll (REU) and the companies' register (Sirene) are the nation's: a commune synchronises. Addresses are
the commune's, which certifies them in its own base (BAL) and publishes them to the national one (BAN).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import DataObject, Referential
from urbanism.vocabulary import AuthorityRating, DataRole, HolderKind, MasterLevel, ReferentialPattern


class NationalCase(NamedTuple):
    """A holder, application or referential that stands where the nation should, or does not stand where it should."""

    data_object: int
    level: MasterLevel
    subject: int
    sentence: str
    recommendation: str


def national_cases(graph: EstateGraph) -> tuple[NationalCase, ...]:
    """Every case, the nation's objects first."""
    levels = group(graph.snapshot.data_objects, lambda item: item.master_level)
    bases = group(graph.snapshot.referentials, lambda referential: referential.data_object_id)
    masters: dict[int, list[int]] = defaultdict(list)
    used: dict[int, set[int]] = defaultdict(set)
    for use in graph.uses:
        used[use.data_object_id].add(graph.holder[use.application_id])
        if use.role is DataRole.MASTER:
            masters[use.data_object_id].append(use.application_id)
    found: list[NationalCase] = []
    for item in levels.get(MasterLevel.NATIONAL, ()):
        found += _of_the_nation(graph, item, bases.get(item.id, ()), masters[item.id])
    for item in levels.get(MasterLevel.COMMUNAL, ()):
        found += _of_the_commune(graph, item, bases.get(item.id, ()), masters[item.id], used[item.id])
    return tuple(found)


def _of_the_nation(
    graph: EstateGraph, item: DataObject, bases: Iterable[Referential], masters: Iterable[int]
) -> Iterable[NationalCase]:
    source = item.national_source or "la source nationale"
    advice = f"Reprenez « {item.name} » de {source} ; gardez en propre ce qu’elle ne dit pas."
    for application in dict.fromkeys(masters):
        yield NationalCase(
            item.id,
            MasterLevel.NATIONAL,
            application,
            f"« {graph.label(application)} » se dit maître de « {item.name} », dont {source} fait foi.",
            advice,
        )
    for base in bases:
        claims = base.authority is AuthorityRating.REFERENCE
        if claims or base.pattern is ReferentialPattern.CENTRALISED:
            how = "fait référence pour" if claims else "est géré comme une base centrale de"
            sentence = f"« {base.name} » {how} « {item.name} », dont {source} fait foi."
            yield NationalCase(item.id, MasterLevel.NATIONAL, base.id, sentence, advice)


def _of_the_commune(
    graph: EstateGraph, item: DataObject, bases: Iterable[Referential], masters: Iterable[int], used: Iterable[int]
) -> Iterable[NationalCase]:
    """Communes that use the object and where nobody, at home or for all, is its master."""
    served = {commune for application in masters for commune in graph.communes_of(application)}
    served |= {base.commune_id for base in bases}
    wide = {c.id for c in graph.snapshot.communes if c.kind is not HolderKind.COMMUNE}
    if wide & served:
        return
    source = item.national_source or "la source nationale"
    for commune in sorted(set(used) - served - wide):
        yield NationalCase(
            item.id,
            MasterLevel.COMMUNAL,
            commune,
            f"{graph.label(commune)} emploie « {item.name} » sans en tenir la base, dont la commune est maître.",
            f"Tenez ou rejoignez une base certifiée par la commune, publiée vers {source}.",
        )
