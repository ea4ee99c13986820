"""What the running applications cost a year, by bloc, holder, editor and kind; how much of it is known.

A cost that nobody said is unknown, never zero; one that the viewer may not see is hidden, and counted apart. A pooled
instance costs its holder. What projects bring costs nothing yet: it is counted apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import Application

KINDS: Mapping[str, str] = {
    "cost_licence": "Licences",
    "cost_maintenance": "Maintenance",
    "cost_hosting": "Hébergement",
    "cost_staff": "Personnel",
    "cost_other": "Autres",
}
"""The parts of a cost, by the field that holds them."""

UNDETAILED = "Non détaillé"


class Share(NamedTuple):
    """The applications of a bloc, holder or editor (None: not known): euros a year over those of known cost.

    `planned` are those of known cost that projects bring, and `coming` what they will cost a year.
    """

    key: int | None
    cost: float | None
    known: tuple[int, ...]
    unknown: tuple[int, ...]
    hidden: tuple[int, ...]
    planned: tuple[int, ...] = ()
    coming: float = 0.0

    @property
    def applications(self) -> tuple[int, ...]:
        return tuple(sorted((*self.known, *self.unknown, *self.hidden)))


class KindShare(NamedTuple):
    """A kind of cost: euros a year, over the applications that say it."""

    name: str
    cost: float
    applications: tuple[int, ...]


class Costs(NamedTuple):
    """The whole, and its parts, dearest first; `overrun` are applications whose parts exceed their stated total."""

    whole: Share
    by_block: tuple[Share, ...]
    by_commune: tuple[Share, ...]
    by_editor: tuple[Share, ...]
    by_kind: tuple[KindShare, ...]
    overrun: tuple[int, ...]


def costs(graph: EstateGraph, kept: Collection[int] | None = None) -> Costs:
    """The costs of what runs today, among the applications `kept` (None: all)."""
    running = [a for a in graph.applications if kept is None or a.id in kept]
    planned = [a for a in graph.planned_applications if kept is None or a.id in kept]
    details = [(application, _undetailed(application)) for application in running]
    return Costs(
        whole=_share(graph, None, running, planned),
        by_block=_shares(graph, running, planned, lambda a: a.block_id),
        by_commune=_shares(graph, running, planned, lambda a: a.commune_id),
        by_editor=_shares(graph, running, planned, lambda a: graph.editor.get(a.id)),
        by_kind=_kinds(running, details),
        overrun=tuple(a.id for a, rest in details if rest is not None and rest < -0.005),
    )


def _share(
    graph: EstateGraph, key: int | None, applications: Iterable[Application], planned: Iterable[Application]
) -> Share:
    known, unknown, hidden, cost = [], [], [], 0.0
    for application in applications:
        if application.commune_id in graph.snapshot.hidden_communes:
            hidden.append(application.id)
        elif application.yearly_cost is None:
            unknown.append(application.id)
        else:
            known.append(application.id)
            cost += application.yearly_cost
    coming = {
        a.id: a.yearly_cost
        for a in planned
        if a.yearly_cost is not None and a.commune_id not in graph.snapshot.hidden_communes
    }
    told = cost if known else None
    return Share(key, told, tuple(known), tuple(unknown), tuple(hidden), tuple(coming), sum(coming.values()))


def _shares(
    graph: EstateGraph,
    running: Iterable[Application],
    planned: Iterable[Application],
    key_of: Callable[[Application], int | None],
) -> tuple[Share, ...]:
    here, coming = group(running, key_of), group(planned, key_of)
    shares = [_share(graph, key, here.get(key, ()), coming.get(key, ())) for key in dict.fromkeys((*here, *coming))]
    return tuple(sorted(shares, key=lambda share: (share.cost is None, -(share.cost or 0), share.key or 0)))


def _undetailed(application: Application) -> float | None:
    """What the stated total leaves beyond the stated parts; None without a total."""
    if application.cost_total is None:
        return None
    return application.cost_total - sum(getattr(application, field) or 0 for field in KINDS)


def _kinds(
    applications: Iterable[Application], details: Iterable[tuple[Application, float | None]]
) -> tuple[KindShare, ...]:
    found = []
    for field, name in KINDS.items():
        said = [(a.id, getattr(a, field)) for a in applications if getattr(a, field) is not None]
        found.append(KindShare(name, sum(cost for _, cost in said), tuple(i for i, _ in said)))
    rest = [(a.id, left) for a, left in details if left is not None and left > 0.005]
    found.append(KindShare(UNDETAILED, sum(left for _, left in rest), tuple(i for i, _ in rest)))
    return tuple(sorted(found, key=lambda kind: -kind.cost))
