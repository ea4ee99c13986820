"""Figures of reconciliation on the sample métropole: `python benchmarks/identities.py [--seeds 5]`.

For each seed the sample is written, imported as any workbook, and reconciled without any decision. Truth is what the
sample planted: two products of the estate are one when their instances are instances of one product.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "2")

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from importers.run import apply_import, prepare_import  # noqa: E402
from urbanism.demo import write_demo  # noqa: E402
from urbanism.governance.identities import Found, find, waiting  # noqa: E402
from urbanism.identity_keys import PRODUCTS  # noqa: E402
from urbanism.matching import Zone  # noqa: E402
from urbanism.matching.learning import quality  # noqa: E402
from urbanism.snapshot import Snapshot  # noqa: E402
from urbanism.store import load_snapshot, open_estate  # noqa: E402


class Figures(NamedTuple):
    """Of one sample: the groups of the strict zone against truth, the calibration of the pairs, seconds of search."""

    precision: float
    recall: float
    calibration_error: float
    products: int
    seconds: float


def measure(seed: int, applications: int = 1200) -> Figures:
    """Write, import and reconcile one sample."""
    with TemporaryDirectory() as folder:
        write_demo(Path(folder) / "demo", seed=seed, applications=applications)
        truth = json.loads((Path(folder) / "demo" / "truth.json").read_text(encoding="utf-8"))
        engine = open_estate(f"sqlite:///{folder}/estate.sqlite")
        workbooks = sorted(path for path in (Path(folder) / "demo").iterdir() if path.suffix != ".json")
        apply_import(engine, prepare_import(engine, [str(path) for path in workbooks]))
        snapshot = load_snapshot(engine)
        engine.dispose()
    start = time.perf_counter()
    found = find(snapshot, PRODUCTS)
    seconds = time.perf_counter() - start
    return judge(found, true_products(snapshot, truth["products"]), seconds)


def true_products(snapshot: Snapshot, planted: dict[str, list[str]]) -> dict[int, str]:
    """The planted product of each product of the estate, by its instances (most of them)."""
    of_code = {code: name for name, codes in planted.items() for code in codes}
    votes: dict[int, Counter[str]] = {}
    for application in snapshot.applications:
        if application.product_id is not None and application.code in of_code:
            votes.setdefault(application.product_id, Counter())[of_code[application.code]] += 1
    return {product: counted.most_common(1)[0][0] for product, counted in votes.items()}


def judge(found: Found, true: dict[int, str], seconds: float) -> Figures:
    """Figures over pairs of products that both have instances."""
    proposed: set[tuple[int, int]] = set()
    for proposal in waiting(found).proposals:
        if proposal.zone is Zone.SAME:
            proposed |= set(_pairs(member.id for member in proposal.members if member.id in true))
    by_name: dict[str, list[int]] = {}
    for product, name in true.items():
        by_name.setdefault(name, []).append(product)
    wanted = {pair for products in by_name.values() for pair in _pairs(products)}
    judged = [pair for pair in found.pairs if int(pair.left) in true and int(pair.right) in true]
    scores = np.array([pair.score for pair in judged])
    same = np.array([float(true[int(pair.left)] == true[int(pair.right)]) for pair in judged])
    right = len(proposed & wanted)
    return Figures(
        right / max(1, len(proposed)),
        right / max(1, len(wanted)),
        quality(scores, same).calibration_error,
        len(true),
        seconds,
    )


def _pairs(objects: Iterable[int]) -> Iterable[tuple[int, int]]:
    return combinations(sorted(objects), 2)


def main() -> None:
    """Print the figures of each seed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=5, help="how many samples, from seed 1000")
    for seed in range(1000, 1000 + options.parse_args().seeds):
        figures = measure(seed)
        print(
            f"graine {seed} : {figures.products} produits, zone identiques P {figures.precision:.3f}"
            f"  R {figures.recall:.3f}, étalonnage {figures.calibration_error:.3f}, {figures.seconds:.1f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
