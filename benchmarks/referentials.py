"""Figures of duplicate referentials on the sample métropole: `python benchmarks/referentials.py [--seeds 5]`.

For each seed the sample is written, imported as any workbook, and its referentials grouped without any decision. Truth
is what the sample planted: groups, homonyms, masters. A second line tells the same once half of the stated objects are
erased, and a third once all are, copies kept: real estates leave that column empty.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "2")

import argparse
import json
import random
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from sample import repeated  # noqa: E402

from importers.run import apply_import, prepare_import  # noqa: E402
from urbanism.analyses.referentials.report import Report, report  # noqa: E402
from urbanism.demo import write_demo  # noqa: E402
from urbanism.graph import EstateGraph  # noqa: E402
from urbanism.snapshot import Snapshot  # noqa: E402
from urbanism.store import load_snapshot, open_estate  # noqa: E402

ROADS = "voies"


class Figures(NamedTuple):
    """Of one sample: pairs, groups found to the letter, homonyms kept apart, masters, pairs left to a person."""

    precision: float
    recall: float
    groups: str
    homonyms: str
    masters: str
    roads: str
    doubts: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"paires P {self.precision:.3f} R {self.recall:.3f}, groupes exacts {self.groups},"
            f" homonymes séparés {self.homonyms}, maîtres justes {self.masters}, sept voies : {self.roads},"
            f" à vérifier {self.doubts}, {self.seconds:.2f} s de processeur"
        )


def sample(seed: int) -> tuple[Snapshot, Mapping[str, Any]]:
    """A sample métropole, as imported, and its truth."""
    with TemporaryDirectory() as folder:
        write_demo(Path(folder) / "demo", seed=seed)
        truth = json.loads((Path(folder) / "demo" / "truth.json").read_text(encoding="utf-8"))
        engine = open_estate(f"sqlite:///{folder}/estate.sqlite")
        workbooks = sorted(path for path in (Path(folder) / "demo").iterdir() if path.suffix != ".json")
        apply_import(engine, prepare_import(engine, [str(path) for path in workbooks]))
        snapshot = load_snapshot(engine)
        engine.dispose()
    return snapshot, truth


def erased(snapshot: Snapshot, share: float, seed: int) -> Snapshot:
    """The same estate, where that share of the referentials does not say its object."""
    chance = random.Random(seed)
    kept = (r._replace(data_object_id=None) if chance.random() < share else r for r in snapshot.referentials)
    return replace(snapshot, referentials=tuple(kept))


def measure(snapshot: Snapshot, truth: Mapping[str, Any]) -> Figures:
    """Group and judge."""
    started = time.process_time()
    found = report(EstateGraph(snapshot))
    return judge(found, {r.id: r.code for r in snapshot.referentials}, truth, time.process_time() - started)


def judge(found: Report, codes: Mapping[int, str], truth: Mapping[str, Any], seconds: float) -> Figures:
    """Figures against truth."""
    planted = {frozenset(group["codes"]): group for group in truth["referential_groups"]}
    masters = {frozenset(codes[m] for m in c.group.referentials): codes[c.proposal.master] for c in found.cases}
    got, wanted = _pairs(masters), _pairs(planted)
    exact = masters.keys() & planted.keys()
    known = [group for group in exact if planted[group]["master"]]
    homonyms = [frozenset(pair) for pair in truth["homonyms"]]
    roads = next(group for group, what in planted.items() if what["object"] == ROADS)
    return Figures(
        len(got & wanted) / max(1, len(got)),
        len(got & wanted) / max(1, len(wanted)),
        f"{len(exact)}/{len(planted)}",
        f"{sum(pair not in got for pair in homonyms)}/{len(homonyms)}",
        f"{sum(masters[group] == planted[group]['master'] for group in known)}/{len(known)}",
        "un groupe, bon maître" if masters.get(roads) == planted[roads]["master"] else "NON",
        len(found.groups.doubts),
        seconds,
    )


def _pairs(groups: Iterable[frozenset[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def speed(snapshot: Snapshot, times: Iterable[int]) -> None:
    """Processor time on the sample many times over, each name then made different from the others."""
    for count in times:
        large = repeated(snapshot, count)
        renamed = (r._replace(name=f"{r.name} {n}") for n, r in enumerate(large.referentials))
        large = replace(large, referentials=tuple(renamed))
        graph = EstateGraph(large)
        started = time.process_time()
        found = report(graph)
        seconds = time.process_time() - started
        print(
            f"{len(large.applications)} applications, {len(large.referentials)} référentiels tous de nom différent :"
            f" {len(found.cases)} groupes, {seconds:.1f} s de processeur",
            flush=True,
        )


def main() -> None:
    """Print the figures of each seed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=5, help="how many samples")
    options.add_argument("--first", type=int, default=9000, help="the first seed")
    options.add_argument("--times", type=int, nargs="*", default=[1, 10], help="sizes of the speed figures")
    chosen = options.parse_args()
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        snapshot, truth = sample(seed)
        print(f"graine {seed} : {measure(snapshot, truth)}", flush=True)
        for share in (0.5, 1.0):
            print(f"  objets tus à {share:.0%} : {measure(erased(snapshot, share, seed), truth)}", flush=True)
    speed(snapshot, chosen.times)


if __name__ == "__main__":
    main()
