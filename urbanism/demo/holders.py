"""The métropole and its communes: sizes, from the central town's 350 applications to the smallest one's 25."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from urbanism.demo.functions import Function
from urbanism.demo.names import METROPOLE, town_names
from urbanism.demo.records import Holder
from urbanism.vocabulary import HolderKind

METROPOLE_SHARE = 0.15
CENTRAL_SHARE = 350 / 1200
SMALLEST_OVER_LARGEST = 25 / 88
"""Smallest commune over the largest one after the central town."""


def invent_holders(applications: int, communes: int, functions: Mapping[str, Function], random: Random) -> list[Holder]:
    """The métropole, then the communes by size; their applications sum to `applications`."""
    shares = _shares(communes)
    counts = [int(share * applications) for share in shares]
    counts[1] += applications - sum(counts)
    names = [METROPOLE, *town_names(communes, random)]
    inhabitants = [0] + [round(count * random.uniform(550, 750)) for count in counts[1:]]
    inhabitants[0] = sum(inhabitants)
    return [
        Holder(
            rank=rank,
            name=name,
            kind=HolderKind.COMMUNE if rank else HolderKind.METROPOLE,
            insee=f"00{100 + rank:03d}" if rank else None,
            inhabitants=inhabitants[rank],
            agents=round(inhabitants[rank] * (0.018 if rank else 0.006)),
            applications=counts[rank],
            thorough=rank <= max(2, communes // 2),
            expected_blocks=_expected(functions, rank / communes) if rank else (),
        )
        for rank, name in enumerate(names)
    ]


def _expected(functions: Mapping[str, Function], place: float) -> tuple[str, ...]:
    """The blocs a commune is expected to cover: the smaller it is (0 to 1), the fewer."""
    least = 3 if place < 0.25 else 4 if place < 0.6 else 5
    return tuple(block for block, function in functions.items() if function.commune_weight >= least)


def _shares(communes: int) -> list[float]:
    others = communes - 1
    if others <= 0:
        return [METROPOLE_SHARE, 1 - METROPOLE_SHARE]
    ratio = SMALLEST_OVER_LARGEST ** (1 / max(1, others - 1))
    weights = [ratio**rank for rank in range(others)]
    left = 1 - METROPOLE_SHARE - CENTRAL_SHARE
    return [METROPOLE_SHARE, CENTRAL_SHARE, *(left * weight / sum(weights) for weight in weights)]
