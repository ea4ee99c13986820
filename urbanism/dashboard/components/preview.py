"""What was understood of files about to be imported: by file, by sheet, by column, with every doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

import streamlit as st

from importers.fields import KINDS
from importers.run import IMPORTED, REFUSED, FileOutcome, ImportPreview
from importers.typed import Issue, TypedTable
from importers.understanding import ColumnGuess
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.text import plain
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
OPEN_FILES = 3
"""Up to so many files, each is shown open."""

MOST_ISSUES = 2_000


def show_counts(preview: ImportPreview) -> None:
    """How many rows of all the files, by what would become of them."""
    counts = preview.counts()
    shown = {name: label for name, label in COUNTS.items() if counts[name] or name != "retired"}
    with st.grid(len(shown), min_column_width=120, gap="small"):
        for name, label in shown.items():
            st.metric(label, number(counts[name]), border=True)


def show_files(preview: ImportPreview) -> None:
    """What was understood of each file, and what was not."""
    for file in preview.files:
        _file(file, len(preview.files) <= OPEN_FILES)


def _file(file: FileOutcome, is_open: bool) -> None:
    if file.status != IMPORTED:
        say = st.error if file.status == REFUSED else st.info
        icon = ":material/block:" if file.status == REFUSED else ":material/skip_next:"
        say(f"**{plain(file.path)}** : {plain(file.reason or 'laissé de côté', 1000)}", icon=icon)
        return
    rows = sum(table.counts()["rows_read"] for table in file.tables)
    doubts = sum(len(table.issues) for table in file.tables) + len(file.issues)
    title = f"**{plain(file.path)}** – {plain(file.commune or 'commune inconnue')}, {count(rows, 'ligne')}"
    with st.expander(f"{title}, {count(doubts, 'remarque')}", expanded=is_open, icon=":material/description:"):
        if file.tables:
            for tab, table in zip(st.tabs(_tab_titles(file.tables)), file.tables, strict=True):
                with tab:
                    _table(table, f"{file.report_id}-{table.id}")
        if file.issues:
            _issues(file.issues, f"{file.report_id}-remarques")


def _tab_titles(tables: Sequence[TypedTable]) -> list[str]:
    """The sheets' names; the tables of a same sheet are told apart by a number."""
    seen: Counter[str] = Counter()
    titles = []
    for table in tables:
        seen[table.sheet] += 1
        again = f" ({seen[table.sheet]})" if seen[table.sheet] > 1 else ""
        titles.append(plain(table.sheet, 60) + again)
    return titles


def _table(table: TypedTable, key: str) -> None:
    known = KINDS.get(table.guess.kind or "")  # sheets of our own workbook have further kinds
    kind = known.label if known else table.sheet if table.guess.kind else "contenu non reconnu"
    sure = percentage(table.guess.confidence, 1)
    st.markdown(f"**{plain(kind).capitalize()}** :gray[(sûr à {sure}, {plain(table.guess.reason)})]")
    counts = table.counts()
    st.caption(", ".join(f"{label.lower()} : {number(counts[name])}" for name, label in COUNTS.items() if counts[name]))
    labels = {field.name: field.label for field in known.fields} if known else {}
    columns: list[Column[ColumnGuess]] = [
        Column("Case", lambda c: c.letter, width=60),
        Column("Titre de la colonne", lambda c: c.header, width=230),
        Column(
            "Comprise comme",
            lambda c: labels.get(c.field or "", c.header if c.field else "gardée telle quelle"),
            width=190,
        ),
        Column("Confiance", lambda c: 100 * c.confidence if c.field else None, "share", 130),
        Column("Pourquoi", lambda c: c.reason),
    ]
    object_table(table.guess.columns, columns, f"colonnes-{key}", noun="colonne")
    if table.issues:
        _issues(table.issues, f"remarques-{key}")


def _issues(issues: Sequence[Issue], key: str) -> None:
    columns: list[Column[Issue]] = [
        Column("Ligne", lambda issue: issue.row, "number", 70),
        Column("Case", lambda issue: issue.cell or "–", width=70),
        Column("Colonne", lambda issue: issue.column or "–", width=150),
        Column("Valeur", lambda issue: issue.value or "–", width=180),
        Column("Remarque", lambda issue: issue.message),
    ]
    st.markdown(f"{count(len(issues), 'remarque')} :gray[sur ces lignes]")
    object_table(list(islice(issues, MOST_ISSUES)), columns, key, noun="remarque")
    if len(issues) > MOST_ISSUES:
        st.caption(f"Les {number(MOST_ISSUES)} premières ; toutes se lisent par urbanism import --dry-run --json.")
