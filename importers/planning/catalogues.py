"""Rows that others refer to: communes, departments, editors, products and contracts."""

from __future__ import annotations

from collections.abc import Sequence

from importers.planning.rows import Planning, SourceFile, holders_of_rows, put_rows
from importers.typed import TypedTable
from importers.values import fold
from importers.values.reading import Stored
from importers.values.texts import split_list, split_names
from urbanism.codes import slug


def plan_communes(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Holders; a name already known is that holder."""
    references = planning.references
    for position, name in enumerate(table.column("name")):
        if name is None:
            table.reject(position, "nom_manquant", "Cette ligne ne nomme aucune commune.", "name")
    known = {
        name: (references.commune(name), references.commune_names.get(references.commune(name) or 0))
        for name in dict.fromkeys(table.column("name"))
        if name is not None
    }
    columns: dict[str, Sequence[Stored]] = {
        name: table.columns[name] for name in ("kind", "insee", "inhabitants", "agents") if name in table.columns
    }
    columns["name"] = [known[name][1] or name if name is not None else None for name in table.column("name")]
    codes = {row[2]: row[1] for row in planning.drafts.all_rows("commune")}
    columns["code"] = [
        codes.get(name) or code or (slug(name).lower()[:40] if name else None)
        for name, code in zip(columns["name"], table.column("code"), strict=True)
    ]
    identifiers = put_rows(planning, source, table, "commune", ("name",), columns, mentions=True)
    for position, identifier in enumerate(identifiers):
        if identifier is not None:
            references.learn_commune(str(columns["name"][position]), identifier)
    _expect_blocks(planning, table, identifiers)


def plan_departments(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Directions and services of a holder."""
    holders = holders_of_rows(planning, source, table)
    _require(table, "name", "Cette ligne ne nomme aucune direction.")
    parents = [
        planning.references.department(holder, parent) if parent else None
        for holder, parent in zip(holders, table.column("parent"), strict=True)
    ]
    columns: dict[str, Sequence[Stored]] = {
        "commune_id": holders,
        "name": table.column("name"),
        "parent_id": parents,
        "deputy": table.column("deputy"),
    }
    identifiers = put_rows(planning, source, table, "department", ("commune_id", "name"), columns, mentions=True)
    for position, identifier in enumerate(identifiers):
        if identifier is not None:
            planning.references.learn_department(holders[position], str(columns["name"][position]), identifier)


def plan_editors(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Editors, and the other names they go by."""
    _require(table, "name", "Cette ligne ne nomme aucun éditeur.")
    columns: dict[str, Sequence[Stored]] = {"name": table.column("name"), "siret": table.column("siret")}
    _keep_code(table)
    identifiers = put_rows(planning, source, table, "editor", ("name",), columns, mentions=True)
    for position, identifier in enumerate(identifiers):
        if identifier is None:
            continue
        planning.references.learn_editor(str(columns["name"][position]), identifier)
        for text in split_list(table.column("aliases")[position]):
            planning.references.learn_editor_alias(text, identifier, (table.id, table.row_numbers[position]))


def plan_products(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Products, apart from their instances."""
    _require(table, "name", "Cette ligne ne nomme aucun produit.")
    _keep_code(table)
    references = planning.references
    editors = [references.editor(name) if name else None for name in table.column("editor")]
    suites = [
        references.suite(name, editor) if name else None
        for name, editor in zip(table.column("suite"), editors, strict=True)
    ]
    columns: dict[str, Sequence[Stored]] = {
        "name": table.column("name"),
        "editor_id": editors,
        "suite_id": suites,
        "block_id": [references.block(name) if name else None for name in table.column("block")],
        "description": [
            description or purpose
            for description, purpose in zip(table.column("description"), table.column("purpose"), strict=True)
        ],
        **{name: table.column(name) for name in ("licence", "version", "url", "end_of_support")},
    }
    identifiers = put_rows(planning, source, table, "product", ("name", "editor_id"), columns, mentions=True)
    for position, identifier in enumerate(identifiers):
        if identifier is not None:
            references.learn_product(str(columns["name"][position]), editors[position], identifier)


def plan_contracts(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Agreements with editors; the applications they cover are linked when those are planned."""
    holders = holders_of_rows(planning, source, table)
    references = [
        reference or title for reference, title in zip(table.column("reference"), table.column("title"), strict=True)
    ]
    for position, reference in enumerate(references):
        if reference is None:
            table.reject(position, "reference_manquante", "Ce contrat n’a ni référence ni objet.", "reference")
    columns: dict[str, Sequence[Stored]] = {
        "commune_id": holders,
        "reference": references,
        "editor_id": [planning.references.editor(name) if name else None for name in table.column("editor")],
        **{
            name: table.column(name)
            for name in ("title", "start_date", "end_date", "notice_months", "yearly_amount", "data_return_clause")
        },
    }
    identifiers = put_rows(planning, source, table, "contract", ("commune_id", "reference"), columns)
    for position, identifier in enumerate(identifiers):
        for text in split_list(table.column("applications")[position]) if identifier is not None else ():
            planning.covered[holders[position], fold(text)] = (int(identifier or 0), table, position)


def _require(table: TypedTable, name: str, message: str) -> None:
    for position, value in enumerate(table.column(name)):
        if value is None and table.outcomes[position] is None:
            table.reject(position, "nom_manquant", message, name)


def _keep_code(table: TypedTable) -> None:
    """Editors and products have no code of their own here: the file's is kept beside."""
    guess = table.guess.fields.get("code")
    if guess is None:
        return
    for position, code in enumerate(table.column("code")):
        if code is not None:
            table.extras[position] = {**(table.extras[position] or {}), guess.header: code}


def _expect_blocks(planning: Planning, table: TypedTable, identifiers: Sequence[int | None]) -> None:
    for position, (identifier, names) in enumerate(zip(identifiers, table.column("expected_blocks"), strict=True)):
        for name in split_names(names, planning.references.knows_block) if identifier is not None else ():
            block = planning.references.block(name)
            if block is not None:
                planning.drafts.associate("expected_block", [(identifier, block)])
            else:
                table.say("bloc_inconnu", f"« {name} » n’est pas un bloc de la nomenclature.", position)
