"""Who pays what: a cost shared between communes by keys that the user weighs.

A key gives each commune its share of one quantity: inhabitants, agents, users of the bloc, or the same for all. Shares
are rounded to the cent so that they add up to the cost exactly (largest remainders).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.planning.convergence.problem import Move, Problem, openings
from urbanism.planning.convergence.settings import Keys


class Share(NamedTuple):
    """What a commune pays, in euros, and the keys that were unknown for it (their part is then shared by the rest)."""

    commune: int
    amount: float
    unknown: tuple[str, ...]


def share(cost: float, members: Mapping[int, Mapping[str, float | None]], keys: Keys) -> tuple[Share, ...]:
    """Share a cost between members.

    Args:
        cost: euros.
        members: by commune, its inhabitants, agents and users (None: unknown).
        keys: weights of the keys; one that nobody informs is left out, its weight going to the others.
    """
    if not members:
        return ()
    weights: dict[int, float] = dict.fromkeys(members, 0.0)
    usable = {
        key: weight
        for key, weight in keys._asdict().items()
        if weight > 0 and (key == "fixed" or any((member.get(key) or 0) > 0 for member in members.values()))
    } or {"fixed": 1.0}
    for key, weight in usable.items():
        quantities = {c: 1.0 if key == "fixed" else max(0.0, m.get(key) or 0.0) for c, m in members.items()}
        total = sum(quantities.values())
        for commune, quantity in quantities.items():
            weights[commune] += weight * quantity / total
    amounts = _to_the_cent(cost, weights)
    return tuple(
        Share(commune, amounts[commune], tuple(k for k in usable if k != "fixed" and member.get(k) is None))
        for commune, member in members.items()
    )


def _to_the_cent(cost: float, weights: Mapping[int, float]) -> dict[int, float]:
    cents, total = round(cost * 100), sum(weights.values())
    exact = {commune: cents * weight / total for commune, weight in weights.items()}
    floors = {commune: int(value // 1) for commune, value in exact.items()}
    late = sorted(exact, key=lambda commune: (floors[commune] - exact[commune], commune))
    for commune in late[: cents - sum(floors.values())]:
        floors[commune] += 1
    return {commune: value / 100 for commune, value in floors.items()}


class Bill(NamedTuple):
    """What a commune pays and spares in one year of a plan, euros."""

    commune: int
    year: int
    pays: float
    spares: float


def bills(graph: EstateGraph, problem: Problem, moves: Iterable[Move], keys: Keys) -> tuple[Bill, ...]:
    """Each commune's yearly amount: the one-off costs of each bloc, shared between those that its moves concern.

    Dues of a contract are its holder's own; what is spared goes to the communes that used the application, by the
    same keys.
    """
    found = tuple(moves)
    opened = openings(found)
    pays: dict[tuple[int, int], float] = {}
    spares: dict[tuple[int, int], float] = {}
    for move in found:
        item, pair = problem.items[move.item], problem.pair_of[move.item, move.target]
        members = _members(graph, item.communes, item.users)
        for part in share(pair.once, members, keys):
            _add(pays, (part.commune, move.year), part.amount)
        _add(pays, (item.holder, move.year), item.dues[move.year])
        for part in share(pair.saving, members, keys):
            for year in range(move.year + 1, problem.settings.years):
                _add(spares, (part.commune, year), part.amount)
    for target, year in opened.items():
        joined = {c for move in found if move.target == target for c in problem.items[move.item].communes}
        for part in share(problem.targets[target].setup, _members(graph, sorted(joined), None), keys):
            _add(pays, (part.commune, year), part.amount)
    return tuple(
        Bill(commune, problem.first_year + year, pays.get((commune, year), 0.0), spares.get((commune, year), 0.0))
        for commune, year in sorted(pays.keys() | spares.keys())
    )


def _members(graph: EstateGraph, communes: Iterable[int], users: int | None) -> dict[int, dict[str, float | None]]:
    found = tuple(communes)
    return {
        commune: {
            "inhabitants": graph.communes[commune].inhabitants,
            "agents": graph.communes[commune].agents,
            "users": users if len(found) == 1 else None,
        }
        for commune in found
    }


def _add(sums: dict[tuple[int, int], float], key: tuple[int, int], amount: float) -> None:
    sums[key] = sums.get(key, 0.0) + amount
