"""Time and memory of importing the sample métropole, ten times it and a hundred times it.

Beside the import (`urbanism import`, process start included, fresh database) stand

- the notebook: what one would write by hand, ``pandas.read_excel`` with openpyxl then ``DataFrame.to_sql``;
- the floor: calamine reading and ``sqlite3.executemany`` of the same cells.

    python benchmarks/import_speed.py [--scales 1 10 100] [--no-notebook]
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import itertools
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil

SEED = 2019
SAMPLE_APPLICATIONS = 1_200


class Cost(NamedTuple):
    """Seconds of the clock, and the highest memory (MB) of a process and its children together."""

    seconds: float
    megabytes: float


def main() -> int:
    """Print one line a scale and a way, then the ratios and the growth."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scales", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--no-notebook", action="store_true")
    parser.add_argument("--way", choices=("floor", "notebook"), help=argparse.SUPPRESS)
    parser.add_argument("folder", nargs="?", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        {"floor": floor, "notebook": notebook}[options.way](options.folder)
        return 0
    with tempfile.TemporaryDirectory() as place:
        results = {scale: measure(scale, Path(place), not options.no_notebook) for scale in options.scales}
    report(results)
    return 0


def measure(scale: int, place: Path, with_notebook: bool) -> dict[str, Cost]:
    """The cost of each way on one sample."""
    folder = place / f"sample{scale}"
    command = [sys.executable, "-m", "urbanism.cli", "demo", "--output", str(folder), "--seed", str(SEED)]
    subprocess.run(
        [*command, "--applications", str(SAMPLE_APPLICATIONS * scale)], check=True, stdout=subprocess.DEVNULL
    )
    (folder / "truth.json").unlink()
    myself = [sys.executable, __file__, str(folder), "--way"]
    database = f"sqlite:///{place / f'estate{scale}.sqlite'}"
    ways = {
        "import": [sys.executable, "-m", "urbanism.cli", "import", str(folder), "--database", database, "--json"],
        "floor": [*myself, "floor"],
    }
    if with_notebook:
        ways["notebook"] = [*myself, "notebook"]
    costs = {}
    for way, arguments in ways.items():
        costs[way] = run(arguments)
        print(f"{scale:>4} × {way:<9} {costs[way].seconds:8.2f} s {costs[way].megabytes:8.0f} MB", flush=True)
    return costs


def run(arguments: list[str]) -> Cost:
    """Run a command to its end, watching its memory and its children's."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    watched, peak = psutil.Process(process.pid), 0
    while process.poll() is None:
        with contextlib.suppress(psutil.Error):
            peak = max(peak, sum(one.memory_info().rss for one in [watched, *watched.children(recursive=True)]))
        time.sleep(0.02)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(arguments)} exited with {process.returncode}")
    return Cost(time.perf_counter() - start, peak / 1e6)


def report(results: dict[int, dict[str, Cost]]) -> None:
    """Print the ratios that are promised, and how each way grows."""
    for scale, costs in results.items():
        line = f"{scale:>4} ×: {costs['import'].seconds / costs['floor'].seconds:.2f} × the floor"
        if "notebook" in costs:
            line += f", {costs['import'].seconds / costs['notebook'].seconds:.2f} × the notebook"
        print(line)
    scales = sorted(results)
    for smaller, larger in itertools.pairwise(scales):
        growth = results[larger]["import"].seconds / results[smaller]["import"].seconds
        print(f"growth from {smaller} × to {larger} ×: {growth:.1f} for {larger / smaller:.0f} times the rows")


def floor(folder: Path) -> None:
    """Read every cell with calamine and write it with sqlite3."""
    from python_calamine import CalamineWorkbook

    connection = sqlite3.connect(str(folder.parent / "floor.sqlite"))
    for number, path in enumerate(sorted(folder.iterdir())):
        if path.suffix == ".csv":
            with path.open(encoding="cp1252", newline="") as lines:
                sheets = [list(csv.reader(lines, delimiter=";"))]
        elif path.suffix in (".xlsx", ".ods"):
            workbook = CalamineWorkbook.from_path(str(path))
            sheets = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
        else:
            continue
        for place, rows in enumerate(sheets):
            _write(connection, f"t{number}_{place}", rows)
    connection.commit()
    connection.close()
    (folder.parent / "floor.sqlite").unlink()


def _write(connection: sqlite3.Connection, table: str, rows: list[list[object]]) -> None:
    width = max(map(len, rows), default=0)
    if not width:
        return
    connection.execute(f"CREATE TABLE {table} ({', '.join(f'c{i}' for i in range(width))})")
    cells = (
        [cell if isinstance(cell, str | int | float) else str(cell) for cell in row] + [None] * (width - len(row))
        for row in rows
    )
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", cells)


def notebook(folder: Path) -> None:
    """Read every sheet with pandas and write it with to_sql."""
    import pandas as pd

    connection = sqlite3.connect(str(folder.parent / "notebook.sqlite"))
    for path in sorted(folder.iterdir()):
        if path.suffix == ".csv":
            frames = {"csv": pd.read_csv(path, sep=";", encoding="cp1252", header=None, names=range(40), dtype=str)}
        elif path.suffix in (".xlsx", ".ods"):
            engine = "openpyxl" if path.suffix == ".xlsx" else "calamine"
            frames = pd.read_excel(path, sheet_name=None, engine=engine, dtype=str)
        else:
            continue
        for name, frame in frames.items():
            frame.columns = [f"c{i}" for i in range(frame.shape[1])]
            frame.to_sql(f"{path.stem} {name}", connection, if_exists="replace", index=False)
    connection.commit()
    connection.close()
    (folder.parent / "notebook.sqlite").unlink()


if __name__ == "__main__":
    sys.exit(main())
