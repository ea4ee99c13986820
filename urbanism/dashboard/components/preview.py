"""What was understood of files about to be imported: by file, by sheet, by column, with every doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

import streamlit as st

from importers.fields import KINDS
from importers.run import IMPORTED, REFUSED, FileOutcome, ImportPreview
from importers.typed import Issue, TypedTable
from urbanism.dashboard.components.correction import column_choices, holder_choice, kind_choice, name_choices
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.correcting import Draft, is_correctable, parties_of
from urbanism.dashboard.state import Estate
from urbanism.french import count, number, percentage

COUNTS = {
    "rows_read": "Lignes lues",
    "created": "Créées",
    "updated": "Modifiées",
    "unchanged": "Sans changement",
    "rejected": "Refusées",
    "ignored": "Laissées de côté",
    "retired": "Marquées arrêtées",
}
STATES = {IMPORTED: "à importer", REFUSED: "illisible"}
MOST_ISSUES = 2_000


def show_counts(preview: ImportPreview) -> None:
    """How many rows of all the files, by what would become of them."""
    counts = preview.counts()
    shown = {name: label for name, label in COUNTS.items() if counts[name] or name != "retired"}
    with st.grid(len(shown), min_column_width=120, gap="small"):
        for name, label in shown.items():
            st.metric(label, number(counts[name]), border=True)


def show_files(estate: Estate, draft: Draft, preview: ImportPreview) -> None:
    """The files, and what was understood of the one looked at."""
    if len(preview.files) > 1:
        object_table(preview.files, _file_columns(), "import-liste", noun="fichier")
        first = max(preview.files, key=lambda file: (file.status == IMPORTED, _doubts(file))).path
        names = [file.path for file in preview.files]
        chosen = st.selectbox("Fichier regardé", names, index=names.index(first), key="import-regarde", width=620)
        _file(estate, draft, next(file for file in preview.files if file.path == chosen))
    elif preview.files:
        _file(estate, draft, preview.files[0])


def _file_columns() -> list[Column[FileOutcome]]:
    def rows(name: str) -> Column[FileOutcome]:
        return Column(COUNTS[name], lambda file: sum(t.counts()[name] for t in file.tables), "number")

    return [
        Column("Fichier", lambda file: file.path),
        Column("État", lambda file: STATES.get(file.status, "laissé de côté")),
        Column("Commune", lambda file: file.commune or "–"),
        *(rows(name) for name in ("rows_read", "created", "updated", "unchanged", "rejected")),
        Column("Remarques", _doubts, "number"),
        Column("Motif", lambda file: file.reason or "–"),
    ]


def _doubts(file: FileOutcome) -> int:
    return sum(len(table.issues) for table in file.tables) + len(file.issues)


def _file(estate: Estate, draft: Draft, file: FileOutcome) -> None:
    if file.status != IMPORTED:
        say = st.error if file.status == REFUSED else st.info
        icon = ":material/block:" if file.status == REFUSED else ":material/skip_next:"
        say(f"**{plain(file.path)}** : {plain(file.reason or 'laissé de côté', 1000)}", icon=icon)
        return
    rows = sum(table.counts()["rows_read"] for table in file.tables)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(f":material/description: {plain(file.path)}", anchor=False, width="content")
        st.markdown(f":gray[{count(rows, 'ligne')}, {count(_doubts(file), 'remarque')}]", width="content")
    choices = st.container(horizontal=True, vertical_alignment="bottom")
    with choices:
        holder_choice(draft, file, [commune.name for commune in estate.snapshot.communes])
        shown = _chosen_table(file)
        if shown is not None and is_correctable(file.tables[shown]):
            kind_choice(draft, file.tables[shown], f"{file.path}-{shown}")
    if shown is not None:
        _table(estate, draft, file, file.tables[shown], f"{file.path}-{shown}")
    if file.issues:
        _issues(file.issues, f"remarques-{file.path}")


def _chosen_table(file: FileOutcome) -> int | None:
    """Which table of the file is looked at; None where it has none."""
    if not file.tables:
        return None
    titles = _titles(file.tables)
    shown = st.selectbox(
        "Tableau regardé", range(len(titles)), format_func=titles.__getitem__, key=f"tableau-{file.path}", width=280
    )
    return int(shown)


def _titles(tables: Sequence[TypedTable]) -> list[str]:
    """The sheets' names; the tables of a same sheet are told apart by a number."""
    seen: Counter[str] = Counter()
    titles = []
    for table in tables:
        seen[table.sheet] += 1
        again = f" ({seen[table.sheet]})" if seen[table.sheet] > 1 else ""
        titles.append(table.sheet[:60] + again)
    return titles


def _table(estate: Estate, draft: Draft, file: FileOutcome, table: TypedTable, key: str) -> None:
    counts = table.counts()
    rows = ", ".join(f"{label.lower()} : {number(counts[name])}" for name, label in COUNTS.items() if counts[name])
    sure = f"sûr à {percentage(table.guess.confidence, 1)}, " if table.guess.kind else ""
    st.caption(f"{rows} – {sure}{plain(table.guess.reason)}")
    if is_correctable(table) and table.guess.kind in KINDS:
        name_choices(draft, file, table, parties_of(estate.snapshot, draft, file), key)
        column_choices(draft, table, key)
    if table.issues:
        _issues(table.issues, f"remarques-{key}")


def _issues(issues: Sequence[Issue], key: str) -> None:
    columns: list[Column[Issue]] = [
        Column("Ligne", lambda issue: issue.row, "number"),
        Column("Case", lambda issue: issue.cell or "–"),
        Column("Colonne", lambda issue: issue.column or "–"),
        Column("Valeur", lambda issue: issue.value or "–"),
        Column("Remarque", lambda issue: issue.message),
    ]
    st.markdown(f"**{count(len(issues), 'remarque')}** :gray[sur ces lignes]")
    object_table(list(islice(issues, MOST_ISSUES)), columns, key, noun="remarque")
    if len(issues) > MOST_ISSUES:
        st.caption(f"Les {number(MOST_ISSUES)} premières ; toutes se lisent par urbanism import --dry-run --json.")
