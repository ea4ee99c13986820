"""From raw files to understood tables: whose each file is, what each of its tables holds, what people said of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from importers.choices import Choices
from importers.claims import ENDS_FROM, columns_of
from importers.contents import Known
from importers.exported.reading import exported_revision
from importers.guesses import TableGuess
from importers.holders import guess_holder
from importers.matrix import unfold
from importers.own import read_own
from importers.planning.drafts import Drafts
from importers.planning.merging import Merger
from importers.planning.rows import SourceFile
from importers.profiles import EMPTY, Profile, profile_from_json
from importers.sheets import RawFile
from importers.tables import Table, find_tables
from importers.typed import Issue, examples_of, read_table
from importers.understanding import understand
from importers.values import fold, show
from urbanism.errors import UnusableFile
from urbanism.model.memory import ImportProfile
from urbanism.nomenclature import load_nomenclature
from urbanism.store.tables import read_rows


class Reader:
    """Turns raw files into understood tables."""

    def __init__(
        self, connection: Connection, drafts: Drafts, commune: str | None, profile: Profile | None, choices: Choices
    ) -> None:
        self._connection = connection
        self._choices = choices
        self._drafts = drafts
        self._commune = commune
        self._given = profile
        self._communes = {row[1]: row[0] for row in read_rows(connection, "commune", ("id", "name"))}
        self._known = _known_names(connection)
        self.profile = profile or EMPTY
        self.file_issues: dict[str, tuple[Issue, ...]] = {}

    def read(self, result: RawFile | UnusableFile) -> SourceFile | UnusableFile:
        """The tables of a file, each understood and read."""
        if isinstance(result, UnusableFile):
            return result
        own, others = read_own(result, self._drafts.identifiers.take)
        found = [(sheet.name, unfold(table, self._known)) for sheet in others for table in find_tables(sheet)]
        titles = [text for _name, table in found for text in _titles(table)]
        told = self._commune or (self._given.commune if self._given else None)
        told = self._choices.communes.get(result.path, told)
        guess = guess_holder(result.path, titles, self._communes, told)
        profile = self._profile_of(guess.name)
        guesses = self._understand(result.path, found, profile)
        understood = [
            read_table(table, guess, self._drafts.identifiers.take())
            for (_name, table), guess in zip(found, guesses, strict=True)
        ]
        for (_name, table), typed in zip(found, understood, strict=True):
            typed.examples = examples_of(table)
        self.file_issues[result.path] = tuple(
            Issue(note.code, note.message, note.row + 1 if note.row is not None else None) for note in result.notes
        )
        merger = Merger(self._connection, result.path, exported_revision(result), self._choices)
        return SourceFile(result.path, guess, [*own, *understood], merger)

    def _understand(self, path: str, found: Sequence[tuple[str, Table]], profile: Profile) -> list[TableGuess]:
        """Understand each table; then again those that are no inventory, knowing what the inventory names."""
        titles = [(name, " ".join(_titles(table)), path) for name, table in found]
        columns = [columns_of(table, self._known) for _name, table in found]
        guesses = [understand(each, words, profile) for each, words in zip(columns, titles, strict=True)]
        inventory = _inventory(guesses)
        if inventory is None or len(found) < 2:
            return guesses
        named = _application_names(found[inventory][1], guesses[inventory])
        return [
            guess
            if position == inventory or not _names_applications(table, named)
            else understand([column.naming(named) for column in columns[position]], titles[position], profile)
            for position, ((_name, table), guess) in enumerate(zip(found, guesses, strict=True))
        ]

    def _profile_of(self, commune: str) -> Profile:
        """The corrections kept for a commune, and those given for this run, which have the last word."""
        stored = EMPTY
        identifier = self._communes.get(commune)
        if identifier is not None:
            settings = self._connection.execute(
                select(ImportProfile.settings).where(ImportProfile.commune_id == identifier)
            ).scalar()
            stored = profile_from_json(settings) if settings else EMPTY
        profile = stored.merged_with(self._given) if self._given else stored
        self.profile = self.profile.merged_with(profile)
        return profile


def _inventory(guesses: Sequence[TableGuess]) -> int | None:
    """The table that is most surely a list of applications, if there is one."""
    lists = [position for position, guess in enumerate(guesses) if guess.kind == "applications"]
    return max(lists, key=lambda position: guesses[position].confidence) if lists else None


def _application_names(table: Table, guess: TableGuess) -> frozenset[str]:
    """The names, codes and products that an inventory gives its applications, folded."""
    positions = [column.position for name, column in guess.fields.items() if name in ("name", "code", "product")]
    return frozenset(fold(show(row[position])) for row in table.rows for position in positions if row[position])


def _titles(table: Table) -> list[str]:
    return [show(value) for row in table.ignored if row.reason == "titre" for value in row.values]


def _known_names(connection: Connection) -> Known:
    """Names that make a column recognisable by its content: those of the estate, and well-known products."""
    products = load_nomenclature().products
    return Known(
        {
            "commune": frozenset(fold(row[0]) for row in read_rows(connection, "commune", ("name",))),
            "block": frozenset(
                fold(text) for row in read_rows(connection, "functional_block", ("name", "code")) for text in row
            ),
            "data_object": frozenset(fold(row[0]) for row in read_rows(connection, "data_object", ("name",))),
            "editor": frozenset(
                {fold(row[0]) for row in read_rows(connection, "editor", ("name",))}
                | {fold(product.editor) for product in products if product.editor}
            ),
            "product": frozenset(
                {fold(row[0]) for row in read_rows(connection, "product", ("name",))}
                | {fold(product.name) for product in products}
            ),
        }
    )


def _names_applications(table: Table, names: frozenset[str]) -> bool:
    """Whether at least two columns of a table hold `names`, those of an inventory's applications."""
    head = [list(cells) for cells in zip(*table.rows[:60], strict=True)]
    shares = (sum(fold(show(cell)) in names for cell in cells if cell is not None) / len(cells) for cells in head)
    return sum(share >= ENDS_FROM for share in shares) >= 2
