"""Reading the whole estate, then showing it to a viewer as a `Snapshot`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, get_args, get_type_hints

from sqlalchemy import Connection, Engine

from urbanism import snapshot as records
from urbanism.collector import collector_at_rest
from urbanism.snapshot import Snapshot
from urbanism.store.apply import current_base
from urbanism.store.engine import reading
from urbanism.store.past import (
    Changes,
    changes_since,
    entities_touched_since,
    revision_on,
    revision_written_at,
    rows_before,
)
from urbanism.store.sharing import NO_EXTRA, withhold
from urbanism.store.tables import key_fields
from urbanism.store.viewer import Viewer, viewer_of

SOURCES: dict[str, tuple[str, type]] = {
    "communes": ("commune", records.Commune),
    "expected_blocks": ("expected_block", records.ExpectedBlock),
    "departments": ("department", records.Department),
    "zones": ("zone", records.Zone),
    "districts": ("district", records.District),
    "sectors": ("ru30_sector", records.Ru30Sector),
    "blocks": ("functional_block", records.FunctionalBlock),
    "editors": ("editor", records.Editor),
    "suites": ("suite", records.Suite),
    "products": ("product", records.Product),
    "aliases": ("alias", records.Alias),
    "contracts": ("contract", records.Contract),
    "applications": ("application", records.Application),
    "secondary_blocks": ("secondary_block", records.SecondaryBlock),
    "served_communes": ("served_commune", records.ServedCommune),
    "external_systems": ("external_system", records.ExternalSystem),
    "external_system_blocks": ("external_system_block", records.ExternalSystemBlock),
    "data_objects": ("data_object", records.DataObject),
    "data_object_blocks": ("data_object_block", records.DataObjectBlock),
    "data_uses": ("data_use", records.DataUse),
    "referentials": ("referential", records.Referential),
    "carried_objects": ("carried_object", records.CarriedObject),
    "interfaces": ("interface", records.Interface),
    "interface_objects": ("interface_object", records.InterfaceObject),
    "processings": ("processing", records.Processing),
    "processing_applications": ("processing_application", records.ProcessingApplication),
    "processes": ("process", records.Process),
    "process_steps": ("process_step", records.ProcessStep),
    "poolings": ("pooling", records.Pooling),
    "authority_rules": ("authority_rule", records.AuthorityRule),
    "identity_decisions": ("identity_decision", records.IdentityDecision),
    "projects": ("project", records.Project),
    "project_departments": ("project_department", records.ProjectDepartment),
    "project_blocks": ("project_block", records.ProjectBlock),
    "project_data_objects": ("project_data_object", records.ProjectDataObject),
    "intended_changes": ("intended_change", records.IntendedChange),
    "project_documents": ("project_document", records.ProjectDocument),
    "diagnostics": ("diagnostic", records.Diagnostic),
    "signed_diagnoses": ("signed_diagnosis", records.SignedDiagnosis),
    "reserves": ("reserve", records.Reserve),
    "waivers": ("waiver", records.Waiver),
    "extract_comparisons": ("extract_comparison", records.ExtractComparison),
    "assessments": ("assessment", records.Assessment),
    "campaigns": ("campaign", records.Campaign),
    "attestations": ("attestation", records.Attestation),
    "campaign_communes": ("campaign_commune", records.CampaignCommune),
    "campaign_questions": ("campaign_question", records.CampaignQuestion),
    "campaign_answers": ("campaign_answer", records.CampaignAnswer),
    "review_marks": ("review_mark", records.ReviewMark),
    "assignments": ("assignment", records.Assignment),
    "remarks": ("remark", records.Remark),
    "signed_unknowns": ("signed_unknowns", records.SignedUnknowns),
    "proposals": ("proposal", records.Proposal),
    "scenarios": ("scenario", records.Scenario),
}
"""Each table of the snapshot, the stored table it comes from and the type of its records."""


class Reading(NamedTuple):
    """Every table of the snapshot at one revision, for nobody in particular; `written` is when that revision was."""

    revision: int
    written: datetime | None
    day: date | None
    tables: Mapping[str, tuple[Any, ...]]


def load_snapshot(
    engine: Engine, viewer: Viewer | None = None, today: date | None = None, at: date | int | None = None
) -> Snapshot:
    """The estate as `viewer` (by default the one the engine acts for) may see it, at one revision.

    Args:
        today: the day that ends of contracts, of support… are judged on; by default that of `at`, else the present.
        at: a day (the estate as that day left it) or a revision; by default the estate as it is now.
    """
    return seen_by(viewer or viewer_of(engine), read_estate(engine, at), today)


def read_estate(engine: Engine, at: date | int | None = None, known: Reading | None = None) -> Reading:
    """The whole estate on a day or at a revision, by default as it is now.

    A table that nothing touched since a reading already `known`, later or earlier, is taken from it.
    """
    with collector_at_rest(), reading(engine) as connection:
        present = current_base(connection).revision
        day = at if isinstance(at, date) else None
        wanted = revision_on(connection, at) if isinstance(at, date) else at
        revision = present if wanted is None else min(max(wanted, 0), present)
        changes = changes_since(connection, revision) if revision < present else {}
        same = _untouched(connection, revision, known)
        tables = {
            name: same[name] if name in same else tuple(_load(connection, entity, kind, changes))
            for name, (entity, kind) in SOURCES.items()
        }
        return Reading(revision, revision_written_at(connection, revision), day, tables)


def _untouched(connection: Connection, revision: int, known: Reading | None) -> Mapping[str, tuple[Any, ...]]:
    """The tables that are at `revision` what they are in a reading already known."""
    if known is None or revision_written_at(connection, known.revision) != known.written:
        return {}  # another database was put in the place of the one that was read
    touched = entities_touched_since(connection, min(revision, known.revision))
    return {name: rows for name, rows in known.tables.items() if SOURCES[name][0] not in touched}


def seen_by(viewer: Viewer, read: Reading, today: date | None = None) -> Snapshot:
    """What `viewer` may see of a reading, judged on the day `today`: by default that of the reading, or the present."""
    tables: Mapping[str, Sequence[Any]] = read.tables
    hidden = frozenset(c.id for c in tables["communes"] if not viewer.sees_all_of(c.id))
    if not viewer.sees_everything:
        tables = withhold(tables, {name: entity for name, (entity, _kind) in SOURCES.items()}, hidden)
    return Snapshot(
        revision=read.revision,
        viewer=viewer.name,
        today=today or read.day or date.today(),
        hidden_communes=hidden,
        **{name: tuple(rows) for name, rows in tables.items()},
    )


def _load(connection: Connection, entity: str, kind: Any, changes: Changes) -> Iterable[Any]:
    names: tuple[str, ...] = kind._fields
    quote = connection.dialect.identifier_preparer.quote
    order = ", ".join(map(quote, key_fields(entity)))
    columns = ", ".join(map(quote, names))
    found: Sequence[Any] = connection.exec_driver_sql(
        f"SELECT {columns} FROM {quote(entity)} ORDER BY {order}"  # noqa: S608 - names are the model's own
    ).fetchall()
    if changes:
        found = rows_before(entity, names, found, changes)
    if not found:
        return ()
    converted = [
        convert(column) if convert else column
        for convert, column in zip(_converters(kind), zip(*found, strict=True), strict=True)
    ]
    return map(kind._make, zip(*converted, strict=True))


@cache
def _converters(kind: Any) -> tuple[Callable[[Sequence[Any]], Sequence[Any]] | None, ...]:
    """How each column of a record type goes from what is stored to what the field promises."""
    hints = get_type_hints(kind)
    return tuple(_converter(hints[name]) for name in kind._fields)


def _converter(hint: Any) -> Callable[[Sequence[Any]], Sequence[Any]] | None:
    kinds = get_args(hint) or (hint,)
    if hint == records.Extra:
        return _extras
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return _members(kind)
        if kind is date:
            return _dates
        if kind is bool:
            return _booleans
    return None


def _members(kind: type[StrEnum]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    lookup: dict[Any, StrEnum] = {member.value: member for member in kind}
    return lambda column: [lookup[value] for value in column]


def _dates(column: Sequence[Any]) -> Sequence[Any]:
    return [date.fromisoformat(value) if isinstance(value, str) else value for value in column]


def _booleans(column: Sequence[Any]) -> Sequence[Any]:
    return [bool(value) for value in column]


def _extras(column: Sequence[Any]) -> Sequence[Any]:
    return [NO_EXTRA if value is None else json.loads(value) if isinstance(value, str) else value for value in column]
