"""From understood tables to one plan of changes: what others refer to first, then what refers to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from importers.exported.planning import plan_exported
from importers.exported.reading import ExportedTable
from importers.fields import KINDS
from importers.planning.applications import plan_applications
from importers.planning.blocks import propose_blocks
from importers.planning.catalogues import (
    plan_communes,
    plan_contracts,
    plan_departments,
    plan_editors,
    plan_products,
)
from importers.planning.data import (
    plan_data_uses,
    plan_poolings,
    plan_processes,
    plan_processings,
    plan_referentials,
)
from importers.planning.drafts import Drafts
from importers.planning.exchanges import plan_interfaces
from importers.planning.parties import Parties, candidate
from importers.planning.references import References
from importers.planning.retiring import STOPPED, plan_retirements
from importers.planning.rows import Planning, SourceFile
from importers.profiles import Profile
from importers.typed import Candidate, TypedTable
from urbanism.store.tables import fields_of
from urbanism.vocabulary import HolderKind

Step = Callable[[Planning, SourceFile, TypedTable], None]

STEPS: dict[str, Step] = {
    "communes": plan_communes,
    "departments": plan_departments,
    "editors": plan_editors,
    "products": plan_products,
    "contracts": plan_contracts,
    "applications": plan_applications,
    "processings": plan_processings,
    "referentials": plan_referentials,
    "data_uses": plan_data_uses,
    "interfaces": plan_interfaces,
    "processes": plan_processes,
    "poolings": plan_poolings,
}
"""What is done with the rows of each kind of sheet."""


def plan_files(
    connection: Connection, drafts: Drafts, sources: Sequence[SourceFile], profile: Profile, say: Callable[[str], None]
) -> Planning:
    """Put every row of every file into `drafts`; each row's outcome is written in its table."""
    planning = start(drafts, profile)
    if estates := [source for source in sources if _lists(source, "communes")]:
        say("Classeurs écrits par ce logiciel")
        plan_exported(planning, estates)
        planning.references = References(drafts)
        _learn_parties(planning)
    for kind in KINDS:
        for source in sources:
            for table in source.tables:
                if table.guess.kind == kind and not isinstance(table, ExportedTable):
                    say(f"{KINDS[kind].label} de {source.path}")
                    STEPS[kind](planning, source, table)
        planning.pooling_holders = _pooling_holders(drafts)
    if pieces := [source for source in sources if not _lists(source, "communes") and _lists(source)]:
        say("Classeurs de pièces")
        planning.references = References(drafts)
        _learn_parties(planning)
        plan_exported(planning, pieces)
    propose_blocks(planning)
    for source in sources:
        for entity in STOPPED:
            tables = [table for table in source.tables if _tells_of(table, entity)]
            if tables and source.holder is not None:
                plan_retirements(planning, source, entity, tables)
    return planning


def _lists(source: SourceFile, kind: str | None = None) -> bool:
    """Whether a workbook of ours has rows (of a kind). One that lists communes brings an estate, and is read first;
    one that lists none only speaks of what exists or comes with it, and is read last."""
    return any(
        isinstance(table, ExportedTable) and table.size > 0 and kind in (None, table.guess.kind)
        for table in source.tables
    )


def _tells_of(table: TypedTable, entity: str) -> bool:
    """Whether a table of a commune's own file lists objects of an entity: what it leaves out is then gone."""
    kind = table.guess.kind
    return kind is not None and not isinstance(table, ExportedTable) and KINDS[kind].entity == entity


def start(drafts: Drafts, profile: Profile) -> Planning:
    """What is known before any row is planned: everything the store holds."""
    planning = Planning(drafts, References(drafts), Parties(), names=profile.names)
    _learn_parties(planning)
    planning.pooling_holders = _pooling_holders(drafts)
    return planning


def _learn_parties(planning: Planning) -> None:
    """Let rows name the applications, referentials and national systems that are stored or already planned."""
    drafts, shown = planning.drafts, planning.references.commune_names
    products = {row[0]: row[1] for row in drafts.all_rows("product")}
    for entity in ("application", "referential"):
        fields = fields_of(entity)
        for row in drafts.all_rows(entity):
            values = dict(zip(fields, row, strict=True))
            holder, name, code = values["commune_id"], values["name"], values["code"]
            product = products.get(values.get("product_id"))
            planning.parties.add(row[0], holder, candidate(name, code, shown[holder]), (name, code), (product,))
            planning.party_codes[row[0]] = code
            if entity == "application":
                planning.application_ids.add(row[0])
    fields = fields_of("external_system")
    for row in drafts.all_rows("external_system"):
        values = dict(zip(fields, row, strict=True))
        names = (values["name"], values["code"], str(values["name"]).split(" (")[0])
        label = Candidate(f"{values['name']} (système national)", values["code"])
        planning.parties.add(row[0], None, label, names)
        planning.party_codes[row[0]] = values["code"]


def _pooling_holders(drafts: Drafts) -> tuple[int, ...]:
    """The holders whose applications every commune may name: the métropole."""
    kind = fields_of("commune").index("kind")
    return tuple(row[0] for row in drafts.all_rows("commune") if row[kind] == HolderKind.METROPOLE.value)
