"""A made-up estate in which each commune writes products in its own way; which product each line is, is known."""

from __future__ import annotations

import random
import string
from collections import Counter
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from urbanism.matching import MatchResult, Record, group

COMMUNES = tuple(f"Commune {letter}" for letter in string.ascii_uppercase[:14])
SYLLABLES = (
    "al an ar bel cal cor del dor el fa ger il kan lis lo ma mel mi nor or pal ra ri sol ta tel tri val ver vi zen "
    "bra cre dru fli gos hum jar kle pon qui ste tur vex wal yor zub"
).split()
MODULES = (
    ("GF", "Finances"),
    ("RH", "Ressources humaines"),
    ("Petite enfance", "Petite enfance"),
    ("Élections", "Élections"),
    ("Cimetière", "Cimetières"),
    ("Marchés publics", "Achats"),
    ("État civil", "État civil"),
    ("Périscolaire", "Éducation"),
)
BLOCKS = (
    "Voirie",
    "Éclairage",
    "Courrier",
    "Archives",
    "Sports",
    "Culture",
    "Urbanisme",
    "Eau",
    "Police municipale",
    "Parc automobile",
)
FORMS = ("", "", " SA", " SAS", " S.A.S.", " Groupe")


@dataclass(frozen=True)
class Product:
    """A product on the market: its editor's own name for it."""

    name: str
    editor: str
    block: str


@dataclass(frozen=True)
class Estate:
    """The lines as communes wrote them, and the product of each, by key."""

    records: list[Record]
    product_of: dict[str, Product]


def estate(seed: int, *, products: int = 150, modular: int = 25) -> Estate:
    """Draw an estate: `products` names, of which `modular` come as two or three modules that are products of their own.

    Names on the market lie more than two letters apart, so that a slip of the keyboard never makes another product.
    """
    draw = random.Random(seed)
    records: list[Record] = []
    product_of: dict[str, Product] = {}
    for product in _market(draw, products, modular):
        for commune in draw.sample(COMMUNES, draw.choice((1, 1, 2, 3, 5, 9))):
            key = f"A{len(records):05}"
            records.append(_line(draw, key, product, commune))
            product_of[key] = product
    return Estate(records, product_of)


def _within(sizes: Counter[object]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def group_quality(truth: Estate, result: MatchResult) -> tuple[float, float]:
    """Precision and recall of the strict zone's groups, over pairs of lines."""
    group_of = {record.key: record.key for record in truth.records}
    for rank, found in enumerate(group(result.pairs).groups):
        group_of |= dict.fromkeys(found.members, f"group {rank}")
    right = _within(Counter((group_of[key], product) for key, product in truth.product_of.items()))
    return right / _within(Counter(group_of.values())), right / _within(Counter(truth.product_of.values()))


def _name(draw: random.Random, syllables: tuple[int, ...] = (2, 3, 3, 4)) -> str:
    return "".join(draw.choices(SYLLABLES, k=draw.choice(syllables))).capitalize()


def _market(draw: random.Random, products: int, modular: int) -> list[Product]:
    editors = [_name(draw, (2, 3)) for _ in range(products // 4)]
    names: list[str] = []
    while len(names) < products:
        name = _name(draw)
        if len(name) > 4 and all(OSA.distance(name, other, score_cutoff=2) > 2 for other in names):
            names.append(name)
    market = []
    for rank, name in enumerate(names):
        editor = draw.choice(editors)
        if rank >= modular:
            market.append(Product(name, editor, draw.choice(BLOCKS)))
            continue
        for module, block in draw.sample(MODULES, draw.choice((2, 3))):
            market.append(Product(f"{name} {module}", editor, block))
    return market


def _line(draw: random.Random, key: str, product: Product, commune: str) -> Record:
    attributes = {
        "Éditeur": product.editor.upper() if draw.random() < 0.3 else product.editor + draw.choice(FORMS),
        "Bloc fonctionnel": product.block,
        "Commune": commune,
        "Utilisateurs": str(draw.randint(1, 300)),
        "Référent": f"Agent {draw.randint(1, 40)}",
    }
    for column in ("Éditeur", "Bloc fonctionnel"):
        if draw.random() < 0.25:
            attributes[column] = ""
    return Record(key, _spelling(draw, product), attributes)


def _spelling(draw: random.Random, product: Product) -> str:
    text = product.name
    if draw.random() < 0.12:
        text = _typo(draw, text)
    version = f"{draw.randint(1, 12)}{draw.choice(('', '.0', '.2', '.5'))}"
    text = draw.choice(
        (
            text,
            text,
            text.upper(),
            text.lower(),
            f"{text} ({product.editor})",
            f"{product.editor.upper()} - {text}",
            f"{product.editor} {text}",
            f"{text} v{version}",
            f"{text} version {version}",
            f"{text.upper()} OPUS v{version.split('.')[0]}",
            f"Logiciel {text}",
            f"{text} - {product.block}",
            f"{text} ({product.block.lower()})",
            f"{text} Web",
        )
    )
    return text.translate(str.maketrans("éèÉ", "eeE")) if draw.random() < 0.3 else text


def _typo(draw: random.Random, text: str) -> str:
    """One letter doubled, dropped or swapped, after the first."""
    place = draw.randrange(1, min(len(text.split()[0]), len(text)) - 1)
    return draw.choice(
        (
            text[:place] + text[place] + text[place:],
            text[:place] + text[place + 1 :],
            text[:place] + text[place + 1] + text[place] + text[place + 2 :],
        )
    )
