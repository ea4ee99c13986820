"""Rows of an application list: a product, or a home-made program, in use at a holder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from importers.planning.cited_contracts import cited_contracts, renew_contracts
from importers.planning.parties import candidate
from importers.planning.references import HOME_MADE
from importers.planning.rows import Planning, SourceFile, holders_of_rows, link, put_rows
from importers.typed import TypedTable
from importers.values import fold
from importers.values.reading import Stored
from importers.values.texts import split_list, split_names
from urbanism.codes import application_code, unique_codes
from urbanism.store.tables import fields_of
from urbanism.vocabulary import BlockBasis, InstanceKind, Ternary

PLAIN_FIELDS = (
    "description", "purpose", "data_categories", "url", "home_made", "version", "overlays", "status", "started_on",
    "ends_on", "end_of_support", "trial_decision", "confidentiality", "integrity", "availability", "traceability",
    "hosting", "server", "technologies", "users", "criticality", "business_value", "technical_value", "cost_licence",
    "cost_maintenance", "cost_hosting", "cost_staff", "cost_other", "cost_total", "correspondent", "personal_data",
    "user_identifier", "open_api", "instance", "data_holder", "target_decision", "target_date",
)  # fmt: skip
"""Fields that go into the application as they were read."""


def plan_applications(planning: Planning, source: SourceFile, table: TypedTable) -> None:
    """Create or update the applications of a table, and what they refer to."""
    holders = holders_of_rows(planning, source, table)
    _forget_home_made(table)
    names = _names(table)
    columns: dict[str, Sequence[Stored]] = {name: table.columns[name] for name in PLAIN_FIELDS if name in table.columns}
    columns["commune_id"] = holders
    columns["name"] = names
    columns["code"] = _codes(planning, table, holders, names)
    _leave_merged(planning, table, columns)
    editors = _each(table.column("editor"), planning.references.editor)
    columns["editor_id"] = editors
    stored_products = _stored_products(planning, columns)
    columns["product_id"] = (
        _products(planning, table, editors, stored_products)
        if "product" in table.columns
        else _products_by_name(planning, table, names, editors, stored_products)
    )
    columns["department_id"] = _departments(planning, table, holders)
    blocks = _blocks(planning, table)
    columns["block_id"] = blocks
    columns["block_basis"] = [BlockBasis.STATED.value if block is not None else None for block in blocks]
    contracts = cited_contracts(planning, table, columns)
    columns["contract_id"] = contracts
    served = _served_communes(planning, table)
    if any(served) and "instance" not in columns:
        columns["instance"] = [InstanceKind.POOLED.value if communes else None for communes in served]
    identifiers = put_rows(planning, source, table, "application", ("commune_id", "code"), columns)
    renew_contracts(planning, source, table, contracts)
    _associate(planning, table, identifiers, served)
    _make_known(planning, table, identifiers, columns)


def _forget_home_made(table: TypedTable) -> None:
    """« Développement interne » is no editor and « Custom » no product: the program was made at home."""
    made = list(table.column("home_made"))
    found = False
    for name in ("editor", "product"):
        values = table.columns.get(name)
        if values is None:
            continue
        header = table.guess.fields[name].header
        memo = {value: value is not None and fold(value) in HOME_MADE for value in set(values)}
        for position, value in enumerate(values):
            if memo[value]:
                found = True
                made[position] = made[position] or Ternary.YES.value
                values[position] = None
                table.extras[position] = {**(table.extras[position] or {}), header: value}
    if found:
        table.columns["home_made"] = made


def _names(table: TypedTable) -> list[Stored]:
    """The application's name, else its product's, else its code; a row with none has no identity."""
    names = list(table.column("name"))
    if None not in names:
        return names
    products, codes = table.column("product"), table.column("code")
    for position, name in enumerate(names):
        if name is not None:
            continue
        names[position] = products[position] or codes[position] or _home_made_name(table, position)
        if names[position] is None and table.outcomes[position] is None:
            table.reject(
                position,
                "nom_manquant",
                "Cette ligne ne nomme aucune application. Indiquez un nom, un produit ou un code.",
                "name",
            )
    return names


def _home_made_name(table: TypedTable, position: int) -> Stored:
    product = table.guess.fields.get("product")
    extra = table.extras[position]
    return extra.get(product.header) if product and extra else None


def _codes(planning: Planning, table: TypedTable, holders: list[int], names: list[Stored]) -> list[Stored]:
    """The commune's own codes, or stable ones made from the holder and the name."""
    codes = list(table.column("code"))
    shown = planning.references.commune_names
    for holder in dict.fromkeys(holders):
        missing = [
            position
            for position, code in enumerate(codes)
            if code is None and holders[position] == holder and names[position] is not None
        ]
        made = unique_codes(application_code(shown[holder], str(names[position])) for position in missing)
        for position, code in zip(missing, made, strict=True):
            codes[position] = code
    return codes


