"""Figures of bloc proposals: precision, coverage and speed. Run: `python benchmarks/block_proposals.py`.

The sample métropole's blocs are hidden, then proposed again. Its purposes are cut from the nomenclature's descriptions
of blocs, which are not read where a bloc has keywords; names are what its inventor thought a town would say.
With San Francisco's inventory beside the checkout, `--read N` prints N of its proposals, to be judged by eye.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from urbanism.analyses.blocks import BlockText, Described, Knowledge, Proposal, Proposer, Usage
from urbanism.demo import generate
from urbanism.demo.records import Application, World
from urbanism.nomenclature import load_nomenclature

ROOT = Path(__file__).resolve().parents[1]
PURPOSES = ROOT / "tests" / "analyses" / "purposes.csv"
SAN_FRANCISCO = ROOT.parent / "shared" / "realdata" / "municipal_us" / "san_francisco_systems.csv"
SEEDS = (1, 2, 3)
MANY = 120_000

Case = tuple[Described, str]
"""An application in words, and its true bloc ("" where none can be told)."""


def proposer(usages: Sequence[Usage] = ()) -> Proposer:
    shipped = load_nomenclature()
    blocks = (BlockText(block.code, block.name, block.description) for block in shipped.blocks)
    return Proposer(Knowledge(blocks, shipped.keywords, shipped.products, usages))


def best(found: tuple[Proposal, ...]) -> Proposal | None:
    return found[0] if found and found[0].is_convincing else None


def measure(label: str, cases: Sequence[Case], engine: Proposer) -> None:
    proposals = [(best(engine.propose(application)), truth) for application, truth in cases]
    given = [(proposal.block, truth) for proposal, truth in proposals if proposal]
    right = sum(block == truth for block, truth in given)
    told = sum(bool(truth) for _, truth in cases)
    print(f"{label:58} {len(cases):6} cases   precision {right / len(given):.3f}   coverage {right / told:.3f}")


def purposes() -> None:
    with PURPOSES.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    for part in ("construction", "contrôle"):
        cases = [(Described("", purpose=line["purpose"]), line["bloc"]) for line in lines if line["part"] == part]
        measure(f"one-line purposes, {part}", cases, proposer())


def sample(seed: int) -> None:
    world = generate(seed=seed)
    suites = {name: product.suite for name, product in world.catalogue.products.items()}
    applications = [application for application in world.applications if application.block]
    views: dict[str, Callable[[Application], Described]] = {
        "everything": lambda app: Described(
            app.name,
            description=app.description,
            product=app.product,
            editor=app.editor,
            suite=suites.get(app.product or ""),
            department=app.department,
        ),
        "purposes only": lambda app: Described("", description=app.description),
        "names only": lambda app: Described(app.name),
    }
    for label, view in views.items():
        measure(f"sample {seed}, {label}", [(view(app), app.block or "") for app in applications], proposer())
    stated, hidden = _split(world, applications)
    usages = [Usage(app.product, suites.get(app.product or "") or app.editor, app.block or "") for app in stated]
    cases = [(views["everything"](app), app.block or "") for app in hidden]
    measure(f"sample {seed}, everything, one holder in two stating its blocs", cases, proposer(usages))


def _split(world: World, applications: Sequence[Application]) -> tuple[list[Application], list[Application]]:
    """The applications of every other holder, and the rest."""
    stating = {holder.name for holder in world.holders[::2]}
    return (
        [application for application in applications if application.holder in stating],
        [application for application in applications if application.holder not in stating],
    )


def speed() -> None:
    with PURPOSES.open(encoding="utf-8", newline="") as file:
        texts = [line["purpose"] for line in csv.DictReader(file, delimiter=";")]
    applications = [
        Described(
            name=f"{texts[index % len(texts)][:20]} {index}",
            purpose=f"{texts[index * 7 % len(texts)]} n° {index}",
            data_categories="nom, prénom, adresse",
            product=f"Produit {index % 900}",
            editor=f"Éditeur {index % 200}",
            department=f"Direction {index % 60}",
        )
        for index in range(MANY)
    ]
    start, used = time.perf_counter(), time.process_time()
    engine = proposer()
    for application in applications:
        engine.propose(application)
    elapsed, used = time.perf_counter() - start, time.process_time() - used
    print(f"{MANY} applications, no two alike: {elapsed:.1f} s elapsed, {used:.1f} s of one processor")


def san_francisco(count: int, seed: int) -> None:
    if not SAN_FRANCISCO.is_file():
        print("San Francisco: not there")
        return
    with SAN_FRANCISCO.open(encoding="utf-8", errors="replace", newline="") as file:
        lines = list(csv.DictReader(file))
    engine = proposer()
    found = []
    for line in lines:
        application = Described(
            name=line["Department Name of Data System"],
            purpose=line["Purpose"],
            data_categories=line["General description of categories or types of data"],
            product=line["Product"],
            editor=line["Vendor"],
            department=line["Department Custodian"],
        )
        proposal = best(engine.propose(application))
        if proposal:
            found.append((application, proposal))
    print(f"San Francisco: {len(lines)} systems, {len(found)} convincing proposals")
    for application, proposal in random.Random(seed).sample(found, min(count, len(found))):
        said = " | ".join(" ".join((text or "").split())[:90] for text in application[:4])
        print(f"{proposal.block} {proposal.score}: {application.department} | {said} => {proposal.sentence}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--read", type=int, default=0, help="proposals of San Francisco to print")
    parser.add_argument("--seed", type=int, default=20, help="seed of that sample")
    options = parser.parse_args()
    if not options.read:
        purposes()
        for seed in SEEDS:
            sample(seed)
        speed()
    san_francisco(options.read, options.seed)


if __name__ == "__main__":
    main()
