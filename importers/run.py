"""Importing files: prepare a plan and show it, then apply the same plan in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, select

from importers.choices import NO_CHOICE, Choices
from importers.contents import Known
from importers.exported.reading import exported_revision
from importers.holders import guess_holder
from importers.matrix import unfold
from importers.own import read_own
from importers.planning.drafts import Drafts
from importers.planning.merging import Merger
from importers.planning.plan import plan_files
from importers.planning.rows import SourceFile
from importers.profiles import EMPTY, Profile, profile_from_json
from importers.sheets import RawFile
from importers.sources import Readings, Source, open_sources, read_sources
from importers.tables import Table, find_tables
from importers.typed import Issue, Outcome, TypedTable, examples_of, read_table, totals
from importers.understanding import APPLICATION_NAMES, LEFT_OUT, TableGuess, names_applications, understand
from importers.values import fold, show
from urbanism.collector import collector_at_rest
from urbanism.errors import NotAllowed, UnusableFile
from urbanism.model.memory import ImportProfile
from urbanism.nomenclature import load_nomenclature
from urbanism.store import apply_plan
from urbanism.store.apply import current_base
from urbanism.store.changes import FileReport, Plan, SheetReport
from urbanism.store.engine import reading
from urbanism.store.rights import EVERYTHING, may_edit, objects_of, refuse_unlawful
from urbanism.store.tables import read_rows
from urbanism.store.viewer import viewer_of
from urbanism.vocabulary import Origin

Progress = Callable[[str, float], None]
"""Told what is being done, and how far along (0 to 1)."""

IMPORTED, REFUSED, IGNORED = "imported", "refused", "ignored"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, with the tables found in it and why it was not used, if so."""

    path: str
    status: str
    reason: str | None
    tables: tuple[TypedTable, ...]
    issues: tuple[Issue, ...]
    report_id: int
    commune_id: int | None
    commune: str | None

    def to_json(self) -> dict[str, Any]:
        """As the contract wants it."""
        return {
            "path": self.path,
            "status": self.status,
            "reason": self.reason,
            "commune": self.commune,
            "issues": [issue.to_json() for issue in self.issues],
            "sheets": [sheet_to_json(table) for table in self.tables],
        }


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """A plan ready to apply, and all that was understood on the way to it."""

    plan: Plan
    files: tuple[FileOutcome, ...]

    @property
    def is_usable(self) -> bool:
        """Whether at least one file could be used."""
        return any(file.status == IMPORTED for file in self.files)

    @property
    def is_clean(self) -> bool:
        """Whether every file was used and every row accepted."""
        return self.counts()["rejected"] == 0 and all(file.status != REFUSED for file in self.files)

    def counts(self) -> dict[str, int]:
        """Rows of every file by what became of them."""
        return totals([table.counts() for file in self.files for table in file.tables])

    def to_json(self, run: int | None = None) -> dict[str, Any]:
        """As the contract wants it; `run` is None for a plan that is only shown."""
        return {"run": run, "files": [file.to_json() for file in self.files], "totals": self.counts()}


def prepare_import(
    engine: Engine,
    paths: Sequence[str],
    commune: str | None = None,
    profile: Profile | None = None,
    progress: Progress | None = None,
    author: str = "utilisateur local",
    choices: Choices = NO_CHOICE,
    readings: Readings | None = None,
) -> ImportPreview:
    """Read files and plan what importing them would change; nothing is written.

    `readings`: the files that an earlier plan of the same import has read.
    """
    with collector_at_rest():
        return _prepare(engine, paths, commune, profile, progress, author, choices, readings)


def _prepare(
    engine: Engine,
    paths: Sequence[str],
    commune: str | None,
    profile: Profile | None,
    progress: Progress | None,
    author: str,
    choices: Choices,
    readings: Readings | None,
) -> ImportPreview:
    say = progress or (lambda _message, _share: None)
    with reading(engine) as connection, open_sources([str(path) for path in paths]) as sources:
        base = current_base(connection)
        drafts = Drafts(connection, base)
        sources = list(choices.named(sources))
        reader = _Reader(connection, drafts, commune, profile, choices)
        results = []
        for number, (source, result) in enumerate(read_sources(sources, readings=readings), start=1):
            say(f"Lecture de {source.shown}", 0.6 * number / max(len(sources), 1))
            results.append((source, reader.read(result)))
            del result  # its cells are in the tables now
        files = [read for _source, read in results if isinstance(read, SourceFile)]
        plan_files(connection, drafts, files, reader.profile, lambda words: say(f"Rapprochement : {words}", 0.8))
        for file in files:
            for table in file.tables:
                table.forget_accepted_rows()
        outcomes = tuple(_outcomes(sources, {id(source): read for source, read in results}, drafts, reader))
        plan = Plan(
            author,
            "Import de " + ", ".join(file.path for file in outcomes if file.status == IMPORTED)[:500],
            Origin.IMPORT,
            base,
            creations=drafts.creations(),
            updates=drafts.updates(),
            files=tuple(_file_report(file) for file in outcomes),
        )
        preview = ImportPreview(plan, outcomes)
        _refuse_files_of_others(connection, preview)
    return preview