def _leave_merged(planning: Planning, table: TypedTable, columns: dict[str, Sequence[Stored]]) -> None:
    """A row about an application that people merged into another is left aside; flows that name it go to the other."""
    references = planning.references
    if not references.knows_merged_applications:
        return
    shown = {row[0]: row[fields_of("application").index("code")] for row in planning.drafts.stored("application")}
    for position, code in enumerate(columns["code"]):
        holder, name = columns["commune_id"][position], columns["name"][position]
        other = references.merged_application(holder, str(code)) if code is not None else None
        if other is None or shown[other] == code or table.outcomes[position] is not None:
            continue
        table.ignore(
            position,
            "fiche_rapprochee",
            f"Cette application a été rapprochée de « {shown[other]} » : sa fiche est celle-là.",
        )
        label = candidate(str(name), str(shown[other]), references.commune_names[holder])
        planning.parties.add(other, holder, label, (name, str(code)))


def _each(values: Sequence[Stored], resolve: Callable[[str], Any]) -> list[Any]:
    """`resolve` applied once to each distinct name, None left as it is."""
    known = {value: resolve(value) if value is not None else None for value in dict.fromkeys(values)}
    return [known[value] for value in values]


def _stored_products(planning: Planning, columns: dict[str, Sequence[Stored]]) -> list[tuple[str, int] | None]:
    """For each row that speaks of a stored application, its product: folded name and identifier."""
    stored = planning.stored_by_key("application", ("commune_id", "code"))
    if not stored:
        return [None] * len(columns["code"])
    position = fields_of("application").index("product_id")
    names = {row[0]: fold(str(row[1])) for row in planning.drafts.stored("product")}
    rows = (stored.get(key) for key in zip(columns["commune_id"], columns["code"], strict=True))
    return [(names[row[position]], row[position]) if row and row[position] is not None else None for row in rows]


def _products(
    planning: Planning,
    table: TypedTable,
    editors: list[int | None],
    stored: list[tuple[str, int] | None],
) -> list[Stored]:
    """The product of each row; one named without its editor stays the product it was, if it bears that name."""
    products, suites = table.column("product"), table.column("suite")
    references = planning.references
    known: dict[tuple[Stored, int | None], int] = {}
    found: list[Stored] = []
    for product, editor, suite, present in zip(products, editors, suites, stored, strict=True):
        if product is None:
            found.append(None)
        elif present is not None and editor is None and present[0] == fold(product):
            found.append(present[1])
        else:
            key = (product, editor)
            if key not in known:
                suite_id = references.suite(suite, editor) if suite else None
                known[key] = references.product(product, editor, suite_id)
            found.append(known[key])
    return found


