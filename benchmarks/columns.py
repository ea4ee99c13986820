"""How many columns of real inventories are put where a person would put them, without a profile.

`expected_columns.csv` was filled by hand: for each column of each file the field a person chooses, nothing for an
extra attribute, several separated by ``|`` where two people may differ. Each file is read into a fresh estate.

Run: ``python benchmarks/columns.py [FOLDER]`` (default: ``../shared/realdata`` beside the checkout)
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from importers.guesses import TableGuess
from importers.run import prepare_import
from urbanism.store import open_estate

ROOT = Path(__file__).resolve().parents[1]
EXPECTED = ROOT / "benchmarks" / "expected_columns.csv"
REAL_FILES = ROOT.parent / "shared" / "realdata"
GOAL = 0.95


class Expected(NamedTuple):
    """What a person makes of a column: the fields that would do ("" for an extra attribute)."""

    header: str
    fields: tuple[str, ...]


class Judged(NamedTuple):
    """A column, what a person makes of it, and what the software made of it."""

    path: str
    header: str
    fields: tuple[str, ...]
    found: str

    @property
    def right(self) -> bool:
        """Whether the software did as a person would."""
        return self.found in self.fields


def read_expected(path: Path = EXPECTED) -> Iterator[tuple[str, str, list[Expected]]]:
    """Each file's path, the kind of its table ("" where it holds no inventory) and its columns, in order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for name, group in groupby(rows, key=lambda row: row["path"]):
        columns = list(group)
        yield name, columns[0]["kind"], [Expected(row["header"], tuple(row["field"].split("|"))) for row in columns]


def judge(engine: Engine, folder: Path, path: str, kind: str, expected: Sequence[Expected]) -> Iterator[Judged]:
    """Each column of a file, judged; the kind of the table counts as one more."""
    preview = prepare_import(engine, [str(folder / path)])
    guess = preview.files[0].tables[0].guess if preview.files[0].tables else TableGuess(None, 0.0, "", ())
    yield Judged(path, "(genre du tableau)", (kind,), guess.kind or "")
    for column, wanted in zip_longest(guess.columns, expected):
        header = wanted.header if wanted else f"{column.header} (colonne en trop)"
        yield Judged(path, header, wanted.fields if wanted else (), (column.field or "") if column else "(absente)")


def judge_all(folder: Path, expected: Path = EXPECTED) -> list[Judged]:
    """Every column of every file of a list of expectations, each file in the same empty estate."""
    with tempfile.TemporaryDirectory() as place:
        engine = open_estate(f"sqlite:///{Path(place) / 'columns.sqlite'}")
        try:
            return [
                judged
                for path, kind, columns in read_expected(expected)
                for judged in judge(engine, folder, path, kind, columns)
            ]
        finally:
            engine.dispose()


def main(arguments: Sequence[str]) -> int:
    """Print the shares and every mistake; exits 1 under 95 %."""
    judged = judge_all(Path(arguments[0]) if arguments else REAL_FILES)
    for path, group in groupby(judged, key=lambda item: item.path):
        columns = list(group)
        right = sum(item.right for item in columns)
        print(f"{right / len(columns):7.1%}  {right:>3} / {len(columns):<3}  {path}")
        for item in columns:
            if not item.right:
                print(f"           « {item.header} » : {item.found or 'attribut'} au lieu de", end=" ")
                print(" ou ".join(field or "attribut" for field in item.fields))
    share = sum(item.right for item in judged) / len(judged)
    print(f"{share:7.1%}  de {len(judged)} colonnes et tableaux (but : {GOAL:.0%})")
    return 0 if share >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
