"""The figures of the estate at a glance, and what deserves a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from urbanism.snapshot import Application, Commune, Contract, Snapshot
from urbanism.vocabulary import (
    BlockClass,
    DataHolder,
    InterfaceMeans,
    InterfaceState,
    LifecycleStatus,
    Severity,
    Ternary,
)

SOON = timedelta(days=183)
"""How far ahead an end is near: six months, the usual time to prepare a renewal."""


class Watch(StrEnum):
    """A thing to look at; the value is its code in addresses."""

    NO_BLOCK = "sans-bloc"
    UNSUPPORTED = "hors-support"
    SUPPORT_ENDING = "fin-de-support-proche"
    TRIAL_OVER = "experimentation-terminee"
    CONTRACT_ENDED = "contrat-echu"
    CONTRACT_ENDING = "contrat-bientot-echu"
    DATA_NOT_RETURNED = "donnees-sans-clause-de-retour"
    MANUAL_FLOW = "ressaisies"
    UNKNOWN_FLOW = "flux-de-moyen-inconnu"


WATCH_SEVERITY: Mapping[Watch, Severity] = {
    Watch.NO_BLOCK: Severity.ATTENTION,
    Watch.UNSUPPORTED: Severity.ALERT,
    Watch.SUPPORT_ENDING: Severity.ATTENTION,
    Watch.TRIAL_OVER: Severity.ATTENTION,
    Watch.CONTRACT_ENDED: Severity.ALERT,
    Watch.CONTRACT_ENDING: Severity.ATTENTION,
    Watch.DATA_NOT_RETURNED: Severity.ALERT,
    Watch.MANUAL_FLOW: Severity.INFO,
    Watch.UNKNOWN_FLOW: Severity.INFO,
}

WATCHED_OBJECTS: Mapping[Watch, str] = {
    Watch.CONTRACT_ENDED: "contracts",
    Watch.CONTRACT_ENDING: "contracts",
    Watch.MANUAL_FLOW: "interfaces",
    Watch.UNKNOWN_FLOW: "interfaces",
}
"""The table of the snapshot that a watch is about, where it is not the applications."""


@dataclass(frozen=True)
class CommuneFigures:
    """What one holder has: applications it holds, and those it uses (held, or served by another)."""

    commune: Commune
    held: int
    used: int
    placed: int
    yearly_cost: float | None


@dataclass(frozen=True)
class Overview:
    """The estate in figures. Costs are in euros a year, over the `priced` applications whose cost is known."""

    applications: int
    in_use: int
    products: int
    holders: int
    blocks: int
    covered_blocks: int
    interfaces: int
    referentials: int
    contracts: int
    yearly_cost: float
    priced: int
    by_class: Mapping[BlockClass, int]
    communes: tuple[CommuneFigures, ...]


def overview(snapshot: Snapshot) -> Overview:
    """The figures of the whole estate and of each holder."""
    costs = [cost for application in snapshot.applications if (cost := application.yearly_cost) is not None]
    covered = {application.block_id for application in snapshot.applications if application.is_active}
    covered |= {pair.block_id for pair in snapshot.secondary_blocks}
    return Overview(
        applications=len(snapshot.applications),
        in_use=sum(application.status is LifecycleStatus.IN_USE for application in snapshot.applications),
        products=len(snapshot.products),
        holders=len(snapshot.communes),
        blocks=len(snapshot.blocks),
        covered_blocks=len(covered - {None}),
        interfaces=len(snapshot.interfaces),
        referentials=len(snapshot.referentials),
        contracts=len(snapshot.contracts),
        yearly_cost=sum(costs),
        priced=len(costs),
        by_class=_by_class(snapshot),
        communes=_communes(snapshot),
    )


def watch_lists(snapshot: Snapshot) -> Mapping[Watch, tuple[int, ...]]:
    """The identifiers of what deserves a look, for each reason to look; running applications and live flows only.

    What is to be looked at in a commune is its own: that of the communes hidden from the viewer is left out.
    """
    today, hidden = snapshot.today, snapshot.hidden_communes
    running = [a for a in snapshot.applications if a.is_active and a.commune_id not in hidden]
    flows = [
        flow
        for flow in snapshot.interfaces
        if flow.state is not InterfaceState.STOPPED and flow.commune_id not in hidden
    ]
    return {
        Watch.NO_BLOCK: _ids(application for application in running if application.block_id is None),
        Watch.UNSUPPORTED: _ids(a for a in running if _over(a.end_of_support or _product_end(snapshot, a), today)),
        Watch.SUPPORT_ENDING: _ids(a for a in running if _near(a.end_of_support or _product_end(snapshot, a), today)),
        Watch.TRIAL_OVER: _ids(a for a in running if is_trial_over(a, today)),
        Watch.CONTRACT_ENDED: _ids(c for c in snapshot.contracts if _over(c.end_date, today)),
        Watch.CONTRACT_ENDING: _ids(c for c in snapshot.contracts if is_ending(c, today)),
        Watch.DATA_NOT_RETURNED: _ids(_held_without_return(snapshot, running)),
        Watch.MANUAL_FLOW: _ids(flow for flow in flows if flow.means is InterfaceMeans.MANUAL),
        Watch.UNKNOWN_FLOW: _ids(flow for flow in flows if flow.means is InterfaceMeans.UNKNOWN),
    }


def applications_by_block(snapshot: Snapshot) -> Mapping[int, frozenset[int]]:
    """The applications that serve each bloc, as their main bloc or a secondary one."""
    served: dict[int, set[int]] = {}
    for application in snapshot.applications:
        if application.block_id is not None:
            served.setdefault(application.block_id, set()).add(application.id)
    for pair in snapshot.secondary_blocks:
        served.setdefault(pair.block_id, set()).add(pair.application_id)
    return {block: frozenset(applications) for block, applications in served.items()}


def is_fictitious(snapshot: Snapshot) -> bool:
    """Whether the estate is invented: a commune bears an Insee code of no département (00…), as the sample's do."""
    return any(commune.insee is not None and commune.insee.startswith("00") for commune in snapshot.communes)


