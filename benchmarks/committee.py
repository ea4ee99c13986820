"""Time to make the sheets of every commune's committee: `python benchmarks/committee.py`.

Imports the sample métropole, keeps a convergence plan, then makes the sheets of its 14 communes as PDF and slides.
Prints wall and processor seconds of each part. Held to one minute for the fourteen.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from importers.run import apply_import, prepare_import
from urbanism.demo import write_demo
from urbanism.exports.committee import committee_files
from urbanism.governance.committees import committees
from urbanism.governance.scenarios import save_scenario
from urbanism.graph import EstateGraph
from urbanism.nomenclature import load_nomenclature
from urbanism.planning.convergence.doctrines import plan_of
from urbanism.planning.convergence.settings import Settings
from urbanism.store import load_snapshot, open_estate

SEED = 2019
LIMIT = 60.0
"""Seconds allowed for all the sheets."""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        write_demo(Path(folder), SEED)
        engine = open_estate(f"sqlite:///{folder}/sample.sqlite")
        apply_import(engine, prepare_import(engine, [folder]))
        plan = plan_of(EstateGraph(load_snapshot(engine)), Settings(), "opportunites", 30.0)
        save_scenario(engine, "Au fil des échéances", "opportunites", plan, "mesure")
        wall, processor = perf_counter(), process_time()
        snapshot = load_snapshot(engine)
        sheets = committees(engine, snapshot, load_nomenclature())
        told = perf_counter() - wall, process_time() - processor
        files = list(committee_files(sheets, fictitious=True))
        wall, processor = perf_counter() - wall, process_time() - processor
        engine.dispose()
    size = sum(len(content) for _, content in files) / 1024
    print(f"seed {SEED}: {len(sheets)} sheets, {len(files)} files, {size:.0f} KiB")
    print(f"reading and judging the estate: {told[0]:.2f} s, {told[1]:.2f} s of processor")
    print(f"everything: {wall:.2f} s, {processor:.2f} s of processor (held to {LIMIT:.0f} s)")
    return int(wall > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