def _products_by_name(
    planning: Planning,
    table: TypedTable,
    names: list[Stored],
    editors: list[int | None],
    stored: list[tuple[str, int] | None],
) -> list[Stored]:
    """The products of a list that has no column for them: what an editor is said to sell goes by the product's name.

    A program made at home, or without an editor, is taken for no product; an application that has one keeps it.
    """
    made, suites = table.column("home_made"), table.column("suite")
    references = planning.references
    found: list[Stored] = []
    for name, editor, suite, home_made, present in zip(names, editors, suites, made, stored, strict=True):
        if present is not None:
            found.append(present[1])
        elif name is None or editor is None or home_made == Ternary.YES.value:
            found.append(None)
        else:
            suite_id = references.suite(suite, editor) if suite else None
            found.append(references.product(str(name), editor, suite_id))
    return found


def _departments(planning: Planning, table: TypedTable, holders: list[int]) -> list[Stored]:
    names = table.columns.get("department")
    if names is None:
        return [None] * table.size
    known = {
        key: planning.references.department(*key) for key in dict.fromkeys(zip(holders, names, strict=True)) if key[1]
    }
    return [known.get(key) for key in zip(holders, names, strict=True)]


def _blocks(planning: Planning, table: TypedTable) -> list[int | None]:
    """The bloc of each row; a name that is no bloc is kept beside, and said once."""
    names = table.columns.get("block")
    if names is None:
        return [None] * table.size
    header = table.guess.fields["block"].header
    found = _each(names, planning.references.block)
    said: set[Stored] = set()
    for position, (name, block) in enumerate(zip(names, found, strict=True)):
        if name is not None and block is None:
            table.extras[position] = {**(table.extras[position] or {}), header: name}
            if name not in said:
                said.add(name)
                table.say(
                    "bloc_inconnu",
                    f"« {name} » n’est pas un bloc de la nomenclature : un bloc sera proposé, à confirmer.",
                    position,
                    "block",
                )
    return found


def _served_communes(planning: Planning, table: TypedTable) -> list[list[int]]:
    names = table.columns.get("served_communes")
    if names is None:
        return [[] for _ in range(table.size)]
    served: list[list[int]] = []
    for position, value in enumerate(names):
        communes = []
        for name in split_list(value):
            commune = planning.references.commune(name)
            if commune is not None:
                communes.append(commune)
            else:
                table.say("commune_inconnue", f"« {name} » n’est pas une commune connue.", position, "served_communes")
                header = table.guess.fields["served_communes"].header
                table.extras[position] = {**(table.extras[position] or {}), header: value}
        served.append(communes)
    return served


def _associate(planning: Planning, table: TypedTable, identifiers: list[int | None], served: list[list[int]]) -> None:
    link(
        planning,
        table,
        "served_commune",
        (
            (position, (identifier, commune, None))
            for position, (identifier, communes) in enumerate(zip(identifiers, served, strict=True))
            if identifier is not None
            for commune in dict.fromkeys(communes)
        ),
    )
    names = table.columns.get("secondary_blocks")
    if names is None:
        return
    for position, (identifier, value) in enumerate(zip(identifiers, names, strict=True)):
        for name in split_names(value, planning.references.knows_block) if identifier is not None else ():
            block = planning.references.block(name)
            if block is not None:
                link(planning, table, "secondary_block", [(position, (identifier, block))])
            else:
                table.say("bloc_inconnu", f"« {name} » n’est pas un bloc de la nomenclature.", position)


def _make_known(
    planning: Planning, table: TypedTable, identifiers: list[int | None], columns: dict[str, Sequence[Stored]]
) -> None:
    """Let interface lists name these applications."""
    products = table.column("product")
    for position, identifier in enumerate(identifiers):
        if identifier is not None:
            name, code = str(columns["name"][position]), str(columns["code"][position])
            holder = int(columns["commune_id"][position])
            label = candidate(name, code, planning.references.commune_names[holder])
            planning.parties.add(identifier, holder, label, (name, code), (products[position],))
            planning.party_codes[identifier] = code
            planning.application_ids.add(identifier)
