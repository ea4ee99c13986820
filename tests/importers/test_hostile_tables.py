"""Whatever the cells hold, an import ends with a plan, every row counted, and a database that takes it."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing import ImportRows, accounted
from sqlalchemy import Engine

from importers.fields import KINDS

Rows = list[list[Any]]

HOSTILE: dict[str, tuple[str, Rows]] = {
    "cells of 40 000 letters": ("Applications", [["Nom", "Éditeur"], ["x" * 40_000, "y" * 40_000], ["a", "b"]]),
    "control characters and lone surrogates": (
        "Applications",
        [["Nom\x00", "Éditeur\x07", "Aut\ud800re"], ["a\x00b", "e\x1b", "\ud800\udfff"], ["\x00", "\ud800", "x"]],
    ),
    "integers beyond 64 bits": (
        "Applications",
        [
            ["Nom", "Éditeur", "Nb utilisateurs", "Coût annuel", "Libre"],
            ["a", "b", 2**63, 2**70, 2**80],
            ["c", "d", -(2**64), 10**300, 10**400],
        ],
    ),
    "numbers of 5 000 digits": (
        "Applications",
        [
            ["Nom", "Éditeur", "Nb utilisateurs", "Criticité", "Valeur métier"],
            ["a", "b", "9" * 5_000, "1e999", "9" * 5_000],
            ["c", "d", "1" * 400, "²", "²"],
        ],
    ),
    "not a number, infinite": (
        "Applications",
        [
            ["Nom", "Éditeur", "Nb utilisateurs", "Coût annuel", "Mise en service", "Libre"],
            ["a", "b", math.nan, math.inf, math.nan, math.nan],
            ["c", "d", -math.inf, math.nan, math.inf, -math.inf],
            ["e", "f", 3, 4.0, dt.date(2020, 1, 1), 1],
            ["g", "h", 3, 4.0, dt.date(2020, 1, 1), 1],
        ],
    ),
    "dates of year 1 and 9999": (
        "Applications",
        [
            ["Nom", "Éditeur", "Mise en service", "Fin d'utilisation"],
            ["a", "b", dt.datetime(1, 1, 1), dt.date(9999, 12, 31)],
            ["c", "d", "00/00/0000", "31/12/9999"],
            ["e", "f", dt.time(3, 4), dt.timedelta(days=-5)],
        ],
    ),
    "texts like formulas": (
        "Applications",
        [
            ["Nom", "Éditeur", "Description"],
            ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)"],
            ["-2", '=HYPERLINK("x")', "\t=1"],
        ],
    ),
    "the same header three times": ("Applications", [["Nom", "Nom", "Nom", "Éditeur"], ["a", "b", "c", "d"]]),
    "2 000 columns": (
        "Applications",
        [["Nom", "Éditeur", *(f"c{i}" for i in range(2_000))], ["a", "b", *["v"] * 2_000], ["c", "d", *[1] * 2_000]],
    ),
    "counts below zero": (
        "Applications",
        [["Nom", "Éditeur", "Nb utilisateurs", "Préavis (mois)"], ["a", "b", -5, -3], ["c", "d", -1.5, 2]],
    ),
    "one code twice": (
        "Applications",
        [["Commune", "Code", "Nom"], ["A", "1", "x"], ["A", "1", "y"], ["B", "1", "x"], [None, "1", "x"]],
    ),
    "an end missing": (
        "Flux",
        [["Source", "Cible", "Données"], ["a", None, "c"], [None, None, "x"], ["\ud800", "b", "x"]],
    ),
    "one contract twice": (
        "Contrats",
        [
            ["Référence", "Objet", "Titulaire", "Montant annuel", "Préavis (mois)"],
            ["R1", "o", "e", 2**65, 2**65],
            ["R1", "o", "e", 1, 1],
        ],
    ),
    "ranks that clash": (
        "Processus",
        [
            ["Processus", "Rang", "Étape"],
            ["p", 2**70, "e"],
            ["p", 1, "f"],
            ["p", 1, "g"],
            ["P", None, "h"],
            ["p-", 1, "i"],
        ],
    ),
    "years without end": (
        "Mutualisation",
        [
            ["Commune", "Bloc", "Année", "Position"],
            ["A", "Paie", 2**70, "oui"],
            ["A", "Paie", 2026, "oui"],
            ["A", "Paie", "2026", "non"],
        ],
    ),
    "communes spelt twice": (
        "Communes",
        [["Commune", "Code", "Habitants"], ["A", "x", 2**70], ["a", "x", 5], ["Ville de A", "y", 6], ["B", "x", -5]],
    ),
    "a department above itself": (
        "Directions",
        [["Direction", "Délégation", "Rattachement"], ["RH", "x", "RH"], ["rh", "x", None], ["DG", "y", "RH"]],
    ),
    "lists of lists": (
        "Applications",
        [
            ["Nom", "Blocs secondaires", "Communes servies"],
            ["a", ";;;///,,,", "x" * 500 + ";" * 500],
            ["b", "Paie/Paie", "A, B"],
        ],
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_table_is_imported_and_counted(case: str, estate: Engine, import_rows: ImportRows) -> None:
    sheet, rows = HOSTILE[case]
    preview = import_rows(estate, rows, sheet=sheet)
    assert preview.counts()["rows_read"] == len(rows)
    assert all(accounted(table.counts()) for file in preview.files for table in file.tables)


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_table_imported_again_changes_nothing(case: str, estate: Engine, import_rows: ImportRows) -> None:
    sheet, rows = HOSTILE[case]
    import_rows(estate, rows, sheet=sheet)
    again = import_rows(estate, rows, sheet=sheet, apply=False)
    assert again.plan.is_empty
    assert again.counts()["created"] == again.counts()["updated"] == again.counts()["retired"] == 0


HEADERS = sorted(
    {header for kind in KINDS.values() for field in kind.fields for header in (field.label, *field.synonyms)}
)
SHEETS = sorted({kind.label for kind in KINDS.values()} | {"Feuil1"})
CELLS = st.one_of(
    st.none(),
    st.text(st.characters(), max_size=20),
    st.sampled_from(
        ["oui", "x", "n.c.", "Paie", "12 500,00 €", "31/12/2026", "Voies", "A ; B", "a/b", "Total", "1e999"]
    ),
    st.integers(),
    st.integers(min_value=2**62, max_value=2**66),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
TABLES = st.tuples(
    st.sampled_from(SHEETS),
    st.integers(1, 6).flatmap(
        lambda width: st.tuples(
            st.lists(st.one_of(st.sampled_from(HEADERS), CELLS), min_size=width, max_size=width),
            st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=8),
        )
    ),
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(table=TABLES)
def test_any_table_is_imported_and_counted(
    table: tuple[str, tuple[list[Any], Rows]], estate: Engine, import_rows: ImportRows
) -> None:
    """One estate takes them all, one after the other: each meets what the others left."""
    sheet, (headers, rows) = table
    preview = import_rows(estate, [headers, *rows], sheet=sheet)
    assert all(accounted(table.counts()) for file in preview.files for table in file.tables)
    read = sum(any(cell is not None and str(cell).strip() for cell in row) for row in [headers, *rows])
    assert preview.counts()["rows_read"] == read
