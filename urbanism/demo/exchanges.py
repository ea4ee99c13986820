"""Invent the flows: how reference data go round, what the trades pass to the support, what goes to the nation.

Ordinary flows are clean: they follow the order of the functions (no cycle between blocs), every copy is fed, personal
data do not cross RU-30 sectors without a recorded basis, and two holders exchange under an agreement. What breaks
those rules is planted apart (`urbanism.demo.cases`).
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from urbanism.demo.draft import Draft
from urbanism.demo.records import Application, DataUse, Holder, Interface
from urbanism.vocabulary import (
    Consent,
    DataEntry,
    DataRole,
    InstanceKind,
    InterfaceMeans,
    InterfaceState,
    Rhythm,
    Ternary,
)

FLOWS_PER_APPLICATION = 3500 / 1200


class Circulation(NamedTuple):
    """A reference object: the blocs that may master it, in order of preference; whether the métropole does for all."""

    data_object: str
    masters: tuple[str, ...]
    pooled: bool


CIRCULATIONS = (
    Circulation("adresses", ("ref-voies",), True),
    Circulation("voies", ("ref-voies",), True),
    Circulation("batiments", ("ref-batiments",), False),
    Circulation("equipements", ("ref-batiments",), False),
    Circulation("parcelles", ("cadastre",), True),
    Circulation("documents-urbanisme", ("planification",), True),
    Circulation("familles", ("scolaire",), False),
    Circulation("agents", ("ref-agents", "identites-agents"), False),
    Circulation("organisation", ("ref-agents", "identites-agents"), False),
    Circulation("tiers", ("ref-tiers",), False),
    Circulation("associations", ("associations",), False),
    Circulation("marches", ("commande-publique",), False),
    Circulation("budget", ("finances",), False),
    Circulation("tarifs", ("metadonnees",), False),
    Circulation("vehicules", ("flotte-stocks",), False),
    Circulation("immobilisations", ("patrimoine",), False),
    Circulation("reseaux", ("voirie",), True),
    Circulation("vegetal", ("espaces-verts",), False),
    Circulation("classement", ("courrier",), False),
)
NATIONAL_OBJECTS = {"reu": "electeurs", "api-sirene": "entreprises", "sirene": "entreprises"}
SINKS = ("finances", "ged", "parapheur", "archivage", "teletransmission", "decisionnel", "paiement", "open-data")
FAN_OUT = 3
"""Ordinary flows from an application to the support blocs, at most: no knot comes by chance."""
RECEIVES_ONLY = frozenset({"decisionnel", "pot-commun", "musees"})
"""Blocs that pass nothing on by themselves."""
_SINK_OBJECTS = {"finances": "tiers", "ged": "classement", "archivage": "classement", "paiement": "tarifs"}

_MEANS = (
    (InterfaceMeans.FILE, 38),
    (InterfaceMeans.API, 22),
    (InterfaceMeans.SCRIPT, 18),
    (InterfaceMeans.MANUAL, 12),
    (InterfaceMeans.DATABASE_LINK, 4),
    (InterfaceMeans.UNKNOWN, 6),
)
_FORMATS = {
    InterfaceMeans.FILE: ("CSV", "XML", "texte à largeur fixe"),
    InterfaceMeans.API: ("JSON", "XML"),
    InterfaceMeans.SCRIPT: ("SQL", "CSV"),
    InterfaceMeans.HUB: ("JSON", "XML"),
    InterfaceMeans.DATABASE_LINK: ("vue SQL",),
}
_LEGAL_BASES = ("mission d'intérêt public", "obligation légale", "consentement", "contrat")
_RHYTHMS = (Rhythm.DAILY, Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.MONTHLY, Rhythm.YEARLY, Rhythm.ON_DEMAND, Rhythm.HOURLY)


def invent_exchanges(draft: Draft) -> None:
    """Fill the draft with data uses and flows, about three an application."""
    hub = next(iter(draft.active(draft.metropole.name, "pot-commun")), None)
    for circulation in CIRCULATIONS:
        _circulate(draft, circulation, hub)
    _national_flows(draft)
    for holder in draft.holders:
        _fill(draft, holder)


def add_flow(draft: Draft, source: str, target: str, data_object: str | None, **changes: Any) -> Interface:
    """Add one clean flow between two codes; `changes` replaces any of its fields."""
    random = draft.random
    holders = {holder for holder in (draft.holder_of(source), draft.holder_of(target)) if holder}
    across = len(holders) > 1
    declared_by = draft.metropole.name if across else next(iter(holders))
    item = draft.objects.get(data_object or "")
    personal = item.personal if item else False
    means = random.choices([means for means, _ in _MEANS], [weight for _, weight in _MEANS])[0]
    means = changes.get("means", means)
    fields: dict[str, Any] = {
        "holder": declared_by,
        "source": source,
        "target": target,
        "data_objects": (data_object,) if data_object else (),
        "description": f"{item.name} transmis" if item and random.random() < 0.5 else None,
        "means": means,
        "format": random.choice(_FORMATS.get(means, (None,))) if random.random() < 0.9 else None,
        "standard": _standard(means),
        "rhythm": random.choice(_RHYTHMS) if random.random() < 0.95 else Rhythm.UNKNOWN,
        "synchronous": Ternary.NO,
        "owner": "Direction des systèmes d'information" if random.random() < 0.8 else None,
        "state": InterfaceState.ACTIVE if random.random() < 0.96 else InterfaceState.STOPPED,
        "personal_data": Ternary.YES if personal else Ternary.NO,
        "legal_basis": random.choice(_LEGAL_BASES) if personal else None,
        "agreement": f"convention {random.randrange(2019, 2026)}-{random.randrange(1, 60):02d}" if across else None,
        "consent": Consent.UNKNOWN,
        "consent_proof": None,
        "document": "contrat d'interface" if random.random() < 0.5 else None,
    }
    return draft.add_interface(**{**fields, **changes})


def _standard(means: InterfaceMeans) -> Ternary:
    if means in (InterfaceMeans.API, InterfaceMeans.FILE, InterfaceMeans.HUB):
        return Ternary.YES
    return Ternary.NO if means is InterfaceMeans.SCRIPT else Ternary.UNKNOWN


def sector_of(draft: Draft, code: str) -> int | None:
    """The RU-30 sector an application is sealed in; None outside RU-30 and in the channels that carry every sector."""
    application = draft.applications.get(code)
    block = draft.blocks.get(application.block) if application and application.block else None
    return None if block is None or block.transverse_channel else block.sector


def crosses_sectors(draft: Draft, source: str, target: str) -> bool:
    """Whether two applications are sealed in different sectors."""
    sectors = {sector_of(draft, source), sector_of(draft, target)}
    return len(sectors) == 2 and None not in sectors


def _circulate(draft: Draft, circulation: Circulation, hub: Application | None) -> None:
    """From the master of an object, in each holder or at the métropole for all, to those who keep a copy of it."""
    for holder in draft.holders:
        master = _master(draft, draft.metropole if circulation.pooled else holder, circulation)
        if master is None:
            continue
        if not circulation.pooled or holder is draft.metropole:
            draft.data_uses.append(_use(master, circulation.data_object, DataRole.MASTER))
        for consumer in _consumers(draft, holder, circulation, master):
            _feed(draft, master, consumer, circulation.data_object, hub if circulation.pooled else None)


def _master(draft: Draft, holder: Holder, circulation: Circulation) -> Application | None:
    for block in circulation.masters:
        candidates = draft.active(holder.name, block)
        if candidates:
            return candidates[0]
    return None


def _consumers(draft: Draft, holder: Holder, circulation: Circulation, master: Application) -> list[Application]:
    """Applications downstream of the master, one or two a bloc, that may hold the object without crossing sectors."""
    rank = draft.functions[master.block or ""].rank
    personal = draft.objects[circulation.data_object].personal
    found = []
    for block in draft.objects[circulation.data_object].consumers:
        if draft.functions[block].rank <= rank:
            continue
        for application in draft.active(holder.name, block)[:2]:
            crossing = personal and crosses_sectors(draft, master.code, application.code)
            if not crossing and draft.random.random() < 0.85:
                found.append(application)
    return found


def _feed(draft: Draft, master: Application, consumer: Application, data_object: str, hub: Application | None) -> None:
    if (master.code, consumer.code) in draft.links:
        return
    role = DataRole.COPY if draft.random.random() < 0.6 else DataRole.READER
    draft.data_uses.append(_use(consumer, data_object, role))
    hub_rank = draft.functions["pot-commun"].rank
    ranks = draft.functions[master.block or ""].rank, hub_rank, draft.functions[consumer.block or ""].rank
    through = hub and sorted(set(ranks)) == list(ranks) and draft.random.random() < 0.3
    if not hub or not through:
        add_flow(draft, master.code, consumer.code, data_object, state=InterfaceState.ACTIVE)
        return
    for source, target in ((master.code, hub.code), (hub.code, consumer.code)):
        if (source, target, data_object) not in draft.carried:
            add_flow(draft, source, target, data_object, means=InterfaceMeans.HUB, state=InterfaceState.ACTIVE)


def _use(application: Application, data_object: str, role: DataRole) -> DataUse:
    master = Ternary.YES if role is DataRole.MASTER else Ternary.NO
    return DataUse(
        holder=application.holder,
        application=application.code,
        data_object=data_object,
        creates=master,
        reads=Ternary.YES,
        updates=master,
        deletes=master,
        role=role,
        entry=DataEntry.TYPED if role is DataRole.MASTER else DataEntry.RECEIVED,
    )


def _national_flows(draft: Draft) -> None:
    """One application in two of a bloc exchanges with each national system of that bloc."""
    random = draft.random
    for system in draft.national:
        data_object = NATIONAL_OBJECTS.get(system.code)
        for holder in draft.holders:
            for block in system.blocks:
                for application in draft.active(holder.name, block)[:3]:
                    if random.random() < 0.55:
                        _national_flow(draft, system.code, application, data_object)


def _national_flow(draft: Draft, system: str, application: Application, data_object: str | None) -> None:
    means = draft.random.choice((InterfaceMeans.API, InterfaceMeans.FILE, InterfaceMeans.MANUAL))
    if data_object:
        draft.data_uses.append(_use(application, data_object, DataRole.COPY))
        add_flow(draft, system, application.code, data_object, means=means, state=InterfaceState.ACTIVE)
    elif system.startswith("api-particulier"):
        add_flow(
            draft,
            system,
            application.code,
            "familles",
            means=InterfaceMeans.API,
            consent=Consent.EXPLICIT,
            consent_proof="case cochée et datée du formulaire",
        )
    else:
        add_flow(draft, application.code, system, None, means=means)


def _fill(draft: Draft, holder: Holder) -> None:
    """The flows between trades and from trades to support, until the holder has its share of flows."""
    random = draft.random
    codes = [code for code in draft.by_holder[holder.name] if draft.applications[code].is_active]
    wanted = round(len(codes) * FLOWS_PER_APPLICATION * 1.08)
    missing = wanted - draft.flow_counts[holder.name]
    sinks = [application for block in SINKS for application in draft.active(holder.name, block)]
    pooled = [
        application
        for block in SINKS
        for application in draft.active(draft.metropole.name, block)
        if application.instance is InstanceKind.POOLED and holder.name in application.served_communes
    ]
    fan_out: Counter[str] = Counter()
    for _ in range(max(0, missing) * 12):
        if missing <= 0:
            return
        source = draft.applications[random.choice(codes)]
        targets = pooled if pooled and random.random() < 0.2 else sinks if random.random() < 0.6 else []
        target = random.choice(targets) if targets else draft.applications[random.choice(codes)]
        to_sink = target.block in SINKS
        if to_sink and fan_out[source.code] >= FAN_OUT:
            continue
        if _pass_on(draft, source, target):
            fan_out[source.code] += to_sink
            missing -= 1


def _pass_on(draft: Draft, source: Application, target: Application) -> bool:
    """Add a flow downstream where none is yet; False when it would go against the order."""
    if source.block is None or target.block is None or source.block in RECEIVES_ONLY:
        return False
    if target.block == "pot-commun" or (source.code, target.code) in draft.links:
        return False
    if source is target or draft.functions[source.block].rank > draft.functions[target.block].rank:
        return False
    data_object = _SINK_OBJECTS.get(target.block) if draft.random.random() < 0.7 else None
    if data_object and draft.objects[data_object].personal and crosses_sectors(draft, source.code, target.code):
        data_object = None
    add_flow(draft, source.code, target.code, data_object)
    return True
