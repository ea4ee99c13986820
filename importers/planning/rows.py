"""From a table's rows to objects: create those that are new, merge those that are known, refuse what clashes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from importers.holders import HolderGuess
from importers.planning.drafts import Drafts, Key
from importers.planning.merging import Merger
from importers.planning.parties import EVERYWHERE, Parties
from importers.planning.references import References
from importers.typed import Dispute, Outcome, TypedTable
from importers.values import show
from importers.values.reading import Stored
from urbanism.store.tables import Row, fields_of


@dataclass
class SourceFile:
    """A file on its way into the plan: its tables, and whose estate they describe.

    The holder is created only when a row needs it: a file may name a holder in every row.
    """

    path: str
    guess: HolderGuess
    tables: list[TypedTable]
    merger: Merger
    holder: int | None = None

    def commune_id(self, references: References) -> int:
        """The holder that the file speaks of as a whole."""
        if self.holder is None:
            self.holder = references.commune_or_new(self.guess.name)
        return self.holder


@dataclass
class Planning:
    """All that the making of a plan shares.

    Attributes:
        names: what the profile says that free names stand for (folded text → code).
        pooling_holders: holders whose applications everyone may name (the métropole).
        claimed: by entity, the tables planned so far and, in each, the position of the row that speaks of an object.
        covered: contracts by the holder and folded name of an application they cover, with the row that says so.
        party_codes: the code of each party.
        application_ids: the parties that are applications.
        touched: by entity and file, the objects this run speaks of.
        restored: applications that a workbook of ours tells of: what it does not say of them is not to be guessed.
    """

    drafts: Drafts
    references: References
    parties: Parties
    names: Mapping[str, str] = field(default_factory=dict)
    pooling_holders: tuple[int, ...] = ()
    claimed: dict[str, list[tuple[TypedTable, dict[Key, int]]]] = field(default_factory=dict)
    covered: dict[Key, tuple[int, TypedTable, int]] = field(default_factory=dict)
    party_codes: dict[int, str] = field(default_factory=dict)
    application_ids: set[int] = field(default_factory=set)
    touched: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    restored: set[int] = field(default_factory=set)
    _stored: dict[str, dict[Key, Row]] = field(default_factory=dict)

    def scopes(self, holder: int) -> tuple[int | None, ...]:
        """Where a name written by a holder is looked for: its own, the national systems, the métropole's, all."""
        return (holder, None, *self.pooling_holders, EVERYWHERE)

    def stored_by_key(self, entity: str, key_fields: Sequence[str]) -> dict[Key, Row]:
        """The stored rows of an entity by its natural key."""
        if entity not in self._stored:
            positions = [fields_of(entity).index(name) for name in key_fields]
            self._stored[entity] = {
                tuple(row[position] for position in positions): row for row in self.drafts.stored(entity)
            }
        return self._stored[entity]


def holders_of_rows(planning: Planning, source: SourceFile, table: TypedTable) -> list[int]:
    """The holder of each row: the one its own column names, else the file's."""
    names = table.columns.get("commune")
    if names is None:
        return [source.commune_id(planning.references)] * table.size
    codes = table.columns.get("commune_code")
    known: dict[str, int] = {}
    for position, name in enumerate(names):
        if name is not None and name not in known:
            insee = codes[position] if codes else None
            known[name] = planning.references.commune_or_new(name, insee=insee)
    return [known[name] if name is not None else source.commune_id(planning.references) for name in names]


def put_rows(
    planning: Planning,
    source: SourceFile,
    table: TypedTable,
    entity: str,
    key_fields: Sequence[str],
    columns: dict[str, Sequence[Stored]],
    *,
    mentions: bool = False,
) -> list[int | None]:
    """Create or update an object for each row still undecided; returns their identifiers, None for refused rows.

    `columns` are stored values by column of the entity's table, `key_fields` among them. With `mentions`, several rows
    may speak of one object (a product listed once a use): what they add is kept among its extra attributes.
    """
    keys = list(zip(*(columns[name] for name in key_fields), strict=True))
    stored = planning.stored_by_key(entity, key_fields)
    columns = {**columns, "extra": table.extras} if "extra" in fields_of(entity) else dict(columns)
    identifiers: list[int | None] = [None] * table.size
    new = [False] * table.size
    claims: dict[Key, int] = {}
    others = planning.claimed.setdefault(entity, [])
    taken = set().union(*(claimed for _table, claimed in others))
    for position, key in enumerate(keys):
        if table.outcomes[position] is not None:
            continue
        if key in claims or key in taken:
            if mentions and key in claims and _adds_to(table, claims[key], position, columns):
                continue
            _meet_again(planning, table, position, entity, key, columns, claims)
        elif key in stored:
            claims[key] = position
            identifiers[position] = _merge(planning, source, table, position, entity, stored[key], columns)
        else:
            claims[key] = position
            new[position] = True
    _create(planning, table, entity, columns, new, identifiers)
    others.append((table, claims))
    planning.touched.setdefault((entity, source.path), set()).update(
        identifier for identifier in identifiers if identifier is not None
    )
    return identifiers


