"""Rows about data: referentials, uses of data, processings; and about work: processes and pooling."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from importers.planning.exchanges import find_parties, find_party, names_a_party
from importers.planning.parties import candidate
from importers.planning.references import free_code
from importers.planning.rows import Planning, SourceFile, holders_of_rows, link, put_rows
from importers.typed import TypedTable
from importers.values import fold
from importers.values.reading import Stored
from importers.values.texts import split_names
from urbanism.codes import referential_code, slug, unique_codes
from urbanism.vocabulary import Ternary

CRUD = {"creates": "c", "reads": "rl", "updates": "um", "deletes": "ds"}
"""The letters that say each use, in English then in French (créer, lire, modifier, supprimer)."""


def plan_referentials(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Referentials, the object they are about and those of which they carry a copy."""
    holders = holders_of_rows(planning, source, table)
    names = _names(table, "Cette ligne ne nomme aucun référentiel.")
    references = planning.references
    columns: dict[str, Sequence[Stored]] = {
        name: table.column(name)
        for name in (
            "description", "database", "technology", "owner", "territory", "record_count", "updated_on", "attributes",
            "key", "pattern", "national_source",
        )
    }  # fmt: skip
    columns["commune_id"] = holders
    columns["name"] = names
    columns["code"] = _codes(planning, table, holders, names, "REF")
    columns["data_object_id"] = [references.data_object(name) if name else None for name in table.column("data_object")]
    columns["department_id"] = [
        references.department(holder, name) if name else None
        for holder, name in zip(holders, table.column("department"), strict=True)
    ]
    columns["application_id"] = _optional_applications(planning, table, holders)
    identifiers = put_rows(planning, source, table, "referential", ("commune_id", "code"), columns)
    for position, identifier in enumerate(identifiers):
        if identifier is None:
            continue
        names_carried = split_names(table.column("carried_objects")[position], references.knows_data_object)
        carried = [references.data_object(name) for name in names_carried]
        link(planning, table, "carried_object", ((position, (identifier, item)) for item in dict.fromkeys(carried)))
        name, code = str(names[position]), str(columns["code"][position])
        label = candidate(name, code, references.commune_names[holders[position]])
        planning.parties.add(identifier, holders[position], label, (name, code))
        planning.party_codes[identifier] = code


