"""What decisions on referentials would teach: `python benchmarks/referential_lessons.py [--seeds 9000 9001]`.

Two samples are written and imported, the objects of all their referentials erased. On the first, someone answers
truly: the pairs to be looked at, these and the pairs joined, or every pair compared. The weight of each kind of
evidence is then fitted as `matching.learning` fits (a logistic regression pulled towards the weights of origin), and
the pairs of the second sample are judged. Prints precision, recall and F1 at the strict zone, and the mean log loss.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from referentials import erased, sample  # noqa: E402

from urbanism.analyses.referentials.grouping import referential_groups  # noqa: E402
from urbanism.analyses.referentials.likeness import PRIOR, REVIEW_FROM, SAME_FROM  # noqa: E402
from urbanism.graph import EstateGraph  # noqa: E402
from urbanism.matching.learning import penalised_logistic  # noqa: E402
from urbanism.snapshot import Snapshot  # noqa: E402

PULL = 1.0


class Judged(NamedTuple):
    """A pair that was compared: its score, the weight of each kind of evidence, and the truth."""

    score: float
    evidence: Mapping[str, float]
    same: bool


def judged(snapshot: Snapshot, truth: Mapping[str, Any], seed: int) -> list[Judged]:
    """Every pair of prints compared, once nobody says any object."""
    silent = erased(snapshot, 1.0, seed)
    found = referential_groups(EstateGraph(silent))
    codes = {each.id: each.code for each in silent.referentials}
    objects: dict[str, set[str]] = {}
    for group in truth["referential_groups"]:
        for code in group["codes"]:
            objects.setdefault(code, set()).add(group["object"])
    bearers: dict[int, list[str]] = {}
    for facet, number in found.print_of.items():
        bearers.setdefault(number, []).append(codes[facet.referential])
    pairs = []
    for (a, b), likeness in found.concepts.pairs.items():
        if not set(bearers[a]) & set(bearers[b]):
            weights: Counter[str] = Counter()
            for argument in likeness.evidence:
                weights[re.split("[«:]", argument.sentence)[0].strip()] += argument.weight  # type: ignore[assignment]
            same = bool(objects.get(bearers[a][0], set()) & objects.get(bearers[b][0], set()))
            pairs.append(Judged(likeness.score, weights, same))
    return pairs


def table(pairs: Sequence[Judged], names: Sequence[str]) -> NDArray[np.float64]:
    """One row a pair: one, then the weight of each kind of evidence."""
    return np.array([[1.0, *(each.evidence.get(name, 0.0) for name in names)] for each in pairs])


def tell(label: str, scores: NDArray[np.float64], pairs: Sequence[Judged]) -> None:
    """One line of figures."""
    same = np.array([each.same for each in pairs])
    joined = scores >= SAME_FROM
    right = float((joined & same).sum())
    precision, recall = right / max(1, joined.sum()), right / max(1, same.sum())
    loss = -np.log(np.clip(np.where(same, scores, 1 - scores), 1e-9, 1)).mean()
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    print(f"{label:58} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, perte {loss:.3f}", flush=True)


def main() -> None:
    """Print what each set of answers would change."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, nargs=2, default=[9000, 9001])
    seeds = options.parse_args().seeds
    estates = [sample(seed) for seed in seeds]
    first, second = (judged(snapshot, truth, seed) for (snapshot, truth), seed in zip(estates, seeds, strict=True))
    names = sorted({name for each in first for name in each.evidence})
    origin = np.array([PRIOR] + [1.0] * len(names))
    pull = np.array([0.1] + [PULL] * len(names))
    judge = table(second, names)
    tell(f"graines {seeds[0]} et {seeds[1]}, poids d’origine", _sigmoid(judge @ origin), second)
    asked = [each for each in first if REVIEW_FROM <= each.score < SAME_FROM]
    told = [each for each in first if each.score >= REVIEW_FROM]
    for label, answers in (("à vérifier", asked), ("à vérifier ou jointes", told), ("toutes les paires", first)):
        same = np.array([float(each.same) for each in answers])
        weights = penalised_logistic(sparse.csr_matrix(table(answers, names)), same, origin, pull)
        said = f"appris de {len(answers)} réponses ({label}), dont {int(same.sum())} « même objet »"
        tell(said, _sigmoid(judge @ weights), second)


def _sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))


if __name__ == "__main__":
    main()
