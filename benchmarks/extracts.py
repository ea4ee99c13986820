"""Time, memory and exactness of comparing two extracts of 100 000 rows.

    python benchmarks/extracts.py [--rows 100000] [--seeds 1 2 3]

Each scenario (a prefixed identifier, a composite key, commune and name, no key at all) is invented from each seed,
written as a workbook and as GeoJSON (as two texts for the others), read in its process and compared. Prints the seconds
of the clock and of the processor, the peak memory of both processes together, and every figure that is not the truth.
Exits 1 when a keyed scenario is not exact or a limit is passed.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "comparing")]

from invented_extracts import NOTHING, PADDED, SCENARIOS, Truth, invent  # noqa: E402

from importers.extracts import read_extracts  # noqa: E402
from urbanism.comparing import Comparison, Extract, compare_extracts  # noqa: E402

SECONDS, MEGABYTES = 20.0, 1_000.0
NEAR = 0.01
"""How far from the truth rows without any key may be."""


def main() -> int:
    """Print one line a scenario and a seed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--one", nargs=2, metavar=("LEFT", "RIGHT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(told(*options.one)))
        return 0
    kept = [measure(name, options.rows, seed) for name in SCENARIOS for seed in options.seeds]
    return 0 if all(kept) else 1


def told(left: str, right: str) -> dict[str, Any]:
    """Read two files and compare them: the figures that have a truth, and the processor's seconds of both processes."""
    first, second = read_extracts([left, right], ["", ""])
    found = compare_extracts(first.extract, second.extract)
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {**figures(found), "seconds": sum(one.ru_utime + one.ru_stime for one in both)}


def figures(found: Comparison) -> dict[str, Any]:
    """What is compared to the truth, in an order that does not depend on the extracts'."""
    differences = {f"{one.columns.left}/{one.columns.right}": len(one.contradictory) for one in found.differences}
    return {
        "columns": sorted([one.left, one.right] for one in found.matched),
        "key": sorted(list(pair) for pair in found.key.columns) if found.key else [],
        "shared": found.shared,
        "left_alone": len(found.pairing.left.alone) if found.pairing else 0,
        "right_alone": len(found.pairing.right.alone) if found.pairing else 0,
        "contradictions": {pair: times for pair, times in sorted(differences.items()) if times},
        "lags": {lag.territory: lag.days for lag in sorted(found.staleness.by_territory)},
    }


def expected(truth: Truth) -> dict[str, Any]:
    """The same figures, as invented."""
    return {
        "columns": sorted(map(list, truth.columns)),
        "key": sorted(map(list, truth.key)),
        "shared": truth.shared,
        "left_alone": truth.left_alone,
        "right_alone": truth.right_alone,
        "contradictions": {"/".join(pair): times for pair, times in sorted(truth.contradictions.items())},
        "lags": dict(sorted(truth.lags.items())),
    }


def measure(scenario: str, rows: int, seed: int) -> bool:
    """Compare two invented files in a process of their own; whether all went as promised."""
    invented = invent(scenario, rows, seed)
    with tempfile.TemporaryDirectory() as place:
        left, right = write(invented.left, invented.right, Path(place), workbook=scenario == PADDED)
        truth = expected(invented.truth)
        del invented
        result, seconds, megabytes = run([sys.executable, __file__, "--one", str(left), str(right)])
    wrong = {name: (result[name], value) for name, value in truth.items() if result[name] != value}
    kinds = f"{left.suffix[1:]} + {right.suffix[1:]}"
    print(
        f"{scenario:20} {kinds:14} seed {seed}: {seconds:5.1f} s ({result['seconds']:.1f} s of processor),"
        f" {megabytes:4.0f} MB, {'exact' if not wrong else f'not the truth: {wrong}'}",
        flush=True,
    )
    near = abs(result["shared"] - truth["shared"]) <= NEAR * truth["shared"] and result["columns"] == truth["columns"]
    return (not wrong or (scenario == NOTHING and near)) and seconds < SECONDS and megabytes < MEGABYTES


def run(command: list[str]) -> tuple[dict[str, Any], float, float]:
    """What a command prints, its seconds of the clock, the highest memory (MB) of it and its children together."""
    start, peak = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            with suppress(psutil.Error):
                peak = max(peak, sum(one.memory_info().rss for one in [watched, *watched.children(recursive=True)]))
            time.sleep(0.1)
        seconds = time.perf_counter() - start
        output = process.stdout.read() if process.stdout else b""
    return json.loads(output), seconds, peak / 1e6


def write(left: Extract, right: Extract, folder: Path, *, workbook: bool) -> tuple[Path, Path]:
    """The extracts as files: a workbook and GeoJSON, or two texts."""
    if not workbook:
        return write_text(left, folder / "gauche.csv", ";"), write_text(right, folder / "droite.csv", ",")
    from xlsxwriter import Workbook

    book_path, json_path = folder / "gauche.xlsx", folder / "droite.geojson"
    with Workbook(str(book_path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Voies")
        sheet.write_row(0, 0, [column.header for column in left.columns])
        for row, values in enumerate(zip(*(column.values for column in left.columns), strict=True), start=1):
            sheet.write_row(row, 0, values)
    headers = [column.header for column in right.columns]
    features = [
        {"type": "Feature", "properties": dict(zip(headers, values, strict=True)), "geometry": line(place)}
        for place, values in enumerate(zip(*(column.values for column in right.columns), strict=True))
    ]
    json_path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return book_path, json_path


def line(place: int) -> dict[str, Any]:
    """A line of eight points, each elsewhere."""
    points = [[5 + place / 1e6 + step / 1e4, 45 + step / 1e4] for step in range(8)]
    return {"type": "LineString", "coordinates": points}


def write_text(extract: Extract, path: Path, separator: str) -> Path:
    """An extract as a text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow([column.header for column in extract.columns])
        writer.writerows(zip(*(column.values for column in extract.columns), strict=True))
    return path


if __name__ == "__main__":
    sys.exit(main())
