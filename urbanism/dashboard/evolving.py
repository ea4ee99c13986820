"""What changed between two readings of the estate, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

from urbanism.analyses.comparison import (
    Difference,
    FieldChange,
    IndicatorChange,
    Kind,
    compare,
    compare_indicators,
    tally,
)
from urbanism.analyses.trends import Moment, moment
from urbanism.dashboard.analysing import all_indicators, indicator_texts
from urbanism.dashboard.entities import ENTITIES, stored_in_words
from urbanism.dashboard.fields import field_name
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.state import Estate
from urbanism.exports.evolution import DifferenceLine, IndicatorLine
from urbanism.french import listing
from urbanism.store.snapshots import SOURCES

TIES: Mapping[str, str] = {
    "expected_blocks": "Blocs attendus",
    "secondary_blocks": "Blocs secondaires",
    "served_communes": "Communes servies",
    "external_system_blocks": "Blocs concernés",
    "data_object_blocks": "Blocs concernés",
    "carried_objects": "Autres données recopiées",
    "interface_objects": "Données échangées",
    "processing_applications": "Applications du traitement",
}
"""What an association is called, as a field of its owner."""


@kept(8, "Comparaison en cours…")
def differences(before: Estate, after: Estate) -> Sequence[Difference]:
    """What is not the same in two readings, compared once."""
    return compare(before.snapshot, after.snapshot)


@kept(8)
def tally_of(before: Estate, after: Estate) -> Mapping[Hashable, Counter[Kind]]:
    """How many objects of each table appeared, disappeared and changed."""
    return tally(differences(before, after))


@kept(8)
def communes_of(before: Estate, after: Estate) -> frozenset[int]:
    """The communes of whatever is not the same."""
    return frozenset(one.commune_id for one in differences(before, after) if one.commune_id is not None)


@kept(8, "Comparaison en cours…")
def indicator_changes(before: Estate, after: Estate) -> Sequence[IndicatorChange]:
    """The indicators that moved, compared once."""
    return compare_indicators(all_indicators(before).values(), all_indicators(after).values())


@kept(200)
def moment_of(estate: Estate) -> Moment:
    """The figures of a reading; those of a past day never change, and are kept."""
    return moment(estate.snapshot)


def kind_name(table: str) -> str:
    """What objects of a table are called."""
    entity = SOURCES[table][0]
    return ENTITIES.get(entity, (entity.replace("_", " "),))[0]


def field_in_words(one: Difference, change: FieldChange) -> str:
    """What a field, or an association, is called."""
    return TIES.get(change.field) or field_name(SOURCES[one.table][0], change.field)


def value_in_words(before: Estate, after: Estate, field: str, value: Any) -> str | None:
    """A value as people write it; objects that are gone keep their name."""

    def name_of(identifier: int | None) -> str | None:
        return after.name_of(identifier) or before.name_of(identifier)

    if isinstance(value, tuple):
        tied = [item if isinstance(item, int) else item[0] for item in value]
        return listing(name_of(item) or f"n° {item}" for item in tied) or None
    return stored_in_words(field, dict(value) if isinstance(value, Mapping) else value, name_of)


def lines(before: Estate, after: Estate, found: Sequence[Difference]) -> Iterator[DifferenceLine]:
    """The differences in words, a line a field."""
    for one in found:
        head = (
            one.kind.value,
            kind_name(one.table),
            one.name,
            after.name_of(one.commune_id) or before.name_of(one.commune_id),
            after.name_of(one.block_id) or before.name_of(one.block_id),
        )
        for change in one.fields:
            was, now = (value_in_words(before, after, change.field, value) for value in change[1:])
            yield DifferenceLine(*head, field_in_words(one, change), was, now)
        if not one.fields:
            yield DifferenceLine(*head, None, None, None)


def indicator_lines(changes: Sequence[IndicatorChange]) -> Sequence[IndicatorLine]:
    """The indicators that moved, as the workbook writes them."""
    return [IndicatorLine(c.code, indicator_texts()[c.code].title, c.part, c.before, c.after) for c in changes]
