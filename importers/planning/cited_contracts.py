"""The contract that a row of an application list cites: created with the dates it gives, renewed when they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from importers.planning.rows import Planning, SourceFile
from importers.typed import Outcome, TypedTable
from importers.values import fold, show
from importers.values.reading import Stored
from urbanism.store.tables import fields_of
from urbanism.vocabulary import Ternary

DATES = {"end_date": "contract_end", "notice_months": "notice_months"}
"""What an application list may say of a contract: the contract's fields, and the list's."""


def cited_contracts(planning: Planning, table: TypedTable, columns: Mapping[str, Sequence[Stored]]) -> list[Stored]:
    """The contract of each row, created if need be; one with dates only is named after the application's code."""
    references, ends, notices = table.column("contract"), table.column("contract_end"), table.column("notice_months")
    drafts = planning.drafts
    known = drafts.index("contract", lambda row: (row["commune_id"], row["reference"]))
    found: list[Stored] = []
    for position in range(table.size):
        reference = references[position] or (f"Contrat {columns['code'][position]}" if ends[position] else None)
        if reference is None or table.outcomes[position] is not None:
            found.append(_covering(planning, columns, position))
            continue
        key = (columns["commune_id"][position], reference)
        if key not in known:
            known[key] = drafts.create(
                "contract",
                (table.id, table.row_numbers[position]),
                commune_id=key[0],
                reference=reference,
                editor_id=columns["editor_id"][position],
                end_date=ends[position],
                notice_months=notices[position],
                data_return_clause=Ternary.UNKNOWN.value,
            )
        found.append(known[key])
    return found


def renew_contracts(planning: Planning, source: SourceFile, table: TypedTable, contracts: Sequence[Stored]) -> None:
    """Give stored contracts the dates that the rows citing them now say; the first row to say so is believed."""
    told_columns = {name: table.columns[own] for name, own in DATES.items() if own in table.columns}
    if not told_columns:
        return
    stored = {row[0]: row for row in planning.drafts.stored("contract")}
    first: dict[int, dict[str, Stored]] = {}
    for position, contract in enumerate(contracts):
        if contract not in stored or table.outcomes[position] in (None, Outcome.REJECTED, Outcome.IGNORED):
            continue
        told = {name: column[position] for name, column in told_columns.items()}
        if contract not in first:
            first[contract] = told
            _renew(planning, source, table, position, stored[contract], told)
        elif any(value is not None and first[contract][name] not in (None, value) for name, value in told.items()):
            _disagree(table, position, stored[contract], told, first[contract])


def _renew(
    planning: Planning,
    source: SourceFile,
    table: TypedTable,
    position: int,
    row: tuple[Stored, ...],
    told: Mapping[str, Stored],
) -> None:
    merge = source.merger.merge("contract", row, told)
    if merge.after:
        place = (table.id, table.row_numbers[position])
        planning.drafts.update("contract", row[0], merge.before, merge.after, place)
        if table.outcomes[position] is Outcome.UNCHANGED:
            table.outcomes[position] = Outcome.UPDATED
    if merge.conflicts:
        present = {name: values[0] for name, values in merge.conflicts.items()}
        _disagree(table, position, row, {name: told[name] for name in present}, present)


def _disagree(
    table: TypedTable,
    position: int,
    row: tuple[Stored, ...],
    told: Mapping[str, Stored],
    present: Mapping[str, Stored],
) -> None:
    reference = row[fields_of("contract").index("reference")]
    words = " ; ".join(f"« {show(present[name])} » ailleurs, « {show(told[name])} » ici" for name in told)
    table.say(
        "contrat_en_desaccord",
        f"Le contrat « {reference} » n’a pas les mêmes dates partout ({words}) : celles d’ailleurs sont gardées.",
        position,
        "contract_end",
    )


def _covering(planning: Planning, columns: Mapping[str, Sequence[Stored]], position: int) -> Stored:
    """The contract of a contract list that names this application."""
    if not planning.covered:
        return None
    for name in ("code", "name"):
        key = (columns["commune_id"][position], fold(str(columns[name][position])))
        if key in planning.covered:
            return planning.covered[key][0]
    return None
