"""What a bloc could converge to: the applications in place, each scored by criteria that the user can weigh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from urbanism.analyses.silos import CAVEAT, sealed_sectors
from urbanism.analyses.support import support_end
from urbanism.analyses.trajectory import goes
from urbanism.french import NO_BREAK_SPACE, count
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import Application
from urbanism.vocabulary import InstanceKind, LifecycleStatus, Ternary

UNKNOWN_MARK = 0.5
"""The mark of a criterion that nobody informed: neither for nor against."""

CRITERIA: Mapping[str, float] = {
    "mutualisée": 3,
    "en support": 3,
    "ouverte": 2,
    "répandue": 2,
    "reliée": 2,
    "surcouches": 2,
    "appréciée": 1,
    "durable": 2,
}
"""Criteria of a target and their default weights."""


class Reason(NamedTuple):
    """One criterion: its mark from 0 to 1, whether somebody informed it, and what it rests on, in French."""

    criterion: str
    mark: float
    known: bool
    text: str


class Candidate(NamedTuple):
    """An application that its bloc could converge to. `score` is the weighted mean of the marks, from 0 to 1.

    `warning` is what the choice would join among the RU-30 sectors, or "".
    """

    application: int
    block: int
    score: float
    reasons: tuple[Reason, ...]
    warning: str


class _Rivals(NamedTuple):
    """What a bloc's applications have together: how many, of which products, the most links, the overlays wanted.

    `silos` are the communes whose personal data, known or possible, the bloc's applications hold.
    """

    size: int
    products: Mapping[int | None, int]
    most_links: int
    overlays: frozenset[str]
    silos: frozenset[int]


def candidates(graph: EstateGraph, weights: Mapping[str, float] = CRITERIA) -> Mapping[int, tuple[Candidate, ...]]:
    """The candidate targets of each bloc, best first; projects, trials and stopped applications are none."""
    placed = group((a for a in graph.applications if a.block_id is not None), lambda a: a.block_id or 0)
    sealed, towns = sealed_sectors(graph), frozenset(town.id for town in graph.towns)
    found = {}
    for block, applications in placed.items():
        rivals = _Rivals(
            len(applications),
            Counter(a.product_id for a in applications),
            max(_degree(graph, a.id) for a in applications),
            frozenset(overlay for a in applications for overlay in overlays_of(a.overlays)),
            towns.intersection(
                commune for a in applications if a.personal_data is not Ternary.NO for commune in graph.served[a.id]
            ),
        )
        marked = (_candidate(graph, a, rivals, weights, sealed) for a in applications if _may_stay(a))
        found[block] = tuple(sorted(marked, key=lambda one: (-one.score, one.application)))
    return found


def _may_stay(application: Application) -> bool:
    return application.status not in (LifecycleStatus.TRIAL, LifecycleStatus.LEAVING) and not goes(application)


def _candidate(
    graph: EstateGraph,
    application: Application,
    rivals: _Rivals,
    weights: Mapping[str, float],
    sealed: Mapping[int, int],
) -> Candidate:
    reasons = (
        _pooled(graph, application),
        _supported(graph, application),
        _open(application),
        _widespread(application, rivals),
        _linked(graph, application, rivals),
        _overlays(application, rivals),
        _liked(application),
        _lasting(application),
    )
    total = sum(weights.get(reason.criterion, 0) for reason in reasons)
    score = sum(weights.get(reason.criterion, 0) * reason.mark for reason in reasons) / total if total else 0.0
    return Candidate(
        application.id, application.block_id or 0, score, reasons, _warning(graph, application, rivals, sealed)
    )


def _pooled(graph: EstateGraph, application: Application) -> Reason:
    served = len(graph.served[application.id])
    if application.instance is InstanceKind.POOLED or served > 1:
        return Reason("mutualisée", 1.0, True, f"déjà mutualisée : sert {count(served, 'collectivité')}")
    if application.instance is InstanceKind.COMMUNAL:
        return Reason("mutualisée", 0.0, True, "instance communale, à ouvrir aux autres")
    return Reason("mutualisée", 0.2, False, "rien ne dit qu’elle soit mutualisée")


def _supported(graph: EstateGraph, application: Application) -> Reason:
    end = support_end(graph, application)
    if end is None:
        return Reason("en support", UNKNOWN_MARK, False, "fin de support inconnue")
    left = (end - graph.snapshot.today).days / 365
    if left < 0:
        return Reason("en support", 0.0, True, f"hors support depuis {end.year}")
    return Reason("en support", min(1.0, left / 5), True, f"en support jusqu’en {end.year}")


def _open(application: Application) -> Reason:
    known = application.open_api is not Ternary.UNKNOWN
    mark = {Ternary.YES: 1.0, Ternary.NO: 0.0}.get(application.open_api, UNKNOWN_MARK)
    words = {Ternary.YES: "API ouverte", Ternary.NO: "pas d’API ouverte"}
    return Reason("ouverte", mark, known, words.get(application.open_api, "ouverture inconnue"))


def _widespread(application: Application, rivals: _Rivals) -> Reason:
    if application.product_id is None:
        return Reason("répandue", 0.0, False, "produit inconnu ou développé sur place")
    same = rivals.products[application.product_id]
    return Reason("répandue", same / rivals.size, True, f"{count(same, 'instance')} de ce produit sur {rivals.size}")


def _linked(graph: EstateGraph, application: Application, rivals: _Rivals) -> Reason:
    most, own = rivals.most_links, _degree(graph, application.id)
    return Reason("reliée", own / most if most else 0.0, bool(most), f"{count(own, 'lien')} déjà en place")


def _degree(graph: EstateGraph, application: int) -> int:
    return len(graph.incoming.get(application, ())) + len(graph.outgoing.get(application, ()))


def _overlays(application: Application, rivals: _Rivals) -> Reason:
    wanted = rivals.overlays
    own = set(overlays_of(application.overlays))
    if not wanted:
        return Reason("surcouches", UNKNOWN_MARK, False, "aucune surcouche métier déclarée dans ce bloc")
    return Reason("surcouches", len(own) / len(wanted), True, f"{len(own)} des {len(wanted)} surcouches du bloc")


def _liked(application: Application) -> Reason:
    marks = [mark for mark in (application.business_value, application.technical_value) if mark is not None]
    if not marks:
        return Reason("appréciée", UNKNOWN_MARK, False, "aucune note de valeur")
    mean = sum(marks) / len(marks)
    return Reason("appréciée", max(0.0, min(1.0, (mean - 1) / 4)), True, "notes de valeur métier et technique")


def _lasting(application: Application) -> Reason:
    if application.home_made is Ternary.YES:
        return Reason("durable", 0.2, True, "développée sur place")
    if application.status is LifecycleStatus.UNKNOWN:
        return Reason("durable", UNKNOWN_MARK, False, "état inconnu")
    return Reason("durable", 1.0, True, "en service, sans départ décidé")


def overlays_of(text: str | None) -> tuple[str, ...]:
    """The business-specific set-ups that a cell names, parted by semicolons, commas or bars."""
    parts = (text or "").replace("|", ";").replace(",", ";").split(";")
    return tuple(dict.fromkeys(part.strip().casefold() for part in parts if part.strip()))


def _warning(graph: EstateGraph, application: Application, rivals: _Rivals, sealed: Mapping[int, int]) -> str:
    """What pooling on this application would join: sectors by its secondary blocs, communes' silos of one sector."""
    blocks = (application.block_id or 0, *graph.secondary_blocks.get(application.id, ()))
    own = (graph.blocks[block].sector_id for block in blocks if block in graph.blocks)
    within = sealed.get(application.id)
    sectors = sorted({sector for sector in (*own, within) if sector is not None})
    joined = []
    if len(sectors) > 1:
        joined.append(f"relierait les secteurs RU-30 {graph.labels(sectors, 10)}")
    if within is not None and len(rivals.silos) > 1:
        joined.append(f"réunirait les silos de {len(rivals.silos)} communes dans le secteur {graph.label(within)}")
    return f"{NO_BREAK_SPACE}; ".join(joined) + f" ({CAVEAT})" if joined else ""
