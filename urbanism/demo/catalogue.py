"""Invented editors, suites and products. None of them exists; a test holds them against lists of real ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from urbanism.demo.functions import Function

EDITORS = (
    "Arvelune", "Bressilane", "Cadrolys", "Dornavel", "Esquirelle", "Fablonde", "Garambelle", "Hautombre",
    "Isardine", "Jolivaure", "Kermadoc", "Lussandre", "Marvoisin", "Nervolane", "Orphandre", "Pellegrane",
    "Quintaubre", "Roquelaine", "Sarvelin", "Tissandral", "Urvoisel", "Vaubrune", "Wintzelane", "Xandrevel",
    "Ysambre", "Zéphoral", "Aubrelade", "Brumelier", "Corvalande", "Drouvaine", "Embrelor", "Folivelle",
    "Gravambre", "Houlemont", "Ivrandelle", "Jussarelle", "Lormandin", "Mirvelande", "Noustrelle", "Ouvranelle",
)  # fmt: skip
TRADES = ("", " Informatique", " Logiciels", " Systèmes", " Technologies", " Numérique")

SUITES = (
    "Octavelle", "Trivaldin", "Soléandre", "Mosaïdre", "Hexaumont", "Lunarbel", "Carrédune", "Pontanelle",
    "Rivaldor", "Faîtandre",
)  # fmt: skip
CLOSED_SUITES = 3
"""How many suites talk to nothing but themselves."""
SUITE_BLOCKS = 18
"""How many blocs a suite covers."""

ENDINGS = (
    "avelle", "ildor", "ombrin", "uvane", "ostrel", "érande", "aubre", "iquelle", "olande", "umbre",
    "estrine", "ivolle",
)  # fmt: skip


class Suite(NamedTuple):
    """A family of products of one editor. A closed one has no open interface."""

    name: str
    editor: str
    closed: bool


class Product(NamedTuple):
    """An invented product; `weight` is its share of its bloc."""

    name: str
    editor: str
    suite: str | None
    block: str
    licence: str
    end_of_support: date | None
    open_api: bool
    weight: float


@dataclass(frozen=True)
class Catalogue:
    """Everything that is sold in the invented world."""

    editors: tuple[str, ...]
    suites: tuple[Suite, ...]
    products: Mapping[str, Product]
    by_block: Mapping[str, tuple[Product, ...]]


def build_catalogue(functions: Mapping[str, Function], per_block: int, today: date, random: Random) -> Catalogue:
    """Suites across neighbouring blocs, and `per_block` products that stand alone in each bloc."""
    editors = tuple(name + random.choice(TRADES) for name in EDITORS)
    suites = tuple(
        Suite(name, editor, closed=rank < CLOSED_SUITES)
        for rank, (name, editor) in enumerate(zip(SUITES, random.sample(editors, len(SUITES)), strict=True))
    )
    products = [
        _product(f"{suite.name} {functions[block].product}", suite.editor, suite, block, today, random)
        for suite in suites
        for block in _neighbours(list(functions), random)
    ]
    for block, function in functions.items():
        for ending in random.sample(ENDINGS, min(per_block, len(ENDINGS))):
            products.append(_product(function.root + ending, random.choice(editors), None, block, today, random))
    by_block = {block: tuple(p for p in products if p.block == block) for block in functions}
    return Catalogue(editors, suites, {product.name: product for product in products}, by_block)


def _neighbours(blocks: list[str], random: Random) -> list[str]:
    """Blocs near each other, as an editor who grew from one trade to the next covers them."""
    start = random.randrange(len(blocks) - SUITE_BLOCKS * 2)
    return sorted(random.sample(blocks[start : start + SUITE_BLOCKS * 2], SUITE_BLOCKS), key=blocks.index)


def _product(name: str, editor: str, suite: Suite | None, block: str, today: date, random: Random) -> Product:
    return Product(
        name=name,
        editor=editor,
        suite=suite.name if suite else None,
        block=block,
        licence="libre" if suite is None and random.random() < 0.15 else "propriétaire",
        end_of_support=_end_of_support(today, random),
        open_api=not suite.closed if suite else random.random() < 0.6,
        weight=random.uniform(0.5, 3) if suite else random.uniform(0.3, 2),
    )


def _end_of_support(today: date, random: Random) -> date | None:
    """One product in twelve is out of support, one in twelve will be within the year."""
    draw = random.random()
    if draw < 1 / 12:
        days = -random.randrange(30, 1500)
    elif draw < 2 / 12:
        days = random.randrange(30, 330)
    elif draw < 0.8:
        days = random.randrange(800, 3000)
    else:
        return None
    end = today + timedelta(days=days)
    return date(end.year, end.month, 28 if end.month == 2 else 30)
