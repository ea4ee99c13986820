"""How people write: products and editors spelt their way, money, dates, yes and no, applications named freely."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from urbanism.demo.functions import load_functions, shipped_nomenclature
from urbanism.demo.layout import Layout
from urbanism.demo.records import Holder
from urbanism.demo.tables import Estate
from urbanism.vocabulary import Ternary

Cell = str | int | float | date | None

_MONEY = frozenset({"cost_licence", "cost_maintenance", "cost_hosting", "cost_total", "yearly_amount"})
_IMPOSSIBLE_DATES = ("31/02/2023", "00/01/2024", "15/13/2022", "2O24", "début 20224")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_NOTES = ("à revoir en 2027", "voir avec la DSI", "double saisie", "très lent", "marché groupé ?", "doc. à retrouver")


class Written(NamedTuple):
    """A cell, and what a reader should understand: `checked` is False where the cell leaves it open."""

    cell: Cell
    expected: Any
    checked: bool


class Speller:
    """One holder's hand: writes any value of its workbook in its own way."""

    def __init__(self, estate: Estate, holder: Holder, layout: Layout) -> None:
        self.estate, self.holder, self.layout, self.style = estate, holder, layout, layout.style
        self.random = Random(f"{estate.world.seed}/{holder.name}")  # noqa: S311 – an invented sample, not a secret
        self._words = _words(self.style.words)
        self._special: Mapping[str, Callable[[Any], Written]] = {
            "product": self._product,
            "editor": self._editor,
            "block": self._block,
            "secondary_blocks": self._blocks,
            "expected_blocks": self._blocks,
            "source": self._end,
            "target": self._end,
            "application": self._application,
            "applications": self._applications,
            "data_objects": self._objects,
            "data_object": self._object,
            "carried_objects": self._objects,
            "served_communes": lambda value: self._joined(value, value),
        }

    def write(self, field: str, value: Any) -> Written:
        """A value of a field, as this holder writes it."""
        if value is None or value in ((), "inconnu"):
            return self._unknown(value)
        name = field.rpartition(".")[2]
        if name in self._special:
            return self._special[name](value)
        if name in _MONEY:
            return Written(self._money(value), value, True)
        if isinstance(value, Ternary):
            return self._yes_no(value)
        if isinstance(value, StrEnum):
            return Written(self._words.get(value, str(value)), str(value), True)
        if isinstance(value, date):
            return self._date(value)
        return Written(value, value, True)

    def note(self) -> Cell:
        """A free remark, now and then."""
        return self.random.choice(_NOTES) if self.random.random() < 0.15 else None

    def _unknown(self, value: Any) -> Written:
        word = self.style.unknown if self.random.random() < 0.6 else ""
        expected: Any = str(value) if isinstance(value, str) else [] if value == () else None
        return Written(word or None, expected, bool(word))

    def _yes_no(self, value: Ternary) -> Written:
        word = self.style.yes if value is Ternary.YES else self.style.no
        return Written(word or None, str(value), bool(word))

    def _money(self, amount: float) -> Cell:
        whole = f"{amount:,.0f}".replace(",", " ")
        cells: Mapping[str, Cell] = {
            "number": amount,
            "comma": f"{amount:.2f}".replace(".", ","),
            "euro": f"{whole},00 €".replace(" ", "\N{NO-BREAK SPACE}"),
            "euro_plain": f"{whole} €",
            "thousands": f"{amount / 1000:.1f} k€".replace(".", ","),
            "yearly": f"{whole} €/an",
        }
        return cells[self.style.money]

    def _date(self, value: date) -> Written:
        if not self.style.dates:
            return Written(value, value.isoformat(), True)
        if self.random.random() < self.style.mistakes:
            return Written(self.random.choice(_IMPOSSIBLE_DATES), None, True)
        if self.style.dates == "long":
            return Written(f"{value.day} {_MONTHS[value.month - 1]} {value.year}", value.isoformat(), True)
        return Written(value.strftime(self.style.dates), value.isoformat(), True)

    def _product(self, name: str) -> Written:
        text = self._spelt(name, self._product_variants)
        return Written(text, text.strip(), True)

    def _editor(self, name: str) -> Written:
        text = self._spelt(name, _editor_variants)
        return Written(text, text.strip(), True)

    def _spelt(self, name: str, variants: Callable[[str], tuple[str, ...]]) -> str:
        if self.style.spelling == "exact":
            return name
        if self.style.spelling == "upper":
            return name.upper()
        draw = self.random.random()
        if draw < 0.02:
            return _mistyped(name, self.random)
        if draw < 0.04:
            return f"{name} "
        return name if draw < 0.6 else self.random.choice(variants(name))

    def _product_variants(self, name: str) -> tuple[str, ...]:
        editor = self.estate.world.catalogue.products[name].editor.split()[0]
        return (
            name.upper(),
            _plain(name),
            name.replace(" ", "-", 1),
            f"{name} ({editor})",
            f"{editor} {name}",
            f"{name} v{self.random.randrange(2, 9)}",
        )

    def _block(self, code: str) -> Written:
        texts = {"name": _block_names()[code], "code": code, "words": load_functions()[code].words}
        return Written(texts[self.style.blocks], code, True)

    def _blocks(self, codes: tuple[str, ...]) -> Written:
        return self._joined([str(self._block(code).cell) for code in codes], codes)

    def _objects(self, codes: tuple[str, ...]) -> Written:
        names = [_object_names().get(code, code) for code in codes]
        return self._joined(names, names)

    def _object(self, code: str) -> Written:
        name = _object_names().get(code, code)
        return Written(name, name, True)

    def _applications(self, codes: tuple[str, ...]) -> Written:
        return self._joined([self.estate.names[code] for code in codes], codes)

    def _application(self, code: str) -> Written:
        return Written(self.estate.names[code], code, True)

    def _joined(self, texts: Any, expected: Any) -> Written:
        return Written(self.style.separator.join(texts), list(expected), True)

    def _end(self, code: str) -> Written:
        """An end of a flow: a national system by its name, another holder's application with that holder's name."""
        if code not in self.estate.names:
            return Written(_national_names()[code], code, True)
        name = self.estate.names[code]
        owner = self.estate.holders[code]
        if owner != self.holder.name and owner != self.estate.world.metropole:
            return Written(f"{name} ({owner})", code, True)
        if self.style.ends == "code" and owner == self.holder.name:
            return Written(code, code, True)
        return Written(self._freely(code, name) if self.style.ends == "free" else name, code, True)

    def _freely(self, code: str, name: str) -> str:
        draw = self.random.random()
        product = self.estate.products.get(code)
        if draw < 0.12 and self.layout.codes.applications and self.estate.holders[code] == self.holder.name:
            return code
        if draw < 0.25 and product and product != name:
            return f"{name} ({product})"
        if draw < 0.4:
            return _plain(name).upper()
        if draw < 0.45:
            return name.lower()
        if draw < 0.48 and len(name) > 12:
            return _mistyped(name, self.random)
        return name


def _editor_variants(name: str) -> tuple[str, ...]:
    short = name.split()[0]
    return (short, name.upper(), _plain(name), f"Sté {short}", f"{short} SAS", f"{short.upper()} S.A.")


def _plain(text: str) -> str:
    text = text.replace("–", "-")
    return unicodedata.normalize("NFKD", text.replace("Œ", "Oe").replace("œ", "oe")).encode("ascii", "ignore").decode()


def _mistyped(text: str, random: Random) -> str:
    """Two letters swapped, one doubled or one dropped, never the first."""
    at = random.randrange(1, len(text) - 1)
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return random.choice((swapped, text[:at] + text[at] + text[at:], text[:at] + text[at + 1 :]))


@cache
def _words(name: str) -> Mapping[str, str]:
    sets = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return dict(sets.get(name, {}))


@cache
def _block_names() -> Mapping[str, str]:
    return {block.code: block.name for block in shipped_nomenclature().blocks}


@cache
def _object_names() -> Mapping[str, str]:
    return {item.code: item.name for item in shipped_nomenclature().reference_objects}


@cache
def _national_names() -> Mapping[str, str]:
    return {system.code: system.name for system in shipped_nomenclature().national_interfaces}
