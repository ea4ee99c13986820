"""Finding things: every word of a question, in anything known of them, and filters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Generic, NamedTuple, TypeVar

NONE = "aucun"
"""The code that stands for « no bloc », « no known editor » in a filter."""

Record = TypeVar("Record")


@dataclass(frozen=True)
class Filters:
    """What a person asks to see; within a field any of the values fits, an empty field lets everything through.

    Communes, zones, quartiers and blocs are given by code, editors by name, classes and statuses by their word.
    """

    text: str = ""
    communes: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


class Places(NamedTuple):
    """Where a thing stands on the plan d'occupation des sols (codes), and the words that say it."""

    blocks: frozenset[str]
    districts: frozenset[str]
    zones: frozenset[str]
    classes: frozenset[str]
    words: str


class Entry(NamedTuple, Generic[Record]):
    """A thing that can be found: what is searched in it (folded), and the values that filters compare."""

    record: Record
    haystack: str
    name: str
    communes: frozenset[str]
    places: Places
    editors: frozenset[str]
    status: str


def fold(text: str) -> str:
    """Lower case, without accents or ligatures: what a search compares."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE").replace("’", "'"))
    for mark in filter(unicodedata.combining, set(decomposed)):
        decomposed = decomposed.replace(mark, "")
    return decomposed.casefold()


def search(entries: Iterable[Entry[Record]], filters: Filters) -> list[Entry[Record]]:
    """The entries that fit; with a text, those named so come first, then those whose name holds it."""
    wanted = _Wanted.of(filters)
    found = [entry for entry in entries if wanted.fits(entry)]
    question = fold(filters.text.strip())
    if question:
        found.sort(key=lambda entry: farness(entry.name, question))
    return found


def farness(name: str, question: str) -> int:
    """How far a folded name is from a folded question: 0 the same, 1 begins with it, 2 holds it, 3 else."""
    if name == question:
        return 0
    if name.startswith(question):
        return 1
    return 2 if question in name else 3


@dataclass(frozen=True)
class _Wanted:
    """Filters made ready to be compared with many entries."""

    words: tuple[str, ...]
    communes: frozenset[str]
    zones: frozenset[str]
    districts: frozenset[str]
    blocks: frozenset[str]
    editors: frozenset[str]
    classes: frozenset[str]
    statuses: frozenset[str]

    @classmethod
    def of(cls, filters: Filters) -> _Wanted:
        sets = {
            field.name: frozenset(getattr(filters, field.name)) for field in fields(filters) if field.name != "text"
        }
        return cls(words=tuple(fold(filters.text).split()), **sets)

    def fits(self, entry: Entry[Record]) -> bool:
        return (
            all(word in entry.haystack for word in self.words)
            and (not self.communes or not self.communes.isdisjoint(entry.communes))
            and (not self.statuses or entry.status in self.statuses)
            and (not self.editors or not self.editors.isdisjoint(entry.editors))
            and self._fits_places(entry.places)
        )

    def _fits_places(self, places: Places) -> bool:
        return (
            (not self.blocks or not self.blocks.isdisjoint(places.blocks))
            and (not self.districts or not self.districts.isdisjoint(places.districts))
            and (not self.zones or not self.zones.isdisjoint(places.zones))
            and (not self.classes or not self.classes.isdisjoint(places.classes))
        )