def link(planning: Planning, table: TypedTable, entity: str, rows: Iterable[tuple[int, Row]]) -> None:
    """New rows of an association, each told by a row of the table (its position): it updates a stored object."""
    unchanged: dict[int, int] = {}

    def told() -> Iterator[Row]:
        for position, row in rows:
            if table.outcomes[position] is Outcome.UNCHANGED:
                unchanged[row[0]] = position
            yield row

    for owner in planning.drafts.associate(entity, told()):
        if owner in unchanged:
            table.outcomes[unchanged[owner]] = Outcome.UPDATED


def _create(
    planning: Planning,
    table: TypedTable,
    entity: str,
    columns: Mapping[str, Sequence[Stored]],
    new: list[bool],
    identifiers: list[int | None],
) -> None:
    count = sum(new)
    if not count:
        return
    places = [(table.id, row) for row in compress(table.row_numbers, new)]
    chosen = {name: column if count == table.size else list(compress(column, new)) for name, column in columns.items()}
    created = iter(planning.drafts.create_many(entity, count, chosen, places))
    for position, is_new in enumerate(new):
        if is_new:
            identifiers[position] = next(created)
            table.outcomes[position] = Outcome.CREATED


def _meet_again(
    planning: Planning,
    table: TypedTable,
    position: int,
    entity: str,
    key: Key,
    columns: Mapping[str, Sequence[Stored]],
    claims: Mapping[Key, int],
) -> None:
    """A second row of the same run speaks of the same object: the same words are ignored, others are refused."""
    if key in claims:
        first = claims[key]
        if all(column[first] == column[position] for column in columns.values()):
            table.ignore(position, "ligne_en_double", f"Cette ligne répète la ligne {table.row_numbers[first]}.")
            return
        where = f"ligne {table.row_numbers[first]}"
    else:
        other, first = next((table, rows[key]) for table, rows in planning.claimed[entity] if key in rows)
        where = f"feuille « {other.sheet} », ligne {other.row_numbers[first]}"
    label = columns.get("code") or columns.get("reference") or columns.get("name")
    shown = show(label[position] if label else key[-1])
    table.reject(
        position,
        "identifiant_en_double",
        f"« {shown} » désigne déjà un autre objet ({where}). Donnez-lui un autre code, ou supprimez l’une des lignes.",
        "code",
    )


def _adds_to(table: TypedTable, first: int, position: int, columns: Mapping[str, Sequence[Stored]]) -> bool:
    """Let a row add its extra attributes to the object an earlier one created; False where it contradicts it."""
    for name, column in columns.items():
        if name != "extra" and column[position] is not None and column[position] != column[first]:
            return False
    extra: dict[str, Stored] = table.extras[first] or {}
    for header, value in (table.extras[position] or {}).items():
        if extra.get(header) != value:
            extra[header if header not in extra else f"{header} (ligne {table.row_numbers[position]})"] = value
    table.extras[first] = extra
    table.outcomes[position] = Outcome.UNCHANGED
    return True


def _merge(
    planning: Planning,
    source: SourceFile,
    table: TypedTable,
    position: int,
    entity: str,
    stored: Row,
    columns: Mapping[str, Sequence[Stored]],
) -> int | None:
    told = {name: column[position] for name, column in columns.items()}
    merge = source.merger.merge(entity, stored, told)
    for name, (present, value) in {**merge.settled, **merge.conflicts}.items():
        side = source.merger.side(entity, stored[0], name)
        table.disputes.append(Dispute(entity, stored[0], name, present, value, table.row_numbers[position], side))
    if merge.conflicts:
        words = " ; ".join(
            f"{name} : « {show(present)} » enregistré, « {show(value)} » dans ce fichier"
            for name, (present, value) in merge.conflicts.items()
        )
        table.reject(
            position,
            "sources_en_desaccord",
            f"Une autre source a changé la même valeur depuis le dernier import ({words})."
            " Corrigez l’une ou l’autre, puis recommencez.",
            next(iter(merge.conflicts)).removesuffix("_id"),
        )
        return int(stored[0])
    if merge.after:
        place = (table.id, table.row_numbers[position])
        planning.drafts.update(entity, stored[0], merge.before, merge.after, place)
        table.outcomes[position] = Outcome.UPDATED
    else:
        table.outcomes[position] = Outcome.UNCHANGED
    return int(stored[0])
