"""Every row of every real file becomes something: created, updated, unchanged, rejected or ignored with its reason.

Each file is imported (planned, then applied) into one estate, so that each meets what the others left, then once more:
the second time must change nothing.

Run: ``python benchmarks/accounting.py [FOLDER]`` (default: ``../shared/realdata`` beside the checkout)
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from importers.run import REFUSED, apply_import, prepare_import
from importers.sources import SPREADSHEETS
from urbanism.store import open_estate

REAL_FILES = Path(__file__).resolve().parents[2] / "shared" / "realdata"
OUTCOMES = ("created", "updated", "unchanged", "rejected", "ignored")


class Account(NamedTuple):
    """What became of a file: its status, its rows by what became of them, and what is wrong, if anything is."""

    path: Path
    status: str
    counts: Counter[str]
    seconds: float
    wrong: str


def spreadsheets(folder: Path) -> list[Path]:
    """The files of a folder and its subfolders that may hold tables."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in SPREADSHEETS)


def account(engine: Engine, paths: Iterable[Path]) -> Iterator[Account]:
    """Import each file, twice, and count its rows."""
    for path in paths:
        started = time.monotonic()
        try:
            status, counts, wrong = _import_twice(engine, path)
        except Exception as error:
            status, counts, wrong = "erreur", Counter[str](), f"{type(error).__name__} : {error}"
        yield Account(path, status, counts, time.monotonic() - started, wrong)


def _import_twice(engine: Engine, path: Path) -> tuple[str, Counter[str], str]:
    preview = prepare_import(engine, [str(path)])
    (file,) = preview.files
    if file.status == REFUSED:
        return file.status, Counter(), "" if file.reason else "refusé sans raison"
    apply_import(engine, preview)
    sheets = [sheet.counts() for sheet in file.tables]
    unaccounted = [counts for counts in sheets if counts["rows_read"] != sum(counts[name] for name in OUTCOMES)]
    silent = [sheet for sheet in file.to_json()["sheets"] if sum(sheet["ignored_because"].values()) != sheet["ignored"]]
    again = prepare_import(engine, [str(path)])
    wrong = "lignes perdues" if unaccounted else "lignes ignorées sans raison" if silent else ""
    return file.status, Counter(preview.counts()), wrong or ("" if again.plan.is_empty else "le second import change")


def main(arguments: Sequence[str]) -> int:
    """Print the totals and every file that is wrong; exits 1 where one is."""
    paths = spreadsheets(Path(arguments[0]) if arguments else REAL_FILES)
    totals, statuses, wrong, slowest = Counter[str](), Counter[str](), 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        engine = open_estate(f"sqlite:///{Path(folder) / 'accounting.sqlite'}")
        for item in account(engine, paths):
            totals += item.counts
            statuses[item.status] += 1
            slowest = max(slowest, item.seconds)
            if item.wrong:
                wrong += 1
                print(f"{item.path} : {item.wrong}")
        engine.dispose()
    print(f"{len(paths)} fichiers : " + ", ".join(f"{count} {status}" for status, count in sorted(statuses.items())))
    print(
        ", ".join(f"{name} {totals[name]}" for name in ("rows_read", *OUTCOMES)) + f" ; le plus lent : {slowest:.1f} s"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
