"""Importing files: prepare a plan and show it, then apply the same plan in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from importers.choices import NO_CHOICE, Choices
from importers.guesses import LEFT_OUT, TableGuess
from importers.planning.drafts import Drafts
from importers.planning.plan import plan_files
from importers.planning.rows import SourceFile
from importers.profiles import Profile
from importers.sources import Readings, Source, open_sources, read_sources
from importers.typed import Issue, Outcome, TypedTable, totals
from importers.understood import Reader
from urbanism.collector import collector_at_rest
from urbanism.errors import NotAllowed, UnusableFile
from urbanism.store import apply_plan
from urbanism.store.apply import current_base
from urbanism.store.changes import FileReport, Plan, SheetReport
from urbanism.store.engine import reading
from urbanism.store.rights import EVERYTHING, may_edit, objects_of, refuse_unlawful
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
        reader = Reader(connection, drafts, commune, profile, choices)
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


def _outcomes(
    sources: Sequence[Source], results: dict[int, SourceFile | UnusableFile], drafts: Drafts, reader: Reader
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


def _outcome(file: SourceFile, identifier: int, reader: Reader) -> FileOutcome:
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
