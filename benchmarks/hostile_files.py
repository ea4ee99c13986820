"""Read every awkward and hostile file, real or made up, and print how each fared.

    python benchmarks/hostile_files.py [FOLDER…]

Without a folder: ../shared/realdata/spreadsheets beside the checkout; then the bombs of the tests. Prints how many
files were read or refused, by class; the slowest; the peak memory of both processes. Exits 1 when a file was lost or
outlasted its time, or when a non-blank row of a sheet is neither data nor ignored for a reason.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "importers" / "readers")]

from bombs import BOMBS  # noqa: E402

from importers.reading import Limits, read_files  # noqa: E402
from importers.sheets import RawFile  # noqa: E402
from importers.tables import find_tables  # noqa: E402

SLOWEST = 10
MARGIN = 5.0
"""Seconds allowed beyond the limit, for the tables to be found and the process to be replaced."""


def unaccounted(file: RawFile) -> int:
    """Rows that are neither data nor ignored, or are told of but blank."""
    wrong = 0
    for sheet in file.sheets:
        written = {number for number, row in enumerate(sheet.rows, 1) if row}
        tables = find_tables(sheet)
        told = {number for table in tables for number in table.row_numbers}
        told |= {row.row_number for table in tables for row in table.ignored}
        wrong += len(written ^ told)
    return wrong


def tell_peaks(precision: str) -> None:
    """Print the peak resident memory of both processes, in MB."""
    here, reader = (resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak memory: {here} MB here{precision}, {reader} MB in the reading process")


def run(paths: list[str], limits: Limits) -> bool:
    """Read the files, print the figures; whether all went well."""
    classes: Counter[str] = Counter()
    times: list[tuple[float, str]] = []
    failures: list[str] = []
    results = read_files(paths, limits)
    for path in paths:
        begun = time.perf_counter()
        result = next(results)
        if isinstance(result, RawFile):
            classes[f"lu ({result.format})"] += 1
            if wrong := unaccounted(result):
                failures.append(f"{path}: {wrong} row(s) not accounted for")
        else:
            classes[f"refusé ({result.code})"] += 1
            if not (result.what and result.remedy and result.where == path):
                failures.append(f"{path}: refusal without its place, reason or remedy")
        times.append((time.perf_counter() - begun, path))
        if times[-1][0] > limits.seconds + MARGIN:
            failures.append(f"{path}: {times[-1][0]:.1f} s")
    for name, count in sorted(classes.items()):
        print(f"{count:5d}  {name}")
    for seconds, path in sorted(times, reverse=True)[:SLOWEST]:
        print(f"{seconds:6.2f} s  {Path(path).name}")
    print(f"{len(paths)} files in {sum(seconds for seconds, _ in times):.1f} s")
    print("\n".join(failures) or "nothing lost, nothing unexpected")
    return not failures


def main() -> int:
    folders = [Path(folder) for folder in sys.argv[1:]] or [ROOT.parent / "shared" / "realdata" / "spreadsheets"]
    limits = Limits()
    print(f"limits: {limits.seconds} s of processor time, {limits.memory >> 20} MB a file")
    good = True
    for folder in folders:
        print(f"\n{folder.name}")
        good &= run(sorted(str(path) for path in folder.rglob("*") if path.is_file()), limits)
    tell_peaks("")
    with tempfile.TemporaryDirectory() as made:
        paths = []
        for name, make in BOMBS.items():
            path = Path(made) / name
            path.write_bytes(make())
            paths.append(str(path))
        print("\nbombs")
        good &= run(paths, limits)
    tell_peaks(" (making the bombs included)")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