def plan_data_uses(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Cells of the CRUD matrix."""
    holders = holders_of_rows(planning, source, table)
    applications = find_parties(planning, table, "application", holders)
    objects = [planning.references.data_object(name) if name else None for name in table.column("data_object")]
    for position, item in enumerate(objects):
        if item is None and table.outcomes[position] is None:
            table.reject(position, "objet_manquant", "Cette ligne ne nomme aucune donnée.", "data_object")
    columns: dict[str, Sequence[Stored]] = {
        "application_id": applications,
        "data_object_id": objects,
        **{name: table.column(name) for name in ("role", "entry", "scope", *CRUD)},
    }
    if "crud" in table.columns:
        for name, letters in CRUD.items():
            columns[name] = [
                known or _letter(text, letters)
                for known, text in zip(table.column(name), table.column("crud"), strict=True)
            ]
    put_rows(planning, source, table, "data_use", ("application_id", "data_object_id", "scope"), columns)


def plan_processings(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Entries of the register of processings and the applications that carry them out."""
    holders = holders_of_rows(planning, source, table)
    names = _names(table, "Cette ligne ne nomme aucun traitement.")
    columns: dict[str, Sequence[Stored]] = {
        name: table.column(name)
        for name in ("purpose", "legal_basis", "data_categories", "recipients", "retention", "controller")
    }
    columns["commune_id"] = holders
    columns["name"] = names
    columns["code"] = _codes(planning, table, holders, names, "TRT")
    columns["sector_id"] = [planning.references.sector(text) if text else None for text in table.column("sector")]
    identifiers = put_rows(planning, source, table, "processing", ("commune_id", "code"), columns)
    for position, identifier in enumerate(identifiers):
        knows = partial(names_a_party, planning, holder=holders[position])
        for text in split_names(table.column("applications")[position], knows) if identifier is not None else ():
            found = find_party(planning, text, holders[position]).party_id
            if found in planning.application_ids:
                link(planning, table, "processing_application", [(position, (identifier, found))])
            else:
                _keep_name(table, position, "applications", text)


def plan_processes(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Steps of processes; a process is created the first time a step names it."""
    holders = holders_of_rows(planning, source, table)
    for position, (process, step) in enumerate(zip(table.column("process"), table.column("name"), strict=True)):
        if process is None or step is None:
            table.reject(position, "etape_incomplete", "Cette étape n’a pas de nom, ou pas de processus.", "name")
    processes = _processes(planning, table, holders)
    columns: dict[str, Sequence[Stored]] = {
        "process_id": processes,
        "rank": _ranks(table, processes),
        "name": table.column("name"),
        "actor": table.column("actor"),
        "block_id": [planning.references.block(name) if name else None for name in table.column("block")],
        "application_id": _optional_applications(planning, table, holders),
        "data_read": table.column("data_read"),
        "data_written": table.column("data_written"),
    }
    put_rows(planning, source, table, "process_step", ("process_id", "rank"), columns)


def _processes(planning: Planning, table: TypedTable, holders: Sequence[int]) -> list[int | None]:
    """The process of each step, created the first time a step names it."""
    drafts = planning.drafts
    known = drafts.index("process", lambda row: (row["commune_id"], fold(row["name"])))
    codes = set(drafts.index("process", lambda row: (row["commune_id"], row["code"])))
    found: list[int | None] = []
    for position, (name, holder) in enumerate(zip(table.column("process"), holders, strict=True)):
        if table.outcomes[position] is not None:
            found.append(None)
            continue
        key = (holder, fold(name))
        if key not in known:
            taken = {code for owner, code in codes if owner == holder}
            code = free_code(slug(str(name)).lower()[:60] or "processus", taken)
            codes.add((holder, code))
            known[key] = drafts.create(
                "process",
                (table.id, table.row_numbers[position]),
                commune_id=holder,
                code=code,
                name=name,
                description=table.column("description")[position],
            )
        found.append(known[key])
    return found


def _ranks(table: TypedTable, processes: Sequence[int | None]) -> list[Stored]:
    """The rank of each step in its process: the one stated, else the first free one after the step before."""
    stated = table.column("rank")
    taken = {(process, rank) for process, rank in zip(processes, stated, strict=True) if rank is not None}
    last: dict[int, int] = {}
    ranks: list[Stored] = []
    for process, told in zip(processes, stated, strict=True):
        rank = told
        if process is not None:
            if rank is None:
                rank = last.get(process, 0) + 1
                while (process, rank) in taken:
                    rank += 1
            last[process] = int(rank)
        ranks.append(rank)
    return ranks


def plan_poolings(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """What each holder pools, block by block and year by year."""
    holders = holders_of_rows(planning, source, table)
    blocks = [planning.references.block(name) if name else None for name in table.column("block")]
    for position, block in enumerate(blocks):
        if block is None or table.column("year")[position] is None:
            table.reject(
                position,
                "mutualisation_incomplete",
                "Cette ligne ne donne pas un bloc de la nomenclature et une année.",
                "block" if block is None else "year",
            )
    columns: dict[str, Sequence[Stored]] = {
        "commune_id": holders,
        "block_id": blocks,
        **{name: table.column(name) for name in ("year", "stance", "reason")},
    }
    put_rows(planning, source, table, "pooling", ("commune_id", "block_id", "year"), columns)


def _names(table: TypedTable, message: str) -> list[Stored]:
    names = [name or code for name, code in zip(table.column("name"), table.column("code"), strict=True)]
    for position, name in enumerate(names):
        if name is None and table.outcomes[position] is None:
            table.reject(position, "nom_manquant", message, "name")
    return names


def _codes(
    planning: Planning, table: TypedTable, holders: Sequence[int], names: Sequence[Stored], mark: str
) -> list[Stored]:
    codes = list(table.column("code"))
    shown = planning.references.commune_names
    missing = [position for position, code in enumerate(codes) if code is None and names[position] is not None]
    made = unique_codes(
        referential_code(shown[holders[position]], str(names[position])).replace("-REF-", f"-{mark}-", 1)
        for position in missing
    )
    for position, code in zip(missing, made, strict=True):
        codes[position] = code
    return codes


def _optional_applications(planning: Planning, table: TypedTable, holders: Sequence[int]) -> list[Stored]:
    """The application each row cites, if it is known; a name that leads nowhere is kept beside, never refused."""
    found: list[Stored] = []
    for position, (text, holder) in enumerate(zip(table.column("application"), holders, strict=True)):
        party = None
        if text is not None:
            party = find_party(planning, text, holder).party_id
            if party not in planning.application_ids:
                party = None
                _keep_name(table, position, "application", text)
        found.append(party)
    return found


def _keep_name(table: TypedTable, position: int, name: str, text: str) -> None:
    header = table.guess.fields[name].header
    table.extras[position] = {**(table.extras[position] or {}), header: text}
    table.say(
        "application_inconnue", f"« {text} » n’est pas une application connue : son nom est gardé.", position, name
    )


def _letter(text: Stored, letters: str) -> Stored:
    if text is None:
        return None
    return Ternary.YES.value if any(letter in fold(text) for letter in letters) else Ternary.NO.value
