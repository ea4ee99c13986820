"""What the memory of the estate costs: `python benchmarks/history.py [--scales 1 10]`.

For the sample métropole, once and ten times: the import with its history and without (the rows of `change` are then not
written), in seconds of processor and in size of the database; and the time to go back to a date once every application
was edited since.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from importers.run import apply_import, prepare_import
from urbanism.demo import write_demo
from urbanism.store import Plan, Update, apply, apply_plan, load_snapshot, open_estate, read_base
from urbanism.store.tables import insert_rows
from urbanism.vocabulary import Origin

SEED = 2019
SAMPLE_APPLICATIONS = 1_200
TIMES = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scales", type=int, nargs="+", default=[1, 10])
    for scale in parser.parse_args().scales:
        with tempfile.TemporaryDirectory() as folder:
            measure(scale, Path(folder))


def measure(scale: int, folder: Path) -> None:
    """Print the figures of one size."""
    files = [str(folder / name) for name in write_demo(folder, SEED, SAMPLE_APPLICATIONS * scale).files]
    print(f"{scale} × the sample, {SAMPLE_APPLICATIONS * scale} applications, seed {SEED}, median of {TIMES}")
    costs: dict[bool, list[float]] = {True: [], False: []}
    sizes: dict[bool, int] = {}
    for number in range(TIMES):
        for history in (True, False):
            database = folder / f"{history}{number}.sqlite"
            costs[history].append(imported(files, database, history))
            sizes[history] = database.stat().st_size
    with_it, without = median(costs[True]), median(costs[False])
    print(f"  import with history    {with_it:8.2f} s of processor {sizes[True] / 1e6:8.1f} MB")
    print(f"  import without history {without:8.2f} s of processor {sizes[False] / 1e6:8.1f} MB")
    print(f"  history adds {100 * (with_it / without - 1):.1f} % of time, {(sizes[True] - sizes[False]) / 1e6:.1f} MB")
    going_back(folder / f"True{TIMES - 1}.sqlite")


def imported(files: list[str], database: Path, history: bool) -> float:
    """Seconds of processor of an import into a fresh database, written down to one file."""
    engine = open_estate(f"sqlite:///{database}")
    kept = apply.insert_rows
    if not history:
        apply.insert_rows = _without_changes
    try:
        seconds = timed(lambda: apply_import(engine, prepare_import(engine, files)))[1]
    finally:
        apply.insert_rows = kept
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return seconds


def _without_changes(connection: Any, entity: str, fields: Any, rows: Iterable[Any]) -> None:
    if entity != "change":
        insert_rows(connection, entity, fields, rows)


def going_back(database: Path) -> None:
    """Print the time to read the present, then the past once every application was edited, then before the import."""
    engine = open_estate(f"sqlite:///{database}")
    after_import = read_base(engine).revision
    updates = [
        Update("application", one.id, {"version": one.version}, {"version": f"{one.version or ''} bis"})
        for one in load_snapshot(engine).applications
    ]
    apply_plan(engine, Plan("mesure", "mesure", Origin.EDIT, read_base(engine), updates=updates))
    for words, at in (
        ("the present", None),
        ("before the edits", after_import),
        ("before the import", after_import - 1),
    ):
        runs = [timed(lambda at=at: load_snapshot(engine, at=at)) for _ in range(TIMES)]
        elapsed, busy = (median(run[place] for run in runs) for place in (0, 1))
        print(f"  reading {words:18} {elapsed:8.2f} s elapsed {busy:8.2f} s of processor")
    engine.dispose()


def timed(question: Callable[[], Any]) -> tuple[float, float]:
    """Seconds elapsed, seconds of processor of this process and of those it started."""
    started, busy = perf_counter(), _processor()
    question()
    return perf_counter() - started, _processor() - busy


def _processor() -> float:
    times = os.times()
    return process_time() + times.children_user + times.children_system


if __name__ == "__main__":
    main()