def is_trial_over(application: Application, today: date) -> bool:
    """Whether an experiment is past its end and nobody decided what becomes of it."""
    return (
        application.status is LifecycleStatus.TRIAL
        and _over(application.ends_on, today)
        and not application.trial_decision
    )


def is_ending(contract: Contract, today: date) -> bool:
    """Whether a running contract ends, or must be given notice of, within six months."""
    if contract.end_date is None or contract.end_date < today:
        return False
    notice = timedelta(days=30 * (contract.notice_months or 0))
    return contract.end_date - notice <= today + SOON


def _held_without_return(snapshot: Snapshot, running: Iterable[Application]) -> Iterable[Application]:
    """Applications whose data someone else holds, under a contract that says they are not given back."""
    refusing = {contract.id for contract in snapshot.contracts if contract.data_return_clause is Ternary.NO}
    outside = (DataHolder.DELEGATE, DataHolder.EDITOR, DataHolder.OPERATOR)
    return (a for a in running if a.data_holder in outside and a.contract_id in refusing)


def _product_end(snapshot: Snapshot, application: Application) -> date | None:
    product = snapshot.by_id.get(application.product_id) if application.product_id else None
    return product.end_of_support if product else None


def _over(end: date | None, today: date) -> bool:
    return end is not None and end < today


def _near(end: date | None, today: date) -> bool:
    return end is not None and today <= end <= today + SOON


def _ids(records: Iterable[object]) -> tuple[int, ...]:
    return tuple(record.id for record in records)  # type: ignore[attr-defined]


def _by_class(snapshot: Snapshot) -> Mapping[BlockClass, int]:
    classes = {block.id: block.block_class for block in snapshot.blocks}
    counts = Counter(classes.get(a.block_id or 0, BlockClass.UNKNOWN) for a in snapshot.applications)
    return {kind: counts[kind] for kind in BlockClass}


def _communes(snapshot: Snapshot) -> tuple[CommuneFigures, ...]:
    held = Counter(application.commune_id for application in snapshot.applications)
    placed = Counter(a.commune_id for a in snapshot.applications if a.block_id is not None)
    holder = {application.id: application.commune_id for application in snapshot.applications}
    served = Counter(s.commune_id for s in set(snapshot.served_communes) if holder[s.application_id] != s.commune_id)
    costs: dict[int, float] = {}
    for application in snapshot.applications:
        if (cost := application.yearly_cost) is not None:
            costs[application.commune_id] = costs.get(application.commune_id, 0) + cost
    lines = (
        CommuneFigures(c, held[c.id], held[c.id] + served[c.id], placed[c.id], costs.get(c.id))
        for c in snapshot.communes
    )
    return tuple(sorted(lines, key=lambda line: (-line.used, line.commune.name)))
