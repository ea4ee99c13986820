"""Invent each holder's applications: how many a bloc, which product, since when, for whom, at what cost."""

from __future__ import annotations

import heapq
import re
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from urbanism.demo.catalogue import Product
from urbanism.demo.draft import Draft
from urbanism.demo.functions import Function
from urbanism.demo.names import SITES, correspondent, department_name
from urbanism.demo.records import TODAY, Holder
from urbanism.vocabulary import (
    Criticality,
    DataHolder,
    Hosting,
    InstanceKind,
    LifecycleStatus,
    Ternary,
)

HOME_MADE_SHARE = 0.07
MAINTENANCE_PER_1200 = 20
IDENTIFIERS = {
    1: "numéro de redevable",
    2: "numéro de dossier social",
    3: "numéro de dossier santé",
    4: "numéro de carte de transport",
    5: "numéro d'acte",
    6: "adresse de courriel d'abonné",
    7: "numéro de foyer",
    8: "numéro de dossier d'urbanisme",
    9: "numéro de procès-verbal",
}
"""What identifies a person inside an RU-30 sector: never the same thing in two sectors."""

_STAFF_BLOCKS = frozenset({"paie", "temps", "competences", "ref-agents", "identites-agents"})
_TECHNOLOGIES = (
    "Oracle 19", "PostgreSQL 15", "SQL Server 2019", "MariaDB 10.6", "Java, PostgreSQL", "PHP, MySQL",
    ".NET, SQL Server", "Access", "Oracle 11g", "Python, PostgreSQL", "Web, hébergé",
)  # fmt: skip


def invent_applications(draft: Draft) -> None:
    """Fill the draft with every holder's applications."""
    total = sum(holder.applications for holder in draft.holders)
    maintenance = _maintenance(len(draft.holders), round(MAINTENANCE_PER_1200 * total / 1200))
    for holder in draft.holders:
        fixed = {"gmao": maintenance[holder.rank], "cimetieres": 1 if holder.rank else 0}
        counts = block_counts(draft.functions, holder, fixed, draft.random)
        for block, count in counts.items():
            for _ in range(count):
                _invent(draft, holder, draft.functions[block])


