"""Rows that others refer to: communes, departments, editors, products and contracts."""

from __future__ import annotations

from collections.abc import Sequence

from importers.planning.drafts import Drafts
from importers.planning.references import References, free_code, holder_key
from importers.planning.rows import Planning, SourceFile, holders_of_rows, link, put_rows
from importers.typed import Outcome, TypedTable
from importers.values import fold
from importers.values.reading import Stored
from importers.values.texts import split_list, split_names
from urbanism.codes import slug
from urbanism.store.tables import fields_of


def plan_communes(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Holders; a name already known is that holder."""
    references = planning.references
    for position, name in enumerate(table.column("name")):
        if name is None:
            table.reject(position, "nom_manquant", "Cette ligne ne nomme aucune commune.", "name")
    names = _commune_names(references, table.column("name"))
    columns: dict[str, Sequence[Stored]] = {
        name: table.columns[name] for name in ("kind", "insee", "inhabitants", "agents") if name in table.columns
    }
    columns["name"] = names
    columns["code"] = _commune_codes(planning, table, names)
    identifiers = put_rows(planning, source, table, "commune", ("name",), columns, mentions=True)
    for position, identifier in enumerate(identifiers):
        if identifier is not None:
            references.learn_commune(str(names[position]), str(columns["code"][position]), identifier)
    _expect_blocks(planning, table, identifiers)


def _commune_names(references: References, names: Sequence[Stored]) -> list[Stored]:
    """Each holder's name as it is known, or as it was first spelt in the table."""
    spelt: dict[str, Stored] = {}
    found: list[Stored] = []
    for name in names:
        known = references.commune(name) if name is not None else None
        shown = references.commune_names.get(known) if known is not None else name
        found.append(spelt.setdefault(holder_key(shown), shown) if shown is not None else None)
    return found


def _commune_codes(planning: Planning, table: TypedTable, names: Sequence[Stored]) -> list[Stored]:
    """Each holder's code: the one it has, the file's, or one made from its name; a code is one holder's only."""
    by_name = {row[2]: row[1] for row in planning.drafts.all_rows("commune")}
    taken = {code: name for name, code in by_name.items()}
    codes: list[Stored] = []
    for position, (name, told) in enumerate(zip(names, table.column("code"), strict=True)):
        if name is not None and name not in by_name:
            if told is not None and taken.get(told, name) != name:
                table.reject(
                    position,
                    "identifiant_en_double",
                    f"Le code « {told} » est déjà celui de « {taken[told]} ». Donnez-en un autre à cette commune.",
                    "code",
                )
                codes.append(None)
                continue
            by_name[name] = told or free_code(slug(name).lower()[:40] or "commune", taken)
            taken[by_name[name]] = name
        codes.append(by_name.get(name))
    return codes


def plan_departments(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Directions and services of a holder."""
    holders = holders_of_rows(planning, source, table)
    _require(table, "name", "Cette ligne ne nomme aucune direction.")
    references, parents = planning.references, table.column("parent")
    columns: dict[str, Sequence[Stored]] = {
        "commune_id": holders,
        "name": _known_spellings(
            planning.drafts, "department", list(zip(holders, table.column("name"), strict=True)), ("commune_id", "name")
        ),
        "parent_id": [
            references.known_department(holder, parent) if fold(parent or "") != fold(name or "") else None
            for holder, parent, name in zip(holders, parents, table.column("name"), strict=True)
        ],
        "deputy": table.column("deputy"),
    }
    identifiers = put_rows(planning, source, table, "department", ("commune_id", "name"), columns, mentions=True)
    for position, identifier in enumerate(identifiers):
        if identifier is not None:
            references.learn_department(holders[position], str(columns["name"][position]), identifier)
    _attach(planning, table, identifiers, holders)


def _attach(planning: Planning, table: TypedTable, identifiers: Sequence[int | None], holders: Sequence[int]) -> None:
    """Give departments the one above them, now that every row of the table has its own."""
    references, drafts = planning.references, planning.drafts
    position_of_parent = fields_of("department").index("parent_id")
    stored = {row[0]: row[position_of_parent] for row in drafts.stored("department")}
    above: dict[int, Stored] = {}
    for position, (identifier, parent) in enumerate(zip(identifiers, table.column("parent"), strict=True)):
        if identifier is None or not parent or references.known_department(holders[position], parent) == identifier:
            continue
        above[identifier] = references.department(holders[position], parent)
        if identifier in stored and stored[identifier] is None:
            place = (table.id, table.row_numbers[position])
            drafts.update("department", identifier, {"parent_id": None}, {"parent_id": above[identifier]}, place)
            table.outcomes[position] = Outcome.UPDATED
    drafts.complete("department", "parent_id", above)


def plan_editors(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Editors, and the other names they go by."""
    _require(table, "name", "Cette ligne ne nomme aucun éditeur.")
    references = planning.references
    merged = {row[0]: row[1] for row in planning.drafts.stored("editor")}
    told = [merged.get(references.known_editor(name) or 0, name) for name in table.column("name")]
    names = _known_spellings(planning.drafts, "editor", [(name,) for name in told], ("name",))
    columns: dict[str, Sequence[Stored]] = {"name": names, "siret": table.column("siret")}
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
    told = list(table.column("name"))
    merged = {
        row[0]: (row[1], row[fields_of("product").index("editor_id")]) for row in planning.drafts.stored("product")
    }
    for position, (name, editor) in enumerate(zip(told, editors, strict=True)):
        known = references.known_product(name, editor) if name is not None else None
        if known in merged:
            told[position], editors[position] = merged[known]
    columns: dict[str, Sequence[Stored]] = {
        "name": _known_spellings(
            planning.drafts, "product", list(zip(editors, told, strict=True)), ("editor_id", "name")
        ),
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


def _known_spellings(
    drafts: Drafts, entity: str, keys: Sequence[tuple[Stored, ...]], fields: tuple[str, ...]
) -> list[Stored]:
    """The last part of each key, a name, as it was first spelt: case and accents make no other object."""
    positions = [fields_of(entity).index(name) for name in fields]
    spelt: dict[tuple[Stored, ...], Stored] = {}
    for row in drafts.all_rows(entity):
        *owner, name = (row[position] for position in positions)
        spelt.setdefault((*owner, fold(str(name))), name)
    return [spelt.setdefault((*owner, fold(str(name))), name) if name is not None else None for *owner, name in keys]


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
                link(planning, table, "expected_block", [(position, (identifier, block))])
            else:
                table.say("bloc_inconnu", f"« {name} » n’est pas un bloc de la nomenclature.", position)