def _refuse_files_of_others(connection: Connection, preview: ImportPreview) -> None:
    """Refuse, before anything is shown, files that tell of communes whose map the viewer does not hold.

    What a file is compared with is shown beside it: a file that claims to be another commune's would make it speak.
    """
    viewer = viewer_of(connection)
    if viewer.role in EVERYTHING:
        return
    refuse_unlawful(connection, preview.plan, viewer)
    theirs = objects_of(connection, viewer.communes or ())
    read = [file for file in preview.files if file.status == IMPORTED]
    compared = {dispute.object_id for file in read for table in file.tables for dispute in table.disputes}
    if compared - theirs or not all(may_edit(viewer, file.commune_id) for file in read):
        raise NotAllowed(
            "Un de ces fichiers décrit une commune dont vous ne tenez pas la carte.",
            remedy="Rien n’a été lu de la cartographie ; confiez ce fichier au correspondant de cette commune.",
        )


def apply_import(engine: Engine, preview: ImportPreview) -> int:
    """Apply a prepared import in one transaction; returns the number of its run.

    Raises:
        ConflictingChange: the estate changed since the import was prepared: prepare it again.
    """
    with collector_at_rest():
        return apply_plan(engine, preview.plan)


class _Reader:
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
        guesses = [
            understand(table, words, self._known, profile) for (_name, table), words in zip(found, titles, strict=True)
        ]
        inventory = _inventory(guesses)
        if inventory is None or len(found) < 2:
            return guesses
        named = _application_names(found[inventory][1], guesses[inventory])
        known = self._known.and_also(APPLICATION_NAMES, named)
        return [
            guess
            if position == inventory or not names_applications(table, named)
            else understand(table, words, known, profile)
            for position, ((_name, table), words, guess) in enumerate(zip(found, titles, guesses, strict=True))
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


def _outcomes(
    sources: Sequence[Source], results: dict[int, SourceFile | UnusableFile], drafts: Drafts, reader: _Reader
) -> list[FileOutcome]:
    outcomes = []
    for source in sources:
        identifier = drafts.identifiers.take()
        read = results.get(id(source))
        if read is None:
            outcomes.append(FileOutcome(source.shown, IGNORED, source.ignored, (), (), identifier, None, None))
        elif isinstance(read, UnusableFile):
            outcomes.append(FileOutcome(source.shown, REFUSED, str(read), (), (), identifier, None, None))
        else:
            outcomes.append(_outcome(read, identifier, reader))
    return outcomes


def _outcome(file: SourceFile, identifier: int, reader: _Reader) -> FileOutcome:
    issues = list(reader.file_issues.get(file.path, ()))
    if file.holder is not None and not file.guess.certain:
        issues.append(
            Issue(
                "commune_devinee",
                f"La commune « {file.guess.name} » a été reconnue {file.guess.reason}."
                " Si ce n’est pas la bonne, indiquez-la à l’import.",
            )
        )
    return FileOutcome(
        file.path, IMPORTED, None, tuple(file.tables), tuple(issues), identifier, file.holder, file.guess.name
    )


def sheet_to_json(table: TypedTable) -> dict[str, Any]:
    """A table of a sheet, as the contract wants it."""
    return {
        "name": table.sheet,
        "kind": table.guess.kind,
        "confidence": table.guess.confidence,
        "reason": table.guess.reason,
        **table.counts(),
        "ignored_because": dict(_ignored(table)),
        "columns": columns_to_json(table.guess),
        "issues": [issue.to_json() for issue in table.issues],
    }


def columns_to_json(guess: TableGuess) -> list[dict[str, Any]]:
    """Each column's header, the field it was taken for, how surely and why."""
    return [
        {
            "header": column.header,
            "field": column.field,
            "confidence": column.confidence,
            "reason": column.reason,
            "letter": column.letter,
        }
        for column in guess.columns
    ]


def _ignored(table: TypedTable) -> Counter[str]:
    reasons = Counter(table.ignored)
    rows = sum(outcome is Outcome.IGNORED for outcome in table.outcomes)
    if rows:
        reasons[_unread(table) if table.guess.kind is None else "ligne en double"] += rows
    return reasons


def _unread(table: TypedTable) -> str:
    """Why nothing of a table is imported."""
    return LEFT_OUT if table.guess.reason == LEFT_OUT else "tableau non reconnu"


def _file_report(file: FileOutcome) -> FileReport:
    sheets = tuple(
        SheetReport(
            table.id,
            table.sheet,
            table.guess.kind or "non reconnu",
            columns_to_json(table.guess),
            table.counts(),
            [issue.to_json() for issue in table.issues[:MOST_ISSUES_KEPT]],
        )
        for table in file.tables
    )
    return FileReport(file.report_id, file.path, file.status, file.reason, file.commune_id, sheets)


MOST_ISSUES_KEPT = 1_000
"""Issues of a table kept in the database; the command and the page show them all at the time of the import."""
