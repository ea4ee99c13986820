"""Speed of a diagnosis: `python benchmarks/diagnosis.py [--times N…]`.

Imports the sample métropole, diagnoses its ten projects, then the same projects in the same estate many times over
(100 times: some 120 000 applications). Prints wall and processor seconds; the reading of the estate is told apart.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parent))

from sample import repeated

from importers.run import apply_import, prepare_import
from urbanism.demo import write_demo
from urbanism.diagnosis import diagnose
from urbanism.nomenclature import load_nomenclature
from urbanism.snapshot import Snapshot
from urbanism.store import load_snapshot, open_estate

SEED = 2019
LIMITS = {1: 1.0}
"""Seconds allowed for the sample; five for anything larger."""


def sample() -> Snapshot:
    """The sample métropole as it is once imported."""
    with tempfile.TemporaryDirectory() as folder:
        write_demo(Path(folder), SEED)
        engine = open_estate(f"sqlite:///{folder}/sample.sqlite")
        apply_import(engine, prepare_import(engine, [folder]))
        started = perf_counter()
        snapshot = load_snapshot(engine)
        print(f"reading the estate: {perf_counter() - started:.2f} s")
        engine.dispose()
    return snapshot


def measure(snapshot: Snapshot, times: int) -> float:
    """Diagnose every project; the slowest one's processor seconds."""
    wanted = {project.id for project in snapshot.projects}
    whole = repeated(snapshot, times) if times > 1 else snapshot
    nomenclature = load_nomenclature()
    titles = {rule.code: rule.title for rule in nomenclature.rules}
    print(f"{len(whole.applications)} applications, {len(whole.interfaces)} interfaces, {len(whole.projects)} projects")
    worst = 0.0
    for project in (project for project in whole.projects if project.id in wanted):
        started, busy = perf_counter(), process_time()
        found = diagnose(whole, project.id, titles)
        elapsed, spent = perf_counter() - started, process_time() - busy
        worst = max(worst, spent)
        print(f"  {elapsed:6.2f} s elapsed {spent:6.2f} s of processor  {project.code} {found.opinion.value}")
    return worst


def main(arguments: list[str]) -> int:
    """Measure each size; 1 where a diagnosis is slower than promised."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, nargs="+", default=[1, 100])
    snapshot = sample()
    slow = [times for times in parser.parse_args(arguments).times if measure(snapshot, times) > LIMITS.get(times, 5.0)]
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
