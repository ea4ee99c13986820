"""Which objects of the estate the filters of the pages keep, whatever the page lists."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from urbanism.analyses.indexes import application_index, interface_index, referential_index
from urbanism.analyses.search import Filters, fold, search
from urbanism.dashboard.state import Estate, derived
from urbanism.snapshot import FunctionalBlock


def objects_within(estate: Estate, filters: Filters) -> Set[int] | None:
    """The identifiers of the applications, référentiels, flows, communes and blocs that the filters keep.

    None where nothing is filtered. The text of the filters is not looked at; a status is that of applications, and of
    the flows that have one of them at an end.
    """
    places = replace(filters, text="")
    if places == Filters():
        return None
    kept = {entry.record.id for entry in search(derived(application_index, estate), places)}
    flows = [entry.record for entry in search(derived(interface_index, estate), replace(places, statuses=()))]
    kept.update(f.id for f in flows if not filters.statuses or f.source_id in kept or f.target_id in kept)
    kept.update(entry.record.id for entry in search(derived(referential_index, estate), places))
    snapshot = estate.snapshot
    kept.update(commune.id for commune in snapshot.communes if commune.code in filters.communes)
    kept.update(block.id for block in snapshot.blocks if block.code in filters.blocks)
    return kept


def blocks_within(estate: Estate, filters: Filters) -> Set[int]:
    """The blocs that stand where the filters say, whatever they hold."""
    districts = {district.id: district for district in estate.snapshot.districts}
    zones = {zone.id: zone.code for zone in estate.snapshot.zones}

    def stands_there(block: FunctionalBlock) -> bool:
        district = districts[block.district_id]
        places = (
            (filters.blocks, block.code),
            (filters.districts, district.code),
            (filters.zones, zones[district.zone_id]),
            (filters.classes, block.block_class.value),
        )
        return all(not asked or place in asked for asked, place in places)

    return {block.id for block in estate.snapshot.blocks if stands_there(block)}


def says(text: str, parts: Iterable[str]) -> bool:
    """Whether every word of `text` is somewhere in `parts`, whatever the case and the accents."""
    words = fold(text).split()
    if not words:
        return True
    haystack = fold(" ".join(parts))
    return all(word in haystack for word in words)
