"""Speed and quality of the analyses: `python benchmarks/analyses.py [--seeds N] [--worlds SEED…] [--times N…]`.

Prints the time and peak memory of every rule, indicator, link, pot and silo question on the sample estate and on larger
ones; the same questions written plainly in networkx; and the precision and recall of each rule against the truth of the
sample métropole, on several seeds. The sample goes straight from the invented world to a snapshot, so that the rules
are measured apart from the import.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import networkx

sys.path.insert(0, str(Path(__file__).parent))

from sample import repeated, snapshot_of

from urbanism.analyses.indicators import indicators
from urbanism.analyses.point_to_point import point_to_point
from urbanism.analyses.silos import silos
from urbanism.analyses.structure import block_cycles, crossroads, weak_points
from urbanism.analyses.tangles import tangles
from urbanism.demo import generate
from urbanism.demo.findings import RULES as TRUE_RULES
from urbanism.demo.findings import findings as true_findings
from urbanism.graph import EstateGraph, Network
from urbanism.planning.hub import best_connectors, simulate_each
from urbanism.rules import Assessed, check_rules, findings
from urbanism.snapshot import Snapshot

SEED = 2019


def timed(question: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds elapsed, seconds of processor, and the answer."""
    started, busy = perf_counter(), process_time()
    answer = question()
    return perf_counter() - started, process_time() - busy, answer


def measure(times: int) -> tuple[str, list[tuple[str, float, float]], float]:
    """The size of the sample estate so many times over, the times of every question, the peak memory in megabytes."""
    snapshot, _ = snapshot_of(generate(SEED))
    snapshot = repeated(snapshot, times) if times > 1 else snapshot
    graph = EstateGraph(snapshot)
    questions: dict[str, Callable[[], Any]] = {
        "rules": lambda: findings(check_rules(graph, {})),
        "indicators": lambda: indicators(graph, {}),
        "point to point": lambda: (point_to_point(graph), tangles(graph)),
        "common pot": lambda: simulate_each(graph),
        "silos": lambda: silos(graph),
    }
    rows = [(name, *timed(question)[:2]) for name, question in questions.items()]
    rows.append(("total", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    size = f"{len(snapshot.applications)} applications, {len(snapshot.interfaces)} interfaces"
    return size, rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def speed(sizes: list[int]) -> None:
    """One process a size, so that memory is its own."""
    for times in sizes:
        with get_context("spawn").Pool(1) as pool:
            size, rows, memory = pool.apply(measure, (times,))
        print(f"  {size}; peak memory {memory:.0f} MB")
        for name, elapsed, busy in rows:
            print(f"    {name:16} {elapsed:8.2f} s elapsed {busy:8.2f} s of processor")


def beside_networkx(snapshot: Snapshot) -> None:
    """The same questions written plainly in networkx: same answers, other times."""
    graph = EstateGraph(snapshot)
    busiest = max(graph.outgoing, key=lambda party: len(graph.outgoing[party]))

    def plain() -> networkx.DiGraph:
        return networkx.DiGraph((flow.source_id, flow.target_id) for flow in graph.flows)

    def plain_cycles() -> int:
        edges = (
            (graph.block.get(f.source_id), graph.block.get(f.target_id)) for f in graph.flows if not graph.by_hub(f)
        )
        blocks = networkx.DiGraph(edge for edge in edges if None not in edge)
        return sum(len(part) > 1 for part in networkx.strongly_connected_components(blocks))

    pairs: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        "cut points": (
            lambda: len(weak_points(graph).cut_parties),
            lambda: len(set(networkx.articulation_points(plain().to_undirected()))),
        ),
        "cycles between blocs": (lambda: len(block_cycles(graph)), plain_cycles),
        "downstream of the busiest": (
            lambda: len(Network(graph.pairs).reachable([busiest])) - 1,
            lambda: len(networkx.descendants(plain(), busiest)),
        ),
        "crossroads": (
            lambda: crossroads(graph, 1)[0][0],
            lambda: max(networkx.betweenness_centrality(plain(), normalized=False).items(), key=lambda one: one[1])[0],
        ),
    }
    print(f"  {'question':30} {'ours, s':>9} {'networkx, s':>12}   answers")
    for name, (ours, theirs) in pairs.items():
        (_, fast, one), (_, slow, other) = timed(ours), timed(theirs)
        print(f"  {name:30} {fast:9.3f} {slow:12.3f}   {one} / {other}")


def budgets(snapshot: Snapshot) -> None:
    """The pot under a budget of connectors: links replaced, against what no choice can exceed."""
    graph = EstateGraph(snapshot)
    ends = {end for flow in graph.flows if graph.is_direct(flow) for end in (flow.source_id, flow.target_id)}
    print(f"  {'connectors':>10} {'replaced':>9} {'bound':>7} {'gap':>7} {'seconds':>8}")
    for share in (0.05, 0.1, 0.2, 0.5, 1.0):
        seconds, _, choice = timed(lambda share=share: best_connectors(graph, round(share * len(ends))))
        print(f"  {len(choice.ends):10} {choice.links:9} {choice.bound:7} {choice.gap:7.1%} {seconds:8.2f}")


def quality(seeds: Sequence[int]) -> None:
    """Precision and recall by rule over (rule, subject) pairs, and how much of what was planted is found."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for seed in seeds:
        world = generate(seed)
        snapshot, written = snapshot_of(world)
        found: dict[str, set[str]] = defaultdict(set)
        for result in check_rules(EstateGraph(snapshot), {}):
            if isinstance(result, Assessed):
                found[result.code] |= {subject.code for finding in result.findings for subject in finding.subjects}
        true: dict[str, set[str]] = defaultdict(set)
        for finding in true_findings(written):
            true[str(finding["code"])] |= set(finding["subjects"])  # type: ignore[call-overload]
        planted: dict[str, set[str]] = defaultdict(set)
        for case in world.planted:
            planted[case.code] |= set(case.subjects)
        for code in sorted(TRUE_RULES.keys() | planted.keys() & found.keys()):
            row = counts[code]
            row[0] += len(found[code] & true[code])
            row[1] += len(found[code]) if code in TRUE_RULES else 0
            row[2] += len(true[code])
            row[3] += len(found[code] & planted[code])
            row[4] += len(planted[code])
    print(f"  seeds {', '.join(map(str, seeds))}")
    print(f"  {'rule':16} {'precision':>9} {'recall':>7} {'subjects':>9} {'planted':>9} {'found':>6}")
    for code, (right, told, true_count, seen, sown) in counts.items():
        precision = f"{right / told:.3f}" if told else "–"
        recall = f"{right / true_count:.3f}" if true_count else "–"
        print(f"  {code:16} {precision:>9} {recall:>7} {true_count:9} {sown:9} {seen:6}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds in a row the quality is measured on")
    parser.add_argument("--worlds", type=int, nargs="*", help="these seeds instead")
    parser.add_argument("--times", type=int, nargs="*", default=[1, 10, 100])
    chosen = parser.parse_args()
    print("Speed")
    speed(chosen.times)
    print("Beside networkx, on the sample estate")
    beside_networkx(snapshot_of(generate(SEED))[0])
    print("\nThe common pot under a budget, on the sample estate")
    budgets(snapshot_of(generate(SEED))[0])
    print("\nQuality against the sample's truth")
    quality(chosen.worlds or range(SEED, SEED + chosen.seeds))


if __name__ == "__main__":
    main()
