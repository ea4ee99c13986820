"""An import in the making: what was given, what a person corrects, and the plan that follows from both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine

from importers.choices import Choices, Disputed
from importers.guesses import TOLD
from importers.profiles import EMPTY, Profile, TableProfile
from importers.run import FileOutcome, ImportPreview, prepare_import
from importers.sources import Readings
from importers.typed import Dispute, Side, TypedTable
from importers.values import fold
from urbanism.dashboard.importing import Progress, saved
from urbanism.snapshot import Snapshot


@dataclass
class Draft:
    """What was given to import and corrected since.

    Attributes:
        contents: the files as the browser gave them: name, bytes.
        commune: whose estate they describe, where the person said so for all.
        profile: the kinds, columns and names corrected; those of names are also kept file by file in `asked`.
        communes: whose estate a file describes.
        settled: who is right, where a file and the estate disagree.
        readings: the files already read: a correction only makes the plan again.
        preview: the plan that follows; None when it is to be made (again).
        notice: why it had to be made again, to be said once.
    """

    contents: Sequence[tuple[str, bytes]]
    commune: str | None
    profile: Profile = EMPTY
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    communes: dict[str, str] = field(default_factory=dict)
    settled: dict[Disputed, Side] = field(default_factory=dict)
    readings: Readings = field(default_factory=Readings)
    preview: ImportPreview | None = None
    notice: str = ""

    def prepare(self, engine: Engine, progress: Progress) -> ImportPreview:
        """Plan the import of what was given, as corrected."""
        with saved(self.contents) as (_folder, files):
            choices = Choices({str(file): file.name for file in files}, self.communes, self.settled)
            return prepare_import(
                engine,
                [str(file) for file in files],
                self.commune,
                self.profile,
                progress,
                choices=choices,
                readings=self.readings,
            )

    def correct_kind(self, table: TypedTable, kind: str | None) -> None:
        """Say what a table holds; None: that it is not to be imported. Its columns are then guessed again."""
        self._tell(TableProfile(_headers(table), kind, {}))

    def correct_column(self, table: TypedTable, header: str, name: str | None) -> None:
        """Say which field a column gives (None: none); a column that had that field is guessed again."""
        told = {fold(column.header): column.field for column in table.guess.columns if column.reason == TOLD}
        others = {known: field for known, field in told.items() if field is None or field != name}
        self._tell(TableProfile(_headers(table), table.guess.kind, {**others, fold(header): name}))

    def answer(self, file: str, text: str, written: str | None) -> None:
        """Say what a name met in a file stands for; None takes the answer back."""
        names, asked = dict(self.profile.names), self.asked.setdefault(file, {})
        for answers in (names, asked):
            answers.pop(fold(text), None)
            if written is not None:
                answers[fold(text)] = written
        self.profile = replace(self.profile, names=names)
        self.preview = None

    def give_to(self, file: str, commune: str | None) -> None:
        """Say whose estate a file describes."""
        self.communes.pop(file, None)
        if commune:
            self.communes[file] = commune
        self.preview = None

    def settle(self, disputes: Iterable[Dispute], side: Side | None) -> None:
        """Say who is right about values on which a file and the estate disagree."""
        for dispute in disputes:
            key = (dispute.entity, dispute.object_id, dispute.field)
            self.settled.pop(key, None)
            if side is not None:
                self.settled[key] = side
        self.preview = None

    def corrections(self) -> Mapping[int, Profile]:
        """What was corrected for each commune, by its identifier: what may be kept for it."""
        found: dict[int, Profile] = {}
        for file in self.preview.files if self.preview else ():
            headers = {_headers(table) for table in file.tables}
            tables = tuple(table for table in self.profile.tables if table.headers in headers)
            profile = Profile(None, tables, self.asked.get(file.path, {}))
            if file.commune_id is not None and profile != EMPTY:
                found[file.commune_id] = found.get(file.commune_id, EMPTY).merged_with(profile)
        return found

    def _tell(self, told: TableProfile) -> None:
        self.profile = self.profile.merged_with(Profile(tables=(told,)))
        self.preview = None


def is_correctable(table: TypedTable) -> bool:
    """Whether a person may say what a table holds: not where our own workbook says it."""
    return bool(table.examples)


def parties_of(snapshot: Snapshot, draft: Draft, file: FileOutcome) -> dict[str, str]:
    """What a name of a file may stand for: its commune's applications, stored or about to be, and national systems.

    By what designates each without doubt: its code and commune.
    """
    commune = file.commune or ""
    found = {
        f"{application.code} ({commune})": application.name
        for application in snapshot.applications
        if application.commune_id == file.commune_id
    }
    for batch in draft.preview.plan.creations if draft.preview else ():
        if batch.entity == "application":
            holder, code, name = (batch.fields.index(field) for field in ("commune_id", "code", "name"))
            found.update((f"{r[code]} ({commune})", r[name]) for r in batch.rows if r[holder] == file.commune_id)
    shown = {written: f"{name} – {written}" for written, name in sorted(found.items(), key=lambda item: item[1])}
    return shown | {system.code: f"{system.name} (système national)" for system in snapshot.external_systems}


def disputes_of(preview: ImportPreview) -> list[Dispute]:
    """Everything on which the files and the estate disagree."""
    return [dispute for _file, table in tables_of(preview) for dispute in table.disputes]


def tables_of(preview: ImportPreview) -> Iterator[tuple[FileOutcome, TypedTable]]:
    """Every table with its file."""
    return ((file, table) for file in preview.files for table in file.tables)


def _headers(table: TypedTable) -> frozenset[str]:
    return frozenset(fold(header) for header in table.headers)
