"""Which objects of the estate the filters of the pages keep, whatever the page lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from urbanism.analyses.indexes import application_index, interface_index, referential_index
from urbanism.analyses.search import Filters, fold, search
from urbanism.dashboard.state import Estate, derived


def objects_within(estate: Estate, filters: Filters) -> Collection[int] | None:
    """The identifiers of the applications, référentiels, flows, communes and blocs that the filters keep.

    None where nothing is filtered. The text of the filters is not looked at.
    """
    places = replace(filters, text="")
    if places == Filters():
        return None
    kept: set[int] = set()
    kept.update(entry.record.id for entry in search(derived(application_index, estate), places))
    kept.update(entry.record.id for entry in search(derived(referential_index, estate), places))
    kept.update(entry.record.id for entry in search(derived(interface_index, estate), places))
    snapshot = estate.snapshot
    kept.update(commune.id for commune in snapshot.communes if commune.code in filters.communes)
    kept.update(block.id for block in snapshot.blocks if block.code in filters.blocks)
    return kept


def says(text: str, parts: Iterable[str]) -> bool:
    """Whether every word of `text` is somewhere in `parts`, whatever the case and the accents."""
    words = fold(text).split()
    if not words:
        return True
    haystack = fold(" ".join(parts))
    return all(word in haystack for word in words)