def _maintenance(holders: int, total: int) -> list[int]:
    """The maintenance applications: three at the métropole, a quarter in the central town, the rest one by one."""
    counts = [0] * holders
    counts[0] = min(3, total)
    counts[1] = max(1, total // 4)
    left = total - counts[0] - counts[1]
    for turn in range(max(0, left)):
        counts[(2 + turn % (holders - 2)) if holders > 2 else 1] += 1
    return counts


def block_counts(
    functions: Mapping[str, Function], holder: Holder, fixed: Mapping[str, int], random: Random
) -> dict[str, int]:
    """How many applications each bloc of a holder has: fixed ones first, the rest by weight (Sainte-Laguë)."""
    counts = {block: count for block, count in fixed.items() if count}
    queue: list[tuple[float, str, float, int]] = []
    for function in functions.values():
        weight = function.commune_weight if holder.rank else function.metropole_weight
        if weight and function.block not in fixed:
            pull = weight * random.uniform(0.7, 1.4)
            heapq.heappush(queue, (-pull, function.block, pull, 1))
    for _ in range(holder.applications - sum(counts.values())):
        _, block, pull, divisor = heapq.heappop(queue)
        counts[block] = counts.get(block, 0) + 1
        heapq.heappush(queue, (-pull / (divisor + 2), block, pull, divisor + 2))
    return {block: counts[block] for block in functions if block in counts}


def _invent(draft: Draft, holder: Holder, function: Function) -> None:
    random = draft.random
    home_made = random.random() < HOME_MADE_SHARE
    product = None if home_made else _choose_product(draft, holder, function.block)
    sector = draft.blocks[function.block].sector
    personal = function.block in _STAFF_BLOCKS or (sector is not None and random.random() < 0.85)
    draft.add_application(
        holder=holder.name,
        name=_name(draft, holder, function, product),
        description=_purpose(draft.blocks[function.block].description, random),
        product=product.name if product else None,
        editor=product.editor if product else None,
        home_made=Ternary.YES if home_made else Ternary.NO,
        block=function.block,
        secondary_blocks=(),
        department=department_name(function.department, holder.rank, len(draft.holders) - 1),
        version=f"{random.randrange(1, 12)}.{random.randrange(10)}" if random.random() < 0.9 else None,
        overlays=None,
        **_life(random, product),
        **_technique(random, holder),
        **_worth(random, holder),
        contract=None,
        correspondent=correspondent(function.words, random) if random.random() < 0.8 else None,
        personal_data=Ternary.YES if personal else Ternary.NO,
        user_identifier=IDENTIFIERS.get(sector or 0) if personal and random.random() < 0.5 else None,
        open_api=Ternary.YES if product and product.open_api else Ternary.NO,
        **_pooling(draft, holder),
        target_decision=None,
        target_date=None,
    )


def _choose_product(draft: Draft, holder: Holder, block: str) -> Product:
    """A product of the bloc, the holder's favourite suite counting five times."""
    products = draft.catalogue.by_block[block]
    favourite = draft.catalogue.suites[holder.rank * 7 % len(draft.catalogue.suites)].name
    weights = [product.weight * (5 if product.suite == favourite else 1) for product in products]
    return draft.random.choices(products, weights)[0]


def _name(draft: Draft, holder: Holder, function: Function, product: Product | None) -> str:
    """How the holder calls it: by its product, by its use, with a place when there are several."""
    random = draft.random
    use = random.choice(function.names)
    names = [use, f"{use} – {random.choice(SITES)}"]
    if product:
        names.insert(random.random() > 0.5, product.name)
    for name in names:
        if draft.take_name(holder.name, name):
            return name
    while True:
        name = f"{random.choice(SITES)} {random.randrange(2, 10 + holder.applications)} – {use}"
        if draft.take_name(holder.name, name):
            return name


def _purpose(description: str, random: Random) -> str:
    parts = [part.strip() for part in re.split(r"\s:\s|,", description)]
    kept = random.sample(parts, min(len(parts), random.choice((1, 2, 2, 3))))
    text = ", ".join(part if part[1:2].isupper() else part[:1].lower() + part[1:] for part in kept)
    return f"{random.choice(('Outil de suivi :', 'Sert à :', 'Gestion :', 'Pour :'))} {text}"


def _life(random: Random, product: Product | None) -> dict[str, Any]:
    draw = random.random()
    started = date(random.randrange(2004, 2025), random.randrange(1, 13), random.choice((1, 1, 15)))
    ends = None
    if draw < 0.02:
        status = LifecycleStatus.PROJECT
        started = TODAY + timedelta(days=random.randrange(60, 400))
    elif draw < 0.04:
        status, started = LifecycleStatus.TRIAL, date(2025, random.randrange(1, 13), 1)
        ends = date(2027, random.randrange(1, 13), 1)
    elif draw < 0.07:
        status, ends = LifecycleStatus.LEAVING, date(2026, random.randrange(3, 13), 30)
    elif draw < 0.10:
        status, ends = LifecycleStatus.STOPPED, date(2025, random.randrange(1, 13), 28)
    else:
        status = LifecycleStatus.IN_USE
    support = product.end_of_support if product and random.random() < 0.8 else None
    return {
        "status": status,
        "started_on": started,
        "ends_on": ends,
        "end_of_support": support,
        "trial_decision": None,
    }


def _technique(random: Random, holder: Holder) -> dict[str, Any]:
    if random.random() < 0.28:
        hosting = Hosting.SAAS
    elif not holder.rank:
        hosting = random.choice((Hosting.METROPOLE, Hosting.METROPOLE, Hosting.PROVIDER))
    else:
        hosting = random.choice((Hosting.LOCAL, Hosting.LOCAL, Hosting.METROPOLE, Hosting.PROVIDER, Hosting.UNKNOWN))
    return {
        "hosting": hosting,
        "server": None,
        "technologies": random.choice(_TECHNOLOGIES) if random.random() < 0.8 else None,
        "data_holder": DataHolder.EDITOR if hosting is Hosting.SAAS else DataHolder.IN_HOUSE,
    }


def _worth(random: Random, holder: Holder) -> dict[str, Any]:
    users = max(1, int(random.lognormvariate(2.6, 1.1) * (4 if holder.rank < 2 else 1)))
    licence = _hundreds(users * random.uniform(20, 120) + random.uniform(0, 2000))
    known = random.random() < 0.9
    return {
        "users": users if random.random() < 0.9 else None,
        "criticality": random.choice((*list(Criticality), Criticality.MEDIUM)),
        "business_value": random.randrange(1, 6),
        "technical_value": random.randrange(1, 6),
        "cost_licence": licence if known else None,
        "cost_maintenance": _hundreds(licence * random.uniform(0.15, 0.6)) if known else None,
        "cost_hosting": _hundreds(random.uniform(0, 4000)) if known and random.random() < 0.6 else None,
    }


def _hundreds(amount: float) -> float:
    """Rounded to 100 €, so that an amount in k€ with one decimal says the same."""
    return float(max(1, round(amount / 100)) * 100)


def _pooling(draft: Draft, holder: Holder) -> dict[str, Any]:
    communes = [other.name for other in draft.holders[1:]]
    if holder.rank or len(communes) < 2 or draft.random.random() < 0.35:
        return {"instance": InstanceKind.COMMUNAL, "served_communes": ()}
    served = set(draft.random.sample(communes, draft.random.randrange(2, min(14, len(communes)) + 1)))
    return {
        "instance": InstanceKind.POOLED,
        "served_communes": tuple(name for name in communes if name in served),
    }
