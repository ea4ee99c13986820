"""From the sheets of our own workbook to the plan of changes: each object under its own key, each name exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from importers.exported.finding import Finder
from importers.exported.layout import SHEETS, TARGETS, Column, End, Link, Many, Plain, Sheet
from importers.exported.reading import ExportedTable
from importers.planning.rows import Planning, SourceFile, put_rows
from importers.typed import Outcome
from importers.values import show
from importers.values.reading import Stored
from urbanism.codes import application_code, interface_code, referential_code, unique_codes
from urbanism.store.tables import TABLES, fields_of, key_fields

Columns = dict[str, Sequence[Stored]]
LONGEST_FIGURE = 9
"""Digits of a count of users; more is no count."""


def plan_exported(planning: Planning, sources: Sequence[SourceFile]) -> None:
    """Put every row of every sheet that this software wrote into the plan, what others name first."""
    finder = Finder(planning)
    for layout in SHEETS:
        for source in sources:
            for table in source.tables:
                if isinstance(table, ExportedTable) and table.layout is layout:
                    _plan_sheet(planning, source, table, finder)


def _plan_sheet(planning: Planning, source: SourceFile, table: ExportedTable, finder: Finder) -> None:
    layout = table.layout
    columns = _columns(table, finder)
    _give_codes(planning, layout, columns)
    _require(table, columns)
    _refuse_impossible(table, columns)
    for name in layout.key:
        columns.setdefault(name, [None] * table.size)
    _refuse_taken(planning, table, columns)
    identifiers = put_rows(planning, source, table, layout.entity, layout.key, columns)
    finder.forget(layout.entity)
    if layout.entity == "application":
        planning.restored.update(identifier for identifier in identifiers if identifier is not None)
    for column in layout.columns:
        if _is_parent(column, layout) and column.name in table.columns:
            parents = _linked(table, column, columns.get("commune_id"), finder)
            _set_parents(planning, source, table, column.name, identifiers, parents)
    for many in layout.lists:
        _associate(planning, table, many, identifiers, columns, finder)


def _columns(table: ExportedTable, finder: Finder) -> Columns:
    """The stored values of each column that the sheet still has; what is part of another row waits for all of them."""
    columns: Columns = {}
    for column in table.layout.columns:
        if column.name not in table.columns or _is_parent(column, table.layout):
            continue
        if isinstance(column, Plain):
            columns[column.name] = table.columns[column.name]
        elif isinstance(column, End):
            columns[column.name] = _ends(table, column, columns.get("commune_id"), finder)
        else:
            columns[column.name] = _linked(table, column, columns.get("commune_id"), finder)
    return columns


def _is_parent(column: Column, layout: Sheet) -> TypeGuard[Link]:
    """Whether a column names an object of the very same sheet."""
    return isinstance(column, Link) and TARGETS[column.table].entity == layout.entity


def _linked(table: ExportedTable, column: Link, communes: Sequence[Stored] | None, finder: Finder) -> list[Stored]:
    """The object that each row names; a name that leads nowhere is kept beside, and said."""
    texts, scopes = table.column(column.name), table.column(f"{column.name}.scope")
    scope_table = "editors" if TARGETS[column.table].scope == "editor_id" else "communes"
    found: list[Stored] = []
    memo: dict[tuple[Stored, ...], int | None] = {}
    for position, (text, scope) in enumerate(zip(texts, scopes, strict=True)):
        own = communes[position] if communes is not None and column.inherits else None
        key = (text, scope, own)
        if text is not None and key not in memo:
            within = finder.find(scope_table, scope, None) if scope is not None else own
            memo[key] = finder.find(column.table, text, within)
        identifier = memo[key] if text is not None else None
        if text is not None and identifier is None:
            _keep_name(table, position, column.name, text)
        found.append(identifier)
    return found


def _ends(table: ExportedTable, column: End, communes: Sequence[Stored] | None, finder: Finder) -> list[Stored]:
    texts = table.column(column.name)
    kinds, scopes = table.column(f"{column.name}.kind"), table.column(f"{column.name}.scope")
    found: list[Stored] = []
    for position, (text, kind, scope) in enumerate(zip(texts, kinds, scopes, strict=True)):
        own = communes[position] if communes is not None else None
        commune = finder.find("communes", scope, None) if scope is not None else None
        party = finder.party(text, kind, commune, own) if text is not None else None
        if party is None and table.outcomes[position] is None:
            table.reject(
                position,
                "nom_inconnu" if text is not None else "extremite_manquante",
                f"« {text} » n’est le code d’aucune application, d’aucun référentiel ni d’aucun système national connu."
                " Corrigez ce code, ou sa commune."
                if text is not None
                else f"La colonne « {column.label} » est vide : indiquez un code.",
                column.name.removesuffix("_id"),
            )
        found.append(party)
    return found


def _keep_name(table: ExportedTable, position: int, name: str, text: str) -> None:
    short = name.removesuffix("_id")
    header = next((guess.header for guess in table.guess.columns if guess.field == short), short)
    table.extras[position] = {**(table.extras[position] or {}), header: text}
    table.say("nom_inconnu", f"« {text} » ne désigne rien de connu : ce nom est gardé à côté.", position, short)


def _require(table: ExportedTable, columns: Columns) -> None:
    """Refuse the rows that lack what the stored table cannot do without."""
    for column in table.layout.columns:
        stored = TABLES[table.layout.entity].columns[column.name]
        if stored.nullable or stored.server_default is not None:
            continue
        values = columns.get(column.name, [None] * table.size)
        for position, value in enumerate(values):
            if value is None and table.outcomes[position] is None:
                message = f"La colonne « {column.label} » est vide ou ne désigne rien de connu : remplissez-la."
                table.reject(position, "valeur_manquante", message, column.name.removesuffix("_id"))


def _refuse_impossible(table: ExportedTable, columns: Columns) -> None:
    """Refuse the rows that the model has no place for: a name of nothing or of two things, a negative count."""
    subjects = [columns.get(name, [None] * table.size) for name in ("editor_id", "suite_id", "product_id")]
    users = columns.get("users", ())
    for position in range(table.size):
        if table.outcomes[position] is not None:
            continue
        if table.layout.entity == "alias" and sum(ids[position] is not None for ids in subjects) != 1:
            message = (
                "Cette ligne ne désigne pas un seul éditeur, une seule suite ou un seul produit. N’en gardez qu’un."
            )
            table.reject(position, "objet_a_preciser", message, "text")
        elif users and users[position] is not None and users[position] < 0:
            message = "Un nombre d’utilisateurs ne peut pas être négatif. Corrigez-le."
            table.reject(position, "valeur_impossible", message, "users")


def _refuse_taken(planning: Planning, table: ExportedTable, columns: Columns) -> None:
    """Refuse the rows that give an object a name which no two may share, and which another one bears."""
    entity, key = table.layout.entity, table.layout.key
    places = [fields_of(entity).index(part) for part in key]
    for name, values in columns.items():
        if name in key or not TABLES[entity].columns[name].unique:
            continue
        place = fields_of(entity).index(name)
        bearers = {row[place]: tuple(row[part] for part in places) for row in planning.drafts.all_rows(entity)}
        for position, value in enumerate(values):
            own = tuple(columns[part][position] for part in key)
            if value is None or table.outcomes[position] is not None or bearers.setdefault(value, own) == own:
                continue
            message = f"« {value} » nomme déjà « {show(bearers[value][-1])} ». Donnez un autre nom, ou le même code."
            table.reject(position, "nom_en_double", message, name)


def _give_codes(planning: Planning, layout: Sheet, columns: Columns) -> None:
    """Codes for the rows that a person added without one."""
    codes = list(columns.get("code", ()))
    missing = [position for position, code in enumerate(codes) if code is None]
    if not missing or layout.entity not in ("application", "referential", "interface"):
        return
    communes = {row[0]: row[2] for row in planning.drafts.all_rows("commune")}
    parties = {row[0]: row[2] for entity in ("application", "referential") for row in planning.drafts.all_rows(entity)}
    parties |= {row[0]: row[1] for row in planning.drafts.all_rows("external_system")}
    made = []
    for position in missing:
        if layout.entity == "interface":
            ends = (columns["source_id"][position], columns["target_id"][position])
            made.append(interface_code(parties.get(ends[0], ""), parties.get(ends[1], "")))
        else:
            make = application_code if layout.entity == "application" else referential_code
            made.append(make(communes.get(columns["commune_id"][position], ""), show(columns["name"][position])))
    for position, code in zip(missing, unique_codes(made), strict=True):
        codes[position] = code
    columns["code"] = codes


def _set_parents(
    planning: Planning,
    source: SourceFile,
    table: ExportedTable,
    name: str,
    identifiers: Sequence[int | None],
    parents: Sequence[Stored],
) -> None:
    """What an object of a sheet is part of may stand further down the same sheet: it is said once all are known."""
    entity = table.layout.entity
    stored = {row[0]: row for row in planning.drafts.stored(entity)}
    new: dict[int, Stored] = {}
    for position, (identifier, parent) in enumerate(zip(identifiers, parents, strict=True)):
        if identifier is None or parent is None:
            continue
        if identifier not in stored:
            new[identifier] = parent
            continue
        merge = source.merger.merge(entity, stored[identifier], {name: parent})
        if merge.after:
            place = (table.id, table.row_numbers[position])
            planning.drafts.update(entity, identifier, merge.before, merge.after, place)
            table.outcomes[position] = Outcome.UPDATED
    planning.drafts.complete(entity, name, new)


def _associate(
    planning: Planning,
    table: ExportedTable,
    many: Many,
    identifiers: Sequence[int | None],
    columns: Columns,
    finder: Finder,
) -> None:
    lists, scopes = table.columns.get(many.table), table.columns.get(f"{many.table}.scope")
    if lists is None:
        return
    figures = table.columns.get(f"{many.table}.figure")
    width = len(fields_of(many.entity))
    scoped = TARGETS[many.target].scope is not None
    communes = columns.get("commune_id")
    present = {row[: len(key_fields(many.entity))]: row for row in planning.drafts.stored(many.entity)}
    rows = []
    for position, (identifier, texts) in enumerate(zip(identifiers, lists, strict=True)):
        for number, text in enumerate(texts) if identifier is not None else ():
            said = scopes[position][number] if scopes and number < len(scopes[position]) else ""
            own = communes[position] if communes is not None and scoped else None
            within = finder.find("communes", said, None) if said else own
            target = finder.find(many.target, text, within)
            if target is None:
                _keep_name(table, position, many.table, text)
                continue
            figure = _figure(figures, position, number) if many.figure else None
            row = (identifier, target, figure)[:width]
            known = present.get((identifier, target))
            if known is not None and figure is not None and known != row:
                table.say(
                    "chiffre_non_repris",
                    f"« {text} » : {show(known[-1]) or 'aucun chiffre'} enregistré, {figure} dans ce fichier."
                    " Corrigez-le sur la fiche.",
                    position,
                    f"{many.table}.figure",
                )
            rows.append(row)
    planning.drafts.associate(many.entity, rows)


def _figure(figures: Sequence[Stored] | None, position: int, number: int) -> int | None:
    texts = figures[position] if figures else ()
    text = texts[number] if number < len(texts) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_FIGURE else None
