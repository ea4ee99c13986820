"""What `truth.json` says: what was planted, and what each rule must find in what the workbooks really say.

Rules are stated here over the invented world, apart from the software's own rules, which never read this.
A field that a holder's workbook does not write is unknown, and proves nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from urbanism.demo.layout import Layout
from urbanism.demo.records import Referential, World

_ALWAYS_KNOWN = frozenset(
    {"holder", "code", "name", "source", "target", "block", "served_communes", "family", "is_master", "territory"}
)
_TABLES = ("applications", "interfaces", "referentials", "contracts", "data_uses", "processings")


def as_written(world: World, layouts: Sequence[Layout]) -> World:
    """The world as the workbooks tell it: tables and fields that a holder leaves out are unknown.

    A bloc stays known: where a workbook has no such column, it can be told from the purpose.
    """
    by_holder = {holder.name: layout for holder, layout in zip(world.holders, layouts, strict=True)}
    tables: dict[str, Any] = {
        table: tuple(
            _masked(record, fields)
            for record in getattr(world, table)
            if (fields := _written_fields(by_holder[record.holder], table))
        )
        for table in _TABLES
    }
    return replace(world, **tables)


def _written_fields(layout: Layout, table: str) -> frozenset[str]:
    fields = layout.fields(table)
    if table == "contracts" and not fields and any(f.startswith("contract.") for f in layout.fields("applications")):
        return frozenset(
            f.removeprefix("contract.") for f in layout.fields("applications") if f.startswith("contract.")
        ) | {"reference"}
    return fields


def _masked(record: Any, fields: frozenset[str]) -> Any:
    hidden = {
        name: _unknown(getattr(record, name))
        for name in record._fields
        if name not in fields and name not in _ALWAYS_KNOWN
    }
    return record._replace(**hidden)


def _unknown(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return type(value)("inconnu")
    return () if isinstance(value, tuple) else None


def product_instances(world: World) -> dict[str, list[str]]:
    """The codes of each product's instances, under the product's true name."""
    found: dict[str, list[str]] = defaultdict(list)
    for application in world.applications:
        if application.product:
            found[application.product].append(application.code)
    return dict(sorted(found.items()))


def referential_groups(world: World) -> list[dict[str, Any]]:
    """Referentials that carry the same object on territories that overlap: the métropole's covers every commune's."""
    by_family: dict[str, list[Referential]] = defaultdict(list)
    for referential in world.referentials:
        if referential.family:
            by_family[referential.family].append(referential)
    groups = []
    for family, members in by_family.items():
        everywhere = any(member.territory == world.metropole for member in members)
        territories = {"": members} if everywhere else _by_territory(members)
        for group in territories.values():
            if len(group) > 1:
                master = next((member.code for member in group if member.is_master), None)
                groups.append({"object": family, "codes": [member.code for member in group], "master": master})
    return groups


def _by_territory(members: Sequence[Referential]) -> Mapping[str, list[Referential]]:
    found: dict[str, list[Referential]] = defaultdict(list)
    for member in members:
        found[member.territory].append(member)
    return found


def guessed_blocks(world: World, layouts: Sequence[Layout]) -> dict[str, str]:
    """The bloc of the applications whose workbook has no column for it."""
    without = {
        holder.name
        for holder, layout in zip(world.holders, layouts, strict=True)
        if "block" not in layout.fields("applications")
    }
    return {a.code: a.block for a in world.applications if a.holder in without and a.block}


def planted(world: World) -> Iterator[dict[str, Any]]:
    """The cases put there on purpose, as records of `truth.json`."""
    for case in world.planted:
        yield {"code": case.code, "subjects": list(case.subjects), "note": case.note}
