"""Two readings of the estate compared: what appeared, disappeared, changed; and what that does to the indicators.

The readings may be two dates, two revisions or two scenarios: records are the same when they bear the same identifier.
What only an association says (the secondary blocs of an application, the data of a flow…) is a field of its owner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from urbanism.analyses.indicators import Figure, Indicator
from urbanism.graph.estate import group
from urbanism.snapshot import Snapshot


class Kind(StrEnum):
    """What became of an object between two readings."""

    APPEARED = "apparu"
    DISAPPEARED = "disparu"
    CHANGED = "modifié"


class FieldChange(NamedTuple):
    """A field of an object whose value differs. An association's value is the tuple of what it ties the object to."""

    field: str
    before: Any
    after: Any


class Difference(NamedTuple):
    """An object that differs: `table` names it as `Snapshot` does; the commune and bloc are those it was last in."""

    table: str
    kind: Kind
    id: int
    name: str
    commune_id: int | None
    block_id: int | None
    fields: tuple[FieldChange, ...] = ()


class IndicatorChange(NamedTuple):
    """An indicator of one part of the estate before and after; None where it has no figure."""

    code: str
    title: str
    part_kind: str
    part_id: int
    part: str
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        """After less before, where both are known."""
        return None if self.before is None or self.after is None else self.after - self.before


ASSOCIATIONS: Mapping[str, str] = {
    "expected_blocks": "communes",
    "secondary_blocks": "applications",
    "served_communes": "applications",
    "external_system_blocks": "external_systems",
    "data_object_blocks": "data_objects",
    "carried_objects": "referentials",
    "interface_objects": "interfaces",
    "processing_applications": "processings",
}
"""The tables without identifiers, and the one that their first field points to."""

OBJECTS = (
    "communes", "departments", "zones", "districts", "blocks", "editors", "suites", "products", "aliases", "contracts",
    "applications", "external_systems", "data_objects", "data_uses", "referentials", "interfaces", "processings",
    "processes", "process_steps", "poolings", "authority_rules", "projects",
)  # fmt: skip
"""The tables that are compared: what the estate is made of, without decisions about it."""


def compare(before: Snapshot, after: Snapshot) -> tuple[Difference, ...]:
    """Every object that is not the same in both readings, table by table, by name."""
    found: list[Difference] = []
    for table in OBJECTS:
        found += sorted(_differences(table, before, after), key=lambda one: (one.name, one.id))
    return tuple(found)


def tally(differences: Iterable[Difference], field: str = "table") -> Mapping[Hashable, Counter[Kind]]:
    """How many objects appeared, disappeared and changed by `table`, `commune_id` or `block_id`."""
    return {
        key: Counter(one.kind for one in ones) for key, ones in group(differences, lambda d: getattr(d, field)).items()
    }


def compare_indicators(before: Iterable[Indicator], after: Iterable[Indicator]) -> tuple[IndicatorChange, ...]:
    """The indicators whose figure differs or is known on one side only; parts are the same by kind and identifier."""
    former = {(one.code, one.part_kind, one.part_id): one for one in before}
    present = {(one.code, one.part_kind, one.part_id): one for one in after}
    changes = []
    for key in {**present, **former}:
        one = present.get(key) or former[key]
        change = IndicatorChange(*one[:5], _value(former.get(key)), _value(present.get(key)))
        if change.before != change.after:
            changes.append(change)
    return tuple(changes)


def _value(indicator: Indicator | None) -> float | None:
    return indicator.figure.value if indicator and isinstance(indicator.figure, Figure) else None


def _differences(table: str, before: Snapshot, after: Snapshot) -> Iterable[Difference]:
    former = {record.id: record for record in getattr(before, table)}
    present = {record.id: record for record in getattr(after, table)}
    ties = {name: (_ties(before, name), _ties(after, name)) for name, owner in ASSOCIATIONS.items() if owner == table}
    for identifier, record in present.items():
        old = former.get(identifier)
        if old is None:
            yield _difference(table, Kind.APPEARED, record, after)
            continue
        fields = [
            FieldChange(name, was, now)
            for name, was, now in zip(record._fields, old, record, strict=True)
            if was is not now and was != now
        ]
        for name, (then, now_tied) in ties.items():
            was, now = then.get(identifier, ()), now_tied.get(identifier, ())
            if was != now:
                fields.append(FieldChange(name, was, now))
        if fields:
            yield _difference(table, Kind.CHANGED, record, after)._replace(fields=tuple(fields))
    for identifier, record in former.items():
        if identifier not in present:
            yield _difference(table, Kind.DISAPPEARED, record, before)


def _ties(snapshot: Snapshot, table: str) -> Mapping[int, tuple[Any, ...]]:
    """What an association says of each owner: the other identifiers, or rows where it says more."""
    found: dict[int, list[Any]] = {}
    for row in getattr(snapshot, table):
        found.setdefault(row[0], []).append(row[1] if len(row) == 2 else tuple(row[1:]))
    return {owner: tuple(sorted(others, key=str)) for owner, others in found.items()}


def _difference(table: str, kind: Kind, record: Any, snapshot: Snapshot) -> Difference:
    commune, block = _place(record, snapshot)
    return Difference(table, kind, record.id, _name(record, snapshot), commune, block)


def _name(record: Any, snapshot: Snapshot) -> str:
    """What a person calls a record: its own name, or those of what it ties together."""
    for field in ("name", "reference", "text"):
        if getattr(record, field, None):
            return str(getattr(record, field))
    ends = [getattr(record, field, None) for field in ("source_id", "target_id", "application_id", "data_object_id")]
    ends = ends if any(ends) else [getattr(record, field, None) for field in ("commune_id", "block_id")]
    names = [_name(snapshot.by_id[end], snapshot) for end in ends if end is not None and end in snapshot.by_id]
    separator = " → " if hasattr(record, "target_id") else ", "
    year = getattr(record, "year", None)
    return separator.join([*names, str(year)] if year else names) or str(getattr(record, "code", record.id))


def _place(record: Any, snapshot: Snapshot) -> tuple[int | None, int | None]:
    """The commune and the bloc of a record: its own, or those of the application it is about."""
    if hasattr(record, "inhabitants"):  # a commune is its own place
        return record.id, None
    about = snapshot.by_id.get(getattr(record, "application_id", None) or getattr(record, "source_id", None) or 0)
    commune = getattr(record, "commune_id", None) or getattr(about, "commune_id", None)
    block = getattr(record, "block_id", None) or getattr(about, "block_id", None)
    return commune, block
